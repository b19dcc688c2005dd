import pyoxigraph as ox
import pyshacl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from stories import small

from kg.errors import InputError
from kg.iris import term
from kg.model import Article
from kg.render.turtle import dump, turtle
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
def other(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("other")) as store:
        yield store


@pytest.fixture(scope="module")
def parsed(store):
    return Graph().parse(data=turtle(store), format="turtle")


@given(order=st.randoms(), batch=st.integers(1, 3))
@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_bytes_in_any_order(store, other, order, batch):
    for article in list(other.articles()):
        other.retract(article.id)
    found = readings()
    order.shuffle(found)
    other.add_all([*found, *found], "reader 1", batch)
    for form in ("turtle", "trig", "nquads"):
        assert dump(other, form) == dump(store, form)


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
    trig, nquads = (set(ox.parse(dump(store, form), f)) for form, f in (("trig", ox.RdfFormat.TRIG), ("nquads", ox.RdfFormat.N_QUADS)))
    assert trig == nquads
    assert {q.graph_name.value for q in trig if isinstance(q.graph_name, ox.NamedNode)} == {PREFIXES["kga"] + name for name in ("ar-1", "ar-2", "en-1")}
    assert {q.triple for q in trig if isinstance(q.graph_name, ox.DefaultGraph)} < {q.triple for q in ox.parse(turtle(store), ox.RdfFormat.TURTLE)}
    assert {q.triple for q in trig} == {q.triple for q in ox.parse(turtle(store), ox.RdfFormat.TURTLE)}


def test_prefixes_are_sorted(store):
    for form in ("turtle", "trig"):
        lines = dump(store, form).decode().splitlines()[: len(PREFIXES) + 1]
        assert lines[:-1] == sorted(f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items())
        assert not lines[-1].startswith("@prefix")


def test_an_unknown_form_names_the_known_ones(store):
    with pytest.raises(InputError, match="turtle, trig, nquads"):
        dump(store, "rdfxml")
