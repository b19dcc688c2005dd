"""Sitemaps (sitemaps.org) and Google's news in them: lists of addresses."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from kg.errors import InputError

_FIELDS = {"title": "title", "publication_date": "date", "name": "outlet", "language": "lang"}
_LONGEST = 2048  # characters of an address, as sitemaps.org has it


@dataclass(slots=True)
class Listed:
    """An address, of a page or of another sitemap; when it was last changed, and what is told of the article."""

    address: str = ""
    index: bool = False
    changed: str = ""
    told: dict[str, Any] = field(default_factory=dict)


def addresses(data: bytes) -> Iterator[Listed]:
    """What a sitemap lists, in its order; ``InputError`` when it is no whole one."""
    found = Listed()
    try:
        # Without entities, network and document types' files: an address list needs none, and each has been used to harm.
        for _, element in etree.iterparse(BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False):
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            text = (element.text or "").strip()
            if name == "loc" and len(text) <= _LONGEST and not found.address:
                found.address = text
            elif name == "lastmod":
                found.changed = text
            elif name in _FIELDS:
                found.told[_FIELDS[name]] = text
            elif name in {"url", "sitemap"}:
                if found.address:
                    found.index = name == "sitemap"
                    yield found
                found = Listed()
                element.clear()
    except (etree.XMLSyntaxError, ValueError) as e:
        raise InputError(f"it is no whole sitemap ({e}). What came before was read.") from e
