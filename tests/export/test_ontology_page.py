"""The page of the ontology tells all that the Turtle declares, and opens without a network."""

import re

import pytest
from lxml.html import fromstring

from kg.export.ontology import EXAMPLE, page
from kg.iris import term
from kg.vocabulary import classes, declarations, modalities, relations

each = pytest.mark.parametrize("lang", ["ar", "en"])


@each
def test_every_class_relation_and_modality_has_a_card(lang):
    cards = {card.get("id"): card.text_content() for card in fromstring(page(lang)).iter("article")}
    assert {*classes(), *relations(), *modalities(), "Assertion", "speaker", "Actor"} <= cards.keys()
    for name, relation in relations().items():
        told = [relation.labels[lang], relation.comments[lang], *relation.plover, *relation.cameo]
        told += declarations().by_language(term(name), EXAMPLE).values()
        assert [text for text in told if text not in cards[name]] == []
        assert ("متبادلة" in cards[name] or "both directions" in cards[name]) == relation.symmetric


@each
def test_no_link_leads_nowhere_and_none_out(lang):
    read = fromstring(page(lang))
    ids = [element.get("id") for element in read.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    assert {link.get("href") for link in read.iter("a")} <= {f"#{name}" for name in ids}
    assert not re.search(r"<script|src=|url\(|@import", page(lang))


def test_arabic_is_written_from_the_right_and_each_example_in_its_own_direction():
    assert (fromstring(page("ar")).get("dir"), fromstring(page("en")).get("dir")) == ("rtl", "ltr")
    for text in fromstring(page("ar")).find_class("said"):
        assert (text.get("dir") == "rtl") == bool(re.search("[ء-ي]", text.text_content()))


def test_every_relation_has_its_own_example_in_both_languages():
    found = [declarations().by_language(term(name), EXAMPLE) for name in relations()]
    for lang in ("ar", "en"):
        assert len({texts[lang] for texts in found}) == len(relations())
    assert all(re.search("[ء-ي]", texts["ar"]) and not re.search("[ء-ي]", texts["en"]) for texts in found)
