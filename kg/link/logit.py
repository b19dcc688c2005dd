"""Which of several things it is, or none, by signs that speak for and against each: a conditional logit (McFadden 1974)."""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import repeat
from operator import mul
from pathlib import Path

Weights = dict[str, float]
Signs = Mapping[str, float]  # by name how much there is of each


def likeliest(weights: Weights, options: Iterable[Signs]) -> int | None:
    """The option that is likelier than all others and none of them together, if one is.

    >>> likeliest({"near": 1.0}, [{"near": -1.0}, {"near": 3.0}]), likeliest({"near": 1.0}, [{"near": 1.0}] * 2)
    (1, None)
    """
    odds = [math.exp(min(sum(map(mul, signs.values(), map(weights.get, signs, repeat(0.0)))), 30)) for signs in options]
    best = max(range(len(odds)), key=odds.__getitem__, default=0)
    return best if odds and odds[best] > 1 + sum(odds) - odds[best] else None


@cache
def load(path: Path) -> Weights:
    """The taught weights of a file by name."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: float(weight) for name, weight in rows}
