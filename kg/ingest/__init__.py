"""Files, folders, patterns, addresses and standard input become articles; what can't be read becomes one line that says so."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from tempfile import gettempdir
from typing import TYPE_CHECKING

from kg.errors import InputError, KgError
from kg.ingest.addresses import masked
from kg.ingest.draft import Draft, article
from kg.ingest.files import Source, sources
from kg.ingest.formats import drafts
from kg.model import Article

if TYPE_CHECKING:
    from kg.ingest.web import Web

__all__ = ["articles"]

# What would break a line, steer a terminal, or show words in another order than they are in.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def articles(inputs: Sequence[str], problem: Callable[[str], None], web: "Web | None" = None) -> Iterator[Article]:
    """The articles of ``inputs``, one at a time: paths of files, of folders (read through, in order of name), patterns (``*.html``), addresses, ``-``.

    Read are text, HTML, JSON, JSON lines, CSV, Parquet, feeds, sitemaps, web archives, mail, PDF, and all of these compressed or in a ZIP
    archive; text in UTF-8, UTF-16, Windows-1256 or Windows-1252. An item that can't be read is one call of ``problem`` with a line that
    names file, line, what is wrong and what to do; nothing is raised for it. The same article again is left out in silence; another article
    with an id that was given before is a problem. ``web`` fetches what is at addresses; without an address nothing is.
    """

    def tell(line: str) -> None:
        problem(_UNSEEN.sub(lambda c: c[0].encode("unicode_escape").decode(), line))

    with _known() as add:
        for source in sources(inputs, tell):
            for draft in _drafts(source, tell, web):
                try:
                    found = article(draft)
                except InputError as e:
                    tell(f"{draft.where}: {e}")
                    continue
                digest = sha256(found.text.encode()).digest()[:16]
                if (other := add(found.id, digest, draft.where)) is None:
                    yield found
                elif other[0] != digest:
                    tell(f"{draft.where}: its id {found.id!r} is that of another article ({other[1]}). Give it its own id; it was left out.")


@contextmanager
def _known() -> Iterator[Callable[[str, bytes, str], tuple[bytes, str] | None]]:
    """Adds an id, the digest of its text and where it stands; those of the first with this id if it is not new. On disk: those of many articles need not have room in memory."""

    def add(article_id: str, *its: bytes | str) -> tuple[bytes, str] | None:
        row = [each.encode(errors="surrogatepass") if isinstance(each, str) else each for each in (article_id, *its)]
        if known.execute("INSERT OR IGNORE INTO article VALUES (?, ?, ?)", row).rowcount:
            return None
        digest, where = known.execute("SELECT digest, place FROM article WHERE id = ?", row[:1]).fetchone()
        return digest, where.decode(errors="surrogatepass")

    try:
        with closing(sqlite3.connect("", check_same_thread=False)) as known:  # a file without a name, which goes when it is closed
            known.execute("CREATE TABLE article (id BLOB PRIMARY KEY, digest BLOB, place BLOB) WITHOUT ROWID")
            yield add
    except sqlite3.Error as e:
        raise KgError(f"{gettempdir()}: no temporary file can be written there ({e}). Make room, and run the command again: nothing is lost.") from e


def _drafts(source: Source, problem: Callable[[str], None], web: "Web | None") -> Iterator[Draft]:
    if source.online:
        if web is None:
            from kg.ingest.web import Web  # noqa: PLC0415  # whoever reads files alone needs no network

            web = Web()
        source = replace(source, name=masked(source.name))
    try:
        yield from drafts(source, problem, web)
    except InputError as e:
        problem(f"{source.name}: {e}")
    except OSError as e:
        problem(
            f"{source.name}: can't be read ({e.strerror or e}). Check that the file is there and that you may read it."
        )
