"""Persons of a graph who may be one: names that are spelt nearly alike, offices that are the same. Here nothing is merged; ``kg.evident`` does it where the score leaves no doubt."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions

from kg.iris import KGE, by_name
from kg.model import ROMANISED
from kg.store.names import ALIKE, LABEL, LIKENESS, A, name
from kg.vocabulary import relations

if TYPE_CHECKING:
    from kg.store import Store

NEW = KGE + "Person_"  # how the IRI of a person begins whom the authority file doesn't know
NEAR, NEAR_IN_OFFICE = 0.85, 0.7  # how near two spellings must be, the second for those who hold one office
BEGINS = 0.9
OFFICE, BODY = 0.2, 0.1  # what one office, or different ones of one state or body, adds to the score


@dataclass(slots=True)
class Person:
    """``names`` are folded; ``offices`` are relation and body, as the articles tell them."""

    names: set[str] = field(default_factory=set)
    offices: set[tuple[str, str]] = field(default_factory=set)


def alike(people: Mapping[str, Person], changed: Collection[str] | None = None) -> Iterator[tuple[str, str, float]]:
    """Pairs of IRIs in order, one of each new, with how likely it is that they are one person, in (0, 1]; only those with one of ``changed``, if given.

    Only those are compared whose names have a block in common: else a large graph takes hours.
    """
    members: defaultdict[str, set[str]] = defaultdict(set)
    for iri, person in people.items():
        for block in blocks(person.names):
            members[block].add(iri)
    for one, other in _pairs(people, members):
        if not (one.startswith(NEW) or other.startswith(NEW)) or not (changed is None or one in changed or other in changed):
            continue
        a, b = people[one], people[other]
        near = max(nearness(x, y) for x in a.names for y in b.names)
        office = bool(a.offices & b.offices)
        body = bool({where for _, where in a.offices} & {where for _, where in b.offices})
        if near >= (NEAR_IN_OFFICE if office else NEAR):
            yield one, other, round(min(near * (1 - OFFICE) + OFFICE * office + BODY * (body and not office), 1), 2)


def _pairs(people: Mapping[str, Person], members: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Those who have a block in common, in order."""
    for one in sorted(people):
        others = {other for block in blocks(people[one].names) for other in members[block] if other > one}
        yield from ((one, other) for other in sorted(others))


def nearness(one: str, other: str) -> float:
    """How near two spellings are, in [0, 1]; 1 for the same. A name that begins with the whole of another, of two words or more, is near it.

    >>> nearness("حسين العزي", "حسين العزى") > NEAR > nearness("حسين العزي", "سالم الحداد")
    True
    """
    shorter, longer = sorted((one, other), key=lambda called: (len(called), called))
    if " " in shorter and longer.startswith(shorter + " "):
        return BEGINS
    return SequenceMatcher(None, shorter, longer, autojunk=False).ratio()


def blocks(names: Iterable[str]) -> set[str]:
    """How names begin, the first word and the last, and the first two words of each."""
    words = [called.split() for called in names]
    return {f"{w[0][:2]} {w[-1].removeprefix('ال')[:2]}" for w in words} | {" ".join(w[:2]) for w in words}


def person(store: "Store", iri: str) -> Person:
    """Names and offices of one person, as the graph has them; nothing of what is no person, has no name, or is not there."""
    node = NamedNode(iri)
    if not by_name(iri) or not any(True for _ in store.inner.quads_for_pattern(node, A, name("kgo:Person"), DefaultGraph())):
        return Person()
    names = {folded(q.object.value) for q in store.inner.quads_for_pattern(node, LABEL, None, DefaultGraph()) if isinstance(q.object, Literal) and q.object.language != ROMANISED}
    held = (q for office in offices() for q in store.inner.quads_for_pattern(node, office, None, DefaultGraph()))
    return Person(names - {""}, {(q.predicate.value, str(getattr(q.object, "value", ""))) for q in held})


def folded(called: str) -> str:
    """A name as it sounds; empty when it is one word, which tells too little."""
    from kg.lang.normalise import keys  # noqa: PLC0415  # camel_tools, which whoever only opens a graph does without
    from kg.link.spelling import sound  # noqa: PLC0415

    words = keys(called)
    return " ".join(sound(word) or word for word in words) if len(words) > 1 else ""


@cache
def offices() -> tuple[NamedNode, ...]:
    """The relations of who holds an office."""
    return tuple(name("kgo:" + office) for office, relation in relations().items() if "holdsOfficeIn" in relation.parents)


def quads(found: Iterable[tuple[str, str, float]]) -> Iterator[Quad]:
    """What the graph of likenesses holds: ``kgo:possiblySame``, and a node with the score of each pair."""
    for one, other, score in found:
        node = NamedNode(f"{LIKENESS.value}/{sha256(f'{one} {other}'.encode()).hexdigest()[:16]}")
        a, b = NamedNode(one), NamedNode(other)
        yield Quad(a, ALIKE, b, LIKENESS)
        yield Quad(node, A, name("kgo:Likeness"), LIKENESS)
        yield Quad(node, name("kgo:between"), a, LIKENESS)
        yield Quad(node, name("kgo:between"), b, LIKENESS)
        yield Quad(node, name("kgo:score"), Literal(f"{score:g}", datatype=name("xsd:decimal")), LIKENESS)


def known(store: "Store", iri: str) -> Iterator[Quad]:
    """What the graph of likenesses holds of one person."""
    who = NamedNode(iri)
    yield from store.inner.quads_for_pattern(who, ALIKE, None, LIKENESS)
    yield from store.inner.quads_for_pattern(None, ALIKE, who, LIKENESS)
    for q in store.inner.quads_for_pattern(None, name("kgo:between"), who, LIKENESS):
        yield from store.inner.quads_for_pattern(q.subject, None, None, LIKENESS)


def likenesses(store: "Store", iri: str) -> tuple[tuple[str, float], ...]:
    """Who may be the same as an entity, and how likely that is; the likeliest first."""
    found = _rows(store, f"SELECT ?other ?score {{ ?node kgo:between <{iri}>, ?other ; kgo:score ?score FILTER(?other != <{iri}>) }}")
    return tuple(sorted(((other, float(score)) for other, score in found), key=lambda row: (-row[1], row[0])))


def likely(store: "Store", least: float) -> Iterable[tuple[str, ...]]:
    """Pairs of those who may be the same, in order, of a score of at least so much."""
    return _rows(store, f"SELECT ?one ?other {{ ?node kgo:between ?one, ?other ; kgo:score ?score FILTER(?score >= {least} && STR(?one) < STR(?other)) }}")


def _rows(store: "Store", sparql: str) -> Iterable[tuple[str, ...]]:
    found = store.query(sparql)
    return [tuple(str(getattr(term, "value", "")) for term in row) for row in found] if isinstance(found, QuerySolutions) else []
