"""Who is meant in one article: names first, then what the article itself says, then what is left gets a name of its own."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise, takewhile

from kg.iris import KGE
from kg.lang.normalise import keys
from kg.link.find import BY_NAME, Finder, Match
from kg.link.mint import mint
from kg.link.pairs import parties, two
from kg.link.people import OFFICES, People
from kg.link.spelling import has_article, is_arabic, readings
from kg.link.terms import HALVES, JOINING, Term, following, is_definite, is_description, noun, shown, terms
from kg.link.words import heads, kinds, occasions, stem, words
from kg.model import Entity, Mention, Reading, Span
from kg.vocabulary import OCCASIONS, ORGANISED

_BODIES = ORGANISED | {"State"}
_ACTING = frozenset(("State", "Person", "IGO", "Organization", "ArmedGroup", "Media", "People"))  # what a statement says of one, it may say of another
_AT_HOME = ("{nation} security forces", "{nation} police", "{nation} opposition")
_REACH = 500  # mentions: a description means nobody who is named further away, and a long article costs no more than as many short ones
_ARMY = frozenset((("الجيش",), ("القوات", "المسلحه"), ("army",), ("military",), ("armed", "forces")))  # not «الجنود», who may be of either side
_POSSESSED = re.compile("(.{3,})(?:ها|هم|ه)")
_CUT_SHORT = frozenset(("State", "ArmedGroup"))  # whose names have those of others in them: «القاعدة في جزيرة العرب»
_BESIDE = 6  # mentions among which one that holds another is looked for
_PART = "a part of a longer name"
_KIND_BEFORE = "a kind of thing before its name"
_FRESH = 3  # years
_OMNIPRESENT = KGE + "United_States"
_QUOTED = re.compile('[«"“”]([^«»"“”]+)[»"“”]')
_WHO = re.compile(r"[\s،,]*(?:الذي|التي|who)\b")
_FORMS = frozenset(("inc", "ltd", "corp", "plc", "llc"))  # of companies, after their names
_NO_PARTIES = frozenset(("Event", "Document", "Place", "Media"))


class Resolver:
    """Decides for every mention of one article. Use `resolve`."""

    def __init__(self, finder: Finder, reading: Reading) -> None:
        self.finder, self.reading = finder, reading
        self.text, self.day = reading.article.text, reading.article.date
        self.seen: Counter[str] = Counter()
        every = terms(reading)
        self._without_persons(every)
        people = [t for t in every if t.mention.type == "Person"]
        begun = frozenset(t.start for t in people)
        for t in people:
            self._without_another(t, begun)
            self._without_and(t)
        self.by_mention = {t.mention: t for t in every}
        self.pairs = [(t, found) for t in every if t.mention.type not in _NO_PARTIES and (found := two(t.keys))]
        paired = {t.mention for t, _ in self.pairs}
        self.terms = [t for t in every if t.mention not in paired]
        self.places = [t.start for t in self.terms]
        self.starts = Counter(t.keys[0] for t in self.terms if t.keys)
        self.aliases: dict[tuple[str, ...], Entity] = {}
        self.called: dict[tuple[str, ...], list[Term]] = {}
        self.begins: dict[str, Term] = {}  # the first mention of several words that begins with a word
        self.second: dict[tuple[str, str], list[Term]] = {}  # by type and second word
        for t in self.terms:
            self.called.setdefault(t.keys, []).append(t)
            if len(t.keys) > 1:
                self.second.setdefault((t.mention.type, t.keys[1]), []).append(t)
                for word in _read(t.keys[0]):
                    self.begins.setdefault(word, t)
        self.part_of: dict[str, Entity] = {}  # whose name begins or ends with a word
        self.states = Counter[str]()  # those that the article names, and how often

    def _without_persons(self, every: list[Term]) -> None:
        """Leave out the person whom the reader put behind another name: «تنظيم القاعدة أسامة بن لادن», "Isis leader Abu Bakr al-Baghdadi"."""
        told = {(t.start, t.keys) for t in every}
        persons: dict[int, list[int]] = {}
        for t in every:
            if t.mention.type == "Person":
                persons.setdefault(t.mention.span.end, []).append(t.start)
        for t in every:
            inside = persons.get(t.mention.span.end, ()) if t.mention.type in _BODIES else ()
            begin = next((x for x in inside if x > t.start and self.text[x] != "ل"), 0)
            size = sum(end <= begin for _, end in t.words)
            if not size or self.finder.named(t.keys, t.mention.type, self.day, self.seen):
                continue
            alone = (t.start, t.keys[:size]) in told
            while size > 1 and not alone and "title" in kinds(t.keys[size - 1]):
                size -= 1
            noun = size == 1 and is_definite(t.keys[:1]) and heads(t.keys[0]) & _like(t.mention.type)
            if alone or noun or self.finder.named(t.keys[:size], t.mention.type, self.day, self.seen):
                t.keep(size)

    def _without_another(self, t: Term, begun: frozenset[int]) -> None:
        """Leave out the second of two persons whom the reader took for one, and found alone as well: «ميتشل وغيتس»."""
        joined = (i for i, (at, _) in enumerate(t.words) if i and self.text[at] == "و" and not begun.isdisjoint((at, at + 1)) and t.keys[i] not in self.finder.known)
        if size := next(joined, 0):
            t.keep(size)

    def _without_and(self, t: Term) -> None:
        """Leave out the «و» before a person's name of several words: «ومصطفى الخوري»."""
        first = t.keys[0] if len(t.keys) > 1 else ""
        rest = first[1:] if first.startswith("و") and first not in self.finder.known else ""
        if rest in HALVES or (len(rest) > 3 and rest in self.finder.known):
            t.keys, t.cut = (rest, *t.keys[1:]), 1

    def resolve(self) -> dict[Mention, Term]:
        """Every mention with its entity."""
        shorts: dict[int, Match] = {}
        for t in self.terms:
            self._by_name(t, shorts)
        self._nested()
        for t in self.terms:
            self._as_elsewhere(t)
        people = People(self.finder, self.reading.article, self.terms, self.reading.statements)
        people.names(shorts, set(self.seen))
        for t in self.terms:
            if t.mention.type == "Person" and t.entity and t.called:
                for word in (t.called[0], t.called[-1]):
                    self.part_of.setdefault(word, t.entity)
        for t in self.terms:
            if t.entity is None and t.mention.type != "Person" and t.keys and not (self._as_elsewhere(t) or self._mistyped(t)):
                self._in_article(t)
        people.settle(
            {
                id(m): e
                for s in self.reading.statements
                for m in (s.subject, s.object)
                if (e := self.by_mention[m].entity)
            }
        )
        people.describe()
        self.states.update(t.entity.iri for t in self.terms if t.entity and t.entity.type == "State" and t.entity.wikidata)  # blocs have no id
        for t in self.terms:
            if t.entity is None and t.mention.type != "Person" and t.keys:
                self._described(t, people)
        for t in self.terms:
            if t.entity is None and not self._as_elsewhere(t):
                if named := self._headed(t):
                    self._same(t, named, _KIND_BEFORE)
                elif whole := self._within(t):
                    self._same(t, whole, _PART)
                else:
                    self._own(t, people)
        for t, (kind, rest) in self.pairs:
            before = [u for u in self.terms if u.mention.span.end <= t.start]
            t.both = parties(t, kind, rest, before, self.reading.article.sentences, self.finder, people.state)
            t.why = "the two last parties"
        return self.by_mention

    def _by_name(self, t: Term, shorts: dict[int, Match]) -> None:
        kind = t.mention.type
        if not t.keys or self._noun(t):
            return
        match = (
            self.finder.named(t.keys, kind, self.day, self.seen)
            or self.finder.padded(t.keys, kind, self.day, self.seen)
            or self.finder.composed(t.keys, kind, self.day, self.seen)
            or self._bracketed(t)
            or self._owned(t)
            or self._untitled(t)
            or self._misread(t)
        )
        if not match or kind in _CUT_SHORT:
            match = self._going_on(t) or match
        if not match:
            return
        if kind == match.entity.type == "Person" and match.end - match.start == 1:
            shorts[id(t)] = match
            return
        t.entity, t.why = match.entity, match.why
        if match.start == 0:
            t.cut = match.cut
        self.seen[match.entity.iri] += 1
        self._abbreviated(t)

    def _nested(self) -> None:
        """What is named inside the name of another of its type is that one: «حزب الله» in «كتائب حزب الله»."""
        for i, u in enumerate(self.terms):
            if u.mention.type in _CUT_SHORT and u.entity and u.entity.type == u.mention.type and u.why == BY_NAME:
                for t in takewhile(lambda t: t.start < u.mention.span.end, self.terms[i + 1 :]):  # noqa: B023
                    if t.mention.type == u.mention.type and u.mention.span.covers(t.mention.span) and t.entity != u.entity and t.why in {"", BY_NAME}:
                        t.entity, t.why = u.entity, _PART

    def _as_elsewhere(self, t: Term) -> bool:
        """The same words mean the same, though the reader took them for something else."""
        alike = next((types for types in (_ACTING, OCCASIONS) if t.mention.type in types), ())
        twins = (u for u in self.called[t.keys] if u.entity) if t.entity is None and t.keys else ()
        twin = next((u for u in twins if u.mention.type in alike), None)
        if twin:
            t.entity, t.why = twin.entity, "the same words elsewhere in the article"
        return twin is not None

    def _mistyped(self, t: Term) -> bool:
        """One word of the full name of somebody in the article: the reader took a person for something else."""
        person = next((self.part_of[r] for _, r in readings(t.keys[0]) if r in self.part_of), None) if len(t.keys) == 1 else None
        if person:
            t.entity, t.why = person, "part of a person's name in the article"
        return person is not None

    def _bracketed(self, t: Term) -> Match | None:
        """«حزب العمال الكردستاني (PKK)»: a name before a bracket or in it."""
        at = self.text.find("(", t.start, t.mention.span.end)
        if at < 0:
            return None
        inside = [i for i, (s, _) in enumerate(t.words) if s > at]
        for part in (range(inside[0]) if inside else (), inside):
            match = self.finder.named([t.keys[i] for i in part], t.mention.type, self.day, self.seen) if part else None
            if match:
                return match
        return None

    def _going_on(self, t: Term) -> Match | None:
        """The name that a mention and the words after it are together: «جمهورية الكونغو» where «الديمقراطية» follows."""
        after = following(t, self.text)
        for more in range(len(after), 0, -1):
            match = self.finder.named((*t.keys, *after[:more]), t.mention.type, self.day, self.seen)
            if match and match.why == BY_NAME and (t.mention.type != "State" or match.entity.type == "State"):
                return match._replace(end=len(t.keys))
        return None

    def _owned(self, t: Term) -> Match | None:
        """"Russia's Wagner Group": a name after the state that it is of."""
        for i, (_, end) in enumerate(t.words[:-1], 1):
            if self.text[end - 2 : end] in ("'s", "’s") and self.finder.nation(t.keys[:i], self.day, ()):
                match = self.finder.named(t.keys[i:], t.mention.type, self.day, self.seen)
                return match._replace(start=i, end=len(t.keys)) if match and self.finder.agrees(t.keys[:i], match.entity, self.day) else None
        return None

    def _untitled(self, t: Term) -> Match | None:
        """«اغتيال الصحفية شيرين أبو عاقلة»: an occasion that is named after a person with his titles."""
        plain = _plain(t.keys) if t.mention.type in OCCASIONS else t.keys
        match = self.finder.named(plain, t.mention.type, self.day, self.seen) if plain != t.keys else None
        return match._replace(end=len(t.keys)) if match else None

    def _misread(self, t: Term) -> Match | None:
        """What the reader took for something else: a capital, or the government of its leader, for a person («كينشاسا», «نظام الأسد»), a town for a group; any other than a person whose name of several words is nobody else's."""
        if t.mention.type in {"ArmedGroup", "People"}:
            place = self.finder.named(t.keys, "Place", self.day, self.seen)
            if place and place.entity.type == "Place" and place.why == BY_NAME:
                return place
        if t.mention.type == "Organization" and (led := self.finder.led(t.keys, self.day, self.seen)):
            return led
        if t.mention.type != "Person":
            return self.finder.alone(t.keys, self.day) if len(t.keys) > 1 else None
        if len(t.keys) == 1 and self.persons[t.keys[0]]:
            return None
        match = self.finder.named(t.keys, "State", self.day, self.seen) or self.finder.led(t.keys, self.day, self.seen)
        return match if match and match.entity.type == "State" and match.why != "its nationality" else None

    @cached_property
    def persons(self) -> Counter[str]:
        """The words of persons' names of several words, and how often each stands there."""
        return Counter(word for t in self.terms if t.mention.type == "Person" and len(t.keys) > 1 for word in t.keys)

    def _within(self, t: Term) -> Term | None:
        """The occasion of which a mention has the noun: «حزمة» in «حزمة مساعدات لأوكرانيا», "attack" in "terrorist attack"."""
        if t.mention.type not in OCCASIONS:
            return None
        around = (u for u in self._near(t, _BESIDE) if u.mention.type == t.mention.type and len(u.keys) > len(t.keys) and u.mention.span.covers(t.mention.span))
        size = len(t.keys)
        return next((u for u in around if u.keys[:size] == t.keys or (u.keys[-size:] == t.keys and u.keys[0].isascii() and not JOINING.intersection(u.keys[:-size]))), None)

    def _near(self, t: Term, reach: int) -> list[Term]:
        """So many mentions before one and after it."""
        here = bisect_left(self.places, t.start)
        return self.terms[max(0, here - reach) : here + reach]

    def _abbreviated(self, t: Term) -> None:
        """Remember what stands in brackets after a name as another name of it."""
        after = self.text[t.mention.span.end : t.mention.span.end + 30].lstrip(' »"”')
        if after.startswith("(") and ")" in after and t.entity:
            short = after[1 : after.index(")")].strip(" «»\"“”'")
            if 1 < len(short) < 16 and " " not in short:
                self.aliases[(stem(short),)] = t.entity

    def _in_article(self, t: Term) -> None:
        """Another name that the article gives, or the beginning of a longer one."""
        self._cut(t)
        first = readings(t.keys[0])
        for _, word in first:
            if entity := self.aliases.get((stem(word), *t.keys[1:])):
                t.entity, t.why = entity, "the article's abbreviation"
                return
        named = self._headed(t)
        if named and not named.entity and t.mention.type not in {"Place", "Media"} and is_arabic(t.keys[0]):
            named = None  # what it is may be told by what was said before
        for other, why in ((named, _KIND_BEFORE), (self._noun(t) or self._elliptic(t), "a noun of which the article says more"), (self._again(t), "the same in other words")):
            if other:
                self._same(t, other, why)
                return
        if known := self._possessed(t):
            t.entity, t.why = known, "all words of its name are in the article"
            return
        if is_description(t.keys, shown(t, self.text).of(self.text)) or is_definite(t.keys) or _is_at_home(t) or self._usual(t):
            return
        same = self.second.get((t.mention.type, t.keys[1]), ()) if len(t.keys) > 1 else ()
        longer = [u for u in same if len(u.keys) > len(t.keys) and _begins(u, t)]
        if len({u.entity.iri if u.entity else " ".join(u.keys) for u in longer}) == 1:
            self._same(t, longer[0], "a longer name in the article begins so")
            return
        if whole := self._within(t):
            self._same(t, whole, _PART)
            return
        self._own(t, None)
        self._abbreviated(t)

    def _again(self, t: Term) -> Term | None:
        """The occasion that was called nearly so before: «هجوم مسجد الصادق» after «تفجير مسجد الصادق», with other titles of whom it is named after."""
        if t.mention.type not in OCCASIONS or len(t.keys) < 2 or not is_arabic(t.keys[0]):
            return None
        rest, mine = _plain(t.keys)[1:], _happened(t.keys[0])
        before = (u for u in self._before(t) if u.mention.type == t.mention.type and len(u.keys) > 1)
        return next((u for u in before if mine & _happened(u.keys[0]) and _plain(u.keys)[1:] == rest), None)

    def _elliptic(self, t: Term) -> Term | None:
        """The only one that «شرطة المحافظة» is, where the article has «شرطة محافظة المثنى»."""
        if len(t.keys) != 2 or not t.keys[1].startswith("ال") or _like(t.mention.type) & heads(t.keys[0]):
            return None
        noun = t.keys[1].removeprefix("ال")
        longer = [u for u in self.second.get((t.mention.type, noun), ()) if len(u.keys) > 2 and _read(u.keys[0]) & _read(t.keys[0])]
        return longer[0] if len({u.keys[1:] for u in longer}) == 1 else None

    def _same(self, t: Term, other: Term, why: str) -> None:
        """A mention of what another one names."""
        if other.entity is None:
            self._own(other, None)
        t.entity, t.why = other.entity, why

    def _noun(self, t: Term) -> Term | None:
        """What begins with the noun that one word for a group is: «حركة حماس» of «الحركة», «قاعدة العند» of «القاعدة».

        None where the article has it behind a kind of group: «تنظيم القاعدة». Of 18 labelled articles with «القاعدة» and a base it is the base in 16.
        """
        names = [r for r in _read(t.keys[0]) if r.startswith("ال")] if t.mention.type == "ArmedGroup" and len(t.keys) == 1 else ()
        return next((self.begins[r[2:]] for r in names if r[2:] in self.begins and r not in self.groups), None)

    @cached_property
    def groups(self) -> set[str]:
        """The words before which the article has a kind of group."""
        return {r for before, word in pairwise(keys(self.text)) if "ArmedGroup" in heads(before) for r in _read(word)}

    def _headed(self, t: Term) -> Term | None:
        """What «مدينة مانيسا», "the district of Sunan", «طائرات التحالف» «صحيفة "كورير" النمساوية» or "Qualcomm Inc" is, when the article calls it by name alone as well."""
        if not t.keys:
            return None
        of = t.keys.index("of") if "of" in t.keys else 0
        quoted = _QUOTED.search(self.text, t.start, t.mention.span.end)
        names = [keys(quoted[1])] if quoted else []
        if len(t.keys) > 1 and is_arabic(t.keys[0]) and _like(t.mention.type) & heads(t.keys[0]):
            names.append(t.keys[1:])
        elif of and t.mention.type == "Place" and "Place" in heads(t.keys[of - 1]):
            names.append(t.keys[of + 1 :])
        elif t.keys[-1] in _FORMS:
            names.append(t.keys[:-1])
        proper = next((i for i, (at, _) in enumerate(t.words) if self.text[at].isupper()), 0)
        if proper and t.mention.type in ORGANISED and not JOINING.intersection(t.keys):
            names += [name[proper:] for name in (t.keys, *names)]  # "its peer Qualcomm Inc"
        return next((u for name in names for u in self.called.get(name, ()) if u is not t and _fits(u, t.mention.type)), None)

    def _described(self, t: Term, people: People) -> None:
        kind = t.mention.type
        if len(t.keys) == 1 and "latter" in kinds(t.keys[0]):
            t.entity = next((u.entity for u in self._before(t) if _fits(u, kind)), None)
        elif kind == "State" or (kind == "Place" and stem(t.keys[-1]) in {"بلاد", "country"}):
            t.entity = self._country(t, [*self._before(t)][::-1], people)
        elif head := self._head(t):
            national = self._is_national(t)
            like = (u for u in self._before(t) if _fits(u, kind) and self._is_a(u, head) and not (national and u.entity and u.entity.type == "IGO"))
            if occasion := self._occasion(t, head):
                t.entity, t.why = occasion, "all words of its name are in the article"
            t.entity = t.entity or next((u.entity for u in like), None) or self._named_later(t, head) or self._otherwise(t, head)
            if t.entity is None and kind == "Place" and head & {"مدينه", "city", "town"}:
                places = (u.entity for u in self._before(t) if u.mention.type == "Place" and u.entity and u.entity.type == "Place")
                t.entity = next(places, None)
            if t.entity is None and kind == "Place" and head & {"عاصمه", "capital"} and (state := self._topic(2)):
                t.entity = self.finder.seat(state, self.day)
        if t.entity is None and kind != "Media" and (usual := self._usual(t)):
            t.entity, t.why = usual, "what articles on the same matter call so"
        if t.entity is None and self._is_national(t):
            self._national(t, people)
        t.why = t.why or "what the article said before"

    def _usual(self, t: Term) -> Entity | None:
        """Whom articles on the same matter call so: «التحالف» where Yemen is named, since 2015."""
        means = next(filter(None, (words("usual").means((first, *t.keys[1:])) for _, first in readings(t.keys[0]))), ())
        likely: dict[str, int] = {}
        for who, matter, since, until in (each.split("|") for each in means):
            if since <= self.day and (not until or self.day < until):
                likely[who] = sum(self.seen[KGE + named] for named in matter.split())
        who = max(likely, key=lambda x: likely[x], default="")
        entity = self.finder.authority.entities.get(KGE + who)
        return entity if entity and likely[who] and entity.type in _like(t.mention.type) else None

    def _is_national(self, t: Term) -> bool:
        """Whether a mention is an army, a parliament, a ministry: a body that each state has."""
        body = _body(t)
        return t.keys in _ARMY or bool(body and not body.startswith("{nation} Armed Forces"))

    def _national(self, t: Term, people: People) -> None:
        """The army, the parliament, the police of the state of its leader, or of the state that the article is about."""
        leading = sorted((s for s in self.reading.statements if s.object == t.mention and s.relation in OFFICES), key=lambda s: -s.confidence)
        led = (self.by_mention[s.subject].entity for s in leading)
        states = [self.finder.authority.entities[iri] for person in led if person and (iri := people.state(person))]
        if states:
            t.entity, t.why = self.finder.body(states[0], t.keys), "of the state of its leader"
        elif (len(t.keys) == 1 or t.keys in _ARMY or _is_at_home(t)) and (state := self._topic(1.5)):
            t.entity, t.why = self.finder.body(state, t.keys), "of the state that the article names most"

    def _occasion(self, t: Term, head: set[str]) -> Entity | None:
        """The one known event or document of a kind of which the article has all other words of a name: «الاتفاق» where it tells of «النووي» and of Iran."""
        known = [x for kind in head for x in self.finder.occasions.get((t.mention.type, kind), ())]
        found = {entity.iri: entity for entity, rest in known if rest <= self.stems and self._of_late(entity, t)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _of_late(self, occasion: Entity, t: Term) -> bool:
        """Whether an occasion may be told of without its name: if it is known when it began for some years, and by one word, «الهجوم», "the attack"."""
        if not (begun := self.finder.begun.get(occasion.iri, "")):
            return True
        pointing = has_article(t.keys[0]) or self.text[: t.words[0][0]].lower().endswith(("the ", "this "))
        return pointing and len(t.keys) == 1 and begun <= self.day < f"{int(begun[:4]) + _FRESH:04}{begun[4:]}"

    def _possessed(self, t: Term) -> Entity | None:
        """The one that «برنامجها النووي» is, where the article tells of Iran."""
        if len(t.keys) != 2 or not t.keys[1].startswith("ال") or not (noun := _POSSESSED.fullmatch(t.keys[0])):
            return None
        known = self._occasion(t, {stem(noun[1])})
        return known if known and any(stem(t.keys[1]) in map(stem, keys(name)) for name in self.finder.called[known.iri]) else None

    @cached_property
    def stems(self) -> set[str]:
        """Of all words of the article."""
        return {stem(r.removeprefix("ال")).removesuffix("ه") for word in set(keys(self.text)) for r in _read(word)}

    def _before(self, t: Term) -> Iterator[Term]:
        """The mentions before one, in its reach, that have an entity, the nearest first."""
        here = bisect_left(self.places, t.start)
        return (u for u in reversed(self.terms[max(0, here - _REACH) : here]) if u.entity and u.mention.span.end <= t.start)

    def _head(self, t: Term) -> set[str]:
        """The kind of thing that a description says: of «التنظيم», «التنظيم المتشدد», «مقاتلي التنظيم», "the armed group"; empty for other words."""
        if not is_arabic(t.keys[0]):
            return {t.keys[-1]}
        if len(t.keys) == 1:
            return {stem(r) for _, r in readings(t.keys[0])} | {stem(t.keys[0])}
        if len(t.keys) == 2 and t.mention.type in ORGANISED and t.keys[1].startswith("ال"):
            thing, other = t.keys if has_article(t.keys[0]) else reversed(t.keys)
            if heads(other) & ORGANISED:
                return {stem(r) for _, r in readings(thing)}
        return set()

    def _otherwise(self, t: Term, head: set[str]) -> Entity | None:
        """What was called by another word before: «الهجوم» after «تفجير»."""
        calls = {means[0] for word in head if (means := words("occasion").means([word]))}
        like = (u for u in self._before(t) if _fits(u, t.mention.type) and any(calls & {*words("occasion").means([word])} for word in self._nouns(u)))
        return next((u.entity for u in like), None) if calls else None

    def _nouns(self, u: Term) -> set[str]:
        """What kind of thing the words of a mention say it is: "bombing" of "the bombing of the embassy"."""
        if is_arabic(u.keys[0]):
            return _read(u.keys[0])
        return {noun(u.keys)}

    def _named_later(self, t: Term, head: set[str]) -> Entity | None:
        """The only one of its kind that the article names after it was described."""
        later = (u for u in self._near(t, _REACH) if u.mention.span.end > t.start and u.entity and _fits(u, t.mention.type) and self._is_a(u, head))
        found = {u.entity.iri: u.entity for u in later if u.entity}
        return next(iter(found.values())) if len(found) == 1 else None

    def _is_a(self, u: Term, head: set[str]) -> bool:
        """Whether a mention, or a name of its entity, begins with the kind of thing that ``head`` says."""
        if {stem(r) for _, r in readings(u.keys[0])} & head or head & {stem(u.keys[-1]), *map(stem, self._nouns(u))}:
            return True
        return bool(u.entity and self.finder.is_a(u.entity.iri) & head)

    def _country(self, t: Term, before: list[Term], people: People) -> Entity | None:
        determiner = keys(self.text[t.mention.span.start : t.words[0][0]])  # of "his country" the keys have but the noun
        said = ((*determiner, *t.keys), *((r, *t.keys[1:]) for _, r in readings(t.keys[0])))
        means = next(filter(None, map(words("country").means, said)), ())
        if not means:
            return None
        if means[0] == "kingdom":
            royal = [iri for iri, _ in self.states.most_common() if iri in self.finder.kingdoms]
            return self.finder.authority.entities[(royal or self.finder.kingdoms)[0]]
        states = [u.entity for u in before if u.entity and u.entity.type == "State" and u.entity.wikidata]
        if means[0] == "own":
            return self._speaker_state(t, before, people) or next(reversed(states), None)
        # Hardly the United States: most articles name it, and «البلاد» or "the regime" was another one in 10 of 12.
        likely = [self._topic(2), *reversed(states)]
        return next((s for s in likely if s and (s.iri != _OMNIPRESENT or means[0] == "administration")), None)

    def _topic(self, times: float) -> Entity | None:
        """The state that the article names so many times as often as any other one."""
        first, second = (*self.states.most_common(2), ("", 0), ("", 0))[:2]
        return self.finder.authority.entities.get(first[0]) if first[1] and first[1] >= times * second[1] else None

    def _speaker_state(self, t: Term, before: list[Term], people: People) -> Entity | None:
        """The state of the person who speaks in the sentence of «بلاده»: by the reader, else who «الذي» follows, else the first one there, else in the sentence before it."""
        sentences = [s for s in self.reading.article.sentences if s.start <= t.start]
        speakers = {s.speaker for s in self.reading.statements if t.mention in (s.subject, s.object)}
        before = sorted(before, key=lambda u: (u.mention not in speakers, not _WHO.match(self.text, u.mention.span.end)))
        for sentence in reversed(sentences[-3:]):
            for u in before:
                if (
                    u.mention.type == "Person"
                    and u.entity
                    and sentence.covers(u.mention.span)
                    and (state := people.state(u.entity))
                ):
                    return self.finder.authority.entities.get(state)
        return None

    def _own(self, t: Term, people: People | None) -> None:
        """A name of its own."""
        if not t.cut:
            self._cut(t)
        article = self.reading.article.id
        if people and t.mention.type == "Person" and t.keys:
            t.entity = people.unnamed(t)
        else:
            span = shown(t, self.text)
            points = t.words and any(map(str.isalpha, self.text[span.start : t.words[0][0]]))  # "the attack" is called attack
            name = (Span(t.words[0][0], span.end) if points else span).of(self.text)
            if t.cut == 0 and t.keys and t.keys[0].startswith("لل") and len(t.keys[0]) > 4:
                name = "ال" + name[2:]  # «للجمعية» keeps its letters in the text; its name is «الجمعية»
            t.entity = mint(name, t.mention.type, article, known_by_name=bool(t.keys) and not self._passing(t, name))
        t.why = t.why or "named by the article alone"

    def _passing(self, t: Term, name: str) -> bool:
        return is_description(t.keys, name) or (
            t.mention.type not in {"Place", "Media", "Person"} and is_definite(t.keys)
        )

    def _cut(self, t: Term) -> None:
        """Proclitics before a name that the authority file doesn't know: cut when what remains is a known word, or plainly a noun."""
        word = t.keys[0] if t.keys else ""
        known = self.finder.known
        if not word or word in known or stem(word) in known:
            return
        for cut, rest in readings(word)[1:]:
            noun = self.text[t.words[0][0] :][cut : cut + 1] == "إ"  # hamza under an alef begins a word
            joined = rest.startswith("ال") and (len(rest) > 5 or (word.startswith("و") and len(rest) == 5 and not word.startswith("والد")))
            plainly = not is_arabic(rest) or joined or noun
            if cut and len(rest) > 2 and (plainly or rest in known or stem(rest) in known or self.starts[rest]):
                t.cut = cut
                return


def _begins(longer: Term, shorter: Term) -> bool:
    head = longer.keys[: len(shorter.keys)]
    return head[1:] == shorter.keys[1:] and bool(
        {stem(r) for _, r in readings(head[0])} & {stem(r) for _, r in readings(shorter.keys[0])}
    )


def _body(t: Term) -> str:
    """What a body of a state is called, by the state or nation; empty for what is none."""
    means = words("institution").means(t.keys) if t.mention.type in ORGANISED else ()
    return means[0] if means else ""


def _is_at_home(t: Term) -> bool:
    """Whether a body is of the state that an article is about: «قوات الأمن», not «وزارة الداخلية», which outlets mean of their own state, nor «الطيران الحربي», which fights abroad."""
    return _body(t).startswith(_AT_HOME)


def _plain(text: tuple[str, ...]) -> tuple[str, ...]:
    """The words of an occasion without titles of persons."""
    return tuple(w for i, w in enumerate(text) if not i or "title" not in kinds(w))


def _happened(word: str) -> set[str]:
    """What a word says happened, in all words for it; the word itself, too."""
    return {*occasions(word), *map(stem, _read(word))}


def _read(word: str) -> set[str]:
    """What a word may be, with proclitics and without."""
    return {r for _, r in readings(word)}


def _like(kind: str) -> frozenset[str]:
    """The types that a mention of a type may have elsewhere."""
    return ORGANISED if kind in ORGANISED else frozenset((kind,))


def _fits(u: Term, kind: str) -> bool:
    return u.mention.type in _like(kind)
