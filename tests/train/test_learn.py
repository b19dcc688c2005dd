import json
from dataclasses import replace

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read.network import Network, Shape, batch
from kg.read.neural import NeuralReader
from kg.read.weights import WORDS, load, save
from kg.read.words import UNKNOWN
from kg.train.corpus import lessons
from kg.train.figures import measure
from kg.train.learn import blanked, teach


@pytest.fixture
def small(weights):
    """A network of two thin layers over the tokenizer that Alaqat comes with."""
    network, tokenizer = weights
    shape = replace(network.shape, hidden=32, layers=2, heads=2, inner=64, width=32, looks=1, dropout=0.0, thresholds={})
    torch.manual_seed(1)
    return Network(shape), tokenizer


def test_it_learns_an_article_and_goes_on_after_a_stop(small, document, tmp_path):
    network, tokenizer = small
    told: list[str] = []
    teach(network, tokenizer, [document] * 4, [document], tmp_path, {"epochs": 3, "rate": 3e-3, "head_rate": 3e-3}, told.append)
    first = float(told[1].split("loss ")[1].split()[0])
    assert (tmp_path / "last.pt").is_file()
    again: list[str] = []
    settings = {"epochs": 40, "rate": 3e-3, "head_rate": 3e-3, "average": 0.5}
    teach(Network(network.shape), tokenizer, [document] * 4, [document], tmp_path, settings, again.append)
    assert again[1] == "going on after epoch 3"
    assert float(again[-1].split("loss ")[1].split()[0]) < first / 2
    assert measure([document], NeuralReader(tmp_path)).all.recall > 0.5
    assert json.loads((tmp_path / "made.json").read_text())["config"]["epochs"] == 40


def test_no_epochs_leave_the_network_as_it_is(small, document, tmp_path):
    network, tokenizer = small
    teach(network, tokenizer, [document], [document], tmp_path, {"epochs": 0}, str)
    kept = load(tmp_path)[0].state_dict()
    assert all(torch.allclose(kept[n], w, atol=0.02) for n, w in network.state_dict().items() if n != "encoder.word.weight")
    assert not (tmp_path / "last.pt").exists()


def test_frozen_layers_stay_and_the_rest_learns(small, document, tmp_path):
    network, tokenizer = small
    before = {n: w.clone() for n, w in network.state_dict().items()}
    settings = {"epochs": 12, "rate": 1e-2, "head_rate": 1e-2, "average": 0.5, "frozen": 1}
    told: list[str] = []
    teach(network, tokenizer, [document] * 4, [document], tmp_path, settings, told.append)
    losses = [float(x.split("loss ")[1].split()[0]) for x in told if x.startswith("epoch")]
    assert losses[-1] < losses[0] / 2
    moved = {n.split(".")[2] for n, w in network.state_dict().items() if n.startswith("encoder.layers.") and not w.equal(before[n])}
    assert moved == {"1"}


def test_words_are_not_hidden_from_layers_that_are_not_taught(small, document, tmp_path):
    network, tokenizer = small
    with pytest.raises(InputError, match="choose one"):
        teach(network, tokenizer, [document], [document], tmp_path, {"frozen": 1, "blanks": 0.1}, print)


@pytest.mark.parametrize("frozen", [0, 1, 2])
def test_words_from_what_lower_layers_made_are_the_same(small, document, frozen):
    network, tokenizer = small
    network.eval()
    b = batch([x.window for x in lessons(document, tokenizer)], torch.device("cpu"))
    with torch.no_grad():
        below = network.encoder(b.pieces, layers=network.encoder.layers[:frozen])
        assert torch.allclose(network.words(b, below, network.encoder.layers[frozen:]), network.words(b), atol=1e-5)


@given(share=st.floats(0, 1), seed=st.integers(0, 99))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_blanks_hide_whole_words_and_nothing_else(tokenizer, document, share, seed):
    torch.manual_seed(seed)
    b = batch([x.window for x in lessons(document, tokenizer)], torch.device("cpu"))
    hidden = blanked(b, share)
    words = {int(i): set((hidden.pieces == b.pieces)[b.owner == i].tolist()) for i in b.owner.unique()}
    assert words.pop(-1) == {True}
    assert hidden.owner.equal(b.owner)
    assert hidden.pieces[hidden.pieces != b.pieces].tolist() == [UNKNOWN] * int((hidden.pieces != b.pieces).sum())
    assert all(len(same) == 1 for same in words.values()) or UNKNOWN in b.pieces
    assert share < 1 or set.union(*words.values()) == {False}
    assert share > 0 or set.union(*words.values()) == {True}


def test_weights_come_back_nearly_as_they_were(small, tmp_path):
    network, tokenizer = small
    save(tmp_path, network, tokenizer)
    back, same = load(tmp_path)
    assert same.get_vocab_size() == tokenizer.get_vocab_size()
    for (name, a), b in zip(network.state_dict().items(), back.state_dict().values(), strict=True):
        assert torch.allclose(a, b, atol=float(a.abs().max()) / (8 if name == WORDS else 100)), name
    assert isinstance(back.shape, Shape)
