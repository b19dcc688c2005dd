"""The pages to ask from, an answer, an article, a sentence, the graph. They run no script; all text of articles is escaped.

Each public function here is a job of a worker.
"""

import html
import re
from collections import Counter
from urllib.parse import urlencode

import numpy as np
import pyoxigraph as ox

from kg.brief.find import entity
from kg.brief.lines import Writer, link, tame
from kg.brief.sayings import Saying, Sides
from kg.errors import InputError, QueryError
from kg.iris import article_iri
from kg.query import Result, Term, named, run, takes, written
from kg.query.results import shown
from kg.render.network import network
from kg.serve.draw import Visit, here, page, told
from kg.serve.entities import data, missing
from kg.serve.forms import HTML, TRIPLES, wanted
from kg.serve.index import index
from kg.serve.limits import Limits
from kg.serve.protocol import Question, answered
from kg.serve.reply import Reply
from kg.serve.told import sayings, sides
from kg.store import Store, terms
from kg.vocabulary import groups, relations

FOUND, ROWS_SHOWN = 50, 1000  # of a search, of an answer
ACTIVE, EVENTS = 12, 8  # shown at the start
NEAR, DRAWN = 30, 80  # nodes of a drawing, and sentences
SAMPLE = "SELECT ?who ?relation ?whom WHERE {\n  ?who ?relation ?whom .\n  ?relation rdfs:subPropertyOf kgo:materialConflict .\n}\nORDER BY ?who ?whom"
FILES = {"JSON": "application/sparql-results+json", "CSV": "text/csv"}  # as which an answer can be saved
POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def home(store: Store, visit: Visit) -> Reply:
    """Where to begin: search, figures, those of whom most is told; with a text to search for, what is called so."""
    known, text = index(store), visit.text("q")
    start = (visit.page - 1) * FOUND
    found = known.search(text) if text else []
    active = [i for i in np.argsort(-known.often, kind="stable")[:200] if known.types[i] not in ("Event", "Document", "Place")]
    busy = [i for i in np.argsort(-known.often, kind="stable") if known.types[i] == "Event"] if not text else []
    people = [entity(store, known.entities[i]) for i in (found[start : start + FOUND] if text else active[:ACTIVE])]
    occasions = [entity(store, known.entities[i]) for i in busy[:EVENTS]]
    return page(
        "home.html", visit, text=text, found=[(who, int(known.often[known.number[who.iri]])) for who in people if who], count=len(found),
        last=start + FOUND >= len(found), events=[who for who in occasions if who], figures={} if text else known.figures,
    )  # fmt: skip


def asked(store: Store, visit: Visit, question: Question | None, limits: Limits) -> Reply:
    """The form, and the answer to the question in it as a table."""
    if question is None:
        return page("answer.html", visit, sparql=SAMPLE, result=None, rows=(), wrong="", links={})
    try:
        result, wrong = answered(store, question, limits, min(ROWS_SHOWN, limits.rows), visit.lang), ""
    except QueryError as e:
        result, wrong = None, str(e)
    return page("answer.html", visit, 400 if wrong else 200, sparql=question.sparql, wrong=wrong, **_table(result, question.sparql, visit))


def query(store: Store, visit: Visit, name: str) -> Reply:
    """A query that comes with Alaqat: its title, a form for its parameters, and its answer once it has those that it needs."""
    if name not in named():
        return missing(visit, "no query", name)
    needs = takes(name)
    given = {parameter: visit.text(parameter) for parameter in needs}
    result, wrong = None, ""
    if all(given[parameter] for parameter, needed in needs.items() if needed):
        try:
            result = run(store, name, ROWS_SHOWN, visit.lang, given)
        except (QueryError, InputError) as e:
            wrong = str(e)
    options = {
        "relation": [(r.name, r.labels[visit.lang]) for r in relations().values()],
        "group": [(group, labels[visit.lang]) for group, labels in groups().items()],
    }
    content = _table(result, "" if any(given.values()) else written(name), visit)
    return page(
        "query.html", visit, 400 if wrong else 200, name=name, about=named(visit.lang)[name], needs=needs, given=given, wrong=wrong, options=options, **content
    )


def queries(_: Store, visit: Visit) -> Reply:
    """The queries that come with Alaqat."""
    return page("queries.html", visit, named=named(visit.lang))


def about_article(store: Store, visit: Visit, name: str) -> Reply:
    """An article: its header and what it asserts, in its order; or the triples of its named graph."""
    found = list(store.inner.quads_for_pattern(None, None, None, terms.graph_name(name))) if name else []
    if not found:
        return missing(visit, "no article", name)
    media = wanted(visit.accept, *TRIPLES, HTML)
    if media != HTML:
        return data({q.triple for q in found}, media)
    article, said = terms.reading(found)
    about = [Saying(a, article) for a in said]
    writer = Writer(visit.lang, Sides(about))
    return page("article.html", visit, article=article, title=tame(article.title), url=link(article.url), writer=writer, told=told(about, writer))


def sentence(store: Store, visit: Visit, name: str) -> Reply:
    """One assertion beside its sentence: who does what to whom by which words, and why they were taken for those."""
    found = sayings(store, [f"{article_iri(name)}#{visit.text('a')}"]) if name else ()
    if not found:
        return missing(visit, "no sentence", name)
    saying = found[0]
    writer = Writer(visit.lang, sides(store, index(store), found))
    article = saying.article
    return page("sentence.html", visit, said=told(found, writer)[0], a=saying.assertion, article=article, title=tame(article.title), url=link(article.url), writer=writer)


def graph(store: Store, visit: Visit) -> Reply:
    """A part of the graph around somebody, drawn in a frame, and a form to choose it."""
    known, text = index(store), visit.text("focus")
    number = known.meant(text) if text else None
    if text and number is None:
        return missing(visit, "no entity", text)
    return page("graph.html", visit, who=entity(store, known.entities[number]) if number is not None else None)


def drawn(store: Store, visit: Visit) -> Reply:
    """The drawing in the frame: those nearest to the focus, or those of whom most is told, with the newest sentences about each two."""
    known, text = index(store), visit.text("focus")
    number = known.meant(text) if text else None
    chosen = visit.chosen(known)
    subject, obj = known.roles[:2]
    if number is not None:
        mine = chosen & ((subject == number) | (obj == number))
        weight = np.bincount(np.concatenate([subject[mine], obj[mine]]), minlength=len(known.entities))
        weight[number] = len(known.iris) + 1
    else:
        weight = np.bincount(np.concatenate([subject[chosen], obj[chosen]]), minlength=len(known.entities))
    near = np.argsort(-weight, kind="stable")[:NEAR]
    near = near[weight[near] > 0]
    rows = np.flatnonzero(chosen & np.isin(subject, near) & np.isin(obj, near))
    # of each edge one sentence before a second one of any, the newest first
    seen: Counter[tuple[int, int, int]] = Counter()
    turns = []
    for edge in zip(subject[rows].tolist(), known.relation[rows].tolist(), obj[rows].tolist(), strict=True):
        turns.append(seen[edge])
        seen[edge] += 1
    order = np.argsort(np.array(turns, dtype=int), kind="stable")[:DRAWN]
    found = sayings(store, (known.iris[i] for i in rows[order]))
    who = entity(store, known.entities[number]) if number is not None else None
    made = network((s.assertion for s in found), {s.article.id: s.article for s in found})
    from kg.render.page import page as drawing  # noqa: PLC0415  # heavy, and only workers draw

    text = drawing(made, tame(who.label(visit.lang)) if who else "", visit.lang)
    policy = POLICY.search(text)
    own = f"{html.unescape(policy[1])}; frame-ancestors 'self'" if policy else "default-src 'none'"
    return Reply(200, HTML, text.encode(errors="replace"), {"Content-Language": visit.lang, "Content-Security-Policy": own})


def _table(result: Result | None, sparql: str, visit: Visit) -> dict[str, object]:
    """An answer as rows of cells, and where it can be had as a file."""
    rows = [[_cell(term, result, visit.lang) for term in row] for row in result.rows] if result else ()
    forms = {"Turtle": "text/turtle"} if result and result.triples else FILES
    links = {form: f"/sparql?{urlencode({'query': sparql, 'accept': media})}" for form, media in forms.items()} if sparql and result else {}
    return {"result": result, "rows": rows, "links": links}


def _cell(term: Term | None, result: Result, lang: str) -> tuple[str, str]:
    """What is shown of a term, and where it leads."""
    return shown(term, result), here(term.value, lang) if isinstance(term, ox.NamedNode) else ""
