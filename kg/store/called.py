"""By what an entity is found whom somebody calls by a name, so that nobody needs to look at all names: kept in the graph INDEX."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.store.names import INDEX, LABEL
from kg.store.terms import is_entity

if TYPE_CHECKING:
    from kg.store import Store

CALLED = NamedNode(f"{INDEX.value}#called")


def keyed(called: str) -> tuple[str, str, frozenset[str]]:
    """What names that may mean the same have in common: all words as they are looked up, or their sound, or each bare word of the one in the other.

    >>> keyed("Wang Yi")[0], keyed("وانغ يي")[1] == keyed("وانج يي")[1], sorted(keyed("حلف الناتو")[2])
    ('=wang yi', True, ['-حلف', '-ناتو'])
    """
    from kg.lang.normalise import bare, keys  # noqa: PLC0415  # heavy, and whoever only reads a graph does without
    from kg.link.spelling import sound  # noqa: PLC0415

    words = keys(called)
    heard = sound(*words) if words else ""
    return "=" + " ".join(words) if words else "", "~" + heard if heard else "", frozenset(f"-{b}" for word in called.split() if (b := bare(word)))


def quads(labels: Iterable[Quad]) -> Iterator[Quad]:
    """How the index has the entities that these quads give names to."""
    for q in labels:
        if q.predicate == LABEL and isinstance(q.object, Literal) and is_entity(q.subject):
            whole, heard, words = keyed(q.object.value)
            yield from (Quad(q.subject, CALLED, Literal(key), INDEX) for key in {whole, heard, *words} if key)


def changed(store: "Store", plus: set[Quad], minus: set[Quad]) -> tuple[set[Quad], set[Quad]]:
    """What comes to the index and what goes from it when names come to the default graph and go from it."""
    come = {q for q in plus if q.predicate == LABEL and q.graph_name == DefaultGraph() and q not in store.inner}
    gone = {q for q in minus if q.predicate == LABEL}
    stay = {q for one in gone for q in store.inner.quads_for_pattern(one.subject, LABEL, None, DefaultGraph())} - gone
    return set(quads(come)), set(quads(gone)) - set(quads(come | stay))


def likely(store: "Store", text: str) -> set[str]:
    """The IRIs of all whom ``text`` may name by their names in the graph, and of some whom it does not."""
    whole, heard, words = keyed(text)
    found = _who(store, whole) | _who(store, heard)
    return found | set.intersection(*(_who(store, word) for word in words - {"-the"})) if words - {"-the"} else found


def _who(store: "Store", key: str) -> set[str]:
    quads = store.inner.quads_for_pattern(None, CALLED, Literal(key), INDEX) if key else ()
    return {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
