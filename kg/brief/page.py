"""A brief as blocks of lines in one language, and those as Markdown or as one HTML page without any script."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.brief.blocs import Stance, Ties
from kg.brief.lines import Line, Writer, day
from kg.brief.markdown import markdown, md
from kg.brief.report import Brief, Standing
from kg.brief.sayings import Saying
from kg.brief.timeline import Point, picture
from kg.brief.written import lines, lives

HERE = Path(__file__).parent
BACKED, TOLD = 2, 4  # sentences shown behind a figure of the table; behind a broker or mediator


@dataclass(frozen=True, slots=True)
class Item:
    """A line, with what stands before it and what stands under it."""

    line: Line
    lead: str = ""
    under: str = ""
    later: Line | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a table whose first row and column are headings, lines, and notes."""

    title: str
    items: tuple[Item, ...]
    notes: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()


def blocks(told: Brief | Ties, writer: Writer) -> tuple[Block, ...]:
    """The brief in the writer's language; the lines are numbered throughout."""
    return tuple(_tied(told, writer) if isinstance(told, Ties) else _numbered(told, writer))


def _numbered(told: Brief, writer: Writer) -> Iterator[Block]:
    number, word = 1, writer.word
    for section in told.sections:
        items = []
        for entry in section.entries:
            also = [f"{word('also')}: {entry.also}"] if entry.also else []
            line, number = writer.line(number, entry.saying, also), number + 1
            if section.name != "promises":
                items.append(Item(line))
            else:
                later = writer.line(number, entry.later) if entry.later else None
                items.append(Item(line, under=word(entry.fate), later=later))
                number += later is not None
        yield Block(word(section.name), tuple(items), _more(section.left, writer) if items or section.left else (word("none"),))
    for name, standings in (("partners", told.partners), ("adversaries", told.adversaries)):
        items = [Item(writer.line(number + i, s.newest), _standing(s, told, writer)) for i, s in enumerate(standings)]
        number += len(items)
        yield Block(word(name), tuple(items), _more(told.left[name], writer) if items or told.left[name] else (word("none"),))
    for found in told.rivals:
        items = [Item(line) for line in lines(found, writer, number)]
        notes = [f"{party} — {_arrow(writer).join(stages)}" for party, stages in lives(found, writer, number)]
        notes += _more(told.left["rivals"], writer) if found is told.rivals[-1] else ()
        number += len(items)
        yield Block(f"{word('rivals')}: {writer.name(found.event)}", tuple(items), tuple(notes))
    if not told.rivals:
        yield Block(word("rivals"), (), (word("none"),))


def _tied(told: Ties, writer: Writer) -> Iterator[Block]:
    """Who stands how to whom as a table of figures, blocs, brokers, mediators, and the sentences behind the figures."""
    word, name = writer.word, writer.name
    numbers: dict[Saying, int] = {}

    def number(sayings: Iterable[Saying]) -> str:
        return f"({', '.join(map(str, sorted(numbers.setdefault(s, len(numbers) + 1) for s in sayings)))})"

    def cell(stance: Stance | None) -> str:
        counts = (("+", stance.friendly), ("−", stance.hostile)) if stance else ()
        return " · ".join(f"\u2066{sign}{len(some)} {number(some[:BACKED])}\u2069" for sign, some in counts if some) or "·"

    stands = {(s.doer.iri, s.other.iri): s for s in told.stances}
    rows = tuple((name(x), *("" if x == y else cell(stands.get((x.iri, y.iri))) for y in told.actors)) for x in told.actors)
    yield Block(word("stands"), (), (word("stands note"),), (("", *map(name, told.actors)), *rows))
    joined = tuple(_listed([name(who) for who in bloc], writer) for bloc in told.blocs)
    strained = tuple(f"{word('strained')}: {_listed([name(who) for who in three], writer)}" for three in told.strained)
    yield Block(word("blocs"), (), (*joined, *strained, word("blocs note")))
    for title, some in (("brokers", told.brokers), ("mediators", told.mediators)):
        figures = (f"{word('part')}: {one.part:.2f}" if one.part else f"{word('sentences')}: {len(one.sayings)}" for one in some)
        notes = tuple(f"{name(one.actor)} · {figure} {number(one.sayings[:TOLD])}" for one, figure in zip(some, figures, strict=True))
        yield Block(word(title), (), notes or (word("none"),))
    yield Block(word("behind"), tuple(Item(writer.line(n, s)) for s, n in numbers.items()), () if numbers else (word("none"),))


def _listed(names: Sequence[str], writer: Writer) -> str:
    """«أ وب وج», "A, B and C"."""
    if writer.lang == "ar":
        return " و".join(names)
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _more(left: int, writer: Writer) -> tuple[str, ...]:
    return (f"{writer.word('more')}: {left}",) if left else ()


def _standing(standing: Standing, told: Brief, writer: Writer) -> str:
    between = [standing.other] if len(told.actors) == 1 else [standing.actor, standing.other]
    names = " ↔ ".join(map(writer.name, between))
    return f"{names} · {writer.word('friendly')}: {standing.friendly} · {writer.word('hostile')}: {standing.hostile}"


def _arrow(writer: Writer) -> str:
    return " ← " if writer.lang == "ar" else " → "


def heading(told: Brief | Ties, writer: Writer) -> str:
    """«الصين وروسيا», "China and Russia"."""
    return f"{writer.word('brief')}: {_listed([writer.name(actor) for actor in told.actors], writer)}"


def extent(told: Brief | Ties, writer: Writer) -> str:
    """From when to when, and how much was read."""
    period = (writer.word("period").format(day(told.first), day(told.last)),) if told.first else ()
    return " · ".join((*period, writer.word("counts").format(told.articles, told.sentences)))


def as_markdown(told: Brief | Ties, writer: Writer) -> str:
    """The brief as Markdown, without the picture."""
    parts = [f"# {md(heading(told, writer))}", "", extent(told, writer), "", writer.word("caution"), ""]
    for block in blocks(told, writer):
        parts += [f"## {md(block.title)}", ""]
        for place, row in enumerate(block.table):
            cells = " | ".join(md(cell).replace("|", "\\|") for cell in row)
            parts += [f"| {cells} |"] + (["|" + " --- |" * len(row)] if place == 0 else [])
        parts += [""] if block.table else []
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


def as_html(told: Brief | Ties, writer: Writer) -> str:
    """The brief as one page that asks nothing of the network and runs nothing; the same text each time."""
    shown = blocks(told, writer)
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return templates.get_template("brief.html").render(
        writer=writer,
        title=heading(told, writer),
        extent=extent(told, writer),
        blocks=shown,
        picture=Markup(picture(_points(told, shown), writer) if isinstance(told, Brief) else ""),  # noqa: S704 - it draws all text as shapes
        style=Markup((HERE / "brief.css").read_text(encoding="utf-8")),  # noqa: S704 - our own
    )


def _points(told: Brief, shown: Iterable[Block]) -> Iterator[Point]:
    """What is told as done or planned, of a day that is known."""
    for section, block in zip(told.sections, shown, strict=False):
        for entry, item in zip(section.entries, block.items, strict=True):
            if section.name in ("deeds", "words", "promises") and entry.saying.date:
                yield Point(item.line.number, entry.saying.date, item.line.group, section.name == "promises")
