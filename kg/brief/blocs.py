"""How several actors stand to each other: who does what to whom, blocs, brokers and mediators, each figure with the sentences that it counts.

Only what is told as done counts, by the sentence; a person counts for the state that they act for.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from kg.brief.find import ACTORS
from kg.brief.report import FRIENDLY, HOSTILE
from kg.brief.sayings import Saying, Sides
from kg.model import Entity
from kg.vocabulary import relations

BROKERS, MEDIATORS = 3, 3  # shown at most
Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Stance:
    """What ``doer`` does to ``other``, the newest first; an act of both, as a meeting, is of either."""

    doer: Entity
    other: Entity
    friendly: tuple[Saying, ...]
    hostile: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """One who brokers or mediates, and the sentences that tell it, the newest first.

    ``part`` is, of a broker, the part of the shortest friendly ways between two of the actors that lead through it, in [0, 1].
    """

    actor: Entity
    sayings: tuple[Saying, ...]
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class Ties:
    """All that is told of several actors.

    ``blocs``, the largest first, are what comes of joining, again and again, the two between which friendly acts outnumber hostile ones by
    most; whoever is joined with nobody is a bloc alone. ``strained`` are the threes that are out of balance (Heider): two are friends of the
    third, and foes of each other, or all three are foes.
    """

    actors: tuple[Entity, ...]
    articles: int
    sentences: int
    first: str
    last: str
    stances: tuple[Stance, ...]
    blocs: tuple[tuple[Entity, ...], ...]
    strained: tuple[tuple[Entity, ...], ...]
    brokers: tuple[Between, ...]
    mediators: tuple[Between, ...]


def ties(actors: Sequence[Entity], found: Sequence[Saying], sides: Sides) -> Ties:
    """How the actors stand to each other in what was ``found``; the order in which they are named only orders the rows."""
    named = {actor.iri: actor for actor in actors}
    acts: dict[tuple[str, str, bool], list[Saying]] = {}
    who: dict[str, Entity] = {}
    for s in found:
        a, relation = s.assertion, relations()[s.assertion.relation]
        doer, other = sides.of(a.subject, s), sides.of(a.object, s)
        if a.negated or a.modality != "actual" or relation.group not in FRIENDLY | HOSTILE or doer.iri == other.iri:
            continue
        if doer.type in ACTORS and other.type in ACTORS:
            who |= {doer.iri: doer, other.iri: other}
            for one, two in ((doer, other), (other, doer)) if relation.symmetric else ((doer, other),):
                acts.setdefault((one.iri, two.iri, relation.group in HOSTILE), []).append(s)
    between = [s for (one, two, _), some in acts.items() if {one, two} <= named.keys() for s in some]
    days = sorted(s.date for s in between if s.date)
    stances = (Stance(x, y, *(_newest(acts.get((x.iri, y.iri, hostile), ())) for hostile in (False, True))) for x in actors for y in actors if x != y)
    net = _net(acts)
    signs = {pair: weight for pair, weight in net.items() if pair <= named.keys()}
    return Ties(
        tuple(actors),
        len({s.article.id for s in between}),
        len({s.sentence for s in between}),
        days[0] if days else "",
        days[-1] if days else "",
        tuple(s for s in stances if s.friendly or s.hostile),
        tuple(tuple(named[iri] for iri in named if iri in bloc) for bloc in _blocs(tuple(named), signs)),
        tuple(three for three in combinations(actors, 3) if _strained(three, signs)),
        tuple(_brokers(named, who, net, acts)),
        tuple(_mediators(named, found, sides)),
    )


def _net(acts: Mapping[tuple[str, str, bool], Iterable[Saying]]) -> dict[Pair, int]:
    """Of each two, how many more sentences tell of friendly than of hostile acts between them."""
    sentences: dict[tuple[Pair, bool], set[tuple[str, int]]] = {}
    for (one, two, hostile), some in acts.items():
        sentences.setdefault((frozenset((one, two)), hostile), set()).update(s.sentence for s in some)
    net: dict[Pair, int] = {}
    for (pair, hostile), told in sentences.items():
        net[pair] = net.get(pair, 0) + (-len(told) if hostile else len(told))
    return net


def _blocs(iris: Sequence[str], net: Mapping[Pair, int]) -> list[frozenset[str]]:
    blocs = [frozenset((iri,)) for iri in sorted(iris)]

    def gain(two: tuple[frozenset[str], frozenset[str]]) -> int:
        return sum(net.get(frozenset((x, y)), 0) for x in two[0] for y in two[1])

    while len(blocs) > 1:
        one, other = max(combinations(blocs, 2), key=gain)  # of equals the first by letters
        if gain((one, other)) <= 0:
            break
        blocs = sorted([b for b in blocs if b not in (one, other)] + [one | other], key=sorted)
    return sorted(blocs, key=lambda bloc: (-len(bloc), sorted(bloc)))


def _strained(three: Iterable[Entity], net: Mapping[Pair, int]) -> bool:
    """Whether an odd number of the three pairs are foes, all three having to do with each other."""
    weights = [net.get(frozenset((x.iri, y.iri)), 0) for x, y in combinations(three, 2)]
    return all(weights) and sum(weight < 0 for weight in weights) % 2 == 1


def _brokers(
    named: Mapping[str, Entity], who: Mapping[str, Entity], net: Mapping[Pair, int], acts: Mapping[tuple[str, str, bool], Sequence[Saying]]
) -> Iterable[Between]:
    """Those through whom friendly ways between the actors lead, be they of them or a friend of two or more of them."""
    friends = nx.Graph(tuple(sorted(pair)) for pair, weight in sorted(net.items(), key=lambda item: sorted(item[0])) if weight > 0)
    friends.add_nodes_from(named)
    near = [iri for iri in friends if iri in named or len(set(friends[iri]) & named.keys()) > 1]
    ways = nx.betweenness_centrality_subset(friends.subgraph(near), sorted(named), sorted(named))
    pairs = len(named) * (len(named) - 1) / 2
    for iri in sorted((iri for iri in near if ways[iri] > 0), key=lambda iri: (-ways[iri], iri))[:BROKERS]:
        both = ([*acts.get((iri, friend, False), ()), *acts.get((friend, iri, False), ())] for friend in friends[iri] if friend in near)
        yield Between(who[iri], _newest(_newest(some)[0] for some in both), ways[iri] / pairs)


def _mediators(named: Collection[str], found: Iterable[Saying], sides: Sides) -> Iterable[Between]:
    """Those who mediate with one of the actors, or in a sentence that tells of one of them too; the most often told first."""
    found = tuple(found)
    present: dict[tuple[str, int], set[str]] = {}
    for s in found:
        present.setdefault(s.sentence, set()).update(sides.of(e, s).iri for e in (s.assertion.subject, s.assertion.object))
    told: dict[str, tuple[Entity, list[Saying]]] = {}
    for s in found:
        a = s.assertion
        if a.relation == "mediates" and not a.negated and a.modality == "actual":
            doer = sides.of(a.subject, s)
            if (present[s.sentence] - {doer.iri}) & set(named):
                told.setdefault(doer.iri, (doer, []))[1].append(s)
    for _, (doer, some) in sorted(told.items(), key=lambda item: (-len({s.sentence for s in item[1][1]}), item[0]))[:MEDIATORS]:
        yield Between(doer, _newest(some))


def _newest(found: Iterable[Saying]) -> tuple[Saying, ...]:
    """Each sentence once, the newest first, and of one day what is read with most confidence."""
    best: dict[tuple[str, int], Saying] = {}
    for s in found:
        if s.sentence not in best or best[s.sentence].assertion.confidence < s.assertion.confidence:
            best[s.sentence] = s
    return tuple(sorted(sorted(best.values(), key=lambda s: (-s.assertion.confidence, s.sentence)), key=lambda s: s.date, reverse=True))
