import pyoxigraph as ox
from pyoxigraph import RdfFormat, Triple
from stories import ATTACK, UKRAINE

from kg.export import export
from kg.export.reified import REIFIES, ROLES, STATEMENT
from kg.store.names import A, name


def unreified(found):
    """Three triples about each reifier in the place of one: RDF 1.1."""
    for t in found:
        if t.predicate == REIFIES:
            yield Triple(t.subject, A, STATEMENT)
            yield from (Triple(t.subject, role, value) for role, value in zip(ROLES, t.object, strict=True))
        else:
            yield t


def test_pyoxigraph_reads_the_triples_of_the_turtle(store):
    plain = {q.triple for q in ox.parse(export(store, "turtle"), RdfFormat.TURTLE)}
    for form, kind in (("turtle12", RdfFormat.TURTLE), ("ntriples12", RdfFormat.N_TRIPLES)):
        read = [q.triple for q in ox.parse(export(store, form), kind)]
        assert set(unreified(read)) == plain
        assert not {t.predicate for t in read} & set(ROLES)
        assert len({t.subject for t in read if t.predicate == REIFIES}) == len(list(store.assertions()))


def test_what_is_denied_is_reified_and_not_said(store):
    denied = Triple(*(ox.NamedNode(e.iri) if i != 1 else e for i, e in enumerate((UKRAINE, name("kgo:participatesIn"), ATTACK))))
    read = [q.triple for q in ox.parse(export(store, "turtle12"), RdfFormat.TURTLE)]
    assert denied in [t.object for t in read if t.predicate == REIFIES]
    assert denied not in read


def test_sparql_12_asks_by_the_triple(store):
    graph = ox.Store()
    graph.load(export(store, "turtle12"), RdfFormat.TURTLE)
    sparql = "SELECT ?who { << kge:China kgo:supports kge:Russia ~ ?said >> kgo:speaker ?who }"
    assert [row["who"].value for row in graph.query(sparql, prefixes={"kge": "https://w3id.org/alaqat/entity/", "kgo": "https://w3id.org/alaqat/ontology#"})] == [
        "https://w3id.org/alaqat/entity/Wang_Yi"
    ]
