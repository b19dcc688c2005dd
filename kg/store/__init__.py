"""The graph on disk: rdflib over Oxigraph.

Each article has a named graph of its own, so that it is replaced or retracted by dropping that graph. The default graph is the merge
of them all, each triple once, with the edges: the plain triples ``kge:China kgo:supports kge:Russia`` that the assertions draw. So a
query without ``GRAPH`` sees everything, and has the same answer on the exported Turtle. (The union of graphs that Oxigraph makes at query
time shows what two articles both say of an entity twice, and counts wrong; it is never used here.) The ontology has a named graph too, so that
queries can ask for groups of relations and for their labels.

What only all articles together tell, who may be the same as whom (``kg.store.alike``) and what is a copy of what (``kg.store.copies``), has two
named graphs, which are in the merge too (``kg.store.derived`` keeps them up to date, and the table from which questions are answered). What people corrected (``kg.store.ledger``) holds for everything in the graph; what an article gave
before is kept beside it, as text, in a named graph that is not; so is what retracted articles told of events (``kg.store.retracted``).

One process writes at a time; any number read meanwhile, each the graph of the moment when it opened.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import islice
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import InputError, KgError
from kg.iris import KGA
from kg.memory import give_back
from kg.model import Article, Assertion
from kg.store import called, derived, ledger, retracted, table, terms
from kg.store.copies import signature, similar
from kg.store.ledger import Ledger
from kg.store.names import (
    ASSERTION,
    BESIDE,
    COPIES,
    COPY,
    INDEX,
    LEDGER,
    MINHASH,
    ONTOLOGY,
    PREFIXES,
    RETRACTED,
    A,
    name,
)
from kg.store.snapshot import Snapshot

if TYPE_CHECKING:
    from rdflib import Dataset

BATCH, FULL = 64, 20_000  # articles that are put in together, and quads: no more are waited for
BULK = 2_000  # quads: fewer are put in faster by a transaction
CHUNK = 50_000  # quads of a bulk load: all of it is in memory
WHOLE = 200_000  # quads that a bulk load adds all or nothing: Oxigraph makes files of a million at once, and RocksDB takes in the files of all indexes in one step
MANY = 1_000  # articles of a new graph: more are put in so fast that what is read next is looked for in many files, if they are not made one before
STORE, READING = "store", ".reading"
FOUND, APPLIED = name("rdf:value"), name("schema:sha256")  # in the graph of the ledger: what an article gave, and which ledger was applied

Graphs = tuple[Sequence[str], Sequence[str]]  # IRIs: those whose union is the default graph of a query, and its named graphs


class Store:
    """The graph in ``folder``, open for writing; made if it is not there. Use it in a ``with`` statement.

    Raises ``KgError`` while another process writes, ``InputError`` when the folder can't be one of a graph.
    """

    def __init__(self, folder: Path | str, *, writable: bool = True) -> None:
        self.folder, self.writable = Path(folder), writable
        self._open: ox.Store | None
        self._open, self._snapshot = (_writing(self.folder), None) if writable else _reading(self.folder)
        self._growing = derived.Growing(self.folder) if writable and not derived.ready(self) and not self.size() else None
        if writable:
            self._replace({ONTOLOGY: set(terms.ontology())})
            self._obey()

    @classmethod
    def read_only(cls, folder: Path | str) -> Self:
        """The graph in ``folder`` as it is at this moment, whoever writes to it meanwhile.

        Raises ``InputError`` when there is none.
        """
        return cls(folder, writable=False)

    @property
    def inner(self) -> ox.Store:
        """The Oxigraph store, for reading; whoever keeps it keeps the graph open."""
        if self._open is None:
            raise KgError(f"{self.folder}: the graph is closed.")
        return self._open

    def close(self) -> None:
        """Put all on disk, and let the next writer in."""
        self._stop_growing()
        self._shut()
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None

    def reopen(self) -> None:
        """Give back the memory that reading took: RocksDB keeps of what it looked up up to some hundred megabytes, until it is closed.

        Raises ``KgError`` when somebody keeps ``inner``, or another process begins to write at this moment; the graph is closed then.
        """
        self._may_write()
        self._shut()
        give_back()
        self._open = _writing(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def add(self, article: Article, assertions: Sequence[Assertion], reader: str) -> bool:
        """Put in an article and what it asserts, in place of what was known from it, all or nothing.

        ``reader`` names who found the assertions. Whether that changed the graph: adding the same again does not.
        """
        return self.add_all([(article, assertions)], reader) == 1

    def add_all(
        self,
        found: Iterable[tuple[Article, Sequence[Assertion]]],
        reader: str,
        batch: int = BATCH,
        replacing: Callable[[Article], Iterable[str]] = lambda _: (),
    ) -> int:
        """Put in many articles, at most ``batch`` at a time; whatever happens meanwhile, each batch is in the graph whole or not at all.

        Of two articles with one id the later one stays; ``replacing`` gives the ids of others that an article takes the place of. How many
        changed the graph.
        """
        changed, waiting, successors = 0, dict[NamedNode, set[Quad]](), dict[NamedNode, NamedNode]()
        try:
            for number, (article, said) in enumerate(found, 1):
                graph = terms.graph_name(article.id)
                left = [terms.graph_name(old) for old in replacing(article)]
                waiting |= {old: set() for old in left}
                successors |= dict.fromkeys(left, graph)
                waiting[graph] = set(terms.quads(article, said, reader))
                if number % batch == 0 or sum(map(len, waiting.values())) > FULL:
                    ripe, waiting = waiting, {}
                    changed += self._put(ripe, successors=successors)
        finally:  # who finds them may fail, or be stopped: what came before is kept, if the graph could be opened anew
            if self._open is not None:
                changed += self._put(waiting, successors=successors)
        return changed

    def merge(self, graphs: Mapping[NamedNode, set[Quad]]) -> int:
        """Put in the graphs of articles (see ``kg.store.files``), all or nothing: the union of two sets. How many were not there.

        Raises ``InputError`` when an article is there in another version: which one is to stay, nobody can tell from the two.
        """
        new = dict(graphs)
        for graph in sorted(graphs, key=str):
            known = set(self.inner.quads_for_pattern(None, None, None, graph))
            if known and new.pop(graph) not in (known, self.found(graph)):
                raise InputError(
                    f"{graph.value}: in {self.folder} with other content. If the new one is to stay, `kg retract {terms.article_id(graph)}` first."
                )
        return self._put(new)

    def retract(self, *article_ids: str) -> int:
        """Take out articles and all that they alone assert, all or nothing. How many were there."""
        return self._put({terms.graph_name(article_id): set() for article_id in article_ids})

    def load(self, found: Iterable[tuple[Article, Sequence[Assertion]]], reader: str) -> None:
        """Put in many articles that are not there yet, much faster than ``add_all`` does; ``derive`` is to follow.

        Whether what was put in when it is interrupted stays, is not certain. Corrections of people are not applied.
        """

        def quads() -> Iterator[Quad]:
            for article, said in found:
                given = set(terms.quads(article, said, reader))
                yield from given
                yield from terms.merged(given)

        self._may_write()
        self._unready()
        self._load(quads())

    def derive(self) -> None:
        """Say what only all articles together tell, who may be the same and what is a copy of what; to be done after articles came or went."""
        if derived.ready(self) and table.follows(self.folder, derived.stamp(self)):
            if not derived.fresh(self):
                self._replace(*derived.following(self))
            return
        self._may_write()
        if not (self._growing and self._growing.has_all(self)):
            self._unready()
        grown, self._growing = self._growing, None
        wanted, index = derived.whole(self, grown)
        self._load(index, FULL)  # a build still has much else in memory
        self._replace(wanted | {INDEX: {derived.READY}}, {INDEX: set()})
        if self.size() >= MANY:
            with suppress(OSError):  # it needs room for a copy; without, all is there
                self.inner.optimize()

    @cached_property
    def ledger(self) -> Ledger:
        """What people corrected. Raises ``InputError`` when the file of it is wrong."""
        return ledger.read(self.folder)

    def correct(self, corrections: Ledger) -> None:
        """Put ``corrections`` in the place of the ledger: in its file, and in all that is in the graph."""
        self._may_write()
        ledger.write(corrections, self.folder)
        self.ledger = ledger.read(self.folder)  # the file has fewer names: all is to be as it will be next time
        self._obey()

    def has(self, article: Article | str) -> bool:
        """Whether the article is in the graph: given an id, in any version; given an article, with this very text and header."""
        graph = terms.graph_name(article if isinstance(article, str) else article.id)
        if isinstance(article, str) or not self.inner.contains_named_graph(graph):
            return self.inner.contains_named_graph(graph)
        known = set(self.inner.quads_for_pattern(graph, None, None, graph))
        return known == {q for q in terms.quads(article, (), "") if q.subject == graph}

    def earlier(self, article: Article) -> Iterator[str]:
        """The ids of other versions of an article: of the same address, or title and outlet, and with much the same text."""
        same = {q.subject for q in self.inner.quads_for_pattern(None, name("dcterms:title"), Literal(article.title), DefaultGraph()) if article.title}
        if article.url:
            same |= {q.subject for q in self.inner.quads_for_pattern(None, name("dcterms:source"), terms.link(article.url), DefaultGraph())}
        same.discard(terms.graph_name(article.id))
        if not same:  # as a rule: then the signature need not be made
            return
        given = signature(article.text)
        for graph in sorted(same, key=str):
            if isinstance(graph, NamedNode):
                known = terms.header(self.inner.quads_for_pattern(graph, None, None, graph))
                minima = (q.object for q in self.inner.quads_for_pattern(graph, MINHASH, None, graph))
                one = known.url == article.url if known.url and article.url else known.outlet == article.outlet
                if one and any(isinstance(m, Literal) and similar(m.value, given) for m in minima):
                    yield known.id

    def articles(self) -> Iterator[Article]:
        """The articles, sorted by id, without their texts."""
        for graph in self.graphs():
            yield terms.header(self.inner.quads_for_pattern(graph, None, None, graph), self._copy_of(graph))

    def assertions(self) -> Iterator[Assertion]:
        """The assertions, sorted by article and place in it."""
        for graph in self.graphs():
            yield from terms.assertions(self.inner.quads_for_pattern(None, None, None, graph))

    def naming(self, entities: Iterable[str]) -> Iterator[tuple[Article, tuple[Assertion, ...]]]:
        """The articles in which one of these IRIs takes part in anything, and all that they assert, sorted by id."""
        quads = (q for iri in entities for q in self.inner.quads_for_pattern(None, None, NamedNode(iri)))
        yield from self._read({q.graph_name for q in quads if isinstance(q.graph_name, NamedNode) and q.graph_name.value.startswith(KGA)})

    def readings(self, *article_ids: str) -> Iterator[tuple[Article, tuple[Assertion, ...]]]:
        """The articles, or those with these ids, and all that they assert, sorted by id."""
        yield from self._read(terms.graph_name(i) for i in article_ids if self.has(i)) if article_ids else self._read(self.graphs())

    def counts(self) -> dict[str, int]:
        """How many ``articles``, ``assertions``, ``entities`` and ``edges`` there are."""
        entities = {q.subject for q in self.inner.quads_for_pattern(None, A, None, DefaultGraph()) if terms.is_entity(q.subject)}
        return {
            "articles": self.size(),
            "assertions": sum(1 for _ in self.inner.quads_for_pattern(None, A, ASSERTION, DefaultGraph())),
            "entities": len(entities),
            "edges": sum(1 for _ in self.edges()),
        }

    def edges(self) -> Iterator[Triple]:
        """The edges of the default graph, in no order."""
        used = self.query("SELECT DISTINCT ?relation { ?assertion rdf:predicate ?relation }")
        for row in used if isinstance(used, ox.QuerySolutions) else ():
            relation = row["relation"]
            if isinstance(relation, NamedNode):
                yield from (q.triple for q in self.inner.quads_for_pattern(None, relation, None, DefaultGraph()))

    def query(
        self, sparql: str, *, choose: bool = True, graphs: Graphs | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Ask the default graph and the ontology, the prefixes of ``names.PREFIXES`` being declared; named graphs through ``GRAPH``.

        With ``choose=False`` the query chooses its graphs with ``FROM``, which is without effect otherwise. ``graphs``, if given, are
        all that it sees.
        """
        default: list[NamedNode | ox.BlankNode | DefaultGraph] = [DefaultGraph(), ONTOLOGY]
        if graphs is None:
            return self.inner.query(sparql, prefixes=PREFIXES, default_graph=default if choose else None)
        default, named = [NamedNode(iri) for iri in graphs[0]], [NamedNode(iri) for iri in graphs[1]]
        return self.inner.query(sparql, prefixes=PREFIXES, default_graph=[*default], named_graphs=[*named])

    def dataset(self) -> "Dataset":
        """The graph as an rdflib ``Dataset``, for reading; the prefixes are bound. It keeps the graph open as long as it lives."""
        from oxrdflib import OxigraphStore  # noqa: PLC0415  # slow to load, and few ask for it
        from rdflib import Dataset  # noqa: PLC0415

        dataset = Dataset(store=OxigraphStore(store=self.inner))
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri, replace=True)
        return dataset

    def graphs(self) -> list[NamedNode]:
        """The named graphs of the articles, sorted."""
        return sorted((g for g in self.inner.named_graphs() if isinstance(g, NamedNode) and g not in BESIDE), key=lambda g: g.value)

    def size(self) -> int:
        """How many articles there are. Oxigraph counts named graphs without a look at what they are called, which takes time and memory."""
        counted = self.inner.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g {} }")
        named = sum(int(getattr(n, "value", 0)) for (n,) in counted) if isinstance(counted, ox.QuerySolutions) else 0
        return named - sum(map(self.inner.contains_named_graph, BESIDE))

    def _read(self, graphs: Iterable[NamedNode]) -> Iterator[tuple[Article, tuple[Assertion, ...]]]:
        for graph in sorted(graphs, key=lambda g: g.value):
            yield terms.reading(self.inner.quads_for_pattern(None, None, None, graph), self._copy_of(graph))

    def _copy_of(self, graph: NamedNode) -> str:
        """The id of the original of a copy, empty for any other article."""
        found = (q.object for q in self.inner.quads_for_pattern(graph, COPY, None, COPIES))
        return next((terms.article_id(original) for original in found if isinstance(original, NamedNode)), "")

    def _load(self, quads: Iterable[Quad], chunk: int = CHUNK) -> None:
        """Add quads, in bulk, so many at a time."""
        rest = iter(quads)
        while some := list(islice(rest, chunk)):
            self.inner.bulk_extend(some)

    def _unready(self) -> None:
        """Forget the index: then ``derive`` begins anew."""
        self._stop_growing()
        self.inner.remove_graph(INDEX)

    def _stop_growing(self) -> None:
        if self._growing:
            self._growing.drop()
            self._growing = None

    def _shut(self) -> None:
        try:
            if self._open is not None and self.writable:
                self._open.flush()
        except OSError as e:
            raise KgError(f"{self.folder}: the graph can't be put on disk ({e}). Make room, and run the command again.") from e
        finally:
            self._open = None

    def _may_write(self) -> None:
        if not self.writable:
            raise KgError(f"{self.folder}: the graph is open for reading only.")

    def _obey(self) -> None:
        """Apply the ledger to what is in the graph, if it is another one than was applied before."""
        applied = {Quad(LEDGER, APPLIED, Literal(self.ledger.digest), LEDGER)} if self.ledger.lines else set()
        if set(self.inner.quads_for_pattern(LEDGER, None, None, LEDGER)) == applied:
            return
        named = (q.graph_name for iri in self.ledger.entities for q in self.inner.quads_for_pattern(NamedNode(iri), A, None))
        corrected = (q.subject for q in self.inner.quads_for_pattern(None, FOUND, None, LEDGER))
        touched = {g for g in (*named, *corrected) if isinstance(g, NamedNode)}
        self._put({graph: self.found(graph) for graph in touched}, applied)

    def found(self, graph: NamedNode) -> set[Quad]:
        """What an article gave, before anything of it was corrected."""
        if note := self._noted(graph):
            return set(ox.parse(note, RdfFormat.N_QUADS))
        return set(self.inner.quads_for_pattern(None, None, None, graph))

    def _noted(self, graph: NamedNode) -> str:
        """What an article gave, if anything of it was corrected, as N-Quads; else empty."""
        notes = (q.object.value for q in self.inner.quads_for_pattern(graph, FOUND, None, LEDGER) if isinstance(q.object, Literal))
        return next(notes, "")

    def _put(self, found: Mapping[NamedNode, set[Quad]], applied: set[Quad] | None = None, successors: Mapping[NamedNode, NamedNode] = MappingProxyType({})) -> int:
        """Make each named graph hold what was found in its article, corrected; ``applied`` marks the ledger. How many articles changed.

        ``successors`` are the graphs of the articles that take the place of others.
        """
        wanted = {graph: self.ledger.corrected(graph, quads) for graph, quads in found.items()}
        notes, noted = retracted.changed(self, found, successors)
        others, parts = {RETRACTED: noted}, {RETRACTED: notes}
        if applied is None and wanted == dict(found) and not any(map(self._noted, wanted)):
            return len(self._replace(wanted | others, parts) - {RETRACTED})
        known = set(self.inner.quads_for_pattern(None, None, None, LEDGER))
        kept = {q for q in known if q.subject not in wanted and (applied is None or q.subject != LEDGER)} | (applied or set())
        for graph, quads in found.items():
            if wanted[graph] != quads:
                text = ox.serialize(sorted(quads, key=str), format=RdfFormat.N_QUADS) or b""
                kept.add(Quad(graph, FOUND, Literal(text.decode()), LEDGER))
        return len(self._replace(wanted | others | {LEDGER: kept}, parts) - {LEDGER, RETRACTED})

    def _replace(self, wanted: Mapping[NamedNode, set[Quad]], parts: Mapping[NamedNode, set[Quad]] | None = None) -> set[NamedNode]:
        """Make each named graph hold exactly these quads, and the default graph what follows, in one transaction. Which changed.

        Of a graph in ``parts`` these quads alone are replaced.
        """
        self._may_write()
        known = {graph: set(self.inner.quads_for_pattern(None, None, None, graph)) for graph in wanted if graph not in (parts or {})} | dict(parts or {})
        changed = {graph for graph in wanted if known[graph] != wanted[graph]}
        merging = changed - {ONTOLOGY, LEDGER, RETRACTED, INDEX}
        here, there = ({graph: terms.parted(which[graph]) for graph in merging} for which in (known, wanted))
        plus: set[Quad] = set().union(*(quads for quads, _ in there.values()))
        gone: set[Quad] = set().union(*(quads for quads, _ in here.values())) - plus
        minus = {q for q in gone if not self._given(q, changed)}
        if derived.ready(self):
            named, unnamed = called.changed(self, plus, minus)
            plus |= named | set(derived.marks(self, known, {graph: wanted[graph] for graph in changed}, plus, minus))
            minus |= unnamed
            before, after = (set().union(*(derived.drawing(nodes, graph) for graph, (_, nodes) in which.items())) for which in (here, there))
            plus |= after - before
            minus |= before - after
        for graph in changed:
            plus |= wanted[graph] - known[graph]
            minus |= known[graph] - wanted[graph]
        empty = (graph for graph in changed if not wanted[graph] and self._is_within(graph, known[graph]))
        try:
            if minus:
                dropped = "".join(f"DROP SILENT GRAPH {graph} ; " for graph in sorted(empty, key=str))
                self.inner.update(f"{dropped}DELETE DATA {{ {_data(minus)} }} ; INSERT DATA {{ {_data(plus)} }}")
            elif BULK < len(plus) <= WHOLE:  # to files at once: transactions stay in memory, more than a gigabyte of them
                self.inner.bulk_extend(plus)
            elif plus:
                self.inner.extend(plus)
        except OSError as e:
            raise KgError(f"{self.folder}: the graph can't be written ({e}). What was in it before is untouched.") from e
        if any(map(known.get, merging)):
            self._stop_growing()
        if self._growing:
            for graph, (_, nodes) in there.items():
                self._growing.add(graph, nodes)
        return changed

    def _is_within(self, graph: NamedNode, quads: set[Quad]) -> bool:
        """Whether a named graph holds nothing but these quads."""
        return all(q in quads for q in self.inner.quads_for_pattern(None, None, None, graph))

    def _given(self, quad: Quad, leaving: set[NamedNode]) -> bool:
        """Whether an article that is not ``leaving`` gives this quad to the default graph."""
        s, p, o = quad.subject, quad.predicate, quad.object
        if any(q.graph_name not in leaving for q in self.inner.quads_for_pattern(s, p, o) if isinstance(q.graph_name, NamedNode)):
            return True
        if not terms.is_edge(quad):
            return False
        if derived.ready(self):
            return any(graph not in leaving for graph in derived.drawers(self, quad))
        drawing = self.query(
            f"SELECT ?g {{ GRAPH ?g {{ ?a rdf:subject {s} ; rdf:object {o} ; rdf:predicate {p} ; kgo:negated false ; kgo:modality ?how "
            "FILTER(?how != kgo:possible) } }"
        )
        return isinstance(drawing, ox.QuerySolutions) and any(row["g"] not in leaving for row in drawing)


def _data(quads: Iterable[Quad]) -> str:
    """Quads as SPARQL data."""
    return " ".join(
        f"{q.triple} ." if isinstance(q.graph_name, DefaultGraph) else f"GRAPH {q.graph_name} {{ {q.triple} }}" for q in quads
    )


def _writing(folder: Path) -> ox.Store:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return ox.Store(folder / STORE)
    except (OSError, RuntimeError) as e:
        reason = str(e)
        if "/LOCK:" in reason or "lock hold" in reason:
            raise KgError(f"{folder}: another process writes to this graph. Wait until it is done; reading works meanwhile.") from e
        if folder.exists() and not folder.is_dir():
            raise InputError(f"{folder}: a file, not a folder. Give the folder that the graph is in, or is to be in.") from e
        raise InputError(f"{folder}: no graph can be written there ({reason}). Give another folder.") from e


def _reading(folder: Path) -> tuple[ox.Store, Snapshot | None]:
    try:
        snapshot = Snapshot(folder / STORE, folder / READING)
    except (FileNotFoundError, NotADirectoryError) as e:
        raise InputError(f"{folder}: no graph there. `kg build` makes one.") from e
    except OSError:  # links can't be made there: read the files themselves, which is safe as long as nobody writes
        snapshot = None
    try:
        return ox.Store.read_only(str(snapshot.path if snapshot else folder / STORE)), snapshot
    except (OSError, RuntimeError) as e:
        if snapshot:
            snapshot.close()
        raise InputError(f"{folder}: this graph can't be read ({e}). `kg build` into another folder makes a new one.") from e
