from io import StringIO

from rich.console import Console

from kg.bench.reading import Times, report, times
from kg.ingest.draft import Draft, article


def test_each_round_times_the_whole_the_encoder_alone_and_a_graph():
    found = times([article(Draft("", "زار وزير الخارجية القطري أنقرة. وانتقدت تركيا إسرائيل."))], 1)
    assert found.words == 8
    assert len(found.whole) == len(found.encoder) == len(found.graph) == 1
    assert min(found.loading, *found.whole, *found.encoder, *found.graph) > 0
    assert found.ratio == found.encoder[0] / found.whole[0]
    assert found.share == found.whole[0] / found.graph[0]


def test_the_report_says_words_a_second_and_the_ratio_of_the_rounds():
    out = StringIO()
    report(Times(1200, 4.0, (2.0, 3.0, 1.0), (1.0, 1.2, 0.8), (2.5, 4.0, 1.5)), Console(file=out, width=100))
    cells = [[c.strip() for c in line.split("│")[1:-1]] for line in out.getvalue().splitlines() if line.startswith("│")]
    assert cells == [
        ["whole / encoder alone", "0.50", "", ""],
        ["graph / whole", "0.75", "", ""],
        ["whole, words/s", "600", "400", "1,200"],
        ["encoder alone, words/s", "1,200", "1,000", "1,500"],
        ["graph and its files, words/s", "480", "300", "800"],
    ]
    assert "1,200 words, 3 rounds" in out.getvalue()
