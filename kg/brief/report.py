"""What a brief tells of an actor or of two: chosen from the sayings, each of which it keeps, before it is written in a language.

It has room for two pages of A4: of each part the most telling lines are taken in turn until that is full, and the others are counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from math import ceil

from kg.brief.claims import RIVAL, Rivals, cut, rivals
from kg.brief.find import ACTORS
from kg.brief.sayings import Saying, Sides, officials, sayings
from kg.model import Entity
from kg.store import Store
from kg.vocabulary import OCCASIONS, relations

SHARE = {"deeds": 2, "words": 2, "promises": 1, "possible": 1, "refused": 1, "partners": 1, "adversaries": 1}  # lines of each part that are taken in turn
SECTIONS = tuple(SHARE)[:5]  # the parts that tell what was done and said; the others tell of partners
ROOM, ROW = 88, 115  # rows of two printed pages that are left for lines beside headings and picture; characters in a row
PARTNERS, EVENTS, RIVALS = 4, 2, 2  # most shown: partners, and as many adversaries, of all actors together; events; claims of each kind on an event
FATES = ("kept", "unkept", "later", "nothing later")
FRIENDLY = frozenset(("contact", "support", "cooperation"))
HOSTILE = frozenset(("verbal conflict", "material conflict"))
SPOKEN = frozenset(("support", "verbal conflict"))
ATTENDED = frozenset(("participatesIn", "hosts"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A saying that is shown; ``also`` counts other sentences that say the same by the same speaker.

    Of a promise, ``fate`` is one of ``FATES``: ``kept`` when the promised act is told as done of a day after the promise, ``unkept`` when it is
    told as not done, ``later`` when another act of the same group by the same to the same is told as done, ``nothing later`` otherwise;
    ``later`` is the sentence that tells it.
    """

    saying: Saying
    also: int
    fate: str = ""
    later: Saying | None = None

    @property
    def rows(self) -> float:
        """How many printed rows it takes, roughly: who does what, the sentence, its source; what became of a promise."""
        return _rows(self.saying) + (1 if self.fate else 0) + (_rows(self.later) if self.later else 0)


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of one name of ``SECTIONS``, by date; ``left`` are more of the kind that are not shown."""

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

    @property
    def rows(self) -> float:
        """How many printed rows it takes, roughly."""
        return 1.4 + _rows(self.newest)


@dataclass(frozen=True, slots=True)
class Brief:
    """All that is told; ``first`` and ``last`` are the days of the oldest and newest article, empty when none has a day.

    ``left`` counts the partners, adversaries and rival claims that are not shown, by these names.
    """

    actors: tuple[Entity, ...]
    articles: int
    sentences: int
    first: str
    last: str
    sections: tuple[Section, ...]
    partners: tuple[Standing, ...]
    adversaries: tuple[Standing, ...]
    rivals: tuple[Rivals, ...]
    left: Mapping[str, int]


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
    disputed = tuple(_shared(actors, found, sides))
    shown: list[Rivals] = []
    for few in (cut(each, RIVALS) for each in disputed[:EVENTS]):
        if not shown or sum(map(_claims_rows, (*shown, few))) < ROOM / 3:
            shown.append(few)
    room = ROOM - sum(map(_claims_rows, shown))
    parts: dict[str, Sequence[Entry | Standing]] = {name: _entries(name, told, sides) for name in SECTIONS}
    parts["partners"] = _others(actors, [s for s in standings if s.friendly >= s.hostile])
    parts["adversaries"] = _others(actors, [s for s in standings if s.friendly < s.hostile])
    taken = _in_turn({name: some[:PARTNERS] if name not in SECTIONS else some for name, some in parts.items()}, room)
    left = {name: len(parts[name]) - len(taken[name]) for name in parts}
    left["rivals"] = sum(len(cut(each, len(each.claims)).claims) for each in disputed) - sum(len(few.claims) for few in shown)
    return Brief(
        tuple(actors),
        len({s.article.id for s in told}),
        len({s.sentence for s in told}),
        days[0] if days else "",
        days[-1] if days else "",
        tuple(Section(name, tuple(sorted((e for e in taken[name] if isinstance(e, Entry)), key=_age)), left[name]) for name in SECTIONS),
        tuple(s for s in taken["partners"] if isinstance(s, Standing)),
        tuple(s for s in taken["adversaries"] if isinstance(s, Standing)),
        tuple(shown),
        left,
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


def _entries(name: str, told: Sequence[Saying], sides: Sides) -> list[Entry]:
    """What is told under a name of ``SECTIONS``, the most telling first: what is recent, said by several sentences, and read with confidence.

    These three count alike. What only repeats a sentence that tells something else already comes after all others.
    """
    same: dict[tuple[object, ...], list[Saying]] = {}
    for s in told:
        if section(s) == name:
            a = s.assertion
            two = (a.subject.iri, a.object.iri)
            pair = tuple(sorted(two)) if relations()[a.relation].symmetric else two
            same.setdefault((pair, a.relation, a.modality, a.speaker and a.speaker.iri), []).append(s)
    entries = [Entry(max(group, key=lambda s: s.assertion.confidence), len({s.sentence for s in group}) - 1) for group in same.values()]
    days = sorted({day for s in told if (day := _ordinal(s.date))})
    first, length = (days[0], days[-1] - days[0] or 1) if days else (0, 1)

    def telling(entry: Entry) -> float:
        day = _ordinal(entry.saying.date)
        recent = (day - first) / length if day else 0
        return recent + entry.also / (entry.also + 1) + entry.saying.assertion.confidence

    entries.sort(key=lambda e: (-telling(e), e.saying.sentence))
    new: list[Entry] = []
    again: list[Entry] = []
    seen = set()
    for entry in entries:
        (again if entry.saying.sentence in seen else new).append(entry)
        seen.add(entry.saying.sentence)
    if name != "promises":
        return new + again
    return [_fated(entry, told, sides) for entry in new + again]


def _in_turn(parts: Mapping[str, Sequence[Entry | Standing]], room: float) -> dict[str, list[Entry | Standing]]:
    """The first of each part, as many as its share, then the next of each, as long as there is room for them."""
    taken: dict[str, list[Entry | Standing]] = {name: [] for name in parts}
    place = dict.fromkeys(parts, 0)
    while any(place[name] < len(some) for name, some in parts.items()):
        for name, some in parts.items():
            for one in some[place[name] : place[name] + SHARE[name]]:
                if one.rows <= room:
                    taken[name].append(one)
                    room -= one.rows
            place[name] += SHARE[name]
    return taken


def _rows(saying: Saying) -> float:
    return 2.5 + ceil(len(saying.assertion.evidence.quote) / ROW)


def _claims_rows(found: Rivals) -> float:
    """The rows of a heading, of the claims, and of what became of them."""
    return 2 + sum(_rows(claim.saying) for claim in found.claims) + sum(ceil(len(life.stages) / 3) for life in found.lives)


def _age(entry: Entry) -> tuple[str, str, int]:
    return (entry.saying.date, *entry.saying.sentence)


def _ordinal(day: str) -> int:
    """The day as a number; 0 for what is no day, since the header of an article may say anything."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0


def _fated(entry: Entry, told: Iterable[Saying], sides: Sides) -> Entry:
    """A promise and what became of it: the first word on the promised act itself, else the first act of its group."""
    promise = entry.saying
    relation = relations()[promise.assertion.relation]
    pairs = [_pair(promise, sides)]
    pairs += [pairs[0][::-1]] if relation.symmetric else []
    like = None
    for s in told:
        a = s.assertion
        begun = a.time.start if a.time and a.time.start else s.date
        if not promise.date or min(begun, s.date) <= promise.date or a.modality != "actual" or _pair(s, sides) not in pairs:
            continue
        if a.relation == relation.name:
            return replace(entry, fate="unkept" if a.negated else "kept", later=s)
        if like is None and not a.negated and relations()[a.relation].group == relation.group:
            like = s
    return replace(entry, fate="later" if like else "nothing later", later=like)


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


def _others(actors: Sequence[Entity], standings: Sequence[Standing]) -> list[Standing]:
    """The first of each actor, then the second of each; of a dyad neither is the other's partner here."""
    ours = {actor.iri for actor in actors}
    each = [[s for s in standings if s.actor == actor and s.other.iri not in ours] for actor in actors]
    return [s for some in zip_longest(*each) for s in some if s]


def _shared(actors: Sequence[Entity], found: Sequence[Saying], sides: Sides) -> Iterable[Rivals]:
    """What is asserted on each event on which all the actors make rival claims, or on which these are made of them; those with the most first."""
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
    yield from (told for _, _, told in sorted(kept, key=lambda k: k[:2]))
