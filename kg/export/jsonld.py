"""The graph as JSON-LD 1.1: a list of nodes, the terms of ``ontology/context.jsonld`` for their keys."""

import json
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.render.turtle import triples
from kg.resources import folder
from kg.store import Store
from kg.store.names import PREFIXES, A

STRING, BOOLEAN, OFFSET = (PREFIXES["xsd"] + kind for kind in ("string", "boolean", "nonNegativeInteger"))
Value = NamedNode | BlankNode | Literal | Triple


def jsonld(store: Store, policy: str) -> bytes:
    """The triples of the Turtle, in its order; the context stands in the file, so that it is read without a network."""
    context = json.loads((folder("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    terms = {_full(term["@id"]): (key, term.get("@type", "")) for key, term in context.items() if isinstance(term, dict)}
    nodes: dict[str, dict[str, Any]] = {}
    for triple in triples(store, policy):
        iri = _iri(triple.subject)
        node = nodes.setdefault(iri, {"id": iri})
        if triple.predicate == A:
            key, value = "type", _iri(triple.object)
        else:
            key, kind = terms.get(triple.predicate.value) or (_iri(triple.predicate), "")
            value = _value(triple.object, kind)
        node.setdefault(key, []).append(value)
    graph = [{key: values[0] if len(values) == 1 and key != "id" else values for key, values in node.items()} for node in nodes.values()]
    lines = ",\n".join(json.dumps(node, ensure_ascii=False) for node in graph)
    return f'{{"@context": {json.dumps(context, ensure_ascii=False)},\n"@graph": [\n{lines}\n]}}\n'.encode()


def _value(value: Value, kind: str) -> Any:
    """A value under a term that gives its values the type ``kind``."""
    if not isinstance(value, Literal):
        return _iri(value) if kind == "@id" else {"id": _iri(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if datatype == BOOLEAN and value.value in ("true", "false"):
        return value.value == "true"
    if kind and datatype == _full(kind):
        return int(value.value) if datatype == OFFSET and value.value.isdecimal() else value.value
    if datatype == STRING:
        return {"@value": value.value} if kind else value.value
    return {"@value": value.value, "@type": _iri(value.datatype)}


def _iri(node: Value) -> str:
    """An IRI, with a prefix where there is one. No address on the web has a scheme that is called like one of the prefixes."""
    iri = node.value if isinstance(node, NamedNode) else str(node)
    start = next((prefix for prefix, start in PREFIXES.items() if iri.startswith(start) and not iri[len(start) :].startswith("//")), "")
    return f"{start}:{iri[len(PREFIXES[start]) :]}" if start else iri


def _full(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local if prefix in PREFIXES else name
