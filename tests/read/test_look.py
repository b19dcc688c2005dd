import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kg.read import eight
from kg.read.look import Look, word_means

CPU = torch.device("cpu")
PIECES, WORDS, KINDS = 12, 9, 10
OWNER = torch.tensor([-1, 0, 0, 1, 2, 3, 3, 4, 5, 6, 7, 8])


@pytest.fixture(scope="module")
def look():
    torch.manual_seed(0)
    return Look(relations=5, types=KINDS, hidden=32, heads=4, inner=64, width=16, layers=2, dropout=0.1).eval()


def states(seed):
    torch.manual_seed(seed)
    return [torch.randn(PIECES, 32) for _ in range(2)]


side = st.tuples(st.integers(0, 8), st.integers(0, 2), st.integers(0, KINDS - 1)).map(lambda x: (x[0], min(x[0] + x[1], WORDS - 1), x[2]))
candidates = st.lists(st.tuples(st.integers(0, WORDS - 1), st.integers(0, 4), side, side), min_size=1, max_size=6)


def seen(look, told, seed=1):
    trigger, relation, subject, object_ = (torch.tensor(c) for c in zip(*told, strict=True))
    return look(states(seed), OWNER, WORDS, trigger, relation, subject, object_)


@torch.inference_mode()
@given(told=candidates)
def test_a_candidate_is_seen_alike_whatever_stands_beside_it(look, told):
    together = seen(look, told)
    alone = torch.cat([seen(look, [c]) for c in told])
    assert torch.allclose(together, alone, atol=1e-4)
    assert torch.allclose(seen(look, told[::-1]).flip(0), together, atol=1e-4)


@torch.inference_mode()
def test_it_sees_relation_trigger_sides_and_what_stands_around(look):
    plain = (3, 1, (0, 1, 2), (5, 6, 0))
    others = [(4, 1, *plain[2:]), (3, 2, *plain[2:]), (3, 1, plain[3], plain[2]), (3, 1, (0, 1, 3), plain[3])]
    odds = seen(look, [plain, *others])
    assert len({round(x, 5) for x in odds.tolist()}) == 5
    assert not torch.allclose(seen(look, [plain], seed=2), odds[:1])


@torch.inference_mode()
@pytest.mark.skipif(eight.layers([], CPU) is None, reason="this processor has no instructions for 8-bit products")
def test_in_eight_bits_it_sees_nearly_the_same(look):
    told = [(w, w % 5, (w, w, 1), (8 - w, 8 - w, 2)) for w in range(WORDS)]
    assert torch.allclose(seen(eight.look(look, CPU), told), seen(look, told), atol=0.05)


def test_a_word_is_the_mean_of_its_pieces_and_marks_are_none():
    found = word_means(torch.arange(4.0)[:, None], torch.tensor([-1, 0, 0, 2]), 3)
    assert found.tolist() == [[1.5], [0.0], [3.0]]
