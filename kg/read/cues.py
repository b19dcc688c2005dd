"""Cues: which words stand where around a trigger and its two sides, and how much each speaks for a statement.

A log-linear model of many sparse signs (Kambhatla 2004), each kept as a hash and a weight. It is of another kind than the network, and errs
elsewhere: what it has never seen tells it nothing, where the network would still be sure.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from threading import Lock
from zlib import crc32

import snowballstemmer
import torch
from torch import Tensor, nn

from kg.lang.normalise import bare, key
from kg.read.words import Window

SIGNS = 150_000  # that weights are kept of; 250,000 read no better
_FAR = 25  # words in between; of more, none is looked at
_NEAR = 4  # words around a trigger; and the most that is counted of anything
_QUOTES = {"«": True, "“": True, "»": False, "”": False}
_MARKS = frozenset('،,.:؛;"«»“”()-–?؟!')
_ARABIC, _ENGLISH = snowballstemmer.stemmer("arabic"), snowballstemmer.stemmer("english")
_ALONE = Lock()  # a stemmer has one word at a time
Side = Sequence[int]  # first word, last word, type


class Cues(nn.Module):
    """The hashes of the signs that count, sorted, and the weight of each in 8 bits."""

    known: Tensor
    weight: Tensor
    step: Tensor  # what a unit of weight is
    shift: Tensor

    def __init__(self, signs: int = SIGNS) -> None:
        super().__init__()
        self.register_buffer("known", torch.arange(signs, dtype=torch.int32))
        self.register_buffer("weight", torch.zeros(signs, dtype=torch.int8))
        self.register_buffer("step", torch.tensor(0.0))
        self.register_buffer("shift", torch.tensor(0.0))

    def forward(self, signs: Sequence[Sequence[int]]) -> Tensor:
        """Log odds ``[C]`` of statements, from the hashes of the signs of each."""
        every = torch.tensor([sign for each in signs for sign in each], dtype=torch.int32, device=self.known.device)
        owner = torch.repeat_interleave(torch.tensor([len(each) for each in signs], device=every.device))
        place = torch.searchsorted(self.known, every).clamp(max=len(self.known) - 1)
        weights = torch.where(self.known[place] == every, self.weight[place], 0).long()  # whole numbers: in any order the same sum
        found: Tensor = torch.zeros(len(signs), dtype=torch.long, device=every.device).index_add(0, owner, weights) * self.step + self.shift
        return found


class Scene:
    """A window as the cues see it; ``mentions`` are first and last words."""

    def __init__(self, window: Window, mentions: Iterable[tuple[int, int]]) -> None:
        words = [w.of(window.article.text) for w in window.words]
        self.sentence = window.sentence
        self.keys = [key(w) or w for w in words]
        self.bare = [bare(w) or w for w in words]
        self.quoted = list(_quoted(words, window.sentence))
        self.begin = {s: i for i, s in reversed([*enumerate(window.sentence)])}
        spans = sorted(set(mentions))
        self.outer = [(a, z) for a, z in spans if not any((b, y) != (a, z) and b <= a and z <= y for b, y in spans)]
        self.named = Counter(tuple(self.keys[a : z + 1]) for a, z in spans)
        # many statements have the same
        self._of_trigger, self._of_side, self._of_both, self._of_between = (
            cache(lambda *x, told=told: _coded(told(*x))) for told in (self._trigger, self._side, self._both, self._between)
        )

    def signs(self, trigger: int, relation: str, subject: Side, object_: Side) -> list[int]:
        """The hashes of what speaks for or against a statement: each sign is one of its relation, and one of its trigger, whatever the relation."""
        (a, z, _), (b, y, _) = subject, object_
        order = _order(trigger, a, b)
        found = (
            ("", self._of_trigger(trigger)),
            ("s ", self._of_side(trigger, *subject)),
            ("s ", self._of_between(trigger, trigger, a, z)),
            ("o ", self._of_side(trigger, *object_)),
            ("o ", self._of_between(trigger, trigger, b, y)),
            ("", self._of_both(trigger, *subject, *object_)),
            (f"{order[0]}{order[-1]} ", self._of_between(a, z, b, y)),
        )
        whose = map(crc32, _coded((relation, f"={stem(self.bare[trigger])}")))
        return [crc32(sign, by) - (1 << 31) for of in whose for name, some in found for by in (crc32(name.encode(), of),) for sign in some]

    def _trigger(self, i: int) -> Iterator[str]:
        """What stands around a trigger."""
        first, second = (self._at(i, i - 1), self._at(i, i + 1)), (self._at(i, i - 2), self._at(i, i + 2))
        yield "any"
        yield f"stem {stem(self.bare[i])}"
        yield f"word {self.bare[i]}"
        yield f"form {self.keys[i][:2]} {self.keys[i][-2:]}"
        yield f"before {first[0]}"
        yield f"after {first[1]}"
        yield f"before {second[0]} {first[0]}"
        yield f"after {first[1]} {second[1]}"
        yield from (f"ahead {self.bare[j]}" for j in range(max(i - _NEAR, 0), i) if self.sentence[j] == self.sentence[i])
        yield from (f"behind {w}" for w, s in zip(self.bare[i + 1 : i + _NEAR + 1], self.sentence[i + 1 :], strict=False) if s == self.sentence[i])
        yield f"sentence {min(self.sentence[i], _NEAR)}"
        yield f"place {_size(i - self.begin[self.sentence[i]])}"

    def _side(self, i: int, a: int, z: int, kind: int) -> Iterator[str]:
        """What stands around a side."""
        where = f"{self._rank(i, a, z)} {'>' if a > i else '<'}"
        before, own = self._at(a, a - 1), self.keys[a].removesuffix(self.bare[a])
        yield f"rank {where}"
        yield f"rank {where} {kind}"
        yield f"before {before} {own} {where[-1]}"
        yield f"before {self._at(a, a - 2)} {before} {own} {where[-1]}"
        yield f"after {self._at(a, z + 1)} {where}"
        yield f"first {self.bare[a]}"
        yield f"last {self.bare[z]}"
        yield f"long {min(z - a, _NEAR)} {kind}"
        yield f"named {min(self.named[tuple(self.keys[a : z + 1])], _NEAR)}"

    def _both(self, i: int, a: int, z: int, kind: int, b: int, y: int, other: int) -> Iterator[str]:
        """How trigger, subject and object stand to each other."""
        order = _order(i, a, b)
        ranks, kinds = f"{self._rank(i, a, z)} {self._rank(i, b, y)}", f"{kind} {other}"
        yield f"order {order} {[self.sentence[side] - self.sentence[i] for side in (a, b)]}"
        yield f"kinds {kinds}"
        yield f"kinds {kinds} {order}"
        yield f"ranks {ranks} {order}"
        yield f"ranks {ranks} {order} {kinds}"
        yield f"quoted {[self.quoted[j] for j in (i, a, b)]}"

    def _between(self, *ends: int) -> Iterator[str]:
        """What is between two spans, given by their first and last words, in the order in which they stand."""
        one, other = ends[:2], ends[2:]
        (a, z), (b, _) = sorted((one, other))
        way = ">" if (a, z) == one else "<"
        if self.sentence[a] != self.sentence[b]:
            yield f"{way} other sentence"
            return
        if b <= z:
            yield f"{way} within"
            return
        keys = self.keys[z + 1 : b]
        yield f"{way} far {_size(len(keys))}"
        yield f"{way} mentions {min(sum(z < m[0] and m[1] < b for m in self.outer), _NEAR)}"
        if len(keys) > _FAR:
            return
        yield from (f"{way} {w}" for w in sorted({*self.bare[z + 1 : b]}))
        yield from (f"{way} {w} {v}" for w, v in pairwise(keys))
        yield f"{way} marks {''.join(w for w in keys if w in _MARKS)[:6]}"
        if len(keys) <= _NEAR:
            yield f"{way} all {' '.join(keys)}"

    def _rank(self, i: int, a: int, z: int) -> str:
        """How many mentions stand between the trigger and a side, and whether one of them is part of another mention or holds the trigger."""
        if self.sentence[a] != self.sentence[i]:
            return "elsewhere"
        low, high = (i, a) if a > i else (z, i)
        return f"{min(sum(low < b and y < high for b, y in self.outer), _NEAR)}{'' if (a, z) in self.outer else 'n'}{'t' if a <= i <= z else ''}"

    def _at(self, i: int, j: int) -> str:
        """Word ``j``, if it is of the sentence of word ``i``."""
        return self.keys[j] if 0 <= j < len(self.keys) and self.sentence[j] == self.sentence[i] else "#"


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """A word without its endings, and in Arabic without what is put before it.

    >>> stem("يهاجمون"), stem("attacked")
    ('يهاجم', 'attack')
    """
    with _ALONE:
        found: str = (_ENGLISH if word.isascii() else _ARABIC).stemWord(word)
    return found


def _coded(signs: Iterable[str]) -> tuple[bytes, ...]:
    return tuple(sign.encode() for sign in signs)


def _order(trigger: int, subject: int, object_: int) -> str:
    """Trigger, subject and object, by the letter of each, as their first words stand."""
    return "".join(name for _, name in sorted([(trigger, "t"), (subject, "s"), (object_, "o")]))


def _quoted(words: Sequence[str], sentence: Sequence[int]) -> Iterator[int]:
    """Of each word, whether it stands in quotation marks that were opened in its sentence."""
    inside, last = False, -1
    for word, s in zip(words, sentence, strict=True):
        inside = _QUOTES.get(word, inside != (word == '"')) if s == last else _QUOTES.get(word, word == '"')
        last = s
        yield int(inside)


def _size(words: int) -> int:
    """Class of a number of words: logarithmic."""
    return min(int(math.log2(words + 1)), 6)
