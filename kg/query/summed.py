"""The questions of the library that the counts of the store answer (``kg.store.summary``): the same rows as their SPARQL gives, in no time."""

from collections import Counter
from collections.abc import Callable, Mapping

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.iris import term
from kg.store import Store
from kg.store.names import A
from kg.store.summary import GROUPS, foremost
from kg.store.terms import day

Row = tuple[NamedNode | Literal | None, ...]
SIGNS = dict(zip(GROUPS, (1, 1, 1, -1, -1), strict=True))  # of cooperation and of conflict


def actors(store: Store, most: int) -> list[Row]:
    """As ``actors.rq``."""
    found = [(who, Counter(some)) for (who,), some in foremost(store, "actor", most)]
    rows: list[Row] = []
    for who, n in sorted(found, key=lambda each: (-each[1]["does"], -each[1]["undergoes"], each[0]))[:most]:
        node = NamedNode(who)
        types = (q.object for q in store.inner.quads_for_pattern(node, A, None, DefaultGraph()) if isinstance(q.object, NamedNode))
        rows += [(node, kind, *(Literal(n[each]) for each in ("does", "undergoes", "articles"))) for kind in sorted(types, key=str)]
    return rows[:most]


def busiest(store: Store, most: int) -> list[Row]:
    """As ``busiest.rq``."""
    rows: list[Row] = []
    for pair, some in sorted(foremost(store, "pair", most), key=lambda each: (-each[1][""], each[0]))[:most]:
        days = {by.removeprefix("on "): n for by, n in some.items() if by}
        told = sorted(filter(None, days))
        span = (day(told[0]), day(told[-1])) if told else (None, None)
        rows.append((*map(NamedNode, pair), Literal(some[""]), Literal(sum(days.values())), *span))
    return rows


def dyads(store: Store, most: int) -> list[Row]:
    """As ``dyads.rq``."""
    found: list[tuple[tuple[str, ...], Counter[str]]] = []
    for pair, some in foremost(store, "dyad", most):
        found.append((pair, Counter()))
        for by, deeds in some.items():
            found[-1][1][by.partition("\t")[2]] += deeds
    rows: list[Row] = []
    for pair, n in sorted(found, key=lambda each: (-each[1].total(), each[0]))[:most]:
        balance = sum(SIGNS[group] * deeds for group, deeds in n.items())
        rows.append((*map(NamedNode, pair), *(Literal(n[group]) for group in GROUPS), Literal(balance)))
    return rows


def tone(store: Store, most: int) -> list[Row]:
    """As ``tone.rq``."""
    rows: list[Row] = []
    for (month,), some in sorted(foremost(store, "tone")):
        told = (group for group in sorted(GROUPS) if f"{group}\tdeeds" in some)
        when = Literal(month) if month else None
        rows += [(when, NamedNode(term(group)), *(Literal(some[f"{group}\t{each}"]) for each in ("deeds", "articles"))) for group in told]
    return rows[:most]


SUMMED: Mapping[str, tuple[Callable[[Store, int], list[Row]], tuple[str, ...]]] = {  # by name: at most so many rows, and the columns
    "actors": (actors, ("actor", "type", "does", "undergoes", "articles")),
    "busiest": (busiest, ("one", "two", "assertions", "articles", "first", "last")),
    "dyads": (dyads, ("from", "to", *GROUPS, "balance")),
    "tone": (tone, ("month", "group", "assertions", "articles")),
}
