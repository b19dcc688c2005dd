"""Corrections: the same whether they come before the articles or after, and gone without a trace when they are taken back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made import ENTITIES, readings, say
from pyoxigraph import DefaultGraph

from kg.errors import InputError, KgError
from kg.iris import KGE
from kg.model import Article, Assertion, Entity, Evidence, Span
from kg.render.turtle import nquads
from kg.store import Store, ledger
from kg.store.files import graphs, load
from kg.store.ledger import Correction, Ledger
from kg.store.names import ONTOLOGY, RETRACTED

CHINA, RUSSIA, WANG, AGENCY, ATTACK = ENTITIES
LAILA = Entity(KGE + "Person_ليلى", "Person", (("ar", "ليلى"),))
LAW = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

corrections = st.builds(
    Correction,
    entity=st.sampled_from([e.iri for e in ENTITIES]),
    name=st.sampled_from(("وانج يي", "قديم")),
    is_=st.sampled_from((*ENTITIES[:4], LAILA)),
    article=st.sampled_from(("", "", "ar-1")),
    words=st.sampled_from(("", "", "جمل")),
)
ledgers = st.lists(corrections, max_size=3).map(lambda lines: Ledger(tuple(lines)))
everything = st.lists(readings(), max_size=4)


@pytest.fixture(scope="module")
def reused(tmp_path_factory):
    with Store(tmp_path_factory.mktemp("law")) as store:
        yield store


def emptied(store):
    store.correct(Ledger())
    for article in list(store.articles()):
        store.retract(article.id)
    store.inner.remove_graph(RETRACTED)  # what the last example told of events
    assert list(store.inner.named_graphs()) == [ONTOLOGY]
    return store


def content(store):
    return set(store.inner)


@LAW
@given(everything, ledgers)
def test_it_makes_no_difference_whether_articles_or_corrections_come_first(reused, found, lines):
    emptied(reused).add_all(found, "r")
    reused.correct(lines)
    after = content(reused)
    emptied(reused).correct(lines)
    reused.add_all(found, "r")
    assert content(reused) == after


@LAW
@given(everything, ledgers)
def test_what_is_taken_back_leaves_nothing(reused, found, lines):
    emptied(reused).add_all(found, "r")
    before = content(reused)
    reused.correct(lines)
    reused.correct(Ledger())
    assert content(reused) == before


@LAW
@given(everything, ledgers)
def test_the_default_graph_is_the_merge_of_the_corrected_articles(reused, found, lines):
    of_others = [(a, tuple(x for x in said if x.subject.iri != x.object.iri)) for a, said in found]  # as the linker gives them
    emptied(reused).add_all(of_others, "r")
    reused.correct(lines)
    corrected = [(a, tuple(x for x in reused.assertions() if x.evidence.article == a.id)) for a in reused.articles()]
    assert all(x.subject.iri != x.object.iri for _, said in corrected for x in said)
    edges = {(str(e.subject), str(e.object)) for e in reused.edges()}
    drawn = {(f"<{x.subject.iri}>", f"<{x.object.iri}>") for _, said in corrected for x in said if not x.negated and x.modality != "possible"}
    assert edges == drawn


@given(ledgers)
def test_the_file_says_what_was_said(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("g")
    ledger.write(lines, folder)
    again = ledger.read(folder)
    assert again.text() == lines.text()
    assert again == lines


def article(name):
    return Article(name, "", "ar", ())


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "graph") as store:
        store.add(article("a1"), [say("a1", WANG, "supports", CHINA), say("a1", LAILA, "supports", WANG, 30), say("a1", LAILA, "accuses", RUSSIA, 60, speaker=WANG)], "r")
        yield store


def triples(store):
    return {(a.subject.iri, a.relation, a.object.iri) for a in store.assertions()}


def test_a_merge_holds_everywhere_and_says_nothing_of_one_about_itself(store):
    store.correct(Ledger((Correction(LAILA.iri, "ليلى", WANG),)))
    assert triples(store) == {(WANG.iri, "supports", CHINA.iri), (WANG.iri, "accuses", RUSSIA.iri)}
    assert LAILA.iri not in str(set(store.inner.quads_for_pattern(None, None, None, DefaultGraph())))
    assert {a.evidence.subject_why for a in store.assertions()} == {"", "corrected by a person"}


def test_lines_follow_each_other(store):
    store.correct(Ledger((Correction(LAILA.iri, "ليلى", WANG), Correction(WANG.iri, "وانغ", RUSSIA))))
    assert triples(store) == {(RUSSIA.iri, "supports", CHINA.iri)}
    assert store.ledger.now(LAILA.iri) == RUSSIA.iri


def test_a_split_is_of_one_article_only(store):
    store.add(article("a2"), [say("a2", WANG, "supports", CHINA)], "r")
    store.correct(Ledger((Correction(WANG.iri, "وانغ", LAILA, "a2"),)))
    assert (WANG.iri, "supports", CHINA.iri) in triples(store)
    assert (LAILA.iri, "supports", CHINA.iri) in triples(store)


def test_a_split_by_words_takes_the_mentions_so_written(tmp_path):
    quote = "دعم الوزير روسيا، ودعم وانغ الصين."
    whole = Span(0, len(quote))

    def said(words, obj):
        at, to = quote.index(words), quote.index(obj)
        return Evidence("a1", whole, quote, "", "", Span(0, 3), Span(at, at + len(words)), Span(to, to + len(obj)))

    found = [Assertion(WANG, "supports", RUSSIA, said("الوزير", "روسيا")), Assertion(WANG, "supports", CHINA, said("وانغ", "الصين"), speaker=WANG)]
    with Store(tmp_path / "graph") as store:
        store.correct(Ledger((Correction(WANG.iri, "وانغ", LAILA, words="الوزير"),)))
        store.add(article("a1"), found, "r")
        assert triples(store) == {(LAILA.iri, "supports", RUSSIA.iri), (WANG.iri, "supports", CHINA.iri)}
        assert {a.speaker for a in store.assertions()} == {None, WANG}


def test_a_line_written_by_hand_holds_when_the_graph_is_next_opened(store):
    folder = store.folder
    store.close()
    ledger.write(Ledger((Correction(LAILA.iri, "ليلى", WANG),)), folder)
    with Store(folder) as again:
        assert (WANG.iri, "accuses", RUSSIA.iri) in triples(again)
    (folder / ledger.FILE).unlink()
    with Store(folder) as again:
        assert (LAILA.iri, "accuses", RUSSIA.iri) in triples(again)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kge:A\tkge:B", "line 2: has 2 fields, not 9 or 10"),
        ("A\ta\tkge:B\tState\t\tB\t\t\t", "'A' is no entity. Write it as kge:China"),
        ("kge:A\ta\tkge:B C\tState\t\tB\t\t\t", "'kge:B C' is no entity"),
        ("kge:A\ta\tkge:B\tCountry\t\tB\t\t\t", "'Country' is no class"),
        ("kge:A\ta\tkge:B\tState\t\t\t\t\t", "kge:B has no name"),
    ],
)
def test_a_wrong_line_is_told(tmp_path, line, words):
    (tmp_path / ledger.FILE).write_text(f"# mine\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"ledger\.tsv: line 2") as told:
        ledger.read(tmp_path)
    assert words in str(told.value)


def test_what_a_corrected_graph_exports_is_in_it_already(store, tmp_path):
    before = content(store)
    store.correct(Ledger((Correction(LAILA.iri, "ليلى", WANG),)))
    (tmp_path / "g.nq").write_bytes(nquads(store))
    assert store.merge(graphs(load(tmp_path / "g.nq"), tmp_path / "g.nq")) == 0
    store.correct(Ledger())
    assert content(store) == before


def test_an_article_that_is_retracted_leaves_nothing_of_its_own(store):
    store.correct(Ledger((Correction(LAILA.iri, "ليلى", WANG),)))
    assert store.retract("a1") == 1
    store.correct(Ledger())
    assert list(store.inner.named_graphs()) == [ONTOLOGY]


def test_who_only_reads_corrects_nothing(store):
    store.close()
    with Store.read_only(store.folder) as reading, pytest.raises(KgError, match="for reading only"):
        reading.correct(Ledger((Correction(LAILA.iri, "ليلى", WANG),)))
    assert not (store.folder / ledger.FILE).exists()
