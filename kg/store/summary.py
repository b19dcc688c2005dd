"""How often who does what to whom, month by month: counts kept beside the graph, so that questions to the whole of it need not go through it all.

Counted are deeds: assertions that are neither negated nor merely possible, of contact, support, cooperation, verbal or material conflict, in
articles that are no copies. A text of JSON for each month and kind of count stands in the graph INDEX; an article that comes or goes
changes those of its month alone.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import KGE, local_name, term
from kg.store.names import INDEX, name
from kg.vocabulary import relations

if TYPE_CHECKING:
    from kg.store import Store

GROUPS = ("contact", "support", "cooperation", "verbalConflict", "materialConflict")
READ = {name("rdf:" + role): role for role in ("subject", "predicate", "object")} | {name("kgo:negated"): "negated", name("kgo:modality"): "modality"}

# What is counted: of each kind, by what: "dyad" (from, to, group) deeds; "pair" (one, two, day), "actor" (who) and "tone" (group) articles.
# `one` comes before `two`; the day is empty where the article has none. What it is counted by is one text, with tabs between.
KINDS = ("dyad", "pair", "actor", "tone")
Counts = Counter[tuple[str, str]]


def counts(found: Iterable[Quad]) -> tuple[str, Counts]:
    """The month (``"2024-03"``, or empty) of the article of a named graph, and what it counts."""
    nodes: dict[str, dict[str, str]] = {}
    day = ""
    for q in found:
        if role := READ.get(q.predicate):
            nodes.setdefault(str(q.subject), {})[role] = str(getattr(q.object, "value", ""))
        elif q.predicate == name("dcterms:date"):
            day = str(getattr(q.object, "value", ""))
    made: Counts = Counter()
    articles = set[tuple[str, str]]()
    for node in nodes.values():
        relation = relations().get(local_name(node["predicate"]))
        if relation and relation.parents[0] in GROUPS and node["negated"] == "false" and node["modality"] != term("possible"):
            who, whom = _short(node["subject"]), _short(node["object"])
            made["dyad", f"{who}\t{whom}\t{relation.parents[0]}"] += 1
            articles |= {("pair", "\t".join((*sorted((who, whom)), day))), ("actor", who), ("actor", whom), ("tone", relation.parents[0])}
    made.update(articles)
    return day[:7], made


def read(store: "Store", kind: str) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Each month with what is counted of a kind."""
    for q in store.inner.quads_for_pattern(None, _predicate(kind), None, INDEX):
        if isinstance(q.object, Literal) and isinstance(q.subject, NamedNode):
            yield unquote(q.subject.value.removeprefix(f"{INDEX.value}/")), json.loads(q.object.value)


def kept(store: "Store", month: str) -> set[Quad]:
    """The counts of a month as they are in the graph."""
    return {q for kind in KINDS for q in store.inner.quads_for_pattern(_node(month), _predicate(kind), None, INDEX)}


def quads(month: str, counted: Counts) -> set[Quad]:
    """The counts of a month as the graph is to keep them: only what is more than none."""
    made = set()
    for kind in KINDS:
        if some := dict(sorted((by, n) for (k, by), n in counted.items() if k == kind and n)):
            text = json.dumps(some, ensure_ascii=False, separators=(",", ":"))
            made.add(Quad(_node(month), _predicate(kind), Literal(text), INDEX))
    return made


def unpacked(found: Iterable[Quad]) -> Counts:
    """What ``quads`` packed of one month."""
    made: Counts = Counter()
    for q in found:
        if isinstance(q.object, Literal):
            kind = local_name(q.predicate.value)
            made.update({(kind, by): n for by, n in json.loads(q.object.value).items()})
    return made


def iri(short: str) -> str:
    """The IRI of one who is counted."""
    return short[1:] if short.startswith("<") else KGE + short


def _short(whole: str) -> str:
    return whole.removeprefix(KGE) if whole.startswith(KGE) else "<" + whole


def _node(month: str) -> NamedNode:
    return NamedNode(f"{INDEX.value}/{quote(month, safe='')}")


@cache
def _predicate(kind: str) -> NamedNode:
    return NamedNode(f"{INDEX.value}#{kind}")
