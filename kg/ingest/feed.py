"""RSS and Atom feeds, through feedparser."""

from collections.abc import Callable, Iterator
from io import BytesIO
from urllib.parse import urljoin

import feedparser

from kg.errors import InputError
from kg.ingest.draft import Draft
from kg.ingest.page import unmarked

_LONG = 80  # words from which on what a feed says of an article is taken for the article itself


def entries(where: str, data: bytes, problem: Callable[[str], None], base: str = "") -> Iterator[tuple[Draft, bool, str]]:
    """The articles that a feed tells of, the address in ``url``: whether the feed itself has its whole text, and when it was last changed.

    ``InputError`` when it is no feed. ``base`` is the feed's address.
    """
    if b"<!ENTITY" in data:  # what a feed needs none for, and a bomb does
        raise InputError("this feed defines entities of its own, which may hide anything. Take them out, or leave it out.")
    try:
        # In a stream: feedparser takes other values for the names of files and addresses.
        found = feedparser.parse(BytesIO(data), response_headers={"content-location": base} if base else {}, sanitize_html=False)
        feed, listed = found.feed, found.entries
    except Exception as e:  # of its parts, each with errors of its own
        raise InputError(f"this feed can't be read ({type(e).__name__}). Check that it is RSS or Atom.") from e
    if not listed:
        raise InputError("there is no article in this feed. Check that it is RSS or Atom, or leave it out.")
    for number, entry in enumerate(listed, 1):
        at = f"{where}: entry {number}"
        try:
            content = max((_text(c.get("value")) for c in entry.get("content", ())), key=len, default="")
            text = unmarked(content or _text(entry.get("summary")))
            link = urljoin(base, _text(entry.get("link")))
        except ValueError:
            problem(f"{at}: its address is none. It was left out.")
            continue
        draft = Draft(
            at,
            text=text,
            title=unmarked(_text(entry.get("title"))),
            date=_text(entry.get("published")) or _text(entry.get("updated")),
            lang=_text(feed.get("language")) or _text(entry.get("language")),
            outlet=unmarked(_text(entry.get("source", {}).get("title")) or _text(feed.get("title"))),
            url=link if link.startswith(("http://", "https://")) else "",
            author=unmarked(_text(entry.get("author"))),
        )
        yield draft, bool(content) and len(text.split()) >= _LONG, _text(entry.get("updated")) or draft.date


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
