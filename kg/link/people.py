"""Who is who among the persons of one article: full names, family names, offices, descriptions."""

import re
from itertools import pairwise

from kg.lang.normalise import keys
from kg.link import titles
from kg.link.find import Finder, Match
from kg.link.mint import mint
from kg.link.offices import LEADING
from kg.link.spelling import is_arabic, readings, sound
from kg.link.terms import HALVES, Term, following, is_title, name_of, shown
from kg.link.words import kinds, stem, without_honorific
from kg.model import Article, Entity, Statement

_MINISTERS = ("foreignMinisterOf", "defenceMinisterOf", "ministerOf")
OFFICES = frozenset((*LEADING, "ministerOf", "spokespersonOf", "representativeOf", "leaderOf", "officialOf"))
_SURE = 0.22  # what the reader finds less likely, before its review, settles no office
_REST = re.compile(r"(?:-\w+)*")  # of a word with hyphens: the reader may end a mention after "Kim Jong" of "Kim Jong-un"


class People:
    """The persons of an article, and the offices that it says they hold."""

    def __init__(self, finder: Finder, article: Article, every: list[Term], statements: tuple[Statement, ...]) -> None:
        self.finder, self.article, self.statements = finder, article, statements
        self.terms = [t for t in every if t.mention.type == "Person" and t.keys]
        self.offices: dict[tuple[str, str], list[tuple[int, Entity]]] = {}
        self.titled: list[tuple[int, tuple[str, ...], Entity]] = []
        self.held: dict[str, set[tuple[str, str]]] = {}
        self.styled: dict[str, set[tuple[str, str]]] = {}  # of the held, those that stand beside the name
        self.seen: set[str] = set()

    def names(self, shorts: dict[int, Match], seen: set[str]) -> None:
        """Settle those who are named. ``shorts`` are what the authority file says of one-word mentions, by ``id`` of the term."""
        self.seen = seen
        for t in self.terms:
            t.name = name_of(t, self.finder, self.article.text)
        full = [t for t in self.terms if t.called and not t.short]
        for t in full:
            rest = _REST.match(self.article.text, t.mention.span.end)
            for called in {t.called: None, (*t.called, *keys(rest[0] if rest else "")): None}:
                if t.entity is None and (match := self.finder.named(called, "Person", self.article.date, seen)):
                    t.entity, t.why = match.entity, match.why
        groups: list[list[Term]] = []
        for t in sorted(full, key=lambda t: (-len(t.called), t.start)):
            group = next(
                (g for g in groups if _same(g[0].called, t.called) and (t.entity is None or t.entity == g[0].entity)),
                None,
            )
            if group is None and t.entity is None:
                group = next((g for g in groups if _same(g[0].called, t.called)), None)
            if group is None:
                groups.append([t])
            else:
                group.append(t)
        for group in groups:
            entity = next((t.entity for t in group if t.entity), None) or self._mint(group[0])
            for t in group:
                t.entity, t.why = t.entity or entity, t.why or "the same name in the article"
        for t in self.terms:
            if t.short and t.entity is None:
                self._family(t, groups, shorts.get(id(t)), seen)
        held = {t.short: who for t in self.terms if t.short and t.entity is None and (who := self._in_office(t))}
        named = {t.short: t.entity for t in self.terms if t.short and t.entity}
        for t in self.terms:
            alone = [r for _, r in readings(t.short)] if t.entity is None and t.short else []
            if whose := next((held[r] for r in alone if r in held), None):
                t.entity, t.why = whose, "the office beside a part of the name"
            elif other := next((named[r] for r in alone if r in named), None):
                t.entity, t.why = other, "the same name in the article"
            elif t.entity is None and len(t.called) == 1 and (who := self._of_state(t.called[0])):
                t.entity, t.why = who, "the only one of that name in office there, or before"

    def settle(self, entity_of: dict[int, Entity]) -> None:
        """Learn who holds which office, from statements and from titles beside names."""
        for t in self.terms:
            if t.entity and t.called:
                for office in self._titles(t):
                    self._hold(office, t.start, t.entity)
                    self.styled.setdefault(t.entity.iri, set()).add(office)
        for s in self.statements:
            person, body = entity_of.get(id(s.subject)), entity_of.get(id(s.object))
            if s.relation in OFFICES and s.confidence >= _SURE and not s.negated and person and body and s.modality != "past":
                office = (s.relation, body.iri)
                if self._may_hold(person, office):
                    self._hold(office, s.subject.span.start, person)

    def describe(self) -> None:
        """Settle those who are only described: by apposition, by office, as a counterpart."""
        for i, t in enumerate(self.terms):
            if t.entity is None:
                t.entity = self._beside(i) or self._counterpart(t) or self._officer(t)
                t.why = t.why or "what the article says of the person"

    def state(self, person: Entity) -> str:
        """The IRI of the state that a person acts for, as the article tells or the authority file knows."""
        entities = self.finder.authority.entities
        for offices in (self.styled, self.held):
            told = {body for _, body in offices.get(person.iri, ()) if body in entities and entities[body].type == "State"}
            if len(told) == 1:
                return next(iter(told))
        return self.finder.offices.state_of(person.iri, self.article.date)

    def _family(self, t: Term, groups: list[list[Term]], known: Match | None, seen: set[str]) -> None:
        options = [g for g in groups if any(_part(t.short, u.called) for u in g)]
        family = [g for g in options if any(_alike(t.short, u.called[-1]) for u in g)]
        options = self._likeliest(family or options, t)
        if known and (known.entity.iri in seen or not family or any(g[0].entity == known.entity for g in options)):
            t.entity, t.cut, t.why = known.entity, known.cut, known.why
        elif options:
            before = [
                (max(u.start for u in g if u.start <= t.start), g)
                for g in options
                if any(u.start <= t.start for u in g)
            ]
            chosen = max(before, key=lambda b: b[0])[1] if before else min(options, key=lambda g: g[0].start)
            t.entity, t.why = chosen[0].entity, "a part of a name in the article"
            t.cut = (
                next((c for c, r in readings(t.keys[0]) if any(_alike(r, w) for u in chosen for w in u.called)), 0)
                if t.name == 0
                else t.cut
            )
        elif known:
            t.entity, t.cut, t.why = known.entity, known.cut, known.why

    def _likeliest(self, options: list[list[Term]], t: Term) -> list[list[Term]]:
        """Of those who have a name, somebody known whose name it stands in; else the head of state of the day, «مبارك» being Hosni Mubarak whoever of his family was named last; else the only one of whom all the world writes; else all."""
        offices = self.finder.offices
        known = [(g, g[0].entity.iri) for g in options if g[0].entity and g[0].entity.iri in self.finder.authority.entities]
        around = [g for g, _ in known if any(u.mention.span.covers(t.mention.span) for u in g)]
        leading = [g for g, iri in known if offices.leads(iri, self.article.date)]
        foremost = [g for g, iri in known if offices.foremost(iri)]
        return next((some for some in (around, leading, foremost) if len(some) == 1), options)

    def _mint(self, t: Term) -> Entity:
        return mint(
            shown(t, self.article.text, t.name).of(self.article.text),
            "Person",
            self.article.id,
            known_by_name=not t.short,
        )

    def unnamed(self, t: Term) -> Entity:
        """A person of whom the article tells no full name."""
        return (
            self._mint(t)
            if t.called
            else mint(shown(t, self.article.text).of(self.article.text), "Person", self.article.id, known_by_name=False)
        )

    def _in_office(self, t: Term) -> Entity | None:
        """The holder of the office that stands before one word of a name: «وزير الدفاع الأمريكي غيتس»."""
        for office in self._titles(t):
            for iri in self.finder.offices.holders(office, self.article.date):
                if any(_part(t.short, keys(name)) for name in self.finder.called.get(iri, ())):
                    return self.finder.authority.entities[iri]
        return None

    def _of_state(self, surname: str) -> Entity | None:
        """The only one of that name who holds an office in what the article speaks of, or who held one before, or without a day ever: «صالح» in an article on Yemen."""
        offices, day = self.finder.offices, self.article.date
        named = {iri for _, r in readings(surname) for iri in self.finder.surnames.get(r.removeprefix("ال"), ())} if len(surname) > 2 else set()
        for had in (offices.held, offices.left) if day else (offices.ever,):
            if found := sorted(iri for iri in named if any(body in self.seen for _, body in had(iri, day))):
                found = found if len(found) == 1 else [iri for iri in found if offices.leads(iri)]
                return self.finder.authority.entities[found[0]] if len(found) == 1 else None
        return None

    def _may_hold(self, person: Entity, office: tuple[str, str]) -> bool:
        """Whether somebody may have an office that the reader, or the place of two mentions, gives him: not when he is known for others, and somebody else for it."""
        offices = self.finder.offices
        return offices.knows(person.iri, *office) >= 0 or bool(self.article.date and not offices.holders(office, self.article.date))

    def _titles(self, t: Term) -> list[tuple[str, str]]:
        """The office, if any, that the titles nearest to a name tell."""
        run = [*titles.before(t, self.article.text, self.finder), *titles.words(t)[: t.name]]
        if run and t.entity:
            self.titled.append((t.start, tuple(stem(w.key) for w in run), t.entity))
        offices = [(o.role, o.body) for o in titles.told(run, self.finder, self.article.date, bare=True) if not o.past]
        return offices[-1:]

    def _hold(self, office: tuple[str, str], at: int, person: Entity) -> None:
        self.offices.setdefault(office, []).append((at, person))
        self.held.setdefault(person.iri, set()).add(office)

    def _beside(self, i: int) -> Entity | None:
        t = self.terms[i]
        office = self._office(t.keys)
        near = [*self.terms[max(0, i - 2) : i], *self.terms[i + 1 : i + 3]]
        for other in near:
            if not (other.entity and other.called) or (office and not self._may_hold(other.entity, office)):
                continue
            a, b = sorted((t.mention.span, other.mention.span))
            gap = self.article.text[a.end : b.start] if a.end <= b.start else ""
            marks = {"", "،", ","} if other.start > t.start else {"،", ","}  # «الرئيس بوتين», «بوتين، الرئيس الروسي»
            if t.mention.span.covers(other.mention.span) and not self._titled_only(t, other):
                continue  # "Putin's family"
            if a.covers(b) or b.covers(a) or (a.end <= b.start and len(gap) <= 2 and gap.strip() in marks):
                return other.entity
        return None

    def _titled_only(self, t: Term, inside: Term) -> bool:
        """Whether a mention is another one that stands in it, among titles."""
        return all(w in inside.keys or is_title(w, self.finder) for w in t.keys)

    def _counterpart(self, t: Term) -> Entity | None:
        if not any("counterpart" in kinds(w) for w in t.keys):
            return None
        rest = [w for w in t.keys if "counterpart" not in kinds(w)]
        nation = self.finder.nation(rest, self.article.date, ())
        if nation is None:
            return None
        earlier = [u for u in self.terms if u.start < t.start and u.entity]
        roles = [r for u in reversed(earlier[-6:]) if u.entity for r, _ in self._all_held(u.entity) if r in LEADING]
        for role in dict.fromkeys(roles):
            if found := self._holder((role, nation[0].iri), t.start):
                return found
        named = {p.iri: p for role in LEADING for _, p in self.offices.get((role, nation[0].iri), ())}
        return next(iter(named.values())) if len(named) == 1 else None

    def _all_held(self, person: Entity) -> list[tuple[str, str]]:
        return sorted({*self.held.get(person.iri, ()), *self.finder.offices.held(person.iri, self.article.date)})

    def _holder(self, office: tuple[str, str], at: int) -> Entity | None:
        """The holder of an office: of those whom the article names and who are known to hold it, else of those of whom it tells that, the last one before."""
        offices, day = self.finder.offices, self.article.date
        known = offices.holders(office, day) or sorted({u.entity.iri for u in self.terms if not day and u.entity and offices.knows(u.entity.iri, *office) > 0})
        named = [(u.start, u.entity) for u in self.terms if u.entity and u.entity.iri in known]
        if told := named or self.offices.get(office, []):
            before = [p for p in told if p[0] <= at]
            return max(before, key=lambda p: p[0])[1] if before else min(told, key=lambda p: p[0])[1]
        return self.finder.authority.entities[known[0]] if len(known) == 1 else None

    def _officer(self, t: Term) -> Entity | None:
        """The holder of the office that a mention describes."""
        earlier = [u for u in self.terms if u.start < t.start and u.entity]
        if any("latter" in kinds(w) for w in t.keys):
            return earlier[-1].entity if earlier else None
        former = any("former" in kinds(w) for w in t.keys)
        office = self._office(tuple(w for w in t.keys if "former" not in kinds(w)))
        if office and not office[1] and (whole := self._going_on(t)) and (who := self._of_body(whole, t.start, former)):
            return who
        if office and office[1]:
            return self._of_body(office, t.start, former)
        if office:
            return self._of_any(office[0], earlier, t.keys)
        nation = self.finder.nation(t.keys, self.article.date, ())
        if nation and len(t.keys) == 2 and not former:  # «المسؤول الروسي», of one Russian only
            own = {
                u.entity.iri: u.entity
                for u in earlier
                if u.entity and u.called and self.state(u.entity) == nation[0].iri
            }
            return next(iter(own.values())) if len(own) == 1 else None
        stems = {stem(r) for w in t.keys for _, r in readings(w)}
        titled = [x for x in self.titled if x[0] < t.start and stems & set(x[1])] if len(t.keys) == 1 else []
        return max(titled, key=lambda x: x[0])[2] if titled else None

    def _going_on(self, t: Term) -> tuple[str, str] | None:
        """The office of which the words after a mention tell the rest: «الأمين العام» before «للأمم المتحدة»."""
        rest = following(t, self.article.text)
        offices = (self._office((*t.keys, *rest[:more])) for more in range(len(rest), 0, -1))
        return next((office for office in offices if office and office[1]), None)

    def _office(self, keys: tuple[str, ...]) -> tuple[str, str] | None:
        """The office that words describe, behind an honorific or not: «سمو ولي العهد»."""
        return self.finder.offices.means(without_honorific(keys), self.article.date)

    def _of_body(self, office: tuple[str, str], at: int, former: bool) -> Entity | None:
        if office[0] == "ministerOf":
            told = [p for role in _MINISTERS for p in self.offices.get((role, office[1]), ()) if p[0] <= at]
            named = (u.entity for u in reversed(self.terms) if u.start < at and u.entity and u.called)
            known = (who for who in named if any(r in _MINISTERS and body == office[1] for r, body in self.finder.offices.held(who.iri, self.article.date)))
            return max(told, key=lambda p: p[0])[1] if told else next(known, None)
        if former:  # whoever holds it now is not meant
            offices, day = self.finder.offices, self.article.date
            now = offices.holders(office, day)
            left = {u.entity.iri: u.entity for u in self.terms if u.entity and office in offices.left(u.entity.iri, day)}
            found = left or {p.iri: p for _, p in self.offices.get(office, ()) if p.iri not in now}
            return next(iter(found.values())) if len(found) == 1 else None
        return self._holder(office, at)

    def _of_any(self, role: str, earlier: list[Term], said: tuple[str, ...]) -> Entity | None:
        same, day, offices = _MINISTERS if role == "ministerOf" else (role,), self.article.date, self.finder.offices
        crowned = any("crown" in kinds(word) for word in said)  # «جلالة الملك» is no president, and «الرئيس» no king
        for u in reversed(earlier):
            if u.entity and any(r in same for r, _ in self._all_held(u.entity)) and offices.crowned(u.entity.iri, day) in {None, crowned}:
                return u.entity
        if iri := offices.only(role, day, self.seen):
            return self.finder.authority.entities[iri]
        kings = {who for state in self.seen for who in offices.holders((role, state), day) if offices.crowned(who, day)} if crowned else set()
        return self.finder.authority.entities[kings.pop()] if len(kings) == 1 else None


def _alike(a: str, b: str) -> bool:
    if a == b or a.removeprefix("ال") == b.removeprefix("ال"):
        return True
    return len(a) > 3 and is_arabic(a) and sound(a) == sound(b)


def _part(word: str, name: tuple[str, ...]) -> bool:
    joined = (one + other for one, other in pairwise(name) if one in HALVES)  # «عبدالرحمن»
    return any(_alike(r, n) for n in (*name, *joined) for _, r in readings(word))


def _same(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether a full name is another one, spelt otherwise or shortened to two or more of its words."""
    if longer == shorter or (sound(*longer) and sound(*longer) == sound(*shorter)):
        return True
    rest = iter(longer)
    return (
        len(shorter) > 1 and _alike(shorter[-1], longer[-1]) and all(any(_alike(w, x) for x in rest) for w in shorter)
    )
