"""The entity of a graph that a person means: by name in either language, however it is spelt, or by IRI."""

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.errors import InputError
from kg.iris import KGE, local_name
from kg.lang.normalise import bare, keys
from kg.link.authority import authority
from kg.link.spelling import sound
from kg.model import Entity
from kg.store import Store
from kg.store.called import likely
from kg.store.derived import ready
from kg.store.ledger import BETWEEN
from kg.store.names import LABEL, SAME, A
from kg.vocabulary import OCCASIONS, classes

ACTORS = frozenset(classes()) - OCCASIONS - {"Place"}
SHOWN = 20  # matches listed, when there are several


def find(store: Store, text: str, kinds: Collection[str], more: Iterable[Entity] = ()) -> Entity:
    """The one entity of the classes ``kinds`` that ``text`` names: its IRI, its whole name, or words of its name; ``more`` are not in the graph, but may be meant.

    Raises ``InputError`` when there is none, and when there are several, which it then lists.
    """
    known = {e.iri: e for e in (*more, *_likely(store, text)) if e.type in kinds}
    found = _found(store, text, known)
    if len(found) == 1:
        return known[found.pop()]
    what = "actor" if "Event" not in kinds else "event or document" if kinds == OCCASIONS else "entity"
    if not found:
        names = "events" if what.startswith("event") else "actors"
        near = get_close_matches(text, sorted({name for e in entities(store) if e.type in kinds for _, name in e.labels}), n=5)
        like = f" Near it: {', '.join(near)}." if near else ""
        raise InputError(f"{text}: no {what} of this graph is called that.{like} `kg query {names}` lists them.")
    listed = "".join(f"\n  kge:{iri.removeprefix(KGE)}  {_names(known[iri])}" for iri in sorted(found)[:SHOWN])
    rest = f"\n  and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    raise InputError(f"{text}: more than one {what} can be meant. Name one of them:{listed}{rest}")


def called(store: Store, text: str) -> bool:
    """Whether ``text`` may name an entity of the graph, or several."""
    return bool(_found(store, text, {e.iri: e for e in _likely(store, text)}))


def entities(store: Store) -> Iterable[Entity]:
    """The entities of the graph that have a label."""
    named = {q.subject.value for q in store.inner.quads_for_pattern(None, LABEL, None, DefaultGraph()) if isinstance(q.subject, NamedNode)}
    return filter(None, (entity(store, iri) for iri in named))


def entity(store: Store, iri: str) -> Entity | None:
    """The entity that has this IRI, with all its names; None when the graph has none."""
    node = NamedNode(iri)
    kinds, names, same = ([q.object for q in store.inner.quads_for_pattern(node, p, None, DefaultGraph())] for p in (A, LABEL, SAME))
    known = {local_name(kind.value) for kind in kinds if isinstance(kind, NamedNode)} & classes().keys()
    labels = sorted((name.language or "", name.value) for name in names if isinstance(name, Literal))
    wikidata = max((local_name(other.value) for other in same if isinstance(other, NamedNode)), default="")
    return Entity(iri, min(known), tuple(labels), wikidata) if known else None


def _likely(store: Store, text: str) -> Iterable[Entity]:
    """Those among whom are all whom ``text`` may name: by the index, or all where there is none."""
    if not ready(store):
        return entities(store)
    filed = authority().find(keys(text))
    iris = likely(store, text) | {n.iri for n in filed.names} if filed else likely(store, text)
    return (e for iri in iris | _iris(store, text) | _renamed(text, store) if (e := _entity(store, iri)) and e.labels)


def _iris(store: Store, text: str) -> set[str]:
    return set(map(store.ledger.now, (text, KGE + text.removeprefix("kge:"))))


def _entity(store: Store, iri: str) -> Entity | None:
    try:
        return entity(store, iri)
    except ValueError:  # no IRI
        return None


def _found(store: Store, text: str, known: Mapping[str, Entity]) -> set[str]:
    """Whom ``text`` may name, by the first of several ways of naming that gives anybody."""
    iris = _iris(store, text) & known.keys()
    every = known.values()
    return iris or _called(text, every) or _renamed(text, store) & known.keys() or _sounding(text, every) or _containing(text, every)


def _called(text: str, known: Iterable[Entity]) -> set[str]:
    """Whose name is ``text``: in the graph, else in the authority file."""
    words = keys(text)
    if found := {e.iri for e in known if words and any(keys(name) == words for _, name in e.labels)}:
        return found
    iris = {e.iri for e in known}
    filed = authority().find(words)
    names = [n for n in filed.names if n.iri in iris] if filed else []  # the likeliest kind of name first
    return {n.iri for n in names if n.kind == names[0].kind}


def _renamed(text: str, store: Store) -> set[str]:
    """Whom people say to be meant where somebody is called ``text``."""
    lines = (line for line in store.ledger.lines if any(_alike(text, name) for name in line.name.split(BETWEEN)))
    return {store.ledger.now(line.entity) for line in lines}


def _sounding(text: str, known: Iterable[Entity]) -> set[str]:
    """Whose Arabic name sounds like ``text``: سيرجي, سيرغي."""
    return {e.iri for e in known if any(_alike(text, name) for _, name in e.labels)}


def _alike(one: str, other: str) -> bool:
    a, b = keys(one), keys(other)
    return bool(a) and (a == b or sound(*a) == sound(*b) != "")


def _containing(text: str, known: Iterable[Entity]) -> set[str]:
    """Whose name has all the words of ``text``, with or without article and other proclitics."""
    words = {bare(word) for word in text.split()} - {"", "the"}
    return {e.iri for e in known if words and any(words <= {bare(w) for w in name.split()} for _, name in e.labels)}


def _names(entity: Entity) -> str:
    return BETWEEN.join(name for _, name in entity.labels)
