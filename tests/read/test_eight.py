import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.draft import Draft, article
from kg.read.eight import Layer, Linear, attended, layers
from kg.read.network import Encoder, Shape
from kg.read.neural import NeuralReader
from kg.read.weights import load

CPU = torch.device("cpu")
pytestmark = pytest.mark.skipif(layers([], CPU) is None, reason="this processor has no instructions for 8-bit products")


@pytest.fixture(scope="module")
def encoder():
    torch.manual_seed(0)
    return Encoder(Shape(relations=("meets",), vocabulary=50, hidden=32, layers=3, heads=4, inner=64)).eval()


@torch.inference_mode()
@given(seed=st.integers(0, 1000), rows=st.integers(1, 40), size=st.sampled_from([1e-3, 1.0, 300.0]))
def test_a_product_is_near_that_of_floats_and_each_row_its_own(seed, rows, size):
    torch.manual_seed(seed)
    plain = torch.nn.Linear(32, 48)
    eight = Linear(plain.weight, plain.bias)
    x = torch.randn(rows, 32) * size
    found = eight(x)
    assert (found - plain(x)).abs().max() < 0.05 * size
    for i in {0, rows // 2, rows - 1}:
        assert found[i].equal(eight(x[i : i + 1])[0])


@torch.inference_mode()
def test_largest_numbers_do_not_overflow():
    eight = Linear(torch.ones(8, 1536), torch.zeros(8))
    assert torch.allclose(eight(torch.full((2, 1536), -3.0)), torch.tensor(-3.0 * 1536))
    assert eight(torch.zeros(2, 1536)).equal(torch.zeros(2, 8))


@torch.inference_mode()
@given(seed=st.integers(0, 1000), size=st.sampled_from([0.1, 1.0, 4.0]), common=st.sampled_from([0.0, 30.0]), padded=st.booleans())
def test_attention_in_halves_is_near_that_of_floats(seed, size, common, padded):
    torch.manual_seed(seed)
    query, key, value = torch.randn(3, 2, 4, 17, 8)
    query, key = query * size, key + common  # what all keys have in common changes nothing, and is more than an exponential can take
    mask = torch.zeros(2, 17).masked_fill(torch.arange(17) > 12, float("-inf")) if padded else None
    plain = torch.nn.functional.scaled_dot_product_attention(query, key, value, mask if mask is None else mask[:, None, None])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(torch.cpu, "_is_avx512_bf16_supported", lambda: True)
        found = attended(query, key, value, mask)
    assert (found - plain).abs().max() < 0.15
    assert (found - plain).square().mean() < 0.001


@torch.inference_mode()
def test_an_encoder_reads_nearly_as_in_floats(encoder):
    pieces = torch.tensor([[0, 5, 6, 7, 8, 2], [0, 9, 2, 1, 1, 1]])
    plain, eight = encoder(pieces), encoder(pieces, layers=layers(encoder.layers, CPU))
    real = pieces != 1
    assert not plain.equal(eight)
    assert torch.allclose(plain[real], eight[real], atol=0.2)
    assert (plain[real] - eight[real]).square().mean() < 0.01 * plain[real].square().mean()


def test_it_is_for_processors_only(encoder):
    assert layers(encoder.layers, torch.device("cuda")) is None
    assert all(isinstance(x, Layer) for x in layers(encoder.layers, CPU))


def test_nothing_is_kept_of_the_floats_but_where_they_are_taught_on():
    network, tokenizer = load()
    taught = NeuralReader(taught=(network, tokenizer))
    assert not any(isinstance(x, Layer) for x in network.encoder.layers)
    reader = NeuralReader()
    assert all(mine is its for mine, its in zip(reader.layers, reader.network.encoder.layers, strict=True))
    assert sum(p.numel() for p in reader.network.parameters()) < 0.5 * sum(p.numel() for p in taught.network.parameters())


def test_articles_are_read_alike_in_any_order_and_alone():
    reader, threads = NeuralReader(), torch.get_num_threads()
    articles = [
        article(Draft("", "زار وزير الخارجية القطري أنقرة. وانتقدت تركيا إسرائيل، وقالت إن مصر ترفض الحرب.")),
        article(Draft("", "France condemned the attack on Mali. " * 30)),
        article(Draft("", "رحب الأردن بالاتفاق.")),
    ]
    together = {r.article.id: (r.mentions, r.statements) for r in reader.read(articles)}
    assert together[articles[0].id][1], "something must be found, or this tests nothing"
    assert together == {r.article.id: (r.mentions, r.statements) for r in reader.read(reversed(articles))}
    assert together == {r.article.id: (r.mentions, r.statements) for a in articles for r in reader.read([a])}
    assert torch.get_num_threads() == threads
