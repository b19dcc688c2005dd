"""Which assertions become edges: the policies."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple

from kg.errors import InputError
from kg.iris import term
from kg.model import Assertion
from kg.store import Store

POLICIES = ("reported", "voiced", "corroborated")


def edges(store: Store, policy: str = "reported") -> tuple[Triple, ...]:
    """The edges that the assertions of a store draw, sorted.

    ``reported``: every affirmed assertion (not negated, not merely possible). ``voiced``: those of them that the article states in its
    own voice. ``corroborated``: those that come from two sources or more; the source is the outlet that the article names for the claim
    ("according to TASS"), else the article's publisher, so that two papers that print one agency's words count once.

    Raises ``InputError`` for another policy.
    """
    if policy == "reported":  # what the default graph has
        return tuple(sorted(store.edges(), key=str))
    return tuple(sorted({_edge(a) for a in affirmed(store, policy)}, key=str))


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


def _corroborated(store: Store, found: list[Assertion]) -> Iterable[Assertion]:
    """Those whose edge comes from two sources or more. An article without publisher that names no outlet is no source."""
    publishers = {article.id: article.outlet.casefold() for article in store.articles()}
    called = {label.casefold(): a.outlet.iri for a in found if a.outlet for _, label in a.outlet.labels}
    sources: defaultdict[Triple, set[str]] = defaultdict(set)
    for a in found:
        publisher = publishers[a.evidence.article]
        source = a.outlet.iri if a.outlet else called.get(publisher, publisher)
        if source:
            sources[_edge(a)].add(source)
    return (a for a in found if len(sources[_edge(a)]) > 1)
