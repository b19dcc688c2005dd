"""Who an entity is, told to people."""

import ast
from pathlib import Path

import pytest
from told import ATTACK, attack

from kg import link
from kg.brief.profile import as_text, profile
from kg.brief.words import REASONS
from kg.iris import KGE
from kg.link import find
from kg.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    with Store.read_only(attack().store(tmp_path_factory.mktemp("graph"))) as store:
        yield store


def told(store, name, lang):
    return "\n".join(as_text(profile(store, name), lang))


def test_names_articles_and_reasons(store):
    lines = told(store, "russia", "en")
    assert lines.startswith("Russia · روسيا (state)\nkge:Russia")
    assert "also called: " in lines
    assert "articles: 2" in lines
    assert "ar-1" in lines
    assert "en-1" in lines
    assert "reason not kept" in lines


def test_offices_by_the_articles(store):
    assert "أوكرانيا · الجمل: 1" in told(store, "سالم المثال", "ar")
    assert "offices, by the articles:" in told(store, "سالم المثال", "en")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_event_by_a_word_of_its_name(store, lang):
    assert f"kge:{ATTACK.iri.removeprefix(KGE)}" in told(store, "Eurasia", lang)


def test_every_reason_is_arabic_too():
    assert all(any("ا" <= c <= "ي" for c in arabic) for arabic in REASONS.values())
    given = set(find._WHY.values())
    for node in (node for file in Path(link.__file__).parent.glob("*.py") for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        why = isinstance(node, ast.Assign) and any(isinstance(part, ast.Attribute) and part.attr == "why" for target in node.targets for part in ast.walk(target))
        if why or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Match"):
            said = (part for part in ast.walk(node.value if why else node.args[-1]) if isinstance(part, ast.Constant))
            given |= {part.value for part in said if isinstance(part.value, str) and " " in part.value}
    assert given - REASONS.keys() == set()
    assert len(given) > 15
