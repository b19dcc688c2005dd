"""The queries that come with Alaqat, each on a few made-up days whose answers are known."""

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import CHINA, RUSSIA, UKRAINE, WANG, Story, entity
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import InputError, QueryError
from kg.query import PARAMETERS, named, run, takes, written
from kg.query.lexer import filled, parameters, words
from kg.query.terms import KINDS
from kg.store import Store

UNION = entity("IGO_اتحاد_المثال", "IGO", "اتحاد المثال", "Example Union")
QATAR = entity("Qatar", "State", "قطر", "Qatar")
EGYPT = entity("Egypt", "State", "مصر", "Egypt")
CHIEF = entity("Person_سالم", "Person", "سالم المثال")
GROUP = entity("ArmedGroup_جماعة", "ArmedGroup", "جماعة المثال")
SALEH = entity("Person_صالح", "Person", "صالح النموذج")
BLAST = entity("Event_انفجار", "Event", "انفجار الميناء")
PORT = entity("Place_الميناء", "Place", "الميناء")


def news():
    story = Story()

    def said(subject, relation, obj, **more):
        words = (relation, subject.label(), obj.label())
        story.say(f"{words[1]} {relation} {words[2]}.", subject, relation, obj, words, **more)

    story.article("ar-1", "آذار", "2024-03-05", "صحيفة المثال")
    said(CHINA, "supports", RUSSIA)
    said(CHINA, "arms", RUSSIA, modality="planned")
    said(EGYPT, "aids", UKRAINE, modality="planned")
    said(CHIEF, "accuses", UKRAINE, about=BLAST)
    said(GROUP, "accuses", RUSSIA, about=BLAST)
    said(BLAST, "occursIn", PORT)
    said(QATAR, "mediates", BLAST)
    said(EGYPT, "meets", QATAR)
    said(UKRAINE, "sanctions", RUSSIA)
    said(WANG, "foreignMinisterOf", CHINA)
    said(WANG, "visits", EGYPT)
    said(RUSSIA, "attacks", UKRAINE)
    story.article("en-1", "April", "2024-04-10", "The Example", lang="en")
    said(CHINA, "supports", RUSSIA)
    said(RUSSIA, "attacks", UKRAINE, negated=True, speaker=RUSSIA)
    said(UKRAINE, "denies", BLAST)
    said(SALEH, "foreignMinisterOf", CHINA)
    said(SALEH, "spokespersonOf", GROUP)
    said(EGYPT, "aids", UKRAINE)
    said(EGYPT, "memberOf", UNION)
    said(RUSSIA, "threatens", EGYPT, speaker=SALEH)
    said(UKRAINE, "sanctions", RUSSIA)
    said(UKRAINE, "supports", EGYPT, modality="possible")
    story.article("en-2", "Undated", "", "", lang="en")
    said(GROUP, "praises", CHINA)
    for article in story.articles.values():
        yield article, [a for a in story.assertions if a.evidence.article == article.id]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("library")
    with Store(folder) as store:
        store.add_all(news(), "reader 1")
    with Store.read_only(folder) as store:
        yield store


def shown(store, name, columns, **asked):
    found = run(store, name, lang="ar", given=asked)
    at = [found.columns.index(c) for c in columns.split()]
    return [tuple("" if row[i] is None else found.names.get(row[i].value) or row[i].value for i in at) for row in found.rows]


KNOWN = [
    ("supporters", {}, "subject object articles first last", [("الصين", "روسيا", "2", "2024-03-05", "2024-04-10"), ("جماعة المثال", "الصين", "1", "", "")]),
    ("supporters", {"actor": "China", "since": "2024-04-01"}, "subject object articles", [("الصين", "روسيا", "1")]),
    ("supporters", {"other": "روسيا", "until": "2024-03-31"}, "subject object articles", [("الصين", "روسيا", "1")]),
    (
        "pair",
        {"actor": "اوكرانيا", "other": "Russia"},
        "day subject object negated",
        [
            ("2024-03-05", "أوكرانيا", "روسيا", "false"),
            ("2024-03-05", "روسيا", "أوكرانيا", "false"),
            ("2024-04-10", "روسيا", "أوكرانيا", "true"),
            ("2024-04-10", "أوكرانيا", "روسيا", "false"),
        ],
    ),
    ("pair", {"actor": "Ukraine", "other": "Russia", "relation": "sanctions", "until": "2024-03-31"}, "subject object", [("أوكرانيا", "روسيا")]),
    ("pair", {"actor": "Ukraine", "other": "Russia", "group": "تاييد"}, "subject", []),
    ("unanswered", {}, "subject object event", [("جماعة المثال", "روسيا", "انفجار الميناء")]),
    ("unanswered", {"actor": "سالم المثال"}, "subject", []),
    ("mediators", {}, "actor mediations articles contacts", [("قطر", "1", "1", "1")]),
    ("sanctions-by-month", {}, "month subject object articles", [("2024-03", "أوكرانيا", "روسيا", "1"), ("2024-04", "أوكرانيا", "روسيا", "1")]),
    ("sanctions-by-month", {"actor": "مصر"}, "month", []),
    ("visits-by-month", {"actor": "مصر"}, "month subject object", [("2024-03", "مصر", "قطر"), ("2024-03", "وانغ يي", "مصر")]),
    ("flows", {}, "subject object modality articles", [("الصين", "روسيا", "مخطَّط له", "1"), ("مصر", "أوكرانيا", "مخطَّط له", "1"), ("مصر", "أوكرانيا", "واقع", "1")]),
    ("flows", {"other": "Ukraine", "since": "2024-04-01"}, "subject", [("مصر",)]),
    ("busiest", {"actor": "Ukraine", "group": "materialConflict"}, "one two assertions articles", [("روسيا", "أوكرانيا", "3", "2")]),
    ("tone", {"actor": "China", "other": "Russia"}, "month group assertions", [("2024-03", "تعاون", "1"), ("2024-03", "تأييد", "1"), ("2024-04", "تأييد", "1")]),
    ("contested", {}, "event denied suspects", [("انفجار الميناء", "1", "2")]),
    ("only", {"outlet": "the example", "actor": "Russia"}, "publisher subject object negated", [("The Example", "روسيا", "مصر", "false"), ("The Example", "روسيا", "أوكرانيا", "true")]),
    ("agreed", {"group": "verbalConflict"}, "subject", []),
    ("agreed", {}, "subject object outlets articles", [("مصر", "أوكرانيا", "2", "2"), ("الصين", "روسيا", "2", "2"), ("أوكرانيا", "روسيا", "2", "2")]),
    ("disagreements", {}, "subject object affirmedIn deniedIn deniedBy", [("روسيا", "أوكرانيا", "صحيفة المثال", "The Example", "روسيا")]),
    ("disagreements", {"outlet": "صحيفه المثال"}, "subject", [("روسيا",)]),
    ("as-of", {"until": "2024-03-31", "actor": "China", "group": "support"}, "subject object articles", [("الصين", "روسيا", "1")]),
    ("as-of", {"until": "2024-03-04"}, "subject", []),
    ("states", {"actor": "China"}, "from to articles", [("الصين", "روسيا", "2"), ("الصين", "روسيا", "1"), ("الصين", "مصر", "1")]),
    ("neighbours", {"actor": "قطر"}, "far through", [("روسيا", "مصر"), ("أوكرانيا", "مصر"), ("أوكرانيا", "انفجار الميناء"), ("وانغ يي", "مصر")]),
    ("common", {"actor": "China", "other": "Ukraine"}, "shared", [("روسيا",)] * 4),
    ("spokespersons", {"actor": "جماعة المثال"}, "person body articles claims", [("صالح النموذج", "جماعة المثال", "1", "1")]),
    ("members", {"actor": "Example Union"}, "member first", [("مصر", "2024-04-10")]),
    ("in-office", {"until": "2024-03-31"}, "body person date", [("الصين", "وانغ يي", "2024-03-05")]),
    ("in-office", {"actor": "الصين"}, "body person date", [("الصين", "صالح النموذج", "2024-04-10")]),
    ("places", {}, "event place first", [("انفجار الميناء", "الميناء", "2024-03-05")]),
    ("denied", {}, "subject object denied affirmed", [("روسيا", "أوكرانيا", "1", "1")]),
    ("threats", {"actor": "Russia"}, "subject object speaker", [("روسيا", "مصر", "صالح النموذج")]),
    ("threats", {"since": "2024-05-01"}, "subject", []),
    ("timeline", {"actor": "قطر", "since": "2024-01-01"}, "subject object", [("قطر", "انفجار الميناء"), ("مصر", "قطر")]),
    ("sanctions", {"until": "2024-03-31"}, "date subject", [("2024-03-05", "أوكرانيا")]),
    ("open-promises", {}, "date subject object", [("2024-03-05", "الصين", "روسيا")]),
    ("promises", {"actor": "China"}, "subject object", [("الصين", "روسيا")]),
    ("denials", {"actor": "Russia"}, "subject object", [("روسيا", "أوكرانيا")]),
    ("attacks", {"actor": "Ukraine"}, "subject object", [("روسيا", "أوكرانيا")]),
]


@pytest.mark.parametrize(("name", "asked", "columns", "rows"), KNOWN, ids=lambda value: value if isinstance(value, str) else None)
def test_answers_are_known(library, name, asked, columns, rows):
    assert sorted(shown(library, name, columns, **asked)) == sorted(rows)


@pytest.mark.parametrize("name", named())
def test_each_named_query_answers_and_always_alike(library, name):
    asked = {parameter: who for parameter, who in (("actor", "Ukraine"), ("other", "Russia")) if takes(name).get(parameter)}
    found = run(library, name, given=asked)
    assert found.rows
    assert run(library, name, given=asked) == found


def test_there_are_enough_queries_each_with_two_titles_and_known_parameters():
    assert len(named()) >= 25
    for name in named():
        assert re.match(r"[A-Z].*\.$", named()[name])
        assert re.match(r"[\u0621-\u064a].*\.$", named("ar")[name])
        assert set(parameters(written(name))) == {parameter for parameter, needed in takes(name).items() if needed}
    assert KINDS.keys() == set(PARAMETERS) == {parameter for name in named() for parameter in takes(name)}


@pytest.mark.parametrize(
    ("name", "asked", "message"),
    [
        ("suporters", {"actor": "China"}, "Near it: supporters"),
        ("neighbours", {}, "neighbours needs --actor: `kg query neighbours --actor NAME`"),
        ("pair", {"actor": "China", "other": ""}, "pair needs --other"),
        ("evidence", {"actor": "China"}, "evidence has no --actor. It takes no parameters."),
        ("places", {"outlet": "x"}, "places has no --outlet. It takes --since, --until."),
        ("SELECT ?s { ?s ?p ?o }", {"actor": "China"}, "only a query that comes with Alaqat has parameters"),
        ("supporters", {"actor": "Rusia"}, "Near it: Russia"),
        ("supporters", {"actor": "x> . ?s ?p ?o"}, "called that"),
        ("supporters", {"since": "yesterday"}, "--since yesterday: not a day"),
        ("supporters", {"since": "2024-02-01", "until": "2024-01-01"}, "Turn them round"),
        ("only", {"outlet": '" ) } #'}, "no article of this graph is from there"),
        ("as-of", {"group": "help"}, "--group help: choose contact, support"),
        ("as-of", {"relation": "helps"}, "--relation helps: choose"),
    ],
)
def test_what_is_refused(library, name, asked, message):
    with pytest.raises((QueryError, InputError)) as error:
        run(library, name, given=asked)
    assert message in str(error.value)


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_no_text_breaks_out_of_its_place(text):
    sparql = filled("SELECT ?x { BIND($outlet AS ?x) }", {"outlet": ox.Literal(text)})
    assert words(sparql).all == {"SELECT", "BIND", "AS"}
    assert parameters(sparql) == ()
    assert [row["x"] for row in ox.Store().query(sparql)] == [ox.Literal(text)]


def test_the_command_line(library):
    def kg(*words):
        return CliRunner().invoke(app, ["query", *words, "--graph", str(library.folder)])

    assert "[--outlet]" in kg("--list").stdout
    assert "من يدعم من" in kg("--list", "--lang", "ar").stdout
    assert len(kg("threats", "--actor", "روسيا", "--format", "csv").stdout.splitlines()) == 2
    assert "صالح النموذج" in kg("threats", "--lang", "ar").stdout
    assert "pair needs --other" in str(kg("pair", "--actor", "China").exception)
