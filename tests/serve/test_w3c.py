"""The SPARQL 1.1 Protocol, case by case, each named as in https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/.

Queries only: there are no updates here. Where the data of that list is the web, it is articles of the tests here.
"""

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from kg.serve.forms import ROWS, TRIPLES

FORM, DIRECT = {"Content-Type": "application/x-www-form-urlencoded"}, {"Content-Type": "application/sparql-query"}
ONE, TWO, THREE = (f"https://w3id.org/alaqat/article/many-000{n}" for n in (1, 2, 3))
XML_OR_JSON = {"Accept": "application/sparql-results+xml, application/sparql-results+json;q=0.9"}
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SEES = "ASK { <%s> a kgo:Article . FILTER NOT EXISTS { <%s> a kgo:Article } }"
SEES_BOTH = f"ASK {{ <{ONE}> a kgo:Article . <{TWO}> a kgo:Article . FILTER NOT EXISTS {{ <{THREE}> a kgo:Article }} }}"
SEES_NAMED = f"ASK {{ GRAPH ?g {{ <{ONE}> a kgo:Article }} GRAPH ?h {{ <{TWO}> a kgo:Article }} FILTER NOT EXISTS {{ GRAPH ?i {{ <{THREE}> a kgo:Article }} }} }}"


def yes(answer):
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].partition(";")[0] in ROWS
    return answer.json()["boolean"] if "json" in answer.headers["content-type"] else "<boolean>true</boolean>" in answer.text


def test_query_get(client):
    assert yes(client.get("/sparql", params={"query": "ASK {}"}, headers=XML_OR_JSON))


def test_query_post_form(client):
    assert yes(client.post("/sparql", content=b"query=ASK%20%7B%7D", headers=FORM | XML_OR_JSON))


def test_query_post_direct(client):
    assert yes(client.post("/sparql", content=b"ASK {}", headers=DIRECT | XML_OR_JSON))


@pytest.mark.parametrize("way", ["get", "form", "direct"])
@pytest.mark.parametrize(
    ("graphs", "query"),
    [
        pytest.param([("default-graph-uri", ONE)], SEES % (ONE, TWO), id="query_dataset_default_graph"),
        pytest.param([("default-graph-uri", ONE), ("default-graph-uri", TWO)], SEES_BOTH, id="query_dataset_default_graphs"),
        pytest.param([("named-graph-uri", ONE), ("named-graph-uri", TWO)], SEES_NAMED, id="query_dataset_named_graphs"),
        pytest.param(
            [("default-graph-uri", THREE), ("named-graph-uri", ONE), ("named-graph-uri", TWO)],
            SEES_NAMED[:-1] + f"<{THREE}> a kgo:Article FILTER NOT EXISTS {{ <{ONE}> a kgo:Article }} }}",
            id="query_dataset_full",
        ),
        pytest.param([("default-graph-uri", ONE)], (SEES % (ONE, TWO)).replace("ASK", f"ASK FROM <{TWO}>"), id="query_multiple_dataset"),
    ],
)
def test_query_dataset(client, graphs, query, way):
    if way == "get":
        answer = client.get("/sparql", params=[("query", query), *graphs], headers=XML_OR_JSON)
    elif way == "form":
        fields = {"query": query}
        for name, iri in graphs:
            fields[name] = [*fields.get(name, []), iri]
        answer = client.post("/sparql", data=fields, headers=XML_OR_JSON)
    else:
        answer = client.post("/sparql", params=graphs, content=query.encode(), headers=DIRECT | XML_OR_JSON)
    assert yes(answer)


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        pytest.param("SELECT (1 AS ?value) {}", ROWS, id="query_content_type_select"),
        pytest.param("ASK {}", ROWS, id="query_content_type_ask"),
        pytest.param("DESCRIBE kge:China", TRIPLES, id="query_content_type_describe"),
        pytest.param("CONSTRUCT { <s> <p> 1 } WHERE {}".replace("<s> <p>", "<http://example.org/s> <http://example.org/p>"), TRIPLES, id="query_content_type_construct"),
    ],
)
@pytest.mark.parametrize("accept", ["", "*/*", "image/png;q=1, */*;q=0.1"])
def test_query_content_type(client, query, forms, accept):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] in forms


@pytest.mark.parametrize(
    ("method", "more"),
    [
        pytest.param("PUT", {"params": {"query": "ASK {}"}}, id="bad_query_method"),
        pytest.param("GET", {"params": [("query", "ASK {}"), ("query", "SELECT * {}")]}, id="bad_multiple_queries"),
        pytest.param("POST", {"content": b"query=ASK%20%7B%7D&query=ASK%20%7B%7D", "headers": FORM}, id="bad_multiple_queries_post"),
        pytest.param("POST", {"content": b"query=ASK%20%7B%7D", "headers": {"Content-Type": "text/plain"}}, id="bad_query_wrong_media_type"),
        pytest.param("POST", {"content": b"query=ASK%20%7B%7D", "headers": {"Content-Type": ""}}, id="bad_query_missing_form_type"),
        pytest.param("POST", {"content": b"ASK {}"}, id="bad_query_missing_direct_type"),
        pytest.param("POST", {"content": "ASK {}".encode("utf-16"), "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"}}, id="bad_query_non_utf8"),
        pytest.param("GET", {"params": {"query": "ASK {"}}, id="bad_query_syntax"),
        pytest.param("POST", {"params": {"query": "ASK {}"}, "content": b"ASK {}", "headers": DIRECT}, id="query in the address and in the body"),
        pytest.param("POST", {"content": b"update=CLEAR%20NAMED", "headers": FORM}, id="no update by form"),
        pytest.param("POST", {"content": b"CLEAR NAMED", "headers": {"Content-Type": "application/sparql-update"}}, id="no update direct"),
        pytest.param("GET", {"params": {"update": "CLEAR ALL"}}, id="bad_update_get"),
    ],
)
def test_bad(client, method, more):
    answer = client.request(method, "/sparql", **more)
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text
    assert yes(client.get("/sparql", params={"query": "ASK { kge:China a kgo:State }"}, headers=XML_OR_JSON))


def test_head_is_get_without_a_body(client):
    asked = {"params": {"query": "ASK {}"}, "headers": {"Accept": "application/sparql-results+json"}}
    got, head = client.get("/sparql", **asked), client.head("/sparql", **asked)
    assert head.status_code == 200
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.content == b""


def test_the_service_description_conforms(client):
    """After the tests of https://www.w3.org/2009/sparql/docs/tests/data-sparql11/service-description/."""
    found = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).text)
    service = found.value(predicate=RDF.type, object=SD.Service)
    assert list(found.objects(service, SD.endpoint)) == [URIRef("http://testserver/sparql")]
    assert SD.SPARQL11Query in set(found.objects(service, SD.supportedLanguage))
    assert SD.SPARQL11Update not in set(found.objects(service, SD.supportedLanguage))
    assert (found.value(service, SD.defaultDataset), RDF.type, SD.Dataset) in found
    assert SD.BasicFederatedQuery not in set(found.objects(service, SD.feature))


@pytest.mark.parametrize("service", ["SERVICE", "service SILENT", "SeRvIcE"])
def test_service_is_refused_however_it_is_written(client, service):
    for query in (f"SELECT * {{ {service} <http://127.0.0.1:9/> {{ ?s ?p ?o }} }}", f"ASK {{ {{ SELECT * {{ {service} ?x {{ ?s ?p ?o }} }} }} }}"):
        answer = client.get("/sparql", params={"query": query}, headers=XML_OR_JSON)
        assert answer.status_code == 400
        assert "SERVICE" in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_cross_origin(client, method):
    before = client.options("/sparql", headers={"Origin": "https://example.org", "Access-Control-Request-Method": method, "Access-Control-Request-Headers": "content-type, accept"})
    assert before.headers["access-control-allow-origin"] == "*"
    assert method in before.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in before.headers
    wrong = client.get("/sparql", params={"query": "ASK {"}, headers={"Origin": "https://example.org"} | XML_OR_JSON)
    assert wrong.headers["access-control-allow-origin"] == "*"
