"""Rival claims as a table, as Markdown and as JSON."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from kg.brief.claims import KINDS, Claim, Rivals
from kg.brief.lines import Line, Writer, day, plain, tame
from kg.brief.markdown import markdown, md
from kg.render.record import entity


def lines(found: Rivals, writer: Writer, first: int = 1) -> tuple[Line, ...]:
    """A line for each claim, numbered from ``first``, told which others it answers or takes back and which answer it or take it back."""
    written = []
    for place, claim in enumerate(found.claims):
        answered = [other for other, c in enumerate(found.claims) if place in c.answers]
        withdrawn = [other for other, c in enumerate(found.claims) if place in c.withdraws]
        told = {"answers": claim.answers, "answered": answered, "withdraws": claim.withdraws, "withdrawn": withdrawn}
        notes = [f"{writer.word(word)}: {numbers(places, first)}" for word, places in told.items() if places]
        reporter = f" · {writer.word('told')} {writer.called(claim.reporter, claim.saying)}" if claim.reporter else ""
        written.append(writer.line(place + first, claim.saying, notes, writer.voice(claim.saying, claim.claimant) + reporter))
    return tuple(written)


def numbers(places: Iterable[int], first: int) -> str:
    """Places in a list as the numbers that are shown, of which the first is ``first``.

    >>> numbers((0, 4), 1)
    '1, 5'
    """
    return ", ".join(str(place + first) for place in places)


def lives(found: Rivals, writer: Writer, first: int = 1, *, quoted: bool = False) -> Sequence[tuple[str, tuple[str, ...]]]:
    """For each party what was said of it in turn: ("Ukraine", ("alleged: Russia · 2024-04-09 (1)", …)); with ``quoted`` each with its first sentence."""

    def told(stage: str, places: Sequence[int]) -> str:
        claims = sorted((found.claims[place] for place in places), key=lambda c: c.saying.date)
        who = dict.fromkeys(writer.name(c.source) if c.source else tame(c.saying.article.outlet) for c in claims)
        first_day = day(claims[0].saying.date) or writer.word("no date")
        said = f": «{plain(claims[0].saying.assertion.evidence.quote)}»" if quoted else ""
        return f"{writer.word(stage)}: {('، ' if writer.lang == 'ar' else ', ').join(who)} · {first_day} ({numbers(places, first)}){said}"

    return [(writer.name(life.party), tuple(told(*stage) for stage in life.stages)) for life in found.lives]


def as_markdown(found: Rivals, writer: Writer) -> str:
    """A report: the lives of the claims, then the claims by kind, each with its sentence."""
    parts = [f"# {md(writer.name(found.event))}", "", writer.word("caution"), ""]
    if found.lives:
        parts += [f"## {writer.word('life')}", ""]
        for party, told in lives(found, writer, quoted=True):
            parts += [f"- **{md(party)}**", *(f"  - {md(stage)}" for stage in told)]
        parts.append("")
    written = lines(found, writer)
    for kind in KINDS:
        mine = [line for line, claim in zip(written, found.claims, strict=True) if claim.kind == kind]
        if mine:
            parts += [f"## {writer.word(kind)}", ""]
            parts += [row for line in mine for row in markdown(line)]
    if not written:
        parts += [writer.word("none"), ""]
    return "\n".join(parts)


def as_table(found: Rivals, writer: Writer) -> Table:
    """The claims for a terminal, a row each, by kind, and at the end the lives of the claims, a row for each stage with its first sentence."""
    table = Table(title=Text(writer.name(found.event)), title_justify="left", show_lines=True)
    for name in ("#", writer.word("claim"), writer.word("who"), writer.word("where"), writer.word("sentence")):
        table.add_column(Text(name), overflow="fold")
    last = ""
    for line, claim in zip(lines(found, writer), found.claims, strict=True):
        kind = writer.word(claim.kind) + "\n" if claim.kind != last else ""
        mark = "✗ " if line.negated else ""
        struck = "strike" if line.retracted else ""
        what = Text.assemble((kind, "bold"), (f"{mark}{line.words}", struck), "\n", (" · ".join(line.notes), "dim"))
        table.add_row(str(line.number), what, Text(line.voice), Text(f"{line.outlet}\n{line.date}"), Text(line.quote, struck))
        last = claim.kind
    for (party, told), life in zip(lives(found, writer), found.lives, strict=True):
        for stage, (_, places) in zip(told, life.stages, strict=True):
            first = min((found.claims[p].saying for p in places), key=lambda s: s.date)
            table.add_row("", Text.assemble((party, "bold"), f"\n{stage}"), "", day(first.date), Text(plain(first.assertion.evidence.quote), "strike" if first.retraction else ""))
    return table


def as_json(found: Rivals) -> str:
    """The claims for programs; ``answers``, ``withdraws`` and ``claims`` are numbers of claims, from 1; ``retracted`` tells which retraction took the article, and which article took its place."""
    said = [_claim(number, claim) for number, claim in enumerate(found.claims, 1)]
    told = [
        {"party": entity(life.party), "stages": [{"stage": name, "claims": [p + 1 for p in places]} for name, places in life.stages]}
        for life in found.lives
    ]
    return json.dumps({"event": entity(found.event), "claims": said, "lives": told}, ensure_ascii=False, indent=1) + "\n"


def _claim(number: int, claim: Claim) -> dict[str, Any]:
    a, article, gone = claim.saying.assertion, claim.saying.article, claim.saying.retraction
    return {
        "number": number,
        "kind": claim.kind,
        "claimant": entity(claim.claimant),
        "reporter": entity(claim.reporter),
        "party": entity(claim.doer),
        "subject": entity(a.subject),
        "relation": a.relation,
        "object": entity(a.object),
        "modality": a.modality,
        "negated": a.negated,
        "speaker": entity(a.speaker),
        "outlet": entity(a.outlet),
        "about": entity(a.about),
        "quote": a.evidence.quote,
        "start": a.evidence.sentence.start,
        "end": a.evidence.sentence.end,
        "confidence": a.confidence,
        "article": {name: getattr(article, name) for name in ("id", "title", "date", "outlet", "url")},
        "answers": [place + 1 for place in claim.answers],
        "withdraws": [place + 1 for place in claim.withdraws],
        "retracted": {"number": gone.number, "by": gone.by or None} if gone else None,
    }
