from functools import partial

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import ENTITIES, IDS, readings, say
from pyoxigraph import BlankNode, NamedNode, Quad

from kg.errors import InputError
from kg.export import reified
from kg.iris import KGA, KGE, KGO
from kg.model import Article
from kg.render.turtle import nquads, trig, turtle
from kg.store import Store
from kg.store.files import graphs, load
from kg.store.names import name

CHINA, RUSSIA, *_ = ENTITIES
LAW = settings(max_examples=8)


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Two stores for all examples of a law: opening one takes longer than an example."""
    with Store(tmp_path_factory.mktemp("one")) as one, Store(tmp_path_factory.mktemp("two")) as two:
        yield one, two


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tmp_path_factory.mktemp("file") / "graph.nq"


def filled(store, found=()):
    for article in list(store.articles()):
        store.retract(article.id)
    store.add_all(found, "reader 1")
    return store


def read(content, path, ending=".nq"):
    path = path.with_suffix(ending)
    path.write_bytes(content)
    return graphs(load(path), path)


@given(found=st.lists(readings(), min_size=1, max_size=5, unique_by=lambda r: r[0].id), a=st.sets(st.sampled_from(IDS)), b=st.sets(st.sampled_from(IDS)))
@LAW
def test_merging_is_the_union_of_sets(stores, file, found, a, b):
    one, two = stores
    parts = [[r for r in found if r[0].id in part] for part in (a, b)]
    files = [read(nquads(filled(one, part)), file) for part in parts if part]
    both = nquads(filled(one, [*parts[0], *parts[1]]))
    for order in (files, files[::-1], [*files, *files]):
        filled(two)
        for graph in order:
            two.merge(graph)
        assert nquads(two) == both
    assert set(two.inner) == set(one.inner)


@given(found=st.lists(readings(), min_size=1, max_size=3, unique_by=lambda r: r[0].id))
@LAW
def test_every_form_is_read_back(stores, file, found):
    one, two = stores
    filled(one, found)
    forms = (turtle, ".ttl"), (trig, ".trig"), (nquads, ".nq"), (partial(reified.turtle, policy="reported"), ".ttl"), (partial(reified.ntriples, policy="voiced"), ".nt")
    for form, ending in forms:
        filled(two).merge(read(form(one), file, ending))
        assert turtle(two) == turtle(one)


def written(tmp_path, article_id="ar-1", **more):
    """The N-Quads of a graph of one article."""
    with Store(tmp_path / "made") as store:
        filled(store, [(Article(article_id, "نص", "ar", (), **more), [say(article_id, CHINA, "supports", RUSSIA)])])
        return nquads(store)


def test_another_version_of_an_article_is_refused_and_nothing_changed(tmp_path):
    old, new = (read(written(tmp_path, "ar-1", title=title), tmp_path / "a") for title in ("عنوان", "عنوان آخر"))
    more = read(written(tmp_path, "ar-0"), tmp_path / "a")
    with Store(tmp_path / "graph") as store:
        store.merge(old)
        before = set(store.inner)
        with pytest.raises(InputError, match=r"ar-1: in .*graph with other content.*kg retract ar-1"):
            store.merge({**more, **new})
        assert set(store.inner) == before


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        (Quad(NamedNode(KGE + "China"), NamedNode(KGO + "attacks"), NamedNode(KGE + "Russia")), "attacks.*no article in this file says so"),
        (Quad(NamedNode(KGE + "China"), name("rdfs:label"), ox.Literal("صين")), "no article in this file says so"),
        (Quad(NamedNode(KGE + "China"), name("rdfs:label"), ox.Literal("صين"), NamedNode("http://example.org/")), "http://example.org/>: not the graph"),
        (Quad(BlankNode("b"), name("rdfs:label"), ox.Literal("x"), NamedNode(KGA + "ar-1")), "a node without a name"),
        (Quad(NamedNode(KGA + "x"), name("rdfs:label"), ox.Literal("x"), NamedNode(KGA + "x")), "article/x>: not the graph of an article"),
    ],
)
def test_what_is_no_graph_of_alaqat_is_refused(tmp_path, extra, words):
    content = written(tmp_path) + f"{extra} .\n".encode()
    with pytest.raises(InputError, match=words):
        read(content, tmp_path / "ملف")


@pytest.mark.parametrize(("subject", "words"), [("#t-", "not complete"), ("#p-", "not complete"), ("ar-1>", "must be a kgo:Article")])
def test_an_article_that_is_not_complete_is_refused(tmp_path, subject, words):
    lines = [line for line in written(tmp_path).splitlines(keepends=True) if subject.encode() not in line.split(b" ")[0]]
    with pytest.raises(InputError, match=words):
        read(b"".join(lines), tmp_path / "a")


THEIRS = """
PREFIX kga: <https://w3id.org/alaqat/article/>
PREFIX kge: <https://w3id.org/alaqat/entity/>
PREFIX kgo: <https://w3id.org/alaqat/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
kge:China a kgo:State ; rdfs:label "الصين"@ar .
kge:Russia a kgo:State ; rdfs:label "روسيا"@ar .
kga:ar-9 a kgo:Article ; dcterms:identifier "ar-9" ; dcterms:language "ar" .
<https://w3id.org/alaqat/article/ar-9#1> a kgo:Assertion, rdf:Statement ; rdf:subject kge:China ; rdf:predicate kgo:supports ; rdf:object kge:Russia ;
    kgo:modality kgo:actual ; kgo:negated false ; prov:wasDerivedFrom kga:ar-9 ;
    kgo:triggerStart 6 ; kgo:triggerEnd 10 ; kgo:subjectStart 0 ; kgo:subjectEnd 5 ; kgo:objectStart 11 ; kgo:objectEnd 16 ;
    oa:hasTarget <https://w3id.org/alaqat/article/ar-9#2> .
<https://w3id.org/alaqat/article/ar-9#2> oa:hasSource kga:ar-9 ; oa:hasSelector <https://w3id.org/alaqat/article/ar-9#3> .
<https://w3id.org/alaqat/article/ar-9#3> oa:exact "الصين تدعم روسيا." ; oa:start 0 ; oa:end 17 .
kge:China kgo:supports kge:Russia .
"""
REIFIED = "rdf:subject kge:China ; rdf:predicate kgo:supports ; rdf:object kge:Russia", "rdf:reifies <<( kge:China kgo:supports kge:Russia )>>"


def test_turtle_of_another_tool_is_read_in_both_versions_of_rdf(tmp_path):
    found = read(THEIRS.encode(), tmp_path / "a", ".ttl")
    assert found == read(THEIRS.replace(*REIFIED).encode(), tmp_path / "b", ".ttl")
    with Store(tmp_path / "graph") as store:
        store.merge(found)
        (said,) = store.assertions()
    assert (said.subject.iri, said.relation, said.object.label("ar"), said.evidence.quote) == (CHINA.iri, "supports", "روسيا", "الصين تدعم روسيا.")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kgo:triggerStart 6 ; kgo:triggerEnd 10 ; ", "", r"ar-9#1>: the assertion has no kgo:triggerStart, kgo:triggerEnd\. Offsets are"),
        (" kgo:negated false ;", "", "has no kgo:negated"),
        (" ; oa:start 0 ; oa:end 17", "", "not complete.*oa:start with oa:end"),
        ("<https://w3id.org/alaqat/article/ar-9#1>", "<http://example.org/1>", "example.org/1>: an assertion is a part of its article"),
        ("kga:ar-9 a", "kga:ar-8 a", "must be a kgo:Article"),
        ("oa:hasTarget <https://w3id.org/alaqat/article/ar-9#2>", "oa:hasTarget []", "Give every node an IRI"),
        (*REIFIED[:1], "rdf:reifies kge:China", "has no rdf:subject"),
    ],
)
def test_what_is_lacking_is_told(tmp_path, old, new, words):
    assert old in THEIRS
    with pytest.raises(InputError, match=words):
        read(THEIRS.replace(old, new).encode(), tmp_path / "a", ".ttl")


def test_a_file_without_articles_is_told(tmp_path):
    with pytest.raises(InputError, match="no article in it"):
        read(b"", tmp_path / "a")
