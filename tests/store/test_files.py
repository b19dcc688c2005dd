import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import ENTITIES, IDS, readings, say
from pyoxigraph import BlankNode, NamedNode, Quad

from kg.errors import InputError
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
    for form, ending in ((turtle, ".ttl"), (trig, ".trig"), (nquads, ".nq")):
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
        (Quad(BlankNode("b"), name("rdfs:label"), ox.Literal("x"), NamedNode(KGA + "ar-1")), "not the graph of an article"),
        (Quad(NamedNode(KGA + "x"), name("rdfs:label"), ox.Literal("x"), NamedNode(KGA + "x")), "article/x>: not the graph of an article"),
    ],
)
def test_what_is_no_graph_of_alaqat_is_refused(tmp_path, extra, words):
    content = written(tmp_path) + f"{extra} .\n".encode()
    with pytest.raises(InputError, match=words):
        read(content, tmp_path / "ملف")


@pytest.mark.parametrize("subject", ["#t-", "#p-", "ar-1>"])
def test_an_article_that_is_not_complete_is_refused(tmp_path, subject):
    lines = [line for line in written(tmp_path).splitlines(keepends=True) if subject.encode() not in line.split(b" ")[0]]
    with pytest.raises(InputError, match="not complete"):
        read(b"".join(lines), tmp_path / "a")


def test_a_file_without_articles_is_told(tmp_path):
    with pytest.raises(InputError, match="no article in it"):
        read(b"", tmp_path / "a")
