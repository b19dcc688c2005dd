"""English time expressions: rules and refinements (see ``date_rules``)."""

import re
from datetime import date, timedelta

from kg.lang import days, hijri
from kg.lang.date_rules import refinements, rules, same, since, unknown, without, year, years
from kg.lang.days import NEXT, PAST, SAME, Range

MONTHS = (
    "January|Jan",
    "February|Feb",
    "March|Mar",
    "April|Apr",
    "May",
    "June|Jun",
    "July|Jul",
    "August|Aug",
    "September|Sept|Sep",
    "October|Oct",
    "November|Nov",
    "December|Dec",
)
DOUBTFUL = frozenset({"March", "May", "Mar", "Jan", "Jun"})  # also words and names
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DIRECTIONS = {
    **dict.fromkeys(("last", "past", "previous"), PAST),
    **dict.fromkeys(("next", "coming", "following"), NEXT),
    **dict.fromkeys(("this", "current"), SAME),
}
RELATIVE = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "last night": -1,
    "today": 0,
    "tonight": 0,
    **dict.fromkeys(("this morning", "this afternoon", "this evening"), 0),
    "the day after tomorrow": 2,
    "tomorrow": 1,
}
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
SEASONS = ("spring", "summer", "autumn|fall", "winter")
THIRDS = {"early|beginning|start": -1, "mid|middle": 0, "late|end|close": 1}
FRACTIONS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0}

_Y = r"(?:1[5-9]|20)\d\d(?![\d%])"
_MONTH = "|".join(sorted("|".join(MONTHS).split("|"), key=len, reverse=True))
_DOT = r"(?:(?:(?<=\bSept)|(?<=\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))\.)?"
_EVENTS = "invasion|war|attacks?|bombings?|massacre|elections?|referendum|coup|uprising|revolution|summit|talks|accords?|agreement|deal|treaty|ceasefire|crisis|annexation"
_HIJRI = f"(?P<hm>(?i:{hijri.MONTH}))"
_HIJRI_YEAR = r"(?:,?  (?P<hy>1[34]\d\d)(?:  AH)?)"
_PART = "|".join(THIRDS)
_D = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_TO = r"\s*(?:-|–|and|to)\s*"
_WEEKDAY = "|".join(WEEKDAYS)
_UNIT = "minute|hour|day|week|month|year|decade"
_NUMBER = rf"\d{{1,3}}|{NUMBERS}"
_DAYPART = r"morning|afternoon|evening|night|midday"
_NEARLY = r"(?:(?:about|around|nearly|almost|roughly|some)\s+)?(?P<rough>(?:more|less)\s+than\s+)?"


def _number(word: str) -> int:
    word = word.lower()
    return 1 if word in {"a", "an"} else int(word) if word.isdigit() else NUMBERS.split("|").index(word) + 1


def _day(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _direction(word: str | None) -> int:
    return DIRECTIONS[word.lower()] if word else SAME


def _date(m: re.Match[str], anchor: date | None) -> Range | None:
    """The like of "Tuesday, April 9, 2024", "9-11 April", "last March", "August this year"."""
    number = next(i for i, names in enumerate(MONTHS, 1) if m["m1"] in names.split("|"))
    last = m["d2"] or m["a2"]
    first = m["d1"] or m["a1"] or last
    ends = (_day(first), _day(last)) if last else (0, 0)
    if m["y"]:
        return days.exact(int(m["y"]), number, *ends)
    if anchor is None:
        return None
    if m["yrel"]:
        return days.exact(anchor.year + _direction(m["yrel"]), number, *ends)
    return days.dated(anchor, number, *ends, direction=_direction(m["rel"]) if m["rel"] else None)


def _hijri(m: re.Match[str], anchor: date | None) -> Range | None:
    """The like of "12 Ramadan 1445", "last Ramadan"."""
    number, day = hijri.month(m["hm"]), _day(m["d"]) if m["d"] else 0
    if m["hy"]:
        return hijri.exact(int(m["hy"]), number, day)
    return hijri.dated(anchor, number, day, _direction(m["rel"]) if m["rel"] else None) if anchor else None


def doubtful(m: re.Match[str]) -> bool:
    """Whether what looks like a month may be another word."""
    if m["m1"] not in DOUBTFUL or any(m[g] for g in ("d2", "a2", "y", "rel", "yrel")):
        return False
    before = m.string[max(0, m.start("x") - 16) : m.start("x")]
    return not re.search(r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id|(?:end|start|beginning|middle)  of)[\s-]+$".replace("  ", r"\s+"), before)


def _calendar(m: re.Match[str], anchor: date | None) -> Range | None:
    """The like of "last week", "this year"; "the weekend" is Saturday and Sunday."""
    if anchor is None:
        return None
    if m["u"].lower() == "weekend":
        return days.days(days.unit(anchor, "week", _direction(m["rel"]))[0] + timedelta(days=5), 2)
    return days.unit(anchor, m["u"].lower(), _direction(m["rel"]))


def _weekend(_: re.Match[str], anchor: date | None) -> Range | None:
    """The weekend that began last."""
    return days.days(days.weekday(anchor, 5, SAME)[0], 2) if anchor else None


def _overnight(_: re.Match[str], anchor: date | None) -> Range | None:
    """The night before the anchor's day."""
    return days.days(anchor - timedelta(days=1), 2) if anchor else None


def _edge(m: re.Match[str], anchor: date | None) -> Range | None:
    """The like of "the end of the year", "earlier in the week": of this one."""
    if anchor is None:
        return None
    whole = days.unit(anchor, m["u"].lower(), 0)
    return _part(m, whole, anchor) if "part" in m.groupdict() else _clip(m, whole, anchor)


def _quarter(m: re.Match[str], _: date | None) -> Range | None:
    """The like of "Q1 2023", "H2 2022"."""
    return days.fraction(days.years(int(m["y"])), int(m["n"]), 4 if m["half"] == "Q" else 2)


def _stretch(m: re.Match[str], anchor: date | None) -> Range | None:
    """The like of "the past three years", "the next six months"; "the last few days" is anybody's guess."""
    if anchor is None or not m["n"]:
        return None
    return days.stretch(anchor, m["u"].lower(), _number(m["n"]) * _direction(m["rel"]))


def _ago(m: re.Match[str], anchor: date | None) -> Range | None:
    """The like of "two days ago", "a year ago"."""
    name = m["u"].lower()
    if anchor is None or not m["n"] or m["rough"] or name in {"hour", "minute"}:
        return None
    return days.unit(anchor, name, -_number(m["n"]))


def _relative(m: re.Match[str], anchor: date | None) -> Range | None:
    return days.days(anchor + timedelta(days=RELATIVE[" ".join(m["r"].lower().split())])) if anchor else None


def _weekday(m: re.Match[str], anchor: date | None) -> Range | None:
    """The like of "on Tuesday", "last Friday", "next Sunday"; "this Friday" is the one of this week."""
    if anchor is None:
        return None
    number, rel = WEEKDAYS.index(m["w"]), m["rel"] or m["rel2"]
    if rel and rel.lower() == "this":
        return days.days(days.unit(anchor, "week", 0)[0] + timedelta(days=number))
    return days.weekday(anchor, number, _direction(rel))


def _decade(m: re.Match[str], _: date | None) -> Range | None:
    return days.years(int(m["y"]), int(m["y"]) + 9)


def _season(m: re.Match[str], anchor: date | None) -> Range | None:
    which = next(i for i, names in enumerate(SEASONS) if m["s"].lower() in names.split("|"))
    if m["y"]:
        return days.season(int(m["y"]), which)
    return days.near_season(anchor, which, _direction(m["rel"])) if anchor else None


_RULES = (
    (
        (
            rf"(?:(?<![\w/.,-])|(?<=\b[Mm]id-))(?P<x>(?:(?:(?P<d1>{_D}){_TO})?(?P<d2>{_D})  (?:of  )?)?(?:(?P<rel>[Ll]ast|[Nn]ext|[Tt]his)  )?(?P<m1>{_MONTH})\b{_DOT}"
            rf"(?:  (?:(?P<a1>{_D})(?!\d){_TO})?(?P<a2>{_D})(?![\d,]*\d))?"
            rf"(?:,?  (?:of  |in  )?(?P<y>{_Y})|  (?:of  )?(?P<yrel>last|this|next)  year\b)?)"
        ),
        _date,
    ),
    (rf"(?<!\w)(?P<x>(?:(?i:from|between)  )(?P<y>{_Y})  (?:to|and|until)  (?P<y2>{_Y}))", years),
    (rf"(?<![\w/.-])(?P<x>(?P<y>{_Y})\s?[-–/]\s?(?P<y2>{_Y}))(?![\w/-])", years),
    (
        r"\b(?P<x>(?i:(?P<rel>last|next|this|past|previous|current)  (?P<u>week|month|year|weekend|decade))\b)",
        _calendar,
    ),
    (r"\b(?P<x>(?i:the)  weekend\b)", _weekend),
    (r"\b(?P<x>(?i:overnight))\b", _overnight),
    (rf"\b(?P<x>(?i:(?:the  )?(?P<part>{_PART})  of  the  (?P<u>week|month|year|decade)))\b", _edge),
    (r"\b(?P<x>(?i:(?P<clip>earlier|later)  in  the  (?P<u>week|month|year)))\b", _edge),
    (rf"\b(?P<x>(?P<half>[QH])(?P<n>[1-4])  (?P<y>{_Y}))", _quarter),
    (
        rf"\b(?P<x>(?i:(?:the  )?(?P<rel>last|past|next|coming)  (?:(?P<n>{_NUMBER})|few|several|couple  of)?\s*\b(?P<u>{_UNIT})s)\b)",
        _stretch,
    ),
    (
        rf"\b(?P<x>(?i:{_NEARLY}(?:(?P<n>{_NUMBER}|an?)|several|a  few|a  couple  of|many)  (?P<u>{_UNIT})s?  ago)\b)",
        _ago,
    ),
    (
        rf"{without('USA|Russia|India')}\b(?P<x>(?i:(?P<r>{'|'.join(RELATIVE).replace(' ', '  ')})(?:  (?:{_DAYPART}))?)\b)",
        _relative,
    ),
    (
        (
            rf"{without('Black|Good|Bloody|Super|Palm|Easter|Holy|Ash')}\b(?P<x>(?:(?i:(?P<rel>last|next|this))  )?"
            rf"(?P<w>{_WEEKDAY})\b(?!  (?:Times|Telegraph|Mirror|Mail|Express|Mass|Agreement)\b)(?:  (?P<rel2>last|next)\b|  (?:{_DAYPART})\b)?)"
        ),
        _weekday,
    ),
    (rf"(?<!\w)(?P<x>(?i:(?:the  )?(?P<s>{'|'.join(SEASONS)}))  (?:of  )?(?P<y>{_Y}))(?P<rel>)", _season),
    (rf"\b(?P<x>(?i:(?P<rel>last|next|this)  (?P<s>{'|'.join(SEASONS)}))\b)(?P<y>)", _season),
    (r"(?<!\w)(?P<x>(?:(?i:the)  )?(?P<y>(?:1[5-9]|20)\d0)[’']?s)\b", _decade),
    (
        (
            rf"\b(?i:in|since|until|by|during|before|after|early|late|mid|year|(?:quarter|half|end|beginning|start|middle)  of)[\s-]+"
            rf"(?:the  year  )?(?P<x>(?P<y>{_Y}))(?!\s?[/:-]|  [a-z]+s\b(?<!was)(?<!has))"
        ),
        year,
    ),
    (rf"\b(?i:the)  (?P<x>(?P<y>{_Y}))(?=  (?:\w+  ){{0,2}}(?:{_EVENTS})\b)", year),
    (rf"\b(?P<x>(?:(?P<d>{_D})  (?:of  )?)?{_HIJRI}{_HIJRI_YEAR})\b(?P<rel>)", _hijri),
    (rf"\b(?P<x>(?P<d>{_D})  (?:of  )?{_HIJRI})\b(?P<hy>)(?P<rel>)", _hijri),
    (rf"\b(?P<x>(?P<rel>last|next|this)  {_HIJRI})\b(?P<d>)(?P<hy>)", _hijri),
    (rf"\b(?:during|since|until|in)  (?P<x>(?:the  holy  month  of  )?{_HIJRI})\b(?P<d>)(?P<hy>)(?P<rel>)", _hijri),
    (
        rf"\b(?P<x>(?i:recently|(?:in  )?(?:the  )?(?:recent|coming)  (?:{_UNIT})s|(?:for|within)  (?:(?:{_NUMBER}|an?|several|a  few)  )?(?:{_UNIT})s?|very  soon|(?:days|hours|weeks|months|years)  ago|(?:on  )?the  (?:same|following|previous|next)  day)\b)",
        unknown,
    ),
)
RULES = rules(_RULES)


def _part(m: re.Match[str], whole: Range, _: date | None) -> Range | None:
    return days.third(whole, next(v for names, v in THIRDS.items() if m["part"].lower() in names.split("|")))


def _fraction(m: re.Match[str], whole: Range, _: date | None) -> Range | None:
    of = 4 if m["of"].lower() == "quarter" else 2
    which = FRACTIONS[m["which"].lower()] or of
    return days.fraction(whole, which, of) if which <= of else None


def _clip(m: re.Match[str], whole: Range, anchor: date | None) -> Range | None:
    return days.clip(whole, anchor, PAST if m["clip"].lower() == "earlier" else NEXT)


_REFINEMENTS = (
    (rf"(?:{_WEEKDAY}),?  (?:the  )?", same),
    (r"(?i:(?:(?:in  )?the  early  hours  of|at  dawn  on|early|late|earlier|later)  (?:on  )?)", same),
    (r"(?i:(?P<part>early|late|mid)(?:  in)?(?:-|  ))", _part),
    (r"(?i:(?:the  )?(?P<part>beginning|start|middle|end|close)  of  (?:the  )?)", _part),
    (r"(?i:(?:the  )?(?P<which>first|second|third|fourth|last)  (?P<of>quarter|half)  of  )", _fraction),
    (r"(?i:(?P<clip>earlier|later)  (?:in  )?)", _clip),
    (r"(?i:since  )", since),
)
REFINEMENTS = refinements(_REFINEMENTS, r"\b")
