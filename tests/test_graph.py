import gc
from pathlib import Path

import pytest
from markup import Tags
from stories import small

import kg
from kg.model import Mention, Reading, Span, Statement
from kg.render.turtle import turtle
from kg.store import Store

HOSTILE = "<img src=x onerror=alert(1)>"
ARTICLE = "العنوان: دعم\nالتاريخ: 2024-04-09\nالمصدر: صحيفة المثال\nاللغة: ar\n\nالصين تدعم روسيا.\n"


class Found:
    """A reader that finds the one thing that there is to find."""

    name, processes = "finds 1", 1

    def read(self, articles):
        for article in articles:
            china, trigger, russia = (Span(at := article.text.index(w), at + len(w)) for w in ("الصين", "تدعم", "روسيا"))
            sides = Mention(china, "State"), Mention(russia, "State")
            yield Reading(article, sides, (Statement("supports", article.sentences[0], trigger, *sides),))

    def review(self, reading, who, knows):
        return reading


@pytest.fixture
def graph(example):
    with kg.Graph(example) as opened:
        yield opened


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "دعم.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_graph_has_what_its_store_has(graph, example):
    with Store.read_only(example) as store:
        assert graph.counts() == store.counts()
        assert graph.articles() == tuple(store.articles())
        assert graph.assertions() == tuple(store.assertions())
        assert graph.to_turtle() == turtle(store).decode()


def test_questions_are_answered_in_the_language_that_is_asked_for(graph):
    question = "SELECT ?whom { kge:China kgo:supports ?whom }"
    assert graph.query(question)["whom"].tolist() == ["Russia"]
    assert graph.query(question, lang="ar")["whom"].tolist() == ["روسيا"]
    assert graph.query(question, iris=True)["whom"].tolist() == ["https://w3id.org/alaqat/entity/Russia"]


def test_all_rows_unless_there_is_a_limit(graph):
    assert len(graph.query("SELECT * { ?s ?p ?o , ?other }")) > 1000
    assert len(graph.query("evidence", limit=2)) == 2


def test_without_a_query_those_that_come_with_alaqat(graph):
    listed = graph.query()
    assert listed.columns.tolist() == ["query", "answers"]
    assert "actors" in listed["query"].tolist()


def test_a_wrong_question_is_told(graph):
    with pytest.raises(kg.QueryError, match="actors, agreed, articles"):
        graph.query("who")


def test_a_drawing_has_what_is_denied_too(graph):
    (denied,) = graph.to_networkx().edges["https://w3id.org/alaqat/entity/Ukraine", "https://w3id.org/alaqat/entity/Russia", "attacks"]["evidence"]
    assert denied.negated
    assert "kgo:attacks kge:Russia" not in graph.to_turtle()


def test_a_policy_chooses_the_edges(graph):
    assert "kge:China kgo:supports kge:Russia" in graph.to_turtle("voiced")
    assert "kge:China kgo:supports kge:Russia" not in graph.to_turtle("corroborated")
    with pytest.raises(kg.InputError, match="loud: no such policy"):
        graph.to_turtle("loud")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_jupyter_shows_a_page_in_a_frame_of_its_own(graph, lang):
    page = graph.page(HOSTILE, lang)
    ((tag, attributes),) = Tags(page._repr_html_()).found
    assert tag == "iframe"
    assert attributes["srcdoc"] == page
    assert f'lang="{lang}"' in page
    assert "allow-same-origin" not in attributes["sandbox"]
    assert len(repr(page)) < 100


def test_a_page_has_one_of_two_languages(graph):
    with pytest.raises(kg.InputError, match="choose 'ar' or 'en'"):
        graph.page(lang="fr")


def test_jupyter_shows_figures(graph):
    shown = graph._repr_html_()
    assert "<th>assertions</th><td>3</td>" in shown
    assert "2024-04-09 – 2024-04-11" in shown


def test_the_name_of_a_folder_is_no_markup(tmp_path):
    with Store(tmp_path / HOSTILE):
        pass
    with kg.Graph(tmp_path / HOSTILE) as empty:
        assert {tag for tag, _ in Tags(empty._repr_html_()).found} == {"table", "caption", "bdi", "tr", "th", "td"}


def test_where_no_graph_is_the_error_says_what_to_do(tmp_path):
    with pytest.raises(kg.InputError, match="kg build"):
        kg.Graph(tmp_path / "none")


def test_a_closed_graph_says_so(example):
    with kg.Graph(example) as graph:
        pass
    with pytest.raises(kg.KgError, match="closed"):
        graph.counts()


def test_a_forgotten_graph_is_closed(article, tmp_path):
    graph = kg.build_graph(article, tmp_path / "graph", reader=Found())
    assert (tmp_path / "graph" / ".reading").exists()
    del graph
    gc.collect()
    assert not (tmp_path / "graph" / ".reading").exists()


@pytest.mark.parametrize("given", [str, Path, lambda path: [path], lambda path: (str(path.parent),)])
def test_articles_are_read_from_one_path_or_many(article, given):
    (((read, (assertion,)),)) = kg.read_articles(given(article), reader=Found())
    assert read.title == "دعم"
    assert (assertion.subject.label("en"), assertion.relation, assertion.object.label("en")) == ("China", "supports", "Russia")


def test_authority_files_of_your_own_go_first(article, tmp_path):
    own = tmp_path / "own.tsv"
    own.write_text("entity\tname\tlang\tkind\tsince\tuntil\tsource\nState/Example_Land\tالصين\tar\tname\t\t\tmine\n", encoding="utf-8")
    ((_, (assertion,)),) = kg.read_articles(article, reader=Found(), entities=[own])
    assert assertion.subject.iri.endswith("/Example_Land")


def test_what_cannot_be_read_is_a_warning_or_what_you_say(article, tmp_path):
    inputs = [tmp_path / "none.txt", article]
    with pytest.warns(UserWarning, match="none.txt: there is no such file"):
        assert len(list(kg.read_articles(inputs, reader=Found()))) == 1
    lines = []
    assert kg.build_graph(inputs, tmp_path / "graph", reader=Found(), problem=lines.append).counts()["articles"] == 1
    assert len(lines) == 1


def test_an_open_graph_stays_as_it_was_while_more_is_built(article, tmp_path):
    before = kg.build_graph(article, tmp_path / "graph", reader=Found())
    more = tmp_path / "more.txt"
    more.write_text(ARTICLE.replace("2024", "2025"), encoding="utf-8")
    after = kg.build_graph([article, more], str(tmp_path / "graph"), reader=Found())
    assert (before.counts()["articles"], after.counts()["articles"]) == (1, 2)
    assert after.to_turtle() == (tmp_path / "graph" / "graph.ttl").read_text(encoding="utf-8")


def test_a_query_may_count_persons_for_the_states_of_their_offices(tmp_path):
    said, articles = small()
    with Store(tmp_path) as store:
        for article in articles.values():
            store.add(article, [a for a in said if a.evidence.article == article.id], "reader 1")
    asked = "SELECT ?one ?other WHERE { ?one kgo:meets ?other }"
    with kg.Graph(tmp_path) as opened:
        assert "Sergey Lavrov" in {*opened.query(asked).one, *opened.query(asked).other}
        states = opened.query(asked, roll_up=True)
        assert set(map(frozenset, states.itertuples(index=False))) == {frozenset(("Russia", "China"))}
        assert "Sergey Lavrov" in set(opened.query("actors").actor)
        assert "Sergey Lavrov" not in set(opened.query("actors", roll_up=True).actor)
