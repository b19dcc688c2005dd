import csv
import io
import json

import pyoxigraph as ox
import pytest
from rich.console import Console

from kg.errors import QueryError
from kg.query import Result, run
from kg.query.results import as_csv, as_json, prefixed, write

QUERY = "SELECT ?s ?l ?n { VALUES (?s ?n) { (kge:China 1) (kge:Russia UNDEF) } ?s rdfs:label ?l FILTER(LANG(?l) = 'ar') }"


def printed(result, form, width=100):
    file = io.StringIO()
    write(result, form, Console(file=file, width=width))
    return file.getvalue()


def test_a_table_shows_labels_and_arabic(graph):
    text = printed(run(graph, "SELECT ?s ?relation ?o ?article { ?s ?relation ?o . ?a rdf:predicate ?relation ; prov:wasDerivedFrom ?article FILTER(?relation = kgo:supports) }"), "table")
    assert "China" in text
    assert "supports" in text
    assert "kga:ar-1" in text
    assert "https://" not in text
    assert "الصين" in printed(run(graph, QUERY), "table")
    assert "روسيا" in printed(run(graph, "actors", lang="ar"), "table")


def test_a_table_says_that_there_is_more(graph):
    assert "only the first 2 rows" in printed(run(graph, "evidence", limit=2), "table")


def test_markup_and_control_characters_of_a_text_are_harmless():
    row = (ox.Literal("[red]x[/red]\x1b[31m"),)
    text = printed(Result(("?",), (row,), None, more=False, names={}), "table")
    assert "[red]x[/red]" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(("answer", "table", "boolean"), [(True, "yes", "true"), (False, "no", "false")])
def test_ask(answer, table, boolean):
    result = Result(("answer",), (), answer, more=False, names={})
    assert printed(result, "table") == table + "\n"
    assert as_csv(result) == f"answer\r\n{boolean}\r\n"
    assert json.loads(as_json(result)) == {"head": {}, "boolean": answer}


def test_nothing(graph):
    nothing = run(graph, "SELECT ?s { ?s kgo:invades ?o }")
    assert printed(nothing, "table") == "Nothing found.\n"
    assert as_csv(nothing) == "s\r\n"


def test_csv(graph):
    rows = list(csv.reader(io.StringIO(printed(run(graph, QUERY), "csv", width=20))))
    assert rows == [["s", "l", "n"], ["https://w3id.org/alaqat/entity/China", "الصين", "1"], ["https://w3id.org/alaqat/entity/Russia", "روسيا", ""]]


@pytest.mark.parametrize("text", [QUERY, "evidence", "timeline", "ASK { ?s ?p ?o }"])
def test_json_is_what_the_standard_reads(graph, text):
    result = run(graph, text)
    read = ox.parse_query_results(printed(result, "json", width=20), ox.QueryResultsFormat.JSON)
    if isinstance(read, ox.QueryBoolean):
        assert bool(read) == result.answer
    else:
        assert tuple(v.value for v in read.variables) == result.columns
        assert tuple(tuple(row) for row in read) == result.rows


def test_an_unknown_form_names_the_known_ones(graph):
    with pytest.raises(QueryError, match="table, csv, json"):
        printed(run(graph, QUERY), "xml")


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        ("https://w3id.org/alaqat/entity/Event_هجوم_1a", "kge:Event_هجوم_1a"),
        ("https://w3id.org/alaqat/article/ar-1#a-12", "<https://w3id.org/alaqat/article/ar-1#a-12>"),
        ("http://www.wikidata.org/entity/Q148", "wd:Q148"),
    ],
)
def test_prefixed(iri, name):
    assert prefixed(iri) == name
