"""How building grows: short made-up articles go the whole way of the data, with a reader that costs no time; the memory of the real one is counted.

Each size is built in a process of its own, and Turtle and page are then made in one of their own, so that the most memory that each takes is told.
"""

import json
import math
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from kg.bench.apart import apart
from kg.bench.synthetic import called, word, zipf
from kg.errors import KgError
from kg.link import Linker
from kg.link.authority import authority
from kg.model import Article, Mention, Reading, Span, Statement
from kg.pipeline import Found, gather, judged, read
from kg.render.turtle import pieces
from kg.render.views import draw
from kg.store import Store

if TYPE_CHECKING:
    from kg.read import Knows

DOES = {
    "ar": {"تدعم": "supports", "تنتقد": "criticizes", "تهدد": "threatens", "تحذر": "warns", "تزور": "visits", "تلتقي": "meets"},
    "en": {name: name for name in ("supports", "criticizes", "threatens", "warns", "visits", "meets")},
}
TOLD = {lang: re.compile(rf"(.+?) ({'|'.join(does)}) (.+?): ") for lang, does in DOES.items()}
SENTENCES, WORDS = 3, 9  # of an article; of a sentence after who does what to whom
PEOPLE, OUTLETS, DAYS = 20_000, 80, 28
COPIES = 0.03  # of the articles print the text of an earlier one
BUILD = "build"


def articles(size: int) -> Iterator[dict[str, str]]:
    """So many articles as lines of JSON have them, two of three in Arabic; the first of many are those of few."""
    for number in range(size):
        chance = Random(number)  # noqa: S311  (nothing is secret here)
        day = f"{2004 + chance.randrange(20)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(DAYS):02}"
        of = chance.randrange(number) if number and chance.random() < COPIES else number
        lang = "ar" if of % 3 else "en"
        text = _text(of, lang)
        outlet = f"{'صحيفة' if lang == 'ar' else 'The'} {word(zipf(chance, OUTLETS), lang)}"
        yield {"id": f"made-{number:07}", "text": text, "lang": lang, "title": text.split(":")[0], "date": day, "outlet": outlet}


def _text(number: int, lang: str) -> str:
    chance = Random(f"text {number}")  # noqa: S311

    def name(people: float) -> str:
        if chance.random() < people:
            return called("Person", zipf(chance, PEOPLE)).label(lang)
        states = _states(lang)
        return states[zipf(chance, len(states))]

    def sentence() -> str:
        rest = " ".join(word(chance.randrange(20_000), lang) for _ in range(WORDS))
        told = f"{name(0.5)} {chance.choice(list(DOES[lang]))} {name(0)}: {rest}."
        return told[0].upper() + told[1:]

    return " ".join(sentence() for _ in range(SENTENCES))


@cache
def _states(lang: str) -> tuple[str, ...]:
    return tuple(e.label(lang) for e in authority().entities.values() if e.type == "State")


class Free:
    """Reads what ``articles`` makes."""

    name, processes = "bench", 1

    def read(self, given: Iterable[Article]) -> Iterator[Reading]:
        """Who does what to whom in each sentence."""
        for article in given:
            said = tuple(self._said(article))
            yield Reading(article, tuple(sorted({m for s in said for m in (s.subject, s.object)})), said)

    def review(self, reading: Reading, who: Mapping[Mention, str], knows: "Knows") -> Reading:  # noqa: ARG002
        """All of it."""
        return reading

    def _said(self, article: Article) -> Iterator[Statement]:
        for sentence in article.sentences:
            if found := TOLD[article.lang].match(article.text, sentence.start, sentence.end):
                who, does, whom = (Span(*found.span(part)) for part in (1, 2, 3))
                subject = Mention(who, "State" if found[1] in _states(article.lang) else "Person")
                yield Statement(DOES[article.lang][found[2]], sentence, does, subject, Mention(whom, "State"))


@dataclass(frozen=True, slots=True)
class Built:
    """What a build of so many ``articles`` and ``words`` took: seconds without those of reading and linking, and bytes of memory at most (0 if unknown), by what was made.

    The first is the whole build; Turtle and page, which are in it, were made once more by themselves. The memory of a build is that of the process that
    reads: of a large graph other processes make Turtle and page, and take what is told of these.
    """

    articles: int
    words: int
    seconds: Mapping[str, float]
    memory: Mapping[str, int]


def measure(sizes: Sequence[int], tell: Callable[[str], None]) -> list[Built]:
    """Build graphs of so many articles each."""
    found = []
    for size in sizes:
        with TemporaryDirectory() as room:
            seconds, memory, words = {}, {}, 0
            for what, work in WORKS.items():
                given, memory[what] = apart(partial(work, Path(room), size))
                if not given:
                    raise KgError(f"{size:,} articles: the process of this size ended before it was done. Make room on the disk or in memory, or choose smaller sizes.")
                seconds[what] = given[0]
                words = words or int(given[-1])
                tell(f"{size:,}: {what}: {seconds[what]:.1f} s")
            found.append(Built(size, words, seconds, memory))
    return found


def speed() -> float:
    """Words a second that the real reader reads and links here, of the sample articles, several times over: what begins with each process counts little."""
    from kg.ingest import articles as ingested  # noqa: PLC0415
    from kg.read.neural import NeuralReader  # noqa: PLC0415
    from kg.resources import folder  # noqa: PLC0415

    given, reader, linker = 5 * list(ingested([str(folder("seeds"))], print)), NeuralReader(), Linker()
    begun = time.perf_counter()
    list(read(given, reader, linker))
    return sum(len(article.text.split()) for article in given) / (time.perf_counter() - begun)


def growth(points: Mapping[int, float]) -> float:
    """How something grows with size: the median slope of the logarithms between neighbouring sizes; 1 as the size, NaN of one size.

    >>> round(growth({10: 1.0, 100: 10.0, 1000: 1000.0}), 2)
    1.5
    """
    pairs = [(math.log(size), math.log(value)) for size, value in sorted(points.items()) if value > 0]
    return median((b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(pairs)) if len(pairs) > 1 else math.nan


def report(found: Sequence[Built], words_per_second: float, out: Console) -> None:
    """Print a table, ratios first."""
    table = Table(caption=f"`^`: how it grows, 1 as the size. Overhead: what everything but a reader of {words_per_second:,.0f} words/s takes of a build.")
    for column in ("", "^", *(f"{built.articles:,}" for built in found)):
        table.add_column(column, justify="right" if column else "left")
    shares = (1 / (1 + built.words / words_per_second / built.seconds[BUILD]) for built in found)
    table.add_row("overhead", "", *(f"{share:.0%}" for share in shares))
    smallest = found[0].memory[BUILD]
    table.add_row("memory / that of the first size", "", *(f"{built.memory[BUILD] / smallest:.2f}" if smallest else "–" for built in found))
    table.add_row("articles/s but for the reader", "", *(f"{built.articles / built.seconds[BUILD]:,.0f}" for built in found))
    for what in WORKS:
        exponent = growth({built.articles: built.seconds[what] for built in found})
        table.add_row(f"{what}, s", "" if math.isnan(exponent) else f"{exponent:.2f}", *(f"{built.seconds[what]:,.1f}" for built in found))
    for what in WORKS:
        table.add_row(f"{what}, GB", "", *(f"{built.memory[what] / 1e9:.2f}" if built.memory[what] else "–" for built in found))
    out.print(table)


def _build(room: Path, size: int) -> Iterator[float]:
    """Seconds, and words."""
    from kg.ingest import articles as ingested  # noqa: PLC0415
    from kg.read.neural import NeuralReader  # noqa: PLC0415

    given, words = room / "news.jsonl", 0
    with given.open("w", encoding="utf-8") as file:
        for article in articles(size):
            words += len(article["text"].split())
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    reader, linker, spent = Free(), Linker(), 0.0
    real = NeuralReader()  # reads one article, and no more: its memory is part of that of each build
    list(real.read(islice(ingested([str(given)], print), 1)))

    def reading(found: Iterable[Article], _: object) -> Iterator[Found]:
        nonlocal spent
        for article in found:
            begun = time.perf_counter()
            said = [(made.article, judged(made, reader, linker)) for made in reader.read([article])]
            spent += time.perf_counter() - begun
            yield from said

    begun = time.perf_counter()
    gather([str(given)], room / "graph", reader.name, reading, print)
    yield time.perf_counter() - begun - spent
    yield words


def _turtle(room: Path, _: int) -> Iterator[float]:
    return _made(room, lambda store: sum(map(len, pieces(store))))


def _page(room: Path, _: int) -> Iterator[float]:
    return _made(room, draw)


def _made(room: Path, work: Callable[[Store], object]) -> Iterator[float]:
    with Store.read_only(room / "graph") as store:
        begun = time.perf_counter()
        work(store)
        yield time.perf_counter() - begun


WORKS = {BUILD: _build, "Turtle": _turtle, "page": _page}
