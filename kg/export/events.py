"""The table of events, in the codes of event data: PLOVER and CAMEO types, actors, intensity, place.

- Type: the codes that ``ontology/alaqat.ttl`` gives a relation; quad class as GDELT and PLOVER number them.
- Actor: ISO 3166 alpha-3 of a state; a person has that of the state of their office on the day, and the role GOV; other roles by class.
- Intensity: the mean of what the relation's CAMEO codes weigh on Goldstein's scale (``ontology/goldstein.tsv``). It is a weight of deeds that
  are told as done: what is only planned has none, though it is in the table; what is denied or possible is not in the table.
- Place: what was visited, invaded or hit, if it is one; else where the same article says that the event happened which is spoken of.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache

from kg.brief.sayings import Saying, Sides
from kg.export.tables import TOLD, Cell, Table, day, days, entities, told
from kg.link.authority import authority
from kg.model import Assertion, Entity
from kg.resources import folder
from kg.store import Store
from kg.store.edges import affirmed
from kg.store.terms import assertion_iri
from kg.vocabulary import Relation, relations

QUAD_CLASSES = {"contact": 1, "support": 1, "cooperation": 2, "verbal conflict": 3, "material conflict": 4}
ROLES = {"IGO": "IGO", "Media": "MED", "ArmedGroup": "REB", "People": "CVL"}  # CAMEO's
THERE = ("visits", "invades", "attacks")  # happen where their object is, if it is a place; the first two also if it is a state
Where = Mapping[tuple[str, str, str], frozenset[str]]


def events(store: Store, policy: str) -> Table:
    """A row for each assertion that draws an edge and has a PLOVER or CAMEO code, sorted by day."""
    articles, who = {a.id: a for a in store.articles()}, entities(store)
    found = tuple(affirmed(store, policy))
    sides, where = Sides(Saying(a, articles[a.evidence.article]) for a in found), _where(found)
    rows = []
    for a in found:
        relation, article = relations()[a.relation], articles[a.evidence.article]
        if relation.group in QUAD_CLASSES and (relation.plover or relation.cameo):
            first, last = days(a, articles)
            named = "text" if a.time and day(a.time.start) else "article"
            actors = [cell for e in (a.subject, a.object) for cell in _actor(who[e.iri], sides.of(who[e.iri], Saying(a, article)))]
            coded = *_coded(relation, a.modality), *_place(a, where, who)
            rows.append((assertion_iri(a), first, last, named, *actors, *coded, *told(a, article)))
    actor = [(f"{side}{part}", str) for side in ("source", "target") for part in ("", "_ar", "_en", "_code", "_country", "_role")]
    columns = [("id", str), ("date", date), ("date_end", date), ("date_from", str), *actor]
    columns += [("plover", str), ("cameo", str), ("quad_class", int), ("intensity", float), ("intensity_source", str)]
    columns += [(f"location{part}", str) for part in ("", "_ar", "_en", "_country", "_from")]
    return Table("events", (*columns, *TOLD), tuple(sorted(rows, key=lambda row: (str(row[1] or ""), row[0]))))


@cache
def weights() -> Mapping[str, float]:
    """CAMEO codes and what they weigh on Goldstein's scale."""
    lines = (folder("ontology") / "goldstein.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {code: float(weight) for code, weight in rows[1:]}


def intensity(relation: Relation) -> tuple[float, str] | None:
    """What a relation weighs, from -10 to 10, and what it is the mean of; None when none of its codes has a weight.

    >>> intensity(relations()["supports"])
    (3.6, 'Goldstein: 051=3.4 052=3.5 053=3.8')
    """
    known = {code: weights()[code] for code in relation.cameo if code in weights()}
    if not known:
        return None
    return round(sum(known.values()) / len(known), 1), "Goldstein: " + " ".join(f"{code}={weight}" for code, weight in known.items())


def _coded(relation: Relation, modality: str) -> Iterator[Cell]:
    """The event types that a relation covers, joined by a space; its quad class; its intensity and the source of that."""
    yield " ".join(relation.plover) or None
    yield " ".join(relation.cameo) or None
    yield QUAD_CLASSES[relation.group]
    yield from (intensity(relation) if modality == "actual" else None) or (None, None)


def _actor(who: Entity, acting_for: Entity) -> Iterator[Cell]:
    """IRI, names, code, country and role."""
    labels = dict(who.labels)
    country = authority().codes.get(acting_for.iri)
    role = "GOV" if acting_for.type == "State" and who != acting_for else ROLES.get(acting_for.type)
    yield from (who.iri, labels.get("ar"), labels.get("en"), f"{country or ''}{role or ''}" or None, country, role)


def _where(found: Iterable[Assertion]) -> Where:
    """For article, relation (occursIn, locatedIn) and entity: where the article says that it is."""
    where: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for a in found:
        if a.relation in ("occursIn", "locatedIn"):
            where[a.evidence.article, a.relation, a.subject.iri].add(a.object.iri)
    return {key: frozenset(iris) for key, iris in where.items()}


def _place(a: Assertion, where: Where, who: Mapping[str, Entity]) -> Iterator[Cell]:
    """IRI, names, country and why: ``target`` or ``event``."""
    told_at = a.evidence.article
    at, why = {a.object.iri}, "target"
    if a.relation not in THERE or a.object.type not in (("Place",) if a.relation == "attacks" else ("Place", "State")):
        spoken_of = (e for e in (a.object, a.subject, a.about) if e and e.type == "Event")
        at, why = {iri for e in spoken_of for iri in where.get((told_at, "occursIn", e.iri), ())}, "event"
    at = {iri for iri in at if who[iri].type == "Place"} or at  # rather the city than its state
    if len(at) != 1:
        yield from (None,) * 5
        return
    place = who[at.pop()]
    states = {place.iri, *where.get((told_at, "locatedIn", place.iri), ())} & authority().codes.keys()
    labels, country = dict(place.labels), authority().codes[states.pop()] if len(states) == 1 else None
    yield from (place.iri, labels.get("ar"), labels.get("en"), country, why)
