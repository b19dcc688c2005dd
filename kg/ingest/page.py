"""HTML pages, through trafilatura."""

import logging
import re
from html import unescape

import trafilatura
from lxml.etree import ParserError
from lxml.html import fragment_fromstring
from trafilatura.settings import Document

from kg.errors import InputError
from kg.ingest.draft import Draft
from kg.lang.dates import day

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they have to say reaches the user as a problem

# htmldate's default latest day is today: then the same page would give another result tomorrow. A date is taken from mark-up only.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}
_FULL_LINE = re.compile(r"(?:\S+[^\S\n]+){7}\S")  # a page without a line of eight words is a menu, not an article
_TAG = re.compile(r"<[!/a-z]", re.IGNORECASE)
_NO_TEXT = re.compile(r"<\?xml[^>]*>|[\0-\x08\x0b\x0c\x0e-\x1f]")  # lxml refuses them
_BLOCKS = ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "tr", "td", "table", "section", "article", "figcaption")
_DATED = re.compile(r"<(?:time\b[^>]*|(?:span|div|p|li)\b[^>]*(?:date|time)[^>]*)>\s*([^<]{4,80})<", re.IGNORECASE)


def parse(where: str, page: str, url: str = "") -> Draft:
    """The draft that a page holds, found at ``url``; ``InputError`` when there is no article in it."""
    found = trafilatura.bare_extraction(
        page,
        url=url or None,
        include_comments=False,
        include_tables=False,
        include_formatting=False,
        deduplicate=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if not isinstance(found, Document) or not _FULL_LINE.search(text := found.text or ""):
        raise InputError(
            "no article was found in this page. Save the article's text as a .txt file, or leave the page out."
        )
    title = " ".join((found.title or "").split())
    first, _, rest = text.partition("\n")
    if title and rest and " ".join(first.split()) == title:
        text = rest
    return Draft(
        where,
        text=text.strip(),
        title=title,
        date=found.date or next((d for d in map(day, map(unescape, _DATED.findall(page))) if d), ""),
        outlet=(found.sitename or found.hostname or "").removeprefix("@").removeprefix("www."),
        url=found.url or url,
        author=found.author or "",
    )


def unmarked(html: str) -> str:
    r"""The text of a piece of HTML, as feeds and mail hold it: a line a paragraph, without what is not shown.

    >>> unmarked("<p>One &amp; <b>two</b>.</p><script>x()</script><p>مصر</p>"), unmarked("2 < 3")
    ('One & two.\nمصر', '2 < 3')
    """
    if not _TAG.search(html):
        return unescape(html).strip()
    try:
        tree = fragment_fromstring(_NO_TEXT.sub("", html), create_parent="div")
    except (ParserError, ValueError):
        return ""
    for hidden in tree.xpath("//script|//style|//noscript|//comment()|//processing-instruction()"):
        hidden.drop_tree()
    for block in tree.iter(*_BLOCKS):
        block.text, block.tail = "\n" + (block.text or ""), "\n" + (block.tail or "")
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(filter(None, lines))
