"""Which format a source is in, and what it holds."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import InputError
from kg.ingest import plain, records
from kg.ingest.addresses import masked
from kg.ingest.decode import decode
from kg.ingest.draft import Draft
from kg.ingest.files import Source
from kg.ingest.packed import lines, members, unpacked, whole

if TYPE_CHECKING:
    from kg.ingest.web import Web

Problem = Callable[[str], None]

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|!doctype|(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex))\b", re.IGNORECASE)
_ROOT = re.compile(r"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:\{|\[\s*[{\]])")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # the second of one without files
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_DEEPEST = 3  # sitemaps in sitemaps


def drafts(source: Source, problem: Problem, web: "Web | None" = None) -> Iterator[Draft]:
    """What a source holds; what is online is fetched through ``web``. ``InputError`` or ``OSError``, without its name, when it can't be read at all."""
    if source.online and web:
        page = web.get(source.online)
        source = replace(source, given=page.data, file=page.file, charset=page.charset, online=page.url)
    with source.open() as packed, unpacked(packed) as file:
        head = file.peek(4096)[:4096]
        if head.startswith(_ZIP):
            for member in members(source, file, problem):
                yield from _member(member, problem)
        elif head.startswith(b"PAR1"):
            from kg.ingest import rows  # noqa: PLC0415

            yield from rows.parquet(source.name, file if file.seekable() else io.BytesIO(whole(file)), problem)
        elif head.startswith(b"WARC/"):
            from kg.ingest import warc  # noqa: PLC0415

            yield from warc.parse(source.name, file, problem)
        elif head.startswith(b"%PDF"):
            from kg.ingest import pdf  # noqa: PLC0415

            yield pdf.parse(source.name, whole(file))
        elif source.ending in {".jsonl", ".csv", ".tsv", ".mbox"}:
            yield from _lines(source, file, head, problem)
        else:
            yield from _document(source, whole(file), problem, web)


def _member(source: Source, problem: Problem) -> Iterator[Draft]:
    """What a file in an archive holds; that it can't be read is no reason to leave the others."""
    if (source.given or b"").startswith(_ZIP):
        problem(f"{source.name}: it is an archive in an archive. Unpack it, and give the folder.")
        return
    try:
        yield from drafts(source, problem)
    except InputError as e:
        problem(f"{source.name}: {e}")


def _lines(source: Source, file: io.BufferedReader, head: bytes, problem: Problem) -> Iterator[Draft]:
    """Formats of a line an article, which may be larger than memory; except when two bytes make a character."""
    if not _filled(head) and not _filled(whole(file)):
        raise _empty()
    if head.startswith(_WIDE) or b"\0" in head[:64]:
        found: Iterable[bytes] = io.BytesIO(decode(whole(file)).encode("utf-8", "surrogatepass"))
    else:
        found = lines(file)
    if source.ending == ".jsonl":
        yield from records.parse(source.name, found, problem)
    elif source.ending == ".mbox":
        from kg.ingest import mail  # noqa: PLC0415

        yield from mail.box(source.name, found, problem)
    else:
        from kg.ingest import rows  # noqa: PLC0415

        yield from rows.separated(source.name, found, problem)


def _document(source: Source, data: bytes, problem: Problem, web: "Web | None") -> Iterator[Draft]:
    """One document in one piece."""
    if not _filled(data):
        raise _empty()
    if source.ending == ".json":
        yield from _json(source, data, problem)
        return
    if source.ending == ".eml":
        from kg.ingest import mail  # noqa: PLC0415

        yield mail.parse(source.name, data)
        return
    html = source.ending in {".html", ".htm"}
    text = decode(data, html=html or b"<meta" in data[:4096].lower() or b"<?xml" in data[:64], charset=source.charset)
    start = text[:4096].removeprefix("\ufeff")
    if not html and _XML.match(start) and (root := _ROOT.search(start)):
        listing = _sitemap if root[1].lower() in {"urlset", "sitemapindex"} else _feed
        yield from listing(source, data, problem, web)
    elif html or _HTML.match(start):
        from kg.ingest import page  # noqa: PLC0415  # loads lxml and more: only when there is a page

        yield page.parse(source.name, text, source.online)
    elif _XML.match(start):
        raise InputError("this is XML, but neither a feed nor a sitemap. Save the articles as text, HTML or JSON lines.")
    elif source.ending not in {".txt", ".md"} and _JSON.match(start):
        yield from _json(source, data, problem)
    else:
        draft = plain.parse(source.name, text)
        yield replace(draft, url=draft.url or source.online)


def _json(source: Source, data: bytes, problem: Problem) -> Iterator[Draft]:
    """JSON is read line by line, each with its own encoding, except when two bytes make a character."""
    if data.startswith(_WIDE) or b"\0" in data[:64]:
        data = decode(data).encode("utf-8", "surrogatepass")
    yield from records.parse(source.name, io.BytesIO(data), problem)


def _feed(source: Source, data: bytes, problem: Problem, web: "Web | None") -> Iterator[Draft]:
    """The articles of a feed: as it has them whole; else, of a feed from the web, from their pages; else what it says of them."""
    from kg.ingest import feed  # noqa: PLC0415

    for told, complete, version in feed.entries(source.name, data, problem, source.online):
        if source.online and web and told.url and not complete:
            try:
                yield _fetched(web, told, version)
            except InputError as e:
                problem(f"{told.where} ({masked(told.url)}): {e}" + (" What the feed says of it was read." if told.text else ""))
            else:
                continue
        elif not told.text:
            problem(f"{told.where}: there is no text in it. Give the address of the feed to have its pages fetched.")
        if told.text:
            yield told


def _sitemap(source: Source, data: bytes, problem: Problem, web: "Web | None") -> Iterator[Draft]:
    """The articles on the pages that a sitemap from the web lists."""
    from kg.ingest import sitemap  # noqa: PLC0415

    if not (source.online and web):
        raise InputError("this is a sitemap: a list of addresses. Give its own address to have them fetched.")
    known = {source.online}

    def listed(data: bytes, deep: int) -> Iterator[Draft]:
        for found in sitemap.addresses(data):
            at = masked(found.address)
            if found.address in known:
                continue
            known.add(found.address)
            try:
                if not found.index:
                    yield _fetched(web, Draft(at, url=found.address, **found.told), found.changed)
                elif deep < _DEEPEST:
                    inner = web.get(found.address, found.changed)
                    with Source(at, given=inner.data).open() as packed, unpacked(packed) as file:
                        yield from listed(whole(file), deep + 1)
                else:
                    problem(f"{at}: it is a sitemap in more than {_DEEPEST} others. It was left out.")
            except InputError as e:
                problem(f"{at}: {e}")

    yield from listed(data, 0)


def _fetched(web: "Web", told: Draft, version: str) -> Draft:
    """The article on a page, with what a list told of it where the page itself does not tell."""
    from kg.ingest import page  # noqa: PLC0415

    found = web.get(told.url, version)
    draft = page.parse(told.where, decode(found.data, html=True, charset=found.charset), found.url)
    host = draft.outlet in urlsplit(draft.url).netloc  # for want of a name
    return replace(
        draft,
        title=draft.title or told.title,
        date=told.date or draft.date,
        outlet=(host and told.outlet) or draft.outlet,
        lang=told.lang,
        author=draft.author or told.author,
    )


def _filled(data: bytes) -> bool:
    return bool(data.strip(b" \t\r\n\xef\xbb\xbf"))


def _empty() -> InputError:
    return InputError("it is empty. Put an article into it, or leave it out.")
