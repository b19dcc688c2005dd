"""The offices that stand beside a person's name: «وزير الدفاع الأمير محمد بن سلمان», "Angela Merkel, Germany's chancellor"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kg.lang.normalise import key
from kg.lang.normalise import words as word_spans
from kg.link.offices import relation_of
from kg.link.spelling import has_article, is_arabic
from kg.link.terms import Term, is_title
from kg.link.words import kinds, singles, stem
from kg.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.link.find import Finder

_REACH = 80  # characters around a name in which its titles are looked for
_LONGEST = 8  # words of an office
_GAP = re.compile("['’ \"«»“”،,]*")  # between a title and a name, or another title
_BELOW = frozenset(("deputy", "vice", "assistant", "under", "opposition", "party", "rebel", "majority", "minority"))  # before an office: another one
_SECOND = "ثاني"  # among titles: «النائب الثاني»


class Word(NamedTuple):
    """A folded word and where it stands in the article."""

    key: str
    start: int
    end: int


class Told(NamedTuple):
    """An office as `kg.link.offices.Offices.means` has it, where it is told, and whether it is over."""

    role: str
    body: str
    span: Span
    past: bool

    @property
    def relation(self) -> str:
        """The relation of the ontology that it is."""
        return relation_of(self.role)


def of(term: Term, text: str, finder: Finder, day: str) -> Iterator[tuple[Told, bool]]:
    """The offices that an article gives a person where it mentions him, and whether they are surely his: what follows a name may be another's."""
    run = words(term)
    if term.called:
        yield from ((office, True) for office in told([*before(term, text, finder), *run[: term.name]], finder, day))
        yield from ((office, False) for office in told(after(term, text, finder), finder, day))
    else:  # without a name: "the French president", and not "the president" nor «الوزير الفرنسي»
        whole = Span(run[0].start, run[-1].end)
        yield from ((office, True) for office in told(run, finder, day) if office.body and office.role != "ministerOf" and office.span == whole)


def words(term: Term) -> list[Word]:
    """The words of a mention."""
    return [Word(k, *place) for k, place in zip(term.keys, term.words, strict=True)]


def before(term: Term, text: str, finder: Finder) -> list[Word]:
    """The titles right before a mention, from the first that is joined to what stands before it on; none before «ل» or «و» and a name."""
    edge = term.words[0][0]
    found: list[Word] = []
    if term.cut or _joined(term.keys[0]) or (edge and text[edge - 1].isalpha()):
        return found
    for word in reversed(_read(text, max(0, edge - _REACH), edge)):
        if not _GAP.fullmatch(text, word.end, edge) or not _titled(word.key, finder):
            break
        found.insert(0, word)
        edge = word.start
        if _joined(word.key):
            break
    return found


def after(term: Term, text: str, finder: Finder) -> list[Word]:
    """The titles right after a mention."""
    edge = term.words[-1][1]
    found: list[Word] = []
    for word in _read(text, edge, edge + _REACH):
        if not _GAP.fullmatch(text, edge, word.start) or not _titled(word.key, finder) or _joined(word.key):
            break
        found.append(word)
        edge = word.end
    return found


def _read(text: str, start: int, end: int) -> list[Word]:
    """The words of a part of the article."""
    return [Word(key(text[start + a : start + b]), start + a, start + b) for a, b in word_spans(text[start:end])]


def _titled(word: str, finder: Finder) -> bool:
    return is_title(word, finder) or stem(word) == _SECOND


def _joined(word: str) -> bool:
    """Whether a title is of another one than what stands before it: «والرئيس», not «وزير», and «نظيره»."""
    return (word.startswith("و") and stem(word) not in singles()) or "counterpart" in kinds(word)


def told(run: list[Word], finder: Finder, day: str, *, bare: bool = False) -> Iterator[Told]:
    """The offices in a run of titles, in order; ``bare`` ones too, as the «زعيم» of «زعيم الحزب», which may be of anything."""
    at = end = 0
    while at < len(run):
        sizes = range(min(_LONGEST, len(run) - at), 0, -1)
        size, office = next(((n, o) for n in sizes if (o := _means(run[at : at + n], finder, day))), (1, None))
        earlier = run[at - 1].key if at else ""
        if office and not _lower(earlier, run[at].key, beside=at == end):
            end = at + size
            if bare or office.body or _whole(run[end - 1].key):
                yield office._replace(past=office.past or "former" in kinds(earlier))
        at += size


def _means(part: list[Word], finder: Finder, day: str) -> Told | None:
    while part and "filler" in kinds(part[-1].key):
        part = part[:-1]
    plain = [w.key for w in part if "former" not in kinds(w.key)]
    office = finder.offices.means(plain, day) if part and "filler" not in kinds(part[0].key) else None
    return Told(*office, Span(part[0].start, part[-1].end), len(plain) < len(part)) if office else None


def _whole(last: str) -> bool:
    """Whether an office that tells no body may end so: «الرئيس», "president"."""
    return not is_arabic(last) or has_article(last)


def _lower(earlier: str, first: str, *, beside: bool) -> bool:
    """Whether the word before an office makes it another one: «نائب وزير الخارجية», «المبعوث الخاص للرئيس»; ``beside`` another office it can't."""
    if not is_arabic(earlier):
        return earlier in _BELOW
    dependent = not has_article(earlier) and not kinds(earlier) & {"honorific", "former"}
    return first.startswith("ل") or (dependent and not beside)
