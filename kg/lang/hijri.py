"""Hijri dates to days, by the Umm al-Qura calendar, which Saudi Arabia prints; where the moon is sighted a month may begin a day off."""

import re
from datetime import date

from hijridate import Gregorian, Hijri

from kg.lang import days
from kg.lang.days import Range

# Arabic in folded letters | English; a double blank is any run of blanks
MONTHS = (
    "محرم|muharram",
    "صفر|safar",
    "ربيع  (?:ال)?اول|rabi[‘’']?  al-awwal",
    "ربيع  (?:ال)?(?:ثاني|اخر)|rabi[‘’']?  al-(?:thani|akhir)",
    "جماد[يه]  (?:ال)?اول[يه]?|jumada  al-(?:awwal|ula)",
    "جماد[يه]  (?:ال)?(?:ثاني[هي]?|اخر[هي]?)|jumada  al-(?:thani(?:yah?)?|akhirah?)",
    "رجب|rajab",
    "شعبان|sha[‘’']?ban",
    "رمضان|rama[dz]h?an",
    "شوال|shawwal",
    "ذ[يو]  (?:ال)?قعده|dhu  al-qi[‘’']?dah?",
    "ذ[يو]  (?:ال)?حجه|dhu  al-hijjah?",
)
MONTH = "|".join(MONTHS)


def month(words: str) -> int:
    """The number of a month's name.

    >>> month("رمضان"), month("Ramadan"), month("ربيع الاول")
    (9, 9, 3)
    """
    return next(i for i, name in enumerate(MONTHS, 1) if re.fullmatch(name.replace("  ", r"\s+"), words.lower()))


def exact(year: int, number: int = 0, day: int = 0) -> Range:
    """A year, a month of it, or a day; ``ValueError`` when there is no such day, ``OverflowError`` outside of 1343 to 1500.

    >>> exact(1445, 9, 12)[0], exact(1445, 9)
    (datetime.date(2024, 3, 22), (datetime.date(2024, 3, 11), datetime.date(2024, 4, 10)))
    """
    if not number:
        return _first(year, 1), _first(year + 1, 1)
    if not day:
        return _first(year, number), _first(year + number // 12, number % 12 + 1)
    return days.days(date(*Hijri(year, number, day).to_gregorian().datetuple()))


def dated(anchor: date, number: int, day: int = 0, direction: int | None = None) -> Range:
    """A month or a day of it in the year that the anchor and the direction suggest; without a direction as `days.dated`."""
    year = Gregorian(anchor.year, anchor.month, anchor.day).to_hijri().year
    return days.chosen([exact(y, number, day) for y in range(year - 1, year + 2)], anchor, direction)


def _first(year: int, number: int) -> date:
    return date(*Hijri(year, number, 1).to_gregorian().datetuple())
