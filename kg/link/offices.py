"""Who held which office when: descriptions of offices, read alike in the authority file and in articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.lang.normalise import keys
from kg.link.spelling import is_arabic, readings
from kg.link.words import kinds, words
from kg.vocabulary import ORGANISED, relations

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from kg.link.authority import Name
    from kg.link.find import Finder

_HEADS = ("headOfStateOf", "headOfGovernmentOf")
LEADING = (*_HEADS, "foreignMinisterOf", "defenceMinisterOf")  # those who meet as counterparts
_ACCREDITED = frozenset((*keys("لدى"), "to"))  # before whom an envoy is sent to


def relation_of(role: str) -> str:
    """The relation of the ontology that an office is, if it has a name of its own.

    >>> [*map(relation_of, ("minister of finance", "crown prince", "spokespersonOf"))]
    ['ministerOf', 'officialOf', 'spokespersonOf']
    """
    if role in relations():
        return role
    return "ministerOf" if role.startswith("minister ") else "headOfStateOf" if role == "supreme leader" else "officialOf"


class Offices:
    """The dated offices of the authority file. An office is a relation, or a name of its own, and the IRI of a state or body."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._offices: dict[tuple[str, str], list[Name]] = {}
        self.styles: dict[tuple[str, ...], list[Name]] = {}  # «خادم الحرمين الشريفين»: offices that tell no relation
        self._held: dict[str, list[tuple[Name, tuple[str, str]]]] = {}
        for name in finder.authority.offices:
            if office := self.means(keys(name.name)):
                self._offices.setdefault(office, []).append(name)
                self._held.setdefault(name.iri, []).append((name, office))
            else:
                self.styles.setdefault(keys(name.name), []).append(name)

    def means(self, text: Sequence[str], day: str = "") -> tuple[str, str] | None:
        """The office that ``text`` describes, and the IRI of its state or body, empty when it is not told.

        >>> from kg.link.find import finder
        >>> finder().offices.means(("وزير", "الخارجية", "الروسي"))
        ('foreignMinisterOf', 'https://w3id.org/alaqat/entity/Russia')
        """
        stems = tuple(text)
        if not stems or len(stems) > 8:
            return None
        for cut, first in readings(stems[0]):
            if cut > 1:
                continue
            found = words("office").longest_in([first, *stems[1:]])
            if found and (found[0] == 0 or not is_arabic(stems[0])):
                rest = [first, *stems[1:]]
                del rest[found[0] : found[1]]
                target = self._target(rest, day)
                if target is not None:
                    leads = found[2] in _HEADS and target and self._finder.authority.entities[target].type in ORGANISED
                    return "leaderOf" if leads else found[2], target  # «رئيس حزب العمل» leads it
        return None

    def holders(self, office: tuple[str, str], day: str) -> list[str]:
        """The IRIs of those who held an office on a day, as far as the authority file knows."""
        return sorted({n.iri for n in self._offices.get(office, ()) if n.holds(day)}) if day and office[1] else []

    def held(self, iri: str, day: str) -> Iterator[tuple[str, str]]:
        """The offices that a person held on a day: relation and state."""
        return (office for name, office in self._held.get(iri, ()) if name.holds(day))

    def left(self, iri: str, day: str) -> Iterator[tuple[str, str]]:
        """The offices that a person held before a day, and no more: relation and state."""
        return (office for name, office in self._held.get(iri, ()) if name.until and name.until <= day)

    def ever(self, iri: str, _day: str = "") -> Iterator[tuple[str, str]]:
        """The offices that a person held, whenever it was: relation and state."""
        return (office for _, office in self._held.get(iri, ()))

    def knows(self, iri: str, relation: str, of: str) -> int:
        """What is known of an office, whenever it was held: 1 if the person held it, -1 if only others, 0 if none of theirs is known."""
        held = {office for _, (role, body) in self._held.get(iri, ()) for office in ((role, body), (relation_of(role), body))}
        return 0 if not held else 1 if (relation, of) in held else -1

    def foremost(self, iri: str) -> bool:
        """Whether a person was ever one of those whom all the world writes of, each as he hears the name: head of a state, its government or diplomacy, or of an IGO."""
        entities = self._finder.authority.entities
        held = (office for _, office in self._held.get(iri, ()))
        return any(role in LEADING or (role == "leaderOf" and body in entities and entities[body].type == "IGO") for role, body in held)

    def crowned(self, iri: str, day: str) -> bool | None:
        """Whether a head of state is one of a monarchy, by what the office is called; None of others."""
        called = [word for name, (role, _) in self._held.get(iri, ()) if role == "headOfStateOf" and (name.holds(day) or not day) for word in keys(name.name)]
        return any("crown" in kinds(word) for word in called) if called else None

    def leads(self, iri: str, day: str = "") -> bool:
        """Whether a person is head of a state or of its government on a day, or without one ever was."""
        return any(role in _HEADS and (name.holds(day) or not day) for name, (role, _) in self._held.get(iri, ()))

    def where(self, iri: str, role: str, day: str) -> str:
        """The IRI of the only state or body in which a person had a role by a day, or ever if that is unknown; else empty."""
        found = {of for name, (r, of) in self._held.get(iri, ()) if r == role and (not day or name.since <= day)}
        return next(iter(found)) if len(found) == 1 else ""

    def only(self, role: str, day: str, seen: Collection[str]) -> str:
        """The IRI of the one person who held an office that only one state of all has, if the article means that state."""
        found = {
            (n.iri, target)
            for (r, target), names in self._offices.items()
            if r == role
            for n in names
            if day and n.holds(day)
        }
        return next((iri for iri, target in found if target in seen), "") if len(found) == 1 else ""

    def state_of(self, iri: str, day: str) -> str:
        """The IRI of the state that a person acts for on a day, or of the only one that they ever did."""
        known = self._held.get(iri, [])
        now = {s for n, (_, s) in known if n.holds(day)} or {s for _, (_, s) in known}
        now = {
            s
            for s in now
            if s in self._finder.authority.entities and self._finder.authority.entities[s].type == "State"
        }
        return next(iter(now)) if len(now) == 1 else ""

    def _target(self, rest: Sequence[str], day: str) -> str | None:
        """The IRI of what an office is in; empty when the words tell nothing; none when they tell more than that."""
        where = next((i for i, w in enumerate(rest) if i and w in _ACCREDITED), len(rest))
        rest = [w for w in rest[:where] if "filler" not in kinds(w)]
        if not rest:
            return ""
        found = self._finder.authority.find(rest)
        for kind in ("State", "IGO", "Organization", "ArmedGroup") if found else ():
            if entity := self._finder.choose(found.names, kind, day, ()):  # type: ignore[union-attr]
                return entity.iri
        nation = self._finder.nation(rest, day, ())
        return nation[0].iri if nation and nation[2] - nation[1] == len(rest) else None
