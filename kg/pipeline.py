"""Read this first: the whole way of the data, from files to a graph."""

import gc
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from filecmp import cmp
from functools import partial
from itertools import chain, islice
from pathlib import Path
from subprocess import DEVNULL, Popen
from typing import TYPE_CHECKING

from kg.compare import Change, compare
from kg.errors import InputError, KgError
from kg.forked import forkable, forked
from kg.ingest import articles
from kg.lang.normalise import keys
from kg.link import Linker
from kg.link.terms import Term, iris
from kg.model import Article, Assertion, Mention, Reading
from kg.read import Reader
from kg.render.files import FILES
from kg.store import Store
from kg.store.files import graphs, load, merged
from kg.store.terms import article_id
from kg.validate import problems

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad

    from kg.ingest.web import Web
    from kg.store.ledger import Correction

TOGETHER = 64  # articles that are read at a time
_LARGE = 100  # articles of a graph whose Turtle another process makes, while this one makes the page
_STRETCH = 2_500  # articles that are put in before the graph is opened anew; a third process makes the page of so many, for it takes as much memory

Found = tuple[Article, tuple[Assertion, ...]]


@dataclass(slots=True)
class Summary:
    """What a build did; ``known`` articles were in the graph already and were not read again.

    ``versions`` are the articles that took the place of an earlier version, and what they tell otherwise; ``merged`` the lines that evidence added to the ledger.
    """

    articles: int = 0
    known: int = 0
    sentences: int = 0
    words: int = 0
    assertions: int = 0
    entities: set[str] = field(default_factory=set)
    versions: list[tuple[Article, tuple[Change, ...]]] = field(default_factory=list)
    merged: tuple["Correction", ...] = ()

    def count(self, article: Article, assertions: Sequence[Assertion]) -> None:
        """Add what one article gave."""
        self.articles += 1
        self.sentences += len(article.sentences)
        self.words += len(article.text.split())
        self.assertions += len(assertions)
        self.entities.update(e.iri for a in assertions for e in (a.subject, a.object, a.speaker, a.outlet, a.about) if e)


def read(found: Iterable[Article], reader: Reader, linker: Linker, problem: Callable[[str], None] = warnings.warn) -> Iterator[Found]:
    """What each article asserts, and who is meant. ``problem`` hears a line for each that there is no memory for; it is left out."""
    rest = iter(found)
    first = list(islice(rest, reader.processes))
    rest = chain(first, rest)
    if len(first) > 1 and forkable():
        for article, (said, told) in forked(partial(_of_one, reader, linker), rest, len(first), TOGETHER):
            for line in told:
                problem(line)
            for assertions in said:
                yield article, assertions
        return
    while group := list(islice(rest, TOGETHER)):
        for reading in _readings(group, reader, problem):
            yield reading.article, judged(reading, reader, linker)


def _of_one(reader: Reader, linker: Linker, article: Article) -> tuple[list[tuple[Assertion, ...]], list[str]]:
    """What one article asserts, and the lines of `read`: one is empty."""
    told: list[str] = []
    return [judged(reading, reader, linker) for reading in _alone(article, reader, told.append)], told


def _readings(group: Sequence[Article], reader: Reader, problem: Callable[[str], None]) -> Iterator[Reading]:
    """What is read of each, one alone where there is no memory for them together."""
    done = 0
    try:
        for done, reading in enumerate(reader.read(group), 1):  # noqa: B007  (it is told below how far this went)
            yield reading
    except (MemoryError, RuntimeError) as e:
        _only_memory(e)
        for article in group[done:]:
            yield from _alone(article, reader, problem)


def _alone(article: Article, reader: Reader, problem: Callable[[str], None]) -> Iterable[Reading]:
    try:
        return list(reader.read([article]))
    except (MemoryError, RuntimeError) as e:
        _only_memory(e)
        problem(left_out(article, "not enough memory to read it"))
        return ()


def left_out(article: Article, why: str) -> str:
    """The line for an article that can't be read."""
    called = f"{article.id} ({article.title})" if article.title else article.id
    return f"{called}: {why} ({len(article.text):,} characters). It was left out; cut it, or read it where there is more memory."


def _only_memory(error: MemoryError | RuntimeError) -> None:
    """Raise it again unless it is for want of memory, which torch tells as a RuntimeError."""
    if not isinstance(error, MemoryError) and not any(words in str(error) for words in ("out of memory", "allocate memory", "enough memory")):
        raise error


def judged(reading: Reading, reader: Reader, linker: Linker, terms: dict[Mention, Term] | None = None, *, titled: bool = True) -> tuple[Assertion, ...]:
    """What one reading asserts: the reader weighs what it found once it is known who is meant; offices that only titles tell come on top.

    ``terms`` are what the linker resolved, and are settled in place; without ``titled`` it is what the reader finds by itself.
    """
    terms = linker.resolve(reading) if terms is None else terms
    weighed = reader.review(reading, iris(terms), linker.knows)
    linker.settle(reading, terms)  # after the review, which was taught by whom rules tell
    return linker.link(linker.titled(weighed, terms) if titled else weighed, terms)


def build(
    inputs: Sequence[str],
    folder: Path,
    reader: Reader,
    linker: Linker,
    problem: Callable[[str], None],
    step: Callable[[Summary], None] = lambda _: None,
    web: "Web | None" = None,
) -> Summary:
    """Read the inputs into the graph in ``folder``, and write its ``graph.ttl`` and ``graph.html``.

    Articles that the graph holds are not read again; another version of one takes its place, unless the inputs have both. ``problem``
    hears a line for each item that can't be read, ``step`` the summary as it grows; ``web`` fetches addresses.
    """
    return gather(inputs, folder, reader.name, lambda found, told: read(found, reader, linker, told), problem, step, web)


def gather(
    inputs: Sequence[str],
    folder: Path,
    name: str,
    reading: Callable[[Iterable[Article], Callable[[str], None]], Iterator[Found]],
    problem: Callable[[str], None],
    step: Callable[[Summary], None] = lambda _: None,
    web: "Web | None" = None,
) -> Summary:
    """What `build` does; ``reading`` reads the articles, in order, as `read` does, with a reader that has this ``name``."""
    summary = Summary()
    given: set[str] = set()  # ids of the inputs so far
    leaving: set[str] = set()  # of articles whose place is taken; those that the inputs have too are put in again when they come
    earlier: dict[str, set[str]] = {}  # which article takes the place of which

    def new(store: Store) -> Iterator[Article]:
        for article in articles(inputs, problem, web):
            given.add(article.id)
            if store.has(article) and article.id not in leaving:
                summary.known += 1
                step(summary)
            else:
                earlier[article.id] = set(store.earlier(article)) - given
                leaving.update(earlier[article.id])
                yield article

    def counted(store: Store) -> Iterator[Found]:
        for article, assertions in reading(new(store), problem):
            said = store.ledger.applied(assertions)
            if old := list(store.readings(article.id, *earlier[article.id])):
                summary.versions.append((article, compare(old, [(article, said)])))
            summary.count(article, said)
            step(summary)
            if summary.articles % _STRETCH == 0:
                store.reopen()
            yield article, assertions

    gc.freeze()  # network and names stay as long as this: they need not be looked through for garbage, nor be copied for the processes that read
    try:
        with Store(folder) as store:
            store.add_all(counted(store), name, replacing=lambda article: earlier.pop(article.id))
            told = store.ledger.lines
            write(store, folder)
            summary.merged = tuple(line for line in store.ledger.lines if line not in told)
    finally:
        gc.unfreeze()
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


def retract(folder: Path, ids: Sequence[str], outlets: Sequence[str]) -> tuple[int, tuple[Change, ...]]:
    """Take articles, and all articles of outlets, out of the graph in ``folder``, all or none. How many there were, and what changed by it.

    Raises ``InputError`` when the graph has no such article or outlet; not when they went with a retraction that was interrupted before the
    files beside the graph were written: then these are written.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no graph there. Make one with `kg build`.")
    with Store(folder) as store:
        missing = [f"{i}: no such article in {folder}. `kg query articles` lists them." for i in ids if not i or not store.has(i)]
        leaving = set(ids)
        for outlet in outlets:
            own = {a.id for a in store.articles() if keys(a.outlet) == keys(outlet)} if keys(outlet) else set()
            if not own:
                missing.append(f"{outlet}: no article of {folder} is from there. `kg query outlets` lists them.")
            leaving |= own
        if missing:
            if write(store, folder) and len(missing) == len(ids) + len(outlets):
                return 0, ()
            raise InputError(missing[0])
        named = {e.iri for _, said in store.readings(*leaving) for a in said for e in (a.subject, a.object)}
        before = list(store.naming(named))
        store.retract(*leaving)
        write(store, folder)
        return len(leaving), compare(before, store.naming(named))


def write(store: Store, folder: Path) -> bool:
    """Derive what all articles together tell, merge whom evidence tells to be one, and write ``graph.ttl`` and ``graph.html``, each whole or not at all. Whether a file was not so before."""
    from kg import evident  # noqa: PLC0415  # heavy, and whoever only reads articles does without

    size = store.size()
    if size >= _LARGE:
        store.reopen()
    store.derive()
    evident.merge(store)
    if size >= _LARGE:
        store.reopen()
    with ExitStack() as open_:
        others = {name: open_.enter_context(_apart(store, folder / name)) for name, least in (("graph.ttl", _LARGE), ("graph.html", _STRETCH)) if size >= least}
        changed = [_written(folder / name, content(store), others.get(name, lambda: False)) for name, content in FILES.items()]
    return any(changed)


def _part(path: Path) -> Path:
    """What a file is called until it is whole."""
    return path.with_name(path.name + ".part")


def _written(path: Path, content: Iterable[bytes], is_there: Callable[[], bool]) -> bool:
    """Write a file, whole or not at all, unless its part is there already. Whether it was not so before."""
    part = _part(path)
    try:
        if not is_there():
            part.unlink(missing_ok=True)
            with part.open("wb") as file:
                file.writelines(content)
        if path.exists() and cmp(path, part, shallow=False):
            part.unlink()
            return False
        part.replace(path)
    except OSError as e:
        raise KgError(f"{path}: can't be written ({e.strerror}). The graph is safe; run the command again once it can be.") from e
    return True


@contextmanager
def _apart(store: Store, path: Path) -> Iterator[Callable[[], bool]]:
    """Have another process write one of the files of a graph, to the part of its path. What is given waits for it, and says whether all is there: not so if that process failed.

    A part that is there makes way for a new one: a process that was left alone may write to it still.
    """
    process = None
    if sys.executable:
        paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
        command = [sys.executable, "-m", "kg.render.files", path.name, str(store.folder), str(os.getpid())]
        with suppress(OSError):
            _part(path).unlink(missing_ok=True)
            with _part(path).open("wb") as file:
                process = Popen(command, stdin=DEVNULL, stdout=file, stderr=DEVNULL, env=os.environ | paths)
    try:
        yield lambda: process is not None and process.wait() == 0
    finally:
        if process:
            process.kill()
            process.wait()
