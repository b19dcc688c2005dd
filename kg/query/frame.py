"""Answers as a pandas data frame."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pyoxigraph as ox

from kg.query import Result, Term
from kg.query.results import prefixed
from kg.store.names import PREFIXES

MAKE: Mapping[str, Callable[[str], Any]] = {  # by XSD datatype; all else is text
    "boolean": "true".__eq__,
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "date": pd.Timestamp,
    "dateTime": pd.Timestamp,
}


def frame(result: Result, *, iris: bool = False) -> pd.DataFrame:
    """The rows, in order: IRIs by their names or, where they have none or with ``iris``, as they are; values in their own types.

    The answer to ASK is one row with one column, ``answer``.

    >>> two = ox.Literal("2", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    >>> china = ox.NamedNode("https://w3id.org/alaqat/entity/China")
    >>> frame(Result(("who", "often"), ((china, two),), None, more=False, names={china.value: "الصين"}))
         who  often
    0  الصين      2
    """
    rows = [[result.answer]] if result.answer is not None else [[_value(term, result.names, iris) for term in row] for row in result.rows]
    return pd.DataFrame(rows, columns=list(result.columns))


def _value(term: Term | None, names: Mapping[str, str], iris: bool) -> Any:
    if isinstance(term, ox.NamedNode):
        return term.value if iris else names.get(term.value) or prefixed(term.value)
    if not isinstance(term, ox.Literal):
        return None if term is None else str(term)
    make = MAKE.get(term.datatype.value.removeprefix(PREFIXES["xsd"]), str)
    try:
        return make(term.value)
    except ValueError:  # "2024-02-30" and the like: RDF allows a value that isn't one
        return term.value
