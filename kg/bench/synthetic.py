"""Made-up news of any size, always the same: articles with what they assert, as the reader and the linker would give it.

Few are named often and many seldom (Zipf): of n entities of a class, the k-th is named about 1/k as often as the first. An article is of a story, and
most of what it tells is between the few of whom the story is. The first articles of a long run are those of a short one.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from random import Random

from kg.iris import KGE
from kg.model import Article, Assertion, Entity, Evidence, Span, Time
from kg.vocabulary import Relation, relations

POOLS = {  # entities of each class
    "State": 200,
    "Person": 20_000,
    "IGO": 100,
    "Organization": 3_000,
    "ArmedGroup": 200,
    "Media": 300,
    "Place": 2_000,
    "People": 200,
    "Event": 20_000,
    "Document": 500,
}
STORIES, CAST = 2_000, {"State": 3, "Person": 4, "Organization": 1, "ArmedGroup": 1, "Place": 1, "Event": 2}  # of whom and what a story is
FIRST = ("State", "Person", "Organization", "Place")  # the classes that are preferred where a relation leaves a choice
KNOWN = 500  # so many of each class are of the authority file; the others are new
BEGUN, DAYS = date(2004, 1, 1), 7_300
COPIES, STRANGERS = 0.03, 0.15  # of the articles; of those who are named, such as are not of the story
SIZES = (6, 18)  # assertions in an article, both included
OUTLETS = 80
Cast = dict[str, list[Entity]]
SYLLABLES = {"ar": "با سا لي نو رم دا كي هم تر شو وي زا من فا حد جو", "en": "ba sa li no rem da ki ham tor shu wi za man fa had jo"}


def articles(assertions: int, seed: int = 1) -> Iterator[tuple[Article, tuple[Assertion, ...]]]:
    """Articles with at least so many assertions in all, two of three in Arabic."""
    made, number = 0, 0
    while made < assertions:
        article, said = _article(number, seed)
        yield article, said
        made, number = made + len(said), number + 1


def crowd(nodes: int) -> Iterator[tuple[Article, tuple[Assertion, ...]]]:
    """Articles that relate exactly so many to each other, by about three relations for two of them: each has a cast of its own, states aside."""
    named, number = set[str](), 0
    while len(named) < nodes:
        article, said = _article(number, 1, _strangers(number))
        kept = []
        for a in said:
            both = {a.subject.iri, a.object.iri} - named
            if len(named) + len(both) <= nodes:
                named |= both
                kept.append(a)
        yield article, tuple(kept)
        number += 1


def _article(number: int, seed: int, cast: Cast | None = None) -> tuple[Article, tuple[Assertion, ...]]:
    draw = Random(f"{seed} {number}")  # noqa: S311  (nothing is secret here)
    day, outlet = BEGUN + timedelta(draw.randrange(DAYS)), zipf(draw, OUTLETS)
    if number and draw.random() < COPIES:  # the text of an earlier article
        draw = Random(f"{seed} {draw.randrange(number)}")  # noqa: S311
        draw.randrange(DAYS), zipf(draw, OUTLETS), draw.random()
    cast, lang = cast or _cast(zipf(draw, STORIES)), "en" if draw.random() < 1 / 3 else "ar"
    name, text, said, size = f"made-{number:07}", "", list[Assertion](), draw.randint(*SIZES)
    while len(said) < size:
        text, some = _sentence(name, text, lang, day, cast, draw)
        said += some
    publisher = f"{'صحيفة' if lang == 'ar' else 'The'} {word(outlet, lang)}"
    return Article(name, text, lang, (), text[:40], day.isoformat(), publisher, f"https://example.org/{name}"), tuple(said)


def _sentence(article: str, before: str, lang: str, day: date, cast: Cast, draw: Random) -> tuple[str, list[Assertion]]:
    """The text with one more sentence, and the one or two assertions that it makes."""
    speaker = _entity(FIRST[:2], cast, draw) if draw.random() < 0.3 else None
    outlet = _entity(("Media",), cast, draw) if draw.random() < 0.08 else None
    text, told = before, list[tuple[Entity, str, Entity, list[Span]]]()
    for _ in range(1 if draw.random() < 0.7 else 2):
        relation = draw.choices(*_weighed())[0]
        subject = _entity(relation.domain, cast, draw)
        office = "holdsOfficeIn" in relation.parents  # all offices of a person are in the same state or body
        obj = _entity(relation.range, *(({}, Random(subject.iri)) if office else (cast, draw)))  # noqa: S311
        if subject != obj:
            text, where = _told(text, (subject.label(lang), word(draw.randrange(400), lang), obj.label(lang)), lang, draw)
            told.append((subject, relation.name, obj, where))
    sentence = Span(len(before), max(len(text), len(before) + 1))
    quote, when = sentence.of(text), Time(day.strftime("%A"), day.isoformat(), (day + timedelta(1)).isoformat())
    return text + (" " if told else ""), [
        Assertion(
            subject,
            relation,
            obj,
            Evidence(article, sentence, quote, before[-32:], "", trigger, who, whom),
            draw.choices(("actual", "planned", "possible", "past"), (80, 8, 5, 7))[0],
            draw.random() < 0.04,
            speaker,
            outlet,
            _entity(("Event",), cast, draw) if draw.random() < 0.08 else None,
            when if draw.random() < 0.25 else None,
            draw.randint(50, 99) / 100,
        )
        for subject, relation, obj, (who, trigger, whom) in told
    ]


def _told(text: str, words: tuple[str, str, str], lang: str, draw: Random) -> tuple[str, list[Span]]:
    """The text with these words and others between them, and where they stand."""
    spans = []
    for one in words:
        spans.append(Span(len(text), len(text) + len(one)))
        text += " ".join((one, *(word(draw.randrange(20_000), lang) for _ in range(3)))) + " "
    return text, spans


@cache
def _weighed() -> tuple[list[Relation], list[float]]:
    """The relations, and how often each is told."""
    named = Random(0).sample(list(relations().values()), len(relations()))  # noqa: S311
    return named, [1 / k for k, _ in enumerate(named, 3)]


def zipf(draw: Random, size: int) -> int:
    """One of ``range(size)``, the first ones most often."""
    return int(size ** draw.random()) - 1 if size > 1 else 0


@cache
def _cast(story: int) -> Cast:
    """Of whom and what a story is."""
    draw = Random(story)  # noqa: S311
    return {kind: [called(kind, zipf(draw, POOLS[kind])) for _ in range(size)] for kind, size in CAST.items()}


def _strangers(story: int) -> Cast:
    """Of whom and what a story is, of which no other story is; but for states."""
    return _cast(story) | {kind: [called(kind, story * size + i) for i in range(size)] for kind, size in CAST.items() if kind != "State"}


def _entity(classes: Iterable[str], cast: Cast, draw: Random) -> Entity:
    """One of these classes, four times of five of a usual one."""
    usual = [kind for kind in FIRST if kind in classes]
    kind = draw.choice(usual if usual and draw.random() < 0.8 else sorted(classes))
    return draw.choice(cast[kind]) if kind in cast and draw.random() > STRANGERS else called(kind, zipf(draw, POOLS[kind]))


@cache
def called(kind: str, number: int) -> Entity:
    """The entity of a class with this number. Two of three that the authority file does not know have a name in one language only."""
    given, family = number % 97, number // 3
    names = tuple((lang, f"{word(given, lang)} {word(family + 100, lang)} {word(number, lang)}") for lang in ("ar", "en") if number < KNOWN or number % 3 or lang == "ar")
    return Entity(f"{KGE}{kind}_{number}" if number >= KNOWN else f"{KGE}{kind}{number}", kind, names, f"Q{number + 1}" if number < KNOWN else "")


@cache
def word(number: int, lang: str) -> str:
    """A word of syllables that stands for a number.

    >>> word(7, "en"), word(7, "ar"), word(20_000, "en")
    ('ham', 'هم', 'balihadrem')
    """
    syllables, made = SYLLABLES[lang].split(), ""
    while number or not made:
        number, place = divmod(number, len(syllables))
        made += syllables[place]
    return made
