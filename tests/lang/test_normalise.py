"""Laws and cases of the folding of letters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang.normalise import bare, fold, key, keys, words

TEXT = st.text(st.characters(exclude_categories=("Cs",))) | st.text("ابتةىأإآؤئلوكف ًُّـ٠١٢۳abcÉğİß'’.+-«»ﷲﷺﻻ")


@given(TEXT)
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(TEXT)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_words_lie_in_the_text_in_order(text):
    spans = words(text)
    assert all(0 <= s < e <= len(text) for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(TEXT)
def test_a_key_is_its_own_key(text):
    assert keys(" ".join(keys(text))) == keys(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أوكرانيا", "اوكرانيا"),
        ("القاهرة", "القاهره"),
        ("مصطفى", "مصطفي"),
        ("الرِّياض", "الرياض"),
        ("مصـــر", "مصر"),
        ("ﻣﺼﺮ", "مصر"),
        ("رئيس", "رييس"),
        ("٢٠٢٤", "2024"),
        ("Erdoğan's", "erdogan"),
        ("U.N.", "UN"),
        ("Çavuşoğlu", "cavusoglu"),
    ],
)
def test_spellings_of_one_name(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("الصين", "صين"), ("OPEC", "OPEC+"), ("مالي", "مالية")])
def test_names_kept_apart(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("وبالكرملين", "كرملين"), ("للصين", "صين"), ("لروسيا", "روسيا"), ("قم", "قم"), ("فالعراق", "عراق")],
)
def test_bare(word, expected):
    assert bare(word) == expected
