"""Labelled articles (`GUIDELINES.md`): one JSON object a line, to articles and the words that carry each label."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tokenizers import Tokenizer
from torch import Tensor

from kg.errors import InputError
from kg.model import Article, Span
from kg.read.network import LONGEST, TYPES, WIDEST
from kg.read.words import Window, windows

BEFORE = re.compile(r"(?:^|[^\w])[وفبلكس]{0,3}(?:ال)?$")  # what may stand before a form: nothing, or proclitics


@dataclass(frozen=True, slots=True)
class Label:
    """One gold assertion in terms of a window's words: trigger ``(first, last)``; each role the rows of ``mentions`` that are right."""

    trigger: tuple[int, int]
    relation: str
    roles: dict[str, tuple[int, ...]]
    ignored: dict[str, tuple[int, ...]]
    modality: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window with its labels.

    ``mentions`` are ``(first word, last word, type, entity)``; ``below`` ``[pieces, hidden]`` is what layers that are not taught make of it.
    """

    window: Window
    mentions: tuple[tuple[int, int, int, int], ...]
    labels: tuple[Label, ...]
    below: Tensor | None = None


def texts(paths: Iterable[Path]) -> dict[str, dict[str, Any]]:
    """The articles of files of JSON lines, by id, for `documents`."""
    return {d["id"]: d for path in paths for d in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def documents(path: Path, known: Mapping[str, dict[str, Any]] = MappingProxyType({})) -> Iterator[dict[str, Any]]:
    """The labelled articles of a file.

    Where a line has labels alone, its ``sentences`` are ``[start, end]`` offsets into the text of the ``known`` article of that id.
    Raises `InputError` for a line that is no labelled article, and for one without its text.
    """
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found = json.loads(line)
            spans = found["sentences"]
            found["id"], found["entities"], found["assertions"]
        except (ValueError, KeyError, TypeError) as e:
            raise InputError(f"{path}: line {number}: not a labelled article ({e!r}). Expected id, sentences, entities, assertions.") from e
        if spans and not isinstance(spans[0], str):
            if found["id"] not in known:
                raise InputError(f"{path}: line {number}: labels without the text of {found['id']}. Name the file of articles with --texts.")
            told = known[found["id"]]
            found = told | found | {"sentences": [told["text"][start:end] for start, end in spans]}
        yield found


def article(document: dict[str, Any]) -> Article:
    """The article of a labelled document: its sentences, one a line."""
    at, spans = 0, []
    for s in document["sentences"]:
        if s:
            spans.append(Span(at, at + len(s)))
        at += len(s) + 1
    date = document.get("date") or ""
    return Article(
        id=document["id"],
        text="\n".join(document["sentences"]),
        lang=document.get("lang", "ar"),
        sentences=tuple(spans),
        title=document.get("title") or "",
        date=date if re.fullmatch(r"\d{4}-\d\d-\d\d", date) else "",
    )


def occurrences(form: str, text: str) -> Iterator[Span]:
    """Where a form stands in a text: as a word, behind proclitics at most."""
    if not form:
        return
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if BEFORE.search(text[max(0, at - 6) : at]) and not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum()):
            yield Span(at, end)
        at = text.find(form, at + 1)


def lessons(document: dict[str, Any], tokenizer: Tokenizer) -> list[Lesson]:
    """What one labelled article teaches, window by window."""
    read = article(document)
    names = {e["name"]: i for i, e in enumerate(document["entities"])}
    types = [TYPES.index(e["type"]) for e in document["entities"]]
    kept = [i for i, s in enumerate(document["sentences"]) if s]
    return [_lesson(document, read, w, names, types, kept) for w in windows(read, tokenizer)]


def _lesson(
    document: dict[str, Any], read: Article, window: Window, names: dict[str, int], types: list[int], kept: list[int]
) -> Lesson:
    starts = {w.start: i for i, w in enumerate(window.words)}

    def row(span: Span) -> tuple[int, int] | None:
        """The words that a span of characters touches."""
        hit = [i for i in range(_first(window.words, span.start), len(window.words)) if window.words[i].start < span.end]
        hit = [i for i in hit if window.words[i].end > span.start]
        return (hit[0], hit[-1]) if hit and window.sentence[hit[0]] == window.sentence[hit[-1]] else None

    owner: dict[tuple[int, int], int] = {}
    used: dict[tuple[int, str], int] = {}
    for a in document["assertions"]:
        for form, name in ((a.get("sf"), a["s"]), (a.get("of"), a["o"])):
            if form:
                used[a["sent"], form] = names[name]
    sentence_of = {s.start: i for i, s in zip(kept, read.sentences, strict=True)}
    spans_of = {i: s for s in read.sentences for i in [sentence_of[s.start]]}
    first, last = (window.words[0].start, window.words[-1].end) if window.words else (0, 0)
    inside = [i for i, s in spans_of.items() if first <= s.start < last]
    for entity in document["entities"]:
        for form in sorted(set(entity["forms"]), key=lambda f: (-len(f), f)):
            for i in inside:
                s = spans_of[i]
                for span in occurrences(form, s.of(read.text)):
                    r = row(Span(s.start + span.start, s.start + span.end))
                    if r is None or r[1] - r[0] >= WIDEST:
                        continue
                    mine = names[entity["name"]]
                    within = any(o == mine and (b <= r[0] and r[1] <= e) and (b, e) != r for (b, e), o in owner.items())
                    theirs = used.get((i, form))
                    if (r not in owner and not within) or theirs == mine:
                        owner[r] = theirs if theirs is not None else owner.get(r, mine)
    mentions = [(b, e, types[o], o) for (b, e), o in sorted(owner.items())]
    where = {m[:2]: k for k, m in enumerate(mentions)}

    def place(sent: int, form: str | None, near: int) -> tuple[int, int] | None:
        """The words of a form in a sentence: of several, the ones nearest to a word."""
        if not form or sent not in spans_of:
            return None
        s = spans_of[sent]
        found = [row(Span(s.start + m.start(), s.start + m.end())) for m in re.finditer(re.escape(form), s.of(read.text))]
        exact = [r for r in found if r is not None]
        return min(exact, key=lambda r: (r not in where, abs(r[0] - near)), default=None)

    labels = []
    for a in document["assertions"]:
        if a["sent"] not in inside or a["sent"] < _fresh(window, kept):
            continue
        s = spans_of[a["sent"]]
        home = starts.get(s.start, 0)
        sides = [r for r in (place(a["sent"], a.get("sf"), home), place(a["sent"], a.get("of"), home)) if r]
        middle = sum(r[0] for r in sides) // len(sides) if sides else home
        trigger = place(a["sent"], a["trig"], middle)
        if trigger is None:
            continue
        roles: dict[str, tuple[int, ...]] = {}
        ignored: dict[str, tuple[int, ...]] = {}
        for role, key, form in (("subject", "s", "sf"), ("object", "o", "of")):
            same = tuple(k for k, m in enumerate(mentions) if m[3] == names[a[key]])
            at = place(a["sent"], a.get(form), trigger[0])
            if at and at not in where:  # a part of a labelled mention: «الميليشيات» of «الميليشيات التابعة لها»
                outer = [k for k in same if mentions[k][0] <= at[0] and at[1] <= mentions[k][1]]
                right = tuple(outer[:1])
            elif at:
                right = (where[at],)
            else:
                before = [k for k in same if mentions[k][0] <= trigger[1]]
                right = (max(before),) if before else same[:1]
            roles[role] = right
            ignored[role] = same
        for role, key in (("speaker", "by"), ("outlet", "src"), ("about", "about")):
            name = a.get(key)
            if name in names:
                roles[role] = tuple(k for k, m in enumerate(mentions) if m[3] == names[name])
            elif name:
                at = place(a["sent"], name, trigger[0])
                roles[role] = (where[at],) if at in where else ()
            else:
                continue
            if not roles[role]:
                ignored[role] = ()  # labelled, but with no words here: teach nothing
        if roles["subject"] and roles["object"]:
            trigger = (trigger[0], min(trigger[1], trigger[0] + LONGEST - 1))
            labels.append(Label(trigger, a["p"], roles, ignored, a.get("mod") or "actual", bool(a.get("neg"))))
    return Lesson(window, tuple(mentions), tuple(labels))


def _first(words: tuple[Span, ...], start: int) -> int:
    """The first word that ends after ``start``."""
    low, high = 0, len(words)
    while low < high:
        mid = (low + high) // 2
        if words[mid].end <= start:
            low = mid + 1
        else:
            high = mid
    return low


def _fresh(window: Window, kept: list[int]) -> int:
    """The document's index of the window's first sentence that is not context."""
    return kept[window.fresh]


