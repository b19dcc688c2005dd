"""Words that stand for two at once: «الجانبان», «البلدين», "both sides", "the two leaders"."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kg.link.find import Finder
from kg.link.spelling import is_arabic, readings
from kg.link.terms import Term
from kg.link.words import words
from kg.model import Entity, Span

_PARTIES = {  # of what types the two may be; the first of these that give two decide
    "countries": (("State",),),
    "sides": (("State", "ArmedGroup"), ("State", "ArmedGroup", "Organization", "IGO")),
    "people": (("Person",),),
}
_BACK = 3  # sentences in which the two are looked for


def two(keys: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """Of what kind the two are that a mention stands for, and what else it says of them; none for any other mention.

    >>> two(("للطرفين",)), two(("الجانبين", "الروسي", "والصيني")), two(("both", "countries")), two(("بلدان", "عربيه"))
    (('sides', ()), ('sides', ('الروسي', 'والصيني')), ('countries', ()), None)
    """
    for size in range(min(2, len(keys)), 0, -1):
        for _, first in readings(keys[0]):
            if size == 1 and is_arabic(first) and not first.startswith("ال"):
                continue  # «بلدان» alone may be many
            if means := words("both").means([first, *keys[1:size]]):
                return means[0], tuple(keys[size:])
    return None


def parties(t: Term, kind: str, rest: Sequence[str], before: Sequence[Term], sentences: Iterable[Span], finder: Finder, state: Callable[[Entity], str]) -> tuple[Entity, ...]:
    """The two that ``t`` stands for: those that it names itself, else the two last parties ``before`` it; nothing when these are not clear.

    ``state`` gives the IRI of the state for which a person acts, if that is known.
    """
    if rest:
        named = {e.iri: e for w in rest if (nation := finder.nation([w], "", ())) for e in nation[:1]}
        return tuple(named.values()) if len(named) == len(rest) == 2 else ()
    near = [s for s in sentences if s.start <= t.start][-_BACK:]
    for types in _PARTIES[kind]:
        every = [(u.start, party) for u in before if u.entity and (party := _party(u.entity, types, finder, state))]
        said = Counter(party.iri for _, party in every)
        found: dict[str, Entity] = {}
        for sentence in reversed(near):
            found |= {party.iri: party for at, party in every if sentence.start <= at < sentence.end}
            if len(found) > 1:
                break
        if len(found) > 1:
            ranked = sorted(found, key=lambda iri: -said[iri])
            clear = len(found) == 2 or said[ranked[1]] > said[ranked[2]]
            return tuple(sorted(found[iri] for iri in ranked[:2])) if clear else ()
    return ()


def _party(entity: Entity, types: Sequence[str], finder: Finder, state: Callable[[Entity], str]) -> Entity | None:
    if entity.type == "Person" and "Person" not in types:
        return finder.authority.entities.get(state(entity))
    bloc = entity.type == "State" and not entity.wikidata
    return entity if entity.type in types and not bloc else None
