"""The graph in the standard forms of RDF, the same bytes for the same content in whatever order it came.

In Turtle there are no named graphs: each assertion says by ``prov:wasDerivedFrom`` which article it is from. TriG and N-Quads have a
named graph an article, and the edges alone in the default graph. The ontology is a file of its own and in none of them.
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg.errors import InputError
from kg.iris import KGA
from kg.store import Store
from kg.store.edges import edges
from kg.store.names import ONTOLOGY, PREFIXES, READERS, A, name
from kg.store.terms import SPANS, is_edge

FORMS = {"turtle": RdfFormat.TURTLE, "trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS}
OFFSET = name("xsd:nonNegativeInteger")
OFFSETS = {name(f"kgo:{role}{end}") for role in SPANS for end in ("Start", "End")} | {name("oa:start"), name("oa:end")}
ARTICLE, READER, IS_A = f"<{KGA}", f"<{READERS}", f" {A} "


def turtle(store: Store, policy: str = "reported") -> bytes:
    """The graph as Turtle: the edges that ``policy`` draws, then readers, entities, articles, assertions and their evidence.

    Raises ``InputError`` for an unknown policy (see ``kg.store.edges``).
    """
    given = (q for q in store.inner.quads_for_pattern(None, None, None, DefaultGraph()) if not is_edge(q))
    return _written([*edges(store, policy), *_sorted(given)], RdfFormat.TURTLE)


def dump(store: Store, form: str = "turtle") -> bytes:
    """The graph as ``turtle``, ``trig`` or ``nquads``; raises ``InputError`` for another form."""
    if form == "turtle":
        return turtle(store)
    if form not in FORMS:
        raise InputError(f"{form}: no such form. Choose from {', '.join(FORMS)}.")
    return _written(_dataset(store), FORMS[form])


def _written(found: Iterable[Triple] | Iterable[Quad], form: RdfFormat) -> bytes:
    """Serialised, the prefixes in order: Oxigraph declares them first, one a line, in an order of its own."""
    whole = serialize(found, format=form, prefixes=PREFIXES) or b""
    if form == RdfFormat.N_QUADS:
        return whole
    lines = whole.split(b"\n", len(PREFIXES))
    return b"\n".join([*sorted(lines[:-1]), lines[-1]])


def _dataset(store: Store) -> Iterator[Quad]:
    yield from (Quad(e.subject, e.predicate, e.object) for e in edges(store))
    for graph in sorted((g for g in store.inner.named_graphs() if g != ONTOLOGY), key=str):
        for triple in _sorted(store.inner.quads_for_pattern(None, None, None, graph)):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _sorted(quads: Iterable[Quad]) -> list[Triple]:
    """Triples by kind of subject, then by subject; of each subject first what it is."""
    return sorted((Triple(q.subject, q.predicate, _typed(q)) for q in quads), key=_place)


def _place(triple: Triple) -> tuple[int, str]:
    """Readers, entities, articles, assertions, evidence; of each kind by letters."""
    text = str(triple).replace(IS_A, " !", 1)
    if text.startswith(ARTICLE):
        part = text[: text.index(">")].partition("#")[2]
        return 2 if part in ("", "reading") else 3 if part.startswith("a-") else 4, text
    return int(not text.startswith(READER)), text


def _typed(quad: Quad) -> NamedNode | BlankNode | Literal | Triple:
    """The object; an offset in its own type, which the store widens to ``xsd:integer``."""
    return Literal(quad.object.value, datatype=OFFSET) if isinstance(quad.object, Literal) and quad.predicate in OFFSETS else quad.object
