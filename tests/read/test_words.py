from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from kg.model import Article, Span
from kg.read.words import MOST_TOKENS, plain, windows, words


def letters() -> Tokenizer:
    """A tokenizer of single characters: the smallest that covers any text."""
    found = Tokenizer(models.WordPiece({"[UNK]": 3, "س": 4, "##س": 5}, unk_token="[UNK]"))
    found.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return found


def an_article(*sentences: str) -> Article:
    spans, at = [], 0
    for s in sentences:
        spans.append(Span(at, at + len(s)))
        at += len(s) + 1
    return Article("a", "\n".join(sentences), "ar", tuple(spans))


def test_words_keep_their_places():
    text = 'قال بوتين: "نعم"، ثُمَّ غادر U.N. in 2024.'
    found = words(text, Span(0, len(text)))
    assert [w.of(text) for w in found][:6] == ["قال", "بوتين", ":", '"', "نعم", '"']
    assert "".join(w.of(text) for w in found) == text.replace(" ", "")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=80))
def test_words_are_in_order_and_do_not_overlap(text):
    found = words(text, Span(0, len(text)))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(w.end <= len(text) for w in found)


def test_a_word_of_marks_alone_is_not_lost():
    assert plain("ـــ") == "ـــ"
    assert plain("مُحَمَّد") == "محمد"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_each_sentence_is_fresh_in_one_window(lengths):
    article = an_article(*(" ".join(["كلمة"] * n) for n in lengths))
    found = windows(article, letters())
    fresh = [s for w in found for s in sorted(set(w.sentence)) if s >= w.fresh]
    assert fresh == list(range(len(lengths)))
    for w in found:
        assert len(w.pieces) == len(w.owner) <= MOST_TOKENS + 1
        assert all(w.words[o].of(article.text) == "كلمة" for o in w.owner if o >= 0)


def test_a_later_window_begins_with_context():
    found = windows(an_article(*(" ".join(["كلمة"] * 100) for _ in range(6))), letters())
    assert len(found) > 1
    assert found[1].sentence[0] == found[1].fresh - 1
