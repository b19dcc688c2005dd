"""Time as two pictures of plain SVG: how much is told of each period, and where the sentences of a page lie."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from kg.brief.lines import Line
from kg.brief.timeline import ROWS
from kg.render.colours import COLOURS
from kg.serve.index import Index, Mask, Numbers
from kg.vocabulary import relations

SHOWN = (*ROWS, "offices")
UNITS = (10, 7, 4)  # letters of an ISO day that name a day, a month, a year
MOST = 60  # bars, else years are shown
NEAR = 4.5  # per cent of the width that a point needs
DEEP = 4  # points above each other; where more would lie, the first are shown
EDGE = 4.0  # per cent left free on either side


@dataclass(frozen=True, slots=True)
class Bar:
    """A period: its name, first and last day, how much is told of it, and its pieces (group, from, height), in per cent."""

    name: str
    since: str
    until: str
    count: int
    left: float
    width: float
    pieces: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence: the number of its line, where it lies (per cent from the left, steps from the top), and its look."""

    number: int
    left: float
    level: int
    colour: str
    hollow: bool
    title: str


@dataclass(frozen=True, slots=True)
class Points:
    """``rows``: group and the step at which it begins; ``first`` and ``last`` day; ``steps`` in all."""

    points: tuple[Point, ...]
    rows: tuple[tuple[str, int], ...]
    first: str
    last: str
    steps: int


def bars(known: Index, chosen: Mask, rtl: bool) -> tuple[Bar, ...]:
    """The days, months or years of what is chosen, whichever are not too many; time runs from right to left with ``rtl``."""
    told = np.flatnonzero(chosen & (known.day > 0))
    if not len(told):
        return ()
    row = np.array([SHOWN.index(relations()[n].group) for n in known.names])
    table = np.bincount(known.day[told] * len(SHOWN) + row[known.relation[told]], minlength=len(known.days) * len(SHOWN)).reshape(-1, len(SHOWN))
    days = np.flatnonzero(table.sum(axis=1)).tolist()
    for unit in UNITS:
        periods = sorted({known.days[i][:unit] for i in days})
        if _span(periods[0], periods[-1], unit) <= MOST:
            break
    first, count = periods[0], _span(periods[0], periods[-1], unit)
    counted: dict[str, Numbers] = {}
    for i in days:
        period = known.days[i][:unit]
        counted[period] = counted[period] + table[i] if period in counted else table[i]
    most = max(int(found.sum()) for found in counted.values())
    made = []
    for period, found in sorted(counted.items()):
        place = _span(first, period, unit) - 1
        left, top, pieces = place * 100 / count, 100.0, []
        for group, times in zip(SHOWN, found.tolist(), strict=True):
            if height := times * 100 / most:
                top -= height
                pieces.append((COLOURS[group], round(top, 2), round(height, 2)))
        width = 100 / count
        made.append(Bar(period, period + "-01-01"[unit - 4 :], _last(period), int(found.sum()), round(100 - left - width if rtl else left, 3), round(width, 3), tuple(pieces)))
    return tuple(made)


def points(lines: Iterable[tuple[Line, str]], rtl: bool) -> Points | None:
    """The lines, each with its ISO day, as points, a row for each group of relations; None without days."""
    dated = sorted(((day, line) for line, day in lines if _day(day)), key=lambda pair: (pair[0], pair[1].number))
    if not dated:
        return None
    first, last = dated[0][0], dated[-1][0]
    span = max((date.fromisoformat(last) - date.fromisoformat(first)).days, 1)
    rows, made, top = [], [], 0
    for group in SHOWN:
        levels: list[float] = []
        for day, line in dated:
            if line.group != group:
                continue
            at = EDGE + (date.fromisoformat(day) - date.fromisoformat(first)).days * (100 - 2 * EDGE) / span
            level = next((i for i, end in enumerate(levels) if at - end >= NEAR), len(levels))
            if level == DEEP:
                continue
            levels[level : level + 1] = [at]
            made.append(Point(line.number, round(100 - at if rtl else at, 2), top + level, COLOURS[group], line.negated, f"{line.words} · {line.date}"))
        if levels:
            rows.append((group, top))
            top += len(levels) + 1
    return Points(tuple(made), tuple(rows), first, last, top)


def _span(first: str, last: str, unit: int) -> int:
    """How many days, months or years there are from one to another, both included.

    >>> _span("2023-12", "2024-02", 7), _span("2024-02-28", "2024-03-01", 10)
    (3, 3)
    """
    if unit == 10:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if _day(first) and _day(last) else MOST + 1
    numbers = [int(text[:4]) * (12 if unit == 7 else 1) + (int(text[5:7]) if unit == 7 else 0) for text in (first, last)]
    return numbers[1] - numbers[0] + 1


def _last(period: str) -> str:
    """The last day of a period, as text that sorts so.

    >>> _last("2024-02"), _last("2024"), _last("2024-02-01")
    ('2024-02-31', '2024-12-31', '2024-02-01')
    """
    return period + {10: "", 7: "-31", 4: "-12-31"}[len(period)]


def _day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10
