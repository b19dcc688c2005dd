import json

import pytest
from stories import ATTACK, CHINA, LAVROV, RUSSIA

from kg.export import export
from kg.export.ftm import SCHEMATA
from kg.store.edges import edges
from kg.vocabulary import classes


def records(store, *policy):
    return [json.loads(line) for line in export(store, "ftm", *policy).decode().splitlines()]


def one(found, **properties):
    (record,) = [r for r in found if all(r["properties"].get(key) == [value] for key, value in properties.items())]
    return record


def test_every_class_has_a_schema():
    assert SCHEMATA.keys() == set(classes())


def test_a_state_an_office_and_another_edge(store):
    found = records(store)
    china, lavrov, russia = (one(found, sourceUrl=e.iri) for e in (CHINA, LAVROV, RUSSIA))
    assert china["schema"] == "PublicBody"
    assert china["properties"]["country"] == ["cn"]
    assert china["properties"]["name"] == ["China", "الصين"]
    office = one(found, role="foreign minister of", director=lavrov["id"])
    assert (office["schema"], office["properties"]["organization"]) == ("Directorship", [russia["id"]])
    support = one(found, role="supports", subject=china["id"])
    assert support["schema"] == "UnknownLink"
    assert support["properties"]["status"] == ["planned"]
    assert support["properties"]["summary"] == ["وقال وانغ يي إن الصين ستواصل دعم استقرار روسيا."]


def test_a_link_has_the_days_and_articles_of_all_its_assertions(store):
    found = records(store)
    claim = one(found, role="claims responsibility for", object=one(found, sourceUrl=ATTACK.iri)["id"])
    assert claim["properties"]["date"] == ["2024-03-24", "2024-03-26"]
    proof = [r["properties"]["language"] for r in found if r["id"] in claim["properties"]["proof"]]
    assert sorted(proof) == [["ara"], ["eng"]]


@pytest.mark.parametrize("policy", ["reported", "corroborated"])
def test_ids_are_unique_and_links_are_the_edges_between_known_entities(store, policy):
    found = records(store, policy)
    ids = [r["id"] for r in found]
    assert len(set(ids)) == len(ids)
    links = [r for r in found if "role" in r["properties"]]
    assert len(links) == len(edges(store, policy))
    for link in links:
        assert set(link["properties"]["proof"]) <= set(ids)


def test_followthemoney_takes_every_value(store):
    """Its own reader; `pip install followthemoney` needs the library ICU, so it is not among the tools of development."""
    ftm = pytest.importorskip("followthemoney")
    for record in records(store):
        proxy = ftm.EntityProxy.from_dict(record, cleaned=False)
        taken = {prop.name: sorted(proxy.get(prop)) for prop in proxy.iterprops()}
        assert taken == {key: [value.replace("\ufeff", "") for value in values] for key, values in record["properties"].items()}
        proxy.schema.validate(proxy.to_dict())
