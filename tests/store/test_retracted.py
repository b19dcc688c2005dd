import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import ENTITIES, say

from kg import correct
from kg.model import Article, Entity
from kg.render.turtle import nquads, turtle
from kg.store import Store
from kg.store.names import RETRACTED
from kg.store.retracted import Retraction, retracted

CHINA, RUSSIA, *_ = ENTITIES
ATTACK = Entity(ENTITIES[-1].iri, "Event", (("ar", "هجوم"),))
OTHER = Entity(ATTACK.iri + "b", "Event", (("en", "other attack"),))


@pytest.fixture(scope="module")
def reused(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("law")) as store:
        yield store


@pytest.fixture
def store(reused):
    return empty(reused)


def empty(store):
    for number in range(2):  # the second time nothing is left to be retracted
        store.add_all(((Article(a.id, str(number), "ar", ()), ()) for a in list(store.articles())), "reader")
        store.retract(*(a.id for a in store.articles()))
    store._replace({RETRACTED: set()})
    return store


def article(name, text="نص"):
    return Article(name, text, "ar", (), "عنوان", "2024-03-23", "صحيفة المثال", "https://example.org/1")


def claims(name, *at):
    return [say(name, RUSSIA, "accuses", CHINA, n, about=ATTACK) if n else say(name, CHINA, "denies", RUSSIA, 0, about=ATTACK) for n in at]


def gone(store, event=ATTACK):
    return [(how, a.id, sorted((s.relation, s.evidence.quote) for s in said)) for how, a, said in retracted(store, [event.iri])]


def test_what_a_retracted_article_told_of_an_event_is_kept_apart(store):
    store.add(article("ar-1"), [*claims("ar-1", 30), say("ar-1", CHINA, "visits", RUSSIA, 90)], "reader")
    before, graph = store.counts(), turtle(store)
    store.add(article("ar-2", "غيره"), claims("ar-2", 0), "reader")
    store.retract("ar-1")
    ((how, told, said),) = retracted(store, [ATTACK.iri])
    assert (how, told.id, told.date, told.outlet, told.url) == (Retraction(1), "ar-1", "2024-03-23", "صحيفة المثال", "https://example.org/1")
    assert said == tuple(claims("ar-1", 30))
    assert gone(store, OTHER) == []
    store.retract("ar-2")
    assert store.counts() == dict.fromkeys(before, 0)
    assert "accuses" not in turtle(store).decode()
    assert b"/retracted" not in nquads(store)
    store.add(article("ar-1"), [*claims("ar-1", 30), say("ar-1", CHINA, "visits", RUSSIA, 90)], "reader")
    assert turtle(store) == graph
    assert [name for _, name, _ in gone(store)] == ["ar-2"]


def test_a_new_text_retracts_what_it_no_longer_tells(store):
    store.add(article("ar-1"), claims("ar-1", 0, 30), "reader")
    store.add(article("ar-1", "نص مصحَّح"), claims("ar-1", 60), "reader")
    assert gone(store) == [(Retraction(1, "ar-1"), "ar-1", [("denies", "جملة 0")])]
    store.add(article("ar-1", "نص مصحَّح مرة أخرى"), claims("ar-1", 0, 60), "reader")
    assert gone(store) == []


def test_another_version_takes_the_place_and_gives_it_back(store):
    store.add(article("ar-1"), claims("ar-1", 30), "reader")
    store.add_all([(article("ar-2", "نص مصحَّح"), [say("ar-2", CHINA, "participatesIn", ATTACK)])], "reader", replacing=lambda _: ["ar-1"])
    assert gone(store) == [(Retraction(1, "ar-2"), "ar-1", [("accuses", "جملة 30")])]
    store.add_all([(article("ar-1"), claims("ar-1", 30))], "reader", replacing=lambda _: ["ar-2"])
    assert [(how.by, name) for how, name, _ in gone(store)] == [("ar-1", "ar-2")]


def test_another_reader_retracts_nothing(store):
    store.add(article("ar-1"), claims("ar-1", 30), "reader")
    store.add(article("ar-1"), claims("ar-1", 0), "better reader")
    assert gone(store) == []


def test_corrections_of_people_hold_for_it_too(tmp_path):
    with Store(tmp_path) as store:
        store.add(article("ar-1"), claims("ar-1", 30), "reader")
        store.add(article("ar-2", "غيره"), [say("ar-2", CHINA, "participatesIn", OTHER), say("ar-2", CHINA, "participatesIn", ATTACK, 30)], "reader")
        store.retract("ar-1")
    correct.merge(tmp_path, OTHER.iri, ATTACK.iri)
    with Store.read_only(tmp_path) as store:
        assert [said[0].about.iri for _, _, said in retracted(store, [OTHER.iri])] == [OTHER.iri]


steps = st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.sets(st.sampled_from((0, 30)))) | st.sampled_from("ab"), max_size=8)


@given(steps=steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nothing_is_both_retracted_and_told_by_the_same_article(reused, steps):
    store = empty(reused)
    texts = {}
    for step in steps:
        if isinstance(step, str):
            store.retract(step)
            continue
        name, text, at = step
        store.add(article(name, text), claims(name, *sorted(texts.setdefault((name, text), at))), "reader")
    told = {(a.evidence.article, a.key) for a in store.assertions()}
    left = [(name, s.key) for _, a, said in retracted(store, [ATTACK.iri]) for name, s in ((a.id, s) for s in said)]
    assert not told & set(left)
    assert len([how.number for how, *_ in gone(store)]) == len({how.number for how, *_ in gone(store)})
    for name in "ab":
        if store.has(name):
            store.retract(name)
    assert {a.id for _, a, _ in retracted(store, [ATTACK.iri])} >= {name for name, _ in told}
