"""Which assertions become edges: the policies."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Protocol

import networkx as nx
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Triple

from kg.errors import InputError
from kg.iris import term
from kg.model import Assertion
from kg.store import Store

POLICIES = ("reported", "voiced", "corroborated")


class Told(Protocol):
    """How something is told."""

    @property
    def modality(self) -> str: ...
    @property
    def negated(self) -> bool: ...


def edges(store: Store, policy: str = "reported") -> tuple[Triple, ...]:
    """The edges that the assertions of a store draw, sorted.

    ``reported``: every affirmed assertion (not negated, not merely possible). ``voiced``: those of them that the article states in its
    own voice. ``corroborated``: those that come from two sources or more; the source is the outlet that the article names for the claim
    ("according to TASS"), else the article's publisher. Two papers that print one agency's words, or one text, count once.

    Raises ``InputError`` for another policy.
    """
    return tuple(each_edge(store, policy))


def each_edge(store: Store, policy: str = "reported") -> Iterator[Triple]:
    """The ``edges``; those of the default graph one entity after the other, so that few are in memory at any time."""
    if policy == "reported":  # what the default graph has
        subjects, used = set[NamedNode | BlankNode | Triple](), set[NamedNode]()
        for edge in store.edges():
            subjects.add(edge.subject)
            used.add(edge.predicate)
        for subject in sorted(subjects, key=str):
            given = store.inner.quads_for_pattern(subject, None, None, DefaultGraph())
            yield from sorted((q.triple for q in given if q.predicate in used), key=str)
    else:
        yield from sorted({_edge(a) for a in affirmed(store, policy)}, key=str)


def affirmed(store: Store, policy: str = "reported") -> Iterable[Assertion]:
    """The assertions that draw the edges of a policy, each edge by one or more; raises ``InputError`` for another policy."""
    if policy not in POLICIES:
        raise InputError(f"{policy}: no such policy. Choose from {', '.join(POLICIES)}.")
    found = [a for a in store.assertions() if not a.negated and a.modality != "possible"]
    if policy == "voiced":
        return [a for a in found if a.speaker is None]
    return _corroborated(store, found) if policy == "corroborated" else found


def _edge(found: Assertion) -> Triple:
    return Triple(NamedNode(found.subject.iri), NamedNode(term(found.relation)), NamedNode(found.object.iri))


def standing(found: Iterable[Told]) -> str:
    """How an edge stands: ``"denied"`` when nobody affirms it, else the firmest modality in which somebody does."""
    affirmed = {each.modality for each in found if not each.negated}
    return next((modality for modality in ("actual", "past", "planned", "possible") if modality in affirmed), "denied")


def counted(told: Iterable[tuple[str, str]]) -> int:
    """How many of these sentences count, given as article and original (empty if it is no copy): of one text those of one article.

    >>> counted([("a", ""), ("a", ""), ("b", "a"), ("c", "")])
    3
    """
    most: dict[str, int] = {}
    for (article, original), sentences in Counter(told).items():
        text = original or article
        most[text] = max(most.get(text, 0), sentences)
    return sum(most.values())


def _corroborated(store: Store, found: list[Assertion]) -> Iterable[Assertion]:
    """Those whose edge comes from two sources or more. An article without publisher that names no outlet is no source.

    Sources that print one text are one, for that edge: who of them wrote it, or whether an agency did, is not known.
    """
    articles = {article.id: article for article in store.articles()}
    called = {label.casefold(): a.outlet.iri for a in found if a.outlet for _, label in a.outlet.labels}
    told: defaultdict[Triple, nx.Graph] = defaultdict(nx.Graph)  # of each edge: sources, and the texts in which they tell it
    for a in found:
        article = articles[a.evidence.article]
        publisher = article.outlet.casefold()
        source = a.outlet.iri if a.outlet else called.get(publisher, publisher)
        if source:
            told[_edge(a)].add_edge(("source", source), ("text", article.copy_of or article.id))
    several = {edge for edge, sources in told.items() if nx.number_connected_components(sources) > 1}
    return (a for a in found if _edge(a) in several)
