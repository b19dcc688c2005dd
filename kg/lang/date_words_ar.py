"""Arabic words for times: months, days, units, numbers.

Letters are folded (أ is ا, ة is ه, ى is ي), a double blank is any run of blanks, and ``|`` parts ways of writing.
"""

import re

from kg.lang.days import NEXT, PAST, SAME

# Gulf and Egypt | Levant and Iraq | Maghreb
MONTHS = (
    "يناير|كانون  (?:ال)?ثاني|جانفي",
    "فبراير|شباط|فيفري",
    "مارس|اذار",
    "ابريل|نيسان|افريل",
    "مايو|ايار|ماي",
    "يونيو|يونيه|حزيران|جوان",
    "يوليو|يوليه|تموز|جويليه|يوليوز",
    "اغسطس|اب|اوت|غشت",
    "سبتمبر|ايلول|شتنبر",
    "اكتوبر|تشرين  (?:ال)?اول",
    "نوفمبر|تشرين  (?:ال)?ثاني|نونبر",
    "ديسمبر|كانون  (?:ال)?اول|دجنبر",
)
# Also other words («مارس» practised, «ماي» a family name, «أب» father): believed only when more words tell a month.
DOUBTFUL = frozenset({"مارس", "ماي", "اب"})
WEEKDAYS = ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
TAILS = {
    **dict.fromkeys(("الماضي", "المنصرم", "الفائت", "الاخير"), PAST),
    **dict.fromkeys(("المقبل", "القادم", "الاتي"), NEXT),
    **dict.fromkeys(("الجاري", "الحالي"), SAME),
}
RELATIVE = {
    **dict.fromkeys(("اول من امس", "اول امس", "امس الاول"), -2),
    **dict.fromkeys(("الليله الماضيه", "البارحه", "امس", "الامس"), -1),
    **dict.fromkeys(("اليوم", "الليله", "هذا الصباح", "هذا المساء", "هذه الليله"), 0),
    **dict.fromkeys(("غدا", "الغد", "غد"), 1),
    **dict.fromkeys(("بعد غد", "بعد الغد"), 2),
}
UNITS = {
    "ساع(?:ه|ات)": "hour",
    "دقيقه|دقائق": "minute",
    "يوم|ايام": "day",
    "اسبوع|اسابيع": "week",
    "شهر|اشهر|شهور": "month",
    "عام|اعوام|سنه|سنوات|سنين": "year",
    "عقد|عقود": "decade",
}
DUALS = {"ساعت": "hour", "يوم": "day", "اسبوع": "week", "شهر": "month", "عام": "year", "سنت": "year", "عقد": "decade"}
SEASONS = ("ربيع", "صيف", "خريف", "شتاء")
THIRDS = {"مطلع|اوائل|بدايه|بدايات|مستهل": -1, "منتصف|اواسط": 0, "نهايه|نهايات|اواخر|اخر|ختام": 1}
ONES = (
    "واحد|احدي?",
    "اثن(?:ان?|ين?|ت[اي]ن?)",
    "ثلاثه?",
    "اربعه?",
    "خمسه?",
    "سته?",
    "سبعه?",
    "ثمان(?:ي|يه)?",
    "تسعه?",
    "عشره?",
)
TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
ORDINALS = ("اول", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع", "عاشر")


def number(words: str) -> int:
    """The value of a numeral or of a spelled number below 100, cardinal or ordinal, in folded letters.

    >>> number("الثالث والعشرين"), number("احد عشر"), number("خمسه"), number("ال20")
    (23, 11, 5, 20)
    """
    if found := re.search(r"\d+", words):
        return int(found[0])
    total = 0
    for word in re.split(r"\s+و?\s*", words.strip()):
        bare = word.removeprefix("ال")
        if bare[-2:] in {"ين", "ون"} and bare[:-2] in TENS:
            total += 10 * (TENS.index(bare[:-2]) + 2)
        elif bare in ORDINALS:
            total += ORDINALS.index(bare) + 1
        else:
            total += 1 if bare == "حادي" else next(i for i, one in enumerate(ONES, 1) if re.fullmatch(one, bare))
    return total


def find(table: dict[str, int], word: str) -> int:
    return next(value for pattern, value in table.items() if re.fullmatch(pattern, word))


def unit(word: str) -> str:
    return next(name for pattern, name in UNITS.items() if re.fullmatch(pattern, word))


def month(words: str) -> int:
    return next(i for i, names in enumerate(MONTHS, 1) if re.fullmatch(names.replace("  ", r"\s+"), words))
