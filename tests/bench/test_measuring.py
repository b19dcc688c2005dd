import math
from io import StringIO

from rich.console import Console
from typer.testing import CliRunner

from kg.bench.apart import apart
from kg.bench.store import BARE, HERE, RDFLIB, Figures, report
from kg.cli import app

SECONDS = {("load", HERE, 1000): 1.0, ("load", HERE, 10_000): 12.0, ("load", BARE, 10_000): 6.0, ("load", RDFLIB, 1000): 5.0, ("page", HERE, 1000): math.nan}


def test_the_report_has_ratios_and_growth_before_seconds():
    out = StringIO()
    report(Figures((1000, 10_000), SECONDS, {("load", HERE, 1000): 2_000_000_000}), Console(file=out, width=100))
    rows = [[c.strip() for c in line.split("│")[1:-1]] for line in out.getvalue().splitlines() if line.startswith("│")]
    assert rows == [["load", "5.0 (1,000)", "0.5 (10,000)", "1.08", "1.000", "12"], ["page", "", "", "", "–", "–"]]
    assert "memory, here: 1,000 2.00 GB" in out.getvalue()


def test_what_takes_too_long_is_ended():
    assert apart(lambda: [1.5], 5)[0] == [1.5]

    def forever():
        while True:
            pass

    assert apart(forever, 1)[0] == []


def test_wrong_sizes_are_told():
    for wrong in ("10x", "k", "0", "1kM", "-5"):
        done = CliRunner().invoke(app, ["bench", "store", "--sizes", wrong])
        assert "give numbers as 500, 10k or 1M" in str(done.exception), wrong
