"""All assertions of a graph as columns of numbers, in the memory of a worker: what a page shows is chosen here, and only that is read.

Reading all that is told of an actor takes seconds where there is much; choosing fifty lines of it among 100,000 takes a millisecond.
"""

import time
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.brief.report import ATTENDED, FRIENDLY, HOSTILE, SECTIONS, section
from kg.brief.sayings import Saying, Sides
from kg.iris import KGE, local_name
from kg.lang.normalise import bare, keys
from kg.link.authority import authority
from kg.model import MODALITIES, Article, Assertion, Entity, Evidence, Span
from kg.store import Store, terms
from kg.store.names import LABEL, A, name
from kg.vocabulary import classes, relations

KINDS: Final = (*SECTIONS, "other")  # the sections of a brief, and offices and places
ROLES = ("rdf:subject", "rdf:object", "kgo:speaker", "kgo:about", "kgo:outlet")
NOBODY = -1
REST = 10  # times what it took to make an index: so long it is used, whoever writes to the graph meanwhile
NOWHERE = Span(0, 1)

Numbers = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Index:
    """The assertions, the newest first; all columns have one number for each.

    ``roles`` are the columns of ``ROLES``, places in ``entities`` (IRIs) or ``NOBODY``; ``sides`` for whom subject and object act; ``relation``
    is a place in ``names``, ``kind`` one in ``KINDS``, ``day`` one in ``days``, which are the ISO days of the articles, sorted, the first empty for
    articles that have none; ``iris`` are the assertions themselves.
    ``types`` has the class of each entity, ``often`` how many assertions it takes part in. ``words`` are the words of all names as they are
    looked up, sorted, each with whose name it is in; ``called`` are whole names. ``offices`` are, of each article and person by IRI, the
    offices that they are told to hold: relation, and IRI of the state or body. ``figures`` are those of ``Store.counts``.
    """

    iris: list[str]
    days: list[str]
    day: Numbers
    roles: tuple[Numbers, ...]
    sides: tuple[Numbers, Numbers]
    names: tuple[str, ...]
    relation: Numbers
    kind: Numbers
    entities: list[str]
    number: dict[str, int]
    types: list[str]
    often: Numbers
    words: list[tuple[str, int]]
    called: dict[tuple[str, ...], list[int]]
    offices: dict[tuple[str, str], list[tuple[str, str]]]
    figures: dict[str, int]

    def meant(self, text: str) -> int | None:
        """The one that ``text`` most likely means: an IRI, what follows ``kge:`` in one, or a name."""
        exact = self.number.get(text, self.number.get(KGE + text.removeprefix("kge:")))
        return exact if exact is not None else next(iter(self.search(text)), None)

    def search(self, text: str) -> list[int]:
        """Whom ``text`` may name: those of this very name, else by the authority file; then those with words that begin as its words do.

        The most often told come first.
        """
        whole, begun = keys(text), [bare(word) for word in text.split() if bare(word)]
        exact = self.called.get(whole, [])
        filed = authority().find(whole) if whole and not exact else None
        exact = exact or [self.number[n.iri] for n in filed.names if n.iri in self.number] if filed else exact
        like = set.intersection(*(self._beginning(word) for word in begun)) if begun else set()
        return [*self._by_often(set(exact)), *self._by_often(like - set(exact))]

    def acting(self, who: int) -> tuple[Mask, Mask]:
        """Where an entity is the subject, and where the object, itself or by one who acts for it."""
        subject, obj = (self.roles[i] == who for i in (0, 1))
        return subject | (self.sides[0] == who), obj | (self.sides[1] == who)

    def of(self, who: int) -> Mask:
        """Where an entity has any part in what is asserted."""
        subject, obj = self.acting(who)
        for role in self.roles[2:]:
            subject |= role == who
        return subject | obj

    def between(self, one: int, other: int) -> Mask:
        """What the two are told to do to each other."""
        (a, b), (c, d) = self.acting(one), self.acting(other)
        return (a & d) | (c & b)

    def partners(self, who: int) -> list[tuple[int, int, int]]:
        """With whom it is told to deal most, how often as a friend and how often as a foe, of what is told as done."""
        subject, obj = self.acting(who)
        done = np.isin(self.kind, [KINDS.index(k) for k in ("deeds", "words")])
        hostile = np.array([relations()[n].group in HOSTILE for n in self.names] or [False])[self.relation]
        count = np.zeros((2, len(self.entities)), dtype=int)
        for mine, theirs in ((subject, self.sides[1]), (obj, self.sides[0])):
            for tone in (False, True):
                count[int(tone)] += np.bincount(theirs[mine & done & (hostile == tone)], minlength=len(self.entities))
        count[:, who] = 0
        total = count.sum(axis=0)
        order = np.argsort(-total, kind="stable")[:200]
        return [(int(i), int(count[0][i]), int(count[1][i])) for i in order if total[i] and self.types[i] not in ("Event", "Document", "Place")]

    def _beginning(self, start: str) -> set[int]:
        found = set()
        for word, who in self.words[bisect_left(self.words, (start, -1)) :]:
            if not word.startswith(start):
                break
            found.add(who)
        return found

    def _by_often(self, found: Iterable[int]) -> list[int]:
        return sorted(found, key=lambda i: (-self.often[i], self.entities[i]))


class _Kept:
    """The index of the graph that was asked last."""

    def __init__(self) -> None:
        self.store: Store | None = None
        self.index: Index | None = None
        self.until = 0.0


_kept = _Kept()


def index(store: Store) -> Index:
    """The index of a graph; where it changes all the time it may be a little older than the graph."""
    now = time.monotonic()
    if _kept.index is None or (_kept.store is not store and (_kept.store is None or _kept.store.folder != store.folder or now > _kept.until)):
        made = made_of(store)
        took = time.monotonic() - now
        _kept.store, _kept.index, _kept.until = store, made, now + took * (1 + REST)
    return _kept.index


def made_of(store: Store) -> Index:
    """Read all that choosing takes."""
    role = [_column(store, short) for short in ROLES]
    relation, modality, negated, source, start = (
        _column(store, short) for short in ("rdf:predicate", "kgo:modality", "kgo:negated", "prov:wasDerivedFrom", "kgo:triggerStart")
    )
    dates = _column(store, "dcterms:date")
    day = {iri: found if terms.DAY.fullmatch(found := dates.get(article, "")) else "" for iri, article in source.items()}
    iris = sorted(role[0].keys() & role[1].keys() & relation.keys() & day.keys(), key=lambda iri: (day[iri], source[iri], -int(start.get(iri, 0)), iri))[::-1]
    types = {q.subject.value: local_name(q.object.value) for q in store.inner.quads_for_pattern(None, A, None, DefaultGraph())
             if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode) and local_name(q.object.value) in classes()}  # fmt: skip
    entities = sorted(types)
    number = {iri: i for i, iri in enumerate(entities)}
    columns = tuple(np.array([number.get(column.get(iri, ""), NOBODY) for iri in iris], dtype=np.int32) for column in role)
    names = tuple(sorted({local_name(value) for value in relation.values()} & relations().keys()))
    place = {n: i for i, n in enumerate(names)}
    used = [local_name(relation[iri]) for iri in iris]
    told = [(n, local_name(modality.get(iri, "")), negated.get(iri) == "true") for n, iri in zip(used, iris, strict=True)]
    days = sorted({"", *day.values()})
    on = {text: i for i, text in enumerate(days)}
    words, called = _names(store, number)
    articles = [source[iri] for iri in iris]
    office = np.array([known is not None and "holdsOfficeIn" in known.parents for known in map(relations().get, used)], dtype=bool)
    offices: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for i in np.flatnonzero(office).tolist():
        held, how, denied = told[i]
        if how == "actual" and not denied:
            offices.setdefault((articles[i], role[0][iris[i]]), []).append((held, role[1][iris[i]]))
    return Index(
        iris,
        days,
        np.array([on[day[iri]] for iri in iris], dtype=np.int32),
        columns,
        _sides(entities, types, columns, number, articles, [day[iri] for iri in iris], told, office),
        names,
        np.array([place.get(n, 0) for n in used], dtype=np.int32),
        np.array([_kind(*t) for t in told], dtype=np.int32),
        entities,
        number,
        [types[iri] for iri in entities],
        np.sum([np.bincount(c[c >= 0], minlength=len(entities)) for c in columns], axis=0, dtype=np.int32),
        sorted(words),
        called,
        offices,
        store.counts(),
    )


def _column(store: Store, short: str) -> dict[str, str]:
    found = store.inner.quads_for_pattern(None, name(short), None, DefaultGraph())
    return {q.subject.value: q.object.value for q in found if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal)}


def _names(store: Store, number: dict[str, int]) -> tuple[set[tuple[str, int]], dict[tuple[str, ...], list[int]]]:
    words: set[tuple[str, int]] = set()
    called: dict[tuple[str, ...], list[int]] = {}
    for q in store.inner.quads_for_pattern(None, LABEL, None, DefaultGraph()):
        who = number.get(q.subject.value) if isinstance(q.subject, NamedNode) else None
        if who is not None and isinstance(q.object, Literal):
            words |= {(word, who) for given in q.object.value.split() if (word := bare(given))}
            called.setdefault(keys(q.object.value), []).append(who)
    called.pop((), None)
    return words, called


@cache
def _kind(relation: str, modality: str, negated: bool) -> int:
    known = relations().get(relation)
    if known is None or modality not in MODALITIES or (known.group not in FRIENDLY | HOSTILE and relation not in ATTENDED):
        return KINDS.index("other")
    nobody = Entity("", "", ())
    return KINDS.index(section(light("", "", (nobody, nobody), (relation, modality, negated))))


def _sides(
    entities: list[str],
    types: dict[str, str],
    columns: tuple[Numbers, ...],
    number: dict[str, int],
    articles: list[str],
    days: list[str],
    told: list[tuple[str, str, bool]],
    office: Mask,
) -> tuple[Numbers, Numbers]:
    """For whom subjects and objects act."""
    persons = np.array([types[iri] == "Person" for iri in entities] or [False])
    acting = {}
    for i in np.flatnonzero(persons[columns[0]] | persons[columns[1]] | office).tolist():
        parties = [Entity(iri, types[iri], ()) for iri in (entities[column[i]] for column in columns[:2])]
        acting[i] = light(articles[i], days[i], (parties[0], parties[1]), told[i])
    sides = Sides([acting[i] for i in np.flatnonzero(office).tolist()])
    found = (columns[0].copy(), columns[1].copy())
    for i, saying in acting.items():
        for column, who in zip(found, (saying.assertion.subject, saying.assertion.object), strict=True):
            column[i] = number.get(sides.of(who, saying).iri, column[i])
    return found


def light(article: str, day: str, parties: tuple[Entity, Entity], told: tuple[str, str, bool]) -> Saying:
    """A saying without its sentence: all that it takes to know for whom somebody acts."""
    evidence = Evidence(article, NOWHERE, "", "", "", NOWHERE, NOWHERE, NOWHERE)
    relation, modality, negated = told
    return Saying(Assertion(parties[0], relation, parties[1], evidence, modality, negated), Article(article, "", "", (), "", day))
