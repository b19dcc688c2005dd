"""Whether a graph is what Alaqat promises: the shapes of ``ontology/shapes.ttl``, and what SHACL Core can't say.

SHACL Core compares no lengths and joins no paths, so that a quote fits its place and that each edge has its assertion is asked of the
graph in SPARQL (pySHACL needs ten times as long for constraints in SPARQL as for the core).
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import cast
from urllib.parse import unquote

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Triple

from kg.iris import KGA, term
from kg.query.results import CONTROL, prefixed
from kg.resources import folder
from kg.store.names import LABEL, PREFIXES, A, name
from kg.vocabulary import relations

KGS = "https://w3id.org/alaqat/shapes#"
SH = "http://www.w3.org/ns/shacl#"
AFFIRMED = "?node rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kgo:negated false ; kgo:modality ?how FILTER(?how != kgo:possible)"
RULES = {  # what must be, and the query for what is otherwise
    "quoteLength": (
        "A quote is as long as its place: oa:exact has as many code points as lie from oa:start to oa:end.",
        "?target oa:hasSelector ?node, ?place . ?node oa:exact ?value . ?place oa:start ?start ; oa:end ?end FILTER(STRLEN(?value) != ?end - ?start)",
    ),
    "sameArticle": (
        "The evidence of an assertion is from the article that it was derived from.",
        "?node prov:wasDerivedFrom ?article ; oa:hasTarget/oa:hasSource ?value FILTER(?value != ?article)",
    ),
    "ownArticle": (
        "The IRI of an assertion is its article's, with a fragment.",
        "?node a kgo:Assertion ; prov:wasDerivedFrom ?value FILTER(!STRSTARTS(STR(?node), CONCAT(STR(?value), '#')))",
    ),
    "identifier": (
        "The IRI of an article is made of its dcterms:identifier.",
        "?node a kgo:Article OPTIONAL { ?node dcterms:identifier ?value } FILTER(!BOUND(?value) || STR(?node) != CONCAT(STR(kga:), ENCODE_FOR_URI(?value)))",
    ),
}
EDGE = "An edge is drawn by an assertion that is neither negated nor merely possible."
DRAWN = "An assertion that is neither negated nor merely possible draws its edge."

Node = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a node: the rule that it breaks (an IRI), what the rule demands, and the value that breaks it, if one does."""

    node: Node
    rule: NamedNode
    message: str
    value: Value | None = None
    path: NamedNode | None = None

    @property
    def article(self) -> str:
        """The id of the article that the node is, or is a part of; empty for an entity."""
        iri = self.node.value
        return unquote(iri.removeprefix(KGA).partition("#")[0]) if iri.startswith(KGA) else ""

    @property
    def place(self) -> tuple[str, ...]:
        """Sorts problems: those of one article, and of one node in it, together."""
        return self.article, str(self.node), self.rule.value, str(self.value), str(self.path)


def problems(graph: ox.Store, *, every_edge: bool) -> tuple[Problem, ...]:
    """What is wrong with the default graph, sorted; nothing if it conforms.

    With ``every_edge`` an assertion of policy ``reported`` must have its edge; a file may have been written with a stricter policy.
    """
    found = {*_shapes(graph), *_rules(graph), *_edges(graph, every_edge=every_edge)}
    return tuple(sorted(found, key=lambda problem: problem.place))


def report(found: Iterable[Problem], graph: ox.Store, remedy: str) -> Iterator[str]:
    """The problems as lines to read, article by article. ``remedy`` says what to do; ``{}`` in it stands for the article's id."""
    for article, of_article in groupby(found, key=lambda problem: problem.article):
        yield f"article {_plain(article)}" if article else "entities"
        for node, of_node in groupby(of_article, key=lambda problem: problem.node):
            yield f"  {_named(node, graph)}"
            for problem in of_node:
                yield f"    {problem.message}"
                if problem.value is not None:
                    yield f"      found: {_shown(problem.value)}"
        yield "  what to do: " + (remedy.replace("{}", _plain(article)) if article else ENTITY_REMEDY)
        yield ""


ENTITY_REMEDY = "correct the entity where it is described: in the authority file or in the file of RDF that it came from."


def turtle(found: Iterable[Problem]) -> bytes:
    """The problems as a SHACL validation report, in Turtle, the same bytes for the same problems."""
    whole = BlankNode("report")
    results = [(BlankNode(f"r{number}"), problem) for number, problem in enumerate(found, 1)]
    triples = [Triple(whole, A, _sh("ValidationReport")), Triple(whole, _sh("conforms"), Literal(not results))]
    triples += [Triple(whole, _sh("result"), node) for node, _ in results]
    for node, problem in results:
        triples += [
            Triple(node, A, _sh("ValidationResult")),
            Triple(node, _sh("focusNode"), problem.node),
            Triple(node, _sh("resultSeverity"), _sh("Violation")),
            Triple(node, _sh("resultMessage"), Literal(problem.message)),
            Triple(node, _sh("sourceShape"), problem.rule),
        ]
        triples += [Triple(node, _sh("resultPath"), problem.path)] if problem.path else []
        triples += [Triple(node, _sh("value"), problem.value)] if problem.value is not None else []
    prefixes = {"kga": KGA, "kge": PREFIXES["kge"], "kgo": PREFIXES["kgo"], "kgs": KGS, "sh": SH}
    lines = (ox.serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").split(b"\n", len(prefixes))
    return b"\n".join([*sorted(lines[:-1]), lines[-1]])


def _shapes(graph: ox.Store) -> Iterator[Problem]:
    """What pySHACL finds."""
    from pyshacl import validate  # noqa: PLC0415
    from rdflib import Graph  # noqa: PLC0415

    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # a date that is none is a finding, told once
    triples = (q.triple for q in graph.quads_for_pattern(None, None, None, DefaultGraph()))
    data = Graph().parse(data=ox.serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
    _, results, _ = validate(data, shacl_graph=str(folder("ontology") / "shapes.ttl"), inference="none")
    told: dict[Node, dict[str, Value]] = {}
    for triple in ox.parse(results.serialize(format="nt"), RdfFormat.N_TRIPLES):
        told.setdefault(triple.subject, {})[triple.predicate.value.removeprefix(SH)] = triple.object
    for result in told.values():
        node, rule, message, path = (result.get(key) for key in ("focusNode", "sourceShape", "resultMessage", "resultPath"))
        if isinstance(node, NamedNode | BlankNode) and isinstance(rule, NamedNode) and isinstance(message, Literal):
            yield Problem(node, rule, message.value, result.get("value"), path if isinstance(path, NamedNode) else None)


def _rules(graph: ox.Store) -> Iterator[Problem]:
    for rule, (message, pattern) in RULES.items():
        for row in _select(graph, f"SELECT ?node ?value {{ {pattern} }}"):
            yield Problem(row["node"], NamedNode(KGS + rule), message, row["value"])


def _edges(graph: ox.Store, *, every_edge: bool) -> Iterator[Problem]:
    """Whether the edges are those that the assertions draw."""
    drawing = {(row["s"], row["p"], row["o"]): row["node"] for row in _select(graph, f"SELECT ?node ?s ?p ?o {{ {AFFIRMED} }} ORDER BY ?node")}
    drawn = set()
    for relation in relations():
        for q in graph.quads_for_pattern(None, NamedNode(term(relation)), None, DefaultGraph()):
            drawn.add(edge := (q.subject, q.predicate, q.object))
            if edge not in drawing:
                yield Problem(q.subject, NamedNode(KGS + "edge"), EDGE, q.object, q.predicate)  # type: ignore[arg-type]
    for edge, node in drawing.items() if every_edge else ():
        if edge not in drawn:
            yield Problem(node, NamedNode(KGS + "drawn"), DRAWN)


def _select(graph: ox.Store, sparql: str) -> ox.QuerySolutions:
    return cast("ox.QuerySolutions", graph.query(sparql, prefixes=PREFIXES))


def _named(node: Node, graph: ox.Store) -> str:
    """A node for people: an assertion as a sentence, an entity with its label; then its name in RDF."""

    def one(subject: object, predicate: NamedNode) -> Value | None:
        values = graph.quads_for_pattern(subject, predicate, None, DefaultGraph()) if isinstance(subject, NamedNode) else ()
        return min((q.object for q in values), key=str, default=None)

    def label(of: object) -> str:
        value = one(of, LABEL)
        return _plain(value.value) if isinstance(value, Literal) else _shown(of) if of is not None else "?"  # type: ignore[arg-type]

    said = [one(node, name("rdf:" + role)) for role in ("subject", "predicate", "object")]
    relation = said[1].value.removeprefix(PREFIXES["kgo"]) if isinstance(said[1], NamedNode) else "?"
    words = f"{label(said[0])} {_plain(relation)} {label(said[2])}" if any(said) else label(node) if one(node, LABEL) else ""
    return f"{words} · {_shown(node)}" if words else _shown(node)


def _shown(value: Value) -> str:
    return prefixed(value.value) if isinstance(value, NamedNode) else _plain(value.value if isinstance(value, Literal) else str(value))


def _plain(text: str) -> str:
    return CONTROL.sub(" ", text)


def _sh(local: str) -> NamedNode:
    return NamedNode(SH + local)
