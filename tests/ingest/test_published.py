"""When an article was published, found where nobody told it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.draft import Draft, article
from kg.ingest.published import in_address, in_text


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2024/03/22/x", "2024-03-22"),
        ("https://a.example/world/2024/3/2", "2024-03-02"),
        ("https://a.example/2024/mar/22/x", "2024-03-22"),
        ("https://a.example/x-2024-03-22", "2024-03-22"),
        ("https://a.example/20240322/x", "2024-03-22"),
        ("https://a.example/أخبار/2024/03/22", "2024-03-22"),
        ("https://a.example/2024/03/x", ""),
        ("https://a.example/2024/02/30/x", ""),
        ("https://a.example/2024/03/22/2023/01/05", ""),
        ("https://a.example/120240322", ""),
        ("https://a.example/202403221", ""),
        ("https://a.example/3024/03/22", ""),
        ("http://[", ""),
    ],
)
def test_in_an_address(url, day):
    assert in_address(url) == day


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)), st.sampled_from(["%Y/%m/%d", "%Y-%m-%d", "%Y%m%d", "%Y_%m_%d"]))
def test_any_day_in_an_address(day, form):
    assert in_address(f"https://a.example/news/{day.strftime(form)}/visit") == day.isoformat()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("CAIRO, April 9, 2024 (Agency) – He left.", "2024-04-09"),
        ("القاهرة 9 نيسان 2024 (وكالات) - غادر الوزير.", "2024-04-09"),
        ("نشر في: 9 أبريل 2024\nغادر الوزير.", "2024-04-09"),
        ("الثلاثاء ٩ أبريل ٢٠٢٤ - 10:30 بتوقيت غرينتش\nغادر الوزير.", "2024-04-09"),
        ("He left.\nShe stayed.\nPublished: 9 April 2024", "2024-04-09"),
        ("He left on 9 April 2024.", ""),
        ("On 9 April 2024 - a Tuesday - he left.", ""),
        ("في 9 أبريل 2024 - وكان ثلاثاء - غادر.", ""),
        ("The accord of 9 April 2024\nHe left.", ""),
        ("April 2024\nHe left.", ""),
        ("03/04/2024\nHe left.", ""),
        ("", ""),
    ],
)
def test_in_a_text(text, day):
    assert in_text(text) == day


def test_what_is_told_goes_before_what_is_found():
    told = Draft("x", text="Published: 9 April 2024\nHe left.", date="2024-04-10", url="https://a.example/2024/04/11/x")
    assert article(told).date == "2024-04-10"
    assert article(Draft("x", text=told.text, date="some day", url=told.url)).date == "2024-04-11"
    assert article(Draft("x", text=told.text)).date == "2024-04-09"
