"""A graph with more sentences than a page holds."""

import json
import re

import pytest
from crowd import crowd

from kg.render import large, views
from kg.render.large import foremost
from kg.store import Store


@pytest.fixture(scope="module", params=[True, False], ids=["derived", "to be derived"])
def store(tmp_path_factory, request):
    assertions, articles = crowd(60, 200)
    with Store(tmp_path_factory.mktemp("graph")) as store:
        store.add_all([(article, [a for a in assertions if a.evidence.article == name]) for name, article in articles.items()], "reader 1")
        if request.param:
            store.derive()
        yield store


def names(found):
    return {who.iri for s in found for who in (s.assertion.subject, s.assertion.object)}


def test_all_of_a_small_graph(store):
    found, left = foremost(store, 1000)
    assert left == (0, 0)
    assert [s.assertion for s in found] == list(store.assertions())


@pytest.mark.parametrize("most", [0, 20, 100])
def test_the_names_that_are_named_most_and_what_is_left_is_counted(store, most):
    whole, _ = foremost(store, 1000)
    found, (nodes, edges) = foremost(store, most)
    shown = names(found)
    assert set(found) == {s for s in whole if {s.assertion.subject.iri, s.assertion.object.iri} <= shown}
    assert len(found) <= max(most, 30)
    assert nodes + len(shown) >= len(names(whole)) - 1  # one that is shown may be related to nobody shown
    of = {(s.assertion.subject.iri, s.assertion.relation, s.assertion.object.iri) for s in whole}
    assert edges == len(of) - len({key for key in of if key[0] in shown and key[2] in shown})


def test_the_table_tells_what_is_foremost_and_it_is_the_same_without(store, monkeypatch):
    store.derive()
    answered = [foremost(store, most) for most in (0, 20, 100)]
    asked = []
    monkeypatch.setattr(large, "told", lambda *_: asked.append(1))
    assert answered == [foremost(store, most) for most in (0, 20, 100)]
    monkeypatch.undo()
    monkeypatch.setattr(large, "_looked_up", lambda *_: pytest.fail("looked up"))
    assert answered == [foremost(store, most) for most in (0, 20, 100)]
    assert len(asked) == 3


def test_the_page_tells_how_many_are_left_out(store, monkeypatch):
    monkeypatch.setattr(views, "SENTENCES", 50)
    data = json.loads(re.search(r'id="data">(.*?)</script>', views.draw(store))[1])
    assert data["left"][0] > 0
    assert data["left"][0] + data["nodes"] <= 60
    assert views.draw(store) == views.draw(store)
