"""Files, folders, patterns and standard input become articles; what can't be read becomes one line that says so."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256

from kg.errors import InputError
from kg.ingest.draft import Draft, article
from kg.ingest.files import Source, sources
from kg.ingest.formats import drafts
from kg.model import Article

__all__ = ["articles"]


def articles(inputs: Sequence[str], problem: Callable[[str], None]) -> Iterator[Article]:
    """The articles of ``inputs``, one at a time: paths of files, of folders (read through, in order of name), patterns (``*.html``), ``-``.

    Text, HTML, JSON and JSON lines are read, in UTF-8, UTF-16, Windows-1256 or Windows-1252. An item that can't be read is one call of
    ``problem`` with a line that names file, line, what is wrong and what to do; nothing is raised for it. The same article again is left
    out in silence; another article with an id that was given before is a problem.
    """
    known: dict[str, tuple[bytes, str]] = {}
    for source in sources(inputs, problem):
        for draft in _drafts(source, problem):
            try:
                found = article(draft)
            except InputError as e:
                problem(f"{draft.where}: {e}")
                continue
            digest = sha256(found.text.encode()).digest()[:16]
            if found.id not in known:
                known[found.id] = digest, draft.where
                yield found
            elif known[found.id][0] != digest:
                other = known[found.id][1]
                problem(
                    f"{draft.where}: its id {found.id!r} is that of another article ({other}). Give it its own id; it was left out."
                )


def _drafts(source: Source, problem: Callable[[str], None]) -> Iterator[Draft]:
    try:
        yield from drafts(source, problem)
    except InputError as e:
        problem(f"{source.name}: {e}")
    except OSError as e:
        problem(
            f"{source.name}: can't be read ({e.strerror or e}). Check that the file is there and that you may read it."
        )
