"""Several actors: figures, blocs, brokers, mediators."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import AMERICA, CHINA, RUSSIA, UKRAINE, WANG, entity
from told import Told

from kg.brief.blocs import Ties, ties
from kg.brief.lines import Writer
from kg.brief.page import as_html, as_markdown, blocks
from kg.brief.sayings import Saying, Sides

QATAR = entity("Qatar", "State", "قطر", "Qatar")
FOUR = (CHINA, RUSSIA, UKRAINE, AMERICA)


def told_of(told: Told, *actors: object) -> Ties:
    said = tuple(Saying(a, article) for article, some in told.found for a in some)
    return ties(actors, said, Sides(said, actors))


def news() -> Told:
    told = Told().article("a", "2024-04-09").say("دعمت الصين روسيا.", CHINA, "supports", RUSSIA).say("وهاجمت روسيا أوكرانيا.", RUSSIA, "attacks", UKRAINE)
    told.say("وسلّحت أمريكا أوكرانيا.", AMERICA, "arms", UKRAINE).say("وانتقدت الصين أمريكا.", CHINA, "criticizes", AMERICA)
    told.say("ووانغ وزير خارجية الصين.", WANG, "foreignMinisterOf", CHINA)
    told.article("b", "2024-05-02").say("والتقى وانغ روسيا.", WANG, "meets", RUSSIA).say("وتوسطت قطر لدى روسيا.", QATAR, "mediates", RUSSIA)
    told.say("وتعاونت قطر مع أوكرانيا.", QATAR, "cooperatesWith", UKRAINE)
    return told.say("وقد تهاجم أمريكا روسيا.", AMERICA, "attacks", RUSSIA, modality="possible").say("ولم تسلّح الصين روسيا.", CHINA, "arms", RUSSIA, negated=True)


def named(some):
    return [who.label("en") for who in some]


def test_each_figure_is_the_sentences_that_it_counts():
    told = told_of(news(), *FOUR)
    figures = {(s.doer.label("en"), s.other.label("en")): (len(s.friendly), len(s.hostile)) for s in told.stances}
    assert figures == {
        ("China", "Russia"): (2, 0),  # the minister counts for the state; what is possible or denied does not
        ("Russia", "China"): (1, 0),  # a meeting is of both
        ("China", "United States"): (0, 1),
        ("Russia", "Ukraine"): (0, 1),
        ("United States", "Ukraine"): (1, 0),
    }
    assert [s.date for s in told.stances[0].friendly] == ["2024-05-02", "2024-04-09"]


def test_friends_are_blocs_and_who_is_alone_stands_alone():
    assert list(map(named, told_of(news(), *FOUR).blocs)) == [["China", "Russia"], ["Ukraine", "United States"]]
    assert list(map(named, told_of(news(), CHINA, UKRAINE, entity("Peru", "State", "بيرو", "Peru")).blocs)) == [["China"], ["Peru"], ["Ukraine"]]


def test_a_broker_need_not_be_named_and_a_mediator_is_told_to_mediate():
    told = told_of(news(), *FOUR)
    assert [(b.actor.label("en"), round(b.part, 2), len(b.sayings)) for b in told.brokers] == [("Qatar", 0.67, 2), ("Russia", 0.33, 2), ("Ukraine", 0.33, 2)]
    assert named(m.actor for m in told.mediators) == ["Qatar"]


def test_three_of_whom_two_friends_of_one_are_foes_are_out_of_balance():
    told = Told().article("a", "2024-04-09").say("أ.", CHINA, "supports", RUSSIA).say("ب.", CHINA, "supports", UKRAINE).say("ج.", RUSSIA, "attacks", UKRAINE)
    assert list(map(named, told_of(told, CHINA, RUSSIA, UKRAINE).strained)) == [["China", "Russia", "Ukraine"]]
    told.say("د.", RUSSIA, "praises", UKRAINE).say("هـ.", RUSSIA, "thanks", UKRAINE)
    assert told_of(told, CHINA, RUSSIA, UKRAINE).strained == ()


@given(st.lists(st.tuples(st.sampled_from(FOUR), st.sampled_from(("supports", "attacks", "meets", "mediates")), st.sampled_from((*FOUR, QATAR))), max_size=8), st.randoms())
def test_laws(rows, random):
    told = Told()
    for i, (subject, relation, obj) in enumerate(rows):
        if subject != obj:
            told.article(f"a{i}", "2024-04-09").say("جملة.", subject, relation, obj)
    one = told_of(told, *FOUR)
    random.shuffle(told.found)
    assert told_of(told, *FOUR).stances == one.stances  # the order in which articles are read does not show
    assert sorted(who for bloc in one.blocs for who in bloc) == sorted(FOUR)  # everybody is in one bloc
    assert [set(bloc) for bloc in told_of(told, *FOUR[::-1]).blocs] == [set(bloc) for bloc in one.blocs]
    assert all(0 < b.part <= 1 and b.sayings for b in one.brokers)


@pytest.mark.parametrize(("lang", "title", "cell"), [("ar", "إحاطة: الصين وروسيا وأوكرانيا", "موقف كل طرف"), ("en", "Brief: China, Russia and Ukraine", "Who stands")])
def test_it_is_written_with_a_table_and_every_number_has_its_line(lang, title, cell):
    said = tuple(Saying(a, article) for article, some in news().found for a in some)
    writer = Writer(lang, Sides(said))
    told = told_of(news(), CHINA, RUSSIA, UKRAINE)
    text, page = as_markdown(told, writer), as_html(told, writer)
    for written in (text, page):
        assert title in written
        assert cell in written
        assert "\u2066+2 (1, 2)\u2069" in written
    assert "| --- | --- | --- | --- |" in text
    *_, behind = blocks(told, writer)
    assert [item.line.number for item in behind.items] == list(range(1, len(behind.items) + 1))
    assert all(f'id="line-{item.line.number}"' in page and item.line.quote in text for item in behind.items)


def test_nothing_told_is_said():
    told = told_of(Told(), CHINA, RUSSIA, UKRAINE)
    assert "None found." in as_markdown(told, Writer("en", Sides(())))
