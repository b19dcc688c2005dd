"""How a name may be written in running Arabic: behind proclitics, and in one of several transliterations."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

_CONJUNCTIONS = "وف"
_PREPOSITIONS = "بكل"
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufeff]")
_MARKS = frozenset("\u0640\u0670" + "".join(map(chr, range(0x64B, 0x660))))
_SAME = str.maketrans("جقكثذظضطصح", "غغغتززدتسه")
_DROPPED = str.maketrans("", "", "اويءه")


def is_arabic(text: str) -> bool:
    """Whether any letter is Arabic.

    >>> is_arabic("PKK"), is_arabic("لCNN")
    (False, True)
    """
    return _ARABIC.search(text) is not None


@lru_cache(maxsize=1 << 15)
def readings(word: str) -> tuple[tuple[int, str], ...]:
    """The ways to read a folded word: how many letters are proclitics, and the word without them. The word as it stands comes first.

    «لل» is ل and the article, which the word then has again.

    >>> readings("وموسكو")[:2]
    ((0, 'وموسكو'), (1, 'موسكو'))
    >>> readings("للصين")
    ((0, 'للصين'), (0, 'الصين'), (1, 'لصين'))
    """
    return tuple(dict.fromkeys(_readings(word)))


def _readings(word: str) -> Iterator[tuple[int, str]]:
    yield 0, word
    if not word or not is_arabic(word[0]):
        return
    starts = [0]
    if word[0] in _CONJUNCTIONS and len(word) > 2:
        yield 1, word[1:]
        starts.append(1)
    for at in starts:
        rest = word[at:]
        if len(rest) < 3 or rest[0] not in _PREPOSITIONS:
            continue
        if rest.startswith("لل") and len(rest) > 3:
            yield at, "ال" + rest[2:]
        yield at + 1, rest[1:]


def has_article(word: str) -> bool:
    """Whether a folded Arabic word has the article, behind proclitics or not.

    >>> has_article("والرييس"), has_article("للرييس"), has_article("رييس")
    (True, True, False)
    """
    return any(r.startswith("ال") for _, r in readings(word))


def letters(word: str, count: int) -> int:
    """How many characters the first ``count`` letters of ``word`` take, with the marks on them.

    >>> letters("بِالصين", 1)
    2
    """
    at = 0
    while count and at < len(word):
        at += 1
        while at < len(word) and word[at] in _MARKS:
            at += 1
        count -= 1
    return at


@lru_cache(maxsize=1 << 15)
def sound(*words: str) -> str:
    """What the transliterations of a foreign name have in common: consonants, those that are confused made one. Arabic only, else empty.

    >>> sound("سيرجي", "لافروف") == sound("سيرغي", "لافروف")
    True
    >>> sound("شي", "جين", "بينج") == sound("شي", "جينبينغ")
    True
    """
    joined = "".join(words)
    return (joined[:1] + joined[1:].translate(_DROPPED)).translate(_SAME) if is_arabic(joined) else ""


def compounds(words: Sequence[str]) -> tuple[str, ...]:
    """Folded words of a name with its compounds written together: both «عز الدين» and «عزالدين» are in use.

    >>> compounds(("عبد", "الله", "بن", "عز", "الدين"))
    ('عبدالله', 'بن', 'عزالدين')
    """
    joined: list[str] = []
    for word in words:
        if joined and ((joined[-1] == "عبد" and word.startswith("ال")) or (word == "الدين" and len(joined[-1]) > 1)):
            joined[-1] += word
        else:
            joined.append(word)
    return tuple(joined)
