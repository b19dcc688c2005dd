"""Which time expression of its sentence dates a statement, if any does: weighed by what stands between the words of both.

The weights in ``when.tsv`` are taught by `kg.train.when`. Of the expressions of a sentence and none at all each is as likely as its weights
say (see `kg.link.logit`); an expression is taken when it is likelier than everything else together.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from operator import xor
from pathlib import Path
from typing import NamedTuple

from kg.lang.dates import times
from kg.lang.normalise import fold
from kg.link.logit import likeliest, load
from kg.model import Article, Span, Statement, Time
from kg.vocabulary import relations

FILE = Path(__file__).with_name("when.tsv")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUOTES = frozenset('"«»“”„')
_REACH = 1000  # characters between a time and a trigger
_FAR = 12  # words between a time and a trigger; more are far
_LENGTHS = ((3, "day"), (8, "week"), (31, "month"), (366, "year"))  # days at most
# What is planned of these is told by when it will be («سيلتقي الثلاثاء»), of others by when it was said («هدد الثلاثاء بقطع…»).
_APPOINTMENTS = frozenset(("meets", "visits", "mediates", "participatesIn", "hosts", "occursIn"))


class Place(NamedTuple):
    """A range of a sentence; empty, or before it, for what stands in an earlier one."""

    start: int
    end: int


class Dates:
    """Dates the statements of one sentence of ``article``, in which ``triggers`` are."""

    def __init__(self, article: Article, sentence: Span, triggers: Sequence[Span]) -> None:
        self.text, self.start, self.day = sentence.of(article.text), sentence.start, article.date
        self.found = times(self.text, self.day)
        self.triggers = sorted({self._inside(t) for t in triggers})
        self.words = [(m.start(), fold(m[0])) for m in _TOKEN.finditer(self.text)] if self.found else []
        self.quoted = [0, *accumulate((w in _QUOTES for _, w in self.words), xor)]  # of each word: whether a quotation is open before it

    def of(self, s: Statement) -> Time | None:
        """When a statement is, was or will be, as far as its sentence says."""
        best = likeliest(load(FILE), self.signs(s))
        if best is None:
            return None
        when, time = self.near(s)[best]
        if s.modality == "planned" and s.relation in _APPOINTMENTS:
            return next((other for span, other in times(self.text, self.day, ahead=True) if span == when), time)
        return time

    def near(self, s: Statement) -> list[tuple[Span, Time]]:
        """The expressions that are near enough to the trigger of a statement to date it."""
        trigger = self._inside(s.trigger)
        return [f for f in self.found if _gap(f[0], trigger) <= _REACH]

    def signs(self, s: Statement) -> Iterator[dict[str, float]]:
        """What speaks for and against each of the expressions near a statement, by name."""
        trigger, group, near = self._inside(s.trigger), relations()[s.relation].group, self.near(s)
        others = [t for t in self.triggers if t != trigger]
        sides = [self._inside(m.span) for m in (s.subject, s.object)]
        led = self._at(trigger.start + 1) - 1  # the word that the trigger begins in, maybe behind a proclitic
        for when, time in near:
            gap, first, after = _gap(when, trigger), self._at(when.start + 1) - 1, self._at(when.end)
            where = "before" if when.end <= trigger.start else "after" if when.start >= trigger.end else "in"
            low, high = (when.end, trigger.start) if where == "before" else (trigger.end, when.start)
            between = [w for _, w in (self.words[after:led] if where == "before" else self.words[self._at(low) : first])]
            words = [w for w in between if w.isalnum()]
            inside = sum(low <= t.start and t.end <= high for t in others)
            nearer = sum(_gap(when, t) < gap for t in others)
            own = _TOKEN.findall(re.sub(r"\d", "9", fold(time.text)))
            length, tense = _length(time), self._tense(time)
            numbers = {
                f"words {where}": math.log1p(len(words)),
                f"commas {where}": min(sum(w in ",،" for w in between), 4),
                f"triggers {where}": min(inside, 3),
                "nearer triggers": min(nearer, 4),
                "sides between": sum(low <= m.start and m.end <= high for m in sides),
                "times": min(len(near), 4),
            }
            facts = {
                f"far {where}": len(words) > _FAR,
                f"adjacent {where}": len(words) <= 1,
                f"no comma {where}": not numbers[f"commas {where}"],
                f"no trigger {where}": not inside,
                f"quotation mark {where}": sum(w in _QUOTES for w in between) % 2,
                "stop between": any(w in ".;؛:!؟?" for w in between),
                "nearest trigger": not nearer,
                "nearest time": gap == min(_gap(other, trigger) for other, _ in near),
                "only time": len(near) == 1,
                "trigger begins": led < 3,
                "time begins": first < 3,
                "time ends": after >= len(self.words) - 1,
                "negated": s.negated,
                "trigger quoted": self.quoted[led],
                "time quoted": self.quoted[first],
                "one quoted": self.quoted[led] != self.quoted[first],
            }
            names = [
                "any", where, length, tense, f"{s.modality} {tense}", s.modality, s.relation, group, f"{group} {where}", f"{group} {length}",
                f"{'said' if s.speaker else 'told'} {where}", f"first: {own[0]}", f"last: {own[-1]}",
                *(f"before time: {w}" for _, w in self.words[max(first - 1, 0) : first]),
                *(f"earlier: {w}" for _, w in self.words[max(first - 3, 0) : max(first - 1, 0)]),
                *(f"after time: {w}" for _, w in self.words[after : after + 1]),
                *(f"before trigger: {w}" for _, w in self.words[max(led - 2, 0) : led]),
                *(f"{where}: {w}" for w in words),
            ]  # fmt: skip
            yield numbers | dict.fromkeys((n for n, holds in facts.items() if holds), 1.0) | dict.fromkeys(names, 1.0)

    def _inside(self, span: Span) -> Place:
        return Place(span.start - self.start, span.end - self.start)

    def _at(self, offset: int) -> int:
        """The index of the first word that begins at or after an offset."""
        return bisect_left(self.words, (offset,))

    def _tense(self, time: Time) -> str:
        if not time.start or not self.day:
            return "undated"
        return "over" if time.end <= self.day else "coming" if time.start > self.day else "now"


def _gap(one: Place | Span, other: Place | Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _length(time: Time) -> str:
    if not time.start:
        return "unknown length"
    count = (date.fromisoformat(time.end) - date.fromisoformat(time.start)).days
    return next((name for most, name in _LENGTHS if count <= most), "longer")
