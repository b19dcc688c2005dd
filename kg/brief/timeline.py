"""Stances over time as a picture: a row for each group of relations, a point for each sentence, linked to its line."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kg.brief.lines import Writer
from kg.render.colours import COLOURS
from kg.vocabulary import groups

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROWS = ("material conflict", "verbal conflict", "events and places", "contact", "support", "cooperation")  # from hostile to friendly
SETTINGS: dict[Any, Any] = {"svg.hashsalt": "alaqat", "svg.fonttype": "path", "font.family": "DejaVu Sans", "font.size": 9.0}
MARGIN = timedelta(days=3)
WIDTH, SIZE = 7.2, 0.3  # inches: of the picture; of a point and the room that it needs, somewhat more since names take of the width


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence: the number of its line, its ISO day, the group of its relation, and whether it is a promise."""

    number: int
    day: str
    group: str
    promised: bool


def picture(points: Iterable[Point], writer: Writer) -> str:
    """The picture as SVG to stand in a page, the same bytes each time; empty without points.

    All text in it is drawn as shapes, Arabic joined and from right to left by matplotlib itself (from 3.11), and no text of an article is in it.
    Time runs from right to left in Arabic.
    """
    found = sorted(points, key=lambda p: (p.day, p.number))
    if not found:
        return ""
    import matplotlib as mpl  # noqa: PLC0415  # slow to load, and only briefs on a page have a picture
    from matplotlib.dates import AutoDateLocator, DateFormatter  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    days = [date.fromisoformat(p.day) for p in found]
    margin = max((days[-1] - days[0]) * 0.06, MARGIN)
    left, right = days[0] - margin, days[-1] + margin
    rows = {group: _levels([p for p in found if p.group == group], left, right) for group in ROWS}
    names: list[str] = []
    ticks: list[float] = []
    height = 0.0
    with mpl.rc_context(SETTINGS):
        figure = Figure(layout="constrained")
        axes = figure.add_subplot()
        for group, levels in rows.items():
            if not levels:
                continue
            names.append(groups()[group][writer.lang])
            ticks.append(height + (len(levels) - 1) / 2)
            for level, points_there in enumerate(levels):
                for point in points_there:
                    _draw(axes, point, height + level)
            height += len(levels) + 0.5
            axes.axhline(height - 0.75, color="#dddddd", linewidth=0.7)
        figure.set_size_inches(WIDTH, 0.65 + 0.22 * height)
        axes.set_yticks(ticks, names, parse_math=False)
        axes.set_ylim(-0.75, height - 0.75)
        axes.set_xlim(left, right)  # type: ignore[arg-type]
        locator = AutoDateLocator(minticks=3, maxticks=7)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
        axes.set_xlabel(writer.word("published"), parse_math=False)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        if writer.lang == "ar":
            axes.invert_xaxis()
            axes.yaxis.tick_right()
        axes.tick_params(axis="y", length=0)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    return re.sub(r"^.*?(?=<svg )", "", out.getvalue(), flags=re.DOTALL)


def _levels(points: Iterable[Point], left: date, right: date) -> list[list[Point]]:
    """The points of a row, one above the other where they would lie on each other."""
    levels: list[list[Point]] = []
    apart = (right - left) * (SIZE / WIDTH)
    for point in points:
        day = date.fromisoformat(point.day)
        free = (level for level in levels if day - date.fromisoformat(level[-1].day) >= apart)
        level = next(free, None)
        if level is None:
            levels.append([point])
        else:
            level.append(point)
    return levels


def _draw(axes: "Axes", point: Point, height: float) -> None:
    """A numbered circle that leads to the line; hollow for a promise."""
    colour = COLOURS[point.group]
    ink, paper = (colour, "white") if point.promised else ("white", colour)
    box = {"boxstyle": "circle,pad=0.25", "facecolor": paper, "edgecolor": colour}
    place = date.fromisoformat(point.day), height
    label = axes.annotate(str(point.number), place, ha="center", va="center", fontsize=7, color=ink, bbox=box)
    label.set_url(f"#line-{point.number}")
    if patch := label.get_bbox_patch():
        patch.set_url(f"#line-{point.number}")
