"""A view as pandas data frames."""

from collections.abc import Iterable
from typing import NamedTuple

import networkx as nx
import pandas as pd

from kg.brief.sayings import Saying
from kg.store.terms import assertion_iri


class Frames(NamedTuple):
    """``nodes``, ``edges`` and ``assertions``; days are timestamps, what is not known is missing."""

    nodes: pd.DataFrame
    edges: pd.DataFrame
    assertions: pd.DataFrame


NODES = ("iri", "type", "name_ar", "name_en", "degree", "betweenness", "community")
EDGES = ("subject", "relation", "object", "group", "count", "first", "last")
ASSERTIONS = (
    *("id", "subject", "relation", "object", "modality", "negated", "speaker", "outlet", "about", "time_text", "time_start", "time_end"),
    *("confidence", "article", "title", "publisher", "published", "url", "quote"),
)


def frames(graph: nx.MultiDiGraph, said: Iterable[Saying]) -> Frames:
    """The frames of a graph that ``kg.render.views.graph`` made, and of the sentences behind it, in their order."""
    nodes = [
        (iri, told["type"], told["labels"].get("ar"), told["labels"].get("en"), told["degree"], told["betweenness"], told["community"])
        for iri, told in graph.nodes(data=True)
    ]
    edges = [
        (subject, relation, obj, told["group"], told["count"], told["first"] or None, told["last"] or None)
        for subject, obj, relation, told in graph.edges(keys=True, data=True)
    ]
    return Frames(
        pd.DataFrame(nodes, columns=list(NODES)),
        _dated(pd.DataFrame(edges, columns=list(EDGES)), "first", "last"),
        _dated(pd.DataFrame(map(_assertion, said), columns=list(ASSERTIONS)), "time_start", "time_end", "published"),
    )


def _assertion(saying: Saying) -> tuple[object, ...]:
    a, article = saying.assertion, saying.article
    others = (who.iri if who else None for who in (a.speaker, a.outlet, a.about))
    time = (a.time.text, a.time.start or None, a.time.end or None) if a.time else (None, None, None)
    header = (article.id, article.title or None, article.outlet or None, article.date or None, article.url or None)
    return assertion_iri(a), a.subject.iri, a.relation, a.object.iri, a.modality, a.negated, *others, *time, a.confidence, *header, a.evidence.quote


def _dated(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_datetime(frame[name], errors="coerce") for name in columns})
