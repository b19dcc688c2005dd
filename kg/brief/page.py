"""A brief as blocks of lines in one language, and those as Markdown or as one HTML page without any script."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.brief.claims import cut
from kg.brief.lines import Line, Writer, day
from kg.brief.markdown import markdown, md
from kg.brief.report import Brief, Standing
from kg.brief.timeline import Point, picture
from kg.brief.written import lines, lives

HERE = Path(__file__).parent
RIVALS = 2  # claims shown of each kind, for each event


@dataclass(frozen=True, slots=True)
class Item:
    """A line, with what stands before it and what stands under it."""

    line: Line
    lead: str = ""
    under: str = ""
    later: Line | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, notes, and lines."""

    title: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()


def blocks(told: Brief, writer: Writer) -> tuple[Block, ...]:
    """The brief in the writer's language; the lines are numbered throughout."""
    return tuple(_numbered(told, writer))


def _numbered(told: Brief, writer: Writer) -> Iterator[Block]:
    number, word = 1, writer.word
    for section in told.sections:
        items = []
        for entry in section.entries:
            also = [f"{word('also')}: {entry.also}"] if entry.also else []
            line, number = writer.line(number, entry.saying, also), number + 1
            if section.name != "promises":
                items.append(Item(line))
            elif entry.later:
                items.append(Item(line, under=word("later"), later=writer.line(number, entry.later)))
                number += 1
            else:
                items.append(Item(line, under=word("nothing later")))
        left = (f"{word('more')}: {section.left}",) if section.left else ()
        yield Block(word(section.name), tuple(items), left if items else (word("none"),))
    for name, standings in (("partners", told.partners), ("adversaries", told.adversaries)):
        items = [Item(writer.line(number + i, s.newest), _standing(s, told, writer)) for i, s in enumerate(standings)]
        number += len(items)
        yield Block(word(name), tuple(items), () if items else (word("none"),))
    for found in told.rivals:
        few = cut(found, RIVALS)
        items = [Item(line) for line in lines(few, writer, number)]
        notes = (f"{party} — {_arrow(writer).join(stages)}" for party, stages in lives(few, writer, number))
        number += len(items)
        yield Block(f"{word('rivals')}: {writer.name(found.event)}", tuple(items), tuple(notes))
    if not told.rivals:
        yield Block(word("rivals"), (), (word("none"),))


def _standing(standing: Standing, told: Brief, writer: Writer) -> str:
    between = [standing.other] if len(told.actors) == 1 else [standing.actor, standing.other]
    names = " ↔ ".join(map(writer.name, between))
    return f"{names} · {writer.word('friendly')}: {standing.friendly} · {writer.word('hostile')}: {standing.hostile}"


def _arrow(writer: Writer) -> str:
    return " ← " if writer.lang == "ar" else " → "


def heading(told: Brief, writer: Writer) -> str:
    """«الصين وروسيا», "China and Russia"."""
    names = (" و" if writer.lang == "ar" else " and ").join(map(writer.name, told.actors))
    return f"{writer.word('brief')}: {names}"


def extent(told: Brief, writer: Writer) -> str:
    """From when to when, and how much was read."""
    period = (writer.word("period").format(day(told.first), day(told.last)),) if told.first else ()
    return " · ".join((*period, writer.word("counts").format(told.articles, told.sentences)))


def as_markdown(told: Brief, writer: Writer) -> str:
    """The brief as Markdown, without the picture."""
    parts = [f"# {md(heading(told, writer))}", "", extent(told, writer), "", writer.word("caution"), ""]
    for block in blocks(told, writer):
        parts += [f"## {md(block.title)}", ""]
        parts += [row for item in block.items for row in _item(item)]
        parts += [row for note in block.notes for row in (md(note), "")]
    return "\n".join(parts)


def _item(item: Item) -> Iterable[str]:
    if item.lead:
        yield from (f"**{md(item.lead)}**", "")
    yield from markdown(item.line)
    if item.under:
        yield from (md(item.under) + (":" if item.later else ""), "")
    if item.later:
        yield from markdown(item.later)


def as_html(told: Brief, writer: Writer) -> str:
    """The brief as one page that asks nothing of the network and runs nothing; the same text each time."""
    shown = blocks(told, writer)
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("brief.html").render(
        writer=writer,
        title=heading(told, writer),
        extent=extent(told, writer),
        blocks=shown,
        picture=Markup(picture(_points(told, shown), writer)),  # noqa: S704 - it draws all text as shapes
        style=Markup((HERE / "brief.css").read_text(encoding="utf-8")),  # noqa: S704 - our own
    )


def _points(told: Brief, shown: Iterable[Block]) -> Iterator[Point]:
    """What is told as done or planned, of a day that is known."""
    for section, block in zip(told.sections, shown, strict=False):
        for entry, item in zip(section.entries, block.items, strict=True):
            if section.name in ("deeds", "words", "promises") and entry.saying.date:
                yield Point(item.line.number, entry.saying.date, item.line.group, section.name == "promises")
