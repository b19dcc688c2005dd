"""Who is meant by other words, case by case, and what holds of all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories_linked import reading, who

from kg.link import Linker
from kg.link.coreference import FILE, WHY, chains, head, likeness, options, pointing
from kg.link.logit import load
from kg.link.mint import minted
from kg.link.terms import terms

LINKER = Linker()
KURDS = "قتل ثلاثة جنود في كمين نصبه حزب العمال الكردستاني قرب ديار بكر.\nوأعلن الجيش التركي أنه قصف مواقع المتمردين الأكراد."
RIVER = "The YPG held the bridge at Manbij on Monday.\nTurkey said Kurdish fighters had crossed the river, and that the Kurdish militia would be struck."


@pytest.mark.parametrize(
    ("text", "mentions", "meant"),
    [
        (KURDS, [("حزب العمال الكردستاني", "ArmedGroup"), ("الجيش التركي", "Organization"), ("المتمردين الأكراد", "ArmedGroup")], [0, 1, 0]),
        (RIVER, [("YPG", "ArmedGroup"), ("Turkey", "State"), ("Kurdish fighters", "ArmedGroup"), ("the Kurdish militia", "ArmedGroup")], [0, 1, 0, 0]),
        ("Islamic State seized Sinjar.\nKurds said the extremists had left.", [("Islamic State", "ArmedGroup"), ("the extremists", "ArmedGroup")], [0, 0]),
        ("The CIA denied it.\nA lawyer said the Central Agency had lied.", [("CIA", "Organization"), ("the Central Agency", "Organization")], [0, 0]),
        ("زار وفد بلدية عمان.\nوفتح مصرف الرمال أبوابه.", [("بلدية عمان", "Organization"), ("مصرف الرمال", "Organization")], [0, 1]),
        ("A ferry left Dover.\nThe bakery opened at noon.", [("A ferry", "Organization"), ("The bakery", "Organization")], [0, 1]),
    ],
)
def test_other_words_mean_whom_they_are_likeliest_to_mean_and_else_another(text, mentions, meant):
    found = who(LINKER, text, mentions, lang="en" if text.isascii() else "ar")
    assert [found.index(name) for name in found] == meant


def test_the_reason_is_told_and_rules_alone_do_not_say_so():
    given_ = reading(KURDS, [("حزب العمال الكردستاني", "ArmedGroup"), ("المتمردين الأكراد", "ArmedGroup")])
    ruled = LINKER.resolve(given_)
    assert len({t.entity for t in ruled.values()}) == 2
    assert [why for *_, why in LINKER.explain(given_)][1] == WHY


def test_two_who_are_meant_together_are_whom_each_of_them_is():
    text = f"{KURDS}\nوالتقت تركيا المتمردين الأكراد سرا، ثم اتفق الجانبان."
    kinds = [("حزب العمال الكردستاني", "ArmedGroup"), ("تركيا", "State"), ("المتمردين الأكراد", "ArmedGroup", 2), ("الجانبان", "State")]
    given_ = reading(text, kinds)
    resolved = LINKER.resolve(given_)
    *_, both = resolved.values()
    assert any(map(minted, both.entities))
    LINKER.settle(given_, resolved)
    assert {e.label("en") for e in both.entities} == {"Turkey", "Kurdistan Workers' Party"}


@given(st.lists(st.tuples(st.sampled_from(("حماس", "المتمردين", "عناصر إرهابية", "Iran", "the group", "rebels", "هجوم", "!")), st.sampled_from(("ArmedGroup", "State", "Event", "Person"))), min_size=1, max_size=9))
def test_only_whom_the_article_alone_names_is_settled_and_always_alike(mentioned):
    text = " . ".join(word for word, _ in mentioned)
    seen: list[str] = []
    found = []
    for word, kind in mentioned:
        seen.append(word)
        found.append((word, kind, seen.count(word)))
    given_ = reading(text, found)
    ruled = {m: t.entity for m, t in LINKER.resolve(given_).items()}
    settled = {m: e for m, e, _ in LINKER.explain(given_)}
    assert settled == {m: e for m, e, _ in LINKER.explain(given_)}
    for m, e in ruled.items():
        if e and settled[m] != e:
            assert minted(e)
            assert settled[m] in ruled.values(), "another one of the article"


@given(st.text(max_size=12), st.text(max_size=12))
def test_likeness_is_a_share_alike_from_both_sides(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (len(one) > 1)


@pytest.mark.parametrize(
    ("text", "mentioned", "how", "kind_of_thing"),
    [
        ("قصف هذا التنظيم القرية", "التنظيم", "this", "تنظيم"),
        ("قصف التنظيم القرية", "التنظيم", "the", "تنظيم"),
        ("قصفت قوات التحالف القرية", "قوات التحالف", "of the", "قوات"),
        ("قصفت طائرات القرية", "طائرات", "a", "طايرات"),
        ("They shelled the villages of the valley", "the villages of the valley", "the", "villages"),
        ("These armed groups fled", "armed groups", "this", "groups"),
        ("He met his deputy", "his deputy", "own", "deputy"),
        ("He met Acme Trading", "Acme Trading", "name", "trading"),
        ("He met traders", "traders", "a", "traders"),
    ],
)
def test_how_words_point_and_which_of_them_says_what_it_is(text, mentioned, how, kind_of_thing):
    (t,) = terms(reading(text, [(mentioned, "Organization")]))
    assert (pointing(t, text), head(t)) == (how, kind_of_thing)


def test_a_long_article_costs_no_more_than_as_many_short_ones():
    text = "\n".join(f"The group{i} attacked the town{i}." for i in range(900))
    given_ = reading(text, [(f"group{i} ", "ArmedGroup") for i in range(900)])
    resolved = LINKER.resolve(given_)
    every = chains(resolved.values(), given_.article, LINKER.finder)
    assert len(every) == 900
    assert max(len(like) for _, like, _ in options(every, text)) <= 12


def test_the_weights_are_of_this_many_signs():
    assert 5000 < len(load(FILE)) < 20000
    assert all(load(FILE).values())
