"""What a mention means by its words alone: a name of the authority file, a name with words around it, an institution of a state."""

from collections.abc import Callable, Collection, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from kg.iris import KGE
from kg.lang.normalise import keys
from kg.link.authority import LABELS, Authority, Name, authority
from kg.link.mint import local
from kg.link.offices import Offices
from kg.link.spelling import is_arabic, readings, sound
from kg.link.words import heads, kinds, singles, stem, words
from kg.model import Entity
from kg.vocabulary import OCCASIONS, ORGANISED

_NEAR = {  # entity types that a mention of another type may mean, by a name of their own: the reader's types are not always ours
    "State": ("IGO", "Place"),
    "Place": ("State", "Organization"),
    "IGO": ("State",),
    "Organization": ("State", "Place"),
    "ArmedGroup": (),
    "Media": (),
    "People": ("ArmedGroup",),
    "Event": ("Document",),
    "Document": ("Event", "Organization"),
    "Person": (),
}
_TOWNS = frozenset(("city", "town", "village", "port", "capital", "island", "district"))
_JOINING = frozenset(("في", "من", "مع", "عن", "علي", "بين", "of", "on", "in", "with", "and", "for", "the"))  # between the words of a name
_SOUNDS = 7  # consonants; many a name has fewer in common with that of somebody who is less known
_BELONGING = frozenset(("التابع", "التابعه"))
_WHERE = frozenset(("في", "عبر", "in"))
_LOCATED = frozenset(("Place", "Organization", "IGO"))  # "Al-Qaeda in Syria" is another one
_GOVERNED = ("بال", "كال")  # a word with a preposition before its article is of no name: «حركة العدل والمساواة بالقرار»
_PHRASE = 7  # words of a mention of a state that may be anything around the one state that it names
_LOOSE = 2  # the rank of these
BY_NAME = "its name"  # for `explain`, and so are these
_WHY = {"metonym": "a metonym of it", "capital": "its capital, for its government", "demonym": "its nationality"}


class Match(NamedTuple):
    """An entity for the words ``[start, end)`` of a mention; ``cut`` letters before the first of them are proclitics; ``why`` for `explain`."""

    entity: Entity
    start: int
    end: int
    cut: int
    why: str


class Finder:
    """Looks mentions up. ``day`` is the article's ISO day; ``seen`` are the IRIs that the article means for certain."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self._nations: dict[str, set[str]] = {}
        self._kinds: dict[str, set[str]] = {}
        nations: set[tuple[str, ...]] = set()
        self.capitals: dict[str, list[str]] = {}
        self.called: dict[str, list[str]] = {}
        self.begun: dict[str, str] = {}  # since when there is something by one of its names
        self._adjectives: dict[str, dict[str, str]] = {}
        for called, names in authority.names.items():
            for name in names:
                self.called.setdefault(name.iri, []).append(name.name)
                if name.since:
                    self.begun[name.iri] = name.since
                if name.kind == "capital":
                    self.capitals.setdefault(name.iri, []).append(name.name)
                if name.kind == "demonym":
                    self._adjectives.setdefault(name.iri, {}).setdefault(name.lang, name.name)
                if name.kind in {"demonym", "name", "short"} and authority.entities[name.iri].type in {"State", "IGO"}:
                    nations.add(called)
        self.nations = frozenset(nations)
        self.known = authority.first | singles()
        royal = [
            (n, iri)
            for iri, names in self.called.items()
            for n in names
            if (n.startswith("المملكة") and "المتحدة" not in n) or n == "مملكة البحرين"
        ]
        self.kingdoms = list(
            dict.fromkeys(iri for _, iri in sorted(royal, key=lambda r: "السعودية" not in r[0]))
        )  # the likeliest first
        self.offices = Offices(self)

    @cached_property
    def surnames(self) -> dict[str, set[str]]:
        """The IRIs of the persons of whom a name of several words ends with a word, without the article."""
        found: dict[str, set[str]] = {}
        for called, names in self.authority.names.items():
            if len(called) > 1 and (whose := {n.iri for n in names if self.authority.entities[n.iri].type == "Person"}):
                found.setdefault(called[-1].removeprefix("ال"), set()).update(whose)
        return found

    @cached_property
    def occasions(self) -> dict[tuple[str, str], list[tuple[Entity, frozenset[str]]]]:
        """Known events and documents by type and by the kind of thing that a name says they are; with each the stems of the name's other words, two at least, without feminine endings."""
        found: dict[tuple[str, str], list[tuple[Entity, frozenset[str]]]] = {}
        for called, names in self.authority.names.items():
            if told := {e.iri: e for n in names if (e := self.authority.entities[n.iri]).type in OCCASIONS}:
                kind, rest = (called[0], called[1:]) if is_arabic(called[0]) else (called[-1], called[:-1])
                more = frozenset(w.removesuffix("ه") for w in set(map(stem, rest)) - _JOINING)
                for entity in told.values() if len(more) > 1 else ():
                    found.setdefault((entity.type, stem(kind)), []).append((entity, more))
        return found

    def choose(
        self, names: Sequence[Name], kind: str, day: str, seen: Collection[str], near: bool = True
    ) -> Entity | None:
        """The one entity that ``names`` mean for a mention of type ``kind``; none when two are as likely. ``near``: a related type will do."""
        ranks: dict[str, tuple[int, int]] = {}
        for name in names:
            entity = self.authority.entities[name.iri]
            fit = _fit(kind, entity.type, name.kind)
            dated = name.kind == "office" or (day and (name.since or name.until))
            if fit is None or (fit == _LOOSE and not near) or (dated and not name.holds(day)):
                continue
            rank = (fit, 0 if name.kind in LABELS or name.kind == "office" else 1 + (name.kind == "demonym" or entity.type == "IGO"))
            ranks[name.iri] = min(rank, ranks.get(name.iri, rank))
        if not ranks:
            return None
        best = min(ranks.values())
        likely = [iri for iri, r in ranks.items() if r == best]
        if not set(likely) & set(seen):
            likely = [iri for iri, r in ranks.items() if r[0] == best[0] and iri in seen] or likely
        elif len(likely) > 1:
            likely = [iri for iri in likely if iri in seen]
        return self.authority.entities[likely[0]] if len(likely) == 1 else None

    def named(self, text: Sequence[str], kind: str, day: str, seen: Collection[str]) -> Match | None:
        """The entity whose name is the whole of ``text``."""
        found = self.authority.find(text)
        if found and (entity := self.choose(found.names, kind, day, seen)):
            return Match(entity, 0, len(text), found.cut, _WHY.get(next(n.kind for n in found.names if n.iri == entity.iri), BY_NAME))
        if kind == "Person":
            if plain := _without_initials(text) or _without_fathers(text):
                return self.named(plain, kind, day, seen)
            if sounding := self._sounding(text):
                return Match(self.authority.entities[sounding[0]], 0, len(text), sounding[1], "sounds like its name")
            for cut, first in readings(text[0]) if text else ():
                styled = self.choose(self.offices.styles.get((first, *text[1:]), ()), kind, day, seen)
                if styled:
                    return Match(styled, 0, len(text), cut, "the style of an office, by the day")
        return None

    def alone(self, text: Sequence[str], day: str) -> Match | None:
        """The only entity of any type, but for persons, that a name means."""
        found = self.authority.find(text)
        means = {n.iri: n for n in found.names if not day or n.holds(day)} if found else {}
        entity = self.authority.entities[next(iter(means))] if len(means) == 1 else None
        good = entity and entity.type != "Person" and means[entity.iri].kind in LABELS
        return Match(entity, 0, len(text), found.cut, BY_NAME) if entity and found and good else None

    def padded(self, text: Sequence[str], kind: str, day: str, seen: Collection[str]) -> Match | None:
        """The entity whose name stands in ``text`` among words that add nothing to it: titles, kinds of thing, nationalities."""
        if kind == "State":
            known = self.alone(text, day)
            return known if known and known.entity.type != "Place" else self._state(text, day, seen) or known
        if kind == "Place" and (place := self.capital(text, day)):
            return Match(place, 0, len(text), 0, "the capital of a state")
        if kind == "Place" and (town := self._town(text, day, seen)):
            return town
        if whole := self._apposed(text, kind, day, seen):
            return whole
        adds = self._adds(kind, day)
        for found in self.authority.inside(text):
            if found.end - found.start == len(text):
                continue
            entity = self.choose(found.names, kind, day, seen, near=False)
            if (
                entity is None
                or (kind == "Organization" and entity.type == "IGO")
                or (kind == "Person" and found.end - found.start < 2 and found.end != len(text))
            ):
                continue
            around = (*text[: found.start], *text[found.end :])
            if all(not adds(w) or self._again(w, entity) for w in around) and self.agrees(around, entity, day):
                return Match(entity, found.start, found.end, found.cut, "its name among titles and the like")
        return None

    def composed(self, text: Sequence[str], kind: str, day: str, seen: Collection[str]) -> Match | None:
        """An institution or the people of a known state: «وزارة الدفاع العراقية», "the Iraqi people"."""
        if kind not in {"Organization", "People", "ArmedGroup"} or len(text) > 6:
            return None
        for cut, first in readings(text[0]) if text else ():
            if kind == "People":
                match = self._people([first, *text[1:]], day, seen)
            else:
                match = self._institution([first, *text[1:]], day, seen) or self._government([first, *text[1:]], kind, day, seen)
            if match:
                return Match(match, 0, len(text), cut, "an institution or the people of a state")
        return None

    def nation(self, text: Sequence[str], day: str, seen: Collection[str]) -> tuple[Entity, int, int] | None:
        """The one state that ``text`` names, and the words that name it; none when there are two."""
        first: tuple[Entity, int, int] | None = None
        covered: set[int] = set()
        for found in self.authority.inside(text):
            here = range(found.start, found.end)
            if covered.intersection(here):
                continue
            entity = self.choose(found.names, "State", day, seen)
            if entity is None or entity.type != "State":
                continue
            covered.update(here)
            if first and first[0].iri != entity.iri:
                return None
            first = first or (entity, found.start, found.end)
        return first

    def is_a(self, iri: str) -> set[str]:
        """The first words of the Arabic names of an entity and the last ones of its English names: the kinds of thing that it may be."""
        if iri not in self._kinds:
            self._kinds[iri] = {stem(n.split()[0 if is_arabic(n) else -1]) for n in self.called.get(iri, ())}
        return self._kinds[iri]

    def capital(self, text: Sequence[str], day: str) -> Entity | None:
        """The place that «العاصمة العراقية» or "the Iraqi capital" is."""
        nation = self.nation(text, day, ())
        rest = (*text[: nation[1]], *text[nation[2] :]) if nation else ()
        if not nation or len(rest) != 1 or not any(stem(r) in {"عاصمه", "capital"} for _, r in readings(rest[0])):
            return None
        return self.seat(nation[0], day)

    def seat(self, state: Entity, day: str) -> Entity | None:
        """The capital of a state, as a place."""
        for name in self.capitals.get(state.iri, ()):
            found = self.authority.find(keys(name))
            if found and (place := self.choose(found.names, "Place", day, (), near=False)):
                return place
        return None

    def _town(self, text: Sequence[str], day: str, seen: Collection[str]) -> Match | None:
        """The town that "the Chinese border city of Dandong" is."""
        for at, (kind, of) in enumerate(pairwise(text[:-1])):
            if of == "of" and kind in _TOWNS and (found := self.named(text[at + 2 :], "Place", day, seen)) and found.entity.type == "Place":
                return found._replace(start=at + 2, end=len(text))
        return None

    def _apposed(self, text: Sequence[str], kind: str, day: str, seen: Collection[str]) -> Match | None:
        """A name before words on whose or where it is: «برنامج الأغذية العالمي التابع للأمم المتحدة», «قاعدة العديد في قطر»."""
        for i, word in enumerate(text[1:], 1):
            where = word in _WHERE and (i > 2 or (kind in _LOCATED and (i == 2 or self.authority.find(text[i + 1 :]))))
            within = kind == "Place" and word.startswith("ب") and "Place" in words("head").means([word[1:]])
            if word in _BELONGING or where or within or (i > 1 and word.startswith(_GOVERNED)):
                return self.named(text[:i], kind, day, seen) or self.padded(text[:i], kind, day, seen)
        return None

    def _sounding(self, text: Sequence[str]) -> tuple[str, int] | None:
        for cut, first in readings(text[0]) if 1 < len(text) < 6 else ():
            named = (first, *text[1:])
            if (iri := self.authority.sounding(named)) and (len(sound(*named)) >= _SOUNDS or self.offices.foremost(iri)):
                return iri, cut
        return None

    def _state(self, text: Sequence[str], day: str, seen: Collection[str]) -> Match | None:
        if len(text) > 12:
            return None
        nation = self.nation(text, day, seen)
        rest = text if nation is None else (*text[: nation[1]], *text[nation[2] :])
        if any("several" in kinds(w) for w in rest):
            return None
        if nation:
            likely = len(text) < _PHRASE or self._governs(rest)
            place = self.named(rest, "Place", day, seen) if likely and nation[1] and nation[2] == len(text) else None  # «سيناء المصرية»
            if place and place.entity.type == "Place" and place.why == BY_NAME:
                return place._replace(end=len(text))
            return Match(nation[0], 0, len(text), 0, "a state's government, by its nationality") if likely else None
        return self.led(text, day, seen)

    def led(self, text: Sequence[str], day: str, seen: Collection[str]) -> Match | None:
        """The state that «حكومة نتنياهو» is, or «نظام الأسد»."""
        for found in self.authority.inside(text):
            person = self.choose(found.names, "Person", day, seen)
            around = (*text[: found.start], *text[found.end :])
            if person and any("government" in kinds(w) for w in around) and self._governs(around) and (state := self.offices.state_of(person.iri, day)):
                return Match(self.authority.entities[state], 0, len(text), 0, "the government of its leader")
        return None

    def _governs(self, rest: Sequence[str]) -> bool:
        return all(kinds(w) & {"government", "filler", "title"} for w in rest)

    def _again(self, word: str, entity: Entity) -> bool:
        return any(n.iri == entity.iri for _, r in readings(word) for n in self.authority.names.get((r,), ()))

    def agrees(self, around: Sequence[str], entity: Entity, day: str) -> bool:
        """Whether the nationality beside a name is that of the entity, where its names tell one: no "Libyan House of Representatives" is American."""
        if entity.type not in {"Organization", "IGO"} or not (nation := self.nation(around, day, ())):
            return True
        if entity.iri not in self._nations:
            told = (self.nation(keys(n), "", ()) for n in self.called[entity.iri])
            self._nations[entity.iri] = {t[0].iri for t in told if t}
        return not self._nations[entity.iri] or nation[0].iri in self._nations[entity.iri]

    def _adds(self, kind: str, day: str) -> Callable[[str], bool]:
        neutral = {"title", "filler", "former"} if kind == "Person" else {"filler"}

        def adds(word: str) -> bool:
            if kinds(word) & neutral:
                return False
            if kind in heads(word):
                return False
            for _, r in readings(word):
                names = self.authority.names.get((r,), ())
                if any(n.kind == "demonym" for n in names):
                    return False
            return not (kind == "Person" and self.nation([word], day, ()))

        return adds

    def _people(self, text: Sequence[str], day: str, seen: Collection[str]) -> Entity | None:
        nation = self.nation(text, day, seen)
        if not nation or not all(kinds(w) & {"people", "filler"} for w in (*text[: nation[1]], *text[nation[2] :])):
            return None
        return self._of(nation[0], "People", "{nation} people", "الشعب {masculine}")

    def _institution(self, text: Sequence[str], day: str, seen: Collection[str]) -> Entity | None:
        nation = self.nation(text, day, seen)
        if not nation or nation[2] - nation[1] == len(text):
            return None
        rest = [w for w in (*text[: nation[1]], *text[nation[2] :]) if "filler" not in kinds(w)]
        of = self.body(nation[0], rest)
        # «عناصر» adds nothing in «عناصر الشرطة التركية»
        return of if of or not (rest and "Organization" in heads(rest[0])) else self.body(nation[0], rest[1:])

    def body(self, state: Entity, text: Sequence[str]) -> Entity | None:
        """What an institution is called that is of a state: «الجيش» of Iraq."""
        means = words("institution").means(text)
        return self._of(state, "Organization", *means[0].split("|")) if means else None

    def _government(self, text: Sequence[str], kind: str, day: str, seen: Collection[str]) -> Entity | None:
        """The state that the reader took for a body of it: "the Government of Iraq"."""
        nation = self.nation(text, day, seen) if kind == "Organization" else None
        rest = (*text[: nation[1]], *text[nation[2] :]) if nation else ()
        return nation[0] if nation and any("government" in kinds(w) for w in rest) and self._governs(rest) else None

    def _of(self, state: Entity, kind: str, english: str, arabic: str) -> Entity:
        """What belongs to a state, named after it or after its nation; the authority file may know it by another name."""
        nation, masculine, feminine = self._nationality(state)
        label, labelled = english.format(state=state.label(), nation=nation), arabic.format(masculine=masculine, feminine=feminine)
        for name in (label, labelled):
            found = self.authority.find(keys(name))
            if found and (known := self.choose(found.names, kind, "", (), near=False)):
                return known
        return Entity(KGE + local(label), kind, (("ar", labelled), ("en", label)))

    def _nationality(self, state: Entity) -> tuple[str, str, str]:
        """The English adjective, and the Arabic one with article in both genders; the name of the state where there is none."""
        found = self._adjectives.get(state.iri, {})
        arabic = found.get("ar", state.label("ar"))
        article = "ال" if "ar" in found else ""
        return found.get("en", state.label()), article + arabic, article + arabic + ("ة" if article else "")


@cache
def finder(*extra: Path) -> Finder:
    """Looks mentions up in the authority file, and the user's files before it; made once."""
    return Finder(authority(*extra))


def _without_initials(text: Sequence[str]) -> tuple[str, ...]:
    """A person's name without the letters between its first word and its last, "Paul D. Ryan"; empty when there are none."""
    plain = tuple(w for i, w in enumerate(text) if len(w) > 1 or is_arabic(w) or i in (0, len(text) - 1))
    return plain if 1 < len(plain) < len(text) else ()


def _without_fathers(text: Sequence[str]) -> tuple[str, ...]:
    """A person's name without whose child it is, «عادل بن أحمد الجبير»; empty when nothing is to be left out, or one word would be left."""
    fathers = {i for i, word in enumerate(text) if i and word in {"بن", "بنت"}}
    plain = tuple(w for i, w in enumerate(text) if not {i, i - 1} & fathers)
    return plain if fathers and len(plain) > 1 else ()


@lru_cache(maxsize=1024)
def _fit(mention: str, entity: str, kind: str) -> int | None:
    if mention == entity:
        return 0
    if (mention, entity, kind) == ("Organization", "State", "metonym"):
        return _LOOSE
    if (mention, entity, kind) == ("State", "IGO", "capital"):
        return 0  # Brussels
    if kind not in LABELS:
        return None
    if mention in ORGANISED and entity in ORGANISED:
        return 1
    return _LOOSE if entity in _NEAR.get(mention, ()) else None
