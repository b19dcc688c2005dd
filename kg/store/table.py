"""The assertions as a table of SQLite beside the store, one row each: from it the library answers what goes through many of them.

Oxigraph looks each part of each assertion up by itself; a hundred thousand assertions take it seconds. The table follows from the articles as the
graph INDEX does, and changes with it: for the articles that came or went, and no others. Two files can't change in one moment, so each has the
same *stamp*, which follows from the rows. ``Store.derive`` commits the table first, with the stamp that was before; ended between the two, it does the
same articles again. Whoever finds another stamp than that of the store has not the table of this moment, and does without it.

Rows are those of ``kg.model``: one subject, one modality, one speaker at most. RDF of others may say more; an article that does is *odd*, and as
long as there is one, the table answers nothing.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from datetime import date
from hashlib import sha256
from pathlib import Path
from zlib import crc32

from pyoxigraph import Literal, NamedNode

from kg.errors import KgError
from kg.iris import KGA, KGO, local_name
from kg.store import terms
from kg.store.names import LABEL, READERS, SAME, A, name
from kg.vocabulary import relations

FILE = "store/told.sqlite"  # among the files of Oxigraph, which minds its own
SCHEMA = """
CREATE TABLE state (stamp TEXT, before TEXT);
CREATE TABLE article (article TEXT PRIMARY KEY, digest TEXT, odd INTEGER, copy INTEGER, id TEXT, publisher TEXT, language TEXT, title TEXT, date TEXT, source TEXT);
CREATE TABLE told (subject TEXT, relation TEXT, object TEXT, negated INTEGER, modality TEXT, article TEXT, assertion TEXT, speaker TEXT, via TEXT, about TEXT,
    time TEXT, start TEXT, date TEXT, publisher TEXT, copy INTEGER);
CREATE TABLE quote (assertion TEXT PRIMARY KEY, sentence TEXT, start INTEGER, stop INTEGER, confidence TEXT) WITHOUT ROWID;
CREATE TABLE kind (type TEXT, entity TEXT, article TEXT);
INSERT INTO state VALUES ('0', '');
"""
INDEXES = """
CREATE INDEX deed ON told (subject, relation, object, negated, modality, publisher, article, date, copy);
CREATE INDEX object ON told (object, relation);
CREATE INDEX relation ON told (relation, negated, modality);
CREATE INDEX negated ON told (negated) WHERE negated;
CREATE INDEX modality ON told (modality, negated);
CREATE INDEX speaker ON told (speaker, negated) WHERE speaker IS NOT NULL;
CREATE INDEX about ON told (about) WHERE about IS NOT NULL;
CREATE INDEX date ON told (date);
CREATE INDEX article_told ON told (article);
CREATE INDEX article_kind ON kind (article);
CREATE INDEX kind_entity ON kind (type, entity);
"""
VIEWS = """
CREATE TEMP VIEW deed AS SELECT * FROM told WHERE NOT negated AND modality <> 'possible';
CREATE TEMP VIEW edge AS SELECT DISTINCT subject, relation, object FROM told WHERE NOT negated AND modality <> 'possible';
CREATE TEMP TABLE kin (relation TEXT, above TEXT, direct INTEGER, PRIMARY KEY (relation, above));
CREATE TEMP VIEW act AS SELECT relation, above FROM kin WHERE direct AND above IN ('contact', 'support', 'cooperation', 'verbalConflict', 'materialConflict');
"""
WIDTHS = {"told": 15, "article": 10, "quote": 5, "kind": 3}
VERSION = crc32(SCHEMA.encode()) >> 1  # a table of another schema is made anew
HEAD = ("dcterms:identifier", "dcterms:publisher", "dcterms:language", "dcterms:title", "dcterms:date", "dcterms:source")
PARTS = (
    *("rdf:subject", "rdf:predicate", "rdf:object", "kgo:modality", "kgo:speaker", "kgo:outlet", "kgo:about"),
    *("kgo:negated", "prov:wasDerivedFrom", "oa:hasTarget", "kgo:timeText", "kgo:timeStart", "kgo:confidence"),
)
PREDICATE, SELECTOR, EXACT = (name(short).value for short in ("rdf:predicate", "oa:hasSelector", "oa:exact"))
PLACE = ("oa:start", "oa:end")

Row = tuple[str | int | None, ...]
Value = NamedNode | Literal | None
Rows = Mapping[str, Sequence[Row]]  # by table


def follows(folder: Path, stamp: str) -> bool:
    """Whether the table is that of the store with this stamp, or that of the next moment, which the store has not come to."""
    try:
        with _open(folder, "ro") as table:
            same = table.execute("PRAGMA user_version").fetchone() == (VERSION,)
            return same and stamp in table.execute("SELECT stamp, before FROM state").fetchone()
    except sqlite3.Error:
        return False


@contextmanager
def changing(folder: Path, before: str, *, anew: bool = False) -> Iterator["Changes"]:
    """The table, to put articles in; afterwards all of them are in it, and if there was an error none. ``anew`` begins with an empty one.

    ``before`` is the stamp of the store, which is to get the new one. Raises ``KgError`` when the file can't be written.
    """
    with written(folder), _new(folder) if anew else nullcontext(FILE) as file, _open(folder, "rwc", file) as table:
        table.execute("BEGIN IMMEDIATE")
        _run(table, f"{SCHEMA} PRAGMA user_version = {VERSION}" if anew else "")
        changes = Changes(table)
        yield changes
        _run(table, INDEXES if anew else "")  # all at once, in a quarter of the time
        table.execute("UPDATE state SET stamp = ?, before = ?", (changes.stamp, before))
        table.execute("COMMIT")


@contextmanager
def _new(folder: Path) -> Iterator[str]:
    """The name of a file that takes the place of the table's: filling it may take as long as reading, and nobody is kept from what is there."""
    part = f"{FILE}.part"
    try:
        for left in (part, f"{part}-journal"):
            (folder / left).unlink(missing_ok=True)
        yield part
        (folder / f"{FILE}-journal").unlink(missing_ok=True)
        (folder / part).replace(folder / FILE)
    finally:
        (folder / part).unlink(missing_ok=True)


@contextmanager
def written(folder: Path) -> Iterator[None]:
    """Raises ``KgError`` when what is done meanwhile can't write the table in ``folder``."""
    try:
        yield
    except (OSError, sqlite3.Error) as e:
        raise KgError(f"{folder / FILE}: can't be written ({e}). Make room, and run the command again: nothing is lost.") from e


class Changes:
    """A table that is being changed."""

    def __init__(self, table: sqlite3.Connection) -> None:
        self._table = table
        self._sum = int(table.execute("SELECT stamp FROM state").fetchone()[0], 16)

    @property
    def stamp(self) -> str:
        """That of the table as it is now: the same for the same articles, in whatever order they came."""
        return f"{self._sum % 2**128:x}"

    def put(self, graph: NamedNode, nodes: terms.Nodes, *, copy: bool) -> None:
        """Put what an article says, by its named graph, in the place of what was known of it; nothing when it says nothing."""
        for (digest,) in self._table.execute("SELECT digest FROM article WHERE article = ?", (graph.value,)).fetchall():
            self._sum -= int(digest, 16)
            self._table.execute("DELETE FROM quote WHERE assertion IN (SELECT assertion FROM told WHERE article = ?)", (graph.value,))
            for each in ("told", "kind", "article"):
                self._table.execute(f"DELETE FROM {each} WHERE article = ?", (graph.value,))  # noqa: S608  (names of ours)
        for each, some in _rows(graph, nodes, copy=copy).items():
            if each == "article":
                self._sum += sum(int(str(digest), 16) for _, digest, *_ in some)
            self._table.executemany(f"INSERT INTO {each} VALUES ({', '.join('?' * WIDTHS[each])})", some)  # noqa: S608

    def copied(self, article: str) -> None:
        """Note that an article (an IRI), which was put in as none, is a copy."""
        for (digest,) in self._table.execute("SELECT digest FROM article WHERE article = ?", (article,)).fetchall():
            self._sum += int(_copied(digest), 16) - int(digest, 16)
            self._table.execute("UPDATE article SET copy = 1, digest = ? WHERE article = ?", (_copied(digest), article))
            self._table.execute("UPDATE told SET copy = 1 WHERE article = ?", (article,))


def ask(folder: Path, stamp: str, sql: str, given: Mapping[str, str | int]) -> tuple[list[str], list[Row]] | None:
    """The columns and rows of an SQL text; None where there is no table of the store with this stamp, or an odd article in it."""
    try:
        with _open(folder, "ro") as table:
            table.executescript(VIEWS)
            table.executemany("INSERT INTO kin VALUES (?, ?, ?)", _kin())
            table.execute("BEGIN")
            if table.execute("SELECT stamp, EXISTS (SELECT 1 FROM article WHERE odd) FROM state").fetchone() != (stamp, 0):
                return None
            answer = table.execute(sql, given)
            columns, found = [each[0] for each in answer.description], answer.fetchall()
            for at, column in enumerate(columns):
                if column.endswith(" quote"):  # an assertion stands for its sentence: only of the rows that are left it is fetched
                    found = [(*row[:at], *table.execute("SELECT sentence FROM quote WHERE assertion = ?", (row[at],)).fetchone(), *row[at + 1 :]) for row in found]
            return columns, found
    except sqlite3.Error:  # none there, a spoilt one, or none that may be read
        return None


class _OddError(Exception):
    """An article says what a row has no place for."""


def _rows(graph: NamedNode, nodes: terms.Nodes, *, copy: bool) -> Rows:
    """What the tables have of the article of a named graph."""
    if not nodes:
        return {}
    try:
        header, given = _plain(graph, nodes)
    except _OddError:
        header, given = (None,) * len(HEAD), {}
    digest = _digest((graph.value, header, given))
    told = [(*row, int(copy)) for row in given.get("told", ())]
    return {**given, "told": told, "article": [(graph.value, _copied(digest) if copy else digest, int(not given), int(copy), *header)]}


def _digest(given: object) -> str:
    return sha256(repr(given).encode(errors="surrogatepass")).hexdigest()[:32]


def _copied(digest: str) -> str:
    """The digest of an article that is a copy, by what it would be if it were none."""
    return _digest((digest, "copy"))


def _plain(graph: NamedNode, nodes: terms.Nodes) -> tuple[Row, Rows]:
    """The header of an article, and the rows of what it says, but for whether it is a copy; raises ``_OddError``."""
    *texts, day, source = _values(nodes.get(graph.value, {}), HEAD)
    _check(source is None or source == terms.link(source.value))
    header = (*map(_text, texts), _day(day), source.value if source else None)
    publisher, when = header[1], header[4]
    told, quotes, kinds = list[Row](), list[Row](), set[Row]()
    for iri, node in nodes.items():
        if PREDICATE in node:
            *given, negated, article, target, time, start, confidence = _values(node, PARTS)
            subject, relation, obj, modality, speaker, via, about = map(_iri, given)
            _check(iri.startswith(f"{graph.value}#") and article == graph and bool(subject and obj) and negated in (Literal(True), Literal(False)))
            selectors = [nodes.get(each.value, {}) for each in nodes.get(_iri(target) or "", {}).get(SELECTOR, ())]
            words = [word for each in selectors for word in each.get(EXACT, ())]
            places = [place for each in selectors if any(place := _values(each, PLACE))] or [[None, None]]
            _check(len(words) == len(places) == 1)
            quotes.append((iri, _text(words[0]), *map(_number, places[0]), _decimal(confidence)))
            told.append((subject, _local(relation), obj, int(negated == Literal(True)), _local(modality), graph.value, iri, speaker, via, about, _text(time), _day(start), when, publisher))
        elif iri.startswith(KGA):
            _check(iri == graph.value or iri.startswith(f"{graph.value}#"))
        else:
            _check(node.keys() <= {A.value, LABEL.value, SAME.value})
            if not iri.startswith(READERS):
                kinds |= {(_local(_iri(each)), iri, graph.value) for each in node.get(A.value, ())}
    return header, {"told": sorted(told, key=str), "quote": sorted(quotes, key=str), "kind": sorted(kinds, key=str)}


def _check(plain: bool) -> None:
    if not plain:
        raise _OddError


def _values(node: terms.Node, shorts: Iterable[str]) -> list[Value]:
    """What a node has by each of these predicates, at most one value."""
    found = [node.get(name(short).value, ()) for short in shorts]
    _check(all(len(each) < 2 for each in found))
    return [each[0] if each else None for each in found]


def _iri(value: Value) -> str | None:
    _check(not isinstance(value, Literal))
    return value.value if value else None


def _local(iri: str | None) -> str:
    """The name in the ontology."""
    _check(iri is not None and iri.startswith(KGO))
    return local_name(iri or "")


def _text(value: Value) -> str | None:
    _check(value is None or value == Literal(value.value))
    return value.value if value else None


def _number(value: Value) -> int | None:
    if value is None:
        return None
    _check(re.fullmatch("[0-9]{1,15}", value.value) is not None and value == Literal(int(value.value)))
    return int(value.value)


def _decimal(value: Value) -> str | None:
    _check(value is None or value == Literal(value.value, datatype=name("xsd:decimal")))
    return value.value if value else None


def _day(value: Value) -> str | None:
    """A day, if there is such a one."""
    if value is None:
        return None
    try:
        _check(value == terms.day(date.fromisoformat(value.value).isoformat()))
    except ValueError:
        raise _OddError from None
    return value.value


def _kin() -> Iterator[Row]:
    for relation in relations().values():
        yield from ((relation.name, above, int(n == 0)) for n, above in enumerate(relation.parents))


def _run(table: sqlite3.Connection, script: str) -> None:
    """Do what a script says, within the transaction."""
    for line in filter(str.strip, script.split(";")):
        table.execute(line)


@contextmanager
def _open(folder: Path, how: str, file: str = FILE) -> Iterator[sqlite3.Connection]:
    # who puts articles in may do so from one thread after the other
    with closing(sqlite3.connect(f"{(folder / file).absolute().as_uri()}?mode={how}", uri=True, isolation_level=None, check_same_thread=False)) as table:
        yield table
