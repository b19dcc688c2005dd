"""However a query of the library is put to the engine, its rows are those of its own text."""

import re

import pytest

from kg.bench.synthetic import articles
from kg.iris import KGE
from kg.query import _filled, _library, ask, named, plan, run, takes
from kg.query.terms import meant
from kg.store import Store
from kg.vocabulary import relations

GIVEN = {"actor": KGE + "State0", "other": KGE + "Person0", "since": "2008-03-01", "until": "2014-03-31", "relation": "supports", "group": "materialConflict"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    with Store(folder) as made:
        made.load(articles(300), "reader 1")  # with nothing derived, so that no counts are kept: the texts themselves are asked
    with Store.read_only(folder) as store:
        yield store


@pytest.mark.parametrize("name", named())
def test_the_rows_are_those_of_the_text_in_its_order(store, name, monkeypatch):
    monkeypatch.setattr(plan, "START", 3)
    known = takes(name)
    needed = {parameter for parameter, needs in known.items() if needs}
    for more in (set(), {"actor"}, {"since", "until"}, {"until"}, {"other", "relation", "group"}):
        given = {parameter: value for parameter, value in GIVEN.items() if parameter in needed | (more & known.keys())}
        whole = ask(store, _filled(name, meant(store, given)), 10**6)
        for limit in (4, 10**6):
            found = run(store, name, limit, given=given)
            assert (found.columns, found.rows) == (whole.columns, whole.rows[:limit]), given
            assert found.more == (len(whole.rows) > limit)


def test_a_line_of_the_ontology_begins_the_search_or_tests_what_was_found(store):
    def told(text):
        return plan.TOLD.sub(lambda line: plan._told(store, line), text)

    first = told("SELECT ?s WHERE {\n  ?r rdfs:subPropertyOf kgo:support .\n  ?s ?r ?o .\n}")
    assert "VALUES (?r) { (<" in first
    assert "FILTER(?r IN (<" in told("SELECT ?s WHERE {\n  ?s ?r ?o .\n  ?r rdfs:subPropertyOf kgo:support .\n}")
    assert "OPTIONAL { VALUES (?" in told("SELECT ?s WHERE {\n  ?s ?r ?o .\n  ?r rdfs:subPropertyOf ?g .\n}")
    assert "FILTER(false)" in told("SELECT ?s WHERE {\n  ?r rdfs:subPropertyOf kgo:supports .\n}")


def test_the_offices_that_a_text_lists_are_those_of_the_ontology():
    listed = set(re.findall(r"\?subject (kgo:\S+) \$actor", _library()["states"])[0].split("|"))
    assert listed == {f"kgo:{relation.name}" for relation in relations().values() if "holdsOfficeIn" in relation.parents}
