import csv
import io
from datetime import date

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import ATTACK, BEIJING, CHINA, RUSSIA, UKRAINE, Story, entity

from kg.export import export
from kg.export.events import intensity, weights
from kg.export.sheets import FORMULA, harmless
from kg.export.tables import tables
from kg.store import Store
from kg.store.edges import edges
from kg.vocabulary import relations

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
    assert ("Wang Yi", "en-1", "CHNGOV", "CHN", "GOV") in found  # which the article does not say, but the authority file knows
    assert ("Alexander Bortnikov", "ar-2", "", "", "") in found  # heads a body whose state nobody names
    assert ("UN Security Council", "en-1", "IGO", "", "IGO") in found


def test_deeds_have_the_weight_of_their_codes_and_promises_none(store):
    found = {(row["relation"], row["modality"]): (row["intensity"], row["intensity_source"]) for row in rows(export(store, "events"))}
    assert found["fights", "actual"] == ("-10.0", "Goldstein: 190=-10.0 193=-10.0")
    assert found["criticizes", "actual"] == ("-2.0", "Goldstein: 110=-2.0 111=-2.0 113=-2.0 114=-2.0")
    assert found["supports", "planned"] == ("", "")


def test_every_code_of_the_ontology_has_a_weight_but_one():
    codes = {code for relation in relations().values() for code in relation.cameo}
    assert codes - weights().keys() == {"176"}  # which the scale is older than
    assert weights().keys() <= codes
    assert all(-10 <= weight <= 10 for weight in weights().values())


def test_conflict_weighs_less_than_nothing_and_cooperation_more():
    for relation in relations().values():
        if known := intensity(relation):
            sign = {"contact": 1, "support": 1, "cooperation": 1, "material conflict": -1}.get(relation.group, -1)
            assert known[0] * sign > 0 or relation.name == "claimsResponsibilityFor", relation.name


def test_events_are_where_they_were_visited_or_where_the_article_says(store):
    parts = ("location", "location_en", "location_country", "location_from")
    found = {(row["relation"], row["article"]): tuple(row[part] for part in parts) for row in rows(export(store, "events"))}
    assert found["visits", "ar-1"] == (BEIJING.iri, "Beijing", "", "target")
    assert found["claimsResponsibilityFor", "ar-2"] == (RUSSIA.iri, "Russia", "RUS", "event")
    assert found["claimsResponsibilityFor", "en-1"] == ("", "", "", "")  # another article says where
    assert found["fights", "en-1"] == ("", "", "", "")


def test_a_city_is_rather_the_place_than_its_state_and_two_cities_are_none(tmp_path):
    story, mosul = Story(), entity("Mosul", "Place", "الموصل", "Mosul")
    places = {"one": (RUSSIA, BEIJING), "two": (mosul, BEIJING)}
    for article, at in places.items():
        story.article(article, "t", "2024-01-01", "o")
        for place in at:
            story.say("وقع الهجوم هناك.", ATTACK, "occursIn", place, ("الهجوم", "وقع", "هناك"))
        story.say("بكين في الصين.", BEIJING, "locatedIn", CHINA, ("بكين", "في", "الصين"))
        story.say("أدانت روسيا الهجوم.", RUSSIA, "criticizes", ATTACK, ("روسيا", "أدانت", "الهجوم"))
    with Store(tmp_path) as store:
        store.add_all([(story.articles[n], [a for a in story.assertions if a.evidence.article == n]) for n in places], "reader 1")
        found = {row["article"]: (row["location_ar"], row["location_country"]) for row in rows(export(store, "events"))}
    assert found == {"one": ("بكين", "CHN"), "two": ("", "")}


def test_of_two_states_none_is_chosen(tmp_path):
    story, envoy = Story(), entity("Person_envoy", "Person", en="The envoy")
    story.article("a", "t", "2024-01-01", "o")
    for state in (CHINA, RUSSIA):
        story.say("The envoy is foreign minister.", envoy, "foreignMinisterOf", state, ("envoy", "is", "foreign"))
    story.say("The envoy met Lavrov.", envoy, "meets", entity("Lavrov", "Person", en="Lavrov"), ("envoy", "met", "Lavrov"))
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
