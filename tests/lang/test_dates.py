from datetime import date
from itertools import pairwise

import pytest
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from kg.lang import days
from kg.lang.date_words_ar import MONTHS
from kg.lang.dates import day, times

ANCHOR = "2024-04-09"  # a Tuesday

ABSOLUTE = [
    ("وصل في 9 أبريل 2024 إلى بكين", "9 أبريل 2024", "2024-04-09", "2024-04-10"),
    ("صدر يوم 12 آذار 2024", "يوم 12 آذار 2024", "2024-03-12", "2024-03-13"),
    ("منذ ذلك في نيسان/أبريل 2023", "نيسان/أبريل 2023", "2023-04-01", "2023-05-01"),
    ("في فبراير 2022 بدأت", "فبراير 2022", "2022-02-01", "2022-03-01"),
    ("بدأت عام 2003 الحرب", "عام 2003", "2003-01-01", "2004-01-01"),
    ("في ١٥ أوت ٢٠١٩ قرر", "١٥ أوت ٢٠١٩", "2019-08-15", "2019-08-16"),
    ("في 13 جويلية 2005", "13 جويلية 2005", "2005-07-13", "2005-07-14"),
    ("في كانون الثاني 2020", "كانون الثاني 2020", "2020-01-01", "2020-02-01"),
    ("يوليو (تموز) 2014", "يوليو (تموز) 2014", "2014-07-01", "2014-08-01"),
    ("الثلاثاء، 9 أبريل 2024", "الثلاثاء، 9 أبريل 2024", "2024-04-09", "2024-04-10"),
    ("الرابع عشر من شهر شباط من عام 2005", "الرابع عشر من شهر شباط من عام 2005", "2005-02-14", "2005-02-15"),
    ("9 مِنْ أَبْريلَ ٢٠٢٤م", "9 مِنْ أَبْريلَ ٢٠٢٤م", "2024-04-09", "2024-04-10"),
    ("الموافق 4-8-2015م", "4-8-2015م", "2015-08-04", "2015-08-05"),
    ("بين عامي 1981 و2005", "بين عامي 1981 و2005", "1981-01-01", "2006-01-01"),
    ("خريف 2012", "خريف 2012", "2012-09-01", "2012-12-01"),
    ("في تسعينيات القرن الماضي", "تسعينيات القرن الماضي", "1990-01-01", "2000-01-01"),
    ("مطلع 2010 وقع", "مطلع 2010", "2010-01-01", "2010-05-02"),
    ("الربع الأول من عام 2023", "الربع الأول من عام 2023", "2023-01-01", "2023-04-01"),
    ("on April 9, 2024, he left", "April 9, 2024", "2024-04-09", "2024-04-10"),
    ("on 9 April 2024", "9 April 2024", "2024-04-09", "2024-04-10"),
    ("Tuesday, April 9, 2024", "Tuesday, April 9, 2024", "2024-04-09", "2024-04-10"),
    ("April 9-11, 2024", "April 9-11, 2024", "2024-04-09", "2024-04-12"),
    ("in Sept. 2014 they", "Sept. 2014", "2014-09-01", "2014-10-01"),
    ("in 2005", "2005", "2005-01-01", "2006-01-01"),
    ("from 2005 to 2014", "from 2005 to 2014", "2005-01-01", "2015-01-01"),
    ("in the 1990s", "the 1990s", "1990-01-01", "2000-01-01"),
    ("the summer of 2015", "the summer of 2015", "2015-06-01", "2015-09-01"),
    ("on 2024-04-09", "2024-04-09", "2024-04-09", "2024-04-10"),
    ("الربع الأول من 2023", "الربع الأول من 2023", "2023-01-01", "2023-04-01"),
    ("خلال عامي 2022 و2023", "عامي 2022 و2023", "2022-01-01", "2024-01-01"),
    ("خريف العام 2023", "خريف العام 2023", "2023-09-01", "2023-12-01"),
    ("بعد حرب 1967 وقبلها", "1967", "1967-01-01", "1968-01-01"),
    ("12 رمضان 1445 هـ", "12 رمضان 1445 هـ", "2024-03-22", "2024-03-23"),
    ("الثالث من شوال 1445", "الثالث من شوال 1445", "2024-04-12", "2024-04-13"),
    ("في ذي الحجة 1444", "ذي الحجة 1444", "2023-06-19", "2023-07-19"),
    ("عام 1445 هـ", "عام 1445 هـ", "2023-07-19", "2024-07-07"),
    ("الموافق 15/9/1445هـ", "15/9/1445هـ", "2024-03-25", "2024-03-26"),
    ("من 3 مايو 2024 إلى 5 يونيو 2024", "3 مايو 2024 إلى 5 يونيو 2024", "2024-05-03", "2024-06-06"),
    ("by mid-March 2023", "mid-March 2023", "2023-03-11", "2023-03-21"),
    ("Q1 2023", "Q1 2023", "2023-01-01", "2023-04-01"),
    ("H2 2022", "H2 2022", "2022-07-01", "2023-01-01"),
    ("after the 2003 invasion", "2003", "2003-01-01", "2004-01-01"),
    ("12 Ramadan 1445", "12 Ramadan 1445", "2024-03-22", "2024-03-23"),
    ("May 3, 2024 to June 5, 2024", "May 3, 2024 to June 5, 2024", "2024-05-03", "2024-06-06"),
]

RELATIVE = [
    ("قال الثلاثاء إنه", "الثلاثاء", "2024-04-09", "2024-04-10"),
    ("يوم الخميس", "يوم الخميس", "2024-04-04", "2024-04-05"),
    ("يزورها الثلاثاء المقبل", "الثلاثاء المقبل", "2024-04-16", "2024-04-17"),
    ("الثلاثاء الماضي", "الثلاثاء الماضي", "2024-04-02", "2024-04-03"),
    ("اليوم الثلاثاء", "اليوم الثلاثاء", "2024-04-09", "2024-04-10"),
    ("صباح أمس (الاثنين)", "صباح أمس (الاثنين)", "2024-04-08", "2024-04-09"),
    ("أول من أمس", "أول من أمس", "2024-04-07", "2024-04-08"),
    ("ووصل أمس", "أمس", "2024-04-08", "2024-04-09"),
    ("غدًا الأربعاء", "غدًا الأربعاء", "2024-04-10", "2024-04-11"),
    ("الأسبوع الماضي", "الأسبوع الماضي", "2024-04-01", "2024-04-08"),
    ("للأسبوع المقبل", "للأسبوع المقبل", "2024-04-15", "2024-04-22"),
    ("الشهر الجاري", "الشهر الجاري", "2024-04-01", "2024-05-01"),
    ("هذا العام", "هذا العام", "2024-01-01", "2025-01-01"),
    ("العام الماضي", "العام الماضي", "2023-01-01", "2024-01-01"),
    ("نهاية الشهر الماضي", "نهاية الشهر الماضي", "2024-03-21", "2024-04-01"),
    ("في مارس الماضي", "مارس الماضي", "2024-03-01", "2024-04-01"),
    ("7 أكتوبر/تشرين الأول", "7 أكتوبر/تشرين الأول", "2023-10-07", "2023-10-08"),
    ("في 2 مايو", "2 مايو", "2024-05-02", "2024-05-03"),
    ("الثالث من الشهر الجاري", "الثالث من الشهر الجاري", "2024-04-03", "2024-04-04"),
    ("نوفمبر من العام الماضي", "نوفمبر من العام الماضي", "2023-11-01", "2023-12-01"),
    ("قبل ثلاثة أيام", "قبل ثلاثة أيام", "2024-04-06", "2024-04-07"),
    ("منذ عامين", "منذ عامين", "2022-04-09", "2024-04-10"),
    ("منذ عام 2015", "منذ عام 2015", "2015-01-01", "2024-04-10"),
    ("الأيام الثلاثة الماضية", "الأيام الثلاثة الماضية", "2024-04-06", "2024-04-10"),
    ("الصيف الماضي", "الصيف الماضي", "2023-06-01", "2023-09-01"),
    ("وقت سابق من الشهر الجاري", "وقت سابق من الشهر الجاري", "2024-04-01", "2024-04-10"),
    ("عطلة نهاية الأسبوع", "عطلة نهاية الأسبوع", "2024-04-05", "2024-04-08"),
    ("on Tuesday", "Tuesday", "2024-04-09", "2024-04-10"),
    ("early on Friday", "early on Friday", "2024-04-05", "2024-04-06"),
    ("last Thursday", "last Thursday", "2024-04-04", "2024-04-05"),
    ("next Sunday", "next Sunday", "2024-04-14", "2024-04-15"),
    ("yesterday", "yesterday", "2024-04-08", "2024-04-09"),
    ("last week", "last week", "2024-04-01", "2024-04-08"),
    ("two days ago", "two days ago", "2024-04-07", "2024-04-08"),
    ("over the past three years", "the past three years", "2021-04-09", "2024-04-10"),
    ("since March", "since March", "2024-03-01", "2024-04-10"),
    ("earlier this month", "earlier this month", "2024-04-01", "2024-04-10"),
    ("on Nov. 24", "Nov. 24", "2023-11-24", "2023-11-25"),
    ("in April.", "April", "2024-04-01", "2024-05-01"),
    ("last weekend", "last weekend", "2024-04-06", "2024-04-08"),
    ("مطلع الشهر الجاري", "مطلع الشهر الجاري", "2024-04-01", "2024-04-11"),
    ("نهاية العام المقبل", "نهاية العام المقبل", "2025-09-01", "2026-01-01"),
    ("بنهاية العام", "نهاية العام", "2024-09-01", "2025-01-01"),
    ("مطلع الأسبوع", "مطلع الأسبوع", "2024-04-08", "2024-04-15"),
    ("قبل يومين", "قبل يومين", "2024-04-07", "2024-04-08"),
    ("فجر اليوم", "فجر اليوم", "2024-04-09", "2024-04-10"),
    ("هذا المساء", "هذا المساء", "2024-04-09", "2024-04-10"),
    ("ليل السبت-الأحد", "ليل السبت-الأحد", "2024-04-06", "2024-04-08"),
    ("ليل الثلاثاء الأربعاء", "ليل الثلاثاء الأربعاء", "2024-04-02", "2024-04-04"),
    ("يومي السبت والأحد", "يومي السبت والأحد", "2024-04-06", "2024-04-08"),
    ("السبت والأحد المقبلين", "السبت والأحد المقبلين", "2024-04-13", "2024-04-15"),
    ("يوم الاثنين من الأسبوع المقبل", "يوم الاثنين من الأسبوع المقبل", "2024-04-15", "2024-04-16"),
    ("أمس الثلاثاء", "أمس الثلاثاء", "2024-04-09", "2024-04-10"),
    ("شتاء العام الماضي", "شتاء العام الماضي", "2023-12-01", "2024-03-01"),
    ("في شهر رمضان", "شهر رمضان", "2024-03-11", "2024-04-10"),
    ("رمضان الماضي", "رمضان الماضي", "2023-03-23", "2023-04-21"),
    ("محرم المقبل", "محرم المقبل", "2024-07-07", "2024-08-05"),
    ("in the early hours of Sunday", "in the early hours of Sunday", "2024-04-07", "2024-04-08"),
    ("mid-March", "mid-March", "2024-03-11", "2024-03-21"),
    ("at the end of March", "the end of March", "2024-03-21", "2024-04-01"),
    ("by the end of the year", "the end of the year", "2024-09-01", "2025-01-01"),
    ("earlier in the week", "earlier in the week", "2024-04-08", "2024-04-10"),
    ("January of last year", "January of last year", "2023-01-01", "2023-02-01"),
    ("this morning", "this morning", "2024-04-09", "2024-04-10"),
    ("overnight", "overnight", "2024-04-08", "2024-04-10"),
    ("on Saturday and Sunday", "Saturday and Sunday", "2024-04-06", "2024-04-08"),
    ("Sunday night into Monday", "Sunday night into Monday", "2024-04-07", "2024-04-09"),
    ("last Ramadan", "last Ramadan", "2023-03-23", "2023-04-21"),
]

VAGUE = [
    "قبل أيام",
    "مؤخرا",
    "منذ سنوات",
    "خلال أسبوع",
    "31 رمضان 1445 هـ",
    "12 رمضان 1342 هـ",
    "31 أبريل 2024",
    "في اليوم نفسه",
    "more than a decade ago",
    "days ago",
    "in recent weeks",
    "03/04/2024",
]

NO_TIMES = [
    "مارس الوفد ضغوطا", "قالت تيريزا ماي", "بثت روسيا اليوم الخبر", "في اليوم التالي", "قوى 14 آذار", "ألان جوبيه", "رمضان شلح", "قرار مجلس الأمن 1701",
    "أكثر من 2000 جندي", "may march on Rome", "Theresa May resigned", "Russia Today reported", "the Sunday Times", "In 2000 troops left",
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "start", "end"), ABSOLUTE + RELATIVE)
def test_days_of_an_expression(text, words, start, end):
    ((span, time),) = times(text, ANCHOR)
    assert (time.text, time.start, time.end) == (words, start, end)
    assert span.of(text) == words


@pytest.mark.parametrize(("text", "words", "start", "end"), ABSOLUTE)
def test_absolute_days_need_no_anchor(text, words, start, end):
    ((_, time),) = times(text)
    assert (time.text, time.start, time.end) == (words, start, end)


@pytest.mark.parametrize("text", [case[0] for case in RELATIVE if "2015" not in case[0]])
def test_relative_days_need_an_anchor(text):
    assert {(t.start, t.end) for _, t in times(text)} == {("", "")}


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("يلتقيه الخميس", "2024-04-11"),
        ("يلتقيه الثلاثاء", "2024-04-09"),
        ("meets him on Sunday and Monday", "2024-04-14"),
        ("الخميس الماضي", "2024-04-04"),
        ("أمس الاثنين", "2024-04-08"),
    ],
)
def test_of_what_is_to_come_a_weekday_lies_ahead(text, start):
    ((_, time),) = times(text, ANCHOR, ahead=True)
    assert time.start == start


@pytest.mark.parametrize("text", VAGUE)
def test_what_nobody_can_date_is_still_a_time(text):
    ((_, time),) = times(text, ANCHOR)
    assert (time.start, time.end) == ("", "")


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_only_looks_like_a_time(text):
    assert times(text, ANCHOR) == ()


@pytest.mark.parametrize(
    ("number", "name"),
    [(n, name) for n, names in enumerate(MONTHS, 1) for name in names.replace("  (?:ال)?", " ال").split("|")],
)
def test_every_month_name_of_every_region(number, name):
    ((_, time),) = times(f"9 {name} 2024")
    assert time.start == f"2024-{number:02}-09"


HIJRI = ["محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذي الحجة"]


@pytest.mark.parametrize(("number", "name"), list(enumerate(HIJRI, 1)))
def test_every_hijri_month(number, name):
    ((_, time),) = times(f"9 {name} 1445")
    assert Gregorian.fromisoformat(time.start).to_hijri().datetuple() == (1445, number, 9)


def test_two_expressions_in_order():
    assert [t.text for _, t in times("غادر الأحد وعاد في 3 مايو 2024", ANCHOR)] == ["الأحد", "3 مايو 2024"]


pieces = st.sampled_from(
    [
        "أمس",
        "اليوم",
        "الثلاثاء",
        "المقبل",
        "الماضي",
        "مايو",
        "/أيار",
        "9",
        "٢٠٢٤",
        "عام",
        "2003",
        "منذ",
        "قبل",
        "ثلاثة",
        "أيام",
        "الأسبوع",
        "نهاية",
        "الشهر",
        "من",
        "و",
        "في",
        "(",
        ")",
        "ّ",
        "\u200f",
        "last",
        "week",
        "on",
        "Tuesday",
        "April",
        "9,",
        "2024",
        "since",
        "the",
        "past",
        "two",
        "years",
        "ago",
        "early",
        "31",
        "فبراير",
        "الليلة",
        "صباح",
        "1/2/2024",
        "-",
        "29 فبراير",
        "رمضان",
        "1445",
        "السبت",
        "والأحد",
        "to",
        "Ramadan",
    ]
)
texts = st.lists(pieces | st.text(max_size=4), max_size=15).map(" ".join)
anchors = st.dates().map(date.isoformat) | st.sampled_from(["", "junk", "2024"])


@given(texts, anchors)
def test_spans_are_exact_and_days_are_a_range(text, anchor):
    found = times(text, anchor)
    assert all(span.of(text) == time.text for span, time in found)
    assert all(a.end <= b.start for (a, _), (b, _) in pairwise(found))
    for _, time in found:
        assert bool(time.start) == bool(time.end)
        assert not time.start or date.fromisoformat(time.start) < date.fromisoformat(time.end)


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.sampled_from(["ar", "en", "iso", "eastern"]))
def test_a_day_written_out_is_that_day(when, way):
    eastern = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    written = {
        "ar": f"{when.day} {MONTHS[when.month - 1].split('|')[0]} {when.year}",
        "en": f"{when:%B} {when.day}, {when.year}",
        "iso": when.isoformat(),
        "eastern": f"{when.day}/{when.month}/{when.year} م".translate(eastern),
    }[way]
    assert day(written) == when.isoformat()


@given(st.dates(date(1000, 1, 1), date(3000, 1, 1)), st.integers(0, 6))
def test_days_of_the_week(anchor, number):
    for direction in (days.PAST, days.SAME, days.NEXT):
        start, _ = days.weekday(anchor, number, direction)
        assert start.weekday() == number
        assert (
            0 < (start - anchor).days <= 7
            if direction == days.NEXT
            else -7 <= (start - anchor).days <= min(direction + 0, 0)
        )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-04-09", "2024-04-09"),
        ("2024-04-09T23:30:00+03:00", "2024-04-09"),
        ("2024-04-09 10:22:11", "2024-04-09"),
        ("Tue, 09 Apr 2024 10:00 GMT", "2024-04-09"),
        ("9 أبريل 2024", "2024-04-09"),
        ("الثلاثاء، 9 نيسان/أبريل 2024 - 10:00", "2024-04-09"),
        ("April 9, 2024 at 5 pm", "2024-04-09"),
        ("2004/2005", ""),
        ("2022 (scraped; no date field)", ""),
        ("2024-04", ""),
        ("31 April 2024", ""),
        ("09/04/2024", ""),
        ("13/04/2024", "2024-04-13"),
        ("أمس", ""),
        ("0001-01-01", ""),
        ("", ""),
    ],
)
def test_header_days(text, expected):
    assert day(text) == expected


@given(st.text(max_size=60))
def test_a_header_is_a_day_or_nothing(text):
    assert day(text) in {"", day(day(text))}
