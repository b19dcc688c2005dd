"""The review: everything that may be asserted in an article weighed together.

The network judges each candidate alone, and on the articles that taught it it judges too well. The review is taught on articles that the
network has not seen (stacked generalisation, Wolpert 1992), and looks at what one candidate cannot know: how often the same is said, what
else is said of the same two, which rivals the same words have, what is known beforehand of offices, and what the lexicon counted of the words.
"""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from kg.model import MODALITIES, Mention, Reading, Span
from kg.read import Knows
from kg.read import lexicon as counted
from kg.vocabulary import ordered, relations

Triple = tuple[str, str, str]
Opinions = tuple[float, ...]  # log odds of the judge, of the look, and by the cues
# what the network says of a candidate: log odds, logarithms of shares, and distances in words
SCORES = ("judge", "trigger", "rival", "subject", "object", "subject share", "object share", "negated", *MODALITIES, "look", "cues", "to subject", "to object")
LANGUAGES = ("ar", "en")  # of articles; of the second the lessons have few, so that the network is less sure of what it finds
_OPINIONS = tuple(map(SCORES.index, ("judge", "look", "cues")))
_NOTHING = -8.0  # log odds of what isn't even possible
_MORE = 21  # numbers that the review adds, and those of the lexicon
_MEMBERS = 4  # networks that are taught alike from different beginnings; their mean depends less on chance
_FAR = 3  # sentences between a trigger and a side; more count as so many


class Review(nn.Module):
    """Log odds that a candidate is right. Untaught, it repeats the judge."""

    mean: Tensor
    deviation: Tensor
    slope: Tensor
    shift: Tensor

    def __init__(self, names: tuple[str, ...], types: tuple[str, ...], width: int = 48) -> None:
        super().__init__()
        self.relations = {r: i for i, r in enumerate(names)}
        self.types = {t: i for i, t in enumerate(types)}
        numbers = len(SCORES) + _MORE + counted.NUMBERS
        self.lexicon = counted.Lexicon()
        self.register_buffer("mean", torch.zeros(numbers))
        self.register_buffer("deviation", torch.ones(numbers))
        self.register_buffer("slope", torch.ones(len(LANGUAGES)))  # and shift: from log odds to those that hold on other outlets (Platt 1999)
        self.register_buffer("shift", torch.zeros(len(LANGUAGES)))
        self.members = nn.ModuleList(_member(numbers + len(names) + 2 * len(types), width) for _ in range(_MEMBERS))

    def forward(self, numbers: Tensor, classes: Tensor) -> Tensor:
        """``[members, C]`` from numbers ``[C, N]`` and classes ``[C, 3]``: relation, type of the subject, type of the object."""
        sizes = (len(self.relations), len(self.types), len(self.types))
        known = [nn.functional.one_hot(classes[:, i], n).float() for i, n in enumerate(sizes)]
        scaled = ((numbers - self.mean) / self.deviation).clamp(-5, 5)
        seen = torch.cat([scaled, *known], 1)
        return torch.stack([member(seen)[:, 0] for member in self.members]) + numbers[:, 0]

    def features(self, reading: Reading, who: Mapping[Mention, str], knows: Knows) -> tuple[Tensor, Tensor]:
        """Numbers ``[C, N]`` and classes ``[C, 3]`` of the statements of a reading; ``who`` and ``knows`` as in `kg.read.Reader.review`."""
        starts = [s.start for s in reading.article.sentences]
        said: dict[Triple, dict[Span, float]] = defaultdict(dict)  # of each triple: its triggers, and what the judge thinks
        between: dict[frozenset[str], dict[Triple, Opinions]] = defaultdict(dict)  # of each two: their triples
        rivals: dict[tuple[Span, str], list[Opinions]] = defaultdict(list)  # of each trigger and relation
        triples = [ordered(who.get(s.subject, ""), s.relation, who.get(s.object, "")) for s in reading.statements]
        opinions: list[Opinions] = [tuple(s.scores[i] for i in _OPINIONS) for s in reading.statements]
        for s, triple, mine in zip(reading.statements, triples, opinions, strict=True):
            judge = mine[0]
            said[triple][s.trigger] = max(judge, said[triple].get(s.trigger, judge))
            best = between[frozenset(triple[::2])]
            best[triple] = tuple(map(max, mine, best.get(triple, mine)))
            rivals[s.trigger, s.relation].append(mine)
        numbers, classes = [], []
        counts = self.lexicon.numbers(reading.article.text, reading.statements)
        for s, triple, mine, count in zip(reading.statements, triples, opinions, counts, strict=True):
            here = bisect_right(starts, s.trigger.start)
            back = [min(abs(here - bisect_right(starts, m.span.start)), _FAR) for m in (s.subject, s.object)]
            never = math.prod(1 / (1 + math.exp(odds)) for odds in said[triple].values())
            best = between[frozenset(triple[::2])]
            others = [theirs for t, theirs in best.items() if t != triple] or [(_NOTHING,) * len(_OPINIONS)]
            same = rivals[s.trigger, s.relation]
            far = [math.copysign(math.log2(abs(words) + 1), words) for words in s.scores[-2:]]
            numbers.append(
                [
                    *s.scores[:-2],
                    *far,
                    *map(abs, far),
                    *back,
                    *(float(sentences > 0) for sentences in back),
                    math.log(max(1 - never, 1e-6) / max(never, 1e-6)),
                    len(said[triple]),
                    *best[triple][1:],
                    *(max(every) for every in zip(*others, strict=True)),
                    sum(odds[0] > mine[0] for odds in same),
                    *(max(every) - own for every, own in zip(zip(*same, strict=True), mine, strict=True)),
                    here / len(starts),
                    len(starts),
                    float(relations()[s.relation].symmetric),
                    knows(*triple),
                    *count,
                ]
            )
            classes.append([self.relations[s.relation], self.types[s.subject.type], self.types[s.object.type]])
        return torch.from_numpy(np.array(numbers, np.float32)), torch.from_numpy(np.array(classes))  # torch.tensor takes a list number by number

    @torch.inference_mode()
    def weigh(self, reading: Reading, who: Mapping[Mention, str], knows: Knows, limit: float) -> Reading:
        """The reading with the statements that are likelier than ``limit``; how likely is their confidence."""
        if not reading.statements:
            return reading
        lang = int(reading.article.lang == LANGUAGES[1])
        likely = (self(*self.features(reading, who, knows)).mean(0) * self.slope[lang] + self.shift[lang]).sigmoid().tolist()
        kept = (replace(s, confidence=round(p, 2)) for s, p in zip(reading.statements, likely, strict=True) if p >= limit)
        return replace(reading, statements=tuple(kept))


def _member(size: int, width: int) -> nn.Sequential:
    last = nn.Linear(width, 1)
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    return nn.Sequential(nn.Linear(size, width), nn.ReLU(), nn.Dropout(0.3), nn.Linear(width, width), nn.ReLU(), nn.Dropout(0.3), last)
