"""The graph in the forms of other tools, the same bytes for the same content in whatever order it came."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Unpack

from kg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kg.render.views import Cut
    from kg.store import Store

Content = bytes | dict[str, bytes]  # a file, or the files of a folder by name


@dataclass(frozen=True, slots=True)
class Form:
    """What a form is for, and ``module:function``, which makes its ``Content`` of a store and a policy of edges."""

    about: str
    maker: str
    folder: bool = False


FORMS: Mapping[str, Form] = {
    "turtle": Form("RDF of all articles as one graph, edges first", "kg.render.turtle:turtle"),
    "ntriples": Form("the same, a triple a line", "kg.render.turtle:ntriples"),
    "jsonld": Form("the same in JSON, with the context `ontology/context.jsonld`", "kg.export.jsonld:jsonld"),
    "turtle12": Form("the Turtle in RDF 1.2: each assertion is a reifier of its triple", "kg.export.reified:turtle"),
    "ntriples12": Form("the same, a triple a line", "kg.export.reified:ntriples"),
    "trig": Form("RDF with a named graph an article", "kg.render.turtle:trig"),
    "nquads": Form("the same, a quad a line: what `kg import` takes best", "kg.render.turtle:nquads"),
    "graphml": Form("nodes and edges for networkx, igraph, yEd, Cytoscape", "kg.export.network:graphml"),
    "gexf": Form("nodes and edges for Gephi, with the days on which each edge was reported", "kg.export.network:gexf"),
    "csv": Form("nodes, edges, assertions as CSV for spreadsheets", "kg.export.sheets:sheets", folder=True),
    "parquet": Form("the same tables as Parquet for pandas, DuckDB, R", "kg.export.parquet:parquet", folder=True),
    "neo4j": Form("the same tables and `load.cypher`, which loads them into Neo4j", "kg.export.neo4j:neo4j", folder=True),
    "events": Form("an event a row, with PLOVER and CAMEO codes, intensity and place, as CSV", "kg.export.sheets:events"),
    "ftm": Form("entities of FollowTheMoney, one a line of JSON, for Aleph and OpenSanctions' tools", "kg.export.ftm:ftm"),
}


def export(store: Store, form: str = "turtle", policy: str = "reported", **cut: Unpack[Cut]) -> Content:
    """The graph in a form of ``FORMS``, or the part of it that a cut chooses, with the edges that ``policy`` draws (see ``kg.store.edges``).

    Raises ``InputError`` for an unknown form or policy, for a cut that means nothing here, and when nothing passes it.
    """
    if form not in FORMS:
        raise InputError(f"{form}: no such form. Choose from {', '.join(FORMS)}.")
    module, _, function = FORMS[form].maker.partition(":")
    make: Callable[[Store, str], Content] = getattr(import_module(module), function)
    from kg.export.part import part  # noqa: PLC0415  # heavy, and the list of forms does without

    with part(store, **cut) as chosen:
        return make(chosen, policy)


def save(content: Content, target: Path) -> None:
    """Write a file, or the files of a folder, which is made if it is not there; raises ``InputError`` where that can't be."""
    try:
        if isinstance(content, bytes):
            target.write_bytes(content)
            return
        target.mkdir(parents=True, exist_ok=True)
        for name, part in content.items():
            (target / name).write_bytes(part)
    except OSError as e:
        raise InputError(f"{target}: can't be written ({e.strerror}). Give another place with --out.") from e
