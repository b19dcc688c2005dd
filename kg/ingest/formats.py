"""Which format a file is in."""

import io
import re
import sys
from collections.abc import Callable, Iterator

from kg.errors import InputError
from kg.ingest import plain, records
from kg.ingest.decode import decode
from kg.ingest.draft import Draft
from kg.ingest.files import Source

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|rss|feed)\b", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{|\[\s*[{\]])")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def drafts(source: Source, problem: Callable[[str], None]) -> Iterator[Draft]:
    """What a source holds. ``InputError`` or ``OSError``, without its name, when it can't be read at all."""
    if source.path is None:
        yield from _parsed(source, sys.stdin.buffer.read(), problem)
    elif source.ending == ".jsonl":
        with source.path.open("rb") as file:  # line by line: such files can be larger than memory
            head = file.read(64)
            file.seek(0)
            wide = head.startswith(_WIDE) or b"\0" in head
            yield from _parsed(source, file.read(), problem) if wide else records.parse(source.name, file, problem)
    else:
        yield from _parsed(source, source.path.read_bytes(), problem)


def _parsed(source: Source, data: bytes, problem: Callable[[str], None]) -> Iterator[Draft]:
    if not data.strip(b" \t\r\n\xef\xbb\xbf"):
        raise InputError("it is empty. Put an article into it, or leave it out.")
    if source.ending in {".json", ".jsonl"}:
        yield from _json(source, data, problem)
        return
    text = decode(data, html=source.ending in {".html", ".htm"} or b"<meta" in data[:4096].lower())
    start = text[:4096].removeprefix("\ufeff")
    if source.ending in {".html", ".htm"} or _HTML.match(start):
        from kg.ingest import page  # noqa: PLC0415  # loads lxml and more: only when there is a page

        yield page.parse(source.name, text)
    elif _XML.match(start):
        raise InputError("this is XML, not HTML. Alaqat reads text, HTML and JSON; save the articles in one of these.")
    elif source.ending not in {".txt", ".md"} and _JSON.match(start):
        yield from _json(source, data, problem)
    else:
        yield plain.parse(source.name, text)


def _json(source: Source, data: bytes, problem: Callable[[str], None]) -> Iterator[Draft]:
    """JSON is read line by line, each with its own encoding, except when two bytes make a character."""
    if data.startswith(_WIDE) or b"\0" in data[:64]:
        data = decode(data).encode("utf-8", "surrogatepass")
    yield from records.parse(source.name, io.BytesIO(data), problem)
