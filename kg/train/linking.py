"""How well mentions are linked: against the entities of labelled articles, on the mentions that the reader found."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.lang.normalise import keys
from kg.link.authority import LABELS, Authority
from kg.link.terms import Term
from kg.model import Mention, Reading
from kg.train.corpus import occurrences

PROCLITICS = 4  # letters by which a labelled form and a mention that end together may differ: «ولل»
ACTORS = frozenset(("State", "Person", "IGO", "ArmedGroup"))


@dataclass(slots=True)
class Linking:
    """Counts of a set of articles; each share is in [0, 1], 0 of nothing."""

    counts: Counter[str] = field(default_factory=Counter)

    @property
    def right(self) -> float:
        """Share of the mentions of known entities that are linked to them."""
        return self._share("right", "known mentions")

    @property
    def known(self) -> float:
        """Share of the states, persons, IGOs and armed groups that are in the authority file."""
        return self._share("known", "actors")

    @property
    def doubles(self) -> float:
        """Share of the labelled entities that are taken for more than one."""
        return self._share("doubles", "entities")

    @property
    def merged(self) -> float:
        """Share of the found entities that are more than one labelled entity."""
        return self._share("merged", "found")

    def add(self, document: Mapping[str, Any], reading: Reading, terms: Mapping[Mention, Term], authority: Authority) -> None:
        """Count one article. Words that stand for two labelled entities tell nothing and are left out."""
        whom = labelled(document, reading.article.text)
        known = {e["name"]: iri for e in document["entities"] if (iri := _known(e, authority))}
        actors = {e["name"] for e in document["entities"] if e["type"] in ACTORS}
        self.counts.update({"actors": len(actors), "known": len(actors & known.keys())})
        taken: defaultdict[str, set[str]] = defaultdict(set)
        meant: defaultdict[str, set[str]] = defaultdict(set)
        for mention, term in terms.items():
            gold = whom(mention)
            if not gold or term.entity is None:
                continue
            taken[gold].add(term.entity.iri)
            meant[term.entity.iri].add(gold)
            if gold in known:
                self.counts.update({"known mentions": 1, "right": int(term.entity.iri == known[gold])})
        self.counts.update({"entities": len(taken), "doubles": sum(len(iris) > 1 for iris in taken.values())})
        self.counts.update({"found": len(meant), "merged": sum(len(golds) > 1 for golds in meant.values())})

    def _share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 0.0


def labelled(document: Mapping[str, Any], text: str) -> Callable[[Mention], str]:
    """Tells the labelled entity of a mention by its name; nothing where the words stand for none, or for two."""
    owners: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    for entity in document["entities"]:
        for form in entity["forms"]:
            for span in occurrences(form, text):
                owners[span.end].add((span.start, entity["name"]))

    def whom(mention: Mention) -> str:
        names = {name for start, name in owners.get(mention.span.end, ()) if abs(start - mention.span.start) <= PROCLITICS}
        return names.pop() if len(names) == 1 else ""

    return whom


def _known(entity: Mapping[str, Any], authority: Authority) -> str:
    """The IRI of the one entity of the authority file that has the name and the type of a labelled one, else empty."""
    found = authority.find(keys(entity["name"]))
    iris = {n.iri for n in found.names if n.kind in LABELS and authority.entities[n.iri].type == entity["type"]} if found else set()
    return iris.pop() if len(iris) == 1 else ""
