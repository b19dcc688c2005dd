"""How often who does what to whom: counts kept beside the graph, so that questions to the whole of it need not go through it all.

Counted are deeds: assertions that are neither negated nor merely possible, of contact, support, cooperation, verbal or material conflict, in
articles that are no copies. Each dyad, pair, actor and month has a record of its own in the graph INDEX, a text of JSON; an article that comes or goes
changes those of its own deeds alone. A record's predicate tells its rank, so that the foremost are found without the others.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from kg.iris import local_name
from kg.store import terms
from kg.store.names import INDEX, name
from kg.vocabulary import relations

if TYPE_CHECKING:
    from kg.store import Store

GROUPS = ("contact", "support", "cooperation", "verbalConflict", "materialConflict")
RANKS = 48
DATE = name("dcterms:date").value

# A record is known by its kind and whom or what it counts, and has numbers by what is counted, all texts with tabs between:
#   dyad   from, to    deeds by month and group
#   pair   one, two    articles by day; deeds by nothing (`one` comes before `two`)
#   actor  who         deeds that it "does" and "undergoes", and "articles"
#   tone   month       "deeds" and "articles" by group
# Month and day are empty where the article has none.
Record = tuple[str, str]
Counts = Counter[tuple[Record, str]]


def counts(nodes: terms.Nodes) -> Counts:
    """What an article counts, given what its named graph says of each subject."""
    day = next((node[DATE][0].value for node in nodes.values() if DATE in node), "")
    made: Counts = Counter()
    articles = set[tuple[Record, str]]()
    month = day[:7]
    for who, predicate, whom in terms.deeds(nodes):
        relation = relations().get(local_name(predicate))
        if relation and relation.parents[0] in GROUPS:
            group, pair = relation.parents[0], ("pair", "\t".join(sorted((who, whom))))
            made[("dyad", f"{who}\t{whom}"), f"{month}\t{group}"] += 1
            made[pair, ""] += 1
            made[("actor", who), "does"] += 1
            made[("actor", whom), "undergoes"] += 1
            made[("tone", month), f"{group}\tdeeds"] += 1
            articles |= {(pair, f"on {day}"), (("tone", month), f"{group}\tarticles")}
            articles |= {(("actor", each), "articles") for each in (who, whom)}
    made.update(articles)
    return made


def changed(store: "Store", change: Counts) -> tuple[set[Quad], set[Quad]]:
    """The records that counts come to (or go from, if negative): as they are, and as they are to be."""
    known, wanted = set[Quad](), set[Quad]()
    for record, some in _records(change):
        here = set(store.inner.quads_for_pattern(_node(*record), None, None, INDEX))
        for q in here:
            some.update(_read(q)[1])
        known |= here
        wanted |= set(_quad(record, some))
    return known, wanted


def quads(counted: Iterable[tuple[str, str, str, int]]) -> Iterator[Quad]:
    """The records of rows that are sorted by record: its kind, whom it counts, what of them, and how many."""
    for record, some in groupby(counted, key=itemgetter(0, 1)):
        yield from _quad(record, {by: n for *_, by, n in some})


def foremost(store: "Store", kind: str, most: int | None = None) -> list[tuple[tuple[str, ...], Mapping[str, int]]]:
    """The records of a kind, whom or what they count and their numbers; with ``most`` at least so many, if there are, and none that comes before them left out."""
    found: list[tuple[tuple[str, ...], Mapping[str, int]]] = []
    for rank in reversed(range(RANKS)):
        for q in store.inner.quads_for_pattern(None, _predicate(kind, rank), None, INDEX):
            of, some = _read(q)
            found.append((tuple(of.split("\t")), some))
        if most is not None and len(found) >= most:
            break
    return found


def _records(counted: Counts) -> Iterable[tuple[Record, Counter[str]]]:
    records: defaultdict[Record, Counter[str]] = defaultdict(Counter)
    for (record, by), n in counted.items():
        records[record][by] += n
    return records.items()


def _quad(record: Record, counted: Mapping[str, int]) -> Iterator[Quad]:
    """How the graph keeps a record: not at all where there is nothing to count."""
    kind, of = record
    if some := {by: n for by, n in sorted(counted.items()) if n}:
        leading = {"dyad": some.values(), "pair": [some.get("", 0)], "actor": [some.get("does", 0)]}
        yield Quad(_node(kind, of), _predicate(kind, _rank(sum(leading.get(kind, ())))), Literal(json.dumps([of, some], ensure_ascii=False, separators=(",", ":"))), INDEX)


def _read(quad: Quad) -> tuple[str, dict[str, int]]:
    of, some = json.loads(quad.object.value) if isinstance(quad.object, Literal) else ("", {})
    return of, some


def _rank(number: int) -> int:
    """Smaller numbers never have a higher rank; most records are of small numbers.

    >>> [_rank(number) for number in (0, 1, 15, 16, 31, 32, 10**9)]
    [0, 1, 15, 16, 16, 17, 41]
    """
    return number if number < 16 else min(11 + number.bit_length(), RANKS - 1)


def _node(kind: str, of: str) -> NamedNode:
    return NamedNode(f"{INDEX.value}/{kind}/{sha256(of.encode()).hexdigest()[:24]}")


@cache
def _predicate(kind: str, rank: int) -> NamedNode:
    return NamedNode(f"{INDEX.value}#{kind}{rank}")
