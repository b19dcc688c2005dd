"""The pages about one entity, about two, and about events. Each public function here is a job of a worker."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyoxigraph as ox

from kg.brief.claims import RIVAL, cut, rivals
from kg.brief.find import entity
from kg.brief.lines import Writer
from kg.brief.report import brief
from kg.brief.sayings import Saying, once, retracted
from kg.brief.written import lines, lives
from kg.errors import QueryError
from kg.iris import KGE
from kg.model import Entity
from kg.serve.chart import Bar, Points, bars, points
from kg.serve.draw import Told, Visit, of_line, page, told
from kg.serve.forms import HTML, TRIPLES, triples, wanted
from kg.serve.index import KINDS, Index, Mask, index
from kg.serve.reply import Reply
from kg.serve.reply import told as plainly
from kg.serve.told import sayings, sides
from kg.serve.words import WORDS
from kg.store import Store
from kg.store.alike import likenesses
from kg.vocabulary import OCCASIONS, classes

LINES, PARTNERS, EVENTS = 50, 12, 50  # of a page: lines, partners, events
FEW, CARDS = 10, 50  # sentences looked at: of each kind for a dyad, for rival claims
CLAIMED = 8  # claims shown of each kind


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of what is told: its lines, how many there are in all, and of each kind, when, and whether it is the last page."""

    lines: list[Told]
    writer: Writer
    count: int
    kinds: Mapping[str, int]
    bars: Sequence[Bar]
    points: Points | None
    last: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a brief: its name, and its lines, each with what became of a promise, and where that is told."""

    name: str
    entries: list[tuple[Told, str, Told | None]]


@dataclass(frozen=True, slots=True)
class Claims:
    """Rival claims by kind, and the life of what is held against each party."""

    kinds: list[tuple[str, list[Told]]]
    lives: Sequence[tuple[str, tuple[str, ...]]]
    writer: Writer


def about_entity(store: Store, visit: Visit, name: str) -> Reply:
    """An entity: its names, with whom it deals, and what is asserted of it, the newest first; or the triples that it is in."""
    iri = KGE + name
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return missing(visit, "no entity", name)
    who = entity(store, iri)
    if who is None:
        return missing(visit, "no entity", name)
    media = wanted(visit.accept, *TRIPLES, HTML)
    if media != HTML:
        patterns: Iterable[tuple[ox.NamedNode | None, ox.NamedNode | None]] = ((node, None), (None, node))
        return data({q.triple for s, o in patterns for q in store.inner.quads_for_pattern(s, None, o, ox.DefaultGraph())}, media)
    known = index(store)
    number = known.number.get(iri, -2)
    every = known.of(number)
    read: dict[str, tuple[Saying, ...]] = {}
    claims = _claims(store, known, who, every, visit, read) if who.type in OCCASIONS else None
    partners = [(other, friendly, hostile) for i, friendly, hostile in known.partners(number)[:PARTNERS] if (other := entity(store, known.entities[i]))]
    alike = [(other, score) for same, score in likenesses(store, iri) if (other := entity(store, same))]
    return page(
        "entity.html", visit, who=who, kind=classes()[who.type][visit.lang], partners=partners, alike=alike, claims=claims,
        listed=_listed(store, known, every, visit, (who,), read),
    )  # fmt: skip


def pair(store: Store, visit: Visit) -> Reply:
    """Two: what they are told to have done, said and promised to each other; of a kind all of it, else of each kind what a brief would tell."""
    known = index(store)
    found = []
    for text in (visit.text("one"), visit.text("other")):
        number = known.meant(text) if text else None
        who = entity(store, known.entities[number]) if number is not None else None
        if who is None:
            return missing(visit, "no entity", text)
        found.append(who)
    one, other = found
    if one == other:
        return missing(visit, "two", visit.text("other"))
    every = known.between(known.number[one.iri], known.number[other.iri])
    whole = "kind" not in visit.params and visit.page == 1
    listed = _listed(store, known, every, visit, (one, other), {}, few=whole)
    sections = list(_sections(listed, (one, other))) if whole else []
    if sections:
        listed = replace(listed, points=_points([t for s in sections for said, _, later in s.entries for t in (said, later) if t], visit))
    return page("pair.html", visit, one=one, other=other, sections=sections, listed=listed)


def events(store: Store, visit: Visit) -> Reply:
    """Events and documents, those first on which there are most rival claims."""
    known = index(store)
    made = {name: i for i, name in enumerate(known.names)}
    claims = np.isin(known.relation, [made[r] for r in ("accuses", "claimsResponsibilityFor", "denies") if r in made])
    claims |= (known.kind == KINDS.index("refused")) & (known.roles[2] >= 0)
    size = len(known.entities)
    rival = np.zeros(size, dtype=int)
    for role in (known.roles[0], known.roles[1], known.roles[3]):
        rival += np.bincount(role[claims & (role >= 0)], minlength=size)
    occasions = [i for i, kind in enumerate(known.types) if kind in OCCASIONS]
    occasions.sort(key=lambda i: (-rival[i], -known.often[i], known.entities[i]))
    start = (visit.page - 1) * EVENTS
    rows = [(who, int(rival[i]), int(known.often[i])) for i in occasions[start : start + EVENTS] if (who := entity(store, known.entities[i]))]
    return page("events.html", visit, rows=rows, last=start + EVENTS >= len(occasions), count=len(occasions))


def missing(visit: Visit, why: str, name: str) -> Reply:
    """What is asked for is not there, and what to do."""
    return page("missing.html", visit, 404, why=WORDS[visit.lang][why], name=name)


def data(found: set[ox.Triple], media: str) -> Reply:
    """Triples, sorted, in a media type of ``TRIPLES``."""
    if not media:
        return plainly(406, f"This can be had as {', '.join((HTML, *TRIPLES))}.")
    try:
        return Reply(200, media, triples(sorted(found, key=str), media))
    except QueryError as e:
        return plainly(406, str(e))


def _listed(
    store: Store, known: Index, every: Mask, visit: Visit, actors: tuple[Entity, ...], read: dict[str, tuple[Saying, ...]], *, few: bool = False
) -> Listed:
    """A page of those of ``every`` that the visit chooses, or the newest ``few`` of each kind; ``read`` are sayings that are read already."""
    chosen = np.flatnonzero(every & visit.chosen(known))
    start = (visit.page - 1) * LINES
    rows = chosen[start : start + LINES]
    if few:
        rows = np.sort(np.concatenate([chosen[known.kind[chosen] == kind][:FEW] for kind in range(len(KINDS))]))
    found = sayings(store, (known.iris[i] for i in rows), read)
    writer = Writer(visit.lang, sides(store, known, found, actors))
    lines = told(found, writer, start + 1)
    kinds = np.bincount(known.kind[every], minlength=len(KINDS))
    counts = {kind: int(kinds[i]) for i, kind in enumerate(KINDS) if kinds[i]}
    period = bars(known, every & visit.without_days().chosen(known), visit.lang == "ar")
    return Listed(lines, writer, len(chosen), counts, period, _points(lines, visit), start + LINES >= len(chosen))


def _points(lines: Iterable[Told], visit: Visit) -> Points | None:
    return points(((t.line, t.saying.date) for t in lines), visit.lang == "ar")


def _sections(listed: Listed, actors: tuple[Entity, ...]) -> Iterable[Part]:
    """The sections of a brief on the newest sentences, numbered throughout."""
    writer, number = listed.writer, 1
    for section in brief(actors, once(t.saying for t in listed.lines), writer.sides).sections:
        entries = []
        for entry in section.entries:
            also = [f"{writer.word('also')}: {entry.also}"] if entry.also else []
            later = of_line(writer.line(number + 1, entry.later), entry.later) if entry.later else None
            entries.append((of_line(writer.line(number, entry.saying, also), entry.saying), entry.fate, later))
            number += 2 if later else 1
        if entries:
            yield Part(section.name, entries)


def _claims(store: Store, known: Index, event: Entity, every: Mask, visit: Visit, read: dict[str, tuple[Saying, ...]]) -> Claims:
    """What is asserted about an event, and in the same articles the denials that name only the accuser; what is read is put into ``read``."""
    rows = np.flatnonzero(every)[:CARDS]
    articles = {known.iris[i].partition("#")[0] for i in rows}
    denies = known.names.index("denies") if "denies" in known.names else -1
    more = [i for i in np.flatnonzero((known.relation == denies) & ~every) if known.iris[i].partition("#")[0] in articles]
    found = once((*sayings(store, (known.iris[i] for i in (*rows, *more)), read), *retracted(store, [event.iri])))
    writer = Writer(visit.lang, sides(store, known, found))
    few = cut(rivals(event, found, writer.sides), CLAIMED)
    shown = [of_line(line, claim.saying) for line, claim in zip(lines(few, writer), few.claims, strict=True)]
    kinds = [(kind, [t for t, c in zip(shown, few.claims, strict=True) if c.kind == kind]) for kind in RIVAL]
    return Claims([(kind, some) for kind, some in kinds if some], lives(few, writer), writer)
