"""Who is meant by other words, where no rule tells: «المتمردين» of the Houthis, "the chancellor" of Gordon Brown, «القرار» of a known resolution.

An entity that the article alone names is another one of the article, or none: each is as likely as its weights say (a conditional logit, McFadden 1974;
mention ranking with a dummy, Denis & Baldridge 2008, by surface features, Durrett & Klein 2013), and one is taken when it is likelier than everything
else together. The weights in ``coreference.tsv`` are taught by `kg.train.coreference`.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

from kg.iris import KGE
from kg.lang.normalise import bare, keys
from kg.link.find import Finder
from kg.link.logit import Signs, likeliest, load
from kg.link.mint import minted, passing
from kg.link.spelling import has_article, is_arabic
from kg.link.terms import OUTSIDE_NAMES, Term, noun
from kg.link.words import occasions, stem
from kg.model import Article, Entity

FILE = Path(__file__).with_name("coreference.tsv")
WHY = "who is likeliest to be meant by other words"
# By type: its class, and the classes of those whom the reader may have taken for it.
_CLASSES = {
    "Person": "P", "State": "S", "Place": "L", "People": "N", "IGO": "B", "Organization": "B", "Media": "M", "ArmedGroup": "G", "Event": "E", "Document": "D",
}  # fmt: skip
_LIKE = {"P": "P", "S": "SLBNG", "L": "LS", "N": "NSGBP", "B": "BGSMN", "M": "MB", "G": "GNBP", "E": "ED", "D": "DE"}
_REACH = 200  # mentions before and after one, among which others are looked for: a long article costs no more than as many short ones
_MOST = 12  # entities that one may be: those mentioned nearest by
_SEEN, _BESIDE = 5, 40  # mentions beside which, and how many characters, is looked what else is said
_NAMES = 6  # of a known entity that are compared
_THIS = frozenset(("هذا", "هذه", "ذلك", "تلك", "هولاء", "this", "that", "these", "those"))
_OWN = frozenset(("its", "his", "her", "their", "our"))


class Chain:
    """All mentions of one entity in an article."""

    def __init__(self, entity: Entity, rest: str, finder: Finder) -> None:
        self.entity, self.rest, self.finder = entity, rest, finder
        self.known, self.passing = not minted(entity), passing(entity)
        self.kind = _CLASSES[entity.type]
        self.terms: list[Term] = []
        self.sentences: list[int] = []

    @cached_property
    def names(self) -> list[tuple[str, ...]]:
        """The words of some names that it has beside those in the article."""
        return [keys(n) for n in self.finder.called.get(self.entity.iri, ())] if self.known else []

    @cached_property
    def head(self) -> str:
        """What kind of thing its first mention says it is."""
        return head(self.terms[0])

    @cached_property
    def heads(self) -> set[str]:
        """What kind of thing its mentions and names say it is."""
        return {head(t) for t in self.terms} | (self.finder.is_a(self.entity.iri) if self.known else set())

    @cached_property
    def words(self) -> set[str]:
        """The words of its mentions and names."""
        return {plain(k) for words in (*(t.keys for t in self.terms), *self.names) for k in words}

    @cached_property
    def occasions(self) -> frozenset[str]:
        """What they say happened."""
        return frozenset[str]().union(*map(occasions, self.heads))

    @cached_property
    def around(self) -> tuple[set[str], set[str]]:
        """The words beside its first mentions that are of no mention: before, and after."""
        spans = [t.mention.span for t in self.terms[:_SEEN]]
        ahead, behind = ((self.rest[max(0, s.start - _BESIDE) : s.start] for s in spans), (self.rest[s.end : s.end + _BESIDE] for s in spans))
        return {plain(k) for part in ahead for k in keys(part)}, {plain(k) for part in behind for k in keys(part)}

    @cached_property
    def shapes(self) -> set[str]:
        """Its mentions and names, each as one word."""
        return {"".join(t.keys) for t in self.terms[:3]} | {"".join(n) for n in self.names[:_NAMES]}

    @cached_property
    def number(self) -> str:
        """Whether its first mention means many."""
        first = self.terms[0]
        many = first.keys[0].endswith(("ين", "ون", "ات")) if is_arabic(first.keys[0]) else self.head.endswith("s") and not self.head.endswith("ss")
        return "many" if many else "one"

    @property
    def called(self) -> str:
        """Whether it has a name or is told of by what is said here."""
        return "here" if self.passing else "name"

    @property
    def start(self) -> int:
        """Where its first mention begins."""
        return self.terms[0].start


def chains(terms: Collection[Term], article: Article, finder: Finder) -> dict[str, Chain]:
    """The entities of an article by IRI, in the order in which they are first mentioned."""
    starts, rest = [s.start for s in article.sentences], list(article.text)
    for t in terms:
        rest[t.start : t.mention.span.end] = " " * (t.mention.span.end - t.start)
    between = "".join(rest)
    found: dict[str, Chain] = {}
    for t in terms:
        if t.entity and t.keys:
            if t.entity.iri not in found:
                found[t.entity.iri] = Chain(t.entity, between, finder)
            chain = found[t.entity.iri]
            chain.terms.append(t)
            chain.sentences.append(bisect_right(starts, t.start))
    return found


def options(every: Mapping[str, Chain], text: str) -> Iterator[tuple[Chain, list[Chain], list[Signs]]]:
    """Each entity that the article alone names, those that it may be, and what speaks for each of these."""
    order = sorted((t.start, iri) for iri, chain in every.items() for t in chain.terms)
    for one in every.values():
        if not one.known:
            here = bisect_left(order, (one.start, ""))
            near = sorted(order[max(0, here - _REACH) : here + _REACH], key=lambda place: abs(place[0] - one.start))
            others = (every[iri] for iri in dict.fromkeys(iri for _, iri in near))
            like = [c for c in others if c is not one and c.kind in _LIKE[one.kind] and (c.known or c.start < one.start or (one.passing and not c.passing)) and not (_is_of(one, c) or _is_of(c, one))]
            yield one, like[:_MOST], signs(one, like[:_MOST], text)


def _is_of(one: Chain, other: Chain) -> bool:
    """Whether a person is told of by the name of another: «ممثلون عن الحداد» are not him."""
    told = one.kind == other.kind == "P" and OUTSIDE_NAMES.intersection(one.terms[0].keys)
    return bool(told) and not one.words.isdisjoint(map(plain, other.terms[0].called))


def settle(terms: Sequence[Term], article: Article, finder: Finder) -> None:
    """Give the mentions of entities that the article alone names the entity that is likeliest to be meant."""
    meant: dict[str, Entity] = {}

    def whom(entity: Entity) -> Entity:
        while entity.iri in meant:
            entity = meant[entity.iri]
        return entity

    for one, like, each in options(chains(terms, article, finder), article.text):
        best = likeliest(load(FILE), each)
        if best is not None and (other := whom(like[best].entity)) != one.entity:
            meant[one.entity.iri] = other
    for t in terms:
        if t.entity and t.entity.iri in meant:
            t.entity, t.why = whom(t.entity), WHY
        t.both = tuple(map(whom, t.both))


def signs(one: Chain, like: Sequence[Chain], text: str) -> list[Signs]:
    """What speaks for and against each that an entity may be: itself, where the other is mentioned, and by what words."""
    first = one.terms[0]
    how = pointing(first, text)
    before = [bisect_right(c.terms, first.start, key=lambda t: t.start) - 1 for c in like]
    of_kind = Counter[str]()
    rank: dict[int, int] = {}
    for i in sorted((i for i, b in enumerate(before) if b >= 0), key=lambda i: -like[i].terms[before[i]].start):
        rank[i] = of_kind[like[i].kind]
        of_kind[like[i].kind] += 1
    most = Counter[str]()
    for c in like:
        most[c.kind] = max(most[c.kind], len(c.terms))
    alone = [*_alone(one, how)]
    found: list[Signs] = []
    for i, c in enumerate(like):
        where = _before(one, c, before[i], min(rank[i], 3), of_kind[c.kind], how) if before[i] >= 0 else _later(_both(one, c), how)
        found.append(dict.fromkeys((*alone, *where, *_often(one, c, before[i], most[c.kind]), *_words(one, c, how)), 1.0))
    return found


def _alone(one: Chain, how: str) -> Iterator[str]:
    first, kind = one.terms[0], one.kind
    yield "any"
    yield f"any {kind}"
    yield f"any {kind} {how} {one.number}"
    yield f"any {one.head}"
    yield f"any {kind} words {min(len(first.keys), 5)}"
    yield f"any {kind} {one.called}"
    yield f"any {kind} times {min(len(one.terms), 4)}"
    yield f"any {kind} {how} begin {one.sentences[0] <= 1}"


def _both(one: Chain, c: Chain) -> str:
    return f"{one.kind}{c.kind}{'k' if c.known else 'm'}"


def _before(one: Chain, c: Chain, last: int, place: int, among: int, how: str) -> Iterator[str]:
    """Where it was mentioned last: ``place`` is its rank among so many of its kind, the nearest first."""
    both, apart = _both(one, c), _size(one.sentences[0] - c.sentences[last])
    yield f"apart {apart}"
    yield f"apart {both} {apart}"
    yield f"rank {both} {place}"
    yield f"rank {both} {place} {how}"
    yield f"among {both[:2]} {min(among, 4)} {place}"
    if one.start - c.terms[last].mention.span.end < 4:
        yield f"beside {both[:2]}"


def _later(both: str, how: str) -> Iterator[str]:
    yield "later"
    yield f"later {both}"
    yield f"later {both} {how}"


def _often(one: Chain, c: Chain, last: int, most: int) -> Iterator[str]:
    """How often it is mentioned, and whether one mention holds the other."""
    both, times, own = _both(one, c), min(len(c.terms), 5), one.terms[0].mention.span
    yield f"times {times}"
    yield f"times {both} {times}"
    yield f"most {both} {len(c.terms) == most}"
    around = (t.mention.span for t in c.terms[max(last, 0) : last + 2])
    if any(span.covers(own) or own.covers(span) for span in around):
        yield f"inside {both[:2]}"


def _words(one: Chain, c: Chain, how: str) -> Iterator[str]:
    """What the words of both, and those beside its mentions, have in common."""
    first, kind, both = one.terms[0], one.kind, _both(one, c)
    what = one.head
    more = {plain(k) for k in first.keys} - {what}
    same = "head" if what in c.heads else "word" if what in c.words else "none"
    shared = len(more & c.words)
    how_many = "0" if not more else "all" if shared == len(more) else "some" if shared else "none"
    yield f"both {both}"
    yield f"both {both} {how}"
    yield f"both {both} {one.number} {one.called}"
    yield f"same {same}"
    yield f"same {both} {same} {how}"
    yield f"more {how_many}"
    yield f"more {both} {how_many}"
    yield f"all {kind} {same} {how_many} {how}"
    yield f"all {kind} {same} {min(shared, 3)} of {min(len(more), 3)}"
    yield f"{what} is {both[1:]}"
    yield f"{what} is {c.entity.iri[len(KGE) :] if c.known else c.head}"
    yield from (f"without {kind} {word}" for word in more - c.words)
    ahead, behind = c.around
    beside = "before" if what in ahead else "after" if what in behind else "no"
    told = min(len(more & (ahead | behind)), 2)
    yield f"beside {beside} {kind}"
    yield f"beside {beside} {both} {how}"
    yield f"beside {beside} {both} {same}"
    yield f"told {both} {told}"
    yield f"told {kind} {told} {beside} {same}"
    if (mine := occasions(what)) and c.occasions:
        yield f"occasion {kind} {not mine.isdisjoint(c.occasions)} {how_many}"
    if kind == c.kind == "P":
        yield f"person {bool(first.called)} {any(t.called for t in c.terms)} {same} {how_many}"
    if not one.passing or c.kind == kind:
        alike = int(10 * max(likeness("".join(first.keys), other) for other in c.shapes))
        yield f"alike {kind} {alike}"
        yield f"alike {one.called} {alike}"


def head(t: Term) -> str:
    """The word of a mention that says what kind of thing it is: «قوات» of «قوات التحالف», "bombing" of "the bombing of the embassy"."""
    return plain(t.keys[0]) if is_arabic(t.keys[0]) else noun(t.keys)


@lru_cache(maxsize=1 << 15)
def plain(word: str) -> str:
    """A word without proclitics and article."""
    return stem(bare(word) or word)


def pointing(t: Term, text: str) -> str:
    """How a mention points to what it means: "this", "own" («its»), "the", by a name in capitals, or not at all."""
    at = t.words[0][0]
    ahead = keys(text[max(0, at - 8) : at])
    last = bare(ahead[-1]) or ahead[-1] if ahead else ""
    if last in _THIS or last in _OWN:
        return "this" if last in _THIS else "own"
    if is_arabic(t.keys[0]):
        return "the" if has_article(t.keys[0]) else "of the" if len(t.keys) > 1 and t.keys[1].startswith("ال") else "a"
    return "the" if last == "the" else "name" if text[at].isupper() else "a"


def _size(sentences: int) -> int:
    return sentences if sentences < 3 else 3 if sentences < 6 else 6


def likeness(one: str, other: str) -> float:
    """How many pairs of letters two words share, 0 to 1 (Dice 1945)."""
    a, b = _pairs(one), _pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


@lru_cache(maxsize=1 << 12)
def _pairs(word: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(word))
