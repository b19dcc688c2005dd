"""Alaqat in Python and in Jupyter: read articles, build a graph, open one, ask it and see it."""

import warnings
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

import networkx as nx
import pandas as pd

from kg.errors import InputError
from kg.iris import term
from kg.model import Article, Assertion
from kg.query import named, run
from kg.query.frame import frame
from kg.render.turtle import turtle
from kg.store import Store
from kg.store.edges import POLICIES, edges

if TYPE_CHECKING:
    from kg.read import Reader
    from kg.render.frames import Frames
    from kg.render.views import Cut

Inputs = str | PathLike[str] | Iterable[str | PathLike[str]]
EVERY = 10**9  # more rows than there can be
FRAME = "width:100%;height:600px;border:1px solid #8888"


class Page(str):
    """An HTML page, which Jupyter shows in its place; write it to a file as any other text."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<Page of {len(self):,} characters>"

    def _repr_html_(self) -> str:
        """The page in a frame that can't reach the notebook around it."""
        shut = 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"'
        return f'<iframe {shut} style="{FRAME}" srcdoc="{escape(self)}"></iframe>'


class Graph:
    """The graph in a folder as it is at this moment, for reading, whoever writes to it meanwhile.

    It is closed at the end of a ``with`` statement, by ``close()``, or when nobody uses it any more. Raises ``InputError`` when there
    is no graph in the folder.

    >>> graph = Graph("graph")
    >>> graph
    Graph('graph')
    >>> graph.counts()
    {'articles': 2, 'assertions': 3, 'entities': 4, 'edges': 2}
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        self.folder = Path(folder)
        self._store = Store.read_only(self.folder)
        self.close = weakref.finalize(self, self._store.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Graph({str(self.folder)!r})"

    def _repr_html_(self) -> str:
        """Its figures as a small table."""
        days = sorted(a.date for a in self.articles() if a.date)
        rows = {name: f"{count:,}" for name, count in self.counts().items()}
        if days:
            rows["days"] = " – ".join(dict.fromkeys((days[0], days[-1])))
        cells = "".join(f"<tr><th>{name}</th><td>{escape(value)}</td></tr>" for name, value in rows.items())
        return f"<table><caption><bdi>{escape(str(self.folder))}</bdi></caption>{cells}</table>"

    def counts(self) -> dict[str, int]:
        """How many ``articles``, ``assertions``, ``entities`` and ``edges`` there are."""
        return self._store.counts()

    def articles(self) -> tuple[Article, ...]:
        """The articles, sorted by id, without their texts: the graph keeps only the sentences that assert something."""
        return tuple(self._store.articles())

    def assertions(self) -> tuple[Assertion, ...]:
        """The assertions, sorted by article and place in it.

        >>> first = Graph("graph").assertions()[0]
        >>> first.subject.label("ar"), first.relation, first.object.label("ar")
        ('الصين', 'supports', 'روسيا')
        >>> first.evidence.quote
        'أعلنت الصين دعمها لروسيا.'
        """
        return tuple(self._store.assertions())

    def query(self, text: str | Path = "", limit: int | None = None, lang: str = "en", *, iris: bool = False, roll_up: bool = False, **given: str) -> pd.DataFrame:
        """The answer to SPARQL, to a file of SPARQL, or to a query that comes with Alaqat; with no query, what comes with Alaqat.

        ``given`` are the parameters of a query that comes with Alaqat: ``query("supporters", actor="روسيا")``.

        All rows unless there is a ``limit``. Entities and relations are told by their names in ``lang`` (where there is none, in another
        language); with ``iris`` by their IRIs. With ``roll_up`` persons count for the state of their office at that date. Numbers, days and truth values have their own types. Raises ``QueryError``.

        >>> Graph("graph").query("denials", lang="ar")[["speaker", "subject", "relation", "object"]]
            speaker   subject  relation object
        0  أوكرانيا  أوكرانيا  هجوم على  روسيا
        """
        if not text:
            return pd.DataFrame(named(lang).items(), columns=["query", "answers"])
        return frame(run(self._store, text, EVERY if limit is None else limit, lang, given, roll_up=roll_up), iris=iris)

    def to_networkx(self, **cut: "Unpack[Cut]") -> nx.MultiDiGraph:
        """Entities as nodes, what is asserted of two of them as edges: the relation is the key, ``evidence`` has the sentences.

        Nodes have their ``degree``, ``betweenness`` and ``community``, edges the ``group`` of the relation, the ``count`` of sentences, the
        days of the ``first`` and the ``last`` article, and the ``policies`` that draw them (see ``kg.store.edges``; none for an edge that only
        ``roll_up`` makes, and for one that is only denied or only possible). Article and ``start`` are the key of a piece of evidence.

        All of it, or what you ask for: ``focus`` and ``hops``, ``since`` and ``until``, ``group``, ``relation``, ``outlet``, ``speaker``,
        ``modality``, ``min_confidence``, ``roll_up``, ``accusations`` (then a denial ``answers`` edges; see ``kg.render.views.Cut``); raises ``InputError`` for what is not known. What is only denied or only possible is there too: look at ``negated`` and ``modality`` of each piece of evidence.

        >>> drawn = Graph("graph").to_networkx()
        >>> [(relation, said.negated) for _, _, relation, told in drawn.edges(keys=True, data="evidence") for said in told]
        [('visits', False), ('supports', False), ('attacks', True)]
        >>> sorted(told["labels"]["en"] for _, told in Graph("graph").to_networkx(focus="روسيا", until="2024-04-10").nodes(data=True))
        ['China', 'Russia']
        >>> [told for *_, told in drawn.edges(data="policies")]
        [('reported', 'voiced'), ('reported', 'voiced'), ()]
        """
        from kg.render import views  # noqa: PLC0415  # heavy, and whoever only asks does without

        drawn = views.graph(self._store, **cut)
        by = {policy: {(str(t.subject), str(t.object), t.predicate.value) for t in edges(self._store, policy)} for policy in POLICIES}
        for subject, obj, relation, told in drawn.edges(keys=True, data=True):
            told["policies"] = tuple(policy for policy, drawing in by.items() if (f"<{subject}>", f"<{obj}>", term(relation)) in drawing)
        return drawn

    def to_pandas(self, **cut: "Unpack[Cut]") -> "Frames":
        """The ``nodes``, ``edges`` and ``assertions`` of the graph or of a part of it, as of ``to_networkx``, as pandas data frames.

        >>> drawn = Graph("graph").to_pandas(focus="China")
        >>> drawn.edges[["relation", "group", "count"]]
           relation    group  count
        0    visits  contact      1
        1  supports  support      1
        >>> drawn.assertions["quote"][0]
        'أعلنت الصين دعمها لروسيا.'
        """
        from kg.render import views  # noqa: PLC0415

        return views.tables(self._store, **cut)

    def to_turtle(self, policy: str = "reported") -> str:
        """The graph as Turtle, the same text for the same articles; of the assertions, those that ``policy`` chooses are edges too.

        ``reported``, ``voiced`` or ``corroborated``: see ``kg.store.edges``; raises ``InputError`` for another.

        >>> "kge:China kgo:supports kge:Russia ;" in Graph("graph").to_turtle()
        True
        """
        return turtle(self._store, policy).decode()

    def page(self, title: str = "", lang: str = "ar", **cut: "Unpack[Cut]") -> Page:
        """The graph as an interactive page in Arabic or English (``"ar"``, ``"en"``), which opens without a network.

        All of it, or what you ask for, as of ``to_networkx``; raises ``InputError`` when that leaves nothing to see.

        >>> Path("page.html").write_text(Graph("graph").page(), encoding="utf-8") > 100_000
        True
        """
        if lang not in ("ar", "en"):
            raise InputError(f"lang {lang!r}: choose 'ar' or 'en'.")
        from kg.render import views  # noqa: PLC0415

        return Page(views.draw(self._store, title, lang, **cut))


def read_articles(
    inputs: Inputs,
    *,
    entities: Iterable[Path] = (),
    reader: "Reader | None" = None,
    problem: Callable[[str], None] = warnings.warn,
) -> Iterator[tuple[Article, tuple[Assertion, ...]]]:
    """The articles in files, folders and patterns, each with what it asserts; nothing is kept.

    ``entities`` are authority files of your own, which go before Alaqat's; ``reader`` takes the place of Alaqat's own. What can't be read
    is a warning, or a line to ``problem``, and the rest is read.

        for article, assertions in kg.read_articles("seeds/"):
            for a in assertions:
                print(a.subject.label("ar"), a.relation, a.object.label("ar"), a.evidence.quote)
    """
    from kg import pipeline  # noqa: PLC0415  # heavy, and whoever only opens a graph does without
    from kg.ingest import articles  # noqa: PLC0415
    from kg.link import Linker  # noqa: PLC0415

    return pipeline.read(articles(_names(inputs), problem), reader or _own(), Linker(tuple(entities)), problem)


def build_graph(
    inputs: Inputs,
    folder: str | PathLike[str],
    *,
    entities: Iterable[Path] = (),
    reader: "Reader | None" = None,
    problem: Callable[[str], None] = warnings.warn,
) -> Graph:
    """Read articles into the graph in ``folder``, and open it; as `kg build`, it adds what is new and does not read twice what it knows.

    The arguments are those of ``read_articles``. Raises ``KgError`` while another process writes to the graph.
    """
    from kg import pipeline  # noqa: PLC0415
    from kg.link import Linker  # noqa: PLC0415

    pipeline.build(_names(inputs), Path(folder), reader or _own(), Linker(tuple(entities)), problem)
    return Graph(folder)


@cache
def _own() -> "Reader":
    """Alaqat's own reader, loaded once."""
    from kg.read.neural import NeuralReader  # noqa: PLC0415

    return NeuralReader()


def _names(inputs: Inputs) -> tuple[str, ...]:
    """The paths as text, of one or of many."""
    return tuple(fspath(path) for path in ((inputs,) if isinstance(inputs, str | PathLike) else inputs))
