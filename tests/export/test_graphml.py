import io
from datetime import date
from xml.etree.ElementTree import fromstring

import networkx as nx
from stories import ATTACK, CHINA, LAVROV, RUSSIA, STATE, WANG
from trap import TRAP

from kg.export import export
from kg.store.edges import edges

GEXF = "{http://www.gexf.net/1.2draft}"


def drawn(store):
    return {(e.subject.value, e.object.value, e.predicate.value.partition("#")[2]) for e in edges(store)}


def test_networkx_reads_the_graphml(store):
    graph = nx.read_graphml(io.BytesIO(export(store, "graphml")), force_multigraph=True)
    assert {(s, o, told["relation"]) for s, o, told in graph.edges(data=True)} == drawn(store)
    assert graph.nodes[CHINA.iri] == {"label": "China", "kind": "State", "name_ar": "الصين", "name_en": "China"}
    (claim,) = graph.get_edge_data(STATE.iri, ATTACK.iri).values()
    assert (claim["weight"], claim["first"], claim["last"]) == (2, "2024-03-24", "2024-03-26")


def test_characters_that_xml_forbids_are_replaced(store):
    graph = nx.read_graphml(io.BytesIO(export(store, "graphml")), force_multigraph=True)
    assert graph.nodes[TRAP.iri]["name_en"] == "=HYPERLINK(1)\ufffd"


def test_networkx_reads_the_gexf(store):
    graph = nx.read_gexf(io.BytesIO(export(store, "gexf")))
    assert {(s, o, told["relation"]) for s, o, told in graph.edges(data=True)} == drawn(store)
    assert graph.graph["mode"] == "dynamic"


def test_spells_are_the_days_of_the_evidence(store):
    graph = fromstring(export(store, "gexf")).find(f"{GEXF}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    spells = {edge.get("id"): [(s.get("start"), s.get("end")) for s in edge.iter(f"{GEXF}spell")] for edge in graph.iter(f"{GEXF}edge")}
    assert spells[f"{STATE.iri} claimsResponsibilityFor {ATTACK.iri}"] == [("2024-03-24", "2024-03-24"), ("2024-03-26", "2024-03-26")]
    assert spells[f"{LAVROV.iri} meets {WANG.iri}"] == [("2024-04-09", "2024-04-09")]
    assert spells[f"{CHINA.iri} aids {RUSSIA.iri}"] == []


def test_the_gexf_does_not_tell_the_day_of_writing(store):
    assert b"lastmodified" not in export(store, "gexf")


SCHEMA = {  # of GEXF 1.2 as Gephi publishes it, as far as it is used here: attributes that must and that may be there, and what is inside
    "gexf": ("version", "", ("meta", "graph")),
    "meta": ("", "lastmodifieddate", ("creator",)),
    "creator": ("", "", ()),
    "graph": ("", "defaultedgetype idtype mode timeformat start end", ("attributes", "nodes", "edges")),
    "attributes": ("class", "mode", ("attribute",)),
    "attribute": ("id title type", "", ()),
    "nodes": ("", "count", ("node",)),
    "node": ("id", "label start end", ("attvalues",)),
    "edges": ("", "count", ("edge",)),
    "edge": ("id source target", "type label weight start end", ("attvalues", "spells")),
    "attvalues": ("", "", ("attvalue",)),
    "attvalue": ("for value", "", ()),
    "spells": ("", "", ("spell",)),
    "spell": ("", "start end", ()),
}


def test_the_gexf_keeps_to_the_schema_of_gephi(store):
    root = fromstring(export(store, "gexf"))
    for element in root.iter():
        needed, more, inside = SCHEMA[element.tag.removeprefix(GEXF)]
        own = {key for key in element.attrib if not key.startswith("{")}
        assert set(needed.split()) <= own <= set((needed + " " + more).split()), element.tag
        assert {child.tag.removeprefix(GEXF) for child in element} <= set(inside), element.tag
    assert [child.tag for child in root.find(f"{GEXF}graph")][-2:] == [f"{GEXF}nodes", f"{GEXF}edges"]
    assert {a.get("type") for a in root.iter(f"{GEXF}attribute")} <= {"integer", "long", "double", "float", "boolean", "string", "liststring", "anyURI"}
    ids = {part: [e.get("id") for e in root.iter(GEXF + part)] for part in ("node", "edge", "attribute")}
    assert all(len(set(found)) == len(found) for found in ids.values())
    for edge in root.iter(f"{GEXF}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(ids["node"])
    for spell in root.iter(f"{GEXF}spell"):
        assert date.fromisoformat(spell.get("start")) <= date.fromisoformat(spell.get("end"))
