"""Questions to the graph: SPARQL, and a library of named queries, each a file ``NAME.rq`` beside this module.

A query sees everything once without ``GRAPH``: edges, entities, articles, assertions with their evidence, and the ontology (so that
``?relation rdfs:subPropertyOf kgo:verbalConflict`` names the group). ``GRAPH ?article { … }`` is what one article gives. ``FROM``
chooses other graphs. The prefixes of ``kg.store.names.PREFIXES`` need no declaration:

    SELECT ?whom WHERE { kge:China kgo:supports ?whom }

Queries only ask: updates are refused, and so is ``SERVICE``, which would tell the question to another machine. A query has no
limit of time; whoever runs strangers' queries runs them in a process that can be killed.

A file of the library begins with its title in English, then in Arabic. ``$actor`` in it is a parameter (see ``kg.query.terms``): a
line with a parameter that is not given is left out, unless a line ``# needs: actor`` says that the query is nothing without it.
What is kept beside the graph answers most of them (``kg.query.summed``, ``kg.query.tabled``), the graph itself the rest, and all of them where that is
not up to date (``kg.query.plan``).
"""

import heapq
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.iris import KGA
from kg.query.lexer import Words, filled, parameters, words
from kg.query.plan import Row as Row
from kg.query.plan import Term as Term
from kg.query.plan import rows
from kg.query.summed import SUMMED
from kg.query.tabled import answer
from kg.store import Graphs, Store
from kg.store.derived import fresh
from kg.store.names import LABEL, ONTOLOGY

HERE = Path(__file__).parent
ASKS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
CHANGES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
NAME = re.compile(r"[\w-]+")
PARAMETERS = ("actor", "other", "since", "until", "relation", "group", "outlet")
NEEDS = re.compile(r"^# needs: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query.

    ``answer`` is set for ASK and None else. ``more`` tells that there are rows beyond the limit. ``names`` are the labels of the IRIs in
    the rows, where they have any. ``triples`` tells that the rows are the triples of CONSTRUCT or DESCRIBE.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    answer: bool | None
    more: bool
    names: Mapping[str, str]
    triples: bool = False


@cache
def named(lang: str = "en") -> Mapping[str, str]:
    """The queries that come with Alaqat: name to what it answers, the first line of its file, or in Arabic the second."""
    return {name: text.splitlines()[lang == "ar"].lstrip("# ") for name, text in _library().items()}


@cache
def takes(name: str) -> Mapping[str, bool]:
    """The parameters of a query that comes with Alaqat, in the order of ``PARAMETERS``: whether it is nothing without them.

    >>> dict(takes("neighbours")), dict(takes("denials"))
    ({'actor': True}, {'actor': False, 'since': False, 'until': False})
    """
    text = _library()[name]
    known, needed = parameters(text), " ".join(NEEDS.findall(text)).split()
    return {name: name in needed for name in PARAMETERS if name in known}


def run(store: Store, text: str | Path, limit: int = 1000, lang: str = "en", given: Mapping[str, str] | None = None, *, roll_up: bool = False) -> Result:
    """Answer a query: SPARQL, a file of SPARQL, or the name of one that comes with Alaqat; at most ``limit`` rows.

    Rows are in the order that the query asks for, else sorted. The rows of CONSTRUCT and DESCRIBE are triples, sorted. ``names`` are
    in ``lang`` where there are such. ``given`` are the parameters of a query that comes with Alaqat (``{"actor": "روسيا"}``). With ``roll_up``
    persons count for the state of their office at that date.

    Raises ``QueryError`` for a query that is unknown, wrong, or not allowed, or has not its parameters; ``InputError`` for a parameter
    that names nothing in the graph.
    """
    if roll_up:
        from kg.export.part import part  # noqa: PLC0415  # heavy, and whoever only asks does without

        with part(store, roll_up=True) as rolled:
            return run(rolled, text, limit, lang, given)
    given = {name: value for name, value in (given or {}).items() if value}
    if not isinstance(text, str) or text not in named():
        if given:
            written(text)  # a name that is none is told first
            raise QueryError(f"--{min(given)}: only a query that comes with Alaqat has parameters. `kg query --list` shows them.")
        return ask(store, written(text), limit, lang)
    known = takes(text)
    if strange := sorted(given.keys() - known.keys()):
        raise QueryError(f"{text} has no --{strange[0]}. {'It takes ' + ', '.join(f'--{name}' for name in known) if known else 'It takes no parameters'}.")
    if missing := [f"--{name}" for name, needed in known.items() if needed and name not in given]:
        usage = " ".join(f"--{name} NAME" for name, needed in known.items() if needed)
        raise QueryError(f"{text} needs {' and '.join(missing)}: `kg query {text} {usage}`.")
    terms: dict[str, ox.NamedNode | ox.Literal] = {}
    if given:
        from kg.query.terms import meant  # noqa: PLC0415  (it loads the authority file)

        terms = meant(store, given)
    found: list[Row]
    if not given and text in SUMMED and fresh(store):
        summed, columns = SUMMED[text]
        found = [*summed(store, limit + 1)]
    elif tabled := answer(store, text, terms, limit + 1):
        columns, found = tabled[0], [*tabled[1]]
    else:
        try:
            columns, found = rows(store, _library()[text], lambda more: _filled(text, {**terms, **more}), limit + 1, terms)
        except (OSError, RuntimeError) as e:
            raise QueryError(f"This query can't be answered: {e}") from e
    shown = tuple(found[:limit])
    return Result(columns, shown, None, more=len(found) > limit, names=_names(store, shown, lang))


def ask(
    store: Store, sparql: str, limit: int = 1000, lang: str = "en", graphs: Graphs | None = None, *, hurry: bool = False
) -> Result:
    """Answer SPARQL and nothing else, as ``run`` does: no name, no file.

    ``graphs``, if given, is what it sees, whatever ``FROM`` says. With ``hurry`` it stops at the limit: of unordered rows it then gives
    those that come first, not the first by letters of all.
    """
    found = words(sparql)
    _allow(found)
    try:
        answer = store.query(sparql, choose="FROM" not in found.outer, graphs=graphs)
        if isinstance(answer, ox.QueryBoolean):
            return Result(("answer",), (), bool(answer), more=False, names={})
        triples = isinstance(answer, ox.QueryTriples)
        columns = ("subject", "predicate", "object") if isinstance(answer, ox.QueryTriples) else tuple(v.value for v in answer.variables)
        given: Iterable[Row] = map(tuple, answer)
        given = dict.fromkeys(given) if triples and not hurry else given
        if found.ordered and not triples:
            rows = list(islice(given, limit + 1))
        else:
            rows = heapq.nsmallest(limit + 1, islice(given, limit + 1) if hurry else given, key=_order)
    except SyntaxError as e:
        raise QueryError(_wrong(sparql, str(e))) from e
    except (OSError, RuntimeError, ValueError) as e:
        raise QueryError(f"This query can't be answered: {e}") from e
    shown = tuple(rows[:limit])
    return Result(columns, shown, None, more=len(rows) > limit, names=_names(store, shown, lang), triples=triples)


def written(text: str | Path) -> str:
    """The SPARQL that is meant: by name (without its parameters), by file, or itself. Raises ``QueryError`` when there is none."""
    if isinstance(text, str) and text in named():
        return _filled(text, {})
    if isinstance(text, Path) or text.endswith((".rq", ".sparql")):
        try:
            return Path(text).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as e:
            raise QueryError(f"{text}: this file of SPARQL can't be read ({e}).") from e
    if NAME.fullmatch(text.strip()) or not text.strip():
        near = get_close_matches(text.strip(), named(), n=5)
        known = f"Near it: {', '.join(near)}" if near else f"There are {', '.join(named())}"
        raise QueryError(f"{text!r}: no query has this name. {known}; or give SPARQL, or a file that ends with .rq.")
    return text


@cache
def _library() -> Mapping[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(HERE.glob("*.rq"))}


def _filled(name: str, terms: Mapping[str, ox.NamedNode | ox.Literal | str]) -> str:
    """A query of the library with terms for its parameters, without the lines whose parameters are not given and not needed.

    A term is written by pyoxigraph, in N-Triples, which escapes what could end it.
    """
    known = takes(name)
    kept = []
    for line in _library()[name].splitlines():
        asked = parameters(line)
        if all(known.get(parameter) or parameter in terms for parameter in asked):
            kept.append(filled(line, terms))
    return "\n".join(kept) + "\n"


def _allow(found: Words) -> None:
    if "SERVICE" in found.all:
        raise QueryError("SERVICE would send the question to another machine: it is not allowed. Ask this graph alone.")
    form = next((word for word in found.outer if word in ASKS | CHANGES), "")
    if form in CHANGES:
        raise QueryError(f"{form} would change the graph: queries only ask. Use SELECT, ASK, CONSTRUCT or DESCRIBE.")


def _order(row: Iterable[Term | None]) -> tuple[str, ...]:
    return tuple("" if term is None else str(term) for term in row)


def _names(store: Store, rows: Iterable[Row], lang: str) -> dict[str, str]:
    iris = {term.value: term for row in rows for term in row if isinstance(term, ox.NamedNode) and not term.value.startswith(KGA)}  # articles have none
    return {value: label for value, iri in sorted(iris.items()) if (label := _label(store, iri, lang))}


def _label(store: Store, iri: ox.NamedNode, lang: str) -> str:
    """The label in the language, else in another, else none; of several the first by letters."""
    for graph in (ox.DefaultGraph(), ONTOLOGY):
        found = store.inner.quads_for_pattern(iri, LABEL, None, graph)
        if labels := [(q.object.language != lang, q.object.value) for q in found if isinstance(q.object, ox.Literal)]:
            return min(labels)[1]
    return ""


def _wrong(sparql: str, reason: str) -> str:
    """Where a query is wrong, and what is: the engine's message lists whole alphabets, which help nobody."""
    place = re.match(r"error at (\d+):(\d+)(?:-\S+)?: (.*)", reason, re.DOTALL)
    if not place:
        return f"This query is not SPARQL: {reason}"
    line, column, what = int(place[1]), int(place[2]), place[3]
    lines = sparql.splitlines() or [""]
    if "Prefix not found" in what:
        what = "a prefix that is not declared"
    elif what.startswith("expected"):
        what = "expected " + (" ".join(_expected(what)) or "something else")
    return f"This query is wrong at line {line}, column {column}: {what}.\n{lines[min(line, len(lines)) - 1]}\n{' ' * (column - 1)}^"


def _expected(what: str) -> list[str]:
    r"""What can stand there, without the ranges of letters.

    >>> _expected("expected one of \"{\", \",\", ['0' ..= '9'], LIMIT")
    ['{', ',', 'LIMIT']
    """
    plain = re.sub(r"\[[^\]]*\]", "", what)
    return [sign or word for sign, word in re.findall(r'"([^"]+)"|\b([A-Z]{2,})\b', plain)]
