"""Answers as a table for people, as CSV and as JSON for programs (SPARQL 1.1 results)."""

import csv
import io
import json
import re
from typing import Any

import pyoxigraph as ox
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import QueryError
from kg.query import Result, Term
from kg.store.names import PREFIXES

LOCAL = re.compile(r"[\w.-]*[\w-]|")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")  # an article's text must not steer the terminal
STRING = PREFIXES["xsd"] + "string"
FORMS = ("table", "csv", "json")


def write(result: Result, form: str, out: Console) -> None:
    """Print an answer as ``table``, ``csv`` or ``json``; raises ``QueryError`` for another form."""
    if form == "table":
        out.print(table(result))
        if result.more:
            out.print(f"There is more: only the first {len(result.rows)} rows are shown.", style="dim")
    elif form == "csv":
        out.file.write(as_csv(result))
    elif form == "json":
        out.file.write(as_json(result))
    else:
        raise QueryError(f"{form}: no such form. Choose from {', '.join(FORMS)}.")


def table(result: Result) -> Table | Text:
    """An answer for people: labels where there are any, else prefixed names; Arabic as it is."""
    if result.answer is not None:
        return Text("yes" if result.answer else "no")
    if not result.rows:
        return Text("Nothing found.")
    drawn = Table()
    for column in result.columns:
        drawn.add_column(Text(column), overflow="fold")
    for row in result.rows:
        drawn.add_row(*(Text(shown(term, result)) for term in row))
    return drawn


def as_csv(result: Result) -> str:
    """SPARQL 1.1 CSV: IRIs in full and without brackets, values without types, lines end with CR LF."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(result.columns)
    if result.answer is not None:
        writer.writerow(["true" if result.answer else "false"])
    for row in result.rows:
        writer.writerow("" if term is None else _plain(term) for term in row)
    return lines.getvalue()


def as_json(result: Result) -> str:
    """SPARQL 1.1 JSON; the triples of CONSTRUCT and DESCRIBE are rows of subject, predicate and object."""
    if result.answer is not None:
        content: dict[str, Any] = {"head": {}, "boolean": result.answer}
    else:
        pairs = (zip(result.columns, row, strict=True) for row in result.rows)
        bindings = [{column: _term(term) for column, term in row if term is not None} for row in pairs]
        content = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def prefixed(iri: str) -> str:
    """An IRI as a prefixed name, where it can be one.

    >>> prefixed("https://w3id.org/alaqat/ontology#supports"), prefixed("https://example.org/a")
    ('kgo:supports', '<https://example.org/a>')
    """
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and LOCAL.fullmatch(iri[len(start) :]):
            return f"{prefix}:{iri[len(start) :]}"
    return f"<{iri}>"


def shown(term: Term | None, result: Result) -> str:
    """A term for people: its label, else its prefixed name, else its text, on one line."""
    if isinstance(term, ox.NamedNode):
        return CONTROL.sub(" ", result.names.get(term.value) or prefixed(term.value))
    return "" if term is None else CONTROL.sub(" ", _plain(term))


def _plain(term: Term) -> str:
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def _term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _term(part) for name, part in parts.items()}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    typed = {} if term.datatype.value == STRING else {"datatype": term.datatype.value}
    return {"type": "literal", "value": term.value} | typed
