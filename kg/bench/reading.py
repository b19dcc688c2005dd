"""How fast articles are read on this machine. Ratios tell more than speeds: machines are shared."""

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from kg.bench.memory import peak
from kg.forked import forkable, forked
from kg.link import Linker
from kg.model import Article
from kg.pipeline import TOGETHER, read, write
from kg.read.neural import NeuralReader
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, one of each kind a round: for the articles end to end (read, linked and weighed), for the encoder alone, and for a graph of them with its files."""

    words: int
    loading: float
    whole: Sequence[float]
    encoder: Sequence[float]
    graph: Sequence[float]

    @property
    def ratio(self) -> float:
        """The speed of the whole as a share of the encoder's: the median of the rounds' own."""
        return median(e / w for e, w in zip(self.encoder, self.whole, strict=True))

    @property
    def share(self) -> float:
        """The part of building a graph that is reading: the median of the rounds' own."""
        return median(w / g for w, g in zip(self.whole, self.graph, strict=True))


def times(articles: Sequence[Article], rounds: int) -> Times:
    """Read articles ``rounds`` times, the encoder alone and a graph in between, so that all have the same neighbours; an uncounted round goes before.

    The encoder is given the articles as well, and as many processes as the whole has.
    """
    begun = time.perf_counter()
    reader, linker = NeuralReader(), Linker()
    loading = time.perf_counter() - begun

    def whole() -> Iterable[object]:
        return read(articles, reader, linker)

    def alone(*some: Article) -> int:
        return sum(1 for _ in reader.spread(reader.encoded, reader.parts(some)))

    def encoder() -> Iterable[object]:
        return forked(alone, articles, reader.processes, TOGETHER) if reader.processes > 1 and forkable() else [alone(*articles)]

    def graph() -> Iterable[object]:
        with TemporaryDirectory() as room, Store(room) as store:
            store.add_all(read(articles, reader, linker), reader.name)
            yield write(store, Path(room))

    gc.freeze()  # as a build does
    try:
        found = [(_seconds(whole), _seconds(encoder), _seconds(graph)) for _ in range(rounds + 1)][1:]
    finally:
        gc.unfreeze()
    return Times(sum(len(a.text.split()) for a in articles), loading, *zip(*found, strict=True))


def _seconds(work: Callable[[], Iterable[object]]) -> float:
    begun = time.perf_counter()
    for _ in work():
        pass
    return time.perf_counter() - begun


def report(found: Times, out: Console) -> None:
    """Print them, ratio first."""
    table = Table()
    for column in ("", "median", "slowest", "fastest"):
        table.add_column(column, justify="left" if not column else "right")
    table.add_row("whole / encoder alone", f"{found.ratio:.2f}", "", "")
    table.add_row("graph / whole", f"{found.share:.2f}", "", "")
    for name, seconds in (("whole, words/s", found.whole), ("encoder alone, words/s", found.encoder), ("graph and its files, words/s", found.graph)):
        table.add_row(name, *(f"{found.words / s:,.0f}" for s in (median(seconds), max(seconds), min(seconds))))
    out.print(table)
    memory = f"  memory {peak() / 1e9:.2f} GB at most" if peak() else ""
    memory += f", {peak(others=True) / 1e9:.2f} GB in each process that reads, most of it shared" if peak(others=True) else ""
    out.print(f"{found.words:,} words, {len(found.whole)} rounds  loading {found.loading:.1f} s{memory}")
