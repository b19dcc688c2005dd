"""Which time dates a statement, case by case, and what holds of all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories_linked import mention, reading

from kg.link.logit import load
from kg.link.when import FILE, Dates
from kg.model import MODALITIES
from kg.vocabulary import relations

# 2016-05-10, a Tuesday, is the day of every article
VISIT = "زار وزير خارجية مصر العراق الأحد، ومن المقرر أن يلتقي رئيس إيران الخميس."
TRUCE = "أعلن وزير دفاع تركيا الاثنين أن بلاده سحبت قواتها من سوريا."
SINCE = "Turkey has fought the Kurdish party since 1984, and its president met the leader of Iraq on Monday."
WAR = "بعد الغزو العراقي للكويت عام 1990 قطعت مصر علاقاتها مع العراق."


def statement(text, subject, relation, object_, trigger, **more):
    """The article that a reader would have read, and the one statement."""
    lang = "ar" if "،" in text or text[0] > "z" else "en"
    of = reading(text, [subject, object_], [(0, relation, 1, trigger)], lang=lang)
    return of.article, replace(of.statements[0], **more)


def dated(*args, others=(), **more):
    article, s = statement(*args, **more)
    return Dates(article, s.sentence, [s.trigger, *(mention(article.text, w, "Event").span for w in others)]).of(s)


@pytest.mark.parametrize(
    ("found", "others", "modality", "words"),
    [
        ((VISIT, ("وزير خارجية مصر", "Person"), "visits", ("العراق", "State"), "زار"), ["يلتقي"], "actual", "الأحد"),
        ((VISIT, ("وزير خارجية مصر", "Person"), "meets", ("رئيس إيران", "Person"), "يلتقي"), ["زار"], "planned", "الخميس"),
        ((VISIT, ("وزير خارجية مصر", "Person"), "foreignMinisterOf", ("مصر", "State"), "وزير خارجية"), ["زار", "يلتقي"], "actual", None),
        ((TRUCE, ("وزير دفاع تركيا", "Person"), "defenceMinisterOf", ("تركيا", "State"), "وزير دفاع"), ["سحبت"], "actual", None),
        ((WAR, ("العراقي", "State"), "invades", ("للكويت", "State"), "الغزو"), ["قطعت"], "actual", "عام 1990"),
        ((SINCE, ("Turkey", "State"), "fights", ("Kurdish party", "ArmedGroup"), "fought"), ["met"], "actual", "since 1984"),
        ((SINCE, ("its president", "Person"), "meets", ("leader of Iraq", "Person"), "met"), ["fought"], "actual", "Monday"),
    ],
)  # fmt: skip
def test_a_time_dates_what_its_clause_tells(found, others, modality, words):
    time = dated(*found, others=others, modality=modality)
    assert (time and time.text) == words


@pytest.mark.parametrize(
    ("told", "trigger", "modality"),
    [("أن القوات التي انتشرت في شمال البلاد سحبت من سوريا.", "سحبت", "actual"), ("أن بلاده، التي تدعو إلى التهدئة، ستسحب قواتها من سوريا.", "ستسحب", "planned")],
)
def test_the_day_of_the_saying_is_not_that_of_the_deed(told, trigger, modality):
    text = "أعلن وزير دفاع تركيا الاثنين " + told
    minister = mention(text, "وزير دفاع تركيا", "Person")
    assert dated(text, ("تركيا", "State"), "concedesTo", ("سوريا", "State"), trigger, speaker=minister, modality=modality) is None


def test_a_planned_meeting_lies_ahead():
    time = dated(VISIT, ("وزير خارجية مصر", "Person"), "meets", ("رئيس إيران", "Person"), "يلتقي", others=["زار"], modality="planned")
    assert (time.start, time.end) == ("2016-05-12", "2016-05-13")


def test_a_sentence_without_a_time_dates_nothing():
    assert dated("زارت مصر العراق.", ("مصر", "State"), "visits", ("العراق", "State"), "زارت") is None


@given(st.sampled_from(sorted(relations())), st.sampled_from(MODALITIES), st.booleans(), st.permutations(["زار", "يلتقي", "المقرر"]))
def test_a_time_is_one_of_the_sentence_whatever_is_told(relation, modality, negated, others):
    article, s = statement(VISIT, ("وزير خارجية مصر", "Person"), relation, ("العراق", "State"), "زار", modality=modality, negated=negated)
    spans = [mention(VISIT, w, "Event").span for w in others]
    times = {Dates(article, s.sentence, order).of(s) for order in (spans, spans[::-1], [*spans, s.trigger])}
    assert len(times) == 1
    assert times <= {None, *(time for _, time in Dates(article, s.sentence, spans).found)} or modality == "planned"


def test_weights_are_told_once_and_are_few():
    assert 100 < len(load(FILE)) < 2000
    assert all(load(FILE).values())
