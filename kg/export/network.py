"""Nodes and edges as GraphML and GEXF, written by networkx."""

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import indent, tostring

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import write_graphml_xml

from kg.export.tables import Edge, days, edges, entities
from kg.model import Article, Entity
from kg.store import Store
from kg.vocabulary import relations

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(store: Store, policy: str) -> bytes:
    """GraphML: entities with type and names, edges with relation, group, number of assertions (of copies one), first and last day."""
    file = io.BytesIO()
    write_graphml_xml(_network(edges(store, policy), entities(store), {a.id: a for a in store.articles()}), file)
    return file.getvalue()


def gexf(store: Store, policy: str) -> bytes:
    """GEXF 1.2 with time: an edge is there on the days (both ends counted) of the assertions that draw it; without a date, always."""
    drawn, articles = edges(store, policy), {a.id: a for a in store.articles()}
    graph = _network(drawn, entities(store), articles)
    graph.graph["mode"] = "dynamic"
    for edge in drawn:
        spells = sorted({(str(first), str(last)) for a in edge.drawn_by for first, last in [days(a, articles)] if first})
        graph.edges[edge.subject, edge.object, edge.name].update({"id": edge.name} | ({"spells": spells} if spells else {}))
    writer = GEXFWriter(version="1.2draft")
    writer.add_graph(graph)
    meta = writer.xml.find("meta")
    meta.attrib.clear()  # the day of writing
    meta.find("creator").text = "Alaqat"
    inner = writer.xml.find("graph")
    inner.attrib.pop("name")  # the schema of GEXF has none
    inner.set("timeformat", "date")
    indent(writer.xml)
    return bytes(tostring(writer.xml, encoding="utf-8", xml_declaration=True)) + b"\n"


def _network(drawn: Sequence[Edge], known: Mapping[str, Entity], articles: Mapping[str, Article]) -> nx.MultiDiGraph:
    """With plain attributes; the key of an edge tells it from all others."""
    graph = nx.MultiDiGraph()
    for iri in sorted({iri for edge in drawn for iri in (edge.subject, edge.object)}):
        who = known[iri]
        names = {f"name_{lang}": label for lang, label in who.labels if lang in ("ar", "en")}
        graph.add_node(iri, **_clean({"label": who.label(), "kind": who.type, "wikidata": who.wikidata} | names))
    for edge in drawn:
        relation = relations()[edge.relation]
        told: dict[str, Any] = {"label": relation.labels["en"], "label_ar": relation.labels["ar"], "relation": edge.relation, "group": relation.group}
        dated = sorted(str(day) for a in edge.drawn_by for day in days(a, articles) if day)
        told |= {"weight": edge.counted(articles)} | ({"first": dated[0], "last": dated[-1]} if dated else {})
        graph.add_edge(edge.subject, edge.object, key=edge.name, **_clean(told))
    return graph


def _clean(attributes: dict[str, Any]) -> dict[str, Any]:
    """Without empty texts, and without the characters that XML forbids."""
    return {key: NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value for key, value in attributes.items() if value}
