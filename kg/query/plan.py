"""How a query of the library is put to the engine: the rows are those of its file's text, in the same order, but in less time.

Three things cost the engine more than they need. It is slow to sort, so rows are sorted here. The ontology is a second graph, and to look in two
takes twice as long as in one, so lines that only the ontology answers (``?relation rdfs:subPropertyOf ?group .``) are answered before. And it finds all
rows where a thousand are wanted: a line of the file with ``$articles`` or ``$first`` narrows the search to where the first ones are.

``$articles`` are the articles of the days that are asked for, or without such, where rows come by day, those of the first days. ``$first`` are the first
values of the variable by which rows are sorted first. Enough of them are taken to give as many rows as wanted, in the end all.
"""

import re
from collections.abc import Callable, Generator, Mapping, Sequence

import pyoxigraph as ox

from kg.store import Store
from kg.store.names import ONTOLOGY, PREFIXES, name

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = tuple[Term | None, ...]
Write = Callable[[Mapping[str, str]], str]  # the text of a query, given more terms

HEAD = re.compile(r"^SELECT.*?WHERE", re.MULTILINE | re.DOTALL)
ORDER = re.compile(r"^ORDER BY ((?:(?:DESC\(\?\w+\)|\?\w+) ?)+)$", re.MULTILINE)
KEY = re.compile(r"(DESC\()?\?(\w+)")
TOLD = re.compile(r"^ *((\?\w+) rdfs:subPropertyOf\S* \S+) \.$", re.MULTILINE)
FIRST = {"subject": "?assertion rdf:subject ?subject", "event": "?event a kgo:Event"}
DAYS = {"date": 10, "day": 10, "month": 7}  # variables that are days, and how many letters of one they are
START, MANY = 100, 4000  # values at first, and the most that help


def rows(store: Store, file: str, write: Write, limit: int, terms: Mapping[str, ox.NamedNode | ox.Literal]) -> tuple[tuple[str, ...], list[Row]]:
    """The columns, and at least ``limit`` rows if there are so many, of the query of a ``file`` that ``write`` writes, given ``terms``."""
    order = [(key, bool(down)) for down, key in KEY.findall("".join(ORDER.findall(file)))]
    if not order:
        return _asked(store, write({}), ())
    by = order[0][0]
    steps = _narrower(store, file, by, limit, terms)
    narrow, last = next(steps)
    while True:
        columns, found = _asked(store, write(narrow), order)
        if last:
            found = [row for row in found if _text(row[columns.index(by)])[: DAYS[by]] <= last]
        if len(found) >= limit:
            return columns, found
        try:
            narrow, last = steps.send(len(found))
        except StopIteration:
            return columns, found


def _asked(store: Store, text: str, order: Sequence[tuple[str, bool]]) -> tuple[tuple[str, ...], list[Row]]:
    """The answer to a query that sorts as ``order`` says, by variables, each backwards or not."""
    head = {word.rstrip(")") for word in HEAD.findall(text)[0].split()}
    more = [f"?{key}" for key, _ in order if f"?{key}" not in head]
    if order:
        text = re.sub(r"^SELECT( DISTINCT)?", rf"\g<0> {' '.join(more)}", ORDER.sub("", text), count=1, flags=re.MULTILINE)
    text = TOLD.sub(lambda line: _told(store, line), text)
    answer = _query(store, text, ontology="subPropertyOf" in text)
    columns = tuple(variable.value for variable in answer.variables)
    found: list[Row] = list(map(tuple, answer))
    for key, down in reversed(order):
        at = columns.index(key)
        found.sort(key=lambda row: _rank(row[at]), reverse=down)
    return columns[len(more) :], [row[len(more) :] for row in found] if more else found


def _rank(term: Term | None) -> tuple[int, float | str]:
    """By which terms are sorted as SPARQL sorts them: nothing, IRIs, numbers, texts and days."""
    if not isinstance(term, ox.Literal):
        return (0, "") if term is None else (1, str(term)[1:-1])
    return (2, float(term.value)) if term.datatype.value == name("xsd:integer").value else (3, term.value)


def _told(store: Store, line: re.Match[str]) -> str:
    """What the ontology tells, in the place of a line that asks for it: the search begins with it, or only tests by it what was found before."""
    answer = store.inner.query(f"SELECT * WHERE {{ {line[1]} }}", prefixes=PREFIXES, default_graph=ONTOLOGY)
    if not isinstance(answer, ox.QuerySolutions):
        raise TypeError(line[1])
    names = list(map(str, answer.variables))
    known = [" ".join(map(str, row)) for row in answer]
    values = f"VALUES ({' '.join(names)}) {{ ({') ('.join(known)}) }}" if known else "FILTER(false)"
    variable, before = line[2], line.string[line.string.rindex("WHERE", 0, line.start()) : line.start()]
    if not re.search(rf"\{variable}\b", before):
        return values
    if len(names) > 1 or len(set(known)) < len(known):
        return f"OPTIONAL {{ {values} BIND(true AS ?told{variable[1:]}) }} FILTER(BOUND(?told{variable[1:]}))"
    return f"FILTER({variable} IN ({', '.join(known)}))"


def _narrower(
    store: Store, file: str, by: str, limit: int, terms: Mapping[str, ox.NamedNode | ox.Literal]
) -> Generator[tuple[dict[str, str], str], int]:
    """Terms that narrow a query that sorts first by ``by``, less and less, in the end not at all; it is told how many rows the last ones gave.

    With the last day or month of which all is found, where that is not all.
    """
    size, bounds = START, {bound: terms[bound] for bound in ("since", "until") if bound in terms}
    if "actor" in terms:  # that is narrow enough
        pass
    elif "$first" in file:
        values = [str(row[0]) for row in _query(store, f"SELECT DISTINCT ?{by} WHERE {{ {FIRST[by]} }}")]
        values.sort(key=lambda iri: iri[1:-1])  # by the IRI itself, as rows are
        while size < len(values) and size <= MANY:
            size = _more(size, limit, (yield {"first": " ".join(values[:size])}, ""))
    elif "$articles" in file and (bounds or by in DAYS):
        days = _days(store, bounds)
        while by in DAYS and size < len(days) and size <= MANY and (last := days[size - 1][0][: DAYS[by]]):
            some = {iri for day, iri in days if day[: DAYS[by]] <= last} | _telling(store, by, {**bounds, "until": ox.Literal(last, datatype=name("xsd:date"))})
            size = _more(size, limit, (yield {"articles": " ".join(some)}, last))
        if bounds and len(days) <= MANY:
            yield {"articles": " ".join({iri for _, iri in days} | _telling(store, by, bounds))}, ""
            return
    yield {}, ""


def _more(size: int, limit: int, found: int) -> int:
    """How many values are likely to give as many rows as wanted, when so many gave too few."""
    return size * max(2, min(16, 1 + limit * 5 // (4 * max(1, found))))


def _days(store: Store, bounds: Mapping[str, object]) -> list[tuple[str, str]]:
    """The days of the articles within bounds, sorted, and which article; without bounds, those that have no day come first."""
    found = [(_text(day), str(article)) for article, day in _query(store, f"SELECT ?article ?day WHERE {{ ?article dcterms:date ?day {_within(bounds)} }}")]
    if not bounds:
        found += [("", str(row[0])) for row in _query(store, "SELECT ?article WHERE { ?article a kgo:Article MINUS { ?article dcterms:date ?day } }")]
    return sorted(found)


def _telling(store: Store, by: str, bounds: Mapping[str, object]) -> set[str]:
    """The articles that name a day within bounds, if it is by these days that rows are sorted."""
    pattern = f"?assertion kgo:timeStart ?day {_within(bounds)} ?assertion prov:wasDerivedFrom ?article"
    return {str(row[0]) for row in _query(store, f"SELECT DISTINCT ?article WHERE {{ {pattern} }}")} if by == "day" else set()


def _within(bounds: Mapping[str, object]) -> str:
    return " ".join(f"FILTER(?day {sign} {bounds[bound]})" for bound, sign in (("since", ">="), ("until", "<=")) if bound in bounds)


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, ox.Literal) else ""


def _query(store: Store, sparql: str, *, ontology: bool = False) -> ox.QuerySolutions:
    found = store.query(sparql, choose=ontology)
    if not isinstance(found, ox.QuerySolutions):
        raise TypeError(sparql)
    return found
