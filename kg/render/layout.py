"""Where the nodes of a drawing stand: igraph's layouts, made wide for names, without overlap, the same each time."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import ceil, hypot, sqrt

import igraph
import numpy as np
from numpy.typing import NDArray

LARGE = 2000  # above it each community is drawn by itself
SMALL = 80  # up to here Kamada-Kawai, which draws few nodes most evenly; above, Fruchterman-Reingold begins from it and shows who belongs together
STRETCH = 1.35  # names are wider than high, and so are screens
SEED = 9
GAP = 90.0  # between the parts of a graph that no edge connects

Point = tuple[float, float]


def positions(count: int, edges: Sequence[tuple[int, int]], room: Sequence[float]) -> list[tuple[int, int]]:
    """A place for each of the nodes ``0 … count - 1``, in pixels at zoom 1; ``room[i]`` is the radius to keep free around node i.

    >>> positions(2, [(0, 1)], [20, 20]) == positions(2, [(0, 1)], [20, 20])
    True
    """
    if not count:
        return []
    pairs = sorted({(min(pair), max(pair)) for pair in edges if pair[0] != pair[1]})
    with seeded():
        parts = [_part(count, pairs, members, room) for members in _members(count, pairs)]
    places: dict[int, Point] = {}
    for part, (left, top) in zip(parts, _shelves([_box(part, room) for part in parts]), strict=True):
        right, down = left - min(x - room[i] for i, (x, _) in part), top - min(y - room[i] for i, (_, y) in part)
        places |= {i: (x + right, y + down) for i, (x, y) in part}
    return [(round(x), round(y)) for _, (x, y) in sorted(places.items())]


@contextmanager
def seeded() -> Iterator[None]:
    """Inside it, igraph's choices are the same each run."""
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311
    try:
        yield
    finally:
        igraph.set_random_number_generator(random)


def _members(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    parts = igraph.Graph(n=count, edges=pairs).connected_components()
    return sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))


def _part(
    count: int, pairs: Sequence[tuple[int, int]], members: list[int], room: Sequence[float]
) -> list[tuple[int, Point]]:
    if len(members) == 1:
        return [(members[0], (0.0, 0.0))]
    graph = igraph.Graph(n=count, edges=pairs).induced_subgraph(members)
    if len(members) > LARGE:
        return list(zip(members, _communities(graph, [room[i] for i in members]), strict=True))
    drawn = graph.layout_kamada_kawai(maxiter=(200 if len(members) <= SMALL else 20) * len(members))
    if len(members) > SMALL:
        drawn = graph.layout_fruchterman_reingold(niter=300, seed=drawn.coords)
    points = [(x, y) for x, y in drawn.coords]
    lengths = sorted(hypot(points[a][0] - points[b][0], points[a][1] - points[b][1]) for a, b in graph.get_edgelist())
    scale = (150 + 2.2 * sqrt(len(members))) / (lengths[len(lengths) // 2] or 1)
    spread = _apart([(x * scale * STRETCH, y * scale) for x, y in points], [room[i] for i in members])
    return list(zip(members, spread, strict=True))


def _communities(graph: igraph.Graph, room: Sequence[float]) -> list[Point]:
    """Each community in a disc of its own, and the discs placed as if they were nodes: so the drawing takes seconds, and still shows who belongs together."""
    found = graph.community_leiden(objective_function="modularity", n_iterations=2)
    inner: list[Point] = [(0.0, 0.0)] * graph.vcount()
    radii = []
    for members in found:
        wide = 1.6 * sqrt(sum(room[i] ** 2 for i in members))
        drawn = graph.induced_subgraph(members).layout_fruchterman_reingold(niter=60).coords
        middle = [sum(axis) / len(drawn) for axis in zip(*drawn, strict=True)]
        far = sorted(hypot(x - middle[0], y - middle[1]) for x, y in drawn)
        scale = wide / (far[int(0.9 * len(far))] or 1)
        for i, (x, y) in zip(members, drawn, strict=True):
            inner[i] = (x - middle[0]) * scale, (y - middle[1]) * scale
        radii.append(wide * 1.25)
    between = found.cluster_graph().layout_fruchterman_reingold(niter=500).coords
    reach = max((hypot(x, y) for x, y in between), default=0) or 1
    wide = 1.2 * sqrt(sum(radius**2 for radius in radii))
    centres = _apart([(x * wide / reach, y * wide / reach) for x, y in between], radii, 200)
    placed = [(x * STRETCH + centres[c][0] * STRETCH, y + centres[c][1]) for (x, y), c in zip(inner, found.membership, strict=True)]
    return _apart(placed, room, 6)


def _apart(points: Sequence[Point], room: Sequence[float], rounds: int = 60) -> list[Point]:
    """Push nodes from each other until none stands in the room of another, or the rounds are over."""
    places, radii = np.array(points), np.array(room)
    for _ in range(rounds):
        one, other = _close(places, 2 * radii.max())
        away = places[other] - places[one]
        distance = np.sqrt((away**2).sum(axis=1))
        short = radii[one] + radii[other] - distance
        crowded = short > 0.5
        if not crowded.any():
            break
        one, other, away, distance, short = (column[crowded] for column in (one, other, away, distance, short))
        same = distance < 1e-6  # on the same spot: any way out will do, but the same one each run
        away[same] = np.column_stack([np.ones(same.sum()), (other - one)[same] % 7 - 3.0])
        distance[same] = np.sqrt((away[same] ** 2).sum(axis=1))
        push = away * (short / 2 / distance)[:, None]
        np.add.at(places, other, push)
        np.subtract.at(places, one, push)
    return [(x, y) for x, y in places.tolist()]


def _close(places: NDArray[np.float64], cell: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of nodes that may be nearer to each other than ``cell``: those in the same square of a grid, and in squares side by side."""
    column, row = (places // cell).astype(np.int64).T
    columns = row.max() - row.min() + 3  # so that no square beside another one has a third one's number
    square = column * columns + row
    order = np.argsort(square, kind="stable")
    taken = square[order]
    pairs = []
    for beside in (0, 1, columns - 1, columns, columns + 1):
        first, last = (np.searchsorted(taken, taken + beside, side) for side in ("left", "right"))
        if not beside:
            first = np.arange(len(taken)) + 1  # of two in one square, the first with the second alone
        count = last - first
        one = np.repeat(np.arange(len(taken)), count)
        other = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        pairs.append((order[one], order[other]))
    one, other = (np.concatenate(side) for side in zip(*pairs, strict=True))
    return one, other


def _box(part: list[tuple[int, Point]], room: Sequence[float]) -> tuple[float, float]:
    wide = max(x + room[i] for i, (x, _) in part) - min(x - room[i] for i, (x, _) in part)
    high = max(y + room[i] for i, (_, y) in part) - min(y - room[i] for i, (_, y) in part)
    return wide + GAP, high + GAP


def _shelves(boxes: list[tuple[float, float]]) -> list[Point]:
    """The left top corner of each box, in rows from the largest part to the smallest, about 3 wide to 2 high."""
    widest = max(*(wide for wide, _ in boxes), sqrt(1.5 * sum(wide * high for wide, high in boxes)))
    corners: list[Point] = []
    left = top = shelf = 0.0
    for wide, high in boxes:
        if left and left + wide > ceil(widest):
            left, top, shelf = 0.0, top + shelf, 0.0
        corners.append((left, top))
        left, shelf = left + wide, max(shelf, high)
    return corners
