import sys
from concurrent.futures import ThreadPoolExecutor
from zlib import crc32

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Span
from kg.read.cues import Cues, Scene, _coded, _joined, stem
from kg.read.words import Window, words

ARABIC = ("دانت فرنسا الهجوم على «مدينة حلب» في سوريا.", "وقال وزير خارجيتها إن باريس ستدعم دمشق.")
ENGLISH = ("France condemned the attack on Aleppo in Syria.", 'Its minister said "Paris will support Damascus" soon.')
STATE, PLACE = 0, 6


def window(*sentences):
    text, spans, cut = "", [], []
    for number, sentence in enumerate(sentences):
        start = len(text)
        text += sentence + " "
        found = words(text, Span(start, start + len(sentence)))
        spans += found
        cut += [number] * len(found)
    return Window(Article("a", text, "ar", ()), tuple(spans), tuple(cut), (), (), 0)


def scene(*sentences, mentions=((1, 1), (5, 6))):
    return Scene(window(*sentences), mentions)


def signs(at, *statement):
    (found, (size,)) = at.signs([statement])
    assert size == len(found)
    return set(found.tolist())


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_signs_tell_relation_trigger_sides_and_who_is_which(text):
    at, subject, object_ = scene(*text), (1, 1, STATE), (5, 6, PLACE)
    plain = signs(at, 0, "criticizes", subject, object_)
    for other in (("attacks", subject, object_), ("criticizes", object_, subject), ("criticizes", (1, 1, PLACE), object_)):
        assert 0 < len(plain & signs(at, 0, *other)) < len(plain)
    assert not plain & signs(at, 2, "attacks", subject, object_), "another relation and another word share no sign"


@pytest.mark.parametrize(("one", "other"), [("هاجم", "هاجمت"), ("ودانت", "دانت"), ("condemned", "condemns")])
def test_forms_of_a_word_have_signs_in_common_whatever_the_relation(one, other):
    sides = (1, 1, STATE), (2, 2, PLACE)
    assert signs(scene(f"{one} فرنسا حلب"), 0, "criticizes", *sides) & signs(scene(f"{other} فرنسا حلب"), 0, "attacks", *sides)
    assert not signs(scene(f"{one} فرنسا حلب"), 0, "criticizes", *sides) & signs(scene("قال فرنسا حلب"), 0, "attacks", *sides)


def test_threads_do_not_mix_each_others_words():
    every = [f"{a}{b}{end}" for a in ("attack", "announc", "هاجم", "اعلن") for b in ("", "er", "ال") for end in ("ing", "ed", "ون", "ات", "ers")] * 20
    pause = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool:
            assert [*pool.map(stem.__wrapped__, every)] == [stem(w) for w in every]
    finally:
        sys.setswitchinterval(pause)


@given(later=st.text(alphabet='ابت abc.،«"', min_size=1, max_size=30))
def test_what_other_sentences_say_changes_nothing(later):
    sides = (1, 1, STATE), (5, 6, PLACE)
    assert signs(scene(ARABIC[0], later), 0, "criticizes", *sides) == signs(scene(*ARABIC), 0, "criticizes", *sides)


@pytest.mark.parametrize("text", [ARABIC, ENGLISH])
def test_statements_have_the_same_signs_together_as_alone(text):
    every = [(trigger, relation, (1, 1, STATE), object_) for trigger in (0, 2) for relation in ("visits", "attacks") for object_ in ((5, 6, PLACE), (6, 6, PLACE))]
    found, sizes = scene(*text).signs(every)
    alone = [scene(*text).signs([each])[0].tolist() for each in every]
    assert found.tolist() == [s for each in alone for s in each]
    assert sizes.tolist() == [*map(len, alone)]
    assert [x.tolist() for x in scene(*text).signs([])] == [[], []]


@given(st.lists(st.tuples(st.binary(max_size=9), st.text(max_size=60)), min_size=1, max_size=9))
def test_a_sign_is_hashed_as_what_stands_before_it_and_the_sign_in_one(several):
    begun = np.array([crc32(beginning) for beginning, _ in several], np.uint32)
    coded = np.array(_coded(sign for _, sign in several))
    assert _joined(begun, coded).tolist() == [crc32(beginning + sign.encode()) for beginning, sign in several]


def test_a_quotation_is_told_and_ends_with_its_sentence():
    at = scene('She said "Paris will help.', "Rome will not.")
    assert at.quoted == [0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0]
    at = scene(ARABIC[0])
    assert [w for w, inside in zip(at.keys, at.quoted, strict=True) if inside] == ["«", "مدينه", "حلب"]


def test_sides_in_other_sentences_within_mentions_and_at_the_edges_are_taken():
    at = scene(*ARABIC, mentions=((1, 1), (5, 6), (6, 6), (13, 13)))
    for subject in ((1, 1, 0), (6, 6, 6), (13, 13, 1), (0, 0, 0), (len(at.keys) - 1, len(at.keys) - 1, 0)):
        for trigger in (0, 6, len(at.keys) - 1):
            assert signs(at, trigger, "visits", subject, (5, 6, 6))


numbers = st.integers(-(1 << 31), (1 << 31) - 1)


@given(st.lists(st.lists(numbers, max_size=9), min_size=1, max_size=5), st.dictionaries(numbers, st.integers(-127, 127), min_size=1, max_size=20))
def test_the_odds_are_the_sum_of_the_weights_of_the_signs_that_are_known(told, weights):
    cues = Cues(len(weights))
    known = sorted(weights)
    cues.known.copy_(torch.tensor(known, dtype=torch.int32))
    cues.weight.copy_(torch.tensor([weights[k] for k in known]))
    cues.step.fill_(0.5)
    cues.shift.fill_(-1)
    told = [*told, known]
    every, each = torch.tensor([s for each in told for s in each], dtype=torch.int32), torch.tensor([*map(len, told)])
    assert cues(every, each).tolist() == [sum(weights.get(s, 0) for s in each) / 2 - 1 for each in told]
