import json
import warnings

import pyoxigraph as ox
import pytest
from rdflib import RDFS, XSD, Graph, URIRef

from kg.export import export
from kg.iris import KGO, local_name
from kg.model import Article
from kg.resources import folder
from kg.store import Store
from kg.store.names import PREFIXES
from kg.vocabulary import relations

CONTEXT = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]


def same(store):
    """Whether the triples are those of the Turtle."""
    return set(ox.parse(export(store, "jsonld"), ox.RdfFormat.JSON_LD)) == {
        ox.Quad(*t.triple) for t in ox.parse(export(store, "turtle"), ox.RdfFormat.TURTLE)
    }


def test_pyoxigraph_reads_the_triples_of_the_turtle(store):
    assert same(store)


def test_rdflib_reads_them_too(store):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = Graph().parse(data=export(store, "jsonld"), format="json-ld")
    assert set(read) == set(Graph().parse(data=export(store, "turtle"), format="turtle"))


@pytest.mark.parametrize("text", ["true", "12", "kge:China", "@id", '"\\', "\u2028", "2024-01-01", "_:b"])
def test_any_text_survives(tmp_path, text):
    with Store(tmp_path) as store:
        store.add(Article("ar-1", text, "ar", (), text, outlet=text, url=f"/{text}"), (), text)
        assert same(store)


def test_keys_are_the_names_of_the_ontology(store):
    nodes = {node["id"]: node for node in json.loads(export(store, "jsonld"))["@graph"]}
    assert nodes["kge:China"]["supports"] == "kge:Russia"
    assert {"@value": "الصين", "@language": "ar"} in nodes["kge:China"]["label"]
    assert not [key for node in nodes.values() for key in node if ":" in key]


def test_the_context_knows_the_relations_and_the_prefixes():
    terms = {key: term for key, term in CONTEXT.items() if isinstance(term, dict)}
    assert all(terms[relation] == {"@id": f"kgo:{relation}", "@type": "@id"} for relation in relations())
    assert {key: value for key, value in CONTEXT.items() if key in PREFIXES} == PREFIXES
    assert all(key == local_name(term["@id"].replace(":", "/")) for key, term in terms.items())


def test_the_context_gives_values_the_types_of_the_ontology():
    ontology = Graph().parse(folder("ontology") / "alaqat.ttl")
    for key, term in CONTEXT.items():
        if isinstance(term, dict) and term["@id"].startswith("kgo:"):
            for bound in ontology.objects(URIRef(KGO + key), RDFS.range):
                if bound.startswith(PREFIXES["xsd"]) and bound != XSD.string:
                    assert term["@type"] == f"xsd:{local_name(bound)}"
