"""How well articles are read: found assertions against labelled ones, on the set of (subject, relation, object) of each article.

The measure is that of `score.py` beside the corpus; parts that lose are told apart: mentions, pairs, claims, groups of relations.
"""

import random
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from kg.lang.normalise import fold as same_length
from kg.train.linking import Linking
from kg.vocabulary import ordered, relations

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
    """The figures of a set of articles.

    ``triggers`` counts relations of a sentence, whoever takes part; ``claims`` right modality, negation, speaker, outlet and time among
    right assertions; ``articles`` are `all` of each article; ``sure`` has the confidence of each found assertion, and whether it is right.
    """

    all: Figure = Figure()
    pairs: Figure = Figure()
    mentions: Figure = Figure()
    triggers: Figure = Figure()
    articles: list[Figure] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    by: dict[str, Figure] = field(default_factory=dict)
    claims: Counter[str] = field(default_factory=Counter)
    linking: Linking = field(default_factory=Linking)
    misses: list[tuple[str, Key]] = field(default_factory=list)
    alarms: list[tuple[str, Key]] = field(default_factory=list)

    def claim(self, name: str) -> float:
        """Share of the right assertions whose ``name`` is right too."""
        return self.claims[name] / self.all.right if self.all.right else 0.0

    def interval(self, times: int = 1000, seed: int = 0) -> tuple[float, float]:
        """Between which F1 lies with a probability of 0.95, by drawing articles again (percentile bootstrap, Efron 1979)."""
        chance = random.Random(seed)  # noqa: S311
        drawn = sorted(sum(chance.choices(self.articles, k=len(self.articles)), Figure()).f1 for _ in range(times if self.articles else 0))
        return (drawn[int(0.025 * times)], drawn[int(0.975 * times)]) if drawn else (0.0, 0.0)

    def calibration(self, bins: int = 10) -> float:
        """Expected calibration error (Naeini et al. 2015): how far confidence is from the share that is right, bin by bin.

        >>> Figures(sure=[(0.5, True), (0.5, False), (0.9, True), (0.9, True)]).calibration()
        0.05
        """
        rows: dict[int, list[tuple[float, bool]]] = defaultdict(list)
        for confidence, right in self.sure:
            rows[min(int(confidence * bins), bins - 1)].append((confidence, right))
        gaps = (abs(sum(c for c, _ in row) - sum(right for _, right in row)) for row in rows.values())
        return round(sum(gaps) / len(self.sure), 4) if self.sure else 0.0


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


def together(gold: str | None, found: str | None) -> bool:
    """Whether two time expressions are the same as far as words go, or neither is there."""
    one, other = set(bare(gold or "").split()), set(bare(found or "").split())
    return bool(one & other) or one == other


def score(documents: Iterable[Record], found: Mapping[str, list[Record]]) -> Figures:
    """Compare; ``found`` holds records of the form of `kg read --format jsonl`, by article id."""
    total = Figures()
    by: defaultdict[str, Figure] = defaultdict(Figure)

    for d in documents:
        match = matcher(d)
        gold: dict[Key, Record] = {}
        for a in d["assertions"]:
            gold.setdefault(ordered(a["s"], a["p"], a["o"]), a)
        records = found.get(d["id"], [])
        said: dict[Key, list[Record]] = defaultdict(list)
        for a in records:
            said[ordered(match(a["subject"]) or "", a["relation"], match(a["object"]) or "")].append(a)
        mine = {k: rows[0] for k, rows in said.items()}
        right = gold.keys() & mine.keys()
        total.articles.append(Figure(len(right), len(mine), len(gold)))
        total.all += total.articles[-1]
        total.sure += [(max(x.get("confidence", 1.0) for x in said[k]), k in right) for k in mine]
        starts = list(accumulate((len(x) + 1 for x in d.get("sentences", ())), initial=0))
        lines = [{(starts[a["sent"]], a["p"]) for a in d["assertions"] if "sent" in a}, {(a.get("start"), a["relation"]) for a in records}]
        total.triggers += Figure(len(lines[0] & lines[1]), len(lines[1]), len(lines[0]))
        sides = [{frozenset((s, o)) for s, _, o in k} for k in (gold, mine)]
        total.pairs += Figure(len(sides[0] & sides[1]), len(sides[1]), len(sides[0]))
        for place, keys in ((2, gold), (1, mine), (0, right)):
            for k in keys:
                count = [0, 0, 0]
                count[place] = 1
                for name in (k[1], relations()[k[1]].group, d.get("lang", "?"), d.get("source", "?")):
                    by[name] += Figure(*count)
        for k in right:
            g, m = gold[k], mine[k]
            total.claims["modality"] += (g.get("mod") or "actual") == (m.get("modality") or "actual")
            total.claims["negation"] += bool(g.get("neg")) == bool(m.get("negated"))
            total.claims["speaker"] += g.get("by") == match(m.get("speaker"))
            total.claims["time"] += together(g.get("t"), (m.get("time") or {}).get("text"))
            total.claims["outlet"] += g.get("src") == match(m.get("outlet"))
        total.misses += [(d["id"], k) for k in sorted(gold.keys() - right)]
        total.alarms += [(d["id"], k) for k in sorted(mine.keys() - right)]
    total.by = dict(by)
    return total
