"""The entity of a graph that a person means: by name in either language, with or without hamza and tashkeel, or by IRI."""

from collections.abc import Collection, Iterable

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.errors import InputError
from kg.iris import KGE, local_name
from kg.lang.normalise import bare, keys
from kg.link.authority import authority
from kg.model import Entity
from kg.store import Store
from kg.store.names import LABEL, A
from kg.vocabulary import classes

OCCASIONS = frozenset(("Event", "Document"))
ACTORS = frozenset(classes()) - OCCASIONS - {"Place"}
SHOWN = 20  # matches listed, when there are several


def find(store: Store, text: str, kinds: Collection[str]) -> Entity:
    """The one entity of the classes ``kinds`` that ``text`` names: its IRI, its whole name, or words of its name.

    Raises ``InputError`` when there is none, and when there are several, which it then lists.
    """
    known = {e.iri: e for e in _entities(store) if e.type in kinds}
    iris = {text, KGE + text.removeprefix("kge:")} & known.keys()
    found = iris or _called(text, known.values()) or _containing(text, known.values())
    if len(found) == 1:
        return known[found.pop()]
    what = "actor" if "Event" not in kinds else "event or document" if kinds == OCCASIONS else "entity"
    if not found:
        names = "events" if what.startswith("event") else "actors"
        raise InputError(f"{text}: no {what} of this graph is called that. `kg query {names}` lists them.")
    listed = "".join(f"\n  kge:{iri.removeprefix(KGE)}  {_names(known[iri])}" for iri in sorted(found)[:SHOWN])
    rest = f"\n  and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    raise InputError(f"{text}: more than one {what} can be meant. Name one of them:{listed}{rest}")


def _entities(store: Store) -> Iterable[Entity]:
    """The entities of the graph that have a label."""
    labels: dict[str, set[tuple[str, str]]] = {}
    for q in store.inner.quads_for_pattern(None, LABEL, None, DefaultGraph()):
        if isinstance(q.subject, NamedNode) and isinstance(q.object, Literal):
            labels.setdefault(q.subject.value, set()).add((q.object.language or "", q.object.value))
    for iri, names in labels.items():
        types = (q.object for q in store.inner.quads_for_pattern(NamedNode(iri), A, None, DefaultGraph()))
        kinds = {local_name(t.value) for t in types if isinstance(t, NamedNode)} & classes().keys()
        if kinds:
            yield Entity(iri, min(kinds), tuple(sorted(names)))


def _called(text: str, known: Iterable[Entity]) -> set[str]:
    """Whose name is ``text``: in the graph, else in the authority file."""
    words = keys(text)
    if found := {e.iri for e in known if words and any(keys(name) == words for _, name in e.labels)}:
        return found
    iris = {e.iri for e in known}
    filed = authority().find(words)
    names = [n for n in filed.names if n.iri in iris] if filed else []  # the likeliest kind of name first
    return {n.iri for n in names if n.kind == names[0].kind}


def _containing(text: str, known: Iterable[Entity]) -> set[str]:
    """Whose name has all the words of ``text``, with or without article and other proclitics."""
    words = {bare(word) for word in text.split()} - {"", "the"}
    return {e.iri for e in known if words and any(words <= {bare(w) for w in name.split()} for _, name in e.labels)}


def _names(entity: Entity) -> str:
    return " · ".join(name for _, name in entity.labels)
