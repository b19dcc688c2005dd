"""Which part of a graph is drawn that has more to tell than a page can hold."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from itertools import islice

from pyoxigraph import DefaultGraph, NamedNode, QuerySolutions

from kg.brief.sayings import Saying, every
from kg.store import Store
from kg.store.derived import told
from kg.store.names import ASSERTION, A
from kg.store.table import Row
from kg.store.terms import article_id

SENTENCES = 30_000  # that a page holds: some 10 MB
# Names by how often they are told of; of each rank how many assertions are between it and those before; so many names as these allow, two at least.
FOREMOST = """
WITH sides AS (SELECT subject AS who FROM told UNION ALL SELECT object FROM told),
ranked AS MATERIALIZED (SELECT who, ROW_NUMBER() OVER (ORDER BY COUNT(*) DESC, who) AS rank FROM sides GROUP BY who),
closed AS (SELECT MAX(one.rank, other.rank) AS rank, COUNT(*) AS n FROM told JOIN ranked AS one ON one.who = subject JOIN ranked AS other ON other.who = object GROUP BY 1),
summed AS (SELECT rank, SUM(n) OVER (ORDER BY rank) AS total FROM closed),
shown AS MATERIALIZED (SELECT who FROM ranked WHERE rank <= 2 OR rank < (SELECT MIN(rank) FROM summed WHERE total > $most))
SELECT 'shown', who FROM shown
UNION ALL SELECT DISTINCT 'article', article FROM told WHERE subject IN shown AND object IN shown
UNION ALL SELECT 'names', COUNT(*) FROM ranked
UNION ALL SELECT 'relations', COUNT(*) FROM (SELECT DISTINCT subject, relation, object FROM told)
"""


def foremost(store: Store, most: int) -> tuple[tuple[Saying, ...], tuple[int, int]]:
    """All that is asserted in a graph, sorted by article and place in it; and how many names and relations it leaves out.

    Of more than ``most`` assertions it has those between the names that are named most often, as many names as these allow, two at least.
    """
    if sum(1 for _ in islice(store.inner.quads_for_pattern(None, A, ASSERTION, DefaultGraph()), most + 1)) <= most:
        return every(store), (0, 0)
    answer: defaultdict[object, list[str]] = defaultdict(list)
    for what, value in (told(store, FOREMOST, {"most": most}) or ((), _looked_up(store, most)))[1]:
        answer[what].append(str(value))
    shown, articles = set(answer["shown"]), (article_id(NamedNode(graph)) for graph in answer["article"])
    found = tuple(Saying(a, article) for article, said in store.readings(*articles) for a in said if a.subject.iri in shown and a.object.iri in shown)
    relations = len({(s.assertion.subject.iri, s.assertion.relation, s.assertion.object.iri) for s in found})
    return found, (int(answer["names"][0]) - len(shown), int(answer["relations"][0]) - relations)


def _looked_up(store: Store, most: int) -> list[Row]:
    """What is foremost in a graph whose table does not answer."""
    rows = store.query("SELECT ?s ?p ?o ?article { GRAPH ?article { ?a rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o } }")
    with closing(sqlite3.connect("")) as table:  # on disk: so many rows need not have room in memory
        table.execute("CREATE TABLE told (subject TEXT, relation TEXT, object TEXT, article TEXT)")
        plain = (tuple(getattr(term, "value", "") for term in row) for row in rows) if isinstance(rows, QuerySolutions) else ()
        table.executemany("INSERT INTO told VALUES (?, ?, ?, ?)", plain)
        return table.execute(FOREMOST, {"most": most}).fetchall()
