"""Time expressions in Arabic and English text, and the days that they mean."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

from kg.lang import dates_ar, dates_en, days, hijri
from kg.lang.date_rules import Meaning, Refinements, Rules
from kg.lang.days import Range
from kg.model import Span, Time

Expression = tuple[int, int, Range | None]
Language = tuple[Rules, Refinements, Callable[[re.Match[str]], bool]]

# One character for one: letters that are written in several ways, and digits. `normalise.fold` drops case, which tells May from may.
_FOLDED = str.maketrans("أإآٱةىیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹\u00a0", "ااااهييك01234567890123456789 ")
# Not read at all: tashkeel, tatweel, and the invisible marks of direction and joining.
_SKIPPED = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ALAIN = re.compile(r"(?<=\b)ألان\b")  # a name, which folded is «الآن»
_MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640"  # on or after the last letter
_ARABIC = re.compile("[\u0621-\u064a]")
_ENGLISH = re.compile(r"[A-Za-z\d]")  # without one of these no English rule holds
_LINK = re.compile(r"\s*(?:(?P<to>[-–—]|الي|حتي|to|through|until|into)\s*|و|and\s+)?")
_BEFORE = 48  # characters in which words that refine an expression are looked for
_YEARS = range(1500, 2100)

_NUMERIC = re.compile(
    r"(?<![\w/.,-])(?P<x>(?:(?P<y>(?:1[5-9]|20)\d\d)\s?(?P<s>[/.-])\s?(?P<m>[01]?\d)\s?(?P=s)\s?(?P<d>[0-3]?\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
    r"|(?P<a>[0-3]?\d)\s?(?P<t>[/.-])\s?(?P<b>[0-3]?\d)\s?(?P=t)\s?(?P<c>(?:1[3-9]|20)\d\d)(?P<h>\s?ه(?!\w))?(?:\s?م(?!\w))?))(?![\w/-]|[.,]\d)"
)


def times(text: str, anchor: str = "", *, ahead: bool = False) -> tuple[tuple[Span, Time], ...]:
    """The time expressions of ``text``, in order, not overlapping, and the days ``[start, end)`` that they mean.

    ``anchor`` is the ISO day on which the text was published. What is relative («أمس», "last week", a month without a year) has no days when
    the anchor is empty, nor has what is vague («قبل أيام», "recently"). A day of the week is the nearest one at or before the anchor, or, with ``ahead``, at or
    after it, unless the words say which. A week begins on Monday.

    >>> for span, time in times("التقى الوزيران أمس الاثنين، ويزور بكين في 2 مايو/أيار المقبل", "2024-04-09"): print(time)
    Time(text='أمس الاثنين', start='2024-04-08', end='2024-04-09')
    Time(text='2 مايو/أيار المقبل', start='2024-05-02', end='2024-05-03')
    >>> [t.start for _, t in times("He left on April 9, 2024, a year after the talks of late 2022.")]
    ['2024-04-09', '2022-09-01']
    """
    kept = [i for i, c in enumerate(text) if not _SKIPPED.match(c)] if _SKIPPED.search(text) else range(len(text))
    plain = _ALAIN.sub("_" * 4, _SKIPPED.sub("", text)).translate(_FOLDED)
    found = []
    for start, end, meant in _joined(plain, sorted(_found(plain, _anchor(anchor, ahead)), key=lambda f: f[:2])):
        last = kept[end - 1] + 1
        while last < len(text) and text[last] in _MARKS:
            last += 1
        span = Span(kept[start], last)
        found.append((span, Time(span.of(text), *(d.isoformat() for d in meant)) if meant else Time(span.of(text))))
    return tuple(found)


def day(text: str) -> str:
    """The ISO day that a header names, or ``""`` when it names none or more than one.

    >>> day("2024-04-09T23:30:00Z"), day("Tue, 09 Apr 2024 10:00:00 GMT"), day("الثلاثاء ٩ أبريل ٢٠٢٤"), day("2004/2005"), day("03/04/2024")
    ('2024-04-09', '2024-04-09', '2024-04-09', '', '')
    """
    text = text.strip()
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(text).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found.isoformat() if found.year in _YEARS else ""
    named = {
        (t.start, t.end)
        for _, t in times(text[:200])
        if t.start and days.days(date.fromisoformat(t.start))[1].isoformat() == t.end
    }
    return named.pop()[0] if len(named) == 1 else ""


def _anchor(text: str, ahead: bool) -> date | None:
    try:
        return (days.Coming if ahead else date).fromisoformat(text)
    except ValueError:
        return None


def _joined(plain: str, found: Iterable[Expression]) -> list[Expression]:
    """Expressions in order, with those made one that are one time: «السبت والأحد», «ليل السبت-الأحد», "May 3 to June 5"."""
    joined: list[Expression] = []
    for start, end, meant in found:
        if joined and meant and joined[-1][2] and (link := _LINK.fullmatch(plain, joined[-1][1], start)):
            first, (begin, until) = joined[-1][0], joined[-1][2]
            if (until - begin).days == 1 and not re.search(r"\d", plain[first : joined[-1][1]]):  # a weekday: the one before the second
                off = (meant[0] - begin) // timedelta(weeks=1) * timedelta(weeks=1)
                begin, until = begin + off, until + off
            if until == meant[0] or (link["to"] and begin < meant[0]):
                joined[-1] = first, end, (begin, meant[1])
                continue
        joined.append((start, end, meant))
    return joined


def _found(plain: str, anchor: date | None) -> Iterator[Expression]:
    """Every expression of folded text with its days; an earlier rule takes precedence over a later one."""
    taken = bytearray(len(plain))
    arabic, english = _ARABIC.search(plain), _ENGLISH.search(plain)
    for rules, refinements, doubtful in (_ANY, *([_IN_ARABIC] if arabic else ()), *([_IN_ENGLISH] if english else ())):
        for pattern, meaning in rules:
            for m in pattern.finditer(plain):
                start, end = m.span("x")
                if any(taken[start:end]) or ("m1" in pattern.groupindex and doubtful(m)):
                    continue
                meant = _meant(meaning, m, anchor)
                floor = max(taken.rfind(1, 0, start) + 1, start - _BEFORE)
                start, meant = _refined(plain, start, meant, floor=floor, anchor=anchor, refinements=refinements)
                taken[start:end] = b"\1" * (end - start)
                yield start, end, meant


def _meant(meaning: Meaning, m: re.Match[str], anchor: date | None) -> Range | None:
    try:
        return meaning(m, anchor)
    except (ValueError, OverflowError):  # «31 أبريل», or a year that no calendar has
        return None


def _refined(
    plain: str, start: int, meant: Range | None, *, floor: int, anchor: date | None, refinements: Refinements
) -> tuple[int, Range | None]:
    """The expression with the words before it that narrow or widen its days: «صباح», «مطلع», «منذ», "the end of"."""
    while True:
        for pattern, refine in refinements:
            before = pattern.search(plain, floor, start)
            better = refine(before, meant, anchor) if before and meant else None
            if before and (meant is None or better is not None):
                start, meant = before.start("x"), better
                break
        else:
            return start, meant


def _numeric(m: re.Match[str], _: date | None) -> Range | None:
    """2024-04-09, 9/4/2024; 3/4/2024 is the third of April in an Arabic text only. Years below 1500 are Hijri."""
    if m["y"]:
        return days.days(date(int(m["y"]), int(m["m"]), int(m["d"])))
    first, second, year = int(m["a"]), int(m["b"]), int(m["c"])
    if m["h"] or year not in _YEARS:
        return hijri.exact(year, second, first)
    if first > 12 or first == second or _ARABIC.search(m.string):
        return days.days(date(year, second, first))
    return days.days(date(year, first, second)) if second > 12 else None


_ANY: Language = (((_NUMERIC, _numeric),), (*dates_ar.REFINEMENTS, *dates_en.REFINEMENTS), lambda _: False)
_IN_ARABIC: Language = (dates_ar.RULES, dates_ar.REFINEMENTS, dates_ar.doubtful)
_IN_ENGLISH: Language = (dates_en.RULES, dates_en.REFINEMENTS, dates_en.doubtful)
