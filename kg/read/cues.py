"""Cues: which words stand where around a trigger and its two sides, and how much each speaks for a statement.

A log-linear model of many sparse signs (Kambhatla 2004), each kept as a hash and a weight. It is of another kind than the network, and errs
elsewhere: what it has never seen tells it nothing, where the network would still be sure.
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from threading import Lock
from zlib import crc32

import numpy as np
import snowballstemmer
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.lang.normalise import bare, key
from kg.read.words import Window

SIGNS = 150_000  # that weights are kept of; 250,000 read no better
_FAR = 25  # words in between; of more, none is looked at
_NEAR = 4  # words around a trigger; and the most that is counted of anything
_LONG = 255  # bytes of a sign; of more, none is told from others
_QUOTES = {"«": True, "“": True, "»": False, "”": False}
_MARKS = frozenset('،,.:؛;"«»“”()-–?؟!')
_ARABIC, _ENGLISH = snowballstemmer.stemmer("arabic"), snowballstemmer.stemmer("english")
_ALONE = Lock()  # a stemmer has one word at a time
Side = Sequence[int]  # first word, last word, type
Statement = tuple[int, str, Side, Side]  # word of the trigger, relation, subject, object


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

    def forward(self, every: Tensor, each: Tensor) -> Tensor:
        """Log odds ``[C]`` of statements, from the hashes of their signs ``[N]`` and how many of these are of each statement ``[C]``."""
        owner = torch.repeat_interleave(each)
        place = torch.searchsorted(self.known, every).clamp(max=len(self.known) - 1)
        weights = torch.where(self.known[place] == every, self.weight[place], 0).long()  # whole numbers: in any order the same sum
        found: Tensor = torch.zeros(len(each), dtype=torch.long, device=every.device).index_add(0, owner, weights) * self.step + self.shift
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
        self._first, self._last = ([span[end] for span in self.outer] for end in (0, 1))
        self.named = Counter(tuple(self.keys[a : z + 1]) for a, z in spans)
        # many statements have the same
        self._of_trigger, self._of_side, self._of_both, self._of_between = (
            cache(lambda *x, told=told: _coded(told(*x))) for told in (self._trigger, self._side, self._both, self._between)
        )

    def signs(self, statements: Iterable[Statement]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The hashes ``[N]`` of what speaks for or against statements, and how many of these are of each ``[C]``.

        Every sign is there twice: as one of its relation, and as one of its trigger, whatever the relation.
        """
        signs: list[int] = []
        beginnings: list[tuple[int, int]] = []
        sizes, each = [], []
        for trigger, relation, subject, object_ in statements:
            (a, z, _), (b, y, _) = subject, object_
            order, before = _order(trigger, a, b), len(signs)
            word = stem(self.bare[trigger])
            for name, some in (
                ("", self._of_trigger(trigger)),
                ("s ", self._of_side(trigger, *subject)),
                ("s ", self._of_between(trigger, trigger, a, z)),
                ("o ", self._of_side(trigger, *object_)),
                ("o ", self._of_between(trigger, trigger, b, y)),
                ("", self._of_both(trigger, *subject, *object_)),
                (f"{order[0]}{order[-1]} ", self._of_between(a, z, b, y)),
            ):
                signs += some
                sizes.append(len(some))
                beginnings.append(_begun(relation, word, name))
            each.append(2 * (len(signs) - before))
        begun = np.array(beginnings, np.uint32).reshape(-1, 2).repeat(sizes, 0)
        every = _joined(begun, np.array(signs, np.int64)[:, None]) ^ np.uint32(1 << 31)  # that a hash less 2^31 is
        return every.view(np.int32).ravel(), np.array(each, np.int64)

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
        yield f"{way} mentions {self._inside(z, b)}"
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
        return f"{self._inside(low, high)}{'' if (a, z) in self.outer else 'n'}{'t' if a <= i <= z else ''}"

    def _inside(self, low: int, high: int) -> int:
        """How many mentions lie between two words; more than _NEAR count as so many."""
        # as none lies in another, they end in the order in which they begin
        return min(max(bisect_left(self._last, high) - bisect_right(self._first, low), 0), _NEAR)

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


def _coded(signs: Iterable[str]) -> list[int]:
    """Of each sign its CRC-32 and, above it, how many bytes it has."""
    return [crc32(sign) | len(sign) << 32 for sign in map(str.encode, signs)]


@lru_cache(maxsize=1 << 15)
def _begun(relation: str, word: str, name: str) -> tuple[int, int]:
    """The CRC-32 of what stands before the signs of a relation, and before those of the stem of a trigger."""
    return crc32(name.encode(), crc32(relation.encode())), crc32(name.encode(), crc32(f"={word}".encode()))


def _joined(begun: NDArray[np.uint32], coded: NDArray[np.int64]) -> NDArray[np.uint32]:
    """The CRC-32 of beginnings, of each its CRC-32, with signs after them: `crc32(sign, beginning)`, many at once."""
    after = np.minimum(coded >> 32, _LONG)
    found: NDArray[np.uint32] = coded.astype(np.uint32)  # without what is above
    for byte, shift in enumerate(_shifts()):
        found = found ^ shift[begun >> 8 * byte & 255, after]
    return found


@cache
def _shifts() -> NDArray[np.uint32]:
    """How each byte of a beginning's CRC-32 changes it so many bytes on, ``[4, 256, 1 + _LONG]``: a CRC is linear."""
    step = np.array([crc32(b"\0", i) ^ crc32(b"\0") for i in range(256)], np.uint32)
    found = [np.arange(256, dtype=np.uint32) << np.array([[0], [8], [16], [24]], np.uint32)]
    for _ in range(_LONG):
        found.append(found[-1] >> 8 ^ step[found[-1] & 255])
    return np.stack(found, -1)


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
