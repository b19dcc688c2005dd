"""The assertions of a store as a networkx graph: a node for each entity, an edge for each relation, its evidence on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, Protocol

import networkx as nx

from kg.model import Assertion, Entity, Span, Time
from kg.store.edges import counted
from kg.vocabulary import relations


class ArticleInfo(Protocol):
    """What a reader of evidence wants to know of the article; each may be empty. ``kg.model.Article`` is one."""

    @property
    def title(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def outlet(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def copy_of(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Report:
    """One sentence of one article that asserts or denies an edge.

    ``trigger``, ``subject``, ``object`` are spans of ``quote``, or None when the words stand outside it (an earlier sentence).
    ``via`` is the agency through which the claim came, ``outlet`` the publisher of the article, ``copy_of`` the article whose text it prints.
    """

    article: str
    title: str
    date: str
    outlet: str
    url: str
    copy_of: str
    start: int
    quote: str
    prefix: str
    suffix: str
    trigger: Span | None
    subject: Span | None
    object: Span | None
    modality: str
    negated: bool
    speaker: Entity | None
    via: Entity | None
    about: Entity | None
    time: Time | None
    confidence: float

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """The quote cut where a role begins or ends: (text, roles), the roles being letters of ``"sot"``. Joined, the texts are the quote."""
        roles = (("s", self.subject), ("o", self.object), ("t", self.trigger))
        spans = [(letter, span.start, span.end) for letter, span in roles if span is not None]
        cuts = sorted({0, len(self.quote), *(cut for _, *ends in spans for cut in ends)})
        return tuple(
            (self.quote[start:end], "".join(letter for letter, first, last in spans if first <= start and end <= last))
            for start, end in pairwise(cuts)
        )


def network(assertions: Iterable[Assertion], articles: Mapping[str, ArticleInfo]) -> nx.MultiDiGraph:
    """The graph of what is asserted, denied or planned.

    A node is the IRI of an entity, with ``type`` and ``labels`` (language to name). An edge has the relation for its key, its ``group``,
    ``evidence``, a tuple of ``Report``, the oldest first, the ``count`` of them, of copies one, and the days of the ``first`` and the ``last``
    article (ISO; empty where no day is known). Order and repeats of the assertions change nothing; an article that
    ``articles`` does not know leaves its title, date, outlet and URL empty.
    """
    entities: dict[str, set[Entity]] = {}
    reports: dict[tuple[str, str, str], set[Report]] = {}
    for assertion in assertions:
        for entity in (assertion.subject, assertion.object):
            entities.setdefault(entity.iri, set()).add(entity)
        edge = (assertion.subject.iri, assertion.object.iri, assertion.relation)
        reports.setdefault(edge, set()).add(report(assertion, articles.get(assertion.evidence.article)))
    known = relations()
    graph = nx.MultiDiGraph()
    for iri, called in sorted(entities.items()):
        first, *others = sorted(called, key=repr)  # a minted entity may be called one thing here and another there: keep every language
        labels = {lang: name for entity in (*others, first) for lang, name in entity.labels}
        graph.add_node(iri, type=first.type, labels=dict(sorted(labels.items())))
    for (subject, obj, relation), evidence in sorted(reports.items()):
        told = tuple(ordered(evidence, lambda r: (r.date, r.article, r.start)))
        days = [report.date for report in told if report.date] or [""]
        graph.add_edge(
            subject, obj, key=relation, group=known[relation].group, evidence=told, count=independent(told), first=days[0], last=days[-1]
        )
    return graph


def strongest(graph: nx.MultiDiGraph, most: int) -> nx.MultiDiGraph:
    """The ``most`` nodes with the most evidence on their edges, and the edges between them; the graph itself when it is no larger."""
    if len(graph) <= most:
        return graph
    weight = dict.fromkeys(graph, 0)
    for subject, obj, count in graph.edges(data="count"):
        weight[subject] += count
        weight[obj] += count
    return graph.subgraph(sorted(graph, key=lambda node: (-weight[node], node))[:most])


def ordered(reports: Iterable[Report], key: Callable[[Report], tuple[Any, ...]]) -> Iterator[Report]:
    """Reports by a key; those that it does not tell apart by all that is known of them, which takes longer."""
    for _, same in groupby(sorted(reports, key=key), key):
        first, *others = same
        yield from sorted((first, *others), key=repr) if others else (first,)


def independent(evidence: Iterable[Report]) -> int:
    """How many sentences the evidence is, what copies repeat being counted once."""
    return counted((report.article, report.copy_of) for report in evidence)


def report(assertion: Assertion, article: ArticleInfo | None) -> Report:
    """What a reader of the evidence sees of an assertion."""
    evidence = assertion.evidence
    return Report(
        article=evidence.article,
        title=article.title if article else "",
        date=article.date if article else "",
        outlet=article.outlet if article else "",
        url=article.url if article else "",
        copy_of=article.copy_of if article else "",
        start=evidence.sentence.start,
        quote=evidence.quote,
        prefix=evidence.prefix,
        suffix=evidence.suffix,
        trigger=_inside(evidence.trigger, evidence.sentence),
        subject=_inside(evidence.subject, evidence.sentence),
        object=_inside(evidence.object, evidence.sentence),
        modality=assertion.modality,
        negated=assertion.negated,
        speaker=assertion.speaker,
        via=assertion.outlet,
        about=assertion.about,
        time=assertion.time,
        confidence=assertion.confidence,
    )


def _inside(span: Span, sentence: Span) -> Span | None:
    """The span counted from the start of the sentence, None when it isn't inside."""
    return Span(span.start - sentence.start, span.end - sentence.start) if sentence.covers(span) else None
