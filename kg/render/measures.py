"""Who matters in a graph: the usual measures of networks, for each node."""

import networkx as nx
from igraph import Graph

from kg.render.layout import seeded

EXACT = 2000  # nodes; in larger graphs betweenness is estimated
SAMPLE = 300  # nodes, evenly spread, whose paths then stand for all: seconds at 20,000 nodes, where all would take minutes


def measures(graph: nx.MultiDiGraph) -> dict[str, dict[str, float]]:
    """``degree``, ``betweenness`` and ``community`` of each node of a graph that ``kg.render.network.network`` made.

    Degree counts the edges. Betweenness, in [0, 1], is the part of the shortest paths between two others that lead through the node, and
    communities are those that Leiden's method finds by modularity; for both, relations of either direction are one, and each counts by
    its sentences in communities. Community 0 is the largest. The same graph gives the same figures. Above ``EXACT`` nodes betweenness
    is an estimate from the paths of ``SAMPLE`` of them.
    """
    pairs, weights = _pairs(graph)
    through, community = between(graph), _communities(pairs, weights)
    return {node: {"degree": graph.degree(node), "betweenness": through[node], "community": community[i]} for i, node in enumerate(sorted(graph))}


def between(graph: nx.MultiDiGraph) -> dict[str, float]:
    """The betweenness of each node, as of ``measures``."""
    count, (pairs, _) = len(graph), _pairs(graph)
    starts = range(0, count, -(-count // SAMPLE) if count > EXACT else 1)
    part = count / max(len(starts), 1)
    through = pairs.betweenness(directed=False, sources=starts if len(starts) < count else None)
    possible = max((count - 1) * (count - 2) / 2, 1)
    return {node: through[i] * part / possible for i, node in enumerate(sorted(graph))}


def _pairs(graph: nx.MultiDiGraph) -> tuple[Graph, list[int]]:
    """The nodes, sorted, and which two of them any edge relates, with the sentences of each two."""
    number = {node: i for i, node in enumerate(sorted(graph))}
    weights: dict[tuple[int, int], int] = {}
    for subject, obj, count in graph.edges(data="count"):
        if subject != obj:
            pair = min(number[subject], number[obj]), max(number[subject], number[obj])
            weights[pair] = weights.get(pair, 0) + count
    return Graph(n=len(number), edges=sorted(weights)), [weight for _, weight in sorted(weights.items())]


def _communities(pairs: Graph, weights: list[int]) -> list[int]:
    with seeded():
        found = pairs.community_leiden(objective_function="modularity", weights=weights or None, n_iterations=10)
    order = sorted(range(len(found)), key=lambda c: (-len(found[c]), found[c]))
    rank = {community: place for place, community in enumerate(order)}
    return [rank[community] for community in found.membership]
