"""Read this first: the whole way of the data, from files to a graph."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.ingest import articles
from kg.link import Linker
from kg.link.terms import iris
from kg.model import Article, Assertion, Reading
from kg.read import Reader
from kg.render.turtle import turtle
from kg.render.views import draw
from kg.store import Store
from kg.store.files import graphs, load, merged
from kg.store.terms import article_id
from kg.validate import problems

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

Found = tuple[Article, tuple[Assertion, ...]]


@dataclass(slots=True)
class Summary:
    """What a build did; ``known`` articles were in the graph already and were not read again."""

    articles: int = 0
    known: int = 0
    sentences: int = 0
    words: int = 0
    assertions: int = 0
    entities: set[str] = field(default_factory=set)

    def count(self, article: Article, assertions: Sequence[Assertion]) -> None:
        """Add what one article gave."""
        self.articles += 1
        self.sentences += len(article.sentences)
        self.words += len(article.text.split())
        self.assertions += len(assertions)
        self.entities.update(e.iri for a in assertions for e in (a.subject, a.object, a.speaker, a.outlet, a.about) if e)


def read(found: Iterable[Article], reader: Reader, linker: Linker) -> Iterator[Found]:
    """What each article asserts, and who is meant."""
    for reading in reader.read(found):
        yield reading.article, judged(reading, reader, linker)


def judged(reading: Reading, reader: Reader, linker: Linker) -> tuple[Assertion, ...]:
    """What one reading asserts: the reader weighs what it found once it is known who is meant."""
    terms = linker.resolve(reading)
    return linker.link(reader.review(reading, iris(terms)), terms)


def build(
    inputs: Sequence[str],
    folder: Path,
    reader: Reader,
    linker: Linker,
    problem: Callable[[str], None],
    step: Callable[[Summary], None] = lambda _: None,
) -> Summary:
    """Read the inputs into the graph in ``folder``, and write its ``graph.ttl`` and ``graph.html``.

    Articles that the graph holds are not read again. ``problem`` hears a line for each item that can't be read, ``step`` the
    summary as it grows.
    """
    summary = Summary()

    def new(store: Store) -> Iterator[Article]:
        for article in articles(inputs, problem):
            if store.has(article):
                summary.known += 1
                step(summary)
            else:
                yield article

    def counted(store: Store) -> Iterator[Found]:
        for article, assertions in read(new(store), reader, linker):
            summary.count(article, assertions)
            step(summary)
            yield article, assertions

    with Store(folder) as store:
        store.add_all(counted(store), reader.name)
        write(store, folder)
    return summary


def merge(files: Sequence[Path], folder: Path) -> tuple[int, int]:
    """Put the articles in files of RDF into the graph in ``folder``, all or none. How many there were, and how many of them were new.

    Raises ``InputError`` when a file can't be read or does not conform, or when an article is there in another version.
    """
    wanted: dict[NamedNode, set[Quad]] = {}
    for path in files:
        found = load(path)
        own = graphs(found, path)
        if wrong := problems(merged(found), every_edge=False):
            raise InputError(f"{path}: does not conform: {wrong[0].node}: {wrong[0].message} `kg validate {path}` tells all.")
        for graph, quads in own.items():
            if wanted.setdefault(graph, quads) != quads:
                raise InputError(f"{path}: article {article_id(graph)} has other content in another of the files. Leave one of the two out.")
    with Store(folder) as store:
        new = store.merge(wanted)
        write(store, folder)
    return len(wanted), new


def write(store: Store, folder: Path) -> None:
    """Say who may be the same, and write ``graph.ttl`` and ``graph.html``, each whole or not at all."""
    store.compare()
    for name, content in (("graph.ttl", turtle(store)), ("graph.html", draw(store).encode())):
        part = folder / (name + ".part")
        part.write_bytes(content)
        part.replace(folder / name)
