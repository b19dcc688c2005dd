import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph
from trap import readings

from kg.errors import InputError
from kg.export import FORMS, export, save
from kg.store import Store


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("other")) as store:
        yield store


@given(order=st.randoms(), batch=st.integers(1, 3))
@settings(max_examples=2)
def test_every_form_has_the_same_bytes_in_any_order(store, other, order, batch):
    for article in list(other.articles()):
        other.retract(article.id)
    found = readings()
    order.shuffle(found)
    other.add_all([*found, *found], "reader 1", batch)
    for form in FORMS:
        assert export(other, form) == export(store, form), form


def test_a_stricter_policy_exports_fewer_edges(store):
    for form in ("nquads", "jsonld", "graphml", "gexf", "events"):
        assert len(export(store, form, "reported")) > len(export(store, form, "voiced")), form
    with pytest.raises(InputError, match="no such policy"):
        export(store, "csv", "certain")


def test_an_unknown_form_names_the_known_ones(store):
    with pytest.raises(InputError, match="turtle, ntriples, jsonld"):
        export(store, "word")


def test_an_empty_graph_has_every_form_a_folder_where_it_says_so(tmp_path):
    with Store(tmp_path) as store:
        assert {form: isinstance(export(store, form), dict) for form in FORMS} == {name: form.folder for name, form in FORMS.items()}


def test_ntriples_are_the_triples_of_the_turtle(store):
    lines = export(store, "ntriples")
    assert set(ox.parse(lines, ox.RdfFormat.N_TRIPLES)) == set(ox.parse(export(store, "turtle"), ox.RdfFormat.TURTLE))
    assert len(Graph().parse(data=lines, format="nt")) == lines.count(b"\n")


def test_a_folder_is_made_and_a_bad_place_is_told(tmp_path):
    save({"a.csv": "س".encode()}, tmp_path / "one" / "two")
    assert (tmp_path / "one" / "two" / "a.csv").read_text(encoding="utf-8") == "س"
    for content in (b"", {"a.csv": b""}):
        with pytest.raises(InputError, match=r"a\.csv.*can't be written"):
            save(content, tmp_path / "one" / "two" / "a.csv" / "below")
