"""Two states of what is known: which relations are new, gone or changed, and which rest on more or fewer articles than before."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kg.brief.words import WORDS
from kg.errors import InputError
from kg.model import Article, Assertion, Entity
from kg.query import Result, Row
from kg.store import Store
from kg.store.edges import standing
from kg.store.files import graphs, load
from kg.store.names import COPY
from kg.store.terms import article_id, reading
from kg.vocabulary import modalities, relations

KINDS = ("changed", "new", "gone", "stronger", "weaker")
PERIOD = re.compile(r"\d{4}(-\d\d){0,2}")

Found = Iterable[tuple[Article, Iterable[Assertion]]]
Text = Callable[[str], str]  # how something is called


@dataclass(frozen=True, slots=True)
class Change:
    """What became of how ``subject`` stands to ``object``.

    ``before`` and ``after`` are relations, one that is not simply affirmed with its modality or ``denied`` before it; ``articles`` how many
    independent ones told so in each state. Of ``KINDS``: ``new`` has nothing before, ``gone`` nothing after; ``changed``
    has both (supports, then criticizes); ``stronger`` and ``weaker`` are told by more or fewer articles than before.
    """

    kind: str
    subject: Entity
    before: tuple[str, ...]
    after: tuple[str, ...]
    object: Entity
    articles: tuple[int, int]


def compare(before: Found, after: Found) -> tuple[Change, ...]:
    """What changed, sorted by kind, then by who is concerned; copies of one text are one article."""
    old, new = _State(before), _State(after)
    changes = []
    for pair in old.told.keys() | new.told.keys():
        had, has = old.told.get(pair, {}), new.told.get(pair, {})
        who, whom = ((new.entities.get(iri) or old.entities[iri]) for iri in pair)
        gone, come = sorted(had.keys() - has.keys()), sorted(has.keys() - had.keys())
        if gone and come:
            counts = len(set[str]().union(*(had[r] for r in gone))), len(set[str]().union(*(has[r] for r in come)))
            changes.append(Change("changed", who, tuple(gone), tuple(come), whom, counts))
        else:
            changes += [Change("gone", who, (r,), (), whom, (len(had[r]), 0)) for r in gone]
            changes += [Change("new", who, (), (r,), whom, (0, len(has[r]))) for r in come]
        for r in had.keys() & has.keys():
            if len(had[r]) != len(has[r]):
                kind = "stronger" if len(has[r]) > len(had[r]) else "weaker"
                changes.append(Change(kind, who, (r,), (r,), whom, (len(had[r]), len(has[r]))))
    return tuple(sorted(changes, key=lambda c: (KINDS.index(c.kind), c.subject.iri, c.object.iri, c.before, c.after)))


def between(before: str, after: str, folder: Path) -> tuple[Change, ...]:
    """What changed between two states: folders of graphs, files of RDF, or periods (``2024``, ``2024-03``, ``2024-03-22``) of the graph in ``folder``.

    Raises ``InputError`` when there is no such thing.
    """
    return compare(*(_state(name, folder) for name in (before, after)))


def rows(changes: Iterable[Change]) -> Result:
    """The changes as an answer for programs, the same in every language: ``kg.query.results`` writes it as CSV or JSON."""
    columns = ("change", "subject", "before", "after", "object", "articlesBefore", "articlesAfter")
    return _result(columns, changes, str, str, {})


def told(changes: Sequence[Change], lang: str) -> Result:
    """The changes as an answer for people: headings, names and relations in ``lang``, ``"ar"`` or ``"en"``."""
    words = WORDS[lang]

    def relation(name: str) -> str:
        *how, relation = name.split()
        label = relations()[relation].labels[lang]
        return f"{label} ({words['negated'] if how == ['denied'] else modalities()[how[0]][lang]})" if how else label

    columns = tuple(words[name] for name in ("change", "subject", "before", "after", "object", "articles before", "articles after"))
    names = {e.iri: e.label(lang) for c in changes for e in (c.subject, c.object)}
    return _result(columns, changes, lambda kind: words[kind], relation, names)


def _result(columns: tuple[str, ...], changes: Iterable[Change], kind: Text, relation: Text, names: Mapping[str, str]) -> Result:
    rows: list[Row] = []
    for c in changes:
        before, after = (Literal(" · ".join(map(relation, names))) for names in (c.before, c.after))
        rows.append((Literal(kind(c.kind)), NamedNode(c.subject.iri), before, after, NamedNode(c.object.iri), *map(Literal, c.articles)))
    return Result(columns, tuple(rows), None, more=False, names=names)


class _State:
    """Of each pair what is told of it, and by which texts: relation (with how it stands) to articles, a copy standing for its original."""

    def __init__(self, found: Found) -> None:
        self.entities: dict[str, Entity] = {}
        texts: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
        said: defaultdict[tuple[str, str, str], list[Assertion]] = defaultdict(list)
        for article, told in found:
            for a in told:
                edge = a.subject.iri, a.object.iri, a.relation
                said[edge].append(a)
                texts[edge].add(article.copy_of or article.id)
                for e in (a.subject, a.object):
                    self.entities[e.iri] = min(e, self.entities.get(e.iri, e))
        self.told: defaultdict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
        for (subject, obj, relation), told in said.items():
            how = standing(told)
            self.told[subject, obj][relation if how == "actual" else f"{how} {relation}"] = texts[subject, obj, relation]


def _state(name: str, folder: Path) -> Found:
    path = Path(name)
    if path.is_dir():
        return _all(path)
    if PERIOD.fullmatch(name) and not path.exists():
        within = [(article, said) for article, said in _all(folder) if article.date.startswith(name)]
        if not within:
            raise InputError(f"{name}: no article of {folder} is of that time. `kg query articles` lists them with their days.")
        return within
    if not path.exists():
        raise InputError(f"{name}: no such graph, file or period. Give a folder that `kg build` made, a file that `kg export` wrote, or a time as 2024-03.")
    held = load(path)
    copies = {q.subject: q.object for q in held.quads_for_pattern(None, COPY, None)}
    found = []
    for graph, quads in graphs(held, path).items():
        original = copies.get(graph)
        found.append(reading(quads, article_id(original) if isinstance(original, NamedNode) else ""))
    return found


def _all(folder: Path) -> Found:
    with Store.read_only(folder) as store:
        return list(store.readings())
