"""The pages: where to ask, an answer, an entity, an article. They run no script; all text of articles is escaped.

Each function here is a job of a worker.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.brief.find import entity, search
from kg.brief.lines import Line, Writer, link, tame
from kg.brief.sayings import Saying, Sides, sayings
from kg.errors import QueryError
from kg.iris import KGA, KGE
from kg.model import Assertion, Entity
from kg.query import Result, Term, named, takes, written
from kg.query.results import prefixed, shown
from kg.serve.forms import HTML, TRIPLES, triples, wanted
from kg.serve.limits import Limits
from kg.serve.protocol import Question, answered
from kg.serve.reply import Reply, told
from kg.serve.words import WORDS
from kg.store import Store, terms
from kg.store.alike import likenesses
from kg.vocabulary import classes

HERE = Path(__file__).parent
FOUND, ROWS_SHOWN, LINES = 50, 1000, 50  # of a search, of an answer, of a page of assertions
SAMPLE = "SELECT ?who ?relation ?whom WHERE {\n  ?who ?relation ?whom .\n  ?relation rdfs:subPropertyOf kgo:materialConflict .\n}\nORDER BY ?who ?whom"
FILES = {"JSON": "application/sparql-results+json", "CSV": "text/csv"}  # as which an answer can be saved


def home(store: Store, lang: str, text: str) -> Reply:
    """Where to begin: search, figures, and the form to ask from; with ``text``, what is called so."""
    found = search(store, text) if text.strip() else ()
    return _page("home.html", lang, text=text, found=found[:FOUND], more=len(found) > FOUND, figures=_figures(store), sparql=SAMPLE)


def asked(store: Store, question: Question | None, lang: str, limits: Limits) -> Reply:
    """The form, and the answer to the question in it as a table."""
    if question is None:
        return _page("answer.html", lang, sparql=SAMPLE, result=None, rows=(), wrong="", links={})
    try:
        result, wrong = answered(store, question, limits, min(ROWS_SHOWN, limits.rows), lang), ""
    except QueryError as e:
        result, wrong = None, str(e)
    rows = [[_cell(term, result, lang) for term in row] for row in result.rows] if result else ()
    forms = {"Turtle": "text/turtle"} if result and result.triples else FILES
    links = {form: f"/sparql?{urlencode({'query': question.sparql, 'accept': media})}" for form, media in forms.items()}
    return _page("answer.html", lang, 400 if wrong else 200, sparql=question.sparql, result=result, rows=rows, wrong=wrong, links=links)


def about_entity(store: Store, name: str, accept: str, lang: str, page: int) -> Reply:
    """An entity: its names, its kind, and what is asserted of it, the newest first; or the triples that it is in."""
    iri = KGE + name
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return told(404, f"{name}: no entity can have this name.")
    who = entity(store, iri)
    if who is None:
        return told(404, f"{name}: no entity of this graph has this name.")
    media = wanted(accept, *TRIPLES, HTML)
    if media != HTML:
        patterns: Iterable[tuple[ox.NamedNode | None, ox.NamedNode | None]] = ((node, None), (None, node))
        found = {q.triple for s, o in patterns for q in store.inner.quads_for_pattern(s, None, o, ox.DefaultGraph())}
        return _data(found, media)
    about = [s for s in sayings(store, [iri]) if any(e and e.iri == iri for e in _parties(s.assertion))][::-1]
    writer = Writer(lang, Sides(about, [who]))
    start = (page - 1) * LINES
    lines = _lines(about[start : start + LINES], writer, start + 1)
    alike = [(other, score) for same, score in likenesses(store, iri) if (other := entity(store, same))]
    return _page(
        "entity.html", lang, who=who, names=who.labels, kind=classes()[who.type][lang], writer=writer, lines=lines, count=len(about),
        page=page, last=start + LINES >= len(about), alike=alike,
    )  # fmt: skip


def about_article(store: Store, name: str, accept: str, lang: str) -> Reply:
    """An article: its header and what it asserts, in its order; or the triples of its named graph."""
    found = list(store.inner.quads_for_pattern(None, None, None, terms.graph_name(name))) if name else []
    if not found:
        return told(404, f"{name}: no such article in this graph.")
    media = wanted(accept, *TRIPLES, HTML)
    if media != HTML:
        return _data({q.triple for q in found}, media)
    article = terms.header(found)
    about = [Saying(a, article) for a in terms.assertions(found)]
    writer = Writer(lang, Sides(about))
    return _page(
        "article.html", lang, article=article, title=tame(article.title), url=link(article.url), writer=writer,
        lines=_lines(about, writer, 1), count=len(about),
    )  # fmt: skip


def _lines(about: Iterable[Saying], writer: Writer, first: int) -> list[tuple[Line, Assertion, str]]:
    """Each with what it is made of, and the part of its IRI after ``#``."""
    return [
        (writer.line(first + i, s), s.assertion, terms.assertion_iri(s.assertion).partition("#")[2]) for i, s in enumerate(about)
    ]


def _parties(a: Assertion) -> tuple[Entity | None, ...]:
    return a.subject, a.object, a.speaker, a.outlet, a.about


def _data(found: set[ox.Triple], media: str) -> Reply:
    if not media:
        return told(406, f"This can be had as {', '.join((HTML, *TRIPLES))}.")
    try:
        return Reply(200, media, triples(sorted(found, key=str), media))
    except QueryError as e:
        return told(406, str(e))


def _cell(term: Term | None, result: Result, lang: str) -> tuple[str, str]:
    """What is shown of a term, and where it leads."""
    return shown(term, result), here(term.value, lang) if isinstance(term, ox.NamedNode) else ""


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


@lru_cache(maxsize=1)
def _figures(store: Store) -> dict[str, int]:
    return store.counts()


@cache
def _queries(lang: str) -> list[tuple[str, str, str]]:
    """The queries that come with Alaqat and need no parameters: name, what it answers, SPARQL."""
    return [(name, about, written(name)) for name, about in named(lang).items() if not any(takes(name).values())]


@cache
def _templates() -> Environment:
    templates = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.globals.update(here=here, queries=_queries, tame=tame, prefixed=prefixed, urlencode=urlencode)
    return templates


def _page(template: str, lang: str, status: int = 200, **content: object) -> Reply:
    drawn = _templates().get_template(template).render(lang=lang, word=WORDS[lang], **content)
    return Reply(status, HTML, drawn.encode(errors="replace"), {"Content-Language": lang})
