import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import RDF, Graph, Namespace
from stories import ATTACK, CHINA, RUSSIA, UKRAINE, small

from kg.errors import InputError
from kg.iris import KGA, term
from kg.store import Store
from kg.store.files import load, merged
from kg.store.names import name
from kg.validate import _rules, problems, report, turtle

SH = Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The default graph of a small store."""
    assertions, articles = small()
    with Store(tmp_path_factory.mktemp("graph")) as store:
        store.add_all([(a, [s for s in assertions if s.evidence.article == a.id]) for a in articles.values()], "reader 1")
        return [q for q in store.inner if isinstance(q.graph_name, ox.DefaultGraph)]


@pytest.fixture
def graph(written):
    graph = ox.Store()
    graph.extend(written)
    return graph


def change(graph, subject, predicate, new):
    """Put ``new`` in the place of a value."""
    old = min(graph.quads_for_pattern(subject, name(predicate), None), key=str)
    graph.remove(old)
    if new is not None:
        graph.add(Quad(old.subject, old.predicate, new))


def broken(graph, **more):
    return {(p.rule.value.partition("#")[2], p.node.value) for p in problems(graph, **{"every_edge": True} | more)}


def test_what_the_store_writes_conforms(graph):
    assert problems(graph, every_edge=True) == ()
    assert list(report((), graph, "")) == []


@pytest.mark.parametrize(
    ("rule", "predicate", "new"),
    [
        ("quoteLength", "oa:exact", Literal("جملة أخرى")),
        ("quoteLength", "oa:end", Literal(10_000)),
        ("sameArticle", "oa:hasSource", NamedNode(KGA + "en-1")),
        ("identifier", "dcterms:identifier", Literal("غيره")),
        ("identifier", "dcterms:identifier", None),
        ("modality", "kgo:modality", NamedNode(term("certain"))),
        ("label", "rdfs:label", None),
    ],
)
def test_one_mistake_is_found(graph, rule, predicate, new):
    change(graph, None, predicate, new)
    if predicate == "rdfs:label":
        for quad in list(graph.quads_for_pattern(None, name(predicate), None)):
            graph.remove(quad)
    assert rule in {found for found, _ in broken(graph)}


@given(shift=st.integers(-5, 5))
def test_a_quote_of_another_length_than_its_place_is_found(written, shift):
    graph = ox.Store()
    graph.extend(written)
    change(graph, NamedNode(KGA + "ar-1#q-0-72"), "oa:exact", Literal("س" * (72 + shift)))
    assert {p.rule.value.partition("#")[2] for p in _rules(graph)} == ({"quoteLength"} if shift else set())


def test_an_edge_that_nobody_asserts_is_found(graph):
    graph.add(Quad(NamedNode(UKRAINE.iri), name("kgo:participatesIn"), NamedNode(ATTACK.iri)))  # denied, and said to be possible
    assert broken(graph, every_edge=False) == {("edge", UKRAINE.iri)}


def test_an_edge_that_is_missing_is_found_in_a_graph_and_may_be_in_a_file(graph):
    graph.remove(Quad(NamedNode(CHINA.iri), name("kgo:supports"), NamedNode(RUSSIA.iri)))
    assert {rule for rule, _ in broken(graph)} == {"drawn"}
    assert not broken(graph, every_edge=False)


def test_an_assertion_of_another_article_is_found(graph):
    node = NamedNode(KGA + "elsewhere#a-1")
    said = next(graph.quads_for_pattern(None, name("rdf:predicate"), name("kgo:supports"))).subject
    for quad in list(graph.quads_for_pattern(said, None, None)):
        graph.add(Quad(node, quad.predicate, quad.object))
    assert broken(graph) == {("ownArticle", node.value)}


def test_the_report_says_which_article_which_assertion_and_what_to_do(graph):
    said = next(q.subject for q in graph.quads_for_pattern(None, name("rdf:predicate"), name("kgo:supports")) if "ar-1" in q.subject.value)
    change(graph, said, "kgo:modality", Literal("\x1b[31mأحمر"))
    lines = list(report(problems(graph, every_edge=True), graph, "`kg retract {}`."))
    assert lines[0] == "article ar-1"
    assert lines[1].startswith("  China supports Russia · ")
    assert lines[2].startswith("    An assertion has one kgo:modality")
    assert lines[3:] == ["      found:  [31mأحمر", "  what to do: `kg retract ar-1`.", ""]


def test_the_report_as_rdf_is_a_shacl_report(graph):
    change(graph, None, "kgo:modality", NamedNode(term("certain")))
    found = problems(graph, every_edge=True)
    read = Graph().parse(data=turtle(found), format="turtle")
    (whole,) = read.subjects(RDF.type, SH.ValidationReport)
    assert read.value(whole, SH.conforms).toPython() is False
    assert {str(read.value(r, SH.focusNode)) for r in read.objects(whole, SH.result)} == {p.node.value for p in found}
    assert turtle(found) == turtle(problems(graph, every_edge=True))


def test_the_report_of_a_graph_that_conforms_says_so():
    assert [str(o) for o in Graph().parse(data=turtle(()), format="turtle").objects(None, SH.conforms)] == ["true"]


def test_a_file_is_seen_whole_whatever_its_graphs(graph, tmp_path):
    for ending, there in ((".nq", NamedNode(KGA + "ar-1")), (".ttl", ox.DefaultGraph())):
        quads = [Quad(q.subject, q.predicate, q.object, there) for q in graph]
        file = tmp_path / f"ملف{ending}"
        form = ox.RdfFormat.N_QUADS if ending == ".nq" else ox.RdfFormat.TURTLE
        file.write_bytes(ox.serialize(quads if ending == ".nq" else [q.triple for q in quads], format=form))
        assert problems(merged(load(file)), every_edge=True) == ()


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("a.docx", b"", r"must end with \.ttl, \.nt"),
        ("a.ttl", b"<a> <b>", "a.ttl: not Turtle: .*line 1"),
        ("a.nq", "ليس ملفا".encode(), "not N-Quads: .*line 1"),
        ("a.trig", b"\xff\xfe", "not TriG"),
        ("none.ttl", None, "can't be read"),
    ],
)
def test_a_bad_file_is_told_in_a_line(tmp_path, file, content, words):
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(InputError, match=words):
        load(tmp_path / file)
