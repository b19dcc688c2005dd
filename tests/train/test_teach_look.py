from dataclasses import replace

import pytest
import torch

from kg.read.network import Network
from kg.read.neural import NeuralReader
from kg.train.corpus import lessons
from kg.train.look import _case, cases, teach


@pytest.fixture
def small(weights):
    network, tokenizer = weights
    torch.manual_seed(1)
    shape = replace(network.shape, hidden=32, layers=4, heads=2, inner=64, width=32, looks=2, dropout=0.0, thresholds={})
    return Network(shape).eval(), tokenizer


def test_a_candidate_is_right_by_its_sentence_and_who_is_meant(document, tokenizer, weights):
    relations = weights[0].shape.relations
    (lesson,) = lessons(document, tokenizer)
    minister, qatar, ankara, turkey = (next(m[:3] for m in lesson.mentions if m[3] == e and s == lesson.window.sentence[m[0]]) for e, s in ((2, 0), (0, 1), (1, 0), (1, 1)))
    wrong = (0, "accuses", minister, ankara)
    elsewhere = (0, "supports", qatar, turkey)
    itself = (0, "visits", ankara, turkey)
    found = _case(lesson, {wrong, elsewhere, itself}, relations)
    told = dict(zip(((relations[r], bool(y)) for r, y in zip(found.relation.tolist(), found.right.tolist(), strict=True)), found.subject.tolist(), strict=True))
    assert set(told) == {("accuses", False), ("visits", True), ("supports", True), ("praises", True)}
    assert told["accuses", False] == list(minister)
    assert len(found.right) == 4, "neither what another sentence says, nor an entity with itself"
    assert _case(replace(lesson, labels=()), set(), relations) is None


def test_it_learns_which_candidates_are_right_and_leaves_the_rest_of_the_network(small, document, monkeypatch):
    network, tokenizer = small
    monkeypatch.setattr("kg.train.look.EPOCHS", 60)
    (lesson,) = lessons(document, tokenizer)
    sides = [m[:3] for m in lesson.mentions]
    every = {(0, r, s, o) for r in ("visits", "accuses", "meets") for s in sides for o in sides}
    case = _case(lesson, every, network.shape.relations)
    before = {n: w.clone() for n, w in network.state_dict().items()}
    told: list[str] = []
    teach(network, [case] * 8, 3, told.append)
    first, last = (float(x.split("loss ")[1]) for x in (told[0], told[-1]))
    assert last < first / 2
    assert {n.split(".")[0] for n, w in network.state_dict().items() if not w.equal(before[n])} == {"look"}


def test_cases_hold_what_is_labelled_even_when_nothing_is_found(small, document):
    network, tokenizer = small
    (case,) = cases(NeuralReader(taught=(network, tokenizer)), tokenizer, [document])
    assert case.right.sum() >= 3
