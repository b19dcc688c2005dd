"""The part of a graph that somebody asks for, as a graph of its own, so that every form can be made of it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Unpack

from pyoxigraph import NamedNode, Quad

from kg.brief.sayings import every
from kg.errors import InputError
from kg.model import Assertion
from kg.render.views import Cut, View, shown, view
from kg.store import Store
from kg.store.names import LABEL, READERS
from kg.store.terms import graph_name, said


@contextmanager
def part(store: Store, **cut: Unpack[Cut]) -> Iterator[Store]:
    """The store itself when the cut leaves nothing out, else a store of what it leaves: articles, and what they assert of it.

    What is a copy of what, and what is corroborated, is found anew among what is left. Rolled up, an assertion is one of states and has an IRI
    of its own. Raises ``InputError`` for a cut that means nothing in this graph, and when nothing passes it.
    """
    asked = view(store, **cut)
    if asked == View():
        yield store
        return
    kept: defaultdict[NamedNode, list[Assertion]] = defaultdict(list)
    for saying in shown(every(store), asked):
        kept[graph_name(saying.article.id)].append(saying.assertion)
    if not kept:
        raise InputError("Nothing in this graph passes all that is asked for. Ask for less: fewer options, more hops, more days.")
    with TemporaryDirectory() as folder, Store(folder) as left:
        left.merge({graph: _graph(store, graph, assertions) for graph, assertions in kept.items()})
        left.derive()
        yield left


def _graph(store: Store, graph: NamedNode, assertions: list[Assertion]) -> set[Quad]:
    """The named graph of an article that asserts only this."""
    reading = NamedNode(graph.value + "#reading")
    about = {q for q in store.inner.quads_for_pattern(None, None, None, graph) if q.subject in (graph, reading) or _is_reader(q)}
    reader = next(q.object.value for q in about if q.predicate == LABEL and _is_reader(q))  # type: ignore[union-attr]
    return about | set(said(graph, assertions, reader))


def _is_reader(quad: Quad) -> bool:
    return str(quad.subject).startswith(f"<{READERS}")
