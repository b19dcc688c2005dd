import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import ATTACK, BEIJING, CHINA, FSB, KGE, LAVROV, RUSSIA, STATE, STRATEGIC, TAJIKISTAN, UKRAINE, WANG, small

from kg.brief.sayings import Saying
from kg.errors import InputError
from kg.model import MODALITIES
from kg.render.views import View, draw, graph, shown, tables, view
from kg.store import Store
from kg.vocabulary import groups, relations

FOUND, ARTICLES = small()
ALL = tuple(Saying(a, ARTICLES[a.evidence.article]) for a in FOUND)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("views") / "graph"
    with Store(folder) as made:
        made.add_all(((article, [a for a in FOUND if a.evidence.article == name]) for name, article in ARTICLES.items()), "reader 1")
    with Store.read_only(folder) as opened:
        yield opened


def edges(drawn):
    return {(subject.removeprefix(KGE), relation, obj.removeprefix(KGE)) for subject, obj, relation in drawn.edges(keys=True)}


def test_a_view_without_wishes_is_the_whole_graph(store):
    assert len(graph(store).edges) == len({(a.subject.iri, a.relation, a.object.iri) for a in FOUND})


@pytest.mark.parametrize("name", ["الصين", "China", "kge:China", "بكين"])
def test_a_focus_shows_who_is_near_and_what_they_have_with_each_other(store, name):
    if name == "بكين":  # which is a place of its own in this graph
        assert edges(graph(store, focus=name)) == {("Sergey_Lavrov", "visits", "Beijing")}
        return
    near = graph(store, focus=name)
    assert set(near) == {CHINA.iri, RUSSIA.iri, STRATEGIC.iri, WANG.iri}
    assert set(graph(store, focus=name, hops=2)) > {LAVROV.iri, UKRAINE.iri, TAJIKISTAN.iri}
    assert near.edges[CHINA.iri, RUSSIA.iri, "supports"]["first"] == "2024-04-09"


def test_hops_go_over_what_is_shown_only(store):
    assert set(graph(store, focus="China", hops=9, group="cooperation")) == {CHINA.iri, RUSSIA.iri}


@pytest.mark.parametrize(
    ("cut", "expected"),
    [
        ({"relation": ["warns", "coerces"]}, {("United_States", "warns", "Russia"), ("Russia", "coerces", "Tajikistan")}),
        ({"group": "تواصل"}, {("Sergey_Lavrov", "meets", "Wang_Yi"), ("Sergey_Lavrov", "visits", "Beijing"), ("Wang_Yi", "meets", "Sergey_Lavrov")}),
        ({"speaker": "الولايات المتحده"}, {("Ukraine", "attacks", "Russia")}),
        ({"modality": "planned"}, {("China", "supports", "Russia")}),
        ({"min_confidence": 0.99, "outlet": "وكاله المثال", "group": "verbal conflict"}, {("Sergey_Lavrov", "criticizes", "NATO")}),
        ({"since": "2024-03-25", "until": "2024-03-26", "relation": "claimsResponsibilityFor"}, {("Islamic_State", "claimsResponsibilityFor", ATTACK.iri.removeprefix(KGE))}),
        ({"since": "2024-04-10"}, set()),
    ],
)
def test_each_wish_cuts(store, cut, expected):
    assert edges(graph(store, **cut)) == expected


def test_rolled_up_ministers_are_their_states_and_their_offices_go(store):
    rolled = edges(graph(store, roll_up=True))
    assert ("Russia", "meets", "China") in rolled
    assert ("China", "meets", "Russia") in rolled
    assert ("Russia", "criticizes", "NATO") in rolled
    assert not [edge for edge in rolled if relations()[edge[1]].group == "offices" and "Russia" in edge]
    assert (FSB.iri.removeprefix(KGE), "accuses", "Ukraine") in rolled


def test_the_sentence_stays_as_it_was_when_persons_are_rolled_up(store):
    (report,) = graph(store, roll_up=True, group="contact").edges[RUSSIA.iri, CHINA.iri, "meets"]["evidence"]
    assert report.subject.of(report.quote) == "لافروف"


def test_a_person_in_focus_acts_for_himself(store):
    assert ("Sergey_Lavrov", "meets", "China") in edges(graph(store, focus="Lavrov", roll_up=True))


def test_rolled_up_a_state_speaks_through_its_ministers(store):
    assert edges(graph(store, speaker="الصين")) == set()
    assert ("China", "supports", "Russia") in edges(graph(store, speaker="الصين", roll_up=True))


def test_an_office_is_held_at_its_time():
    meeting = next(s for s in ALL if s.assertion.relation == "meets")
    state = replace(meeting, assertion=replace(meeting.assertion, subject=replace(LAVROV, iri=KGE + "Barack_Obama")))
    for day, doer in (("2010-05-01", "United_States"), ("2024-05-01", "United_States"), ("", "United_States")):
        (rolled,) = shown([replace(state, article=replace(state.article, date=day))], View(roll_up=True))
        assert rolled.assertion.subject.iri == KGE + doer


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        ({"focus": "أطلانطس"}, "no entity of this graph is called that"),
        ({"speaker": "هجوم كروكوس"}, "no actor"),
        ({"hops": 0, "focus": "China"}, "at least 1"),
        ({"hops": 3}, "with a focus"),
        ({"since": "12 March"}, "since 12 March: not a day"),
        ({"until": "2024-02-30"}, "2024-01-31"),
        ({"since": "2024-03-01", "until": "2024-01-01"}, "Turn them round"),
        ({"group": "friendship"}, "verbal conflict"),
        ({"relation": "loves"}, "loves: no such relation"),
        ({"modality": ["actual", "sure"]}, "actual, planned, possible, past"),
        ({"outlet": "صحيفة"}, "kg query outlets"),
        ({"min_confidence": 93}, "from 0 to 1"),
        ({"min_confidence": float("nan")}, "from 0 to 1"),
    ],
)
def test_what_cannot_be_meant_is_told(store, cut, words):
    with pytest.raises(InputError, match=words):
        view(store, **cut)


@pytest.mark.parametrize("cut", [{}, {"focus": "الصين"}, {"roll_up": True, "group": "contact"}, {"speaker": "China"}])
def test_frames_have_what_the_graph_has(store, cut):
    drawn = graph(store, **cut)
    nodes, edges_, assertions = tables(store, **cut)
    assert set(nodes["iri"]) == set(drawn)
    assert {(e.subject, e.object, e.relation): e.count for e in edges_.itertuples()} == {
        (s, o, r): count for s, o, r, count in drawn.edges(keys=True, data="count")
    }
    assert len(assertions) == sum(len(told) for *_, told in drawn.edges(data="evidence"))
    assert all(str(frame[name].dtype).startswith("datetime") for frame, name in ((edges_, "first"), (assertions, "published")))


def test_the_page_tells_rival_claims_that_pass_of_events_that_are_shown(store):
    def disputes(**cut):
        return json.loads(re.search(r'id="data">(.*?)</script>', draw(store, **cut))[1])["rivals"].values()

    ((told),) = disputes(roll_up=True)
    assert {claim["kind"] for claim in told["claims"]} >= {"blames", "claims", "denies"}
    ((only),) = disputes(outlet="The Example")
    assert {claim["kind"] for claim in only["claims"]} == {"claims", "voiced"}
    assert not disputes(focus="China")


def test_the_card_of_an_event_tells_what_was_retracted_and_nothing_else_does(tmp_path):
    with Store(tmp_path) as made:
        made.add_all(((article, [a for a in FOUND if a.evidence.article == name]) for name, article in ARTICLES.items()), "reader 1")
        made.retract("ar-2")
        data = json.loads(re.search(r'id="data">(.*?)</script>', draw(made))[1])
        assert not any("ar-2" in str(told) for _, _, told in graph(made).edges(data="evidence"))
    claims = [claim for told in data["rivals"].values() for claim in told["claims"]]
    assert {claim.get("retracted") for claim in claims} == {None, "withdrawn article"}
    assert not {claim["said"] for claim in claims if "retracted" in claim} & {said for edge in data["edges"] for said in edge[5:]}


def test_an_empty_view_is_told_and_not_drawn(store, tmp_path):
    with pytest.raises(InputError, match="Ask for less"):
        draw(store, relation="warns", speaker="China")
    with Store(tmp_path / "graph"):
        pass
    with Store.read_only(tmp_path / "graph") as empty:
        assert "<html" in draw(empty)


def some(values):
    return st.frozensets(st.sampled_from(sorted(values)), max_size=3)


days = st.sampled_from(["", *sorted({a.date for a in ARTICLES.values()})])
wishes = st.builds(
    View,
    since=days,
    until=days,
    groups=some(groups()),
    relations=some(relations()),
    speakers=some({a.speaker.iri for a in FOUND if a.speaker}),
    modalities=some(MODALITIES),
    min_confidence=st.sampled_from([0.0, 0.92, 0.95, 1.0]),
)
foci = st.sampled_from([CHINA, STATE, BEIJING, UKRAINE])


@given(wishes, wishes)
def test_choices_of_sentences_commute(one, other):
    assert shown(shown(ALL, one), other) == shown(shown(ALL, other), one)


@given(wishes, foci, st.integers(1, 3))
def test_a_view_is_a_part_in_the_order_of_the_whole(wish, focus, hops):
    found = shown(ALL, replace(wish, focus=(focus,), hops=hops))
    assert list(found) == [s for s in ALL if s in found]
    assert set(found) <= set(shown(ALL, wish))
    assert shown(found, replace(wish, focus=(focus,), hops=hops)) == found


@given(foci, st.integers(1, 4), st.booleans())
def test_more_hops_show_more(focus, hops, roll_up):
    near = View(focus=(focus,), hops=hops, roll_up=roll_up)
    assert set(shown(ALL, near)) <= set(shown(ALL, replace(near, hops=hops + 1)))


@given(wishes)
def test_rolling_up_invents_no_sentence(wish):
    rolled = shown(ALL, replace(wish, speakers=frozenset(), roll_up=True))
    assert {s.sentence for s in rolled} <= {s.sentence for s in shown(ALL, replace(wish, speakers=frozenset()))}
