import math
from io import StringIO
from itertools import islice

import pytest
from rich.console import Console

from kg.bench.building import SENTENCES, Built, Free, articles, growth, measure, report
from kg.ingest.draft import Draft, article
from kg.iris import KGE
from kg.link import Linker
from kg.pipeline import read


def test_the_same_every_time_and_few_begin_many():
    some = list(articles(50))
    assert some == list(islice(articles(200), 50))
    assert {a["lang"] for a in some} == {"ar", "en"}
    texts = [a["text"] for a in articles(200)]
    assert 0 < len(texts) - len(set(texts)) < 20


def test_each_sentence_is_read_and_its_sides_are_known():
    found = list(read([article(Draft("", **a)) for a in articles(40)], Free(), Linker()))
    assert all(len(article.sentences) == SENTENCES >= len(said) > 0 for article, said in found)  # of a state about itself nothing is said
    assert sum(len(said) for _, said in found) > 100
    assert sum(bool(a.object.wikidata) for _, said in found for a in said) > 100
    assert any(a.subject.iri.startswith(KGE + "Person_") for _, said in found for a in said)


def test_growth_is_the_median_slope():
    assert growth({10: 1, 100: 10}) == pytest.approx(1)
    assert growth({10: 1, 100: 10, 1000: 10_000, 10_000: 100_000}) == pytest.approx(1)
    assert math.isnan(growth({10: 1}))


def test_the_report_has_ratios_first():
    seconds = {"build": 1.0, "Turtle": 0.2, "page": 0.5}
    found = [Built(1000, 9000, seconds, dict.fromkeys(seconds, 500_000_000)), Built(10_000, 90_000, {k: v * 10 for k, v in seconds.items()}, dict.fromkeys(seconds, 600_000_000))]
    out = StringIO()
    report(found, 1000, Console(file=out, width=120))
    rows = [[c.strip() for c in line.split("│")[1:-1]] for line in out.getvalue().splitlines() if line.startswith("│")]
    assert rows[:4] == [
        ["overhead", "", "10%", "10%"],
        ["memory / that of the first size", "", "1.00", "1.20"],
        ["articles/s but for the reader", "", "1,000", "1,000"],
        ["build, s", "1.00", "1.0", "10.0"],
    ]
    assert rows[-1] == ["page, GB", "", "0.50", "0.60"]


def test_a_small_size_is_built():
    told = []
    (found,) = measure([12], told.append)
    assert (found.articles, list(found.seconds)) == (12, ["build", "Turtle", "page"])
    assert found.words > 12 * 20
    assert len(told) == 3
