"""The graph as tables: nodes, edges and assertions, and the events that are coded in PLOVER and CAMEO."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.link.authority import authority
from kg.model import Article, Assertion, Entity
from kg.store import Store
from kg.store.edges import affirmed, counted
from kg.store.terms import assertion_iri
from kg.vocabulary import Relation, relations

Cell = str | int | float | bool | date | None
QUAD_CLASSES = {"contact": 1, "support": 1, "cooperation": 2, "verbal conflict": 3, "material conflict": 4}  # as GDELT and PLOVER number them
ROLES = {"IGO": "IGO", "Media": "MED", "ArmedGroup": "REB", "People": "CVL"}  # CAMEO's
Days = tuple[date | None, date | None]  # first and last


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; ``columns`` are the names and types of the columns. A cell that is not known is None."""

    name: str
    columns: tuple[tuple[str, type], ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge with the assertions that draw it, sorted."""

    subject: str
    relation: str
    object: str
    drawn_by: tuple[Assertion, ...]

    @property
    def name(self) -> str:
        """Tells the edge from all others."""
        return f"{self.subject} {self.relation} {self.object}"

    def counted(self, articles: Mapping[str, Article]) -> int:
        """How many assertions draw it, those of copies counted once."""
        return counted((a.evidence.article, articles[a.evidence.article].copy_of) for a in self.drawn_by)


def entities(store: Store) -> dict[str, Entity]:
    """Everybody and everything that the assertions speak of, by IRI, sorted; of several names in a language the first by letters."""
    found: dict[str, Entity] = {}
    for a in store.assertions():
        for e in (a.subject, a.object, a.speaker, a.outlet, a.about):
            if e:
                known = found.setdefault(e.iri, e)
                labels = dict(sorted({*e.labels, *known.labels}, reverse=True))
                found[e.iri] = Entity(e.iri, min(e.type, known.type), tuple(sorted(labels.items())), max(e.wikidata, known.wikidata))
    return dict(sorted(found.items()))


def edges(store: Store, policy: str) -> list[Edge]:
    """The edges that ``policy`` draws, sorted."""
    drawn: defaultdict[tuple[str, str, str], list[Assertion]] = defaultdict(list)
    for a in affirmed(store, policy):
        drawn[a.subject.iri, a.relation, a.object.iri].append(a)
    return [Edge(*edge, tuple(sorted(found, key=assertion_iri))) for edge, found in sorted(drawn.items())]


def days(found: Assertion, articles: Mapping[str, Article]) -> Days:
    """When it happens: the days that the sentence names, else the day of the article."""
    first, end = (_day(found.time.start), _day(found.time.end)) if found.time else (None, None)
    if first is None:
        first = _day(articles[found.evidence.article].date)
        return first, first
    return first, max(first, end - timedelta(days=1)) if end else first


def tables(store: Store, policy: str) -> tuple[Table, ...]:
    """The tables ``nodes``, ``edges`` (where assertions and articles that are copies count once) and ``assertions``."""
    articles = {a.id: a for a in store.articles()}
    return _nodes(store), _edges(edges(store, policy), articles), _assertions(store, articles)


def events(store: Store, policy: str) -> Table:
    """A row for each assertion that draws an edge and has a PLOVER or CAMEO code.

    An actor's country is a state's ISO 3166 alpha-3 code, for a person that of the one state of which the same article calls them an
    office-holder; roles are CAMEO's. There is no intensity: one relation covers event types of different weight.
    """
    articles, known, who = {a.id: a for a in store.articles()}, relations(), entities(store)
    found = list(affirmed(store, policy))
    states = _offices(found)
    rows = []
    for a in found:
        relation, article = known[a.relation], articles[a.evidence.article]
        if relation.group in QUAD_CLASSES and (relation.plover or relation.cameo):
            first, last = days(a, articles)
            named = "text" if a.time and a.time.start else "article"
            actors = [cell for e in (a.subject, a.object) for cell in _actor(who[e.iri], states[a.evidence.article, e.iri])]
            rows.append((assertion_iri(a), first, last, named, *actors, *_coded(relation), *_told(a, article)))
    actor = [(f"{side}{part}", str) for side in ("source", "target") for part in ("", "_ar", "_en", "_code", "_country", "_role")]
    columns = [("id", str), ("date", date), ("date_end", date), ("date_from", str), *actor]
    columns += [("plover", str), ("cameo", str), ("quad_class", int), *TOLD]
    return Table("events", tuple(columns), tuple(sorted(rows, key=lambda row: (str(row[1] or ""), row[0]))))


TOLD: tuple[tuple[str, type], ...] = (
    *((name, str) for name in ("relation", "modality")),
    ("negated", bool),
    *((name, str) for name in ("speaker", "outlet", "about", "time_text")),
    ("time_start", date),
    ("time_end", date),
    ("confidence", float),
    *((name, str) for name in ("article", "title", "publisher")),
    ("published", date),
    ("url", str),
    ("lang", str),
    ("start", int),
    ("end", int),
    ("quote", str),
)


def _told(a: Assertion, article: Article) -> tuple[Cell, ...]:
    """The cells of ``TOLD``: how an assertion is told, and where."""
    others = (e.iri if e else None for e in (a.speaker, a.outlet, a.about))
    time = (a.time.text, _day(a.time.start), _day(a.time.end)) if a.time else (None, None, None)
    header = (article.id, article.title or None, article.outlet or None, _day(article.date), article.url or None, article.lang)
    e = a.evidence
    return a.relation, a.modality, a.negated, *others, *time, a.confidence, *header, e.sentence.start, e.sentence.end, e.quote


def _nodes(store: Store) -> Table:
    columns = [(name, str) for name in ("iri", "type", "name_ar", "name_en", "wikidata", "iso3166")]
    rows = []
    for iri, e in entities(store).items():
        labels = dict(e.labels)
        rows.append((iri, e.type, labels.get("ar"), labels.get("en"), e.wikidata or None, authority().codes.get(iri)))
    return Table("nodes", tuple(columns), tuple(rows))


def _edges(found: Iterable[Edge], articles: Mapping[str, Article]) -> Table:
    texts = [(name, str) for name in ("subject", "relation", "object", "group")]
    columns = [*texts, ("assertions", int), ("articles", int), ("first", date), ("last", date)]
    rows = []
    for edge in found:
        dated = [days(a, articles) for a in edge.drawn_by]
        first = min((day for day, _ in dated if day), default=None)
        last = max((day for _, day in dated if day), default=None)
        told = (articles[a.evidence.article] for a in edge.drawn_by)
        counts = edge.counted(articles), len({article.copy_of or article.id for article in told})
        rows.append((edge.subject, edge.relation, edge.object, relations()[edge.relation].group, *counts, first, last))
    return Table("edges", tuple(columns), tuple(rows))


def _assertions(store: Store, articles: Mapping[str, Article]) -> Table:
    spans: tuple[tuple[str, Callable[[Assertion], int]], ...] = (
        ("trigger_start", lambda a: a.evidence.trigger.start),
        ("trigger_end", lambda a: a.evidence.trigger.end),
        ("subject_start", lambda a: a.evidence.subject.start),
        ("subject_end", lambda a: a.evidence.subject.end),
        ("object_start", lambda a: a.evidence.object.start),
        ("object_end", lambda a: a.evidence.object.end),
    )
    columns = [("id", str), ("subject", str), ("object", str), *TOLD, *((name, int) for name, _ in spans)]
    rows = (
        (assertion_iri(a), a.subject.iri, a.object.iri, *_told(a, articles[a.evidence.article]), *(of(a) for _, of in spans))
        for a in store.assertions()
    )
    return Table("assertions", tuple(columns), tuple(rows))


def _coded(relation: Relation) -> Iterator[Cell]:
    """The event types that a relation covers, joined by a space; its quad class."""
    yield " ".join(relation.plover) or None
    yield " ".join(relation.cameo) or None
    yield QUAD_CLASSES[relation.group]


def _offices(found: Iterable[Assertion]) -> defaultdict[tuple[str, str], set[str]]:
    """For article and person the codes of the states in which the article says that the person holds an office."""
    states: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for a in found:
        if "holdsOfficeIn" in relations()[a.relation].parents and a.modality == "actual" and a.object.iri in authority().codes:
            states[a.evidence.article, a.subject.iri].add(authority().codes[a.object.iri])
    return states


def _actor(who: Entity, acts_for: set[str]) -> Iterator[Cell]:
    """IRI, names, code, country and role."""
    labels = dict(who.labels)
    country = authority().codes.get(who.iri)
    role = ROLES.get(who.type)
    if who.type == "Person" and len(acts_for) == 1:
        (country,), role = acts_for, "GOV"
    yield from (who.iri, labels.get("ar"), labels.get("en"), f"{country or ''}{role or ''}" or None, country, role)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
