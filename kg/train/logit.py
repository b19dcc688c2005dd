"""Teach a conditional logit (`kg.link.logit`): from examples to weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from kg.link.logit import Signs, Weights

HOLD = 3.0  # how strongly weights are held to nothing (ridge; le Cessie & van Houwelingen 1992)
ROUNDS = 150  # of the fit at most


@dataclass(frozen=True, slots=True)
class Example:
    """What speaks for each option, and which are right: none where it is none of them."""

    signs: tuple[Signs, ...]
    right: frozenset[int]


def teach(found: Sequence[Example], rare: int) -> Weights:
    """The weights under which what is right is likeliest, given how strongly they are held to nothing. Signs seen less than ``rare`` times are left out."""
    vectors = DictVectorizer()
    table = vectors.fit_transform(signs for e in found for signs in e.signs)
    often = table.getnnz(axis=0) >= rare
    table, names = table[:, often], vectors.get_feature_names_out()[often].tolist()
    owner = np.repeat(np.arange(len(found)), [len(e.signs) for e in found])
    right = np.array([i in e.right for e in found for i in range(len(e.signs))], dtype=float)
    none = np.array([not e.right for e in found], dtype=float)

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = np.exp(np.minimum(table @ weights, 30))
        every = 1 + np.bincount(owner, odds, len(found))
        good = none + np.bincount(owner, odds * right, len(found))
        slope = odds / every[owner] - odds * right / good[owner]
        return float(np.log(every).sum() - np.log(good).sum() + HOLD / 2 * weights @ weights), table.T @ slope + HOLD * weights

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS}).x
    return {name: round(weight, 2) for name, weight in zip(names, fitted.tolist(), strict=True) if round(weight, 2)}


def save(weights: Weights, path: Path, about: str) -> None:
    """Write weights as `kg.link.logit.load` reads them, under a line that says what they are."""
    lines = (f"{name}\t{weight:g}\n" for name, weight in weights.items())
    path.write_text(f"# {about}\n{''.join(lines)}", encoding="utf-8")
