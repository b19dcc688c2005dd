import math
import os
from io import StringIO

import pytest
from rich.console import Console

from kg.bench import browser as module
from kg.bench.browser import CHROMIUM
from kg.bench.page import FETCHED, Figures, _frame, _plain, measure, report
from kg.bench.synthetic import crowd
from kg.errors import KgError
from kg.render.network import network


def made(nodes):
    told = list(crowd(nodes))
    return network([a for _, said in told for a in said], {article.id: article for article, _ in told})


@pytest.mark.parametrize("nodes", [2, 7, 300])
def test_a_crowd_has_exactly_so_many(nodes):
    assert len(made(nodes)) == nodes
    assert list(crowd(nodes)) == list(crowd(nodes))


def test_plain_pyvis_asks_no_host():
    text = _plain(made(5))
    assert '<div id="mynetwork"' in text
    assert not FETCHED.search(text)
    assert 'href="https:' not in text
    assert 'src="https:' not in text


def test_the_report_has_ratios_before_seconds_and_tells_when_time_was_up():
    found = [Figures(200, 217, 0.31, 110_000_000, 700_000, 0.5, 9.0), Figures(1000, 1400, 1.2, 150_000_000, 1_500_000, 0.8, math.inf), Figures(20_000, 36_000, 9.0, 400_000_000, 9_000_000, 2.0, math.nan)]  # fmt: skip
    out = StringIO()
    report(found, 60, Console(file=out, width=140))
    rows = [[c.strip() for c in line.split("│")[1:-1]] for line in out.getvalue().splitlines() if line.startswith("│")]
    assert rows[0] == ["200", "18.0", "0.50", "9.00", "217", "0.3", "0.11", "0.7"]
    assert rows[1][1:4] == ["> 75", "0.80", "> 60"]
    assert rows[2][1:4] == ["", "2.00", ""]


def test_without_chromium_it_is_said_before_anything_is_made(monkeypatch):
    monkeypatch.setattr(module, "CHROMIUM", None)
    with pytest.raises(KgError, match="needs Chromium, which is not on this machine"):
        measure([20_000], 0, 1, lambda _: None)


@pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine")
def test_a_first_frame_is_seen_and_none_where_nothing_is_drawn(tmp_path):
    file = tmp_path / "page.html"
    file.write_text('<div id="mynetwork"><canvas></canvas></div><script>setTimeout(() => document.querySelector("canvas").getContext("2d").fill(), 400)</script>', encoding="utf-8")
    assert _frame(tmp_path, file, 60) > 0.3
    file.write_text("<canvas></canvas><script>document.querySelector('canvas').getContext('2d').fill()</script>", encoding="utf-8")
    assert _frame(tmp_path, file, 1) == math.inf
