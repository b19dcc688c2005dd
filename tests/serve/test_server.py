"""The server itself, as other people's clients see it."""

import os
import signal
import subprocess
import time
from shutil import which

import pytest
from rdflib import RDFS, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from serving import serving, start
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from stories import CHINA


@pytest.fixture(scope="module")
def server(folder):
    with serving("--graph", folder) as running:
        yield running


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper(server, method):
    client = SPARQLWrapper(server[1] + "sparql")
    client.setMethod(method)
    client.setQuery("SELECT ?name { kge:China rdfs:label ?name } ORDER BY ?name")
    client.setReturnFormat(JSON)
    assert [b["name"]["value"] for b in client.query().convert()["results"]["bindings"]] == ["China", "الصين"]
    client.setReturnFormat(XML)
    assert "الصين" in client.query().convert().toxml()
    client.setReturnFormat(CSV)
    assert client.query().convert().decode().splitlines() == ["name", "China", "الصين"]
    client.setQuery("CONSTRUCT WHERE { kge:China rdfs:label ?name }")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.query().convert())) == 2


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(server, method):
    graph = Graph(SPARQLStore(server[1] + "sparql", method=method))
    assert {str(name) for name in graph.objects(URIRef(CHINA.iri), RDFS.label)} == {"China", "الصين"}
    assert len(graph.query("SELECT ?x { ?x a kgo:State }")) >= 4
    article = Graph(SPARQLStore(server[1] + "sparql", method=method), identifier="https://w3id.org/alaqat/article/en-1")
    assert 0 < len(article.query("SELECT ?a { ?a a kgo:Assertion }")) < 20


def curl(*args):
    return subprocess.run(["curl", "-sS", "--fail-with-body", *args], capture_output=True, text=True, timeout=60, check=True).stdout


@pytest.mark.skipif(which("curl") is None, reason="no curl on this machine")
def test_curl(server):
    endpoint = server[1] + "sparql"
    query = "SELECT ?name { kge:China rdfs:label ?name } ORDER BY ?name"
    named = "name\nChina\nالصين\n"
    ways = (["-G", "--data-urlencode", f"query={query}"], ["--data-urlencode", f"query={query}"], ["-H", "Content-Type: application/sparql-query", "--data", query])
    for way in ways:
        assert curl("-H", "Accept: text/csv", *way, endpoint).replace("\r", "") == named
    assert "<http://www.w3.org/2000/01/rdf-schema#label>" in curl("-H", "Accept: application/n-triples", server[1] + "entity/China")


def test_ctrl_c_ends_it_and_its_workers(server):
    running, _ = server
    group = os.getpgid(running.pid)
    os.killpg(group, signal.SIGINT)  # as a terminal does: to the workers too
    told = running.communicate(timeout=20)
    assert running.returncode == 0
    assert "Traceback" not in "".join(told)
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("workers are left")


@pytest.mark.parametrize(("args", "words"), [(("--graph", "/nowhere/graph"), "kg build"), (("--port", 1, "--host", "192.0.2.1"), "can't listen there")])
def test_what_hinders_it_is_one_line(folder, args, words):
    running = start(*(args if "--graph" in args else ("--graph", folder, *args)))
    out, err = running.communicate(timeout=60)
    assert running.returncode == 1
    assert words in err
    assert "Traceback" not in out + err
