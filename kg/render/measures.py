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
    nodes = sorted(graph)
    number = {node: i for i, node in enumerate(nodes)}
    weights: dict[tuple[int, int], int] = {}
    for subject, obj, count in graph.edges(data="count"):
        if subject != obj:
            pair = min(number[subject], number[obj]), max(number[subject], number[obj])
            weights[pair] = weights.get(pair, 0) + count
    pairs = Graph(n=len(nodes), edges=sorted(weights))
    starts = range(0, len(nodes), -(-len(nodes) // SAMPLE) if len(nodes) > EXACT else 1)
    part = len(nodes) / max(len(starts), 1)
    through = pairs.betweenness(directed=False, sources=starts if len(starts) < len(nodes) else None)
    possible = max((len(nodes) - 1) * (len(nodes) - 2) / 2, 1)
    community = _communities(pairs, [weight for _, weight in sorted(weights.items())])
    return {
        node: {"degree": graph.degree(node), "betweenness": through[i] * part / possible, "community": community[i]} for i, node in enumerate(nodes)
    }


def _communities(pairs: Graph, weights: list[int]) -> list[int]:
    with seeded():
        found = pairs.community_leiden(objective_function="modularity", weights=weights or None, n_iterations=10)
    order = sorted(range(len(found)), key=lambda c: (-len(found[c]), found[c]))
    rank = {community: place for place, community in enumerate(order)}
    return [rank[community] for community in found.membership]
