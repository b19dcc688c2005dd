"""Tables for Neo4j, and the Cypher that loads them.

Neo4j takes no label and no relationship type from a file, so each class and each relation in use has a statement of its own. Loading
again changes nothing: nodes and relationships are merged by their IRIs.
"""

import re
from collections.abc import Iterator
from datetime import date

from kg.export.sheets import csv_of
from kg.export.tables import Table, tables
from kg.store import Store

CONVERT = {int: "toInteger({})", float: "toFloat({})", bool: "toBoolean({})", date: "date({})"}
PLAIN = r"""CASE WHEN {0} =~ "(?s)'+[=+\\-@\\t\\r\\n＝＋－＠].*" THEN substring({0}, 1) ELSE {0} END"""
FREE = {"name_ar", "name_en", "time_text", "article", "title", "publisher", "url", "quote"}  # columns of free text
INTRO = """\
// Copy the CSV files into Neo4j's import folder, set db.import.csv.legacy_quote_escaping=false (a backslash is then a backslash),
// and run: cypher-shell -f load.cypher
CREATE CONSTRAINT entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;
CREATE CONSTRAINT assertion IF NOT EXISTS FOR (a:Assertion) REQUIRE a.id IS UNIQUE;
"""


def neo4j(store: Store, policy: str) -> dict[str, bytes]:
    """``nodes.csv``, ``edges.csv``, ``assertions.csv`` and ``load.cypher``."""
    nodes, edges, assertions = made = tables(store, policy)
    cypher = INTRO + "\n".join((*_nodes(nodes), *_edges(edges), *_assertions(assertions)))
    return {f"{table.name}.csv": csv_of(table, mark="") for table in made} | {"load.cypher": cypher.encode()}


def _nodes(table: Table) -> Iterator[str]:
    yield f"""
LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
MERGE (n:Entity {{iri: row.iri}})
SET {_set(table, "n", ("iri",))};"""
    for kind in sorted({row[1] for row in table.rows if row[1]}, key=str):
        yield f"MATCH (n:Entity {{type: '{kind}'}}) SET n:{kind};"


def _edges(table: Table) -> Iterator[str]:
    for relation in sorted({row[1] for row in table.rows}, key=str):
        yield f"""
LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row
WITH row WHERE row.relation = '{relation}'
MATCH (s:Entity {{iri: row.subject}}), (o:Entity {{iri: row.object}})
MERGE (s)-[e:{_upper(str(relation))}]->(o)
SET {_set(table, "e", ("subject", "object"))};"""


def _assertions(table: Table) -> Iterator[str]:
    yield f"""
LOAD CSV WITH HEADERS FROM 'file:///assertions.csv' AS row
MATCH (s:Entity {{iri: row.subject}}), (o:Entity {{iri: row.object}})
MERGE (a:Assertion {{id: row.id}})
SET {_set(table, "a", ("id", "subject", "object"))}
MERGE (a)-[:SUBJECT]->(s)
MERGE (a)-[:OBJECT]->(o)
WITH a, row MATCH (w:Entity {{iri: row.speaker}})
MERGE (a)-[:SPEAKER]->(w);
"""


def _set(table: Table, node: str, known: tuple[str, ...]) -> str:
    """The properties of a node: every column that is not ``known``, in its type; a text as it was before it was made harmless."""
    columns = ((name, CONVERT.get(kind, PLAIN if name in FREE else "{}")) for name, kind in table.columns if name not in known)
    return ",\n    ".join(f"{node}.`{name}` = {how.format(f'row.`{name}`')}" for name, how in columns)


def _upper(relation: str) -> str:
    """As Neo4j calls relationships.

    >>> _upper("foreignMinisterOf")
    'FOREIGN_MINISTER_OF'
    """
    return re.sub(r"(?=[A-Z])", "_", relation).upper()
