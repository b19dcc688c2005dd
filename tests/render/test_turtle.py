import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph, URIRef
from stories import CHINA, KGE, small

from kg.errors import InputError
from kg.iris import term
from kg.model import Article, Assertion, Entity, Evidence, Span
from kg.render.turtle import nquads, ntriples, trig, turtle
from kg.resources import folder
from kg.store import Store
from kg.store.names import PREFIXES


def readings():
    assertions, articles = small()
    return [(article, [a for a in assertions if a.evidence.article == name]) for name, article in articles.items()]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("graph")) as store:
        store.add_all(readings(), "reader 1")
        yield store


@pytest.fixture(scope="module")
def parsed(store):
    return Graph().parse(data=turtle(store), format="turtle")


def test_rdflib_reads_back_the_same_triples(store, parsed):
    again = Graph()
    for triple in ox.parse(turtle(store), ox.RdfFormat.TURTLE):
        again.parse(data=f"{triple.triple} .", format="nt")
    assert set(parsed) == set(again)
    assert len(parsed) == sum(1 for q in store.inner.quads_for_pattern(None, None, None, ox.DefaultGraph()))


@pytest.mark.parametrize("text", ['«قال: "نعم"»\n\tثم \\ سكت', "", "a\u2028b\r\n", "'''\"\"\"", "𓀀 \ufeff", "\\u0041 {} <> #"])
def test_any_text_survives(tmp_path, text):
    with Store(tmp_path) as store:
        store.add(Article("ar-1", "", "ar", (), f"x{text}", outlet=text), (), text + "r")
        titles = {str(o) for o in Graph().parse(data=turtle(store), format="turtle").objects(None, URIRef(PREFIXES["dcterms"] + "title"))}
    assert titles == {f"x{text}"}


def test_it_conforms_to_the_shapes(parsed):
    conforms, _, report = pyshacl.validate(parsed, shacl_graph=str(folder("ontology") / "shapes.ttl"))
    assert conforms, report


def test_edges_come_first_then_entities_articles_assertions_evidence(store):
    lines = turtle(store).decode().splitlines()
    starts = ["kge:China kgo:cooperatesWith", "kge:China a kgo:State", "kga:ar-1 a kgo:Article", "kga:ar-1\\#a-", "kga:ar-1\\#p-"]
    at = [next(i for i, line in enumerate(lines) if line.startswith(start)) for start in starts]
    assert at == sorted(at)


def test_each_assertion_names_its_article(store, parsed):
    said = set(parsed.subjects(URIRef(PREFIXES["rdf"] + "type"), URIRef(term("Assertion"))))
    assert len(said) == store.counts()["assertions"]
    assert said == set(parsed.subjects(URIRef(PREFIXES["prov"] + "wasDerivedFrom"), None))


def test_denied_deeds_are_no_edges(parsed):
    assert (URIRef(PREFIXES["kge"] + "Ukraine"), URIRef(term("attacks")), None) not in parsed
    assert (URIRef(PREFIXES["kge"] + "Russia"), URIRef(term("fights")), None) in parsed


def test_policies_draw_fewer_edges(store):
    drawn = {policy: turtle(store, policy) for policy in ("reported", "voiced", "corroborated")}
    assert len(drawn["reported"]) > len(drawn["voiced"]) > len(drawn["corroborated"])
    with pytest.raises(InputError, match="no such policy"):
        turtle(store, "certain")


def test_trig_and_nquads_hold_the_same_with_a_graph_an_article(store):
    in_trig, in_nquads = set(ox.parse(trig(store), ox.RdfFormat.TRIG)), set(ox.parse(nquads(store), ox.RdfFormat.N_QUADS))
    assert in_trig == in_nquads
    assert {q.graph_name.value for q in in_trig if isinstance(q.graph_name, ox.NamedNode)} == {PREFIXES["kga"] + name for name in ("ar-1", "ar-2", "en-1")}
    assert {q.triple for q in in_trig if isinstance(q.graph_name, ox.DefaultGraph)} < {q.triple for q in ox.parse(turtle(store), ox.RdfFormat.TURTLE)}
    assert {q.triple for q in in_trig} == {q.triple for q in ox.parse(turtle(store), ox.RdfFormat.TURTLE)}


def test_prefixes_are_sorted(store):
    for form in (turtle, trig):
        lines = form(store).decode().splitlines()[: len(PREFIXES) + 1]
        assert lines[:-1] == sorted(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
        assert not lines[-1].startswith("@prefix")


@pytest.mark.parametrize("local", ["Washington,_D.C.", "a.", "..", "(a)~b.", "دار_ن."])
def test_names_that_end_with_a_dot_are_read_by_rdflib(tmp_path, local):
    capital = Entity(KGE + local, "Place", (("en", f"kge:{local}\\\\. . kge:b\\. "),))
    said = Assertion(CHINA, "visits", capital, Evidence("ar-1", Span(0, 1), "x", "", "", *[Span(0, 1)] * 3))
    with Store(tmp_path) as store:
        store.add(Article("ar-1.", "", "ar", ()), [said], "reader 1.")
        (found,) = Graph().parse(data=turtle(store), format="turtle").objects(URIRef(CHINA.iri), URIRef(term("visits")))
        assert set(ox.parse(turtle(store), ox.RdfFormat.TURTLE)) == set(ox.parse(ntriples(store), ox.RdfFormat.N_TRIPLES))
        assert set(ox.parse(trig(store), ox.RdfFormat.TRIG)) == set(ox.parse(nquads(store), ox.RdfFormat.N_QUADS))
    assert str(found) == capital.iri
