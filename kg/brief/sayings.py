"""What articles assert of some entities, and for whom those who act and speak there do so."""

from collections.abc import Iterable
from dataclasses import dataclass

from kg.link.authority import authority
from kg.link.find import finder
from kg.model import Article, Assertion, Entity
from kg.store import Store
from kg.store.retracted import Retraction
from kg.store.retracted import retracted as gone
from kg.vocabulary import relations


@dataclass(frozen=True, slots=True)
class Saying:
    """An assertion and the article that makes it; the date is the day of the article, since that is when it was said.

    ``retraction`` if the article is gone, or makes it no more: then it is not in the graph.
    """

    assertion: Assertion
    article: Article
    retraction: Retraction | None = None

    @property
    def date(self) -> str:
        """The ISO day of the article, or empty."""
        return self.article.date

    @property
    def sentence(self) -> tuple[str, int]:
        """Which sentence it stands in: article, and where in it."""
        return self.article.id, self.assertion.evidence.sentence.start


def sayings(store: Store, naming: Iterable[str]) -> tuple[Saying, ...]:
    """All that is asserted in the articles that name one of these IRIs, as ``once`` gives it."""
    return once(Saying(a, article) for article, said in store.naming(naming) for a in said)


def retracted(store: Store, events: Iterable[str] | None = None) -> tuple[Saying, ...]:
    """What articles that are gone told of events or documents, of all or of those with these IRIs, and beside it, as ``once`` gives it."""
    return once(Saying(a, article, how) for how, article, said in gone(store, events) for a in said)


def every(store: Store) -> tuple[Saying, ...]:
    """All that is asserted in a graph, sorted by article and place in it."""
    return tuple(Saying(a, article) for article, said in store.readings() for a in said)


def once(found: Iterable[Saying]) -> tuple[Saying, ...]:
    """The oldest first; what one sentence says twice, by other words, stands once: as the reader is surest of it."""
    kept: dict[tuple[object, ...], Saying] = {}
    for s in found:
        a = s.assertion
        one = (s.article.id, a.evidence.sentence, a.key, a.speaker, a.outlet, a.about)
        if one not in kept or kept[one].assertion.confidence < a.confidence:
            kept[one] = s
    return tuple(sorted(kept.values(), key=lambda s: (s.date, s.article.id, s.assertion.evidence.sentence)))


class Sides:
    """For whom a person acts: the state of the office that they hold, by the authority file, else the state or body by the same article."""

    def __init__(self, found: Iterable[Saying], actors: Iterable[Entity] = ()) -> None:
        self._actors = {actor.iri for actor in actors}  # those who are asked about act for themselves
        self._told: dict[tuple[str, str], dict[str, Entity]] = {}
        for s in found:
            a = s.assertion
            if "holdsOfficeIn" in relations()[a.relation].parents and not a.negated and a.modality == "actual":
                self._told.setdefault((s.article.id, a.subject.iri), {})[a.object.iri] = a.object

    def of(self, who: Entity, saying: Saying) -> Entity:
        """The state or body that ``who`` acts for on the day of the saying; ``who``, unless it is a person of whom that is known."""
        if who.type != "Person" or who.iri in self._actors:
            return who
        if state := finder().offices.state_of(who.iri, saying.date):
            return authority().entities[state]
        told = tuple(self._told.get((saying.article.id, who.iri), {}).values())
        states = tuple(body for body in told if body.type == "State")
        return (states or told)[0] if len(states or told) == 1 else who


def officials(state: Entity) -> frozenset[str]:
    """The IRIs of those who, by the authority file, at some time acted for a state."""
    return frozenset(n.iri for n in authority().offices if finder().offices.state_of(n.iri, n.since) == state.iri)
