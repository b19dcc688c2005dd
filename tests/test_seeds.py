"""The sample articles hold to the form that ``seeds/ABOUT`` tells."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kg.resources import folder

SEEDS = sorted(folder("seeds").glob("*.txt"))
ENGLISH = ("Title", "Date", "Outlet", "Language")
ARABIC = ("العنوان", "التاريخ", "المصدر", "اللغة")
LETTERS = {"ar": re.compile(r"[\u0621-\u064a]"), "en": re.compile(r"[A-Za-z]")}

each = pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)


def parts(path: Path) -> tuple[dict[str, str], str]:
    """The header, under its English keys, and the paragraphs of a sample article."""
    head, _, body = path.read_text("utf-8").partition("\n\n")
    pairs = [line.partition(": ") for line in head.splitlines()]
    keys = tuple(key for key, _, _ in pairs)
    assert keys in (ENGLISH, ARABIC), f"{path.name}: header keys {keys}"
    return dict(zip(ENGLISH, (value for _, _, value in pairs), strict=True)), body


@each
def test_header_is_whole(path):
    header, _ = parts(path)
    assert all(value and value == value.strip() for value in header.values())
    assert date.fromisoformat(header["Date"]).isoformat() == header["Date"]
    assert path.name.startswith(header["Date"] + "-")
    assert path.stem.endswith("-" + header["Language"])


@each
def test_language_fits_script(path):
    header, body = parts(path)
    found = {lang: len(letters.findall(body)) for lang, letters in LETTERS.items()}
    assert found[header["Language"]] > 0.95 * sum(found.values())
    assert LETTERS[header["Language"]].search(header["Title"])


@each
def test_body_is_a_short_article(path):
    _, body = parts(path)
    assert 150 <= len(body.split()) <= 400
    paragraphs = body.removesuffix("\n").split("\n\n")
    assert len(paragraphs) >= 4
    assert all(text == text.strip() and "\n" not in text and text.endswith((".", "»")) for text in paragraphs)


def test_titles_differ():
    titles = Counter(parts(path)[0]["Title"] for path in SEEDS)
    assert [title for title, times in titles.items() if times > 1] == []


def test_both_languages_and_both_headers_are_there():
    languages = Counter(parts(path)[0]["Language"] for path in SEEDS)
    assert languages["ar"] >= 8
    assert languages["en"] >= 4
    assert set(languages) == {"ar", "en"}
    assert any(path.read_text("utf-8").startswith(ARABIC[0]) for path in SEEDS)
