"""Offices that titles give to persons."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories_linked import reading

from kg.link import Linker

LINKER = Linker()


def linked(given_):
    terms = LINKER.resolve(given_)
    return LINKER.link(LINKER.titled(given_, terms), terms)


def told(text, mentions, statements=(), **about):
    """What is asserted, by local names, and the words that tell it."""
    found = linked(reading(text, mentions, statements, **about))
    return [(*(x.iri.rsplit("/", 1)[1] for x in (a.subject, a.object)), a.relation, a.modality, a.evidence.trigger.of(text)) for a in found]


@pytest.mark.parametrize(
    ("text", "day", "person", "state", "expected"),
    [
        (
            "وصل إلى القاهرة الأمير محمد بن سلمان ولي ولي العهد النائب الثاني لرئيس مجلس الوزراء وزير الدفاع موفدا من السعودية.",
            "2016-04-10",
            "الأمير محمد بن سلمان",
            "السعودية",
            [("officialOf", "ولي ولي العهد"), ("defenceMinisterOf", "وزير الدفاع")],
        ),
        ("President Trump will speak to Congress as the United States debates the deal.", "2018-05-08", "President Trump", "the United States", [("headOfStateOf", "President")]),
        ("اتصلت المستشارة ميركل بأنقرة، وتقود ألمانيا الوساطة.", "2016-01-10", "المستشارة ميركل", "ألمانيا", [("headOfGovernmentOf", "المستشارة")]),
        ("Angela Merkel, Germany's chancellor, flew to Minsk.", "2015-02-10", "Angela Merkel", "Germany", [("headOfGovernmentOf", "Germany's chancellor")]),
        ("قال وزير الخارجية المصري سامح شكري إن الهدنة قريبة.", "2016-04-10", "سامح شكري", "المصري", [("foreignMinisterOf", "وزير الخارجية المصري")]),
    ],
)
def test_an_office_that_a_title_tells(text, day, person, state, expected):
    found = told(text, [(person, "Person"), (state, "State")], date=day, lang="en" if text.isascii() else "ar")
    assert [(relation, words) for _, _, relation, _, words in found] == expected


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("وصل نائب وزير الخارجية الروسي سيرغي أبو خليل.", [("سيرغي أبو خليل", "Person"), ("الروسي", "State")]),
        ("المبعوث الخاص للرئيس الأمريكي، سليم الخوري، في بيروت.", [("سليم الخوري", "Person"), ("الأمريكي", "State")]),
        ("قال الرئيس لأوباما إن واشنطن تأخرت.", [("لأوباما", "Person"), ("واشنطن", "State")]),
        ("بين الرئيس الروسي والسيد حازم النجار خلاف.", [("السيد حازم النجار", "Person"), ("الروسي", "State")]),
        ("Russia's deputy foreign minister, Igor Halabi, arrived.", [("Igor Halabi", "Person"), ("Russia", "State")]),
        ("التقى لافروف وزير الخارجية التركي في سوتشي.", [("لافروف", "Person"), ("التركي", "State")]),
        ("وقال الوزير الفرنسي إنه متفائل.", [("الوزير الفرنسي", "Person"), ("الفرنسي", "State")]),
        ("دعا رئيس البرلمان الليبي إلى الهدوء.", [("رئيس البرلمان الليبي", "Person"), ("الليبي", "State")]),
        ("President Trump spoke.", [("President Trump", "Person")]),
        ("Opposition leader Donald Trump spoke in the United States.", [("Donald Trump", "Person"), ("United States", "State")]),
        ("وصل زعيم الحزب دونالد ترامب إلى الولايات المتحدة.", [("دونالد ترامب", "Person"), ("الولايات المتحدة", "State")]),
        ("President Joe Biden spoke in the United States.", [("Joe Biden", "Person"), ("United States", "State")]),
    ],
)
def test_what_is_no_office_of_his(text, mentions):
    assert told(text, mentions, date="2018-05-08", lang="en" if text.isascii() else "ar") == []


def test_what_is_over_is_past():
    text = "استقبلت بيروت الرئيس الفرنسي السابق نيكولا ساركوزي."
    found = told(text, [("الرئيس الفرنسي السابق نيكولا ساركوزي", "Person"), ("الفرنسي", "State")], date="2016-04-10")
    assert found == [("Nicolas_Sarkozy", "France", "headOfStateOf", "past", "الرئيس الفرنسي السابق")]


def test_what_the_reader_found_is_not_said_twice():
    text = "قال وزير الخارجية المصري سامح شكري إن الهدنة قريبة.\nوأضاف وزير الخارجية المصري سامح شكري أنه متفائل."
    mentions = [("سامح شكري", "Person"), ("المصري", "State"), ("سامح شكري", "Person", 2)]
    found = told(text, mentions, [(0, "foreignMinisterOf", 1, "وزير")], date="2016-04-10")
    assert [x[4] for x in found] == ["وزير"]
    assert len(told(text, mentions, date="2016-04-10")) == 1


@given(st.lists(st.sampled_from(("الرئيس", "وزير", "الخارجية", "السابق", "الروسي", "نائب", "،", "the", "former", "US", "president", "ل", "و", "\n")), max_size=12))
def test_every_office_stands_in_its_sentence(words):
    text = " ".join([*words, "فلاديمير بوتين", *words]).strip("\n ")
    given_ = reading(text, [("فلاديمير بوتين", "Person")])
    for a in linked(given_):
        assert a.evidence.sentence.covers(a.evidence.trigger)
        assert a.evidence.trigger.of(text).strip()
