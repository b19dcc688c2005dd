import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import AMERICA, CHINA, RUSSIA, UKRAINE, Story

from kg.compare import between, compare, rows, told
from kg.errors import InputError
from kg.query.results import as_csv, as_json, shown
from kg.render.turtle import nquads, turtle
from kg.store import Store

WORDS = ("فعل", "فعل", "فعل")
OPPOSITE = {"new": "gone", "gone": "new", "stronger": "weaker", "weaker": "stronger", "changed": "changed"}


def state(*told, date="2024-03-22"):
    """Each a report of its own: subject, relation, object, and how."""
    found = []
    for number, (subject, relation, obj, how) in enumerate(told):
        story = Story()
        story.article(f"{date}-{number}", "خبر", date, f"صحيفة {number}")
        story.say(f"فعل {number}.", subject, relation, obj, WORDS, **how)
        found.append((story.articles[story.name], tuple(story.assertions)))
    return found


def brief(changes):
    return [(c.kind, c.subject.label(), c.before, c.after, c.object.label(), c.articles) for c in changes]


OLD = state((CHINA, "supports", RUSSIA, {}), (AMERICA, "warns", RUSSIA, {}), (RUSSIA, "attacks", UKRAINE, {}), (RUSSIA, "attacks", UKRAINE, {}))
NEW = state((CHINA, "criticizes", RUSSIA, {}), (AMERICA, "aids", UKRAINE, {}), (RUSSIA, "attacks", UKRAINE, {}), date="2024-04-01")


def test_what_is_changed_new_gone_and_weaker():
    assert brief(compare(OLD, NEW)) == [
        ("changed", "China", ("supports",), ("criticizes",), "Russia", (1, 1)),
        ("new", "United States", (), ("aids",), "Ukraine", (0, 1)),
        ("gone", "United States", ("warns",), (), "Russia", (1, 0)),
        ("weaker", "Russia", ("attacks",), ("attacks",), "Ukraine", (2, 1)),
    ]


def test_a_denial_and_a_promise_are_not_the_deed():
    before = state((CHINA, "aids", RUSSIA, {"modality": "planned"}))
    assert [(c.before, c.after) for c in compare(before, state((CHINA, "aids", RUSSIA, {})))] == [(("planned aids",), ("aids",))]
    denied = state((CHINA, "aids", RUSSIA, {"negated": True}))
    assert [(c.before, c.after) for c in compare(before, denied)] == [(("planned aids",), ("denied aids",))]


sayings = st.lists(
    st.tuples(st.sampled_from((CHINA, AMERICA)), st.sampled_from(("supports", "criticizes")), st.sampled_from((RUSSIA, UKRAINE)), st.just({})), max_size=5
)


@given(one=sayings, other=sayings, order=st.randoms())
@settings(max_examples=40)
def test_looking_back_is_the_opposite_and_order_does_not_matter(one, other, order):
    one, other = state(*one), state(*other)
    changes = compare(one, other)
    assert not compare(one, one)
    assert compare(order.sample(one, len(one)), order.sample(other, len(other))) == changes
    back = compare(other, one)
    assert sorted(brief(back), key=repr) == sorted(
        [(OPPOSITE[kind], who, after, before, whom, counts[::-1]) for kind, who, before, after, whom, counts in brief(changes)], key=repr
    )


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Graphs of the old, the new, and of both."""
    room = tmp_path_factory.mktemp("compared")
    for name, found in (("old", OLD), ("new", NEW), ("both", OLD + NEW)):
        with Store(room / name) as store:
            store.add_all(found, "reader 1")
            (room / f"{name}.ttl").write_bytes(turtle(store))
            (room / f"{name}.nq").write_bytes(nquads(store))
    return room


@pytest.mark.parametrize(("before", "after"), [("old", "new"), ("old.ttl", "new.nq"), ("old.nq", "new")])
def test_graphs_and_files_are_compared(folders, before, after):
    assert brief(between(str(folders / before), str(folders / after), folders / "both")) == brief(compare(OLD, NEW))


@pytest.mark.parametrize(("before", "after"), [("2024-03", "2024-04"), ("2024-03-22", "2024-04-01")])
def test_periods_of_one_graph_are_compared(folders, before, after):
    assert brief(between(before, after, folders / "both")) == brief(compare(OLD, NEW))


@pytest.mark.parametrize(
    ("lang", "headings", "row"),
    [
        ("ar", ("التغيّر", "الفاعل", "قبل", "بعد", "المفعول", "مقالاته قبل", "مقالاته بعد"), ["تبدّل", "الصين", "مساعدة (مخطَّط له)", "انتقاد", "روسيا", "1", "1"]),
        ("en", ("change", "who", "before", "after", "whom", "articles before", "articles after"), ["changed", "China", "aids (planned)", "criticizes", "Russia", "1", "1"]),
    ],
)
def test_people_read_headings_names_and_relations_in_their_language(lang, headings, row):
    answer = told(compare(state((CHINA, "aids", RUSSIA, {"modality": "planned"})), NEW), lang)
    assert answer.columns == headings
    assert [shown(term, answer) for term in answer.rows[0]] == row


def test_programs_read_the_same_in_every_language():
    changes = compare(OLD, NEW)
    first = json.loads(as_json(rows(changes)))["results"]["bindings"][0]
    assert (first["subject"]["value"], first["before"]["value"], first["after"]["value"]) == (CHINA.iri, "supports", "criticizes")
    assert as_csv(rows(changes)).splitlines()[0] == "change,subject,before,after,object,articlesBefore,articlesAfter"


@pytest.mark.parametrize(
    ("name", "words"),
    [("nowhere", "no such graph, file or period"), ("2031", "no article of .* is of that time"), ("قديم", "no such graph, file or period")],
)
def test_what_is_not_there_is_told(folders, name, words):
    with pytest.raises(InputError, match=words):
        between(name, str(folders / "new"), folders / "both")
