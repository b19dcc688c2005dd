import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import Story, entity, small

from kg.render import measures as module
from kg.render.measures import measures
from kg.render.network import network

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=25)


def drawn(pairs):
    graph = nx.MultiDiGraph()
    for a, b in pairs:
        graph.add_edge(f"n{a}", f"n{b}", count=1)
    return graph


def test_two_circles_are_two_communities_and_who_joins_them_is_between():
    story = Story()
    story.article("a", "t", "2024-01-01", "o")
    one, other = ([entity(f"{name}{i}", "State", en=f"{name}{i}") for i in range(5)] for name in "AB")
    for circle in (one, other):
        for i, a in enumerate(circle):
            for b in circle[i + 1 :]:
                story.say(f"{a.label()} backed {b.label()}.", a, "supports", b, (a.label(), "backed", b.label()))
    story.say("A0 backed B0.", one[0], "supports", other[0], ("A0", "backed", "B0"))
    found = measures(network(story.assertions, story.articles))
    assert [found[e.iri]["community"] for e in (*one, *other)] == [0] * 5 + [1] * 5
    assert found[one[0].iri]["degree"] == 5
    assert found[one[0].iri]["betweenness"] == pytest.approx(20 / 36)  # of 36 pairs of others, those of its circle with the other one
    assert found[one[1].iri]["betweenness"] == 0


@given(PAIRS)
def test_figures_are_those_of_networkx(pairs):
    graph = drawn(pairs)
    found = measures(graph)
    plain = nx.Graph(graph)
    plain.remove_edges_from(list(nx.selfloop_edges(plain)))
    assert {n: f["betweenness"] for n, f in found.items()} == pytest.approx(nx.betweenness_centrality(plain))
    assert {n: f["degree"] for n, f in found.items()} == dict(graph.degree())
    assert measures(graph) == found


@given(PAIRS)
def test_communities_do_not_reach_over_gaps(pairs):
    graph = drawn(pairs)
    found = measures(graph)
    for part in nx.weakly_connected_components(graph):
        assert not {found[n]["community"] for n in part} & {found[n]["community"] for n in set(graph) - part}


def test_of_a_large_graph_betweenness_is_an_estimate(monkeypatch):
    graph = drawn((i, (i * 7 + 3) % 40) for i in range(40))
    exact = {n: f["betweenness"] for n, f in measures(graph).items()}
    monkeypatch.setattr(module, "EXACT", 20)
    monkeypatch.setattr(module, "SAMPLE", 20)
    estimate = {n: f["betweenness"] for n, f in measures(graph).items()}
    assert estimate != exact
    assert sum(estimate.values()) == pytest.approx(sum(exact.values()), rel=0.5)


def test_nothing_has_no_measures():
    assert measures(network([], {})) == {}
    assert measures(network(*small())).keys() == set(network(*small()))
