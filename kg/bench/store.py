"""How the store grows: everything that is done to a graph, on made-up ones of several sizes, beside rdflib and bare pyoxigraph where these can do it.

The others hold what the Turtle of the graph has, in memory, and answer the same SPARQL. Every measurement runs in a process of its own, which is
ended when it takes too long; memory is that process's, at most.
"""

import math
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pyoxigraph as ox
from rdflib import Graph
from rich.console import Console
from rich.table import Table

from kg.bench.apart import answered, apart
from kg.bench.synthetic import articles
from kg.iris import KGE
from kg.query import named, run, takes, written
from kg.query.lexer import filled
from kg.render.turtle import nquads, turtle
from kg.render.views import draw
from kg.resources import folder
from kg.store import Store
from kg.store.names import PREFIXES

HERE, BARE, RDFLIB = "here", "pyoxigraph", "rdflib"
READER = "bench"
GIVEN = {"actor": KGE + "State0", "other": KGE + "Person0"}  # who is named most often
MONTH = {"since": "2010-03-01", "until": "2010-03-31"}
REPEATS = 3


@dataclass(slots=True)
class Figures:
    """Seconds by what is done, by whom and at what size; NaN where the time was up. ``memory`` in bytes, likewise."""

    sizes: Sequence[int]
    seconds: dict[tuple[str, str, int], float] = field(default_factory=dict)
    memory: dict[tuple[str, str, int], int] = field(default_factory=dict)

    def works(self) -> list[str]:
        """What was done, in the order in which it was."""
        return list(dict.fromkeys(what for what, _, _ in self.seconds))

    def ratio(self, what: str, other: str) -> tuple[float, int]:
        """How many times as long the other takes, at the largest size that both did, and which size that is; NaN and 0 if none."""
        both = [n for n in self.sizes if all(self.seconds.get((what, who, n), math.nan) > 0 for who in (HERE, other))]
        return (self.seconds[what, other, both[-1]] / self.seconds[what, HERE, both[-1]], both[-1]) if both else (math.nan, 0)

    def exponent(self, what: str) -> float:
        """How it grows: 1 as the size, 0 not at all; NaN when less than two sizes were done.

        >>> Figures((10, 100), {("load", HERE, 10): 1, ("load", HERE, 100): 10}).exponent("load")
        1.0
        """
        done = [n for n in self.sizes if self.seconds.get((what, HERE, n), math.nan) > 0]
        if len(done) < 2:
            return math.nan
        return math.log(self.seconds[what, HERE, done[-1]] / self.seconds[what, HERE, done[0]]) / math.log(done[-1] / done[0])


def measure(sizes: Sequence[int], rdflib_up_to: int, limit: int, tell: Callable[[str], None]) -> Figures:
    """Everything at every size; ``limit`` is the longest that anything may take, in seconds, loading aside."""
    found = Figures(sizes)
    for size in sizes:
        with TemporaryDirectory() as room:
            _one(found, size, Path(room), rdflib_up_to, limit, tell)
    return found


def _one(found: Figures, size: int, room: Path, rdflib_up_to: int, limit: int, tell: Callable[[str], None]) -> None:
    graph, file = room / "graph", room / "graph.ttl"

    def note(names: Sequence[str], given: tuple[list[float], int], who: str = HERE) -> None:
        seconds, memory = given
        for each, took in zip(names, seconds or [math.nan] * len(names), strict=True):
            found.seconds[each, who, size] = took
            found.memory[each, who, size] = memory
            tell(f"{size:,}: {each}, {who}: {took:.3f} s")

    note(("load", "derive"), apart(partial(_load, graph, size)))
    forms: dict[str, Callable[[Store], bytes | str]] = {"Turtle": turtle, "N-Quads": nquads, "page": draw}
    for what, work in forms.items():
        note((what,), apart(partial(_written, graph, work, file if what == "Turtle" else None), limit))
    note(("add an article", "retract an article"), apart(partial(_increment, graph, size), limit))
    asked = [(query, *how) for query in named() for how in _parameters(query)]
    seconds, memory = answered(partial(_asked, graph), [(query, given) for query, _, given in asked], limit)
    note([" ".join(("query", query, *options)) for query, options, _ in asked], (seconds[1:], memory))
    if file.exists():
        for who, other in {BARE: _bare, RDFLIB: _rdflib}.items():
            if who == RDFLIB and size > rdflib_up_to:
                continue
            queries = [q for q in named() if found.seconds["query " + q, HERE, size] > 0]
            note(["load", *(f"query {query}" for query in queries)], answered(partial(other, file), queries, limit), who)


def _load(graph: Path, size: int) -> list[float]:
    with Store(graph) as store:
        begun = time.perf_counter()
        store.load(articles(size), READER)
        loaded = time.perf_counter()
        store.derive()
        return [loaded - begun, time.perf_counter() - loaded]


def _written(graph: Path, work: Callable[[Store], bytes | str], file: Path | None) -> list[float]:
    with Store.read_only(graph) as store:
        begun = time.perf_counter()
        content = work(store)
        took = time.perf_counter() - begun
    if file:
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return [took]


def _increment(graph: Path, size: int) -> list[float]:
    """The median of several articles, one by one; the first is not counted."""
    new = [(replace(article, id=f"new-{article.id}"), said) for article, said in articles(100, seed=size + 2)]
    added, gone = [], []
    with Store(graph) as store:
        for article, said in new:
            begun = time.perf_counter()
            store.add(article, said, READER)
            store.derive()
            added.append(time.perf_counter() - begun)
        for article, _ in new:
            begun = time.perf_counter()
            store.retract(article.id)
            store.derive()
            gone.append(time.perf_counter() - begun)
    return [sorted(some[1:])[len(some) // 2] for some in (added, gone)]


def _parameters(query: str) -> Iterator[tuple[tuple[str, ...], dict[str, str]]]:
    """What a query is asked with: what it needs, and beside that one who is named often, or one month; each with the options that it adds."""
    known = takes(query)
    needed = {name: GIVEN[name] for name, needs in known.items() if needs}
    yield (), needed
    for more in ({"actor": GIVEN["actor"]}, MONTH):
        if extra := {name: value for name, value in more.items() if name in known and name not in needed}:
            yield tuple(f"--{name}" for name in extra), needed | extra


def _asked(graph: Path, asked: Sequence[tuple[str, dict[str, str]]]) -> Iterator[float]:
    begun = time.perf_counter()
    with Store.read_only(graph) as store:
        yield time.perf_counter() - begun
        for query, given in asked:
            yield _best(partial(run, store, query, given=given))


def _bare(file: Path, queries: Sequence[str]) -> Iterator[float]:
    begun = time.perf_counter()
    store = ox.Store()
    for each in (file, folder("ontology") / "alaqat.ttl"):
        store.bulk_load(path=str(each), format=ox.RdfFormat.TURTLE)
    yield time.perf_counter() - begun
    yield from _answers(lambda text: cast("Iterable[object]", store.query(text, prefixes=PREFIXES)), queries)


def _rdflib(file: Path, queries: Sequence[str]) -> Iterator[float]:
    begun = time.perf_counter()
    graph = Graph()
    for each in (file, folder("ontology") / "alaqat.ttl"):
        graph.parse(each, format="turtle")
    yield time.perf_counter() - begun
    yield from _answers(lambda text: graph.query(text, initNs=PREFIXES), queries)


def _answers(ask: Callable[[str], Iterable[object]], queries: Sequence[str]) -> Iterator[float]:
    """The seconds that each query takes."""
    for query in queries:
        text = filled(written(query), {name: ox.NamedNode(iri) for name, iri in GIVEN.items()})
        yield _best(lambda text=text: list(ask(text)))  # type: ignore[misc]


def _best(work: Callable[[], object]) -> float:
    """The shortest of several runs, or the only one when it takes long."""
    best = math.inf
    for _ in range(REPEATS):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
        if best > 1:
            break
    return best


def report(found: Figures, out: Console) -> None:
    """Print a table, ratios first."""
    table = Table(caption="how many times as long the others take, at the largest size that both did; `^`: how it grows, 1 as the size; seconds by assertions")
    for column in ("", f"{RDFLIB} /", f"{BARE} /", "^", *(f"{n:,}" for n in found.sizes)):
        table.add_column(column, justify="right" if column else "left")
    for what in found.works():
        ratios = (_shown(*found.ratio(what, other)) for other in (RDFLIB, BARE))
        seconds = (_seconds(found.seconds.get((what, HERE, n), math.nan)) for n in found.sizes)
        exponent = found.exponent(what)
        table.add_row(what, *ratios, "" if math.isnan(exponent) else f"{exponent:.2f}", *seconds)
    out.print(table)
    for who in (HERE, BARE, RDFLIB):
        most = {n: found.memory["load", who, n] for n in found.sizes if ("load", who, n) in found.memory}
        if most:
            out.print(f"memory, {who}: " + "  ".join(f"{n:,} {used / 1e9:.2f} GB" for n, used in most.items()), highlight=False)


def _shown(ratio: float, size: int) -> str:
    return "" if math.isnan(ratio) else f"{ratio:,.1f} ({size:,})"


def _seconds(took: float) -> str:
    return "–" if math.isnan(took) else f"{took:.3f}" if took < 10 else f"{took:,.0f}"
