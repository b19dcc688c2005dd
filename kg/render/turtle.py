"""The graph in the standard forms of RDF, the same bytes for the same content in whatever order it came.

In Turtle there are no named graphs: each assertion says by ``prov:wasDerivedFrom`` which article it is from. TriG and N-Quads have a
named graph an article, two for what all articles together tell, and the edges alone in the default graph. The ontology is a file of its own
and in none of them.
"""

import re
from collections.abc import Iterable, Iterator
from heapq import merge

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.iris import KGA
from kg.store import Store
from kg.store.edges import each_edge
from kg.store.names import INDEX, LEDGER, ONTOLOGY, PREFIXES, READERS, RETRACTED, A, name
from kg.store.terms import SPANS, is_edge

OFFSET = name("xsd:nonNegativeInteger")
OFFSETS = {name(f"kgo:{role}{end}") for role in SPANS for end in ("Start", "End")} | {name("oa:start"), name("oa:end")}
ENDS_WITH_DOT = re.compile(rb'(?<!\S)([a-z]+):((?:[^\s"<>\\]|\\[^\\])*\\\.)(?=\s)')  # no text has a backslash before a dot but after another
ARTICLE, READER, IS_A = f"<{KGA}", f"<{READERS}", f" {A} "
ASSERTED, EVIDENCE = 3, 4  # places in the order of kinds
PIECE = 20_000  # triples


def turtle(store: Store, policy: str = "reported") -> bytes:
    """The graph as Turtle: the edges that ``policy`` draws, then readers, entities, articles, and of each article its assertions and their evidence.

    Raises ``InputError`` for an unknown policy (see ``kg.store.edges``).
    """
    return b"".join(pieces(store, policy))


def pieces(store: Store, policy: str = "reported") -> Iterator[bytes]:
    """The Turtle, piece by piece: of a large graph little is in memory at any time."""
    head, some = b"", list[Triple]()
    for triple in triples(store, policy):
        if len(some) >= PIECE and triple.subject != some[-1].subject:  # between two subjects a file of Turtle can be cut
            whole = written(some, RdfFormat.TURTLE)
            yield whole.removeprefix(head)
            head, some = head or _head(whole), []
        some.append(triple)
    yield written(some, RdfFormat.TURTLE).removeprefix(head)


def ntriples(store: Store, policy: str = "reported") -> bytes:
    """The triples of the Turtle, in its order, one a line."""
    return written(triples(store, policy), RdfFormat.N_TRIPLES)


def trig(store: Store, policy: str = "reported") -> bytes:
    """The graph as TriG."""
    return written(_dataset(store, policy), RdfFormat.TRIG)


def nquads(store: Store, policy: str = "reported") -> bytes:
    """The graph as N-Quads."""
    return written(_dataset(store, policy), RdfFormat.N_QUADS)


def triples(store: Store, policy: str = "reported") -> Iterator[Triple]:
    """The graph without named graphs, in the order of the Turtle; what is of an article is read when its turn comes."""
    yield from each_edge(store, policy)
    articles = sorted(store.graphs(), key=lambda graph: f"{graph.value}#")  # as the IRIs of their parts are sorted
    readings = (NamedNode(graph.value + "#reading") for graph in articles)
    typed = store.inner.quads_for_pattern(None, A, None, DefaultGraph())
    for node in sorted({q.subject for q in typed if not str(q.subject).startswith(ARTICLE)}, key=lambda node: (_kind(str(node)), str(node))):
        yield from _sorted(q for q in _about(store, node) if not is_edge(q))
    for node in merge(sorted(articles, key=str), readings, key=str):
        yield from _sorted(_about(store, node))
    for graph in articles:
        own = store.inner.quads_for_pattern(None, None, None, graph)
        yield from _sorted(q for q in own if _kind(str(q.subject)) >= ASSERTED)


def _about(store: Store, subject: NamedNode | BlankNode | Triple) -> Iterable[Quad]:
    return store.inner.quads_for_pattern(subject, None, None, DefaultGraph())


def _head(whole: bytes) -> bytes:
    """The lines with the prefixes."""
    return b"".join(whole.splitlines(keepends=True)[: len(PREFIXES)])


def written(found: Iterable[Triple] | Iterable[Quad], form: RdfFormat) -> bytes:
    r"""Triples or quads in a form, as they come; the prefixes in order: Oxigraph declares them first, one a line, in an order of its own.

    A name that ends with a dot is written in full: ``kge:Washington\,_D.C\.`` is Turtle, but rdflib 7.6 can't read it.
    """
    if form not in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return serialize(found, format=form) or b""
    whole = serialize(found, format=form, prefixes=PREFIXES) or b""
    lines = whole.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines[:-1]), ENDS_WITH_DOT.sub(_in_full, lines[-1])])


def _in_full(short: re.Match[bytes]) -> bytes:
    return b"<" + PREFIXES[short[1].decode()].encode() + re.sub(rb"\\(.)", rb"\1", short[2]) + b">"


def _dataset(store: Store, policy: str) -> Iterator[Quad]:
    yield from (Quad(e.subject, e.predicate, e.object) for e in each_edge(store, policy))
    for graph in sorted((g for g in store.inner.named_graphs() if g not in (ONTOLOGY, LEDGER, RETRACTED, INDEX)), key=str):
        for triple in _sorted(store.inner.quads_for_pattern(None, None, None, graph)):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _sorted(quads: Iterable[Quad]) -> list[Triple]:
    """Triples by kind of subject, then by subject; of each subject first what it is."""
    return sorted(map(_typed, quads), key=_place)


def _place(triple: Triple) -> tuple[int, str]:
    text = str(triple)
    return _kind(text.partition(" ")[0]), text.replace(IS_A, " !", 1)


def _kind(subject: str) -> int:
    """Readers, entities, articles, assertions, evidence."""
    if subject.startswith(ARTICLE):
        part = subject[:-1].partition("#")[2]
        return 2 if part in ("", "reading") else ASSERTED if part.startswith("a-") else EVIDENCE
    return int(not subject.startswith(READER))


def _typed(quad: Quad) -> Triple:
    """The triple; an offset in its own type, which the store widens to ``xsd:integer``."""
    value = quad.object
    return Triple(quad.subject, quad.predicate, Literal(value.value, datatype=OFFSET)) if isinstance(value, Literal) and quad.predicate in OFFSETS else quad.triple

