"""Corrections of who is who in a graph: what is said is put into its ledger, holds at once, and can be taken back."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg import pipeline
from kg.brief.find import called, find
from kg.errors import InputError
from kg.iris import KGE
from kg.lang.normalise import keys
from kg.link.authority import authority
from kg.link.mint import mint
from kg.link.spelling import is_arabic
from kg.model import Entity
from kg.store import Store
from kg.store.ledger import BETWEEN, FILE, Correction, Ledger, names
from kg.vocabulary import classes


def ledger(folder: Path) -> tuple[Correction, ...]:
    """The corrections of the graph in ``folder``, in the order in which they are applied."""
    with Store.read_only(folder) as store:
        return store.ledger.lines


def merge(folder: Path, name: str, other: str) -> tuple[Correction, ...]:
    """Say that whom ``other`` names is whom ``name`` names, everywhere. All corrections then; raises ``InputError`` when a name is unclear."""

    def lines(store: Store) -> Iterator[Correction]:
        kept, gone = _known(store, name), find(store, other, classes())
        if kept is None:
            raise InputError(f"{name}: nobody of this graph or of the authority file is called that. `kg query actors` lists who is there.")
        if kept.iri == gone.iri:
            raise InputError(f"{name}, {other}: one entity already, {kept.label()}. `kg entity` shows its IRI and its names.")
        yield from (*store.ledger.lines, Correction(gone.iri, names(gone), kept))

    return _said(folder, lines)


def split(folder: Path, name: str, other: str, articles: Sequence[str] = (), words: str = "") -> tuple[Correction, ...]:
    """Say that whom ``name`` names is ``other`` in ``articles`` (ids), where written in ``words``. All corrections then.

    ``other`` may be somebody new. Raises ``InputError`` when a name is unclear, when there is no such article, or no limit to the split.
    """
    if not articles and not words:
        raise InputError(f"{name}: in which articles, or in which words, is it {other}? Say it with --article or --words.")

    def lines(store: Store) -> Iterator[Correction]:
        who = find(store, name, classes())
        naming = {article.id for article, _ in store.naming([who.iri])}
        if strange := [article for article in articles if article not in naming]:
            raise InputError(f"{strange[0]}: no article of this graph that speaks of {who.label()}. `kg entity` lists them.")
        if not keys(other):
            raise InputError(f"{other!r}: a name needs letters. Say who it is.")
        meant = _known(store, other) or mint(other, who.type, (*articles, "")[0], known_by_name=True)
        if meant.iri == who.iri:
            raise InputError(f"{name}, {other}: the same entity, {who.label()}. Give the other one a fuller name, or its IRI.")
        yield from (*store.ledger.lines, *(Correction(who.iri, names(who), meant, article, words) for article in articles or ("",)))

    return _said(folder, lines)


def undo(folder: Path, key: str) -> tuple[Correction, ...]:
    """Take back the correction with this key; those that are left. Said again, perhaps since it was interrupted, it takes back nothing else.

    What evidence told would be told again: in its place is then that the two are apart.
    """

    def lines(store: Store) -> tuple[Correction, ...]:
        gone = {line for line in store.ledger.lines if line.key == key}
        if not gone:
            raise InputError(f"{key}: no correction has this key, or no longer. `kg ledger` lists them with their keys.")
        return tuple(_apart(line) if line in gone else line for line in store.ledger.lines if line not in gone or line.why)

    return _said(folder, lines)


def _apart(line: Correction) -> Correction:
    """In place of a line that evidence told: that the entity is nobody else."""
    called = {"ar" if is_arabic(name) else "en": name for name in line.name.split(BETWEEN)}
    return Correction(line.entity, line.name, Entity(line.entity, line.is_.type, tuple(sorted(called.items()))))


def _said(folder: Path, wanted: Callable[[Store], Iterable[Correction]]) -> tuple[Correction, ...]:
    """Put the lines that are wanted in the place of those that are there, each once.

    Where the names or the key tell that it was said before, by a command that was perhaps interrupted, the files beside the graph are written all the same.
    """
    try:
        with Store.read_only(folder) as store:
            lines = tuple(dict.fromkeys(wanted(store)))
    except InputError:
        if (folder / FILE).exists():
            with Store(folder) as store:
                pipeline.write(store, folder)
        raise
    with Store(folder) as store:
        store.correct(Ledger(lines))
        pipeline.write(store, folder)
    return lines


def _known(store: Store, text: str) -> Entity | None:
    """Whom ``text`` names in the graph, else in the authority file, with one name a language; None when it is nobody.

    Raises ``InputError`` when several can be meant.
    """
    known = authority().entities
    if called(store, text):
        found = find(store, text, classes())
        return known.get(found.iri) or replace(found, labels=tuple(sorted(dict(found.labels).items())))
    named = authority().find(keys(text))
    iris = {text, KGE + text.removeprefix("kge:")} & known.keys() or ({n.iri for n in named.names if n.kind == named.names[0].kind} if named else set())
    if len(iris) > 1:
        listed = "".join(f"\n  kge:{iri.removeprefix(KGE)}  {names(known[iri])}" for iri in sorted(iris))
        raise InputError(f"{text}: more than one can be meant. Name one of them:{listed}")
    return known[iris.pop()] if iris else None
