"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): what is asked, and the answer."""

from dataclasses import dataclass
from itertools import takewhile
from typing import cast
from urllib.parse import parse_qs

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import Result, Row, ask
from kg.serve.forms import HTML, ROWS, TRIPLES, rows, triples, wanted
from kg.serve.limits import Limits
from kg.serve.reply import Reply, told
from kg.store import Store
from kg.store.names import PREFIXES

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = "http://www.w3.org/ns/formats/"
LIMIT = "X-SPARQL-MaxRows"  # as Virtuoso's endpoints say it
FORM, PLAIN = "application/x-www-form-urlencoded", "application/sparql-query"
UPDATE = "This endpoint only answers questions: it takes no updates."


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and the graphs that it sees if the request names them: default ones, named ones."""

    sparql: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class RefusedError(Exception):
    """A request that is none of the protocol; ``status`` is that of the answer."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


def question(method: str, address: bytes, media: str, body: bytes) -> Question | None:
    """What a request asks, ``address`` being what follows its ``?``; None for GET without a query. Raises ``RefusedError``.

    >>> question("GET", b"query=ASK+%7B%7D&default-graph-uri=http://example.org/g", "", b"")
    Question(sparql='ASK {}', default=('http://example.org/g',), named=())
    """
    media = media.partition(";")[0].strip().lower()
    given = _fields(address)
    if method == "POST":
        if media == FORM:
            given = _fields(body)
        elif media == PLAIN:
            if "query" in given:
                raise RefusedError(400, "The query is in the body: leave it out of the address.")
            given["query"] = [_text(body)]
        elif media == "application/sparql-update":
            raise RefusedError(403, UPDATE)
        else:
            raise RefusedError(415, f"POST takes {FORM} or {PLAIN}, not {media or 'nothing'}.")
    if "update" in given:
        raise RefusedError(403, UPDATE)
    queries = given.get("query", [])
    if not queries and method != "POST":
        return None
    if len(queries) != 1:
        raise RefusedError(400, f"A request has one query, not {len(queries)}.")
    return Question(queries[0], tuple(given.get("default-graph-uri", ())), tuple(given.get("named-graph-uri", ())))


def answer(store: Store, asked: Question, accept: str, limits: Limits) -> Reply:
    """The answer in the form that the client likes best, cut at the limits, which the header then tells."""
    try:
        found = answered(store, asked, limits, limits.rows)
        offered = TRIPLES if found.triples else ROWS
        media = wanted(accept, *offered)
        if not media:
            return told(406, f"This answer can be had as {', '.join(offered)}.")
        body = triples(list(dict.fromkeys(map(_triple, found.rows))), media) if found.triples else rows(found, media)
    except QueryError as e:
        return told(400, str(e))
    return Reply(200, media, body, {LIMIT: str(len(found.rows))} if found.more else {})


def answered(store: Store, asked: Question, limits: Limits, most: int, lang: str = "en") -> Result:
    """The answer as rows, cut at ``most`` rows and at the size of the limits. Raises ``QueryError``."""
    graphs = (asked.default, asked.named) if asked.default or asked.named else None
    found = ask(store, asked.sparql, most, lang, graphs, hurry=True)
    sizes = iter(_upto(found))
    kept = tuple(row for row, _ in takewhile(lambda pair: pair[1] <= limits.size, zip(found.rows, sizes, strict=True)))
    if len(kept) == len(found.rows):
        return found
    return Result(found.columns, kept, None, more=True, names=found.names, triples=found.triples)


def _triple(row: Row) -> ox.Triple:
    return ox.Triple(*cast("tuple[ox.NamedNode, ox.NamedNode, ox.Literal]", row))


def _upto(found: Result) -> list[int]:
    """The size of the rows up to each one, in bytes, about."""
    sizes, total = [], 0
    for row in found.rows:
        total += sum(len(str(term).encode(errors="replace")) for term in row if term is not None)
        sizes.append(total)
    return sizes


def description(endpoint: str, accept: str) -> Reply:
    """What this endpoint is (https://www.w3.org/TR/sparql11-service-description/), as RDF."""
    media = wanted(accept, *TRIPLES)
    if not media:
        return told(406, f"The description can be had as {', '.join(TRIPLES)}; a query goes into ?query=.")
    a = ox.NamedNode(PREFIXES["rdf"] + "type")

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(SD + name)

    try:
        here = ox.NamedNode(endpoint)
    except ValueError:
        return told(400, "The Host header is not one.")
    data, graph = ox.NamedNode(f"{endpoint}#data"), ox.NamedNode(f"{endpoint}#default")
    formats = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")
    found = [
        ox.Triple(here, a, sd("Service")),
        ox.Triple(here, sd("endpoint"), here),
        ox.Triple(here, sd("supportedLanguage"), sd("SPARQL11Query")),
        *(ox.Triple(here, sd("resultFormat"), ox.NamedNode(FORMATS + name)) for name in formats),
        ox.Triple(here, sd("defaultDataset"), data),
        ox.Triple(data, a, sd("Dataset")),
        ox.Triple(data, sd("defaultGraph"), graph),
        ox.Triple(graph, a, sd("Graph")),
    ]
    return Reply(200, media, triples(found, media))


def is_page(accept: str) -> bool:
    """Whether a browser asks, who wants a page and no data."""
    return wanted(accept, *ROWS, *TRIPLES, HTML) == HTML


def _fields(text: bytes) -> dict[str, list[str]]:
    """The fields of a form. A form has few; raises ``RefusedError`` for what is not UTF-8."""
    try:
        return parse_qs(text.decode(), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as e:
        raise RefusedError(400, "The request is not a form in UTF-8.") from e


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as e:
        raise RefusedError(400, "The query is not UTF-8.") from e
