"""JSON: one article, an array of them, or one a line."""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.draft import Draft

_FIELDS = ("title", "outlet", "url", "author", "lang")
_FIX = "Fix or delete the line; the rest was read."


def parse(where: str, lines: Iterable[bytes], problem: Callable[[str], None]) -> Iterator[Draft]:
    """The drafts in a JSON file, given line by line. Its first line tells whether there is one article a line."""
    numbered: Iterator[tuple[int, bytes]] = ((i, line) for i, line in enumerate(lines, 1) if line.strip())
    first = next(numbered, None)
    if first is None:
        raise InputError("the file is empty. Put articles into it, or leave it out.")
    if not _is_object(first[1]):
        everything = [first, *numbered]
        try:
            whole = _loads(b"\n".join(line for _, line in everything))
        except InputError as e:
            if len(everything) == 1 or not any(_is_object(line) for _, line in everything):
                raise InputError(f"{e} Fix the file.") from e
            numbered = iter(everything)
        else:
            yield from _items(where, whole, problem)
            return
    else:
        numbered = chain((first,), numbered)
    for number, line in numbered:
        at = f"{where}: line {number}"
        try:
            yield _draft(at, _loads(line))
        except InputError as e:
            problem(f"{at}: {e} {_FIX}")


def _items(where: str, whole: Any, problem: Callable[[str], None]) -> Iterator[Draft]:
    """A document that holds one article, or an array of articles."""
    if not isinstance(whole, list):
        try:
            yield _draft(where, whole)
        except InputError as e:
            raise InputError(f"{e} Fix the file.") from e
        return
    for number, item in enumerate(whole, 1):
        at = f"{where}: item {number}"
        try:
            yield _draft(at, item)
        except InputError as e:
            problem(f"{at}: {e} Fix or delete the item; the rest was read.")


def _loads(data: bytes) -> Any:
    try:
        return json.loads(decode(data).removeprefix("\ufeff").strip())
    except json.JSONDecodeError as e:
        place = f" at line {e.lineno}," if e.lineno > 1 else " at"
        raise InputError(f"not JSON ({e.msg}{place} column {e.colno}).") from e
    except (ValueError, RecursionError) as e:  # numbers of thousands of digits, thousands of brackets
        raise InputError(f"not JSON that can be read ({type(e).__name__}).") from e


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except InputError:
        return False


def _draft(where: str, item: Any) -> Draft:
    """The draft that an object describes; ``InputError`` when it describes none. A date that is no day is left out in silence."""
    if not isinstance(item, dict):
        raise InputError(
            f'not an object but {_kind(item)}. An article is {{"id", "text" or "sentences", "title", "date", "lang", "outlet", "url"}}.'
        )
    sentences, text = item.get("sentences"), item.get("text")
    if sentences is None and text is None:
        raise InputError('it has neither "text" nor "sentences".')
    if sentences is not None and not (isinstance(sentences, list) and all(isinstance(s, str) for s in sentences)):
        raise InputError('"sentences" is not an array of strings.')
    if text is not None and not isinstance(text, str):
        raise InputError(f'"text" is {_kind(text)}, not a string.')
    for name in _FIELDS:
        if not isinstance(item.get(name), str | None):
            raise InputError(f'"{name}" is {_kind(item[name])}, not a string.')
    given = item.get("id")
    if isinstance(given, bool) or not isinstance(given, str | int | None):
        raise InputError(f'"id" is {_kind(given)}, not a string.')
    if not (text or "").strip() and not any(s.strip() for s in sentences or ()):
        raise InputError("there is no text in it.")
    return Draft(
        where,
        text=text or "",
        sentences=tuple(sentences or ()) if any(s.strip() for s in sentences or ()) else (),
        id="" if given is None else str(given),
        date=item["date"] if isinstance(item.get("date"), str) else "",
        **{field: item.get(field) or "" for field in _FIELDS},
    )


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
