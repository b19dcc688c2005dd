"""Mentions prepared for comparison: their words, where these stand, and what of them is a person's name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.lang.normalise import key, keys
from kg.lang.normalise import words as word_spans
from kg.link.authority import Authority
from kg.link.find import Finder
from kg.link.spelling import is_arabic, letters, readings
from kg.link.words import KINDS, kinds
from kg.model import Entity, Mention, Reading, Span, Statement

_TITLES = frozenset(("title", "filler", "former", "institution", "office", "counterpart"))
_DETERMINERS = frozenset(("the", "a", "an", "this", "that", "these", "those", "his", "her", "its", "their", "our", "هذا", "هذه", "ذلك", "تلك", "هاتان", "هولاء", "كل", "جميع", "كافه", "نفس", "all", "same"))
JOINING = frozenset(("of", "on", "in", "at", "against", "between", "with", "for", "to", "over", "by", "from", "and"))
_IN_NAMES = frozenset(("al", "el", "bin", "bint", "ibn", "ben", "abu", "ould", "de", "da", "di", "del", "der", "den", "dos", "du", "la", "le", "van", "von", "y", "and"))
HALVES = frozenset(("عبد", "ابو"))  # with the word after them one word of a name
_POSTS = frozenset(("president", "minister", "secretary", "chancellor", "executive", "director", "chairman", "spokesman", "spokeswoman", "ambassador", "ceo"))  # no names of persons
_SON = frozenset(("بن", "ابن", "بنت"))
_DOCTOR = re.compile(r"[دم]\.(?=\w\w)")  # before a name without a blank: «د.محمد»
_MARK = re.compile(r"[^\w\s'’-]")
_REACH, _MORE = 50, 3  # characters after a mention, and words, that may belong to it
OUTSIDE_NAMES = frozenset(("عن", "مع", "في", "من", "بين", "of", "for", "in", "at", "on", "to", "from", "by", "with", "who", "that", "whose", "including", "than"))
_DESCRIBING = KINDS - {"filler", "occasion", "usual"}


@dataclass(slots=True)
class Term:
    """A mention on its way to an entity. ``words`` are the places of ``keys`` in the article; ``cut`` letters before the first are proclitics."""

    mention: Mention
    words: tuple[tuple[int, int], ...]
    keys: tuple[str, ...]
    entity: Entity | None = None
    both: tuple[Entity, ...] = ()  # two entities instead of one: «الجانبان»
    why: str = ""
    cut: int = 0
    name: int = 0  # index of the first word of a person's name; the number of words when there is none
    end: int = 0  # where it ends, if the last words of the mention are not of it

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Whom it stands for: one as a rule, two for «الجانبان», nobody when it is not clear who these are."""
        return (self.entity,) if self.entity else self.both

    def keep(self, size: int) -> None:
        """Leave out all words but the first ``size``."""
        self.words, self.keys, self.end = self.words[:size], self.keys[:size], self.words[size - 1][1]

    @property
    def start(self) -> int:
        """Where it begins in the article."""
        return self.mention.span.start

    @property
    def called(self) -> tuple[str, ...]:
        """The words of a person's name."""
        return self.keys[self.name :]

    @property
    def short(self) -> str:
        """These as one word, if they are but one of a name, «القادر» or «عبد القادر»; else empty."""
        return "".join(self.called) if len(self.called) == 1 or (len(self.called) == 2 and self.called[0] in HALVES) else ""

    @property
    def titles(self) -> tuple[str, ...]:
        """The words before a person's name."""
        return self.keys[: self.name]


def mentions(statement: Statement) -> Iterable[Mention]:
    """Every mention that takes part in a statement."""
    return (m for m in (statement.subject, statement.object, statement.speaker, statement.outlet, statement.about) if m)


def iris(resolved: Mapping[Mention, Term]) -> dict[Mention, str]:
    """The IRI of whom each mention stands for; where it stands for two, both with a blank between."""
    return {m: " ".join(e.iri for e in t.entities) for m, t in resolved.items() if t.entities}


def terms(reading: Reading) -> list[Term]:
    """The mentions of an article in the order of the text, each once."""
    text = reading.article.text
    every = {*reading.mentions, *(m for s in reading.statements for m in mentions(s))}
    found = []
    for mention in sorted(every):
        places, folded = [], []
        for first, last in word_spans(mention.span.of(text)):
            start, end = mention.span.start + first, mention.span.start + last
            if title := _DOCTOR.match(text, start):
                start = title.end()
            if plain := key(text[start:end]):
                places.append((start, end))
                folded.append(plain)
        if determined(folded):
            places, folded = places[1:], folded[1:]
        found.append(Term(mention, tuple(places), tuple(folded)))
    return found


def determined(keys: Sequence[str]) -> bool:
    """Whether words begin with one that only points to what the others say: "the attack", «لهذا الاتفاق»."""
    points = len(keys) > 1 and any(r in _DETERMINERS for _, r in readings(keys[0]))
    return points and (keys[0].isascii() or keys[1].startswith("ال"))


def noun(keys: Sequence[str]) -> str:
    """The English word that says what kind of thing it is.

    >>> noun(("deadly", "bombing", "of", "the", "embassy"))
    'bombing'
    """
    return keys[next((i for i, word in enumerate(keys) if i and word in JOINING), len(keys)) - 1]


def following(term: Term, text: str) -> tuple[str, ...]:
    """The first words right after a mention that may belong to it, before the next mark."""
    end = term.mention.span.end
    return keys(_MARK.split(text[end : end + _REACH], maxsplit=1)[0])[:_MORE] if text[end : end + 1] == " " else ()


def name_of(term: Term, finder: Finder, text: str) -> int:
    """The index of the first word of the name in a person's mention: what stands before it are titles, offices and nationalities."""
    for i, word in enumerate(term.keys):
        if is_title(word, finder):
            continue
        last = i == len(term.keys) - 1
        if is_arabic(word):
            if OUTSIDE_NAMES.intersection(term.keys[i + 1 :]):
                return len(term.keys)  # «ممثلين عن صالح»
            if word.startswith("ال") and not last and term.keys[i + 1].startswith("ال"):
                return len(term.keys)  # «القائد الميداني»
            possessed = (
                text[: term.words[i][1]].endswith(("ه", "ها", "هم"))
                and len(term.keys) - i == 2
                and finder.nation(term.keys[-1:], "", ())
            )
            if i and word in _SON:  # «مساعد بن محمد العيبان»: a title may be a name, too
                return i - 1
            return len(term.keys) if possessed or _is_body(term.keys[i:], finder.authority) else i
        return _english_name(term, i, finder, text)
    return len(term.keys)


def _english_name(term: Term, first: int, finder: Finder, text: str) -> int:
    """Where a name begins, at the word ``first`` or later: "Taliban spokesperson Zabiullah Mujahid"; nowhere in "Abe's rhetoric"."""
    post = max((i for i in range(first, len(term.keys) - 1) if term.keys[i] in _POSTS), default=-1)
    if post >= 0:
        return _english_name(term, post + 1, finder, text)
    for i in range(first, len(term.keys)):
        start, end = term.words[i]
        if text[start].isupper():
            if i == len(term.keys) - 1 or not text[start:end].endswith(("'s", "’s")):
                continue
        elif i > first and (term.keys[i] in _IN_NAMES or text[start - 1] in "-'’"):
            continue  # "Ban Ki-moon"
        elif (titled := is_title(term.keys[i], finder)) or term.keys[i] not in OUTSIDE_NAMES:
            rest = next((j for j in range(i + 1, len(term.keys)) if not is_title(term.keys[j], finder)), len(term.keys))
            if rest < len(term.keys) - (not titled):
                known = (j for j in range(rest, len(term.keys) - 1) if _is_person(term.keys[j:], finder.authority))
                return next(known, None) or _english_name(term, rest, finder, text)
        return len(term.keys)
    return first


def _is_person(words_: tuple[str, ...], authority: Authority) -> bool:
    found = authority.find(words_)
    return found is not None and any(authority.entities[n.iri].type == "Person" for n in found.names)


def _is_body(words_: tuple[str, ...], authority: Authority) -> bool:
    """Whether what follows the titles is no person but a body or a place: «مراسلة الجزيرة»."""
    found = authority.find(words_)
    return found is not None and all(authority.entities[n.iri].type != "Person" for n in found.names)


def is_title(word: str, finder: Finder) -> bool:
    """Whether a word before a name is a title, an office or a nationality, not a part of the name."""
    return bool(kinds(word) & _TITLES) or any(cut < 2 and (plain,) in finder.nations for cut, plain in readings(word))


def is_description(keys: tuple[str, ...], text: str) -> bool:
    """Whether words tell no more than a kind of thing: «الحركة», "the group"."""
    if not any(is_arabic(k) for k in keys):
        return not any(c.isupper() for c in text.removeprefix("The "))
    return all(kinds(w) & _DESCRIBING for w in keys)


def is_definite(keys: tuple[str, ...]) -> bool:
    """Whether a mention is one Arabic word with article, which more often describes than names: «الحركة»."""
    return len(keys) == 1 and any(r.startswith("ال") and len(r) > 4 for _, r in readings(keys[0]))


def shown(term: Term, text: str, first: int = 0) -> Span:
    """The span of a mention from its word ``first`` on, without proclitics and without marks around it."""
    if not term.words:
        return term.mention.span
    start = term.words[first][0]
    if first == 0:
        start += letters(text[start : term.words[0][1]], term.cut)
        if not term.cut:
            start = min(start, _opening(term, text))
    return Span(start, term.end or max(term.words[-1][1], _closing(term, text)))


def _opening(term: Term, text: str) -> int:
    start = term.mention.span.start
    while start < term.words[0][0] and text[start] in " \t\n«»\"“”'،,":
        start += 1
    return start


def _closing(term: Term, text: str) -> int:
    end = term.mention.span.end
    while end > term.words[-1][1] and text[end - 1] in " \t\n«»\"“”'،,":
        end -= 1
    return end
