"""A second look: every candidate statement reads the whole window once more, from where it stands.

A candidate is one more token (a levitated marker, Ye et al. 2022, PL-Marker) beside those of the text. It knows its relation, trigger and
sides, attends to the text through layers of its own, and the text doesn't see it: the states of the text are those that the encoder made
already, whatever the candidates. The judge sees three places of the text; the look sees what stands around and between them.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as f
from torch import Tensor, nn

NEAR = 16  # classes of distance


def near(a: Tensor, b: Tensor) -> Tensor:
    """Class of the signed distance in words from ``a`` to ``b``: logarithmic, 0 ≤ class < NEAR."""
    d = b - a
    size = (d.abs() + 1).float().log2().floor().clamp(max=7).long()
    return torch.where(d < 0, size, size + NEAR // 2)


def word_means(states: Tensor, owner: Tensor, words: int) -> Tensor:
    """One row a word ``[words, hidden]``: the mean of its pieces' ``states`` ``[T, hidden]``; ``owner`` ``[T]`` is each piece's word, or -1."""
    has = owner >= 0
    states, owner = states[has], owner[has]
    total = torch.zeros(words, states.shape[1], device=states.device).index_add(0, owner, states)
    pieces = torch.zeros(words, device=states.device).index_add(0, owner, torch.ones_like(owner, dtype=torch.float))
    return total / pieces.clamp(min=1)[:, None]


class Layer(nn.Module):
    """Tokens ``[C, hidden]`` attend to a text ``[T, hidden]``: BERT's layer, its attention told where each token's words are."""

    def __init__(self, hidden: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.text = nn.Linear(hidden, hidden), nn.Linear(hidden, 2 * hidden)
        self.out, self.wide, self.narrow = nn.Linear(hidden, hidden), nn.Linear(hidden, inner), nn.Linear(inner, hidden)
        self.norm1, self.norm2 = nn.LayerNorm(hidden, eps=1e-12), nn.LayerNorm(hidden, eps=1e-12)
        self.heed = nn.Parameter(torch.zeros(heads, 3))  # of each head, how much more it looks at the own subject, trigger and object

    @torch.no_grad()
    def begin(self, layer: nn.TransformerEncoderLayer) -> None:
        """Begin with the weights of a layer of the encoder, instead of by chance."""
        attention, hidden = layer.self_attn, self.query.out_features
        for to, weight, bias in (
            (self.query, attention.in_proj_weight[:hidden], attention.in_proj_bias[:hidden]),
            (self.text, attention.in_proj_weight[hidden:], attention.in_proj_bias[hidden:]),
        ):
            to.weight.copy_(weight)
            to.bias.copy_(bias)
        for to, its in ((self.out, attention.out_proj), (self.wide, layer.linear1), (self.narrow, layer.linear2)):
            to.load_state_dict(its.state_dict())
        self.norm1.load_state_dict(layer.norm1.state_dict())
        self.norm2.load_state_dict(layer.norm2.state_dict())

    def forward(self, tokens: Tensor, text: Tensor, own: Tensor) -> Tensor:
        """The tokens after one look; ``own`` ``[3, C, T]`` is 1 where a piece belongs to the subject, trigger, object of a token."""
        query = self.query(tokens).view(len(tokens), self.heads, -1).transpose(0, 1)
        key, value = self.text(text).view(len(text), 2, self.heads, -1).permute(1, 2, 0, 3)
        heeded = (self.heed @ own.flatten(1)).view(1, self.heads, *own.shape[1:])
        seen = f.scaled_dot_product_attention(query[None], key[None], value[None], heeded)[0]
        tokens = self.norm1(tokens + self.out(seen.transpose(0, 1).reshape(tokens.shape)))
        found: Tensor = self.norm2(tokens + self.narrow(f.gelu(self.wide(tokens))))
        return found


class Look(nn.Module):
    """Log odds that a candidate is right, by a second look at its window."""

    def __init__(self, relations: int, types: int, hidden: int, heads: int, inner: int, width: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.kinds = types
        self.subject, self.object, self.trigger = nn.Linear(2 * hidden, hidden), nn.Linear(2 * hidden, hidden), nn.Linear(hidden, hidden)
        self.relation, self.types, self.near = nn.Embedding(relations, hidden), nn.Embedding(2 * types, hidden), nn.Embedding(3 * NEAR, hidden)
        self.norm, self.dropout = nn.LayerNorm(hidden), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner) for _ in range(layers))
        self.hidden, self.verdict = nn.Linear(4 * hidden, width), nn.Linear(width, 1)

    def forward(self, states: Sequence[Tensor], owner: Tensor, words: int, trigger: Tensor, relation: Tensor, subject: Tensor, object_: Tensor) -> Tensor:
        """``[C]``, of the candidates of one window.

        ``states`` has one ``[T, hidden]`` a layer, ``owner`` ``[T]`` the row of each piece's word among ``words``; ``trigger`` and
        ``relation`` are ``[C]``, the sides ``[C, 3]``: first word, last word, type.
        """
        where = [(owner >= first[:, None]) & (owner <= last[:, None]) for first, last in ((subject.T[0], subject.T[1]), (trigger, trigger), (object_.T[0], object_.T[1]))]
        own = torch.stack(where).float()
        below, above = (word_means(x, owner, words) for x in (states[0], states[-1]))
        tokens = (
            self.subject(below[subject[:, :2]].flatten(1))
            + self.object(below[object_[:, :2]].flatten(1))
            + self.trigger(below[trigger])
            + self.relation(relation)
            + self.types(subject[:, 2])
            + self.types(object_[:, 2] + self.kinds)
            + self.near(near(trigger, subject[:, 0]))
            + self.near(near(trigger, object_[:, 0]) + NEAR)
            + self.near(near(subject[:, 0], object_[:, 0]) + 2 * NEAR)
        )
        tokens = self.norm(self.dropout(tokens))
        for layer, text in zip(self.layers, states, strict=True):
            tokens = layer(tokens, text, own)
        seen = torch.cat([tokens, above[subject[:, :2]].mean(1), above[trigger], above[object_[:, :2]].mean(1)], 1)
        found: Tensor = self.verdict(self.dropout(self.hidden(self.dropout(seen)).relu()))[:, 0]
        return found
