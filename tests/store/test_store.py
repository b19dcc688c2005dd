from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import ENTITIES, articles, readings, say
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad
from rdflib import Dataset, URIRef

from kg.errors import InputError, KgError
from kg.iris import KGE, local_name, term
from kg.model import Article
from kg.store import WHOLE, Store, terms
from kg.store.edges import edges
from kg.store.names import ONTOLOGY, RETRACTED

CHINA, RUSSIA, WANG, AGENCY, ATTACK = ENTITIES
LAW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "graph") as store:
        yield store


@pytest.fixture(scope="module")
def reused(tmp_path_factory):
    """One store for all examples of a law, emptied before each: opening one takes longer than a law's example."""
    with Store(tmp_path_factory.mktemp("law")) as store:
        yield store


def empty(store):
    for article in list(store.articles()):
        store.retract(article.id)
    assert not default(store)
    store.inner.remove_graph(RETRACTED)  # what the last example told of events
    assert list(store.inner.named_graphs()) == [ONTOLOGY]
    return store


def article(name, **more):
    return Article(name, "نص", "ar", (), **more)


def default(store):
    return set(store.inner.quads_for_pattern(None, None, None, DefaultGraph()))


def drawn(store):
    return {q.triple for q in default(store) if terms.is_edge(q)}


def distinct(found):
    """One of those that the graph can't tell apart: the most confident, as ``quads`` promises."""
    kept = {}
    for a in sorted(found, key=lambda a: (-a.confidence, repr(a))):
        kept.setdefault(terms._fragment(a), a)
    return sorted(kept.values(), key=terms.place)


@given(reading=readings())
@LAW
def test_what_was_added_is_read_back(reused, reading):
    store, (made, said) = empty(reused), reading
    store.add(made, said, "reader 1")
    assert list(store.assertions()) == distinct(said)
    assert list(store.articles()) == [replace(made, text="")]
    assert store.has(made)
    assert store.has(made.id)


@given(reading=readings())
@LAW
def test_adding_again_changes_nothing(reused, reading):
    store = empty(reused)
    assert store.add(*reading, "reader 1")
    before = set(store.inner)
    assert not store.add(*reading, "reader 1")
    assert set(store.inner) == before


@given(found=st.lists(readings(ids=("ar-1", "ar-2", "ar-3")), max_size=6), gone=st.sets(st.sampled_from(("ar-1", "ar-2", "ar-3"))), batch=st.integers(1, 4))
@LAW
def test_default_graph_is_what_the_remaining_articles_give(reused, found, gone, batch):
    store = empty(reused)
    store.add_all(found, "reader 1", batch)
    for name in sorted(gone):
        store.retract(name)
    left = {a.id: (a, said) for a, said in found if a.id not in gone}
    assert {a.id for a in store.articles()} == set(left)
    assert default(store) == {q for a, said in left.values() for q in terms.merged(terms.quads(a, said, "reader 1"))}
    affirmed = {a for _, said in left.values() for a in distinct(said) if not a.negated and a.modality != "possible"}
    assert drawn(store) == {Quad(*(NamedNode(i) for i in (a.subject.iri, term(a.relation), a.object.iri))).triple for a in affirmed}
    assert drawn(store) == set(edges(store))


@given(found=st.lists(readings(), max_size=5, unique_by=lambda r: r[0].id), order=st.randoms())
@settings(LAW, max_examples=8)
def test_order_does_not_matter(reused, found, order):
    store = empty(reused)
    store.add_all(found, "reader 1")
    first = set(store.inner), list(store.assertions())
    shuffled = [(a, order.sample(said, len(said))) for a, said in order.sample(found, len(found))]
    empty(reused)
    for reading in shuffled:
        store.add(*reading, "reader 1")
    assert (set(store.inner), list(store.assertions())) == first


@given(old=articles(("ar-1",)), new=articles(("ar-1",)))
@LAW
def test_an_article_is_known_as_long_as_it_is_the_same(reused, old, new):
    store = empty(reused)
    store.add(old, (), "reader 1")
    assert store.has(new) == (old == new)
    store.add(new, (), "reader 2")
    assert store.has(new)
    assert [a.title for a in store.articles()] == [new.title]


def test_an_article_is_replaced_whole(store):
    store.add(article("ar-1"), [say("ar-1", CHINA, "supports", RUSSIA), say("ar-1", WANG, "visits", RUSSIA)], "reader 1")
    store.add(article("ar-2"), [say("ar-2", CHINA, "supports", RUSSIA)], "reader 1")
    store.add(article("ar-1"), [say("ar-1", RUSSIA, "supports", CHINA)], "reader 1")
    assert [str(e.subject) for e in edges(store)] == [f"<{CHINA.iri}>", f"<{RUSSIA.iri}>"]
    assert store.counts() == {"articles": 2, "assertions": 2, "entities": 2, "edges": 2}
    assert not any(WANG.iri in str(quad) for quad in store.inner)


def test_retracting_leaves_what_others_say(store):
    store.add(article("ar-1"), [say("ar-1", CHINA, "supports", RUSSIA)], "reader 1")
    store.add(article("ar-2"), [say("ar-2", CHINA, "supports", RUSSIA, negated=True)], "reader 1")
    assert store.counts()["edges"] == 1
    assert store.retract("ar-1")
    assert not store.retract("ar-1")
    assert store.counts() == {"articles": 1, "assertions": 1, "entities": 2, "edges": 0}


def test_denied_and_merely_possible_deeds_are_no_edges(store):
    said = [
        say("ar-1", CHINA, "attacks", RUSSIA, negated=True),
        say("ar-1", CHINA, "sanctions", RUSSIA, modality="possible"),
        say("ar-1", CHINA, "supports", RUSSIA, modality="planned"),
        say("ar-1", WANG, "foreignMinisterOf", CHINA, modality="past"),
    ]
    store.add(article("ar-1"), said, "reader 1")
    assert [local_name(e.predicate.value) for e in edges(store)] == ["supports", "foreignMinisterOf"]


def test_voiced_edges_have_no_speaker(store):
    said = [say("ar-1", CHINA, "supports", RUSSIA, speaker=WANG), say("ar-1", CHINA, "aids", RUSSIA)]
    store.add(article("ar-1"), said, "reader 1")
    assert [local_name(e.predicate.value) for e in edges(store, "voiced")] == ["aids"]


@pytest.mark.parametrize(
    ("first", "second", "agency", "corroborated"),
    [
        ("صحيفة أ", "صحيفة ب", None, True),
        ("صحيفة أ", "صحيفة أ", None, False),
        ("صحيفة أ", "صحيفة ب", AGENCY, False),  # two papers that print one agency's words
        ("", "", None, False),
        ("", "صحيفة ب", None, False),
    ],
)
def test_corroborated_edges_have_two_sources(store, first, second, agency, corroborated):
    for name, outlet in (("ar-1", first), ("ar-2", second)):
        store.add(article(name, outlet=outlet), [say(name, CHINA, "aids", RUSSIA, outlet=agency)], "reader 1")
    assert bool(edges(store, "corroborated")) == corroborated


def test_an_agency_does_not_corroborate_itself(store):
    store.add(article("ar-1", outlet="وكالة المثال"), [say("ar-1", CHINA, "aids", RUSSIA)], "reader 1")
    store.add(article("ar-2", outlet="صحيفة ب"), [say("ar-2", CHINA, "aids", RUSSIA, outlet=AGENCY)], "reader 1")
    assert not edges(store, "corroborated")


def test_unknown_policy_names_the_known_ones(store):
    with pytest.raises(InputError, match="reported, voiced, corroborated"):
        edges(store, "certain")


def test_what_came_before_an_interruption_is_kept(store):
    def found():
        for n in range(5):
            yield article(f"ar-{n}"), [say(f"ar-{n}", CHINA, "supports", RUSSIA)]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.add_all(found(), "reader 1", batch=2)
    assert [a.id for a in store.articles()] == [f"ar-{n}" for n in range(5)]


def test_a_bulk_load_of_as_much_as_is_put_in_at_once_is_all_or_nothing(store):
    def quads():
        yield from (Quad(NamedNode(f"{KGE}{n}"), NamedNode(term("aids")), Literal("")) for n in range(WHOLE))
        raise KeyboardInterrupt

    before = len(store.inner)
    with pytest.raises(KeyboardInterrupt):
        store.inner.bulk_extend(quads())
    assert len(store.inner) == before


def test_put_in_by_a_transaction_or_in_bulk_is_the_same(monkeypatch, tmp_path, store):
    found = [(article(f"ar-{n}"), [say(f"ar-{n}", CHINA, "supports", RUSSIA), say(f"ar-{n}", WANG, "visits", CHINA)]) for n in range(4)]
    store.add_all(found, "reader 1")
    monkeypatch.setattr("kg.store.BULK", 0)
    with Store(tmp_path / "bulk") as other:
        other.add_all(found, "reader 1")
        assert set(other.inner) == set(store.inner)


def test_dataset_is_rdflib_over_the_store(store):
    store.add(article("ar-1"), [say("ar-1", CHINA, "supports", RUSSIA)], "reader 1")
    dataset = store.dataset()
    assert isinstance(dataset, Dataset)
    assert (URIRef(CHINA.iri), URIRef(term("supports")), URIRef(RUSSIA.iri)) in dataset
    rows = dataset.query('SELECT ?o WHERE { kge:China kgo:supports ?o . ?o rdfs:label "روسيا"@ar }')
    assert [str(row[0]) for row in rows] == [RUSSIA.iri]


def test_a_reader_can_not_write(tmp_path):
    with Store(tmp_path):
        pass
    with Store.read_only(tmp_path) as store, pytest.raises(KgError, match="reading only"):
        store.add(article("ar-1"), (), "reader 1")


def test_a_closed_graph_says_so(tmp_path):
    with Store(tmp_path) as store:
        pass
    with pytest.raises(KgError, match="closed"):
        store.counts()


def test_reading_what_is_not_there(tmp_path):
    with pytest.raises(InputError, match=r"nowhere: no graph there\. `kg build` makes one"):
        Store.read_only(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_reading_a_folder_of_something_else(tmp_path):
    (tmp_path / "notes.txt").write_text("ملاحظات")
    with pytest.raises(InputError, match="no graph there"):
        Store.read_only(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_reading_a_file(tmp_path):
    (tmp_path / "notes.txt").write_text("ملاحظات")
    with pytest.raises(InputError, match="no graph there"):
        Store.read_only(tmp_path / "notes.txt")
    with pytest.raises(InputError, match="a file, not a folder"):
        Store(tmp_path / "notes.txt")


def test_reading_a_broken_graph(tmp_path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-000001\n")
    (tmp_path / "store" / "MANIFEST-000001").write_text("no manifest")
    with pytest.raises(InputError, match="can't be read"):
        Store.read_only(tmp_path)


def test_a_reader_leaves_no_files(tmp_path):
    with Store(tmp_path) as store:
        store.add(article("ar-1"), (), "reader 1")
    before = sorted(p.name for p in tmp_path.iterdir())
    with Store.read_only(tmp_path) as store:
        assert store.has("ar-1")
    assert sorted(p.name for p in tmp_path.iterdir()) == before
