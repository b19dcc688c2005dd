"""The forms in which answers are given, and which of them a client wants."""

import re

import mimeparse
import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import Result
from kg.query.results import as_json
from kg.render.turtle import written

HTML = "text/html"
ROWS = {  # the first is what a client gets that doesn't mind
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
}
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
XML_NAME = re.compile(r"[^\W\d][\w.-]*$")


def wanted(accept: str, *offered: str) -> str:
    """The media type of those offered that the ``Accept`` header likes best, of equals the first; empty if it takes none.

    >>> wanted("text/csv;q=0.5, application/*", "text/csv", "application/json")
    'application/json'
    >>> wanted("", "text/turtle"), wanted("image/png", "text/turtle")
    ('text/turtle', '')
    """
    try:
        return str(mimeparse.best_match(offered[::-1], accept or "*/*"))
    except (mimeparse.MimeTypeParseException, ValueError):  # a header that is none says nothing
        return offered[0]


def rows(result: Result, media: str) -> bytes:
    """The answer to SELECT or ASK in a media type of ``ROWS``."""
    form, json = ROWS[media], as_json(result).encode()
    if form == ox.QueryResultsFormat.JSON:
        return json
    return ox.parse_query_results(json, ox.QueryResultsFormat.JSON).serialize(format=form) or b""


def triples(found: list[ox.Triple], media: str) -> bytes:
    """Triples in a media type of ``TRIPLES``. Raises ``QueryError`` when RDF/XML can't say them."""
    if TRIPLES[media] == ox.RdfFormat.RDF_XML and (bad := [t for t in found if not XML_NAME.search(t.predicate.value)]):
        raise QueryError(f"{bad[0].predicate}: RDF/XML has no way to write this predicate. Ask for Turtle.")
    return written(found, TRIPLES[media])
