"""Who may be the same: told with a score, the same whatever the order, and nothing is merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import ENTITIES, say
from pyoxigraph import QueryBoolean

from kg.iris import KGE
from kg.model import ROMANISED, Article, Entity
from kg.query import run
from kg.render.turtle import trig, turtle
from kg.store import Store
from kg.store.alike import NEW, Person, alike, likenesses, nearness
from kg.store.files import graphs, load
from kg.store.terms import graph_name

CHINA, RUSSIA, *_ = ENTITIES
names = st.lists(st.sampled_from(("حسين العزي", "حسين العزى", "سالم الحداد", "حسين علي العزي", "john smith", "jon smith")), min_size=1, max_size=2).map(set)
people = st.dictionaries(st.sampled_from((NEW + "a", NEW + "b", NEW + "c", KGE + "D", KGE + "E")), st.builds(Person, names=names), max_size=5)


def new(name, lang="ar"):
    return Entity(NEW + name.replace(" ", "_"), "Person", ((lang, name),))


def store(folder, *said):
    """Articles of one assertion each."""
    with Store(folder) as store:
        for number, (who, relation, whom) in said:
            store.add(Article(f"a{number}", "", "ar", ()), [say(f"a{number}", who, relation, whom)], "r")
        store.derive()
    return Store.read_only(folder)


ONE, OTHER, THIRD = new("ناصر كنعاني"), new("ناصر الفارسي كنعانى"), new("سالم الحداد")


@given(people)
def test_scores_are_of_two_of_whom_one_is_new(some):
    for one, other, score in alike(some):
        assert one < other
        assert NEW in one + other
        assert 0 < score <= 1


@given(st.text("حسينعزي ", max_size=12), st.text("حسينعزي ", max_size=12))
def test_nearness_has_no_direction(one, other):
    assert nearness(one, other) == nearness(other, one)
    assert nearness(one, one) == 1


@pytest.mark.parametrize(("office", "near"), [("foreignMinisterOf", True), ("visits", False)])
def test_one_office_makes_two_spellings_likelier(tmp_path, office, near):
    with store(tmp_path, *enumerate([(ONE, office, CHINA), (OTHER, office, CHINA), (THIRD, office, CHINA)])) as found:
        alike_ = likenesses(found, ONE.iri)
        assert [iri for iri, _ in alike_] == [OTHER.iri] * near
        assert all(0.7 < score < 1 for _, score in alike_)
        asked = found.query(f"ASK {{ <{ONE.iri}> kgo:possiblySame|^kgo:possiblySame <{OTHER.iri}> }}")
        assert isinstance(asked, QueryBoolean)
        assert bool(asked) == near
        assert [article.id for article, _ in found.naming([ONE.iri, OTHER.iri])] == ["a0", "a1"]


def test_nothing_is_merged_and_the_order_does_not_show(tmp_path):
    said = list(enumerate([(ONE, "spokespersonOf", CHINA), (OTHER, "spokespersonOf", CHINA), (THIRD, "spokespersonOf", RUSSIA)]))
    with store(tmp_path / "1", *said) as one, store(tmp_path / "2", *said[::-1]) as other:
        assert turtle(one) == turtle(other)
        assert {a.subject.iri for a in one.assertions()} == {ONE.iri, OTHER.iri, THIRD.iri}
        assert b"kgo:possiblySame" in turtle(one)


def test_who_is_gone_is_like_nobody(tmp_path):
    store(tmp_path, *enumerate([(ONE, "spokespersonOf", CHINA), (OTHER, "spokespersonOf", CHINA)])).close()
    with Store(tmp_path) as again:
        assert likenesses(again, ONE.iri)
        again.retract("a1")
        again.derive()
        assert not likenesses(again, ONE.iri)


@pytest.mark.parametrize(("write", "ending"), [(turtle, ".ttl"), (trig, ".trig")])
def test_a_file_with_likenesses_is_read_again(tmp_path, write, ending):
    file = (tmp_path / "g").with_suffix(ending)
    with store(tmp_path / "g", *enumerate([(ONE, "spokespersonOf", CHINA), (OTHER, "spokespersonOf", CHINA)])) as found:
        file.write_bytes(write(found))
        assert found.counts()["entities"] == 3
    assert b"kgo:possiblySame" in file.read_bytes()
    assert set(graphs(load(file), file)) == {graph_name("a0"), graph_name("a1")}


def test_a_romanised_name_makes_nobody_alike(tmp_path):
    latin = [Entity(NEW + local, "Person", (("ar", name), (ROMANISED, "Nasser Kanaani"))) for local, name in (("a", "ناصر كنعاني"), ("b", "سالم الحداد"))]
    with store(tmp_path, *enumerate((who, "spokespersonOf", CHINA) for who in latin)) as found:
        assert not likenesses(found, latin[0].iri)
        assert '"Nasser Kanaani"@ar-latn' in turtle(found).decode()
        assert "Nasser Kanaani" in run(found, "SELECT ?who { ?who kgo:spokespersonOf kge:China }").names.values()
