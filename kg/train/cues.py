"""Teach the cues: which of the statements that a network finds possible are right, to weights of `kg.read.cues`."""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from kg.read.cues import SIGNS, Cues, Scene
from kg.read.network import Network
from kg.train.cases import Case

STRENGTH = 0.1  # of the fit, against weights that are all nothing (C of scikit-learn)
LEAST = 3  # windows that a sign must be seen in


def teach(network: Network, found: Sequence[Case], tell: Callable[[str], None]) -> None:
    """Teach the cues of a network; the rest of it stays as it is. The same cases give the same weights."""
    signs, each = map(np.concatenate, zip(*(_signs(x, network.shape.relations) for x in found), strict=True))
    right = torch.cat([x.right for x in found]).numpy()
    windows = np.repeat(np.arange(len(found)), [len(x.right) for x in found])
    row = np.repeat(np.arange(len(each)), each)
    known, column = np.unique(signs, return_inverse=True)
    seen = np.unique(column.astype(np.int64) * len(found) + windows[row]) // len(found)  # each sign once a window
    often = np.bincount(seen, minlength=len(known)) >= LEAST
    if not often.any():
        tell("cues: too few articles to learn from")
        return
    table = csr_matrix((np.ones(len(signs), np.float32), (row, column)), (len(each), len(known)))[:, often]
    model = LogisticRegression(C=STRENGTH, max_iter=200, tol=2e-4).fit(table, right)
    weight = model.coef_[0]
    most = np.sort(np.argsort(-np.abs(weight) * np.sqrt(table.getnnz(axis=0)), kind="stable")[:SIGNS])
    scale = np.abs(weight).max() / 127
    network.cues = Cues(len(most))
    network.cues.known.copy_(torch.from_numpy(known[often][most]))
    network.cues.weight.copy_(torch.from_numpy(weight[most] / scale).round())
    network.cues.step.fill_(scale)
    network.cues.shift.fill_(model.intercept_[0])
    tell(f"cues: {len(right)} candidates, {right.mean():.3f} of them right, {table.shape[1]} signs, {len(most)} kept")


def _signs(x: Case, relations: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    rows = zip(x.trigger.tolist(), x.relation.tolist(), x.subject.tolist(), x.object.tolist(), strict=True)
    return Scene(x.lesson.window, x.mentions).signs((i, relations[r], tuple(s), tuple(o)) for i, r, s, o in rows)
