"""Words and windows: what the network looks at, with exact offsets into ``Article.text``."""

from dataclasses import dataclass
from functools import lru_cache

from camel_tools.tokenizers.word import simple_word_tokenize
from camel_tools.utils.dediac import dediac_ar
from tokenizers import Tokenizer

from kg.model import Article, Span

START, PAD, END, UNKNOWN = 0, 1, 2, 3  # of the tokenizer, in every cut of its vocabulary
MOST_TOKENS = 448  # in a window; the encoder knows 512 positions
CONTEXT_TOKENS = 128  # of earlier sentences, repeated at the head of a later window


@dataclass(frozen=True, slots=True)
class Window:
    """Whole sentences of one article, as words and as pieces.

    ``words[i]`` is a span of the article and ``sentence[i]`` the index of its sentence; ``pieces`` are token ids and ``owner`` the index
    of each piece's word, -1 for the marks between sentences. Sentences before ``fresh`` are context, read in an earlier window.
    """

    article: Article
    words: tuple[Span, ...]
    sentence: tuple[int, ...]
    pieces: tuple[int, ...]
    owner: tuple[int, ...]
    fresh: int


def words(text: str, within: Span) -> list[Span]:
    """The word tokens of ``text`` inside a span, as camel-tools cuts them: words and single punctuation marks.

    >>> [w.of("قال بوتين: نعم.") for w in words("قال بوتين: نعم.", Span(4, 15))]
    ['بوتين', ':', 'نعم', '.']
    """
    found, at = [], within.start
    for token in simple_word_tokenize(within.of(text)):
        at = text.index(token, at)
        found.append(Span(at, at + len(token)))
        at += len(token)
    return found


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """A word as the network sees it: without tashkeel and tatweel, never empty.

    >>> plain("العـِراق")
    'العراق'
    """
    return dediac_ar(word).replace("ـ", "") or word


def windows(article: Article, tokenizer: Tokenizer) -> list[Window]:
    """Cut an article into windows of whole sentences that the encoder can take."""
    cut = [words(article.text, s)[:MOST_TOKENS] for s in article.sentences]
    pieces = []
    for spans in cut:
        ids: list[list[int]] = [[] for _ in spans]
        if spans:
            coded = tokenizer.encode([plain(w.of(article.text)) for w in spans], is_pretokenized=True, add_special_tokens=False)
            for piece, owner in zip(coded.ids, coded.word_ids, strict=True):
                ids[owner or 0].append(piece)
        pieces.append(ids)
    sizes = [min(sum(map(len, ids)) + 1, MOST_TOKENS) for ids in pieces]
    found, first = [], 0
    while first < len(cut):
        begin, room = first, min(CONTEXT_TOKENS, MOST_TOKENS - 1 - sizes[first])
        while begin > 0 and sizes[begin - 1] <= room:
            begin -= 1
            room -= sizes[begin]
        size = 1 + sum(sizes[begin:first])
        last = first
        while last < len(cut) and (last == first or size + sizes[last] <= MOST_TOKENS):
            size += sizes[last]
            last += 1
        found.append(_window(article, cut, pieces, range(begin, last), first))
        first = last
    return found


def _window(article: Article, cut: list[list[Span]], pieces: list[list[list[int]]], which: range, fresh: int) -> Window:
    spans: list[Span] = []
    sentence: list[int] = []
    ids, owner = [START], [-1]
    for s in which:
        taken = 0
        for span, word in zip(cut[s], pieces[s], strict=True):
            taken += len(word)
            if taken >= MOST_TOKENS:  # a sentence longer than the encoder can take loses its end
                break
            ids += word
            owner += [len(spans)] * len(word)
            spans.append(span)
            sentence.append(s)
        ids.append(END)
        owner.append(-1)
    return Window(article, tuple(spans), tuple(sentence), tuple(ids), tuple(owner), fresh)
