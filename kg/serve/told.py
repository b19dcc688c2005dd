"""The sayings behind a few assertions, read one by one: a page shows fifty of them, whatever there is."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.brief.sayings import Saying, Sides
from kg.model import Entity
from kg.serve.index import Index
from kg.store import Store, terms
from kg.store.names import COPIES, COPY, name

LEADS = tuple(map(name, ("rdf:subject", "rdf:object", "kgo:speaker", "kgo:about", "kgo:outlet", "oa:hasTarget", "oa:hasSelector")))


def sayings(store: Store, iris: Iterable[str]) -> tuple[Saying, ...]:
    """The assertions with these IRIs and their articles, in this order, less those that are gone."""
    return tuple(said for iri in iris for said in saying(store, iri))


def saying(store: Store, iri: str) -> Iterator[Saying]:
    """The assertion with this IRI and its article, if it is there."""
    try:
        graph = NamedNode(iri.partition("#")[0])
        found = dict.fromkeys(_about(store, NamedNode(iri), graph))
    except ValueError:
        return
    originals = (q.object for q in store.inner.quads_for_pattern(graph, COPY, None, COPIES))
    copy_of = next((terms.article_id(original) for original in originals if isinstance(original, NamedNode)), "")
    header = terms.header(store.inner.quads_for_pattern(graph, None, None, graph), copy_of)
    for assertion in terms.assertions(found):
        yield Saying(assertion, header)


def sides(store: Store, known: Index, found: Iterable[Saying], actors: Iterable[Entity] = ()) -> Sides:
    """For whom those in what was ``found`` act, by the offices that its articles tell."""
    parties = ((s, (s.assertion.subject, s.assertion.object, s.assertion.speaker)) for s in found)
    articles = dict.fromkeys(terms.graph_name(s.article.id).value for s, who in parties if any(w and w.type == "Person" for w in who))
    return Sides([s for article in articles for s in sayings(store, known.offices.get(article, ()))], actors)


def _about(store: Store, node: NamedNode, graph: NamedNode) -> Iterator[Quad]:
    """All that the graph of an article says of a node and of those to which it leads."""
    for quad in store.inner.quads_for_pattern(node, None, None, graph):
        yield quad
        if quad.predicate in LEADS and isinstance(quad.object, NamedNode):
            yield from _about(store, quad.object, graph)
