"""What follows from all articles together is the same, whether it was kept up to date or found anew."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import ENTITIES, say
from pyoxigraph import DefaultGraph, Literal, Quad

from kg.bench import synthetic
from kg.errors import KgError
from kg.iris import KGE
from kg.model import MODALITIES, ROMANISED, Article, Entity, Time
from kg.query import _filled, ask, run, takes, written
from kg.query.tabled import answer, texts
from kg.query.terms import meant
from kg.render.turtle import nquads
from kg.store import Store, derived, table, terms
from kg.store.names import COPIES, INDEX, LABEL, LIKENESS

CHINA, RUSSIA, WANG, MEDIA, EVENT = ENTITIES
PEOPLE = [Entity(f"{KGE}Person_{name.replace(' ', '_')}", "Person", (("ar", name), (ROMANISED, "Nasser Kanani"))) for name in ("ناصر كنعاني", "ناصر كنعانى", "ناصر الفارسي كنعاني", "سالم الحداد")]
RELATIONS = ("foreignMinisterOf", "leaderOf", "visits", "supports", "attacks", "accuses", "denies", "mediates", "locatedIn")
WORDS = [f"كلمة{number}" for number in range(60)]
TEXTS = [" ".join(WORDS[start : start + 34]) for start in (0, 3, 8, 14, 26)] + ["نص قصير"]  # neighbours print one text, others don't
SUMMED = ("actors", "busiest", "dyads", "tone")


@st.composite
def articles(draw):
    name = draw(st.sampled_from("abcdef"))
    said = [
        say(
            name,
            draw(st.sampled_from([*PEOPLE, CHINA, RUSSIA])),
            draw(st.sampled_from(RELATIONS)),
            draw(st.sampled_from([CHINA, RUSSIA, WANG, EVENT])),
            at=30 * number,
            modality=draw(st.sampled_from(MODALITIES)),
            negated=draw(st.sampled_from((False, False, True))),
            speaker=draw(st.sampled_from((None, *PEOPLE[:2]))),
            outlet=draw(st.sampled_from((None, MEDIA))),
            about=draw(st.sampled_from((None, EVENT))),
            time=draw(st.sampled_from((None, Time("أمس", "2024-02-27", "2024-02-28")))),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    return Article(name, draw(st.sampled_from(TEXTS)), "ar", (), date=draw(st.sampled_from(("", "2024-02-28", "2024-02-29", "2024-03-01"))), outlet=draw(st.sampled_from(("", "صحيفة", "Paper")))), said


@pytest.fixture(scope="module")
def reused(tmp_path_factory):
    """One store for all examples: opening one takes longer than an example."""
    with Store(tmp_path_factory.mktemp("law")) as store:
        yield store


steps = st.lists(articles() | st.sets(st.sampled_from("abcdef"), min_size=1, max_size=3) | st.none(), max_size=10)


@given(steps=steps)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_kept_up_to_date_is_the_same_as_found_anew(reused, steps):
    store = reused
    store.retract(*(article.id for article in store.articles()))
    store.derive()
    assert {q for q in store.inner if q.graph_name in (COPIES, LIKENESS, INDEX)} == {derived.READY, Quad(INDEX, derived.STAMP, Literal("0"), INDEX)}
    for step in steps:
        if step is None:
            store.derive()
        elif isinstance(step, set):
            store.retract(*step)
        else:
            store.add(*step, "reader 1")
    for name in SUMMED:  # while something is still to be derived
        assert set(run(store, name).rows) == set(ask(store, written(name)).rows), name
    store.derive()
    for name in SUMMED:
        assert run(store, name) == ask(store, written(name)), name
    known = entities(store)
    for name in texts():
        needed = {parameter for parameter, needs in takes(name).items() if needs}
        if CHINA.iri in known or not needed:
            given = meant(store, dict.fromkeys(needed, CHINA.iri))
            assert answer(store, name, given, 10**6) == plain(store, name, given), name
    same_as_anew(store)


@given(steps=steps)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_grown_with_a_new_graph_is_the_same_as_found_anew(tmp_path_factory, steps):
    with Store(tmp_path_factory.mktemp("grown")) as store:
        for step in steps:
            if isinstance(step, set):
                store.retract(*step)
            elif step:
                store.add(*step, "reader 1")
        same_as_anew(store)


def same_as_anew(store):
    store.derive()
    kept, told = set(store.inner), rows(store)
    store.inner.remove_graph(INDEX)
    store.derive()
    assert set(store.inner) == kept
    assert rows(store) == told


def new(name, text=TEXTS[0]):
    return Article(name, text, "ar", (), date="2024-02-29"), [say(name, WANG, "visits", CHINA)]


@pytest.fixture
def derive(monkeypatch):
    """Derives what follows from all articles, which are not to be looked up."""

    def derived_(store):
        with monkeypatch.context() as patched:
            for each in ("_said", "_texts"):
                patched.setattr(derived, each, lambda _, what, *__: pytest.fail(f"{what} looked up"))
            store.derive()

    return derived_


def test_of_a_new_graph_nothing_is_looked_up_for_the_index(tmp_path, derive):
    with Store(tmp_path) as store:
        store.add_all([new("a"), new("b"), new("c", TEXTS[4])], "reader 1")
        derive(store)
        assert [row[:4:3] for row in rows(store)["article"] if row[3]] == [(terms.graph_name("b").value, 1)]
        same_as_anew(store)


def test_the_index_grows_on_in_a_graph_that_is_opened_anew(tmp_path, derive):
    with Store(tmp_path) as store:
        for name in "ab":
            store.add(*new(name), "reader 1")
            store.reopen()
        derive(store)
        store.reopen()
        same_as_anew(store)


@pytest.mark.parametrize("change", [lambda store: store.add(*new("a", TEXTS[4]), "reader 1"), lambda store: store.retract("a"), lambda store: store.load([new("d")], "reader 1")], ids=("changed", "retracted", "loaded"))
def test_an_index_that_grew_with_other_articles_is_not_used(tmp_path, change):
    with Store(tmp_path) as store:
        store.add_all([new("a"), new("b", TEXTS[3])], "reader 1")
        change(store)
        same_as_anew(store)


def test_articles_may_come_from_several_threads(tmp_path):
    with Store(tmp_path) as store:
        for name in "ab":
            with ThreadPoolExecutor(1) as pool:
                pool.submit(store.add, *new(name), "reader 1").result()
        same_as_anew(store)


def test_an_index_that_did_not_grow_to_its_end_leaves_nothing(tmp_path):
    with Store(tmp_path) as store:
        store.add(*new("a"), "reader 1")
        assert (tmp_path / f"{table.FILE}.part").exists()
    assert not list((tmp_path / "store").glob("told*"))
    with Store(tmp_path) as store:
        store.add(*new("b", TEXTS[4]), "reader 1")
        same_as_anew(store)
        assert {graph for graph, *_ in rows(store)["article"]} == {graph.value for graph in store.graphs()}


def test_articles_stay_when_the_index_can_not_grow_with_them(tmp_path):
    with Store(tmp_path) as store:
        (tmp_path / f"{table.FILE}.part").mkdir()
        with pytest.raises(KgError, match=r"told\.sqlite: can't be written"):
            store.add(*new("a"), "reader 1")
    (tmp_path / f"{table.FILE}.part").rmdir()
    with Store(tmp_path) as store:
        assert store.has("a")
        same_as_anew(store)


def test_many_articles_are_left_in_few_files(tmp_path, monkeypatch):
    files = []
    for many in (100, 1_000):
        monkeypatch.setattr("kg.store.MANY", many)
        with Store(tmp_path / str(many)) as store:
            store.add_all(synthetic.articles(1_500), "reader 1")  # assertions, of more than a hundred articles
            store.derive()
            files.append(len(list((store.folder / "store").glob("*.sst"))))
    assert files[0] < files[1]


def rows(store):
    """What the table of assertions has."""
    with closing(sqlite3.connect(store.folder / table.FILE)) as found:
        return {each: set(found.execute(f"SELECT * FROM {each}")) for each in ("article", "told", "quote", "kind")}


def entities(store):
    return {q.subject.value for q in store.inner.quads_for_pattern(None, LABEL, None, DefaultGraph())}


def plain(store, name, given):
    """What the SPARQL of a question gives."""
    found = ask(store, _filled(name, given), 10**6)
    return found.columns, list(found.rows)


def test_a_table_of_another_schema_is_made_anew(tmp_path):
    with Store(tmp_path) as store:
        store.add(Article("a", TEXTS[0], "ar", ()), [say("a", WANG, "visits", CHINA)], "reader 1")
        store.derive()
        told = rows(store)
    with closing(sqlite3.connect(tmp_path / table.FILE)) as old:
        old.executescript("DROP TABLE quote; CREATE TABLE quote (assertion TEXT PRIMARY KEY, sentence TEXT) WITHOUT ROWID; PRAGMA user_version = 7")
    with Store(tmp_path) as store:
        assert answer(store, "evidence", {}, 9) is None
        store.derive()
        assert rows(store) == told
        assert len(answer(store, "evidence", {}, 9)[1]) == 1


@pytest.mark.parametrize(
    ("start", "row"),
    [("30", (30, 50)), (None, (None, 50)), ("thirty", None), ("9" * 30, None), ("٣٠", None)],
    ids=["a number", "none", "a word", "too large", "other digits"],
)
def test_rdf_of_others_may_leave_the_place_out_but_nothing_else(start, row):
    plain = list(terms.quads(Article("a", TEXTS[0], "ar", ()), [say("a", WANG, "visits", CHINA, at=30)], "reader 1"))
    place = next(q for q in plain if q.predicate == table.name("oa:start"))
    other = [] if start is None else [Quad(place.subject, place.predicate, Literal(start, datatype=table.name("xsd:integer")), place.graph_name)]
    made = table._rows(terms.graph_name("a"), terms.by_subject([q for q in plain if q != place] + other), copy=False)
    assert (made["quote"][0][2:4] if "quote" in made else None) == row
    assert made["article"][0][2] == int(row is None)


def test_loading_is_adding(tmp_path):
    found = [(Article(str(n), text, "ar", (), date="2024-03-01"), [say(str(n), PEOPLE[n % 4], "visits", CHINA)]) for n, text in enumerate(TEXTS)]
    with Store(tmp_path / "a") as one, Store(tmp_path / "b") as other:
        one.load(found, "reader 1")
        other.add_all(found, "reader 1")
        for store in (one, other):
            store.derive()
        assert set(one.inner) == set(other.inner)


def test_the_index_leaves_the_store_in_no_export(tmp_path):
    with Store(tmp_path) as store:
        store.add(Article("a", TEXTS[0], "ar", ()), [say("a", PEOPLE[0], "visits", CHINA)], "reader 1")
        store.derive()
        assert store.inner.contains_named_graph(INDEX)
        assert INDEX.value.encode() not in nquads(store)
