"""The authority file: who exists, and what they are called. ``ontology/entities/*.tsv``, then the user's own files."""

import gc
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import ResourceError
from kg.iris import KGE
from kg.lang.normalise import keys
from kg.link.spelling import compounds, is_arabic, readings, sound
from kg.model import Entity
from kg.resources import folder

HEADER = ("entity", "name", "lang", "kind", "since", "until", "source")
TYPES = frozenset(
    ("State", "Person", "IGO", "Organization", "ArmedGroup", "Media", "Place", "People", "Event", "Document")
)
LABELS = ("name", "short", "official", "alias")  # kinds that name the entity itself
KINDS = (
    *LABELS,
    "metonym",
    "capital",
    "demonym",
    "office",
    "code",
    "wikidata",
)  # of two meanings the earlier kind is the likelier
_ENTITY = re.compile(r"(?P<type>[A-Z]\w+)/(?P<local>[^\s/#?<>\"{}|\\^`]+)")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)?")
_LONGEST = 9  # words of a name that are looked up


class Name(NamedTuple):
    """One row: what an entity is called; ``since`` and ``until`` (exclusive) are ISO days or empty."""

    iri: str
    name: str
    lang: str
    kind: str
    since: str
    until: str

    def holds(self, day: str) -> bool:
        """Whether the name is in use on a day. An unknown day is within no bounds but open ones."""
        if not day:
            return not (self.since or self.until)
        return self.since <= day and (not self.until or day < self.until)


class Found(NamedTuple):
    """A name in the words of a mention: words ``[start, end)``, of the first of which ``cut`` letters are proclitics."""

    start: int
    end: int
    cut: int
    names: tuple[Name, ...]


@dataclass(slots=True)
class Authority:
    """Names by their folded words. Built once, then only read."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: dict[tuple[str, ...], tuple[Name, ...]] = field(default_factory=dict)
    offices: list[Name] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)  # of states: ISO 3166-1 alpha-3
    short: dict[str, str] = field(default_factory=dict)  # the same, alpha-2
    sounds: dict[str, set[str]] = field(default_factory=dict)
    first: set[str] = field(default_factory=set)

    def find(self, words: Sequence[str]) -> Found | None:
        """The names that the whole of ``words`` (see `keys`) is; the first word may have proclitics.

        >>> authority().find(("للصين",)).names[0].iri
        'https://w3id.org/alaqat/entity/China'
        """
        if not 0 < len(words) <= _LONGEST:
            return None
        for cut, first in readings(words[0]):
            whole = (first, *words[1:])
            if found := self.names.get(whole) or self.names.get(compounds(whole)):
                return Found(0, len(words), cut, found)
        return None

    def inside(self, words: Sequence[str]) -> Iterator[Found]:
        """Every name in ``words``, longest first."""
        for size in range(min(len(words), _LONGEST), 0, -1):
            for start in range(len(words) - size + 1):
                if found := self.find(words[start : start + size]):
                    yield Found(start, start + size, found.cut, found.names)

    def sounding(self, words: Sequence[str]) -> str:
        """The IRI of the one person whose Arabic name sounds like ``words``, else empty."""
        found = self.sounds.get(sound(*words), set()) if len(words) > 1 else set()
        return next(iter(found)) if len(found) == 1 else ""


def load(paths: Sequence[Path], extra: Sequence[Path] = ()) -> Authority:
    """Read authority files. A name, a label or an id in ``extra`` replaces what ``paths`` say of it. Raises `ResourceError` for a bad row.

    An office is the exception: a new holder stands beside those who are known.
    """
    authority = Authority()
    types: dict[str, str] = {}
    ids: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    for path in (*paths, *extra):
        names: dict[tuple[str, ...], dict[Name, None]] = {}
        own: dict[str, dict[str, str]] = {}
        for number, row, words in _rows(path):
            kind_of, local = row[0].split("/", 1)
            iri = KGE + local
            if types.setdefault(iri, kind_of) != kind_of:
                raise ResourceError(
                    f"{path}: line {number}: {row[0]!r} is {types[iri]}/{local} elsewhere. Give it another name, or the same type."
                )
            name = Name(iri, row[1], row[2], *row[3:6])
            if name.kind == "wikidata":
                ids[iri] = name.name
            elif name.kind == "office":
                authority.offices.append(name)
            elif name.kind == "code":
                if len(name.name) in (2, 3):
                    (authority.short if len(name.name) == 2 else authority.codes)[iri] = name.name
            else:
                names.setdefault(words[1:] if words[0] == "the" and len(words) > 1 else words, {})[name] = None
            if name.kind == "name":
                own.setdefault(iri, {}).setdefault(name.lang, name.name)
        for iri, mine in own.items():
            labels[iri] = labels.get(iri, {}) | mine
        for words, mine_too in names.items():
            kept = () if path in extra else authority.names.get(words, ())
            every = (*kept, *mine_too)
            authority.names[words] = every if len(every) == 1 else tuple(sorted(every, key=lambda n: KINDS.index(n.kind)))
    for words, found in [*authority.names.items()]:
        authority.names.setdefault(compounds(words), found)
    for iri, kind_of in types.items():
        authority.entities[iri] = Entity(iri, kind_of, tuple(sorted(labels.get(iri, {}).items())), ids.get(iri, ""))
    for words, found in authority.names.items():
        authority.first.add(words[0])
        for name in found:
            if types[name.iri] == "Person" and len(words) > 1 and is_arabic(name.name):
                authority.sounds.setdefault(sound(*words), set()).add(name.iri)
    return authority


@cache
def authority(*extra: Path) -> Authority:
    """The authority file, and the user's files before it, read once.

    >>> authority().entities["https://w3id.org/alaqat/entity/China"].label("ar")
    'الصين'
    """
    files = (folder("ontology") / "entities").glob("*.tsv")
    collecting = gc.isenabled()
    gc.disable()  # all of so many small things is kept: to look for what isn't takes a third of the time
    try:
        return load(sorted(files, key=lambda f: (f.stem != "states", f.stem)), extra)  # of several nationalities the first names what is theirs
    finally:
        if collecting:
            gc.enable()


def _rows(path: Path) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """The rows with their numbers, and the folded words of the name in each."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as e:
        raise ResourceError(f"{path}: can't be read ({e.strerror}). Check the path.") from e
    except UnicodeDecodeError as e:
        raise ResourceError(f"{path}: is not UTF-8 text ({e.reason} at byte {e.start}). Save it as UTF-8.") from e
    rows = ((n, tuple(line.split("\t"))) for n, line in enumerate(lines, 1) if line and not line.startswith("#"))
    number, header = next(rows, (1, ()))
    if header != HEADER:
        raise ResourceError(
            f"{path}: line {number}: the first row must be the header, tab-separated: {' '.join(HEADER)}"
        )
    for n, row in rows:
        words = keys(row[1]) if len(row) > 1 else ()
        if wrong := _wrong(row, words):
            raise ResourceError(f"{path}: line {n}: {wrong}")
        yield n, row, words


def _wrong(row: tuple[str, ...], words: tuple[str, ...]) -> str:  # noqa: PLR0911 - one line a thing that may be wrong
    """What is wrong with a row, and what to do; empty when nothing is."""
    if len(row) != len(HEADER):
        return f"{row[0]!r} has {len(row)} fields, not {len(HEADER)}. Separate them with single tabs."
    entity, name, lang, kind, since, until, source = row
    match = _ENTITY.fullmatch(entity)
    if not match or match["type"] not in TYPES:
        return f"{entity!r} is not Type/Local_Name. The types are {', '.join(sorted(TYPES))}."
    if kind not in KINDS:
        return f"{name!r} has the kind {kind!r}. Use one of {', '.join(KINDS)}."
    if kind == "wikidata" and not re.fullmatch(r"Q[1-9]\d*", name):
        return f"{name!r} is no Wikidata id. Write it as Q148."
    if kind not in {"wikidata", "code"} and lang not in {"ar", "en"}:
        return f"{name!r} has the language {lang!r}. Use ar or en."
    if not words:
        return f"{entity!r} has a name without letters: {name!r}. Write the name."
    if not (_DAY.fullmatch(since) and _DAY.fullmatch(until)):
        return f"{name!r} has the days {since!r} and {until!r}. Write them as 2009-01-20, or leave them empty."
    if since and until and since >= until:
        return f"{name!r} ends on {until}, not after it begins on {since}. Set the days right."
    if not source:
        return f"{name!r} has no source. Say where it comes from."
    return ""
