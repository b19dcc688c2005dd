"""The graph in RDF 1.2: each assertion is a reifier, a name for the triple that it asserts or denies, in place of three triples about it.

That an assertion reifies a triple does not say that the triple holds: those that hold stand in the graph themselves, as edges.
"""

from collections.abc import Iterator

from pyoxigraph import RdfFormat, Triple

from kg.render.turtle import triples, written
from kg.store import Store
from kg.store.names import name

REIFIES, STATEMENT = name("rdf:reifies"), name("rdf:Statement")
ROLES = tuple(name("rdf:" + role) for role in ("subject", "predicate", "object"))


def turtle(store: Store, policy: str) -> bytes:
    """Turtle 1.2: that of ``kg.render.turtle``, reified."""
    return written(_reified(store, policy), RdfFormat.TURTLE)


def ntriples(store: Store, policy: str) -> bytes:
    """N-Triples 1.2: the triples of the Turtle, one a line."""
    return written(_reified(store, policy), RdfFormat.N_TRIPLES)


def _reified(store: Store, policy: str) -> Iterator[Triple]:
    found = list(triples(store, policy))
    said = [{t.subject: t.object for t in found if t.predicate == role} for role in ROLES]
    for triple in found:
        if triple.predicate == ROLES[1]:
            s, p, o = (values[triple.subject] for values in said)
            yield Triple(triple.subject, REIFIES, Triple(s, p, o))  # type: ignore[arg-type]  # an IRI, as the relation is
        elif triple.predicate not in ROLES and triple.object != STATEMENT:
            yield triple
