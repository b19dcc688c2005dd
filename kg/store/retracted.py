"""What is retracted: the claims on events and documents of articles that are gone, so that the life of a claim can be told to its end.

When an article is taken out, or another text takes its place, what it told of an event and the new text does not tell is kept in a named graph
that is not in the merge, and so in no view, count or export: a note for each text, which names the events and holds the rest as Turtle, before
any correction. It goes again when the same text is read again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple

from kg.model import Article, Assertion
from kg.store import terms
from kg.store.names import MINHASH, PREFIXES, RETRACTED, name
from kg.vocabulary import OCCASIONS, relations

if TYPE_CHECKING:
    from kg.store import Store

ARTICLE, SUCCESSOR, EVENT, TEXT = name("prov:wasDerivedFrom"), name("dcterms:isReplacedBy"), name("dcterms:subject"), name("rdf:value")
DIGEST = name("schema:sha256")


@dataclass(frozen=True, slots=True)
class Retraction:
    """The ``number`` of a retraction in the order in which they were made, from 1, and the id of the article that took the place, or empty."""

    number: int
    by: str = ""


def retracted(store: "Store", events: Iterable[str] | None = None) -> Iterator[tuple[Retraction, Article, tuple[Assertion, ...]]]:
    """What articles that are gone told of events or documents, of all or of those with these IRIs, and beside it, as the ledger corrects it; the oldest retraction first."""
    meant: Iterable[NamedNode | None] = [None] if events is None else map(NamedNode, {*events, *store.ledger.entities})
    nodes = {q.subject for event in meant for q in store.inner.quads_for_pattern(None, EVENT, event, RETRACTED)}
    for node in sorted((n for n in nodes if isinstance(n, NamedNode)), key=_number):
        note = {q.predicate: q.object for q in store.inner.quads_for_pattern(node, None, None, RETRACTED)}
        found, by = _read(note[TEXT]), note.get(SUCCESSOR)
        article, said = terms.reading(found)
        yield Retraction(_number(node), terms.article_id(by) if isinstance(by, NamedNode) else ""), article, tuple(store.ledger.applied(said))


def changed(store: "Store", wanted: Mapping[NamedNode, set[Quad]], successors: Mapping[NamedNode, NamedNode]) -> tuple[set[Quad], set[Quad]]:
    """The notes on articles that are to hold what is ``wanted``, before any correction: as they are, and as they are to be."""
    known, made = set[Quad](), set[Quad]()
    last = 0  # the numbers of all notes are looked through only when there is a new one
    for graph in sorted(wanted, key=str):
        nodes = {q.subject for q in store.inner.quads_for_pattern(None, ARTICLE, graph, RETRACTED)}
        held = set(store.inner.quads_for_pattern(None, None, None, graph))
        if not nodes and not held:
            continue
        told = {_claim(a) for by in (graph, successors.get(graph)) if by for a in terms.assertions(wanted.get(by, ()))}
        for node in sorted(nodes, key=str):
            note = set(store.inner.quads_for_pattern(node, None, None, RETRACTED))
            known |= note
            found = _read(next(q.object for q in note if q.predicate == TEXT))
            if not wanted[graph]:
                made |= note
            elif isinstance(node, NamedNode) and _digest(found, graph) != _digest(wanted[graph], graph):
                made |= _note(node, graph, found, told, next((q.object for q in note if q.predicate == SUCCESSOR), None))
        if held and (not wanted[graph] or _digest(held, graph) != _digest(wanted[graph], graph)):
            last = last or max((_number(q.subject) for q in store.inner.quads_for_pattern(None, TEXT, None, RETRACTED) if isinstance(q.subject, NamedNode)), default=0)
            by = graph if wanted[graph] else successors.get(graph)
            if new := _note(NamedNode(f"{RETRACTED.value}/{last + 1}"), graph, store.found(graph), told, by):
                last += 1
                made |= new
    return known, made


def _note(node: NamedNode, graph: NamedNode, found: set[Quad], told: set[tuple[str, ...]], by: object) -> set[Quad]:
    """The note on a text that is gone, of which these claims are ``told`` still; empty when it says nothing of an event that is not."""
    said = [a for a in terms.assertions(found) if _claim(a) not in told]
    events = {e.iri for a in said for e in (a.subject, a.object, a.about) if e and e.type in OCCASIONS}
    if not events:
        return set()
    kept = [a for a in said if events & {e.iri for e in (a.subject, a.object, a.about) if e} or a.relation == "denies" or "holdsOfficeIn" in relations()[a.relation].parents]
    header = {q for q in found if q.subject == graph and q.predicate != MINHASH}
    triples = sorted({q.triple for q in (*header, *terms.said(graph, kept, ""))}, key=str)
    text = ox.serialize(triples, format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    made = {Quad(node, ARTICLE, graph, RETRACTED), Quad(node, TEXT, Literal(text.decode()), RETRACTED)}
    if isinstance(by, NamedNode):
        made.add(Quad(node, SUCCESSOR, by, RETRACTED))
    return made | {Quad(node, EVENT, NamedNode(iri), RETRACTED) for iri in events}


def _read(text: NamedNode | ox.BlankNode | Literal | Triple) -> set[Quad]:
    return set(ox.parse(text.value, RdfFormat.TURTLE)) if isinstance(text, Literal) else set()


def _claim(a: Assertion) -> tuple[str, ...]:
    """What is claimed, and by whom."""
    return a.key, a.speaker.iri if a.speaker else "", a.about.iri if a.about else ""


def _digest(found: Iterable[Quad], graph: NamedNode) -> str:
    """By which the text of an article is told from others."""
    return next((q.object.value for q in found if q.subject == graph and q.predicate == DIGEST and isinstance(q.object, Literal)), "")


def _number(node: NamedNode) -> int:
    return int(node.value.rpartition("/")[2])
