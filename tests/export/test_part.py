import pyoxigraph as ox
import pytest
from stories import BEIJING, CHINA, LAVROV, RUSSIA, WANG
from test_tables import rows

from kg.errors import InputError
from kg.export import FORMS, export
from kg.export.part import part
from kg.render.views import graph
from kg.store.names import name
from kg.validate import problems


def test_what_leaves_nothing_out_is_the_same_in_every_form(store):
    for form in FORMS:
        assert export(store, form, since="2000-01-01", min_confidence=0.0) != export(store, form), form  # an article without a day goes
        assert export(store, form, relation=[*{a.relation for a in store.assertions()}]) == export(store, form), form


@pytest.mark.parametrize(
    "cut",
    [
        {"focus": "الصين"},
        {"focus": "Lavrov", "hops": 2},
        {"since": "2024-03-25", "until": "2024-04-01"},
        {"group": "صراع بالقول"},
        {"outlet": "The Example"},
        {"speaker": "Wang Yi"},
        {"modality": ["planned", "possible"]},
        {"min_confidence": 0.95},
        {"roll_up": True},
    ],
    ids=str,
)
def test_what_is_exported_is_what_the_view_shows(store, cut):
    """The same entities and relations as on the page; what is exported conforms."""
    drawn = {(s, r, o) for s, o, r in graph(store, **cut).edges(keys=True)}
    with part(store, **cut) as left:
        assert {(a.subject.iri, a.relation, a.object.iri) for a in left.assertions()} == drawn
        assert problems(left.inner, every_edge=True) == ()


def test_rolled_up_a_minister_counts_for_the_state(store):
    found = rows(export(store, "events", roll_up=True))
    assert (CHINA.iri, "meets", RUSSIA.iri) in {(row["source"], row["relation"], row["target"]) for row in found} | {
        (row["target"], row["relation"], row["source"]) for row in found
    }
    assert not {LAVROV.iri, WANG.iri} & {row["source"] for row in found if row["article"] == "ar-1"}


def test_a_policy_holds_for_what_is_left(store):
    """Two outlets tell of the claim; one of them alone corroborates nothing."""
    assert rows(export(store, "csv", "corroborated")["edges.csv"])
    assert not rows(export(store, "csv", "corroborated", outlet="The Example")["edges.csv"])


def test_entities_that_nobody_speaks_of_any_more_are_gone(store):
    read = ox.parse(export(store, "ntriples", focus=BEIJING.iri), ox.RdfFormat.N_TRIPLES)
    labelled = {q.subject.value for q in read if q.predicate == name("rdfs:label")}
    assert {BEIJING.iri, LAVROV.iri} < labelled
    assert CHINA.iri not in labelled


@pytest.mark.parametrize(
    ("cut", "words"),
    [
        ({"focus": "لا أحد"}, "لا أحد"),
        ({"since": "2030-01-01"}, "Nothing in this graph passes"),
        ({"relation": "loves"}, "no such relation"),
    ],
)
def test_a_cut_that_leaves_nothing_is_told(store, cut, words):
    with pytest.raises(InputError, match=words):
        export(store, "turtle", **cut)
