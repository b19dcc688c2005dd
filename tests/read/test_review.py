from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Mention, Reading, Span, Statement
from kg.read.lexicon import NUMBERS
from kg.read.network import TYPES
from kg.read.review import SCORES, Review
from kg.vocabulary import relations

TEXT = "زار الوزير قطر. والتقى أمير قطر في الدوحة. وزار قطر مجددا."
SENTENCES = (Span(0, 15), Span(16, 43), Span(44, 58))
ARTICLE = Article(id="a", text=TEXT, lang="ar", sentences=SENTENCES, title="", date="2024-04-09")
MINISTER, QATAR, AGAIN = (Mention(Span(4, 10), "Person"), Mention(Span(11, 14), "State"), Mention(Span(49, 52), "State"))
WHO = {MINISTER: "minister", QATAR: "Qatar", AGAIN: "Qatar"}


def nothing(*triple):
    return 0


def statement(judge, relation="visits", sentence=0, subject=MINISTER, object_=QATAR):
    start = SENTENCES[sentence].start
    scores = (float(judge), *(0.0,) * (len(SCORES) - 3), -1.0, 2.0)
    return Statement(relation, SENTENCES[sentence], Span(start, start + 3), subject, object_, scores=scores)


def reading(*statements):
    return Reading(ARTICLE, (MINISTER, QATAR, AGAIN), statements)


@pytest.fixture(scope="module")
def untaught():
    return Review(tuple(relations()), TYPES).eval()


@given(judges=st.lists(st.floats(-3, 6), max_size=8), limit=st.floats(0.05, 0.95))
def test_untaught_it_repeats_the_judge(untaught, judges, limit):
    given_ = reading(*map(statement, judges))
    kept = untaught.weigh(given_, WHO, nothing, limit).statements
    likely = torch.tensor(judges).sigmoid().tolist()
    assert [s.confidence for s in kept] == [round(p, 2) for p in likely if p >= limit]


@given(st.permutations([statement(1), statement(0, "praises"), statement(2, sentence=2, object_=AGAIN), statement(-1, "meets", 1)]))
def test_the_order_of_statements_changes_nothing(untaught, mixed):
    straight = sorted(mixed, key=lambda s: (s.sentence.start, s.relation))
    numbers, classes = untaught.features(reading(*straight), WHO, nothing)
    other, kinds = untaught.features(reading(*mixed), WHO, nothing)
    places = [straight.index(s) for s in mixed]
    assert torch.allclose(numbers[places], other)
    assert classes[places].equal(kinds)


def test_what_is_said_twice_of_one_entity_is_likelier(untaught):
    once, _ = untaught.features(reading(statement(0)), WHO, nothing)
    twice, _ = untaught.features(reading(statement(0), statement(0, sentence=2, object_=AGAIN)), WHO, nothing)
    apart, _ = untaught.features(reading(statement(0), statement(0, sentence=2, object_=AGAIN)), WHO | {AGAIN: "another"}, nothing)
    noisy_or = len(SCORES) + 6
    assert twice[0, noisy_or] > once[0, noisy_or] == apart[0, noisy_or]


def test_nothing_possible_stays_nothing(untaught):
    assert untaught.weigh(reading(), {}, nothing, 0.2) == reading()


def test_very_sure_statements_keep_numbers_finite(untaught):
    numbers, _ = untaught.features(reading(*(replace(statement(60), trigger=Span(i, i + 1)) for i in range(15))), WHO, nothing)
    assert numbers.isfinite().all()


def test_it_sees_what_is_known_beforehand(untaught):
    def knows(*triple):
        return {("minister", "visits", "Qatar"): 1, ("minister", "praises", "Qatar"): -1}.get(triple, 0)

    said = reading(statement(0), statement(0, "praises"), statement(0, "meets"))
    numbers, _ = untaught.features(said, WHO, knows)
    before, _ = untaught.features(said, WHO, nothing)
    known = -1 - NUMBERS
    assert (numbers - before)[:, known].tolist() == [1, -1, 0]
    assert (numbers - before).count_nonzero() == 2
