"""Arithmetic of half-open ranges of days, ``[start, end)``, for what time expressions mean."""

from collections.abc import Iterable
from datetime import date, timedelta

from kg.errors import InputError

Range = tuple[date, date]

PAST, SAME, NEXT = -1, 0, 1


class Coming(date):
    """An anchor for what is still to come: a day of the week is the first one at or after it."""


AHEAD = timedelta(
    days=60
)  # a month or day without a year is at most this far in the future: news tells what was, and what is near


def day(name: str, given: str) -> str:
    """What somebody gave as ``name``, an ISO day or nothing; raises ``InputError`` for what is neither."""
    try:
        known = not given or date.fromisoformat(given).isoformat() == given
    except ValueError:
        known = False
    if not known:
        raise InputError(f"{name} {given}: not a day. Write it as 2024-01-31.")
    return given


def days(start: date, count: int = 1) -> Range:
    """``count`` days from ``start`` on."""
    return start, start + timedelta(days=count)


def month(year: int, number: int) -> Range:
    """One calendar month; ``number`` may lie outside 1 to 12.

    >>> month(2024, 0)
    (datetime.date(2023, 12, 1), datetime.date(2024, 1, 1))
    """
    year, index = year + (number - 1) // 12, (number - 1) % 12
    return date(year, index + 1, 1), date(year + (index == 11), (index + 1) % 12 + 1, 1)


def months(year: int, first: int, last: int) -> Range:
    """Calendar months ``first`` to ``last``, both included."""
    return month(year, first)[0], month(year, last)[1]


def years(first: int, last: int | None = None) -> Range:
    """Calendar years ``first`` to ``last``, both included."""
    return date(first, 1, 1), date((first if last is None else last) + 1, 1, 1)


def unit(anchor: date, name: str, offset: int) -> Range:
    """The calendar day, ISO week (from Monday), month, year or decade that lies ``offset`` units from the anchor's.

    >>> unit(date(2024, 4, 9), "week", -1)
    (datetime.date(2024, 4, 1), datetime.date(2024, 4, 8))
    """
    if name == "week":
        return days(anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=offset), 7)
    if name == "month":
        return month(anchor.year, anchor.month + offset)
    if name == "year":
        return years(anchor.year + offset)
    if name == "decade":
        first = (anchor.year // 10 + offset) * 10
        return years(first, first + 9)
    return days(anchor + timedelta(days=offset))


def shift(anchor: date, name: str, count: int) -> date:
    """The day ``count`` units away; in a shorter month its last day.

    >>> shift(date(2024, 3, 31), "month", -1)
    datetime.date(2024, 2, 29)
    """
    if name in {"month", "year", "decade"}:
        start, end = month(anchor.year, anchor.month + count * {"month": 1, "year": 12, "decade": 120}[name])
        return min(start + timedelta(days=anchor.day - 1), end - timedelta(days=1))
    if name in {"hour", "minute"}:
        size = timedelta(hours=count) if name == "hour" else timedelta(minutes=count)
        return anchor + timedelta(days=-(-abs(size) // timedelta(days=1)) * (1 if count > 0 else -1))
    return anchor + timedelta(days=count * (7 if name == "week" else 1))


def stretch(anchor: date, name: str, count: int) -> Range:
    """The last ``-count`` units up to the anchor's day, or the next ``count`` units after it.

    >>> stretch(date(2024, 4, 9), "week", -2)
    (datetime.date(2024, 3, 26), datetime.date(2024, 4, 10))
    """
    other = shift(anchor, name, count)
    return (other, anchor + timedelta(days=1)) if count < 0 else (anchor, other + timedelta(days=1))


def weekday(anchor: date, number: int, direction: int) -> Range:
    """That day of the week (Monday is 0): the last one before the anchor, the first one after it, or the nearest at or before it.

    >>> weekday(date(2024, 4, 9), 1, SAME), weekday(date(2024, 4, 9), 1, NEXT)[0]
    ((datetime.date(2024, 4, 9), datetime.date(2024, 4, 10)), datetime.date(2024, 4, 16))
    """
    if direction == NEXT:
        return days(anchor + timedelta(days=(number - anchor.weekday() - 1) % 7 + 1))
    if direction == SAME and isinstance(anchor, Coming):
        return days(anchor + timedelta(days=(number - anchor.weekday()) % 7))
    before = (anchor.weekday() - number) % 7
    return days(anchor - timedelta(days=before or (7 if direction == PAST else 0)))


def near_weekday(day: date, number: int) -> Range:
    """That day of the week at most three days away.

    >>> near_weekday(date(2024, 4, 9), 4)[0]
    datetime.date(2024, 4, 12)
    """
    return days(day + timedelta(days=(number - day.weekday() + 3) % 7 - 3))


def dated(anchor: date, number: int, first: int = 0, last: int = 0, direction: int | None = None) -> Range:
    """A month, or the days ``first`` to ``last`` of it, in the year that the anchor and the direction suggest.

    Without a direction it is the latest one that begins at most 60 days after the anchor.

    >>> dated(date(2024, 4, 9), 10, 7, 7)[0], dated(date(2024, 4, 9), 5, 2, 2)[0]
    (datetime.date(2023, 10, 7), datetime.date(2024, 5, 2))
    """

    def in_year(year: int) -> Range:
        return exact(year, number, first, last)

    if direction == SAME:
        return in_year(anchor.year)
    found = []
    for year in range(anchor.year - 8, anchor.year + 9):  # 8: 29 February
        try:
            found.append(in_year(year))
        except ValueError:
            continue
    return chosen(found, anchor, direction)


def chosen(found: Iterable[Range], anchor: date, direction: int | None) -> Range:
    """Of the ranges that a name has, the next one, the last that is over, or the latest that begins at most 60 days after the anchor."""
    if direction == NEXT:
        return min(r for r in found if r[0] > anchor)
    if direction == PAST:
        return max(r for r in found if r[1] <= anchor)
    return max(r for r in found if r[0] <= anchor + AHEAD)


def exact(year: int, number: int, first: int = 0, last: int = 0) -> Range:
    """A month, or the days ``first`` to ``last`` of it; ``ValueError`` when there is no such day."""
    if not first:
        return month(year, number)
    start, end = date(year, number, first), date(year, number, last or first)
    if end < start:
        raise ValueError("the range ends before it begins")
    return start, end + timedelta(days=1)


def third(whole: Range, which: int) -> Range:
    """The first (-1), middle (0) or last (1) third of a range; ranges of less than 28 days stay whole.

    >>> third(years(2011), -1)[1]
    datetime.date(2011, 5, 2)
    """
    length = (whole[1] - whole[0]).days
    return whole if length < 28 else fraction(whole, which + 2, 3)


def fraction(whole: Range, which: int, of: int) -> Range:
    """The ``which``-th of ``of`` equal parts (1-based); of a year by whole months.

    >>> fraction(years(2023), 2, 4)
    (datetime.date(2023, 4, 1), datetime.date(2023, 7, 1))
    """
    start, end = whole
    if of in {2, 4} and (start, end) == years(start.year):
        size = 12 // of
        return months(start.year, (which - 1) * size + 1, which * size)
    length = (end - start).days
    return start + timedelta(days=length * (which - 1) // of), start + timedelta(days=length * which // of)


def season(year: int, number: int) -> Range:
    """Meteorological seasons of the north: spring (0) is March to May; winter (3) begins in December of ``year``."""
    return months(year, 3 + 3 * number, 5 + 3 * number)


def near_season(anchor: date, number: int, direction: int) -> Range:
    """The season that last ended, the one that comes next, or this year's."""
    found = [season(year, number) for year in range(anchor.year - 2, anchor.year + 3)]
    if direction == PAST:
        return max(r for r in found if r[1] <= anchor)
    if direction == NEXT:
        return min(r for r in found if r[0] > anchor)
    return next((r for r in found if r[0] <= anchor < r[1]), season(anchor.year, number))


def clip(whole: Range, anchor: date | None, direction: int) -> Range | None:
    """The part of a range up to the anchor's day, or from that day on ("earlier this month")."""
    if anchor is None or not whole[0] <= anchor < whole[1]:
        return whole
    return (whole[0], anchor + timedelta(days=1)) if direction == PAST else (anchor, whole[1])


def since(whole: Range, anchor: date | None) -> Range:
    """From the range's first day up to the anchor's; without an anchor the range itself, since the end is not known."""
    return whole if anchor is None or anchor < whole[0] else (whole[0], anchor + timedelta(days=1))
