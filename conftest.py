"""The graph of the examples in docstrings: doctests find it in the folder ``graph``."""

import pytest

from kg.iris import KGE
from kg.model import Article, Assertion, Entity, Evidence, Span
from kg.store import Store

CHINA = Entity(KGE + "China", "State", (("ar", "الصين"), ("en", "China")), "Q148")
RUSSIA = Entity(KGE + "Russia", "State", (("ar", "روسيا"), ("en", "Russia")), "Q159")
UKRAINE = Entity(KGE + "Ukraine", "State", (("ar", "أوكرانيا"), ("en", "Ukraine")), "Q212")
BUDAPEST = Entity(KGE + "Budapest", "Place", (("ar", "بودابست"), ("en", "Budapest")))
ARABIC, ENGLISH = "أعلنت الصين دعمها لروسيا.", "Ukraine denied a strike on Russia. China's envoy flew to Budapest."


def say(article, sentence, subject, relation, obj, *words, **more):
    """An assertion of a sentence; the words stand in it for trigger, subject and object."""
    start = article.text.index(sentence)
    spans = (Span(article.text.index(word, start), article.text.index(word, start) + len(word)) for word in words)
    return Assertion(subject, relation, obj, Evidence(article.id, Span(start, start + len(sentence)), sentence, "", "", *spans), **more)


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The folder of a graph of an Arabic and an English article."""
    folder = tmp_path_factory.mktemp("example") / "graph"
    ar = Article("ar-1", ARABIC, "ar", (), "دعم صيني", "2024-04-09", "صحيفة المثال")
    en = Article("en-1", ENGLISH, "en", (), "A denial", "2024-04-11", "The Example")
    first, second = (s + "." for s in ENGLISH.removesuffix(".").split(". "))
    with Store(folder) as store:
        store.add(ar, [say(ar, ARABIC, CHINA, "supports", RUSSIA, "دعمها", "الصين", "روسيا")], "reader 1")
        denied = say(en, first, UKRAINE, "attacks", RUSSIA, "strike", "Ukraine", "Russia", negated=True, speaker=UKRAINE)
        visit = say(en, second, CHINA, "visits", BUDAPEST, "flew", "China", "Budapest", confidence=0.75)
        store.add(en, [denied, visit], "reader 1")
    return folder


@pytest.fixture(autouse=True)
def _beside_the_example(request, monkeypatch):
    if isinstance(request.node, pytest.DoctestItem):
        monkeypatch.chdir(request.getfixturevalue("example").parent)
