import pytest

from kg.errors import QueryError
from kg.query import run
from kg.query.lexer import words
from kg.query.results import as_csv


def shown(graph, text, *columns):
    """Rows with labels, Arabic where there are such, else the ends of IRIs."""
    found = run(graph, text, lang="ar")
    at = [found.columns.index(c) for c in columns or found.columns]

    def word(term):
        return "" if term is None else found.names.get(term.value) or term.value.removeprefix("https://w3id.org/alaqat/article/")

    return [tuple(word(row[i]) for i in at) for row in found.rows]


def test_simple_queries_need_no_prefixes_and_no_graph(graph):
    assert shown(graph, "SELECT ?o WHERE { kge:China kgo:supports ?o }") == [("روسيا",)]


def test_what_two_articles_say_of_an_entity_counts_once(graph):
    assert shown(graph, "SELECT (COUNT(*) AS ?n) { kge:Russia rdfs:label ?l }") == [("2",)]


def test_a_named_graph_is_what_its_article_gives(graph):
    rows = shown(graph, "SELECT ?g { GRAPH ?g { ?a rdf:predicate kgo:sanctions } }")
    assert rows == [("en-1",)]
    assert shown(graph, "SELECT ?a FROM kga:ar-1 { ?a rdf:predicate kgo:sanctions }") == []


def test_the_ontology_can_be_asked_for_groups(graph):
    rows = shown(graph, "SELECT ?s ?o { ?s ?relation ?o . ?relation rdfs:subPropertyOf kgo:materialConflict } ORDER BY ?s")
    assert ("روسيا", "أوكرانيا") in rows
    assert ("أوكرانيا", "روسيا") in rows


def test_actors(graph):
    rows = shown(graph, "actors", "actor", "does", "undergoes", "articles")
    assert rows[:2] == [("روسيا", "1", "2", "2"), ("أوكرانيا", "1", "2", "2")]
    assert ("جماعة المثال", "1", "0", "1") in rows


def test_dyads(graph):
    rows = shown(graph, "dyads", "from", "to", "support", "materialConflict", "balance")
    assert ("روسيا", "أوكرانيا", "0", "1", "-1") in rows
    assert ("الصين", "روسيا", "1", "0", "1") in rows


def test_claims(graph):
    rows = shown(graph, "claims", "subject", "object", "negated", "speaker", "publisher")
    assert set(rows) == {
        ("جماعة المثال", "هجوم السوق", "false", "جماعة المثال", "صحيفة المثال"),
        ("سالم المثال", "أوكرانيا", "false", "سالم المثال", "صحيفة المثال"),
        ("أوكرانيا", "هجوم السوق", "false", "سالم المثال", "صحيفة المثال"),
        ("أوكرانيا", "هجوم السوق", "true", "أوكرانيا", "The Example"),
    }
    assert len(rows) == 4


def test_rivals(graph):
    rows = shown(graph, "rivals", "subject", "object", "affirmedBy", "affirmedIn", "deniedBy", "deniedIn")
    assert rows == [("أوكرانيا", "هجوم السوق", "سالم المثال", "ar-1", "أوكرانيا", "en-1")]


def test_denials(graph):
    assert shown(graph, "denials", "speaker", "subject", "object") == [("أوكرانيا", "أوكرانيا", "هجوم السوق")]


def test_promises(graph):
    assert shown(graph, "promises", "date", "speaker", "subject", "object") == [("2024-04-09", "وانج يي", "الصين", "روسيا")]


def test_offices(graph):
    assert shown(graph, "offices", "person", "body", "first", "last") == [("وانج يي", "الصين", "2024-04-09", "2024-04-09")]


def test_attacks_and_sanctions(graph):
    rows = shown(graph, "attacks", "subject", "object", "modality")
    assert ("روسيا", "أوكرانيا", "محتمل") in rows
    assert ("روسيا", "أوكرانيا", "واقع") in rows
    assert shown(graph, "sanctions", "subject", "object") == [("أوكرانيا", "روسيا")]


def test_events(graph):
    rows = shown(graph, "events", "event", "place", "who")
    assert rows == [("هجوم السوق", "موسكو", "جماعة المثال"), ("هجوم السوق", "موسكو", "أوكرانيا")]


def test_evidence_has_every_assertion_once(graph):
    rows = shown(graph, "evidence", "article", "start", "subject", "relation", "object", "modality")
    assert len(rows) == len(set(rows)) == graph.counts()["assertions"]


def test_outlets_and_speakers(graph):
    assert shown(graph, "outlets") == [("صحيفة المثال", "1", "7", "2", "1"), ("The Example", "1", "4", "1", "0")]
    assert ("أوكرانيا", "1", "1") in shown(graph, "speakers", "speaker", "claims", "denials")


def test_timeline_takes_the_day_of_the_sentence(graph):
    assert ("2024-04-09", "وانج يي", "موسكو", "الثلاثاء") in shown(graph, "timeline", "day", "subject", "object", "when")


def test_articles_have_the_id_to_retract_them_by(graph):
    assert shown(graph, "articles", "id", "assertions", "language") == [("ar-1", "7", "ar"), ("en-1", "4", "en")]


def test_rows_without_order_are_sorted_and_cut(graph):
    whole = run(graph, "SELECT ?s ?p ?o { ?s ?p ?o }", limit=100_000)
    some = run(graph, "SELECT ?s ?p ?o { ?s ?p ?o }", limit=7)
    assert some.rows == whole.rows[:7]
    assert some.more
    assert not whole.more


def test_the_order_that_is_asked_for_is_kept(graph):
    rows = shown(graph, "SELECT ?l { VALUES ?s { kge:China kge:Russia } ?s rdfs:label ?l FILTER(LANG(?l) = 'en') } ORDER BY DESC(?l)")
    assert rows == [("Russia",), ("China",)]


def test_ask_construct_describe(graph):
    assert run(graph, "ASK { kge:China kgo:supports kge:Russia }").answer is True
    made = run(graph, "CONSTRUCT { ?o kgo:possiblySame ?s } WHERE { ?s kgo:supports ?o }")
    assert made.columns == ("subject", "predicate", "object")
    assert len(made.rows) == 1
    assert "Q148" in as_csv(run(graph, "DESCRIBE kge:China"))


def test_a_file_of_sparql(graph, tmp_path):
    file = tmp_path / "mine.rq"
    file.write_text("# من يدعم من؟\nSELECT ?s { ?s kgo:supports ?o }", encoding="utf-8")
    assert shown(graph, str(file)) == shown(graph, file) == [("الصين",)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actor", "Near it: actors"),
        ("no-such-query", "actors, agreed, articles"),
        ("", "no query has this name"),
        ("nowhere.rq", "nowhere.rq: this file of SPARQL can't be read"),
        ("SELECT ?s {\n  ?s kgo:supports }", "line 2, column 19"),
        ("SELECT ?s { ?s foo:bar ?o }", "a prefix that is not declared"),
        ("SELECT ?s { ?s ?p ?o ", "line 1"),
        ("INSERT DATA { kge:China kgo:supports kge:Russia }", "INSERT would change the graph"),
        ("PREFIX x: <http://x/> delete where { ?s ?p ?o }", "DELETE would change the graph"),
        ("CLEAR ALL", "CLEAR would change the graph"),
        ("LOAD <http://example.org/>", "LOAD would change"),
        ("SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }", "SERVICE would send"),
        ("SELECT ?s { service silent<http://example.org/>{ ?s ?p ?o } }", "SERVICE would send"),
        ('SELECT ?s { ?s ?p "#" . SERVICE ?s { ?s ?p ?o } }', "SERVICE would send"),
        ("SELECT ?s { ?s ?p '\\'#' . SERVICE ?s { ?s ?p ?o } }", "SERVICE would send"),
        ("SELECT ?s { ?s <http://x#> ?o . SERVICE ?o { ?s ?p ?o } }", "SERVICE would send"),
        ("SELECT ?s { ?s kgo:a\\#b ?o . SERVICE ?o { ?s ?p ?o } }", "SERVICE would send"),
    ],
)
def test_what_is_refused(graph, text, message):
    with pytest.raises(QueryError) as error:
        run(graph, text)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service rdfs:label 'SERVICE' }",
        'SELECT ?s { ?s rdfs:label """ "SERVICE" """ } # SERVICE',
        "SELECT ?s { ?s <http://SERVICE/> service:x }",
        'SELECT ?s { ?s rdfs:label "a"@service }',
    ],
)
def test_the_word_service_is_allowed(text):
    assert words(text).all == {"SELECT"}


def test_only_the_outer_order_counts():
    assert words("SELECT ?s { ?s ?p ?o } ORDER BY ?s").ordered
    assert not words("SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }").ordered
