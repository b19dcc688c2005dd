from dataclasses import replace

import pytest
import torch

from kg.read.network import Network
from kg.train.cases import _case
from kg.train.corpus import lessons
from kg.train.look import teach


@pytest.fixture
def small(weights):
    network, tokenizer = weights
    torch.manual_seed(1)
    shape = replace(network.shape, hidden=32, layers=4, heads=2, inner=64, width=32, looks=2, dropout=0.0, thresholds={})
    return Network(shape).eval(), tokenizer


def test_it_learns_which_candidates_are_right_and_leaves_the_rest_of_the_network(small, document, monkeypatch):
    network, tokenizer = small
    monkeypatch.setattr("kg.train.look.EPOCHS", 60)
    (lesson,) = lessons(document, tokenizer)
    sides = [m[:3] for m in lesson.mentions]
    every = {(0, r, s, o) for r in ("visits", "accuses", "meets") for s in sides for o in sides}
    case = _case(lesson, (), every, network.shape.relations)
    before = {n: w.clone() for n, w in network.state_dict().items()}
    told: list[str] = []
    teach(network, [case] * 8, 3, told.append)
    first, last = (float(x.split("loss ")[1]) for x in (told[0], told[-1]))
    assert last < first / 2
    assert {n.split(".")[0] for n, w in network.state_dict().items() if not w.equal(before[n])} == {"look"}
