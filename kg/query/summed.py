"""The questions of the library that the counts of the store answer (``kg.store.summary``): the same rows as their SPARQL gives, in no time."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.iris import term
from kg.store import Store, summary
from kg.store.names import A
from kg.store.summary import GROUPS, iri
from kg.store.terms import day

Row = tuple[NamedNode | Literal | None, ...]
SIGNS = dict(zip(GROUPS, (1, 1, 1, -1, -1), strict=True))  # of cooperation and of conflict


def actors(store: Store, most: int) -> list[Row]:
    """As ``actors.rq``."""
    does, undergoes, articles = Counter[str](), Counter[str](), Counter[str]()
    for (who, whom), deeds in _dyads(store).items():
        does[who] += deeds.total()
        undergoes[whom] += deeds.total()
    for _, some in summary.read(store, "actor"):
        articles.update(some)
    rows: list[Row] = []
    for who in heapq.nsmallest(most, articles, key=lambda who: (-does[who], -undergoes[who], iri(who))):
        node = NamedNode(iri(who))
        types = (q.object for q in store.inner.quads_for_pattern(node, A, None, DefaultGraph()) if isinstance(q.object, NamedNode))
        rows += [(node, kind, *map(Literal, (does[who], undergoes[who], articles[who]))) for kind in sorted(types, key=str)]
    return rows[:most]


def busiest(store: Store, most: int) -> list[Row]:
    """As ``busiest.rq``."""
    deeds: Counter[tuple[str, ...]] = Counter()
    for pair, some in _dyads(store).items():
        deeds[tuple(sorted(pair))] += some.total()
    first = heapq.nsmallest(most, deeds, key=lambda pair: (-deeds[pair], *sorted(map(iri, pair))))
    days: dict[tuple[str, ...], Counter[str]] = {pair: Counter() for pair in first}
    for _, counted in summary.read(store, "pair"):
        for by, n in counted.items():
            one, two, when = by.split("\t", 2)
            if (one, two) in days:
                days[one, two][when] += n
    rows: list[Row] = []
    for pair in first:
        one, two = sorted(map(iri, pair))
        told = [when for when in days[pair] if when]
        span = (day(min(told)), day(max(told))) if told else (None, None)
        rows.append((NamedNode(one), NamedNode(two), Literal(deeds[pair]), Literal(days[pair].total()), *span))
    return rows


def dyads(store: Store, most: int) -> list[Row]:
    """As ``dyads.rq``."""
    found = _dyads(store)
    rows: list[Row] = []
    for pair in heapq.nsmallest(most, found, key=lambda pair: (-found[pair].total(), iri(pair[0]), iri(pair[1]))):
        balance = sum(SIGNS[group] * n for group, n in found[pair].items())
        rows.append((*(NamedNode(iri(who)) for who in pair), *(Literal(found[pair][group]) for group in GROUPS), Literal(balance)))
    return rows


def tone(store: Store, most: int) -> list[Row]:
    """As ``tone.rq``."""
    deeds: Counter[tuple[str, str]] = Counter()
    for month, some in summary.read(store, "dyad"):
        for by, n in some.items():
            deeds[month, by.rpartition("\t")[2]] += n
    articles = {(month, group): n for month, some in summary.read(store, "tone") for group, n in some.items()}
    return [(Literal(month) if month else None, NamedNode(term(group)), Literal(deeds[month, group]), Literal(articles[month, group])) for month, group in sorted(deeds)][:most]


SUMMED: Mapping[str, tuple[Callable[[Store, int], Sequence[Row]], tuple[str, ...]]] = {  # by name: at most so many rows, and the columns
    "actors": (actors, ("actor", "type", "does", "undergoes", "articles")),
    "busiest": (busiest, ("one", "two", "assertions", "articles", "first", "last")),
    "dyads": (dyads, ("from", "to", *GROUPS, "balance")),
    "tone": (tone, ("month", "group", "assertions", "articles")),
}


def _dyads(store: Store) -> dict[tuple[str, str], Counter[str]]:
    """How many deeds of each group one does to another."""
    found: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for _, some in summary.read(store, "dyad"):
        for by, n in some.items():
            who, whom, group = by.split("\t")
            found[who, whom][group] += n
    return found
