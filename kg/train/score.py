"""How well articles are read: found assertions against labelled ones, on the set of (subject, relation, object) of each article.

The measure is that of `score.py` beside the corpus; parts that lose are told apart: mentions, pairs, claims, groups of relations.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.lang.normalise import fold as same_length
from kg.vocabulary import relations

Record = Mapping[str, Any]
Key = tuple[str, str, str]
PROCLITICS = re.compile(r"^[وف]?(?:بال|كال|وال|فال|لل|ال|ب|ك|ل)?(?=..)")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many were right, found and wanted."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> Figure(1, 2, 2).f1
        0.5
        """
        return 2 * self.right / (self.found + self.gold) if self.right else 0.0


@dataclass(slots=True)
class Figures:
    """The figures of a set of articles; `claims` counts right modality, negation, speaker and outlet among right assertions."""

    all: Figure = Figure()
    pairs: Figure = Figure()
    mentions: Figure = Figure()
    by: dict[str, Figure] = field(default_factory=dict)
    claims: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, Key]] = field(default_factory=list)
    alarms: list[tuple[str, Key]] = field(default_factory=list)

    def claim(self, name: str) -> float:
        """Share of the right assertions whose ``name`` is right too."""
        return self.claims[name] / self.all.right if self.all.right else 0.0


def flat(text: str) -> str:
    """Text for comparison: folded, without punctuation, lower case."""
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if not unicodedata.combining(c)).replace("ـ", "")
    return re.sub(r"[^\w\s]", " ", same_length(text).casefold()).strip()


def bare(text: str) -> str:
    """Flat text whose words have lost proclitics and article."""
    return " ".join(PROCLITICS.sub("", w) for w in flat(text).split())


def matcher(document: Record) -> Callable[[Record | None], str | None]:
    """Which gold entity of an article a found one is: by label, by form, or by at least half of a form's words."""
    names: dict[str, str] = {flat(e["name"]): e["name"] for e in document["entities"]}
    owner: dict[str, str] = {}
    for e in document["entities"]:
        for form in [*e["forms"], e["name"]]:
            owner.setdefault(bare(form), e["name"])

    def match(found: Record | None) -> str | None:
        if not found:
            return None
        labels: list[str] = list((found.get("labels") or {}).values())
        for label in labels:
            if flat(label) in names:
                return names[flat(label)]
        text = bare(found.get("text") or "")
        for form in [text, *map(bare, labels)]:
            if form in owner:
                return owner[form]
        words, best = set(text.split()), (0.0, "")
        for form, name in owner.items():
            other = set(form.split())
            if words and other and (near := len(words & other) / len(words | other)) > best[0]:
                best = (near, name)
        return best[1] if best[0] >= 0.5 else "?" + text

    return match


def ordered(s: str, p: str, o: str) -> Key:
    """One key for either direction of a symmetric relation."""
    return (min(s, o), p, max(s, o)) if relations()[p].symmetric else (s, p, o)


def score(documents: Iterable[Record], found: Mapping[str, list[Record]]) -> Figures:
    """Compare; ``found`` holds records of the form of `kg read --format jsonl`, by article id."""
    total = Figures()
    by: defaultdict[str, Figure] = defaultdict(Figure)

    for d in documents:
        match = matcher(d)
        gold: dict[Key, Record] = {}
        mine: dict[Key, Record] = {}
        for a in d["assertions"]:
            gold.setdefault(ordered(a["s"], a["p"], a["o"]), a)
        for a in found.get(d["id"], []):
            mine.setdefault(ordered(match(a["subject"]) or "", a["relation"], match(a["object"]) or ""), a)
        right = gold.keys() & mine.keys()
        total.all += Figure(len(right), len(mine), len(gold))
        sides = [{frozenset((s, o)) for s, _, o in k} for k in (gold, mine)]
        total.pairs += Figure(len(sides[0] & sides[1]), len(sides[1]), len(sides[0]))
        for place, keys in ((2, gold), (1, mine), (0, right)):
            for k in keys:
                count = [0, 0, 0]
                count[place] = 1
                for name in (k[1], relations()[k[1]].group, d.get("lang", "?")):
                    by[name] += Figure(*count)
        for k in right:
            g, m = gold[k], mine[k]
            total.claims["modality"] += (g.get("mod") or "actual") == (m.get("modality") or "actual")
            total.claims["negation"] += bool(g.get("neg")) == bool(m.get("negated"))
            total.claims["speaker"] += g.get("by") == match(m.get("speaker"))
            total.claims["outlet"] += g.get("src") == match(m.get("outlet"))
        total.misses += [(d["id"], k) for k in sorted(gold.keys() - right)]
        total.alarms += [(d["id"], k) for k in sorted(mine.keys() - right)]
    total.by = dict(by)
    return total
