"""Alaqat: news articles, Arabic first and English second, to a knowledge graph of who did what to whom.

All that there is for Python is in ``__all__``. ``build_graph("seeds/", "graph")`` reads articles into a graph; then ask it:

>>> import kg
>>> graph = kg.Graph("graph")
>>> graph.query("SELECT ?who ?whom WHERE { ?who kgo:supports ?whom }")
     who    whom
0  China  Russia

Importing ``kg`` loads nothing heavy: what reads and asks is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from kg.errors import InputError, KgError, QueryError, ResourceError
from kg.model import Article, Assertion, Entity, Evidence, Span, Time

if TYPE_CHECKING:
    from kg.graph import Graph, Page, build_graph, read_articles

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Assertion",
    "Entity",
    "Evidence",
    "Graph",
    "InputError",
    "KgError",
    "Page",
    "QueryError",
    "ResourceError",
    "Span",
    "Time",
    "build_graph",
    "read_articles",
]


def __getattr__(name: str) -> object:
    if name in __all__:  # and not imported above
        return getattr(import_module("kg.graph"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
