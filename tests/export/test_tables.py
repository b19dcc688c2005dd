import csv
import io
from datetime import date

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import ATTACK, CHINA, RUSSIA, UKRAINE, WANG, Story, entity

from kg.export import export
from kg.export.sheets import FORMULA, harmless
from kg.export.tables import tables
from kg.store import Store
from kg.store.edges import edges

FOLDER = ("nodes", "edges", "assertions")


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def plain(text):
    """A text as it was before it was made harmless."""
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


@given(st.text(st.sampled_from("'=+-@\t\r\n＝س a"), max_size=6))
def test_no_text_is_a_formula_and_each_is_got_back(text):
    assert plain(harmless(text)) == text
    assert not harmless(text).startswith(tuple("=+-@\t\r\n＝"))


@pytest.mark.parametrize("form", ["csv", "neo4j"])
def test_csv_has_all_that_the_tables_have(store, form):
    files = export(store, form)
    for table in tables(store, "reported"):
        read = rows(files[f"{table.name}.csv"])
        for row, cells in zip(read, table.rows, strict=True):
            for (name, kind), cell in zip(table.columns, cells, strict=True):
                text = "" if cell is None else str(cell).lower() if kind is bool else str(cell)
                assert plain(row[name]) == text, name


def test_csv_is_harmless_and_known_to_be_utf8(store):
    files = export(store, "csv")
    assert all(content.startswith("\ufeff".encode()) for content in files.values())
    (row,) = [row for row in rows(files["assertions.csv"]) if row["article"] == "شر/1" and row["relation"] == "aids"]
    assert (row["title"], row["publisher"], row["quote"][:3]) == ("'@عنوان", "''=ناشر", "'-1")
    assert [row["name_en"] for row in rows(files["nodes.csv"]) if row["type"] == "Organization"] == ["Federal Security Service", "'=HYPERLINK(1)\x0b"]


def test_parquet_has_the_tables_in_their_types(store):
    files = export(store, "parquet")
    assert list(files) == [f"{name}.parquet" for name in FOLDER]
    for table in tables(store, "reported"):
        read = pq.read_table(io.BytesIO(files[f"{table.name}.parquet"])).to_pylist()
        assert [tuple(row.values()) for row in read] == list(table.rows)


def test_nodes_have_names_in_both_languages_and_codes(store):
    (china,) = [row for row in rows(export(store, "csv")["nodes.csv"]) if row["iri"] == CHINA.iri]
    assert china == {"iri": CHINA.iri, "type": "State", "name_ar": "الصين", "name_en": "China", "wikidata": "", "iso3166": "CHN"}


def test_edges_are_those_of_the_policy(store):
    for policy in ("reported", "voiced", "corroborated"):
        found = {(row["subject"], row["relation"], row["object"]) for row in rows(export(store, "csv", policy)["edges.csv"])}
        assert found == {(e.subject.value, e.predicate.value.partition("#")[2], e.object.value) for e in edges(store, policy)}


def test_events_are_coded_and_show_their_evidence(store):
    found = rows(export(store, "events"))
    (event,) = [row for row in found if row["relation"] == "supports" and row["source"] == CHINA.iri]
    assert (event["date"], event["date_from"], event["modality"]) == ("2024-04-09", "article", "planned")
    assert (event["source_code"], event["target_code"], event["plover"], event["cameo"], event["quad_class"]) == ("CHN", "RUS", "SUPPORT", "051 052 053", "1")
    assert event["quote"] == "وقال وانغ يي إن الصين ستواصل دعم استقرار روسيا."
    assert (event["article"], int(event["end"]) - int(event["start"])) == ("ar-1", len(event["quote"]))


def test_denied_possible_and_uncoded_deeds_are_no_events(store):
    found = rows(export(store, "events"))
    assert {row["negated"] for row in found} == {"false"}
    assert "possible" not in {row["modality"] for row in found}
    assert not {row["relation"] for row in found} & {"foreignMinisterOf", "occursIn", "participatesIn"}
    assert UKRAINE.iri not in {row["source"] for row in found if row["target"] == ATTACK.iri}


def test_who_holds_an_office_acts_for_the_state(store):
    parts = ("source_en", "article", "source_code", "source_country", "source_role")
    found = {tuple(row[part] for part in parts) for row in rows(export(store, "events"))}
    assert ("Sergey Lavrov", "ar-1", "RUSGOV", "RUS", "GOV") in found
    assert ("Wang Yi", "en-1", "", "", "") in found  # where the article does not say so
    assert ("UN Security Council", "en-1", "IGO", "", "IGO") in found


def test_of_two_states_none_is_chosen(tmp_path):
    story = Story()
    story.article("a", "t", "2024-01-01", "o")
    for state in (CHINA, RUSSIA):
        story.say("Wang Yi is foreign minister.", WANG, "foreignMinisterOf", state, ("Wang", "is", "foreign"))
    story.say("Wang Yi met Lavrov.", WANG, "meets", entity("Lavrov", "Person", en="Lavrov"), ("Wang", "met", "Lavrov"))
    with Store(tmp_path) as store:
        store.add(story.articles["a"], story.assertions, "reader 1")
        assert [row["source_code"] for row in rows(export(store, "events"))] == [""]


def test_days_named_in_the_sentence_come_first(store):
    (event,) = [row for row in rows(export(store, "events")) if row["relation"] == "meets" and row["article"] == "ar-1"]
    assert (event["date"], event["date_end"], event["date_from"]) == ("2024-04-09", "2024-04-09", "text")
    assert date.fromisoformat(event["time_end"]) == date(2024, 4, 10)


def test_cypher_loads_every_column_and_each_relation_as_a_type(store):
    files = export(store, "neo4j")
    cypher = files["load.cypher"].decode()
    for table in tables(store, "reported"):
        assert f"file:///{table.name}.csv" in cypher
        assert not [name for name, _ in table.columns if f"row.`{name}`" not in cypher and f"row.{name}" not in cypher]
    assert "-[e:CLAIMS_RESPONSIBILITY_FOR]->" in cypher
    assert "SET n:ArmedGroup;" in cypher
    assert not files["nodes.csv"].startswith("\ufeff".encode())
