"""The network: an encoder of words, and heads for mentions, triggers, roles and claims.

The encoder is a BERT (Devlin et al. 2019) of the shape of multilingual-e5-small (Wang et al. 2024). A relation is read as trigger × roles:
which word expresses it, then which mentions are its subject and object, which one speaks, through which outlet, and about what; then a
judge looks at trigger, subject and object together, and last the review at all that the article says.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from itertools import combinations

import torch
from torch import Tensor, nn

from kg.read.cues import Cues
from kg.read.look import NEAR, Look, near, word_means
from kg.read.review import Review
from kg.read.words import PAD, Window

TYPES = ("State", "Person", "IGO", "Organization", "ArmedGroup", "Media", "Place", "People", "Event", "Document")
ROLES = ("subject", "object", "speaker", "outlet", "about")
WIDEST = 12  # words in a mention
LONGEST = 5  # words in a trigger


@dataclass(frozen=True)
class Shape:
    """The sizes of a network; saved with its weights."""

    relations: tuple[str, ...]
    vocabulary: int
    hidden: int = 384
    layers: int = 12
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    width: int = 256
    looks: int = 4  # layers of the second look
    dropout: float = 0.1
    thresholds: dict[str, float] = field(default_factory=dict)

    @property
    def looked(self) -> slice:
        """Which of an encoder's states, counted from what goes in, the second look attends to: those from the middle up."""
        return slice(self.layers // 2, self.layers // 2 + self.looks)

    def plain(self) -> dict[str, object]:
        """As JSON can hold it."""
        return asdict(self)


@dataclass(frozen=True)
class Batch:
    """Windows as tensors.

    Pieces ``[B, T]``, the row of every piece's word among all words (-1: none), where each window's words begin, and the sentence of every
    word ``[N]``.
    """

    windows: list[Window]
    pieces: Tensor
    owner: Tensor
    first: list[int]
    sentence: Tensor

    @property
    def count(self) -> int:
        """Of words, N."""
        return len(self.sentence)


def batch(windows: list[Window], device: torch.device) -> Batch:
    """Put windows side by side, padded to the longest."""
    longest = max(len(w.pieces) for w in windows)
    pieces = torch.full((len(windows), longest), PAD)
    owner = torch.full((len(windows), longest), -1)
    first, count = [], 0
    for i, w in enumerate(windows):
        pieces[i, : len(w.pieces)] = torch.tensor(w.pieces)
        own = torch.tensor(w.owner)
        owner[i, : len(w.owner)] = torch.where(own >= 0, own + count, own)
        first.append(count)
        count += len(w.words)
    sentence = torch.tensor([s for w in windows for s in w.sentence], dtype=torch.long)
    return Batch(windows, pieces.to(device), owner.to(device), first, sentence.to(device))


def rank(trigger: Tensor, start: Tensor) -> Tensor:
    """Class ``[T, M]`` of how many mentions stand between a trigger and a mention, signed: 0 ≤ class < NEAR."""
    order = (start[None] < start[:, None]).sum(1)
    before = (start[None] <= trigger[:, None]).sum(1)
    return (order[None] - before[:, None] + NEAR // 2).clamp(0, NEAR - 1)


class Encoder(nn.Module):
    """A BERT of torch's own layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        # torch's fused layer multiplies out all attention: half as fast on a processor as the kernel that the plain layer takes
        torch.backends.mha.set_fastpath_enabled(False)
        self.word = nn.Embedding(shape.vocabulary, shape.hidden, padding_idx=PAD)
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)
        made = [
            nn.TransformerEncoderLayer(
                shape.hidden, shape.heads, shape.inner, shape.dropout, "gelu", layer_norm_eps=1e-12, batch_first=True
            )
            for _ in range(shape.layers)
        ]
        for layer in made:  # dropping attention costs a processor its fast kernel; the rest of dropout does the work
            layer.self_attn.dropout = 0.0
            layer.dropout.p = 0.0
        self.layers = nn.ModuleList(made)

    def forward(self, pieces: Tensor, below: Tensor | None = None, layers: Iterable[nn.Module] | None = None) -> Tensor:
        """What ``layers`` (else all) make of pieces ``[B, T]``, or of ``below`` ``[B, T, hidden]``: what those under them made."""
        return self.states(pieces, below, layers)[-1]

    def states(self, pieces: Tensor, below: Tensor | None = None, layers: Iterable[nn.Module] | None = None) -> list[Tensor]:
        """As `forward`, after each layer."""
        if below is None:
            at = torch.arange(pieces.shape[1], device=pieces.device)
            below = self.dropout(self.norm(self.word(pieces) + self.position(at)))
        made = [below]
        padding = pieces == PAD
        mask = torch.zeros(padding.shape, dtype=below.dtype, device=below.device).masked_fill(padding, float("-inf")) if padding.any() else None
        for layer in self.layers if layers is None else layers:
            made.append(layer(made[-1], src_key_padding_mask=mask))
        return made


class Network(nn.Module):
    """See the module. All heads work on one row a word, ``[N, hidden]``, over every window of a batch."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        h, d = shape.hidden, shape.width
        self.encoder = Encoder(shape)
        self.dropout = nn.Dropout(shape.dropout)
        self.span_start, self.span_end, self.span_width = nn.Linear(h, d), nn.Linear(h, d), nn.Embedding(WIDEST, d)
        self.span_type = nn.Linear(d, 1 + len(TYPES))
        self.trigger_hidden, self.trigger = nn.Linear(h, d), nn.Linear(d, len(shape.relations))
        self.trigger_length = nn.Linear(d, LONGEST)
        self.relation = nn.Embedding(len(shape.relations), d)
        self.kind = nn.Embedding(len(TYPES), d)
        self.role_trigger, self.role_start, self.role_end = nn.Linear(h, d), nn.Linear(h, d), nn.Linear(h, d)
        self.role_near, self.role = nn.Embedding(NEAR, d), nn.Linear(d, len(ROLES))
        self.role_rank, self.role_apart = nn.Embedding(NEAR, d), nn.Embedding(3, d)
        self.role_left, self.role_right = nn.Linear(h, d), nn.Linear(2 * h, d)
        self.role_cross = nn.Parameter(torch.zeros(len(ROLES), d, d))
        self.nobody = nn.Linear(d, 3)  # no speaker, no outlet, about nothing
        self.judge_trigger = nn.Linear(h, d)
        self.judge_subject, self.judge_object = nn.Linear(2 * h, d), nn.Linear(2 * h, d)
        self.judge_relation, self.judge_near = nn.Embedding(len(shape.relations), d), nn.Embedding(3 * NEAR, d)
        self.judge_types = nn.Embedding(2 * len(TYPES), d)
        self.judge_cross = nn.Linear(3 * d, d)
        self.judge_hidden, self.judge = nn.Linear(d, d), nn.Linear(d, 1)
        self.judge_roles = nn.Parameter(torch.tensor([0.5, 0.5, 0.5]))
        self.look = Look(len(shape.relations), len(TYPES), h, shape.heads, shape.inner, d, shape.looks, shape.dropout)
        self.cues = Cues()
        self.review = Review(shape.relations, TYPES)
        self.claim_hidden, self.claim = nn.Linear(h, d), nn.Linear(d, 5)  # four modalities, and negated
        for module in self.modules():
            if isinstance(module, nn.Embedding) and module not in (self.encoder.word, self.encoder.position):
                nn.init.normal_(module.weight, std=0.1)
        with torch.no_grad():  # most spans, words and pairs are nothing: begin by believing so
            self.span_type.bias[0] = 5
            self.trigger.bias.fill_(-6)
            self.role.bias[:2] = -2
            for late in (self.role_rank, self.role_apart, self.judge_cross):
                late.weight.zero_()

    def words(self, b: Batch, below: Tensor | None = None, layers: Iterable[nn.Module] | None = None) -> Tensor:
        """One row a word. ``below`` and ``layers`` are as in `Encoder.forward`."""
        return self.rows(b, self.encoder(b.pieces, below, layers))

    def rows(self, b: Batch, states: Tensor) -> Tensor:
        """One row a word ``[N, hidden]``: the mean of the ``states`` ``[B, T, hidden]`` of its pieces."""
        found: Tensor = self.dropout(word_means(states.flatten(0, 1).float(), b.owner.flatten(), b.count))
        return found

    def spans(self, h: Tensor, start: Tensor, end: Tensor) -> Tensor:
        """Scores ``[S, 1 + types]`` of spans of words (``end`` is the last word)."""
        hidden = self.span_start(h).float().index_select(0, start)
        hidden += self.span_end(h).index_select(0, end)
        hidden += self.span_width(end - start)
        scores: Tensor = self.span_type(hidden.relu_())
        return scores

    def triggers(self, h: Tensor) -> tuple[Tensor, Tensor]:
        """For each word: scores of the relations that it begins to express ``[N, R]``, and of the words in the trigger ``[N, LONGEST]``."""
        hidden = self.dropout(self.trigger_hidden(h).relu())
        return self.trigger(hidden), self.trigger_length(hidden)

    def roles(self, h: Tensor, sentence: Tensor, trigger: Tensor, relation: Tensor, mention: Tensor) -> tuple[Tensor, Tensor]:
        """Scores ``[T, M, roles]``, and of nobody ``[T, 3]``. ``mention`` is ``[M, 3]``: first word, last word, type.

        A sum of what trigger, mention and their distance say alone, and a biaffine term (Dozat & Manning 2017) of what they say together.
        """
        start, end, kind = mention.T
        t = self.role_trigger(h[trigger]) + self.relation(relation)
        m = self.role_start(h[start]) + self.role_end(h[end]) + self.kind(kind)
        hidden = self.role_near(near(trigger[:, None], start[None])) + self.role_rank(rank(trigger, start))
        hidden += self.role_apart((sentence[trigger][:, None] - sentence[start][None]).clamp(0, 2))
        hidden += t[:, None] + m[None]
        left = self.dropout(self.role_left(h[trigger]) + self.relation(relation))
        right = self.dropout(self.role_right(torch.cat([h[start], h[end]], 1)) + self.kind(kind))
        together = torch.einsum("td,cde,me->tmc", left, self.role_cross, right)
        return self.role(hidden.relu_()) + together, self.nobody(self.dropout(t.relu()))

    def judged(self, h: Tensor, trigger: Tensor, relation: Tensor, mention: Tensor, which: tuple[Tensor, Tensor, Tensor], scores: Tensor) -> Tensor:
        """Score ``[C]`` of each candidate; ``which`` are the rows ``[C]`` of its trigger, subject and object.

        ``trigger`` and ``relation`` are ``[T]`` and ``mention`` ``[M, 3]`` as for `roles`, ``scores`` ``[C, 3]`` of trigger, subject, object alone.
        """
        k, s, o = which
        sides, kind = h[mention[:, :2]].flatten(1), mention[:, 2]
        t = self.judge_trigger(h[trigger]) + self.judge_relation(relation)
        left = self.judge_subject(sides) + self.judge_types(kind)
        right = self.judge_object(sides) + self.judge_types(kind + len(TYPES))
        at, first, second = trigger[k], mention[s, 0], mention[o, 0]
        hidden = t.index_select(0, k)
        hidden += left.index_select(0, s)
        hidden += right.index_select(0, o)
        for ((one, i), (other, j)), weight in zip(combinations(((t, k), (left, s), (right, o)), 2), self.judge_cross.weight.chunk(3, 1), strict=True):
            pairs, place = torch.unique(i * len(other) + j, return_inverse=True)  # many candidates have the same two
            hidden += (self.dropout(one[pairs // len(other)] * other[pairs % len(other)]) @ weight.T).index_select(0, place)
        hidden += self.judge_cross.bias
        hidden += self.judge_near(near(at, first))
        hidden += self.judge_near(near(at, second) + NEAR)
        hidden += self.judge_near(near(first, second) + 2 * NEAR)
        hidden = self.judge_hidden(self.dropout(hidden.relu_())).relu_()
        found: Tensor = self.judge(self.dropout(hidden))[:, 0] + scores.clamp(-6, 6) @ self.judge_roles
        return found

    def claims(self, h: Tensor, trigger: Tensor, relation: Tensor) -> Tensor:
        """Scores ``[T, 5]``: the four modalities, then negation."""
        found: Tensor = self.claim(self.dropout((self.claim_hidden(h[trigger]) + self.relation(relation)).relu()))
        return found


def candidates(windows: list[Window], first: list[int]) -> tuple[Tensor, Tensor]:
    """First and last word of every span of at most WIDEST words that stays in its sentence."""
    starts, ends = [], []
    for w, base in zip(windows, first, strict=True):
        sentence = torch.tensor(w.sentence)
        start, more = (nn.functional.pad(sentence, (0, WIDEST - 1), value=-1).unfold(0, WIDEST, 1) == sentence[:, None]).nonzero().T
        starts.append(base + start)
        ends.append(base + start + more)
    return torch.cat(starts), torch.cat(ends)
