from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import ENTITIES, say

from kg.export.tables import tables
from kg.model import Article
from kg.query import run
from kg.render.network import network
from kg.render.turtle import nquads, turtle
from kg.store import Store
from kg.store.copies import originals, signature, similar
from kg.store.edges import edges
from kg.store.files import graphs, load

CHINA, RUSSIA, *_ = ENTITIES
AGENCY = (
    "قالت وزارة الخارجية في بيان صدر مساء الأحد إن الصين ستواصل مساندة روسيا في المحافل الدولية، وإن البلدين اتفقا على زيادة التبادل التجاري"
    " خلال السنوات الخمس المقبلة، وعلى عقد اجتماع آخر للوزراء في الخريف لمراجعة ما أنجز من الاتفاقات السابقة."
)
PAPER = "بكين - خاص. " + AGENCY.removesuffix(" لمراجعة ما أنجز من الاتفاقات السابقة.") + "."
OWN = (
    "زار وفد من رجال الأعمال العاصمة الصينية صباح الثلاثاء لبحث مد خط للسكك الحديدية، ورأى محللون أن المشروع دليل على أن الصين تقف إلى جانب"
    " روسيا رغم اعتراض دول غربية عليه وتأخر تمويله أكثر من مرة في الأعوام الأخيرة."
)
ENGLISH = (
    "The ministry said on Sunday evening that China would go on standing by Russia in international bodies, and that the two had agreed to"
    " trade more with each other over the next five years and to hold another meeting of ministers in the autumn."
)
LATER = ENGLISH.replace("Sunday evening", "Sunday") + " It gave no figures."


def report(name, text, outlet, date=""):
    return Article(name, text, "ar", (), "", date, outlet), [say(name, CHINA, "supports", RUSSIA)]


@pytest.fixture
def store(tmp_path):
    """An agency's text, a paper that prints most of it, and a paper that wrote its own."""
    with Store(tmp_path / "graph") as store:
        store.add_all([report("2", PAPER, "صحيفة ب", "2024-04-10"), report("1", AGENCY, "وكالة أ", "2024-04-09")], "reader 1")
        store.derive()
        yield store


@pytest.mark.parametrize(
    ("one", "other", "copies"),
    [
        (AGENCY, AGENCY, True),
        (AGENCY, PAPER, True),
        (AGENCY, AGENCY + " " + OWN + " " + ENGLISH, True),  # printed whole within a longer piece
        (AGENCY, AGENCY.replace("أ", "ا").replace("، ", " "), True),  # hamza and commas
        (ENGLISH, LATER, True),
        (AGENCY, OWN, False),
        (AGENCY, ENGLISH, False),
        ("قالت الصين", "قالت الصين", False),  # too short to tell
    ],
)
def test_one_text_is_told_from_another(one, other, copies):
    assert similar(signature(one), signature(other)) == copies
    assert similar(signature(other), signature(one)) == copies


TEXTS = {"a": AGENCY, "b": PAPER, "c": OWN, "d": ENGLISH, "e": LATER, "f": AGENCY}


@given(names=st.permutations(sorted(TEXTS)), size=st.integers(0, 6))
@settings(max_examples=20)
def test_order_does_not_matter(names, size):
    made = {name: signature(TEXTS[name]) for name in names[:size]}
    day = {"b": "2024-04-09"}.get
    found = originals(made.items(), day)
    assert found == originals(sorted(made.items()), day)
    alike = [{"a", "b", "f"}, {"d", "e"}]
    assert set(found) | set(found.values()) == {name for group in alike for name in group & made.keys() if len(group & made.keys()) > 1}
    assert all(any({copy, original} <= group for group in alike) for copy, original in found.items())
    if "b" in found.values():
        assert "b" in made  # the only one with a day is the oldest
    assert "b" not in found


def test_the_oldest_is_the_original():
    twice = [("1", signature(AGENCY)), ("2", signature(AGENCY))]
    assert originals(twice, {"1": "2024-04-10", "2": "2024-04-09"}.get) == {"1": "2"}
    assert originals(twice, {}.get) == {"2": "1"}
    assert originals([], {}.get) == {}


def test_copies_do_not_corroborate_but_each_outlet_is_named(store):
    assert [(a.outlet, a.copy_of) for a in store.articles()] == [("وكالة أ", ""), ("صحيفة ب", "1")]
    assert not edges(store, "corroborated")
    assert b"kgo:copyOf" in turtle(store)
    store.add(*report("3", OWN, "صحيفة ج"), "reader 1")
    store.derive()
    assert len(edges(store, "corroborated")) == 1


def test_an_outlet_that_prints_a_text_does_not_corroborate_it_by_its_own(store):
    store.add(*report("3", OWN, "صحيفة ب"), "reader 1")
    store.derive()
    assert not edges(store, "corroborated")


def test_without_its_original_a_copy_counts(store):
    store.retract("1")
    store.derive()
    assert [(a.id, a.copy_of) for a in store.articles()] == [("2", "")]
    assert b"kgo:copyOf" not in turtle(store)


def test_counts_are_without_repeats(store):
    articles = {a.id: a for a in store.articles()}
    edge = network(store.assertions(), articles).edges[CHINA.iri, RUSSIA.iri, "supports"]
    assert (edge["count"], [r.outlet for r in edge["evidence"]]) == (1, ["وكالة أ", "صحيفة ب"])
    table = next(t for t in tables(store, "reported") if t.name == "edges")
    (row,) = (dict(zip([name for name, _ in table.columns], row, strict=True)) for row in table.rows)
    assert (row["assertions"], row["articles"]) == (1, 1)
    (dyad,) = run(store, "dyads").rows
    assert dyad[3].value == "1"
    assert {row[2].value for row in run(store, "actors").rows} <= {"0", "1"}


@pytest.mark.parametrize(("write", "ending"), [(nquads, ".nq"), (turtle, ".ttl")])
def test_an_import_finds_them_anew(store, tmp_path, write, ending):
    file = (tmp_path / "graph").with_suffix(ending)
    file.write_bytes(write(store))
    with Store(tmp_path / "other") as other:
        other.merge(graphs(load(file), file))
        other.derive()
        assert nquads(other) == nquads(store)


@pytest.mark.parametrize(
    ("old", "new", "version"),
    [
        ({"url": "https://example.org/1"}, {"url": "https://example.org/1", "outlet": "صحيفة ب"}, True),
        ({"title": "مساندة", "outlet": "صحيفة أ"}, {"title": "مساندة", "outlet": "صحيفة أ"}, True),
        ({"title": "مساندة", "outlet": "صحيفة أ"}, {"title": "مساندة", "outlet": "صحيفة ب"}, False),  # a copy in another paper
        ({"url": "https://example.org/1"}, {"url": "https://example.org/1", "text": OWN}, False),  # another article of one page
        ({}, {}, False),
    ],
)
def test_versions_have_one_address_or_title_and_outlet(tmp_path, old, new, version):
    first = replace(report("1", AGENCY, "")[0], **old)
    with Store(tmp_path) as store:
        store.add(first, (), "reader 1")
        assert list(store.earlier(replace(first, id="2", **({"text": PAPER} | new)))) == (["1"] if version else [])
