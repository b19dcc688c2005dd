"""Letters as they are compared: one form for all the ways in which a name is spelt. For lookup only, never shown, never stored."""

import re
import unicodedata
from functools import lru_cache

from camel_tools.utils.normalize import normalize_alef_ar, normalize_alef_maksura_ar, normalize_teh_marbuta_ar

TATWEEL = "\u0640"
_OTHER = {
    "ؤ": "و",
    "ئ": "ي",
    "ی": "ي",
    "ې": "ي",
    "ک": "ك",
    "ڪ": "ك",
    "ہ": "ه",
    "ۀ": "ه",
    "گ": "غ",
    "پ": "ب",
    "ڤ": "ف",
    "چ": "ج",
    "ژ": "ج",
}
_OTHER |= dict.fromkeys("’‘ʼʻ`´\u02bf\u02be", "'") | dict.fromkeys("‐‑‒–—−", "-")
_UNDECOMPOSED = {"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "a", "œ": "o", "ß": "s", "ð": "d", "þ": "t", "ə": "a"}
_MARKS = re.compile(f"[{TATWEEL}\u064b-\u0652\u0670]")  # what camel_tools' dediac_ar drops, which takes over a second to load
_WORD = re.compile(r"[\w\u064b-\u065f\u0670]+(?:['.&+](?=[^\W_])\w+)*\+?")
_POSSESSIVE = re.compile(r"(?<=\w)'s$|(?<=s)'$")
_PROCLITICS = re.compile(r"(?:و|ف)?(?:[بك]?ال|لل|[بكل])?(?=\w{3})|(?:و|ف)(?=\w{3})")


class _Letters(dict[int, str]):
    """A table for ``str.translate`` that fills itself: one character for one."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    plain = unicodedata.normalize("NFKC", letter)
    if len(plain) != 1:  # a ligature stays: two letters would not fit in its place
        plain = letter
    if "\u0600" <= plain <= "\u06ff":
        plain = str(normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(plain))))
        return _OTHER.get(plain, plain)
    base = unicodedata.normalize("NFD", plain)[0]
    small = base.casefold() if len(base.casefold()) == 1 else base
    small = _UNDECOMPOSED.get(small, small)
    return _OTHER.get(small, small)


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Fold case, accents, hamza, alef, teh marbuta, alef maksura, digits and presentation forms. Same length in, same length out.

    Lookup only: never shown, never stored. Keeping the length means that a ``Span`` found in the folded text is valid in the
    original. Tashkeel and tatweel, which have no letter to fold to, stay; `key` drops them.

    >>> fold("أوروبا وإيران"), fold("Erdoğan ٢٠٢٤"), fold("ﻣﺼﺮ")
    ('اوروبا وايران', 'erdogan 2024', 'مصر')
    """
    return text.translate(_LETTERS)


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """A word as it is looked up: folded, without tashkeel, tatweel and an English possessive. May be shorter than the word, or empty.

    >>> key("مُحَمَّد"), key("الكويــت"), key("Putin's"), key("U.S."), key("OPEC+")
    ('محمد', 'الكويت', 'putin', 'us', 'opec+')
    """
    plain = unicodedata.normalize("NFKC", word)
    if not plain.isalpha():
        plain = _POSSESSIVE.sub("", fold(_MARKS.sub("", plain)))
        found = "".join(c for c in plain if c.isalnum() or c == "+")
        return "" if found.strip("+") == "" else found
    return fold(plain.replace(TATWEEL, ""))


def words(text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of ``text`` are, as ``(start, end)``: runs of letters and digits, with the marks on them and an inner apostrophe.

    >>> [("«الشرق الأوسط»، AFP's")[s:e] for s, e in words("«الشرق الأوسط»، AFP's")]
    ['الشرق', 'الأوسط', "AFP's"]
    """
    return tuple(m.span() for m in _WORD.finditer(text.replace("’", "'")))


def keys(text: str) -> tuple[str, ...]:
    """The words of ``text`` as they are looked up.

    >>> keys("The U.S. President’s visit"), keys("كي-مون")
    (('the', 'us', 'president', 'visit'), ('كي', 'مون'))
    """
    return tuple(filter(None, map(key, _WORD.findall(text.replace("’", "'")))))


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """A word as it is looked up, without proclitics and article, judged by its letters alone: a comparison that would rather be too lenient.

    >>> bare("وبالكرملين"), bare("للصين"), bare("الصين"), bare("وفد")
    ('كرملين', 'صين', 'صين', 'وفد')
    """
    plain = key(word)
    found = _PROCLITICS.match(plain)
    return plain[found.end() :] if found else plain
