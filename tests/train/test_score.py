from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.train.score import Figure, bare, matcher, score

GOLD = {
    "id": "a",
    "lang": "ar",
    "entities": [
        {"name": "China", "forms": ["الصين", "بكين"]},
        {"name": "Russia", "forms": ["روسيا", "الجانب الروسي"]},
        {"name": "Wang Yi", "forms": ["وانغ يي"]},
    ],
    "assertions": [
        {"s": "China", "p": "supports", "o": "Russia", "by": "Wang Yi", "mod": "planned"},
        {"s": "China", "p": "meets", "o": "Russia"},
    ],
}


def found(s, p, o, **more):
    return {"subject": {"text": s}, "relation": p, "object": {"text": o}, **more}


def figures(*records):
    return score([GOLD], {"a": list(records)})


def test_forms_match_behind_proclitics_and_other_spellings():
    assert bare("وبالروسيا") == bare("روسيا")
    match = matcher(GOLD)
    assert match({"text": "للصين"}) == "China"
    assert match({"text": "x", "labels": {"en": "Russia"}}) == "Russia"
    assert match({"text": "الروسي"}) == "Russia"
    assert match({"text": "مصر"}) == "?مصر"
    assert match(None) is None


def test_symmetric_relations_count_either_way_and_repeats_count_once():
    got = figures(found("روسيا", "meets", "الصين"), found("الصين", "meets", "روسيا"), found("روسيا", "supports", "الصين"))
    assert got.all == Figure(1, 2, 2)
    assert got.pairs == Figure(1, 1, 1)
    assert got.by["meets"].f1 == 1


def test_claims_are_counted_on_right_assertions():
    got = figures(found("بكين", "supports", "روسيا", modality="planned", speaker={"text": "وانغ يي"}))
    assert (got.claim("modality"), got.claim("speaker"), got.claim("negation")) == (1, 1, 1)
    assert figures(found("بكين", "supports", "روسيا")).claim("speaker") == 0


def test_nothing_found_is_nought():
    got = figures()
    assert got.all.f1 == got.claim("speaker") == 0
    assert len(got.misses) == 2


@given(st.lists(st.sampled_from(["الصين", "روسيا", "وانغ يي", "مصر"]), min_size=2, max_size=6), st.randoms())
def test_order_does_not_matter(names, random):
    records = [found(a, "supports", b) for a, b in pairwise(names)]
    again = [*records, *records]
    random.shuffle(again)
    assert figures(*records).all == figures(*again).all


def test_confidence_is_compared_with_what_is_right():
    sure = figures(found("الصين", "supports", "روسيا", confidence=0.9), found("مصر", "supports", "روسيا", confidence=0.1))
    assert sorted(sure.sure) == [(0.1, False), (0.9, True)]
    assert sure.calibration() == pytest.approx(0.1)


def test_the_interval_holds_the_figure_and_is_the_same_each_time():
    got = score([GOLD | {"id": str(i)} for i in range(20)], {str(i): [found("الصين", "supports", "روسيا")] * (i % 3) for i in range(20)})
    low, high = got.interval()
    assert low < got.all.f1 < high
    assert (low, high) == got.interval()


def test_triggers_count_relations_of_a_sentence_whoever_takes_part():
    gold = GOLD | {"sentences": ["أول.", "تدعم الصين روسيا."], "assertions": [{"s": "China", "p": "supports", "o": "Russia", "sent": 1, "t": "الثلاثاء"}]}
    right, wrong = found("مصر", "supports", "روسيا", start=5), found("مصر", "supports", "روسيا", start=0)
    assert score([gold], {"a": [right]}).triggers == Figure(1, 1, 1)
    assert score([gold], {"a": [wrong]}).triggers == Figure(0, 1, 1)
    timed = found("الصين", "supports", "روسيا", time={"text": "يوم الثلاثاء"})
    assert (score([gold], {"a": [timed]}).claim("time"), score([gold], {"a": [timed | {"time": None}]}).claim("time")) == (1, 0)
