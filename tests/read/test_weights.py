import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.read.weights import BLOCK, _halved, _whole, load


def test_missing_weights_are_told(tmp_path):
    with pytest.raises(ResourceError, match=r"network\.safetensors is missing\. Install Alaqat again"):
        load(tmp_path)


@given(seed=st.integers(0, 999), rows=st.integers(1, 5), blocks=st.integers(1, 4), size=st.sampled_from([0.0, 1e-3, 1.0]))
def test_four_bits_lose_little_once_and_then_nothing(seed, rows, blocks, size):
    torch.manual_seed(seed)
    w = torch.randn(rows, blocks * BLOCK) * size
    once = _whole(*_halved(w))
    largest = w.abs().unflatten(1, (-1, BLOCK)).amax(2).repeat_interleave(BLOCK, 1)
    assert ((once - w).abs() <= largest / 8 + 1e-6).all()
    assert _whole(*_halved(once)).equal(once)
