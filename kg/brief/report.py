"""What a brief tells of an actor or of two: chosen from the sayings, each of which it keeps, before it is written in a language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.brief.claims import RIVAL, Rivals, rivals
from kg.brief.find import ACTORS, OCCASIONS
from kg.brief.sayings import Saying, Sides, officials, sayings
from kg.model import Entity
from kg.store import Store
from kg.vocabulary import relations

MOST = {"deeds": 6, "words": 6, "promises": 3, "possible": 2, "refused": 2}  # lines of each section: two pages in all
PARTNERS, EVENTS = 4, 2  # shown: partners, and as many adversaries, of all actors together; events
FRIENDLY = frozenset(("contact", "support", "cooperation"))
HOSTILE = frozenset(("verbal conflict", "material conflict"))
SPOKEN = frozenset(("support", "verbal conflict"))
ATTENDED = frozenset(("participatesIn", "hosts"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A saying that is shown; ``also`` counts other sentences that say the same by the same speaker; ``later`` follows a promise."""

    saying: Saying
    also: int
    later: Saying | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one name of ``MOST``, by date; ``left`` are more of the kind that are not shown."""

    name: str
    entries: tuple[Entry, ...]
    left: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How often friendly and hostile acts between ``actor`` and ``other`` are told as done, with the newest saying of the more frequent kind."""

    actor: Entity
    other: Entity
    friendly: int
    hostile: int
    newest: Saying


@dataclass(frozen=True, slots=True)
class Brief:
    """All that is told; ``first`` and ``last`` are the days of the oldest and newest article, empty when none has a day."""

    actors: tuple[Entity, ...]
    articles: int
    sentences: int
    first: str
    last: str
    sections: tuple[Section, ...]
    partners: tuple[Standing, ...]
    adversaries: tuple[Standing, ...]
    rivals: tuple[Rivals, ...]


def gather(store: Store, actors: Sequence[Entity], since: str = "", until: str = "") -> tuple[Saying, ...]:
    """All that is asserted in the articles from ``since`` to ``until``, both included, that name the actors or those who act for them."""
    naming = {a.iri for a in actors}.union(*(officials(a) for a in actors if a.type == "State"))
    bounded = bool(since or until)
    return tuple(s for s in sayings(store, sorted(naming)) if not bounded or (s.date and since <= s.date <= (until or s.date)))


def brief(actors: Sequence[Entity], found: Sequence[Saying], sides: Sides) -> Brief:
    """The brief of one actor, or of what two did, said and promised to each other. A person counts for the state that they act for."""
    told = [s for s in found if _concerns(s, actors, sides)]
    days = sorted(s.date for s in told if s.date)
    standings = [standing for actor in actors for standing in _standings(actor, found, sides)]
    return Brief(
        tuple(actors),
        len({s.article.id for s in told}),
        len({s.sentence for s in told}),
        days[0] if days else "",
        days[-1] if days else "",
        tuple(_section(name, told, sides) for name in MOST),
        tuple(_most(actors, [s for s in standings if s.friendly >= s.hostile])),
        tuple(_most(actors, [s for s in standings if s.friendly < s.hostile])),
        tuple(_shared(actors, found, sides)),
    )


def section(saying: Saying) -> str:
    """Where a saying is told: what is denied, possible or planned is kept apart from what is told as done."""
    a = saying.assertion
    if a.negated:
        return "refused"
    if a.modality in ("possible", "planned"):
        return "possible" if a.modality == "possible" else "promises"
    return "words" if relations()[a.relation].group in SPOKEN else "deeds"


def _concerns(saying: Saying, actors: Sequence[Entity], sides: Sides) -> bool:
    """Whether it tells of an act between the two, or of one by the one."""
    a = saying.assertion
    relation = relations()[a.relation]
    if relation.group not in FRIENDLY | HOSTILE and a.relation not in ATTENDED:
        return False
    doer, other = _pair(saying, sides)
    if doer == other:
        return False
    if len(actors) == 2:
        return {doer, other} == {actor.iri for actor in actors}
    return actors[0].iri in ((doer, other) if relation.symmetric else (doer,))


def _pair(saying: Saying, sides: Sides) -> tuple[str, str]:
    """The IRIs of those between whom it is, each as the state or body for which it acts."""
    return sides.of(saying.assertion.subject, saying).iri, sides.of(saying.assertion.object, saying).iri


def _section(name: str, told: Iterable[Saying], sides: Sides) -> Section:
    same: dict[tuple[object, ...], list[Saying]] = {}
    told = list(told)
    for s in told:
        if section(s) == name:
            a = s.assertion
            two = (a.subject.iri, a.object.iri)
            pair = tuple(sorted(two)) if relations()[a.relation].symmetric else two
            same.setdefault((pair, a.relation, a.modality, a.speaker and a.speaker.iri), []).append(s)
    entries = [Entry(max(group, key=lambda s: s.assertion.confidence), len({s.sentence for s in group}) - 1) for group in same.values()]
    shown = sorted(entries, key=lambda e: (-e.also, -e.saying.assertion.confidence))[: MOST[name]]
    shown.sort(key=lambda e: (e.saying.date, *e.saying.sentence))
    if name == "promises":
        shown = [Entry(e.saying, e.also, _later(e.saying, told, sides)) for e in shown]
    return Section(name, tuple(shown), len(entries) - len(shown))


def _later(promise: Saying, told: Iterable[Saying], sides: Sides) -> Saying | None:
    """The first act after the day of a promise that is told as done, of the same group, by the same to the same."""
    doer, other = _pair(promise, sides)
    group = relations()[promise.assertion.relation].group
    for s in told:
        relation, a = relations()[s.assertion.relation], s.assertion
        if not promise.date or s.date <= promise.date or a.negated or a.modality != "actual" or relation.group != group:
            continue
        if _pair(s, sides) == (doer, other) or (relation.symmetric and _pair(s, sides) == (other, doer)):
            return s
    return None


def _standings(actor: Entity, found: Iterable[Saying], sides: Sides) -> Iterable[Standing]:
    """How the actor stands to each other one, the most often told first."""
    counts: dict[str, list[int]] = {}
    last: dict[tuple[str, bool], tuple[Entity, Saying]] = {}
    for s in found:
        a, group = s.assertion, relations()[s.assertion.relation].group
        if a.negated or a.modality != "actual" or group not in FRIENDLY | HOSTILE:
            continue
        doer, other = sides.of(a.subject, s), sides.of(a.object, s)
        if other.iri == actor.iri:
            doer, other = other, doer
        if doer.iri == actor.iri != other.iri and other.type in ACTORS:
            counts.setdefault(other.iri, [0, 0])[group in HOSTILE] += 1
            last[other.iri, group in HOSTILE] = other, s
    for iri, (friendly, hostile) in sorted(counts.items(), key=lambda item: (-sum(item[1]), item[0])):
        yield Standing(actor, last[iri, friendly < hostile][0], friendly, hostile, last[iri, friendly < hostile][1])


def _most(actors: Sequence[Entity], standings: Iterable[Standing]) -> Iterable[Standing]:
    """The first few, as many of each actor; of a dyad neither is the other's partner here."""
    ours = {actor.iri for actor in actors}
    for actor in actors:
        mine = [s for s in standings if s.actor == actor and s.other.iri not in ours]
        yield from mine[: PARTNERS // len(actors)]


def _shared(actors: Sequence[Entity], found: Sequence[Saying], sides: Sides) -> Iterable[Rivals]:
    """The events on which there are rival claims that all the actors make or that are made of them, those with the most first."""
    where: dict[str, set[str]] = {}
    events: dict[str, Entity] = {}
    for s in found:
        for who in (s.assertion.subject, s.assertion.object, s.assertion.about):
            if who and who.type in OCCASIONS:
                events[who.iri] = who
                where.setdefault(who.iri, set()).add(s.article.id)
    kept = []
    for iri, event in sorted(events.items()):
        told = rivals(event, [s for s in found if s.article.id in where[iri]], sides)
        claims = [c for c in told.claims if c.kind in RIVAL]
        parties = {who.iri for c in claims for who in (c.source, c.side) if who}
        if parties.issuperset(actor.iri for actor in actors):
            kept.append((-len(claims), iri, told))
    yield from (told for _, _, told in sorted(kept, key=lambda k: k[:2])[:EVENTS])
