"""What follows from all articles together, kept up to date as they come and go: copies, likenesses, counts, and the index by which these are found.

Whoever changes articles leaves marks in the graph INDEX, in the same transaction; ``Store.derive`` looks at the neighbours of what is marked and at
nothing else, so that an article costs little more in a large graph than in a small one. The result is what ``whole`` gives, which begins from nothing.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.iris import KGA, by_name
from kg.model import ROMANISED
from kg.store import alike, called, summary, table, terms
from kg.store.copies import bands, originals, similar
from kg.store.names import COPIES, COPY, INDEX, LABEL, LIKENESS, MINHASH, A, name

if TYPE_CHECKING:
    from kg.store import Store
    from kg.store.summary import Counts

BAND, BLOCK, DRAWN, MARK, STAMP, VERSION = (NamedNode(f"{INDEX.value}#{each}") for each in ("band", "block", "drawn", "mark", "stamp", "version"))
READY = Quad(INDEX, VERSION, Literal("4"), INDEX)
DATE = name("dcterms:date")
NOTES = """
CREATE TABLE counted (kind TEXT, who TEXT, what TEXT, n INTEGER, article INTEGER);
CREATE TABLE drawn (edge TEXT, article TEXT);
CREATE TABLE article (article TEXT PRIMARY KEY, number INTEGER, day TEXT, signature TEXT) WITHOUT ROWID;
CREATE TABLE copy (number INTEGER PRIMARY KEY);
CREATE TABLE label (who TEXT, label TEXT, spoken INTEGER, PRIMARY KEY (who, label, spoken)) WITHOUT ROWID;
CREATE TABLE person (who TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE office (who TEXT, office TEXT, body TEXT, PRIMARY KEY (who, office, body)) WITHOUT ROWID;
"""

Graphs = Mapping[NamedNode, set[Quad]]


def ready(store: "Store") -> bool:
    """Whether the index is there, and of this version; else ``whole`` makes it."""
    return READY in store.inner


def stamp(store: "Store") -> str:
    """The stamp of the table that belongs to the store (see ``kg.store.table``)."""
    return next((q.object.value for q in _quads(store, INDEX, STAMP) if isinstance(q.object, Literal)), "")


def told(store: "Store", sql: str, given: Mapping[str, str | int]) -> tuple[list[str], list[table.Row]] | None:
    """The columns and rows of an SQL text (see ``kg.store.table.ask``); None where the table does not answer for the store as it is."""
    return table.ask(store.folder, stamp(store), sql, given) if fresh(store) else None


def fresh(store: "Store") -> bool:
    """Whether all that follows from the articles is up to date."""
    return ready(store) and not _any(store, None, MARK)


def marks(store: "Store", known: Graphs, wanted: Graphs, plus: set[Quad], minus: set[Quad]) -> Iterator[Quad]:
    """The marks of a change: articles, with what is counted of them now, and persons whose names or offices change.

    ``plus`` and ``minus`` are what comes to the default graph and goes from it.
    """
    people = set[object]()
    for graph in wanted:
        if graph.value.startswith(KGA):
            people |= {q.subject for q in known[graph] | wanted[graph] if q.predicate == A and q.object == name("kgo:Person")}
            if not _any(store, graph, MARK):
                counted = known[graph] and not _any(store, graph, COPY, COPIES)
                yield Quad(graph, MARK, Literal(_packed(terms.by_subject(known[graph])) if counted else ""), INDEX)
    telling = {A, LABEL, *alike.offices()}
    changed = [q for q in plus if q.predicate in telling and q.subject in people and q not in store.inner]
    changed += [q for q in minus if q.predicate in telling and q.subject in people]
    yield from {Quad(q.subject, MARK, Literal(""), INDEX) for q in changed}


class Growing:
    """What follows from single articles, noted as they are put into a graph that had none: else all of them are looked up once more.

    It is on disk, for the notes of many need not have room in memory; before `quads` nothing of it is where anyone looks. Raises ``KgError`` when
    it can't be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder, self._articles, self._open = folder, 0, ExitStack()
        self._notes = sqlite3.connect("", check_same_thread=False)  # a file without a name, which goes when it is closed
        self._notes.executescript(NOTES)

    @cached_property
    def _changes(self) -> table.Changes:
        return self._open.enter_context(table.changing(self._folder, "", anew=True))

    def add(self, graph: NamedNode, nodes: terms.Nodes) -> None:
        """Add an article that says this of each subject."""
        offices = {office.value for office in alike.offices()}
        labels = ((iri, label) for iri, node in nodes.items() for label in node.get(LABEL.value, ()))
        with table.written(self._folder):
            self._changes.put(graph, nodes, copy=False)
            self._note("counted", [(*record, by, n, self._articles) for (record, by), n in summary.counts(nodes).items()])
            self._note("drawn", [(_edge(edge).value, graph.value) for edge in terms.drawn(nodes)])
            day, signature = (next((given.value for given in nodes.get(graph.value, {}).get(key.value, ())), "") for key in (DATE, MINHASH))
            self._note("article", [(graph.value, self._articles, day, signature)])
            self._note("label", [(iri, label.value, label.language != ROMANISED) for iri, label in labels if isinstance(label, Literal)])
            self._note("person", [(iri,) for iri, node in nodes.items() if name("kgo:Person") in node.get(A.value, ())])
            self._note("office", [deed for deed in terms.deeds(nodes) if deed[1] in offices])
            self._note("office", [(iri, office, body.value) for iri, node in nodes.items() for office in node.keys() & offices for body in node[office]])
        self._articles += 1

    def has_all(self, store: "Store") -> bool:
        """Whether it has all articles of the graph."""
        return self._articles == store.size()

    def signatures(self) -> Iterator[tuple[str, str]]:
        """The articles that have a signature, and it."""
        return iter(self._notes.execute("SELECT article, signature FROM article WHERE signature <> ''"))

    def day(self, article: str) -> str:
        """The day of an article, or empty."""
        day: str = self._notes.execute("SELECT day FROM article WHERE article = ?", (article,)).fetchone()[0]
        return day

    def people(self) -> dict[str, alike.Person]:
        """The persons by their IRIs."""
        people: defaultdict[str, alike.Person] = defaultdict(alike.Person)
        for who, label in self._notes.execute("SELECT who, label FROM person JOIN label USING (who) WHERE spoken"):
            if by_name(who) and (folded := alike.folded(label)):
                people[who].names.add(folded)
        for who, office, body in self._notes.execute("SELECT * FROM office"):
            if who in people:
                people[who].offices.add((office, body))
        return people

    def quads(self, copies: Iterable[str]) -> Iterator[Quad]:
        """What the graph INDEX has of these articles, of which those are ``copies``; afterwards the table is there."""
        with self._open:
            self._changes  # noqa: B018  (there is a table of no articles, too)
        with table.changing(self._folder, "") as changes:
            for article in copies:
                changes.copied(article)
        yield Quad(INDEX, STAMP, Literal(changes.stamp), INDEX)
        with table.written(self._folder), closing(self._notes) as notes:
            notes.executemany("INSERT INTO copy SELECT number FROM article WHERE article = ?", ((article,) for article in copies))
            for edge, graph in notes.execute("SELECT * FROM drawn"):
                yield Quad(NamedNode(edge), DRAWN, NamedNode(graph), INDEX)
            for article, given in self.signatures():
                yield from (Quad(NamedNode(article), BAND, Literal(band), INDEX) for band in bands(given))
            labels = notes.execute("SELECT who, label FROM label")
            yield from called.quads(Quad(NamedNode(who), LABEL, Literal(label)) for who, label in labels)
            yield from summary.quads(notes.execute("SELECT kind, who, what, SUM(n) FROM counted WHERE article NOT IN copy GROUP BY kind, who, what ORDER BY kind, who"))

    def drop(self) -> None:
        """Leave nothing of it."""
        self._notes.close()
        with suppress(GeneratorExit), self._open:
            raise GeneratorExit

    def _note(self, what: str, rows: Sequence[tuple[str | int, ...]]) -> None:
        if rows:
            self._notes.executemany(f"INSERT OR IGNORE INTO {what} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608  (names of ours)


def drawing(nodes: terms.Nodes, graph: NamedNode) -> set[Quad]:
    """Which edges an article draws that says this of each subject, as the index has it."""
    return {Quad(_edge(edge), DRAWN, graph, INDEX) for edge in terms.drawn(nodes)}


def drawers(store: "Store", edge: Quad) -> Iterator[object]:
    """The named graphs of the articles that draw an edge."""
    return (q.object for q in _quads(store, _edge(edge.triple), DRAWN))


def following(store: "Store") -> tuple[dict[NamedNode, set[Quad]], dict[NamedNode, set[Quad]]]:
    """What the graphs of copies and likenesses and the index hold of what is marked and of its neighbours: now, and as it is to be."""
    marked = set(_quads(store, None, MARK))
    articles: dict[NamedNode, str] = {}
    people = set[str]()
    for q in marked:
        if isinstance(q.subject, NamedNode) and isinstance(q.object, Literal):
            if q.subject.value.startswith(KGA):
                articles[q.subject] = q.object.value
            else:
                people.add(q.subject.value)
    known: dict[NamedNode, set[Quad]] = {COPIES: set(), LIKENESS: set(), INDEX: marked}
    wanted: dict[NamedNode, set[Quad]] = {COPIES: set(), LIKENESS: set(), INDEX: set()}

    for graph in articles:
        known[INDEX] |= set(_quads(store, graph, BAND))
        wanted[INDEX] |= {Quad(graph, BAND, Literal(band), INDEX) for given in _texts(store, graph, MINHASH) for band in bands(given)}
    near = _near(store, {graph.value for graph in articles}, wanted[INDEX])
    for iri in near | {graph.value for graph in articles}:
        known[COPIES] |= set(_quads(store, NamedNode(iri), COPY, COPIES))
    wanted[COPIES] = terms.copied(originals(((iri, given) for iri in near for given in _texts(store, NamedNode(iri), MINHASH)), partial(_day, store)))

    were, are = ({q.subject for q in which[COPIES]} for which in (known, wanted))
    change: Counts = Counter()
    with table.changing(store.folder, stamp(store)) as changes:
        for article in {*articles, *(were ^ are)}:
            if isinstance(article, NamedNode):
                here = _said(store, article)
                changes.put(article, here, copy=article in are)
                before = articles[article] if article in articles else "" if article in were else _packed(here)
                for packed, sign in ((before, -1), ("" if article in are else _packed(here), 1)):
                    for record, by, n in json.loads(packed or "[]"):
                        change[tuple(record), by] += sign * n
    kept, made = summary.changed(store, change)
    known[INDEX] |= kept | set(_quads(store, INDEX, STAMP))
    wanted[INDEX].add(Quad(INDEX, STAMP, Literal(changes.stamp), INDEX))
    wanted[INDEX] |= made

    named = {iri: alike.person(store, iri) for iri in people}
    for iri in people:
        known[LIKENESS] |= set(alike.known(store, iri))
        known[INDEX] |= set(_quads(store, NamedNode(iri), BLOCK))
    blocks = {iri: alike.blocks(person.names) for iri, person in named.items()}
    wanted[INDEX] |= {Quad(NamedNode(iri), BLOCK, Literal(block), INDEX) for iri, some in blocks.items() for block in some}
    others = {q.subject.value for block in set().union(*blocks.values()) for q in _quads(store, None, BLOCK, INDEX, Literal(block)) if isinstance(q.subject, NamedNode)}
    around = named | {iri: alike.person(store, iri) for iri in others - people}
    wanted[LIKENESS] = set(alike.quads(alike.alike(around, people)))
    return wanted, known


def whole(store: "Store", grown: Growing | None = None) -> tuple[dict[NamedNode, set[Quad]], Iterator[Quad]]:
    """All copies and likenesses, and all of the index but that it is ready: found anew from the articles, but for what has ``grown`` with them."""
    made = grown or Growing(store.folder)
    for graph in () if grown else store.graphs():
        made.add(graph, _said(store, graph))
    copies, people = originals(made.signatures(), made.day), made.people()

    def index() -> Iterator[Quad]:
        yield from made.quads(copies)
        for iri, person in people.items():
            yield from (Quad(NamedNode(iri), BLOCK, Literal(block), INDEX) for block in alike.blocks(person.names))

    return {COPIES: terms.copied(copies), LIKENESS: set(alike.quads(alike.alike(people)))}, index()


def _near(store: "Store", changed: set[str], new: set[Quad]) -> set[str]:
    """The articles with a signature that print a text of the changed ones, did so before, or print one of a text that these print, and so on.

    ``new`` are the bands of the changed ones.
    """
    by_band: defaultdict[str, set[str]] = defaultdict(set)
    for q in new:
        if isinstance(q.subject, NamedNode) and isinstance(q.object, Literal):
            by_band[q.object.value].add(q.subject.value)
    todo = set(changed)
    for iri in changed:
        todo |= _group(store, NamedNode(iri))
    found, seen = set[str](), set[str]()
    while todo:
        iri = todo.pop()
        given = next(_texts(store, NamedNode(iri), MINHASH), "")
        if not given:
            continue
        found.add(iri)
        if given in seen:
            continue
        seen.add(given)
        for band in bands(given):
            there = {q.subject.value for q in _quads(store, None, BAND, INDEX, Literal(band)) if isinstance(q.subject, NamedNode)}
            for other in (there | by_band[band]) - found - todo:
                if any(similar(given, its) for its in _texts(store, NamedNode(other), MINHASH)):
                    todo.add(other)
    return found


def _group(store: "Store", article: NamedNode) -> set[str]:
    """The articles that are known to print one text with an article."""
    first = [q.object for q in _quads(store, article, COPY, COPIES)] or [article]
    return {q.subject.value for each in first if isinstance(each, NamedNode) for q in _quads(store, None, COPY, COPIES, each) if isinstance(q.subject, NamedNode)} | {
        each.value for each in first if isinstance(each, NamedNode)
    }


def _edge(edge: Triple) -> NamedNode:
    return NamedNode(f"{INDEX.value}/edge/{sha256(str(edge).encode()).hexdigest()[:24]}")


def _packed(nodes: terms.Nodes) -> str:
    """What is counted of an article, as a mark has it."""
    return json.dumps([(record, by, n) for (record, by), n in summary.counts(nodes).items()], ensure_ascii=False)


def _quads(store: "Store", subject: NamedNode | None, predicate: NamedNode, graph: NamedNode | DefaultGraph = INDEX, obj: NamedNode | Literal | None = None) -> Iterable[Quad]:
    return store.inner.quads_for_pattern(subject, predicate, obj, graph)


def _any(store: "Store", subject: NamedNode | None, predicate: NamedNode, graph: NamedNode = INDEX) -> bool:
    return next(iter(_quads(store, subject, predicate, graph)), None) is not None


def _said(store: "Store", graph: NamedNode) -> terms.Nodes:
    """What a named graph says of each subject."""
    return terms.by_subject(store.inner.quads_for_pattern(None, None, None, graph))


def _texts(store: "Store", subject: NamedNode | None, predicate: NamedNode) -> Iterator[str]:
    found = store.inner.quads_for_pattern(subject, predicate, None, DefaultGraph())
    return (q.object.value for q in found if isinstance(q.object, Literal))


def _day(store: "Store", article: str) -> str:
    """The day of an article, or empty."""
    return next(_texts(store, NamedNode(article), DATE), "")
