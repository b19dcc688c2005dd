from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from stories import ATTACK, CHINA, KGE, RUSSIA, STATE, WANG, Story, entity, small

from kg.model import Span
from kg.render.network import network, strongest

FOUND, ARTICLES = small()


def same(one, two):
    return list(one.nodes(data=True)) == list(two.nodes(data=True)) and list(one.edges(keys=True, data=True)) == list(
        two.edges(keys=True, data=True)
    )


def test_an_edge_has_the_sentence_and_who_says_it():
    graph = network(FOUND, ARTICLES)
    assert graph.nodes[CHINA.iri] == {"type": "State", "labels": {"ar": "الصين", "en": "China"}}
    (report,) = graph.edges[CHINA.iri, RUSSIA.iri, "supports"]["evidence"]
    assert report.quote == "وقال وانغ يي إن الصين ستواصل دعم استقرار روسيا."
    assert report.trigger.of(report.quote) == "دعم"
    assert (report.speaker, report.via.label("en"), report.modality, report.negated) == (WANG, "TASS", "planned", False)
    assert (report.title, report.date, report.outlet) == ("لافروف في بكين", "2024-04-09", "وكالة المثال")
    assert report.pieces[:4] == (("وقال وانغ يي إن ", ""), ("الصين", "s"), (" ستواصل ", ""), ("دعم", "t"))


def test_two_reports_of_one_thing_are_one_edge_with_the_oldest_first():
    reports = network(FOUND, ARTICLES).edges[STATE.iri, ATTACK.iri, "claimsResponsibilityFor"]["evidence"]
    assert [report.date for report in reports] == ["2024-03-24", "2024-03-26"]


def test_words_outside_the_sentence_have_no_span_in_it():
    (report,) = network(FOUND, ARTICLES).edges[CHINA.iri, RUSSIA.iri, "cooperatesWith"]["evidence"]
    assert report.subject is None
    assert report.prefix == "دعم استقرار روسيا."


def test_an_unknown_article_leaves_its_facts_empty():
    (report,) = network(FOUND[:1], {}).edges[FOUND[0].subject.iri, FOUND[0].object.iri, FOUND[0].relation]["evidence"]
    assert (report.title, report.url) == ("", "")


def test_every_language_of_a_name_is_kept():
    english = replace(FOUND[2], subject=replace(CHINA, labels=(("en", "China"),)))
    arabic = replace(FOUND[2], subject=replace(CHINA, labels=(("ar", "الصين"),)))
    assert network([english, arabic], {}).nodes[CHINA.iri]["labels"] == {"ar": "الصين", "en": "China"}


def test_nothing_gives_an_empty_graph():
    assert len(network([], {})) == 0


@given(st.randoms(use_true_random=False), st.lists(st.sampled_from(FOUND)))
def test_order_and_repeats_change_nothing(random, again):
    shuffled = [*FOUND, *again]
    random.shuffle(shuffled)
    assert same(network(shuffled, ARTICLES), network(FOUND, ARTICLES))


@given(st.text(min_size=1), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), min_size=3, max_size=3))
def test_the_pieces_of_a_quote_are_the_quote(quote, ends):
    (report,) = network(FOUND[:1], {}).edges[FOUND[0].subject.iri, FOUND[0].object.iri, FOUND[0].relation]["evidence"]
    spans = [Span(start, min(start + length, len(quote))) if start < len(quote) else None for start, length in ends]
    pieces = replace(report, quote=quote, subject=spans[0], object=spans[1], trigger=spans[2]).pieces
    assert "".join(text for text, _ in pieces) == quote
    for letter, span in zip("sot", spans, strict=True):
        assert "".join(text for text, roles in pieces if letter in roles) == (span.of(quote) if span else "")


def test_the_strongest_have_the_most_evidence():
    story = Story()
    story.article("a", "t", "2024-01-01", "o")
    hub = entity("Hub", "State", en="Hub")
    for i in range(6):
        leaf = entity(f"Leaf{i}", "State", en=f"Leaf {i}")
        for day in range(i + 1):
            story.say(f"On day {day} Hub met Leaf {i}.", hub, "meets", leaf, ("Hub", "met", f"Leaf {i}"))
    graph = network(story.assertions, story.articles)
    assert sorted(strongest(graph, 3)) == [KGE + "Hub", KGE + "Leaf4", KGE + "Leaf5"]
    assert strongest(graph, 7) is graph
