"""The lexicon: how often, in labelled articles, a word is a trigger of a relation, and what stands before a mention that is one of its sides.

Of an article that it was not taught the network knows little for sure; counts say how far to trust it.
"""

import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache, cached_property, partial
from pathlib import Path

from kg.lang.normalise import bare, key, words
from kg.model import Mention, Span, Statement

NUMBERS = 6  # that `Lexicon.numbers` tells of a statement
ANY = "any"  # relation
_REACH = 48  # characters in which the word before a mention is sought
_SMOOTH = 2  # occurrences of the usual kind that are added to those of each word


class Table:
    """How often each word was seen, and how often it served each purpose. It is counted first, and asked then."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()
        self.served: defaultdict[str, Counter[str]] = defaultdict(Counter)  # by word, then purpose

    @cached_property
    def usual(self) -> dict[str, float]:
        """The share of all words that serves each purpose."""
        served = Counter[str]()
        for purposes in self.served.values():
            served.update(purposes)
        total = sum(self.seen.values()) or 1
        return {purpose: times / total for purpose, times in served.items()}

    def times(self, word: str, purpose: str) -> int:
        """How often a word served a purpose."""
        return self.served[word][purpose] if word in self.served else 0

    def odds(self, word: str, purpose: str) -> float:
        """Log odds that an occurrence of the word serves the purpose; where little was seen, nearly those of all words."""
        served = self.times(word, purpose)
        share = (served + _SMOOTH * self.usual.get(purpose, 0)) / (max(self.seen[word], served) + _SMOOTH)
        share = min(max(share, 1e-6), 1 - 1e-6)
        return math.log(share / (1 - share))

    def lines(self) -> list[str]:
        """As lines of words, how often seen, and purposes, divided by tabs."""
        return [f"{w}\t{n}\t" + ",".join(f"{p}={k}" for p, k in sorted(self.served.get(w, {}).items())) for w, n in sorted(self.seen.items())]


class Lexicon:
    """Two tables: of the words of triggers (their purposes are relations), and of what stands before mentions (a side of a relation)."""

    def __init__(self) -> None:
        self.triggers, self.before = Table(), Table()

    @property
    def tables(self) -> dict[str, Table]:
        """Both, by the names that they have in a file."""
        return {"trigger": self.triggers, "before": self.before}

    def numbers(self, text: str, statements: Iterable[Statement]) -> list[list[float]]:
        """Of each statement, log odds of the trigger for its relation and for any, logarithms of how often it was seen and served it, log odds of the sides."""
        word, place = cache(partial(first, text)), cache(partial(before, text))  # many statements have the same
        trigger, side = cache(self.triggers.odds), cache(self.before.odds)
        found = []
        for s in statements:
            w = word(s.trigger)
            found.append(
                [
                    trigger(w, s.relation),
                    trigger(w, ANY),
                    math.log1p(self.triggers.seen[w]),
                    math.log1p(self.triggers.times(w, s.relation)),
                    side(place(s.sentence, s.subject), f"subject {s.relation}"),
                    side(place(s.sentence, s.object), f"object {s.relation}"),
                ]
            )
        return found

    def save(self, path: Path) -> None:
        """Write it as tab-separated lines, compressed; the same lexicon gives the same bytes."""
        lines = [f"{name}\t{line}" for name, table in self.tables.items() for line in table.lines()]
        path.write_bytes(gzip.compress("\n".join((*lines, "")).encode(), mtime=0))


def load(path: Path) -> Lexicon:
    """Read what `Lexicon.save` wrote."""
    found = Lexicon()
    tables = found.tables
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        name, word, seen, purposes = line.split("\t")
        tables[name].seen[word] = int(seen)
        for purpose, times in (p.rsplit("=", 1) for p in purposes.split(",") if p):
            tables[name].served[word][purpose] = int(times)
    return found


def first(text: str, span: Span) -> str:
    """The first word of a span, as it is looked up and without proclitics.

    >>> first("ونددت أنقرة بالقصف", Span(12, 18))
    'قصف'
    """
    within = span.of(text)
    found = words(within)
    return bare(within[slice(*found[0])]) if found else ""


def before(text: str, sentence: Span, mention: Mention) -> str:
    """What stands before a mention: the last word before it in its sentence, and its own proclitics. Empty where it is in another sentence.

    >>> before("دعت إلى حوار مع قطر", Span(0, 19), Mention(Span(16, 19), "State"))
    'مع '
    >>> before("ونددت بالكويت", Span(0, 13), Mention(Span(6, 13), "State"))
    'ونددت بال'
    """
    if not sentence.start <= mention.span.start < sentence.end:
        return ""
    ahead = text[max(sentence.start, mention.span.start - _REACH) : mention.span.start]
    around = words(ahead)
    own = mention.span.of(text)
    letters = key(own[slice(*found[0])] if (found := words(own)) else own)
    return f"{key(ahead[slice(*around[-1])]) if around else ''} {letters.removesuffix(bare(letters))}"
