import math
import sys
from functools import partial
from io import StringIO

from rich.console import Console
from typer.testing import CliRunner

from kg.bench.apart import answered, apart
from kg.bench.store import BARE, HERE, RDFLIB, Figures, report
from kg.cli import app

SECONDS = {("load", HERE, 1000): 1.0, ("load", HERE, 10_000): 12.0, ("load", BARE, 10_000): 6.0, ("load", RDFLIB, 1000): 5.0, ("page", HERE, 1000): math.nan}


def test_the_report_has_ratios_and_growth_before_seconds():
    out = StringIO()
    report(Figures((1000, 10_000), SECONDS, {("load", HERE, 1000): 2_000_000_000}), Console(file=out, width=100))
    rows = [[c.strip() for c in line.split("│")[1:-1]] for line in out.getvalue().splitlines() if line.startswith("│")]
    assert rows == [["load", "5.0 (1,000)", "0.5 (10,000)", "1.08", "1.000", "12"], ["page", "", "", "", "–", "–"]]
    assert "memory, here: 1,000 2.00 GB" in out.getvalue()


def given(seconds):
    """Numbers, one of which takes for ever."""
    for one in seconds:
        while math.isnan(one):
            pass
        yield one


def test_what_takes_too_long_is_ended_and_what_comes_after_it_is_asked():
    seconds, memory = apart(partial(given, (1.5, math.nan, 2.5)), 0, 1)
    assert seconds == [1.5]
    assert memory > 1_000_000 or sys.platform == "win32"
    assert [str(each) for each in answered(_loaded, (0.5, math.nan, 2.5), 1)[0]] == ["9.0", "0.5", "nan", "2.5"]
    assert [str(each) for each in answered(_dies, (0.5,), 1)[0]] == ["nan", "nan"]


def _loaded(seconds):
    return given((9.0, *seconds))


def _dies(seconds):
    sys.exit()


def test_wrong_sizes_are_told():
    for wrong in ("10x", "k", "0", "1kM", "-5"):
        done = CliRunner().invoke(app, ["bench", "store", "--sizes", wrong])
        assert "give numbers as 500, 10k or 1M" in str(done.exception), wrong
