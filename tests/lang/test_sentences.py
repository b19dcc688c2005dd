from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.lang.sentences import MOST_WORDS, detect, scripts, sentences

CASES = [
    ("ar", "وصل الوفد أمس.|من دعا إليه؟|لا أحد!"),
    ("ar", 'قال الوزير: "لن نقبل بذلك."|وأضاف أن المحادثات مستمرة.'),
    ("ar", "أكد «رفضه الاتفاق».|ثم غادر القاعة."),
    ("ar", "التقى د. سالم نظيره.|وبلغت الكلفة 3.5 ملايين دولار."),
    ("ar", "نقلت أ.ف.ب عن مصدر قوله إنها بدأت.|ونفت الوزارة ذلك."),
    ("ar", "تأسست المنظمة عام 1945م.|وهي تضم دولا كثيرة."),
    ("ar", "القمة بدأت.. والخلاف باق… فمن يتنازل؟|سؤال بلا جواب."),
    ("ar", "انتهت الجلسة.|وأضاف البيان أن موعدها تغير."),
    ("ar", "هل توافق طهران؟!|الأمر معلق."),
    ("ar", 'وقال: "هل هذا عدل؟"، ثم خرج.'),
    ("ar", "رحبت القاهرة بالقرار (صدر الأحد.)|ولم تعلق أنقرة."),
    ("en", "Mr. Haddad met Gen. J. K. Miller at 9 a.m. on Nov. 24.|They talked."),
    ("en", "He left the U.S. Embassy.|She flew to the U.S.|The talks go on."),
    ("en", "“We will not sign,” he said.|“Never.”|Then he left."),
    ("en", '"Is it over?" she asked.|Nobody knew.'),
    ("en", '"Is it over?" Haddad asked.|Nobody knew.'),
    ("en", "The bill rose by 3.5 percent to $1.2 billion.|It passed."),
    ("en", "Envoys met al-Rashid Corp. officials.|al-Rashid declined."),
    ("en", "The army withdrew...|Nobody said why."),
    ("en", "The list was published in 2008.[1][2]|It names ten men."),
    ("en", "He said No.|Talks ended."),
    ("en", "He cited No. 12 of the list."),
    ("en", "1. Withdraw.|2. Pay."),
    ("en", "The talks ended in crisis.|The envoy left."),
]


@pytest.mark.parametrize(("lang", "parts"), CASES)
def test_sentences_are_cut_where_a_reader_would(lang, parts):
    expected = parts.split("|")
    text = " ".join(expected)
    assert [s.of(text) for s in sentences(text, lang)] == expected


def test_a_forgotten_blank_is_seen():
    for lang, text in (("ar", "انتهت الجلسة.وأضاف البيان ذلك."), ("en", "It ended in crisis.The envoy left.")):
        assert len(sentences(text, lang)) == 2
    assert len(sentences("See kg.model or example.org for more.", "en")) == 1


def test_no_sentence_crosses_a_line_break():
    for mark in "\n\r\v\f\x1c\x85\u2028\u2029":
        assert len(sentences(f"عنوان بلا نقطة{mark}نص الخبر", "ar")) == 2


def test_what_holds_no_word_stays_with_its_neighbour():
    text = "بدأت القمة. ***"
    assert [s.of(text) for s in sentences(text, "ar")] == [text]
    assert [s.of("***") for s in sentences("***", "ar")] == ["***"]


@pytest.mark.parametrize("join", ["؛ ", "، ", " "])
def test_a_sentence_that_no_window_holds_is_cut_softly(join):
    text = join.join(["قال الوزير كلاما طويلا"] * 120) + "."
    found = sentences(text, "ar")
    assert len(found) > 1
    assert all(len(s.of(text).split()) <= MOST_WORDS for s in found)
    assert " ".join(s.of(text) for s in found) == text


def test_semicolons_come_before_commas():
    half = "، ".join(["قال الوزير كلاما طويلا"] * 30)
    text = f"{half}؛ {half}."
    assert [s.of(text)[-1] for s in sentences(text, "ar")] == ["؛", "."]


texts = st.text(
    st.sampled_from("ابوqA .!؟?…\n\r\t\"'“”«»()[]،؛;,-1٢.\u00a0\u2028\u200f") | st.characters(), max_size=300
)


@given(texts, st.sampled_from(["ar", "en"]))
def test_spans_are_ordered_trimmed_and_hold_every_character(text, lang):
    found = sentences(text, lang)
    assert all(0 <= s.start < s.end <= len(text) for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(s.of(text) == s.of(text).strip() for s in found)
    assert not any("\n" in s.of(text) for s in found)
    covered = {i for s in found for i in range(s.start, s.end)}
    assert all(text[i].isspace() for i in set(range(len(text))) - covered)


@given(texts)
def test_each_sentence_alone_is_no_more_than_its_own_sentences(text):
    for s in sentences(text, "ar"):
        assert sentences(s.of(text), "ar")


def test_the_language_is_that_of_the_script():
    assert detect("قال المتحدث باسم UNHCR إن الوضع صعب") == "ar"
    assert detect("The paper Al-Quds (القدس) reported it") == "en"
    assert detect("۱۲۳ ...") == "en"
    assert scripts("Москва")[2] == 6
