"""The graph as tables: nodes, edges and assertions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kg.link.authority import authority
from kg.model import Article, Assertion, Entity
from kg.store import Store
from kg.store.edges import affirmed, counted
from kg.store.terms import assertion_iri
from kg.vocabulary import relations

Cell = str | int | float | bool | date | None
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
    first, end = (day(found.time.start), day(found.time.end)) if found.time else (None, None)
    if first is None:
        first = day(articles[found.evidence.article].date)
        return first, first
    return first, max(first, end - timedelta(days=1)) if end else first


def tables(store: Store, policy: str) -> tuple[Table, ...]:
    """The tables ``nodes``, ``edges`` (where assertions and articles that are copies count once) and ``assertions``."""
    articles = {a.id: a for a in store.articles()}
    return _nodes(store), _edges(edges(store, policy), articles), _assertions(store, articles)


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


def told(a: Assertion, article: Article) -> tuple[Cell, ...]:
    """The cells of ``TOLD``: how an assertion is told, and where."""
    others = (e.iri if e else None for e in (a.speaker, a.outlet, a.about))
    time = (a.time.text, day(a.time.start), day(a.time.end)) if a.time else (None, None, None)
    header = (article.id, article.title or None, article.outlet or None, day(article.date), article.url or None, article.lang)
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
        (assertion_iri(a), a.subject.iri, a.object.iri, *told(a, articles[a.evidence.article]), *(of(a) for _, of in spans))
        for a in store.assertions()
    )
    return Table("assertions", tuple(columns), tuple(rows))


def day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
