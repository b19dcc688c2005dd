"""Measure the whole reader, linking included, on labelled articles, and show the figures."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from kg.errors import InputError
from kg.link import Linker
from kg.model import Reading, Span
from kg.pipeline import judged
from kg.read.neural import NeuralReader
from kg.render.record import record
from kg.train.corpus import article, occurrences
from kg.train.linking import Linking
from kg.train.score import Figure, Figures, Record, score
from kg.vocabulary import relations

ROWS = ("group", "relation", "lang", "outlet")
CLAIMS = ("modality", "negation", "speaker", "outlet", "time")


def measure(gold: Sequence[dict[str, Any]], reader: NeuralReader, *, titled: bool = True) -> Figures:
    """Read labelled articles and compare; ``titled`` as in `kg.pipeline.judged`."""
    linker = Linker()
    found: dict[str, list[Record]] = {}
    mentions, linking = Figure(), Linking()
    for document, reading in zip(gold, reader.read(map(article, gold)), strict=True):
        terms = linker.resolve(reading)
        found[reading.article.id] = [record(reading.article, a) for a in judged(reading, reader, linker, terms, titled=titled)]
        mentions += _mentions(document, reading)
        linking.add(document, reading, terms, linker.finder.authority)
    figures = score(gold, found)
    figures.mentions, figures.linking = mentions, linking
    return figures


def _mentions(document: Record, reading: Reading) -> Figure:
    """Mentions found, by the place where they end: the beginning depends on proclitics, which linking cuts off."""
    text = reading.article.text
    gold: dict[int, Span] = {}
    for entity in document["entities"]:
        for form in entity["forms"]:
            for span in occurrences(form, text):
                if span.end not in gold or gold[span.end].start > span.start:
                    gold[span.end] = span
    found = {m.span.end: m.span for m in reading.mentions}
    return Figure(len(gold.keys() & found.keys()), len(found), len(gold))


def curve(figures: Figures) -> str:
    """The found assertions as CSV, the surest first: confidence, and whether it is right (1, 0). What was missed is right, without confidence.

    >>> print(curve(Figures(all=Figure(1, 2, 2), sure=[(0.25, False), (0.875, True)])), end="")
    confidence,right
    0.875,1
    0.25,0
    ,1
    """
    rows = [f"{round(confidence, 4)},{int(right)}" for confidence, right in sorted(figures.sure, reverse=True)]
    return "\n".join(("confidence,right", *rows, *[",1"] * (figures.all.gold - figures.all.right), ""))


def report(figures: Figures, by: str, errors: int, out: Console) -> None:
    """Print a table of figures, and some of the errors."""
    if by not in ROWS:
        raise InputError(f"--by {by}: choose {', '.join(ROWS)}.")
    known = relations()
    groups = dict.fromkeys(r.group for r in known.values())
    outlets = figures.by.keys() - known.keys() - groups.keys() - {"ar", "en"}
    names = {"group": [*groups], "relation": [*known], "lang": ["ar", "en"], "outlet": sorted(outlets)}[by]
    table = Table(by, "precision", "recall", "F1", "found", "gold")
    rows = [(n, figures.by[n]) for n in names if n in figures.by]
    for name, x in [*rows, ("pairs", figures.pairs), ("triggers", figures.triggers), ("mentions", figures.mentions), ("all", figures.all)]:
        table.add_row(name, f"{x.precision:.3f}", f"{x.recall:.3f}", f"{x.f1:.3f}", str(x.found), str(x.gold))
    out.print(table)
    out.print("of the right ones: " + "  ".join(f"{n} {figures.claim(n):.3f}" for n in CLAIMS))
    linked = figures.linking
    out.print(f"linking: {linked.right:.3f} of {linked.counts['known mentions']} mentions of known entities right  {linked.known:.3f} of {linked.counts['actors']} actors known  doubles {linked.doubles:.3f}  wrong merges {linked.merged:.3f}", soft_wrap=True)
    low, high = figures.interval()
    out.print(f"F1 of all: 0.95 interval {low:.3f} to {high:.3f}  expected calibration error {figures.calibration():.3f}")
    for name, keys in (("missed", figures.misses), ("wrong", figures.alarms)):
        for article_id, (s, p, o) in keys[:errors]:
            out.print(f"{name}  {article_id}  {s} – {p} – {o}", markup=False, soft_wrap=True)
