"""Which part of a graph is drawn that has more to tell than a page can hold."""

from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions

from kg.brief.sayings import Saying, every
from kg.store import Store
from kg.store.names import ASSERTION, A
from kg.store.terms import article_id

SENTENCES = 30_000  # that a page holds: some 10 MB


def foremost(store: Store, most: int) -> tuple[tuple[Saying, ...], tuple[int, int]]:
    """All that is asserted in a graph, sorted by article and place in it; and how many names and relations it leaves out.

    Of more than ``most`` assertions it has those between the names that are named most often, as many names as these allow, two at least.
    """
    if sum(1 for _ in islice(store.inner.quads_for_pattern(None, A, ASSERTION, DefaultGraph()), most + 1)) <= most:
        return every(store), (0, 0)
    named = Counter(iri for sides in _sides(store) for iri in sides)
    order = sorted(named, key=lambda iri: (-named[iri], iri))
    rank = {iri: place for place, iri in enumerate(order)}
    closed = Counter(max(rank[subject], rank[obj]) for subject, obj in _sides(store))  # assertions between a name and those before it
    kept, total = 0, 0
    while kept < len(order) and ((total := total + closed[kept]) <= most or kept < 2):
        kept += 1
    shown = set(order[:kept])
    found = tuple(
        Saying(a, article) for article, said in store.readings(*_between(store, shown)) for a in said if a.subject.iri in shown and a.object.iri in shown
    )
    relations = len({(s.assertion.subject.iri, s.assertion.relation, s.assertion.object.iri) for s in found})
    return found, (len(order) - kept, _relations(store) - relations)


def _sides(store: Store) -> Iterator[tuple[str, str]]:
    """Of whom and of whom else each assertion tells: one after the other, for together they need not have room in memory."""
    rows = store.query("SELECT ?s ?o { ?a rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }")
    for subject, obj in rows if isinstance(rows, QuerySolutions) else ():
        yield getattr(subject, "value", ""), getattr(obj, "value", "")


def _relations(store: Store) -> int:
    """How many relations of one to another the articles tell, or deny."""
    rows = store.query("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?a rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }")
    return sum(int(getattr(n, "value", 0)) for (n,) in rows) if isinstance(rows, QuerySolutions) else 0


def _between(store: Store, names: Collection[str]) -> set[str]:
    """The ids of the articles that tell of two of these."""
    rows = store.query("SELECT ?article ?s ?o { GRAPH ?article { ?a rdf:subject ?s ; rdf:object ?o } }")
    values = (tuple(getattr(term, "value", "") for term in row) for row in rows) if isinstance(rows, QuerySolutions) else ()
    return {article_id(NamedNode(article)) for article, subject, obj in values if subject in names and obj in names}
