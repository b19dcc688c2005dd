import pandas as pd
import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.query import Result, run
from kg.query.frame import frame
from kg.store.names import PREFIXES


def result(*rows):
    return Result(tuple("abc"[: len(rows[0])]), rows, None, more=False, names={})


def typed(value, kind):
    return ox.Literal(value, datatype=ox.NamedNode(PREFIXES["xsd"] + kind))


def test_values_have_their_own_types(graph):
    told = frame(run(graph, "evidence"))
    assert told["negated"].dtype == bool
    assert told["start"].dtype == "int64"
    assert told["confidence"].dtype == "float64"
    assert told["date"].dt.month.unique().tolist() == [4]
    assert told["negated"].sum() == 1
    assert told["speaker"].isna().sum() == 8


def test_names_or_iris(graph):
    question = "SELECT ?who ?article { ?a rdf:subject ?who ; rdf:predicate kgo:sanctions ; prov:wasDerivedFrom ?article }"
    assert frame(run(graph, question, lang="ar")).to_numpy().tolist() == [["أوكرانيا", "kga:en-1"]]
    assert frame(run(graph, question), iris=True).to_numpy().tolist() == [
        ["https://w3id.org/alaqat/entity/Ukraine", "https://w3id.org/alaqat/article/en-1"]
    ]


def test_ask_is_one_cell(graph):
    assert frame(run(graph, "ASK { kge:China kgo:supports kge:Russia }")).to_dict("list") == {"answer": [True]}


def test_triples_are_rows(graph):
    made = frame(run(graph, "CONSTRUCT { ?o kgo:supports ?s } WHERE { ?s kgo:supports ?o }"))
    assert made.to_dict("list") == {"subject": ["Russia"], "predicate": ["supports"], "object": ["China"]}


def test_nothing_found_keeps_the_columns(graph):
    nothing = frame(run(graph, "SELECT ?s ?o { ?s kgo:invades ?o }"))
    assert nothing.empty
    assert nothing.columns.tolist() == ["s", "o"]


def test_a_value_that_is_none_stays_text():
    assert frame(result((typed("2024-02-30", "date"), typed("many", "integer"), typed("2024", "gYear")))).to_numpy().tolist() == [
        ["2024-02-30", "many", "2024"]
    ]


def test_a_missing_number_or_day_is_missing():
    told = frame(result((typed("2", "integer"), typed("2024-04-09", "date")), (None, None)))
    assert told["a"].tolist()[0] == 2
    assert told["b"].tolist()[0] == pd.Timestamp("2024-04-09")
    assert told.isna().sum().tolist() == [1, 1]


@given(st.lists(st.text(st.characters(exclude_categories=("Cs",))), min_size=1))
def test_texts_come_back_as_they_are(texts):
    told = frame(result(*((ox.Literal(text), ox.Literal(text, language="ar")) for text in texts)))
    assert told["a"].tolist() == told["b"].tolist() == texts
