"""What all pages share: what a browser asks for, the templates, and the addresses of our own."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import quote, urlencode

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.brief.lines import Line, Writer, link, tame
from kg.brief.sayings import Saying
from kg.brief.words import REASONS
from kg.iris import KGA, KGE
from kg.query.results import prefixed
from kg.render.network import report
from kg.serve.chart import SHOWN
from kg.serve.forms import HTML
from kg.serve.index import KINDS, Index, Mask
from kg.serve.reply import Reply
from kg.serve.words import WORDS
from kg.store import terms
from kg.vocabulary import groups, relations

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Visit:
    """What a browser asks for: the language of the page, what it accepts, and the parameters in the address."""

    lang: str
    accept: str
    params: Mapping[str, str]

    def to(self, **changes: object) -> str:
        """The same page with other parameters; an empty one is left out.

        >>> Visit("ar", "", {"q": "الصين", "page": "2"}).to(lang="en", page="")
        '?q=%D8%A7%D9%84%D8%B5%D9%8A%D9%86&lang=en'
        """
        given = {**self.params, "lang": self.lang, **changes}
        return "?" + urlencode({name: value for name, value in given.items() if value})

    def text(self, name: str) -> str:
        """A parameter, on one line."""
        return " ".join(self.params.get(name, "").split())

    def without_days(self) -> "Visit":
        """The same, whenever it was."""
        return replace(self, params={name: value for name, value in self.params.items() if name not in ("since", "until")})

    @property
    def page(self) -> int:
        """Which page of a long list, from 1."""
        page = self.params.get("page", "")
        return int(page) if page.isascii() and page.isdigit() and len(page) < 8 and int(page) else 1

    def chosen(self, known: Index) -> Mask:
        """The assertions of a ``kind``, of a ``group`` of relations, ``since`` and ``until`` some day; what is not known chooses nothing away."""
        mask: Mask = known.kind >= 0
        if (kind := self.text("kind")) in KINDS:
            mask &= known.kind == KINDS.index(kind)
        if (group := self.text("group")) in groups():
            mask &= np.isin(known.relation, [i for i, name in enumerate(known.names) if relations()[name].group == group])
        if since := self.text("since"):
            mask &= known.day >= bisect_left(known.days, since)
        if until := self.text("until"):
            mask &= (known.day < bisect_right(known.days, until)) & (known.day > 0)
        return mask


@dataclass(frozen=True, slots=True)
class Told:
    """A line with what it is made of; ``part`` is what follows ``#`` in the IRI of the assertion, ``pieces`` are its sentence, cut at the roles."""

    line: Line
    saying: Saying
    part: str
    pieces: tuple[tuple[str, str], ...]


def told(found: Iterable[Saying], writer: Writer, first: int = 1) -> list[Told]:
    """The sayings as lines, numbered from ``first``."""
    return [of_line(writer.line(first + i, s), s) for i, s in enumerate(found)]


def of_line(line: Line, saying: Saying) -> Told:
    """A line with what it is made of."""
    part = terms.assertion_iri(saying.assertion).partition("#")[2]
    return Told(line, saying, part, report(saying.assertion, saying.article).pieces)


def here(iri: str, lang: str) -> str:
    """The address of the page about an IRI: our own for entities and articles, else the IRI itself if it is one of the web.

    >>> here(KGE + "Washington,_D.C.", "en"), here("https://w3id.org/alaqat/article/a%20b#a-1", "ar")
    ('/entity/Washington,_D.C.?lang=en', '/article/a%20b?lang=ar#a-1')
    """
    if iri.startswith(KGE):
        return f"/entity/{quote(iri.removeprefix(KGE), safe='-._~(),')}?lang={lang}"
    if iri.startswith(KGA):
        name, sign, part = iri.removeprefix(KGA).partition("#")
        return f"/article/{name}?lang={lang}{sign}{part}"
    return link(iri)


def page(template: str, visit: Visit, status: int = 200, **content: object) -> Reply:
    """A page in the language of the visit."""
    drawn = _templates().get_template(template).render(visit=visit, lang=visit.lang, word=WORDS[visit.lang], **content)
    return Reply(status, HTML, drawn.encode(errors="replace"), {"Content-Language": visit.lang})


@cache
def _templates() -> Environment:
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.globals.update(here=here, tame=tame, prefixed=prefixed, urlencode=urlencode, local=_local, groups=groups, shown_groups=SHOWN, reasons=REASONS)
    return templates


def _local(iri: str) -> str:
    """What names an entity in our addresses."""
    return iri.removeprefix(KGE)
