import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import AMERICA, CHINA, RUSSIA, TASS, UKRAINE
from told import ATTACK, GROUP, OTHER, SALIM, Told, attack
from typer.testing import CliRunner

from kg.brief.claims import KINDS, STAGES, rivals
from kg.brief.lines import Writer
from kg.brief.sayings import Saying, Sides, once, retracted, sayings
from kg.brief.written import as_json, as_markdown
from kg.cli import app
from kg.store import Store

PARTIES = (RUSSIA, UKRAINE, GROUP, SALIM)


def found(told):
    return tuple(Saying(a, article) for article, said in told.found for a in said)


def of(told, event=ATTACK):
    said = found(told)
    return rivals(event, said, Sides(said))


def shown(told):
    return [(c.kind, c.claimant and c.claimant.label("en"), c.saying.assertion.relation, c.answers) for c in of(told).claims]


def lives(told):
    return {life.party.label("en"): [name for name, _ in life.stages] for life in of(told).lives}


def test_each_claim_has_its_kind_and_its_claimant():
    assert shown(attack()) == [
        ("blames", "Russia", "accuses", ()),
        ("blames", "Russia", "participatesIn", ()),
        ("blames", "United States", "accuses", ()),
        ("claims", "جماعة المثال", "claimsResponsibilityFor", ()),
        ("denies", "سالم المثال", "participatesIn", (0, 1)),
        ("denies", "Ukraine", "denies", (0, 1)),
        ("voiced", None, "occursIn", ()),
        ("voiced", None, "criticizes", ()),
    ]


def test_what_became_of_each_claim():
    assert lives(attack()) == {"Ukraine": ["alleged", "denied"], "جماعة المثال": ["claimed", "confirmed"]}


def test_what_others_say_of_an_accused_confirms_and_a_second_accuser_only_accuses():
    told = Told().article("a", "2024-03-23").say("واتهمت موسكو كييف.", RUSSIA, "accuses", UKRAINE, about=ATTACK)
    told.article("b", "2024-03-24").say("واتهمتها واشنطن أيضا.", AMERICA, "accuses", UKRAINE, about=ATTACK)
    assert lives(told) == {"Ukraine": ["alleged"]}
    told.article("c", "2024-03-25").say("وشاركت أوكرانيا في الهجوم، بحسب بكين.", UKRAINE, "participatesIn", ATTACK, speaker=CHINA)
    assert lives(told) == {"Ukraine": ["alleged", "confirmed"]}
    told.article("d", "2024-03-26").say("وقد تكون شاركت، بحسب تاس.", UKRAINE, "participatesIn", ATTACK, speaker=TASS, modality="possible")
    assert of(told).lives[0].stages[-1] == ("confirmed", (2,))


@pytest.mark.parametrize(("date", "answers"), [("2024-03-22", ()), ("2024-03-23", (0,)), ("2024-03-24", (0,)), ("", ())])
def test_a_denial_answers_nothing_that_came_later(date, answers):
    told = Told().article("a", "2024-03-23").say("واتهمت موسكو كييف.", RUSSIA, "accuses", UKRAINE, about=ATTACK)
    told.article("b", date).say("ونفت كييف صلتها بالهجوم.", UKRAINE, "denies", ATTACK)
    assert next(c.answers for c in of(told).claims if c.kind == "denies") == answers


def test_a_denial_of_one_accuser_answers_that_one():
    told = Told().article("a", "2024-03-23").say("واتهمت موسكو كييف.", RUSSIA, "accuses", UKRAINE, about=ATTACK)
    told.say("واتهمتها واشنطن أيضا.", AMERICA, "accuses", UKRAINE, about=ATTACK)
    told.say("ونفت كييف ما قالته موسكو.", UKRAINE, "denies", RUSSIA)
    assert shown(told)[-1] == ("denies", "Ukraine", "denies", (0,))


@pytest.mark.parametrize(
    ("day", "subject", "relation", "obj", "more", "stages"),
    [
        ("2024-03-24", UKRAINE, "participatesIn", ATTACK, {"speaker": RUSSIA, "negated": True}, ["alleged", "retracted"]),  # the accuser itself clears it
        ("2024-03-24", RUSSIA, "accuses", UKRAINE, {"about": ATTACK, "negated": True}, ["alleged", "retracted"]),  # it accuses it no more
        ("2024-03-24", RUSSIA, "accuses", UKRAINE, {"about": ATTACK, "negated": True, "speaker": RUSSIA}, ["alleged", "retracted"]),
        ("2024-03-24", RUSSIA, "accuses", UKRAINE, {"about": ATTACK, "negated": True, "speaker": CHINA}, ["alleged"]),  # another one's word on it
        ("2024-03-24", RUSSIA, "accuses", UKRAINE, {"about": ATTACK, "negated": True, "modality": "possible"}, ["alleged"]),
        ("2024-03-24", UKRAINE, "participatesIn", ATTACK, {"speaker": CHINA, "negated": True}, ["alleged", "denied"]),  # another one clears it
        ("2024-03-23", UKRAINE, "participatesIn", ATTACK, {"speaker": RUSSIA, "negated": True}, ["alleged", "denied"]),  # not later
        ("", UKRAINE, "participatesIn", ATTACK, {"speaker": RUSSIA, "negated": True}, ["denied", "alleged"]),
        ("2024-03-24", RUSSIA, "accuses", UKRAINE, {"about": OTHER, "negated": True}, ["alleged"]),
    ],
)
def test_who_takes_back_what_he_said_retracts_it(day, subject, relation, obj, more, stages):
    told = Told().article("a", "2024-03-23").say("واتهمت موسكو كييف.", RUSSIA, "accuses", UKRAINE, about=ATTACK)
    told.article("b", day).say("ثم قال غير ذلك.", subject, relation, obj, **more)
    assert lives(told)["Ukraine"] == stages


def test_a_claim_of_responsibility_is_retracted_further_down_in_the_same_article():
    told = Told().article("a", "2024-03-23").say("وتبنّت الجماعة الهجوم.", GROUP, "claimsResponsibilityFor", ATTACK)
    told.say("ثم نفت الجماعة صلتها به.", GROUP, "denies", ATTACK)
    assert lives(told) == {"جماعة المثال": ["claimed", "retracted"]}
    assert of(told).claims[1].withdraws == (0,)
    back = Told().article("a", "2024-03-23").say("نفت الجماعة صلتها به.", GROUP, "denies", ATTACK)
    assert lives(back.say("ثم تبنّت الهجوم.", GROUP, "claimsResponsibilityFor", ATTACK)) == {"جماعة المثال": ["claimed", "denied"]}


def test_an_outlet_takes_back_what_it_said_in_its_own_voice():
    told = Told().article("a", "2024-03-23").say("وشاركت كييف في الهجوم.", UKRAINE, "participatesIn", ATTACK)
    told.say("ونفت كييف ذلك.", UKRAINE, "denies", ATTACK)
    told.article("b", "2024-03-24", "The Example").say("Ukraine took no part.", UKRAINE, "participatesIn", ATTACK, negated=True)
    assert lives(told) == {"Ukraine": ["denied", "confirmed"]}
    told.article("c", "2024-03-24").say("تصويب: لم تشارك كييف في الهجوم.", UKRAINE, "participatesIn", ATTACK, negated=True)
    assert lives(told) == {"Ukraine": ["denied", "confirmed", "retracted"]}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_each_stage_is_told_with_its_sentence_and_its_day(lang):
    told = Told().article("a", "2024-03-23").say("واتهمت موسكو كييف.", RUSSIA, "accuses", UKRAINE, about=ATTACK)
    told.article("b", "2024-03-24").say("وقالت موسكو إن كييف لم تشارك.", UKRAINE, "participatesIn", ATTACK, speaker=RUSSIA, negated=True)
    text = as_markdown(of(told), Writer(lang, Sides(found(told))))
    assert {"ar": "  - تراجع: روسيا · ", "en": "  - retracted: Russia · "}[lang] + "\u20662024-03-24\u2069 (2): «وقالت موسكو إن كييف لم تشارك.»" in text
    assert {"ar": "يتراجع عن رقم: 1", "en": "takes back no.: 1"}[lang] in text


@pytest.fixture
def withdrawn(tmp_path):
    """What is told of the attack, its first article being taken out of the graph."""
    with Store(attack().store(tmp_path)) as store:
        store.retract("ar-1")
        return once((*sayings(store, [ATTACK.iri]), *retracted(store, [ATTACK.iri])))


def test_a_retracted_article_leaves_its_claims_as_retracted(withdrawn):
    told = rivals(ATTACK, withdrawn, Sides(withdrawn))
    assert {life.party.label("en"): [name for name, _ in life.stages] for life in told.lives} == {
        "Ukraine": ["denied", "retracted"],
        "جماعة المثال": ["alleged", "retracted"],  # what it claimed itself no longer makes of it a confirmation
    }
    gone = [c["quote"] for c in json.loads(as_json(told))["claims"] if c["retracted"] == {"number": 1, "by": None}]
    assert "واتهمت موسكو كييف بتدبير الهجوم." in gone
    assert not any("United States" in quote for quote in gone)


@pytest.mark.parametrize(("lang", "word"), [("ar", "مسحوب: أُزيلت المقالة"), ("en", "retracted: the article was taken out")])
def test_what_is_retracted_is_struck_through(withdrawn, lang, word):
    sides = Sides(withdrawn)
    told = rivals(ATTACK, withdrawn, sides)
    text = as_markdown(told, Writer(lang, sides))
    assert "> ~~تبنّت جماعة المثال الهجوم على المسرح.~~" in text
    assert text.count(word) == sum(c.saying.retraction is not None for c in told.claims) > 0
    assert "> Ukraine rejected as false what Russia had said." in text


def test_an_event_of_which_only_retracted_articles_told_is_found(tmp_path):
    told = attack()
    with Store(told.store(tmp_path)) as store:
        store.retract(*(article.id for article, _ in told.found))
    shown = CliRunner().invoke(app, ["claims", "attack on the Eurasia theatre", "--graph", str(tmp_path), "--lang", "en", "--format", "md"])
    assert shown.exit_code == 0
    assert shown.stdout.count("> ~~") == shown.stdout.count("> ") > 3


def test_a_denial_of_something_else_is_no_part_of_it():
    told = Told().article("a", "2024-03-23").say("واتهمت موسكو كييف.", RUSSIA, "accuses", UKRAINE, about=ATTACK)
    told.say("ونفت كييف أنها هاجمت المرفأ.", UKRAINE, "denies", RUSSIA, about=OTHER)
    told.article("b", "2024-03-24").say("ونفت كييف ما قالته موسكو.", UKRAINE, "denies", RUSSIA)
    assert [kind for kind, *_ in shown(told)] == ["blames"]


def test_what_was_not_or_only_may_be_said_is_no_accusation():
    told = Told().article("a", "2024-03-23").say("ولم تتهم موسكو كييف.", RUSSIA, "accuses", UKRAINE, about=ATTACK, negated=True)
    told.say("وقد تتهم كييف موسكو.", UKRAINE, "accuses", RUSSIA, about=ATTACK, modality="possible")
    told.say("وقالت كييف إنها لن تشارك.", UKRAINE, "participatesIn", ATTACK, speaker=UKRAINE, negated=True, modality="planned")
    assert [kind for kind, *_ in shown(told)] == ["says", "voiced", "voiced"]
    assert of(told).lives == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from(PARTIES),
            st.sampled_from(("accuses", "denies", "claimsResponsibilityFor", "participatesIn", "criticizes")),
            st.sampled_from((*PARTIES, ATTACK)),
            st.booleans(),
            st.none() | st.sampled_from(PARTIES),
            st.sampled_from((None, ATTACK)),
            st.sampled_from(("actual", "possible")),
            st.sampled_from(("", "2024-03-22", "2024-03-23")),
        ),
        max_size=6,
    ),
    st.randoms(),
)
def test_laws(rows, random):
    told = Told()
    for i, (subject, relation, obj, negated, speaker, about, modality, date) in enumerate(rows):
        if subject != obj:
            told.article(f"a{i}", date)
            told.say("جملة.", subject, relation, obj, negated=negated, speaker=speaker, about=about, modality=modality)
    one = of(told)
    random.shuffle(told.found)
    assert of(told) == one  # the order in which articles are read does not show
    assert [KINDS.index(c.kind) for c in one.claims] == sorted(KINDS.index(c.kind) for c in one.claims)
    for claim in one.claims:
        assert not claim.answers or claim.kind == "denies"
        assert all(one.claims[place].kind == "blames" for place in claim.answers)
        assert claim.claimant or claim.kind == "voiced"
        assert all(one.claims[place].origin and one.claims[place].kind != "denies" for place in claim.withdraws)
    for life in one.lives:
        assert {name for name, _ in life.stages} <= set(STAGES)
        for name, places in life.stages:
            assert name != "confirmed" or all(one.claims[place].origin != life.party.iri for place in places)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_line_has_its_quote_outlet_date_and_claimant(lang):
    said = found(attack())
    sides = Sides(said)
    text = as_markdown(rivals(ATTACK, said, sides), Writer(lang, sides))
    for saying in said:
        if saying.assertion.relation != "officialOf":
            assert f"> {saying.assertion.evidence.quote}" in text
            assert f"{saying.article.outlet} · \u2066{saying.date}\u2069" in text
    assert {"ar": "بحسب سالم المثال (أوكرانيا)", "en": "according to سالم المثال (Ukraine)"}[lang] in text
    assert {"ar": "يردّ على رقم: 1, 2", "en": "answers no.: 1, 2"}[lang] in text
    assert {"ar": "**روسيا — اتهام — أوكرانيا** · بحسب روسيا", "en": "**Russia — accuses — Ukraine** · according to Russia"}[lang] in text


def test_json_says_the_same_for_programs():
    told = json.loads(as_json(of(attack())))
    assert [c["number"] for c in told["claims"]] == list(range(1, 9))
    assert told["claims"][4]["answers"] == [1, 2]
    assert told["claims"][4]["party"]["labels"]["en"] == "Ukraine"
    assert told["lives"][0] == {"party": told["claims"][4]["party"], "stages": [{"stage": "alleged", "claims": [1, 2]}, {"stage": "denied", "claims": [5, 6]}]}


def test_markup_in_an_article_is_text_in_markdown():
    bad = "<script>run()</script> [a](javascript:run) \x1b[31m"
    told = Told().article("a", "2024-03-23", outlet=bad, title=bad, url="javascript:run")
    told.say(bad, replace(RUSSIA, labels=(("ar", bad),)), "accuses", UKRAINE, about=ATTACK)
    said = found(told)
    text = as_markdown(rivals(ATTACK, said, Sides(said)), Writer("ar", Sides(said)))
    assert "<" not in text
    assert "\x1b" not in text
    assert "](" not in text.replace("\\](", "")


def test_a_store_gives_the_same_and_a_sentence_once(tmp_path):
    told = attack()
    told.again(CHINA, "criticizes", ATTACK, negated=True, confidence=0.3)
    with Store.read_only(told.store(tmp_path)) as store:
        said = sayings(store, [ATTACK.iri])
        assert sayings(store, [OTHER.iri]) == ()
    assert rivals(ATTACK, said, Sides(said)) == of(attack())
