"""Arabic time expressions: rules and refinements (see ``date_rules``) for folded text."""

import re
from datetime import date, timedelta

from kg.lang import days, hijri
from kg.lang.date_rules import refinements, rules, same, since, unknown, without, year, years
from kg.lang.date_words_ar import (
    DOUBTFUL,
    DUALS,
    MONTHS,
    ONES,
    ORDINALS,
    RELATIVE,
    SEASONS,
    TAILS,
    TENS,
    THIRDS,
    UNITS,
    WEEKDAYS,
    find,
    month,
    number,
    unit,
)
from kg.lang.days import NEXT, PAST, SAME, Range

_B, _E = r"(?<!\w)[وفبلك]?", r"(?!\w)"
_Y = r"(?:1[5-9]|20)\d\d(?!\d)"
_YEAR = rf"(?P<y>{_Y})(?:\s?م(?!\w))?"
_TAIL = rf"(?P<tail>{'|'.join(TAILS)})(?:ه|ين|تين|ات)?{_E}"
_MONTH = "|".join(sorted("|".join(MONTHS).split("|"), key=len, reverse=True))
_HIJRI = f"(?P<hm>{hijri.MONTH})"
_HIJRI_YEAR = rf"  (?:(?:ل?ل|ال)?(?:عام|سنه)  )?(?P<hy>1[34]\d\d)(?:\s?ه{_E}|  هجريه?{_E})?"
_SEASON = "|".join(SEASONS)
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}){_E}"
_TENS = f"(?:{'|'.join(TENS)})[وي]ن"
_ORDINAL = (
    rf"(?:ال)?(?:حادي|{'|'.join(ORDINALS[1:])})  (?:عشر|و\s?(?:ال)?{_TENS})|(?:ال)?(?:{'|'.join(ORDINALS)})|ال{_TENS}"
)
_DAY = rf"(?:(?:ال\s?)?[0-3]?\d(?!\d)|{_ORDINAL})"
_NUMBER = rf"(?:\d{{1,3}}|{_TENS}|(?:{'|'.join(ONES)})(?:  عشره?)?)"
_UNIT = "|".join(UNITS)
_DUAL = f"(?:{'|'.join(DUALS)})(?=[اي]ن)"
_ABOUT = r"(?:(?:نحو|حوالي|قرابه|زهاء|ما  يقرب  (?:من|عن))  )?"
_ROUGHLY = r"(?:(?:اكثر|اقل)  من  )?"
_FEW = r"(?:  (?:عده|قليله|كثيره|معدوده|طويله))?"
_THIRD = "|".join(THIRDS)
_EVENT = without("قوي|تيار|فريق|تحالف|حركه|ثوره|حرب|شارع|جسر|ميدان|جامعه|انتفاضه|انتصار|النصف|الربع|الثلث")
_OUTLET = without("روسيا|المصري|راي|ذلك|حزب|عمان|البلاد")
_PARTS = rf"ال(?:ربع|ثلث|نصف)  ال(?:اخير|{'|'.join(ORDINALS[:4])})  من"
_EVENTS = "[وفبلك]?(?:ال)?(?:حرب|غزو|اجتياح|عدوان|انقلاب|ثوره|قمه|هدنه|نكسه|معاهده|اتفاق(?:يه)?|هجمات|انتخابات)"
_NOT_TODAY = (
    rf"(?!  (?:التالي|نفسه|ذاته|العالمي|الدولي|الوطني|السابق|الذي|الاخير|الموعود|ال(?:{'|'.join(ORDINALS)})){_E})"
)


def _direction(m: re.Match[str]) -> int:
    return TAILS[m["tail"]] if m["tail"] else SAME


def _date(m: re.Match[str], anchor: date | None) -> Range | None:
    """«الثلاثاء 9 نيسان/أبريل 2024», «مارس الماضي», «30 و31 أغسطس من العام الجاري»."""
    last = number(m["d2"]) if m["d2"] else 0
    first = number(m["d1"]) if m["d1"] else last
    start, end = month(m["m1"]), month(m["m2"] or m["m1"])
    if start != end:  # «يناير/فبراير 2024»: two months, not two names of one
        return days.months(int(m["y"]), start, end + 12 * (end < start)) if m["y"] and not first else None
    if m["y"]:
        return days.exact(int(m["y"]), start, first, last)
    if anchor is None:
        return None
    if m["ytail"] or m["ythis"]:
        return days.exact(anchor.year + (TAILS[m["ytail"]] if m["ytail"] else 0), start, first, last)
    return days.dated(anchor, start, first, last, _direction(m) if m["tail"] else None)


def doubtful(m: re.Match[str]) -> bool:
    """Whether what looks like a month may be another word."""
    if m["m1"] not in DOUBTFUL or any(m[g] for g in ("d2", "m2", "y", "tail", "ytail", "ythis", "say")):
        return False
    before = m.string[max(0, m.start("x") - 12) : m.start("x")]
    return m["m1"] != "مارس" or not re.search(rf"(?<!\w)(?:في|منذ|خلال|حتي|بين|{_THIRD})\s+$", before)


def _hijri(m: re.Match[str], anchor: date | None) -> Range | None:
    """«12 رمضان 1445», «شهر رمضان المقبل», «عام 1445 هـ»."""
    month_of = hijri.month(m["hm"]) if m["hm"] else 0
    day = number(m["d"]) if month_of and m["d"] else 0
    if m["hy"]:
        return hijri.exact(int(m["hy"]), month_of, day)
    return hijri.dated(anchor, month_of, day, _direction(m) if m["tail"] else None) if anchor else None


def _day_of_month(m: re.Match[str], anchor: date | None) -> Range | None:
    """«الثالث من الشهر الجاري», «20 و24 من الشهر الماضي»."""
    if anchor is None:
        return None
    start, last = days.unit(anchor, "month", _direction(m))[0], number(m["d2"])
    return days.exact(start.year, start.month, number(m["d1"]) if m["d1"] else last, last)


def _calendar(m: re.Match[str], anchor: date | None) -> Range | None:
    """«الأسبوع الماضي», «هذا الشهر»."""
    return days.unit(anchor, unit(m["u"] or m["u2"]), _direction(m)) if anchor else None


def _edge(m: re.Match[str], anchor: date | None) -> Range | None:
    """«نهاية العام», «مطلع الأسبوع»: of this one."""
    return days.third(days.unit(anchor, unit(m["u"]), 0), find(THIRDS, m["part"])) if anchor else None


def _stretch(m: re.Match[str], anchor: date | None) -> Range | None:
    """«الأيام الثلاثة الماضية», «الساعات ال24 المقبلة», «العامين الماضيين»; without a number only that it is a time."""
    digits = m["n"] or m["n2"]
    count = 2 if m["dual"] else number(digits) if digits else 0
    if anchor is None or not count or _direction(m) == SAME:
        return None
    return days.stretch(anchor, DUALS[m["dual"]] if m["dual"] else unit(m["u"] or m["u2"]), count * _direction(m))


def _away(m: re.Match[str], anchor: date | None) -> Range | None:
    """«قبل ثلاثة أيام», «منذ عامين»; «خلال يومين» may lie either way, «بعد عام» begins anywhere, «منذ سنوات» is anybody's guess."""
    if anchor is None or m["vague"] or m["rough"] or m["how"] not in {"قبل", "منذ"}:
        return None
    count = 2 if m["dual"] else number(m["n"]) if m["n"] else 1
    name = DUALS[m["dual"]] if m["dual"] else unit(m["u"] or m["one"])
    if m["how"] == "منذ":
        return days.stretch(anchor, name, -count)
    return None if name in {"hour", "minute"} else days.unit(anchor, name, -count)


def _relative(m: re.Match[str], anchor: date | None) -> Range | None:
    """«أمس», «اليوم الثلاثاء», «غدا (الخميس)»: a day of the week, when there is one, is trusted over the word."""
    if anchor is None:
        return None
    day = anchor + timedelta(days=RELATIVE[" ".join(m["r"].split())])
    return days.near_weekday(day, WEEKDAYS.index(m["w"])) if m["w"] else days.days(day)


def _weekday(m: re.Match[str], anchor: date | None) -> Range | None:
    """«الثلاثاء», «الثلاثاء الماضي», «الثلاثاء من الأسبوع المقبل»."""
    if anchor is None:
        return None
    number = WEEKDAYS.index(m["w"])
    if "week" in m.groupdict():
        return days.days(days.unit(anchor, "week", TAILS[m["week"]])[0] + timedelta(days=number))
    return days.weekday(anchor, number, _direction(m))


def _weekend(m: re.Match[str], anchor: date | None) -> Range | None:
    """Friday to Sunday: in some states the weekend is Friday and Saturday, in others Saturday and Sunday."""
    if anchor is None:
        return None
    friday = (
        days.unit(anchor, "week", _direction(m))[0] + timedelta(days=4)
        if m["tail"] or m["this"]
        else days.weekday(anchor, 4, SAME)[0]
    )
    return days.days(friday, 3)


def _season(m: re.Match[str], anchor: date | None) -> Range | None:
    which = SEASONS.index(m["s"])
    if m["y"]:
        return days.season(int(m["y"]), which)
    if anchor and m["ytail"]:
        return days.season(anchor.year + TAILS[m["ytail"]], which)
    return days.near_season(anchor, which, _direction(m)) if anchor else None


def _decade(m: re.Match[str], _: date | None) -> Range | None:
    first = 1900 + 10 * (TENS.index(m["ten"]) + 2)
    return days.years(first, first + 9)


_RULES = (
    (
        (
            rf"{_B}{_EVENT}(?<!\d )(?P<x>(?:(?:(?P<d1>{_DAY})\s*(?:و|-|–|الي|حتي)\s*)?(?P<d2>{_DAY})\s*(?:من  )?)?(?P<say>شهر\s*)?"
            rf"(?P<m1>{_MONTH})(?:(?:\s*[/(–-]\s*|  )(?P<m2>{_MONTH})(?:\s?\))?{_E})?"
            rf"(?:\s*[,،]?\s*(?:من  )?(?:(?:ال|لل)?(?:عام|سنه)  )?{_YEAR}|  (?:من  )?ال(?:عام|سنه)  (?P<ytail>{'|'.join(TAILS)})ه?{_E}"
            rf"|  (?:من  )?(?P<ythis>هذ[اه]  ال(?:عام|سنه)){_E}|  {_TAIL})?)(?![^\W\d])(?!  الاسود)"
        ),
        _date,
    ),
    (rf"{_B}(?P<x>(?:(?P<d>{_DAY})  (?:من  )?)?(?:شهر  )?{_HIJRI}(?:{_HIJRI_YEAR}|  {_TAIL})){_E}", _hijri),
    (rf"{_B}(?P<x>(?:(?P<d>\d{{1,2}})  (?:من  )?(?:شهر  )?|شهر  ){_HIJRI}){_E}(?P<hy>)(?P<tail>)", _hijri),
    (rf"{_B}(?P<x>(?:ال)?(?:عام|سنه)  (?P<hy>1[34]\d\d)\s?ه){_E}(?P<hm>)", _hijri),
    (
        rf"{_B}(?P<x>(?:(?P<d1>{_DAY})\s*(?:و|-|–|الي|حتي)\s*)?(?P<d2>{_DAY})  من  (?:هذا  الشهر|الشهر(?:  {_TAIL}))){_E}",
        _day_of_month,
    ),
    (rf"(?<!\w)(?P<x>(?:ما  )?بين  (?:(?:ال)?عام(?:ين|ي)?  )?(?P<y>{_Y})\s*و\s*(?:(?:ال)?عام  )?(?P<y2>{_Y}))", years),
    (rf"{_B}(?P<x>(?:ال)?عام[يا]ن?  (?P<y>{_Y})\s*و\s*(?P<y2>{_Y}))", years),
    (rf"(?<!\w)من  (?P<x>(?:(?:ال)?عام  )?(?P<y>{_Y})  (?:الي|حتي)  (?:(?:ال)?عام  )?(?P<y2>{_Y}))", years),
    (rf"(?<![\w/.-])(?P<x>(?P<y>{_Y})\s?[-–/]\s?(?P<y2>{_Y}))(?![\w/-])", years),
    (rf"{_B}(?P<x>(?P<s>{_SEASON})  (?:(?:ال)?(?:عام|سنه)  )?{_YEAR})(?P<tail>)(?P<ytail>)", _season),
    (rf"{_B}(?P<x>(?P<s>{_SEASON})  ال(?:عام|سنه)  (?P<ytail>{'|'.join(TAILS)})ه?{_E})(?P<tail>)(?P<y>)", _season),
    (rf"{_B}(?P<x>ال(?P<s>{_SEASON})  {_TAIL})(?P<y>)(?P<ytail>)", _season),
    (rf"(?<!\w)(?P<x>(?:عطله  )?نهايه  (?P<this>هذا  )?الاسبوع(?:  {_TAIL})?){_E}", _weekend),
    (rf"{_B}(?P<x>(?P<w>{_WEEKDAY})  من  الاسبوع  (?P<week>{'|'.join(TAILS)})){_E}", _weekday),
    (
        (
            rf"{_B}(?P<x>(?:ال|لل)(?P<u>يوم|اسبوع|شهر|عام|سنه|عقد)  (?!الاخير){_TAIL}"
            rf"|هذ[اه]  ال(?P<u2>اسبوع|شهر|عام|سنه)){_E}"
        ),
        _calendar,
    ),
    (
        (
            rf"{_B}(?P<x>(?:ال|لل)(?:(?P<dual>{_DUAL})[اي]ن|(?P<u>{_UNIT})(?:  (?:ال)?(?P<n>{_NUMBER})|  القليله)?|(?P<n2>{_NUMBER})  (?P<u2>{_UNIT}))"
            rf"  {_TAIL})"
        ),
        _stretch,
    ),
    (
        (
            rf"(?<!\w)[وف]?(?P<x>(?P<how>قبل|قبيل|منذ|بعد|خلال|في  غضون|علي  مدي|طوال|طيله)  {_ABOUT}(?P<rough>{_ROUGHLY})"
            rf"(?:(?P<dual>{_DUAL})[اي]ن|(?P<n>{_NUMBER})  (?P<u>{_UNIT})ا?|(?P<vague>ساعات|ايام|اسابيع|اشهر|شهور|سنوات|سنين|اعوام|عقود|عده  (?:{_UNIT})|بضعه?  (?:{_UNIT})){_FEW}"
            rf"|(?P<one>يوم|اسبوع|شهر|عام|سنه|عقد)(?:  واحده?)?(?!  (?:ال\w|\d|{_MONTH}|{hijri.MONTH}))))(?!  من(?!\w)){_E}"
        ),
        _away,
    ),
    (
        (
            rf"{_B}{_OUTLET}(?P<x>(?:هذا  )?(?P<r>{'|'.join(sorted(RELATIVE, key=len, reverse=True)).replace(' ', '  ')}){_E}{_NOT_TODAY}"
            rf"(?:\s*[(،,]?\s*(?:يوم  )?(?P<w>{_WEEKDAY})\)?)?)"
        ),
        _relative,
    ),
    (rf"{_B}(?P<x>(?P<w>{_WEEKDAY})(?:  {_TAIL})?)(?!  (?:العظيمه|السوداء|البيضاء|الاسود|الدامي){_E})", _weekday),
    (rf"{_B}(?P<x>(?:ال|لل)?(?:عام|سنه|عامي|عامين)  {_YEAR})", year),
    (rf"(?<!\w)(?:في|منذ|حتي|بحلول|خلال|{_THIRD}|{_PARTS}|{_EVENTS})  (?P<x>{_YEAR})(?!\s?[%/:-])", year),
    (rf"{_B}(?P<x>(?P<part>{_THIRD})  ال(?P<u>اسبوع|شهر|عام|سنه))(?!  (?:ال\w|نفس|ذات|\d|{_MONTH}|{hijri.MONTH})){_E}", _edge),
    (rf"{_B}(?P<x>(?:ال)?(?P<ten>{'|'.join(TENS)})يني?ات(?:  القرن  (?:الماضي|العشرين))?){_E}", _decade),
    (
        rf"(?<!\w)(?P<x>(?:مؤخرا|حاليا|قريبا(?!  من{_E})|الان|اخيرا|انذاك|في  الاونه  الاخيره|في  القريب  العاجل|(?:خلال|في)  الفتره  {_TAIL}|في  اليوم  (?:نفسه|ذاته))){_E}",
        unknown,
    ),
)
RULES = rules(_RULES)


def _part(m: re.Match[str], whole: Range, _: date | None) -> Range | None:
    return days.third(whole, find(THIRDS, m["part"]))


def _fraction(m: re.Match[str], whole: Range, _: date | None) -> Range | None:
    of = {"ربع": 4, "ثلث": 3, "نصف": 2}[m["of"]]
    which = of if m["which"] == "اخير" else ORDINALS.index(m["which"]) + 1
    return days.fraction(whole, which, of) if which <= of else None


def _clip(m: re.Match[str], whole: Range, anchor: date | None) -> Range | None:
    return days.clip(whole, anchor, PAST if m["clip"] == "سابق" else NEXT)


_DAYPART = r"(?:صباح|مساء|فجر|ظهر|عصر|ضحي|ليله?|بعد  ظهر|منتصف  ليل)"
_REFINEMENTS = (
    (rf"(?:يوم  )?{_WEEKDAY}\s*[،,(]?\s*(?:الموافق  )?(?:يوم  )?", same),
    (rf"(?:{_DAYPART}  (?:يوم  )?|يومي?  )", same),
    (rf"(?P<part>{_THIRD})  (?:شهر  |عام  )?", _part),
    (rf"ال(?P<of>ربع|ثلث|نصف)  ال(?P<which>اخير|{'|'.join(ORDINALS[:4])})  من  ", _fraction),
    (r"وقت  (?P<clip>سابق|لاحق)  (?:من  )?", _clip),
    (r"منذ  ", since),
)
REFINEMENTS = refinements(_REFINEMENTS, _B)
