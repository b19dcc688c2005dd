import contextlib
import csv
import io
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.serve.forms import ROWS, TRIPLES, triples, wanted
from kg.serve.protocol import Question, RefusedError, question

WHO = "SELECT ?who ?whom { ?who kgo:meets ?whom } ORDER BY ?who ?whom"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"
MANY = "https://w3id.org/alaqat/article/many-0001"


def ask(client, query, accept=JSON, **more):
    return client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})


def bindings(answer):
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]["bindings"]


def test_three_ways_to_ask_have_one_answer(client):
    way = {"Accept": JSON}
    got = ask(client, WHO)
    form = client.post("/sparql", data={"query": WHO}, headers=way)
    direct = client.post("/sparql", content=WHO.encode(), headers={**way, "Content-Type": "application/sparql-query; charset=utf-8"})
    assert bindings(got)
    assert got.json() == form.json() == direct.json()


@pytest.mark.parametrize("media", ROWS)
def test_rows_in_each_form_say_the_same(client, media):
    answer = ask(client, "SELECT ?name { kge:China rdfs:label ?name } ORDER BY ?name", media)
    assert answer.headers["content-type"].partition(";")[0] == media
    if media == "text/csv":
        assert list(csv.reader(io.StringIO(answer.text))) == [["name"], ["China"], ["الصين"]]
    else:
        read = ox.parse_query_results(answer.content, ROWS[media])
        assert [row["name"] for row in read] == [ox.Literal("China", language="en"), ox.Literal("الصين", language="ar")]
    assert "true" in ask(client, "ASK { kge:China ?p ?o }", media).text


@pytest.mark.parametrize("media", TRIPLES)
@pytest.mark.parametrize("query", ["CONSTRUCT { ?s rdfs:label ?o } { ?s a kgo:State ; rdfs:label ?o }", "DESCRIBE kge:China"])
def test_triples_in_each_form_say_the_same(client, media, query):
    answer = ask(client, query, media)
    assert answer.headers["content-type"].partition(";")[0] == media
    found = {t.triple for t in ox.parse(answer.content, TRIPLES[media])}
    name = ox.Triple(ox.NamedNode("https://w3id.org/alaqat/entity/China"), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label"), ox.Literal("الصين", language="ar"))
    assert name in found
    assert found == {t.triple for t in ox.parse(ask(client, query, "*/*").content, TRIPLES["text/turtle"])}


def test_the_request_names_the_graphs_whatever_the_query_says(client):
    count = "SELECT (COUNT(*) AS ?n) FROM <http://example.org/none> { ?a rdf:predicate ?r }"
    assert bindings(ask(client, count, **{"default-graph-uri": MANY}))[0]["n"]["value"] == "1"
    assert bindings(ask(client, count))[0]["n"]["value"] == "0"
    inside = "SELECT ?g { GRAPH ?g { ?a rdf:predicate ?r } }"
    assert {b["g"]["value"] for b in bindings(ask(client, inside, **{"named-graph-uri": MANY}))} == {MANY}
    assert bindings(ask(client, inside, **{"default-graph-uri": MANY})) == []
    posted = client.post("/sparql", data={"query": count, "default-graph-uri": [MANY, MANY[:-1] + "2"]}, headers={"Accept": JSON})
    assert bindings(posted)[0]["n"]["value"] == "2"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT nonsense", "line 1, column 16"),
        ("INSERT DATA { kge:a kgo:supports kge:b }", "queries only ask"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("actors", "expected"),
        ("/etc/passwd.rq", "wrong"),
        ("", "wrong"),
    ],
)
def test_what_is_wrong_is_told(client, query, words):
    answer = ask(client, query)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/plain")
    assert words in answer.text


@pytest.mark.parametrize(
    ("status", "method", "more"),
    [
        (403, "POST", {"data": {"update": "CLEAR ALL"}}),
        (403, "POST", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}),
        (403, "GET", {"params": {"update": "CLEAR ALL"}}),
        (400, "GET", {"params": {"query": ["ASK {}", "ASK {}"]}}),
        (400, "POST", {"data": {"nothing": ""}}),
        (400, "POST", {"content": b"ASK { ?s ?p '\xff' }", "headers": {"Content-Type": "application/sparql-query"}}),
        (400, "GET", {"params": {"query": "ASK {}", "default-graph-uri": "not an address"}}),
        (415, "POST", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}),
        (415, "POST", {"content": "ASK {}"}),
        (413, "POST", {"content": b"x" * (2 << 20), "headers": {"Content-Type": "application/sparql-query"}}),
        (405, "PUT", {"content": "x"}),
        (406, "GET", {"params": {"query": "ASK {}"}, "headers": {"Accept": "image/png"}}),
    ],
)
def test_what_the_protocol_does_not_have_is_refused(client, status, method, more):
    answer = client.request(method, "/sparql", **more)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_without_a_query_it_says_what_it_is(client):
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    found = {str(t.object) for t in ox.parse(answer.content, ox.RdfFormat.TURTLE)}
    assert "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>" in found
    assert "<http://testserver/sparql>" in found


def test_answers_are_cut_and_say_so(client):
    cut = ask(client, "SELECT * { ?s ?p ?o }")
    assert cut.headers["X-SPARQL-MaxRows"] == "500"
    assert len(bindings(cut)) == 500
    assert "X-SPARQL-MaxRows" not in ask(client, WHO).headers
    long = ask(client, f"SELECT (CONCAT(STR(?s), '{'x' * 5000}') AS ?t) {{ ?s a kgo:Assertion }}")
    assert 0 < len(bindings(long)) < 60
    assert long.headers["X-SPARQL-MaxRows"] == str(len(bindings(long)))
    assert ask(client, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "application/n-triples").text.count("\n") == 500


def test_pages_of_others_may_ask(client):
    answer = client.get("/sparql", params={"query": "ASK {}"}, headers={"Origin": "https://example.org", "Accept": JSON})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "X-SPARQL-MaxRows" in answer.headers["access-control-expose-headers"]
    before = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    assert client.options("/sparql", headers=before).status_code == 200


def test_rdf_xml_refuses_what_it_cannot_write():
    bad = ox.Triple(ox.NamedNode("http://example.org/a"), ox.NamedNode("http://example.org/1/"), ox.Literal("x"))
    with pytest.raises(QueryError, match="Ask for Turtle"):
        triples([bad], "application/rdf+xml")


@pytest.mark.parametrize("accept", ["text/turtle;q=0.1, text/*;q=0.9", "text/*", "*/*;q=0.2, text/csv;q=0.1, application/*;q=0"])
def test_the_best_form_is_chosen(accept):
    chosen = wanted(accept, "application/json", "text/csv", "text/turtle")
    assert chosen == ("text/turtle" if "*/*" in accept else "text/csv")


@given(st.text())
def test_any_accept_header_chooses_one_of_those_offered_or_none(accept):
    assert wanted(accept, "text/csv", "text/turtle") in ("text/csv", "text/turtle", "")


@given(st.text(st.characters(exclude_categories=("Cs",))), st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1)))
def test_what_is_asked_arrives(sparql, graphs):
    address = "&".join([f"query={quote(sparql, safe='')}", *(f"named-graph-uri={quote(g, safe='')}" for g in graphs)]).encode()
    assert question("GET", address, "", b"") == question("POST", b"", FORM, address) == Question(sparql, (), tuple(graphs))


@given(st.binary(), st.binary(), st.sampled_from(["", FORM, "application/sparql-query", "x/y"]), st.sampled_from(["GET", "POST"]))
def test_any_request_is_a_question_or_refused(address, body, media, method):
    with contextlib.suppress(RefusedError):
        found = question(method, address, media, body) or Question("")
        assert "\ufffd" not in found.sparql or "\ufffd".encode() in address + body or b"%EF%BF%BD" in (address + body).upper()
