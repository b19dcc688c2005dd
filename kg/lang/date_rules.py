"""What the rules for time expressions of every language share.

A rule is a pattern and what it means; its group ``x`` is the expression. Rules come in order of precedence. A refinement is a pattern of words
that may stand before an expression, and what they make of its days. In patterns a double blank is any run of blanks. A meaning of None is that
the days are not known: without an anchor, or because nobody could tell.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from kg.lang import days
from kg.lang.days import Range

Meaning = Callable[[re.Match[str], date | None], Range | None]
Refinement = Callable[[re.Match[str], Range, date | None], Range | None]
Rules = tuple[tuple[re.Pattern[str], Meaning], ...]
Refinements = tuple[tuple[re.Pattern[str], Refinement], ...]


def rules(written: Iterable[tuple[str, Meaning]]) -> Rules:
    """Rules with their patterns compiled."""
    return tuple((re.compile(pattern.replace("  ", r"\s+")), meaning) for pattern, meaning in written)


def refinements(written: Iterable[tuple[str, Refinement]], boundary: str) -> Refinements:
    """Refinements with their patterns compiled, to be sought after ``boundary`` and up to an expression."""
    return tuple(
        (re.compile(f"{boundary}(?P<x>{pattern})$".replace("  ", r"\s+")), meaning) for pattern, meaning in written
    )


def without(words: str) -> str:
    """A pattern that holds where none of the words comes before.

    >>> without("Black|Good")
    '(?<!Black )(?<!Good )'
    """
    return "".join(f"(?<!{word} )" for word in words.split("|"))


def unknown(_: re.Match[str], __: date | None) -> Range | None:
    """A time, but nobody could say which days."""
    return None


def year(m: re.Match[str], _: date | None) -> Range | None:
    return days.years(int(m["y"]))


def years(m: re.Match[str], _: date | None) -> Range | None:
    return days.years(int(m["y"]), int(m["y2"]))


def same(_: re.Match[str], whole: Range, __: date | None) -> Range | None:
    """Words that belong to a day and do not change it; they do not belong to anything longer."""
    return whole if (whole[1] - whole[0]).days <= 2 else None


def since(_: re.Match[str], whole: Range, anchor: date | None) -> Range | None:
    return days.since(whole, anchor)
