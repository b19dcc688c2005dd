"""The questions of the library that the table of assertions answers (``kg.store.table``): the same rows as their SPARQL gives, in little time.

Beside ``NAME.rq`` lies ``NAME.sql``, with the same parameters: there too a line goes with a parameter that is not given. What a column has, its name tells:
``first day``, ``relation term`` (of the ontology), ``publisher text``, ``source link``, ``negated flag``, ``confidence decimal``, ``sentence quote`` (that of an assertion);
else IRIs and numbers.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.iris import KGO, local_name, term
from kg.store import Store
from kg.store.derived import told
from kg.store.names import name as node
from kg.store.terms import day, link

HERE = Path(__file__).parent
PARAMETER = re.compile(r"\$(\w+)")

Term = NamedNode | Literal
KINDS: Mapping[str, Callable[[str], Term]] = {
    "": NamedNode,
    "term": lambda local: NamedNode(term(local)),
    "day": day,
    "text": Literal,
    "quote": Literal,
    "link": link,
    "decimal": lambda digits: Literal(digits, datatype=node("xsd:decimal")),
}


@cache
def texts() -> Mapping[str, str]:
    """The questions in SQL, by name."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted(HERE.glob("*.sql"))}


def answer(store: Store, name: str, terms: Mapping[str, Term], most: int) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]]] | None:
    """The columns and at most so many rows; None where the table does not answer the question, or not for the store as it is."""
    if name not in texts():
        return None
    given = {key: _plain(value) for key, value in terms.items()} | {"most": most}
    kept = (line for line in texts()[name].splitlines() if given.keys() >= set(PARAMETER.findall(line)))
    found = told(store, "\n".join(kept), given)
    if found is None:
        return None
    columns = [column.partition(" ")[::2] for column in found[0]]
    return tuple(column for column, _ in columns), [tuple(_term(kind, value) for (_, kind), value in zip(columns, row, strict=True)) for row in found[1]]


def _plain(value: Term) -> str:
    return local_name(value.value) if value.value.startswith(KGO) else value.value


def _term(kind: str, value: str | int | None) -> Term | None:
    if isinstance(value, int):
        return Literal(bool(value)) if kind == "flag" else Literal(value)
    return None if value is None else KINDS[kind](value)
