"""The sayings behind a few assertions, read one by one: a page shows fifty of them, whatever there is."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from kg.brief.find import entity
from kg.brief.sayings import Saying, Sides
from kg.model import Article, Entity
from kg.serve.index import Index, light
from kg.store import Store, terms
from kg.store.names import COPIES, COPY, name

LEADS = frozenset(map(name, ("rdf:subject", "rdf:object", "kgo:speaker", "kgo:about", "kgo:outlet", "oa:hasTarget", "oa:hasSelector")))


def sayings(store: Store, iris: Iterable[str], read: dict[str, tuple[Saying, ...]] | None = None) -> tuple[Saying, ...]:
    """The assertions with these IRIs and their articles, in this order, less those that are gone; what stands in ``read`` by IRI is not read again."""
    headers: dict[NamedNode, Article] = {}
    known = {} if read is None else read
    wanted = list(iris)
    for iri in wanted:
        if iri not in known:
            known[iri] = tuple(_saying(store, iri, headers))
    return tuple(said for iri in wanted for said in known[iri])


def _saying(store: Store, iri: str, headers: dict[NamedNode, Article]) -> Iterator[Saying]:
    """The assertion with this IRI and its article, if it is there; of the articles in ``headers`` nothing is read again."""
    try:
        graph = NamedNode(iri.partition("#")[0])
        found = _about(store, NamedNode(iri), graph)
    except ValueError:
        return
    for assertion in terms.assertions(found):
        if graph not in headers:
            originals = (q.object for q in store.inner.quads_for_pattern(graph, COPY, None, COPIES))
            copy_of = next((terms.article_id(original) for original in originals if isinstance(original, NamedNode)), "")
            headers[graph] = terms.header(store.inner.quads_for_pattern(graph, None, None, graph), copy_of)
        yield Saying(assertion, headers[graph])


def sides(store: Store, known: Index, found: Iterable[Saying], actors: Iterable[Entity] = ()) -> Sides:
    """For whom those in what was ``found`` act, by the offices that its articles tell."""
    parties = ((s.article, who) for s in found for who in (s.assertion.subject, s.assertion.object, s.assertion.speaker) if who)
    persons = {(article.id, who.iri): who for article, who in parties if who.type == "Person"}
    told = []
    for (article, _), who in persons.items():
        for relation, body in known.offices.get((terms.graph_name(article).value, who.iri), ()):
            if (held := entity(store, body)) is not None:
                told.append(light(article, "", (who, held), (relation, "actual", False)))
    return Sides(told, actors)


def _about(store: Store, node: NamedNode, graph: NamedNode) -> list[Quad]:
    """All that the graph of an article says of a node and of those to which it leads."""
    found: list[Quad] = []
    nodes = [node]
    for one in nodes:
        said = list(store.inner.quads_for_pattern(one, None, None, graph))
        found += said
        nodes += {q.object for q in said if q.predicate in LEADS and isinstance(q.object, NamedNode)} - set(nodes)
    return found
