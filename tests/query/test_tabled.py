"""The table of assertions gives the rows of the SPARQL, whatever is asked."""

import pytest

from kg.bench.synthetic import articles
from kg.iris import KGE
from kg.query import _filled, ask, named, run, takes
from kg.query.tabled import PARAMETER, answer, texts
from kg.query.terms import meant
from kg.store import Store

GIVEN = {"actor": KGE + "State0", "other": KGE + "Person0", "since": "2008-03-01", "until": "2014-03-31", "relation": "supports", "group": "materialConflict"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tabled")
    with Store(folder) as made:
        made.load(articles(300), "reader 1")
        made.derive()
    with Store.read_only(folder) as store:
        yield store


@pytest.mark.parametrize("name", texts())
def test_its_rows_are_those_of_the_sparql(store, name):
    known = takes(name)
    needed = {parameter for parameter, needs in known.items() if needs}
    whole = GIVEN | {"outlet": next(store.articles()).outlet}
    asked = (set(), {"actor"}, {"since", "until"}, {"until"}, {"other", "relation", "group"}, {"outlet"}, {"actor", "other"})
    for wanted in {frozenset(needed | (more & known.keys())) for more in asked}:
        given = meant(store, {parameter: whole[parameter] for parameter in wanted})
        plain = ask(store, _filled(name, given), 10**6)
        assert answer(store, name, given, 10**6) == (plain.columns, list(plain.rows)), given
        assert answer(store, name, given, 3) == (plain.columns, list(plain.rows[:3])), given


def test_it_is_asked(store, monkeypatch):
    monkeypatch.setattr("kg.query.rows", None)
    assert run(store, "states", limit=1).more


def test_each_is_a_question_of_the_library_with_its_parameters():
    for name, text in texts().items():
        assert name in named()
        assert set(PARAMETER.findall(text)) == {*takes(name), "most"}
