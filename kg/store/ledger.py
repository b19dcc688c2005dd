"""The ledger: who is who, as people corrected it against the linker, or as strong evidence tells. A text file beside the graph, and all that is in the graph obeys it.

A line says that an entity is another one: everywhere (a merge), or only in one article or where it is written in certain words (a split).
A line that says that an entity is itself keeps it from being merged by evidence.
Lines are applied in the order of the file. What an article gave before stays in the store, so that without the line all is as it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import InputError
from kg.iris import KGE
from kg.model import Assertion, Entity, Span
from kg.store import terms
from kg.store.names import READERS, name
from kg.vocabulary import classes

FILE = "ledger.tsv"
HEADER = ("entity", "name", "is", "type", "ar", "en", "wikidata", "article", "words", "why")
ABOUT = """\
# Who is who in this graph, as people corrected it with `kg merge` and `kg split`, or as the evidence told in `why`; read by every command that writes to the graph.
# A line: `entity`, called `name`, is the entity `is` of this type with these names; only in `article` or as written in `words`, if given.
"""
BETWEEN = " · "  # between the names of an entity that is corrected
WHY = "corrected by a person"


@dataclass(frozen=True, slots=True)
class Correction:
    """``entity`` (an IRI), called ``name`` (in each language, with `BETWEEN` between), is ``is_``; only in the article with the id ``article`` and in ``words``, where these are not empty.

    ``why`` is the evidence that told so; empty when a person did.
    """

    entity: str
    name: str
    is_: Entity
    article: str = ""
    words: str = ""
    why: str = ""

    @property
    def apart(self) -> bool:
        """Whether the line does no more than to keep an entity from being merged by evidence."""
        return self.entity == self.is_.iri

    @property
    def key(self) -> str:
        """By which people name this line, whatever lines stand before it: 8 hexadecimal digits.

        >>> Correction(KGE + "China", "الصين", Entity(KGE + "Russia", "State", (("ar", "روسيا"),))).key
        '32c459d7'
        """
        return sha256("\t".join(_row(self)).encode()).hexdigest()[:8]

    def applied(self, found: Sequence[Assertion]) -> Sequence[Assertion]:
        """The assertions of one article, corrected; what would then be of an entity about itself is left out."""
        if self.apart or (self.article and any(a.evidence.article != self.article for a in found)):
            return found
        why = self.why or WHY
        meant = self._meant(found)
        everywhere = not self.words or (bool(meant) and all(meant.values()))

        def side(who: Entity, span: Span) -> bool:
            return who.iri == self.entity and (not self.words or meant[span])

        def role(who: Entity | None) -> Entity | None:
            return self.is_ if who and who.iri == self.entity and everywhere else who

        made = []
        for a in found:
            e = a.evidence
            subject, obj = side(a.subject, e.subject), side(a.object, e.object)
            one = replace(
                a,
                subject=self.is_ if subject else a.subject,
                object=self.is_ if obj else a.object,
                speaker=role(a.speaker),
                outlet=role(a.outlet),
                about=role(a.about),
                evidence=replace(e, subject_why=why if subject else e.subject_why, object_why=why if obj else e.object_why),
            )
            if one.subject.iri != one.object.iri:
                made.append(one)
        return made

    def _meant(self, found: Iterable[Assertion]) -> dict[Span, bool]:
        """Where the entity is written, and whether in these words."""
        from kg.lang.normalise import keys  # noqa: PLC0415  # camel_tools, which whoever only opens a graph does without

        quotes = {a.evidence.sentence: a.evidence.quote for a in found}
        wanted = keys(self.words)
        meant = {}
        for a in found:
            for who, span in ((a.subject, a.evidence.subject), (a.object, a.evidence.object)):
                if who.iri == self.entity:
                    meant[span] = keys(written(span, quotes)) == wanted
        return meant


@dataclass(frozen=True, slots=True)
class Ledger:
    """The corrections of a graph, in their order."""

    lines: tuple[Correction, ...] = ()

    @property
    def entities(self) -> frozenset[str]:
        """The IRIs of those who are somebody else, at least somewhere."""
        return frozenset(line.entity for line in self.lines)

    @property
    def digest(self) -> str:
        """By which a ledger is told from another."""
        return sha256(self.text().encode()).hexdigest()

    def applied(self, found: Sequence[Assertion]) -> Sequence[Assertion]:
        """The assertions of one article when the lines are applied to them."""
        for line in self.lines:
            found = line.applied(found)
        return found

    def corrected(self, graph: NamedNode, found: set[Quad]) -> set[Quad]:
        """What the named graph of an article holds when the lines are applied to what was ``found`` in the article."""
        if not self.entities & {q.subject.value for q in found if isinstance(q.subject, NamedNode)}:
            return found
        said = self.applied(terms.assertions(found))
        reader = next(q.object.value for q in found if q.predicate == name("kgo:reader") and isinstance(q.object, Literal))
        article = {graph.value, graph.value + "#reading"}
        header = {q for q in found if isinstance(q.subject, NamedNode) and (q.subject.value in article or q.subject.value.startswith(READERS))}
        return header | set(terms.said(graph, said, reader))

    def now(self, iri: str) -> str:
        """Who an entity is after the lines that hold everywhere."""
        for line in self.lines:
            if line.entity == iri and not (line.article or line.words):
                iri = line.is_.iri
        return iri

    def text(self) -> str:
        """The ledger as its file has it."""
        rows = [HEADER, *map(_row, self.lines)]
        return ABOUT + "".join("\t".join(row) + "\n" for row in rows)


def names(who: Entity) -> str:
    """All names of an entity, as a line of the ledger has them."""
    return BETWEEN.join(dict.fromkeys(name for _, name in who.labels))


def written(span: Span, quotes: dict[Span, str]) -> str:
    """The words at ``span``, if one of the sentences with these quotes has them, else empty."""
    for sentence, quote in quotes.items():
        if sentence.covers(span):
            return quote[span.start - sentence.start : span.end - sentence.start]
    return ""


def read(folder: Path) -> Ledger:
    """The ledger of the graph in ``folder``; empty when it has none. Raises ``InputError`` for a line that says nothing."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Ledger()
    except (OSError, UnicodeDecodeError) as e:
        raise InputError(f"{path}: can't be read ({e}).") from e
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        row = tuple(line.split("\t"))
        if line.strip() and not line.startswith("#") and row[0] != HEADER[0]:
            lines.append(_correction(row, f"{path}: line {number}"))
    return Ledger(tuple(lines))


def write(ledger: Ledger, folder: Path) -> None:
    """Write the ledger beside the graph, whole or not at all."""
    part = folder / (FILE + ".part")
    part.write_text(ledger.text(), encoding="utf-8")
    part.replace(folder / FILE)


def _row(line: Correction) -> tuple[str, ...]:
    names = dict(line.is_.labels)
    short = ("kge:" + iri.removeprefix(KGE) for iri in (line.entity, line.is_.iri))
    cells = (line.name, line.is_.type, names.get("ar", ""), names.get("en", ""), line.is_.wikidata, line.article, line.words)
    old, new = short
    called, *rest = (" ".join(cell.split()) for cell in cells)
    return (old, called, new, *rest, *((line.why,) if line.why else ()))  # with an empty one its key would be another than before there was evidence


def _correction(row: tuple[str, ...], where: str) -> Correction:
    if not len(HEADER) - 1 <= len(row) <= len(HEADER):
        raise InputError(f"{where}: has {len(row)} fields, not {len(HEADER) - 1} or {len(HEADER)}. Separate them with single tabs: {' '.join(HEADER)}.")
    entity, called, other, kind, ar, en, wikidata, article, words, why = (*row, "")[: len(HEADER)]
    for short in (entity, other):
        if not _is_iri(short):
            raise InputError(f"{where}: {short!r} is no entity. Write it as kge:China.")
    if kind not in classes():
        raise InputError(f"{where}: {kind!r} is no class. Choose from {', '.join(classes())}.")
    names = tuple((lang, text) for lang, text in (("ar", ar), ("en", en)) if text)
    if not names:
        raise InputError(f"{where}: {other} has no name. Write one in the column ar or en.")
    iris = [KGE + short.removeprefix("kge:") for short in (entity, other)]
    return Correction(iris[0], called, Entity(iris[1], kind, names, wikidata), article, words, why)


def _is_iri(short: str) -> bool:
    try:
        NamedNode(KGE + short.removeprefix("kge:"))
    except ValueError:
        return False
    return short.startswith("kge:") and len(short) > len("kge:")
