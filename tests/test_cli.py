import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import main
from kg.read.neural import NeuralReader

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
LAVROV = SEEDS / "2024-04-09-lavrov-wang-ar.txt"
KOREA = SEEDS / "2018-04-27-korea-summit-en.txt"


def kg(*args):
    """Run the command as a person would, in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-m", "kg.cli", *map(str, args)], capture_output=True, env=env, check=False)


@pytest.fixture(scope="module")
def reader():
    return NeuralReader()


@pytest.fixture
def here(monkeypatch, capsys, reader):
    """Run the command in this process, which loads everything once: its exit status, what it printed, and what it complained."""
    monkeypatch.setattr("kg.read.neural.NeuralReader", lambda: reader)

    def run(*args, given=""):
        monkeypatch.setattr(sys, "argv", ["kg", *map(str, args)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, *capsys.readouterr()

    return run


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """A graph of an Arabic and an English article."""
    folder = tmp_path_factory.mktemp("built") / "graph"
    done = kg("build", KOREA, LAVROV, "--out", folder)
    assert done.returncode == 0, done.stderr.decode()
    assert "articles read  2" in " ".join(done.stdout.decode().split("\n")).replace("   ", "  ")
    return folder


def test_a_graph_is_a_store_a_turtle_file_and_a_page(graph):
    assert (graph / "graph.ttl").read_bytes().startswith(b"@prefix")
    assert "لافروف" in (graph / "graph.ttl").read_text(encoding="utf-8")
    assert (graph / "graph.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html")


def test_building_again_reads_only_what_is_new(graph, here):
    before = (graph / "graph.ttl").read_bytes()
    status, told, _ = here("build", LAVROV, KOREA, "--out", graph)
    assert status == 0
    assert "known already  2" in " ".join(told.split("\n")).replace("   ", "  ")
    assert (graph / "graph.ttl").read_bytes() == before


def test_neither_the_order_of_the_files_nor_the_process_shows(graph, here, tmp_path):
    assert here("build", LAVROV, KOREA, "--out", tmp_path / "other")[0] == 0
    assert (tmp_path / "other" / "graph.ttl").read_bytes() == (graph / "graph.ttl").read_bytes()
    assert (tmp_path / "other" / "graph.html").read_bytes() == (graph / "graph.html").read_bytes()


def test_reading_prints_assertions_whose_offsets_are_exact(here):
    status, told, _ = here("read", LAVROV, "--format", "jsonl")
    assert status == 0
    body = LAVROV.read_text(encoding="utf-8").split("\n\n", 1)[1]
    found = [json.loads(line) for line in told.splitlines()]
    assert found
    for a in found:
        assert a["quote"] in body
        for side in ("subject", "object"):
            assert a[side]["text"] in body
            assert a[side]["iri"].startswith("https://w3id.org/alaqat/entity/")
    said = {(a["subject"]["labels"].get("en"), a["relation"], a["object"]["labels"].get("en")) for a in found}
    assert ("Sergey Lavrov", "foreignMinisterOf", "Russia") in said


def test_one_bad_item_does_not_lose_the_rest(here, tmp_path):
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": 1\n{"id": "y"}\n', encoding="utf-8")
    status, told, complaint = here("read", bad, LAVROV, "--format", "jsonl")
    assert status == 0
    assert told
    assert "bad.jsonl: line 1" in complaint
    assert here("read", bad, LAVROV, "--strict")[0] == 1
    assert here("read", bad)[0] == 1


def test_standard_input_is_read(here):
    line = json.dumps({"id": "x", "text": "زار الرئيس المصري عبد الفتاح السيسي السعودية أمس.", "date": "2023-04-03"})
    status, told, _ = here("read", "-", "--format", "jsonl", given=line)
    assert status == 0
    assert {json.loads(x)["article"] for x in told.splitlines()} == {"x"}


def test_queries_by_name_and_by_text(graph, here):
    assert "actors" in here("query")[1]
    status, told, _ = here("query", "actors", "--graph", graph, "--format", "csv")
    assert status == 0
    assert len(told.splitlines()) > 2
    asked = here("query", "ASK { ?who kgo:foreignMinisterOf kge:Russia }", "--graph", graph, "--format", "json")[1]
    assert json.loads(asked)["boolean"] is True


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("query", "SELECT nonsense"), "nonsense"),
        (("query", "no-such-query"), "actors"),
        (("query", "INSERT DATA { kge:a kgo:supports kge:b }"), ""),
        (("retract", "nobody"), "nobody: no such article"),
        (("retract",), "Say what is to go"),
        (("retract", "--outlet", "قناة لا أحد"), "kg query outlets"),
        (("diff", "nowhere.nq", "2024"), "nowhere.nq: no such graph, file or period"),
        (("diff", "1999", "2024"), "1999: no article"),
        (("diff", "2018", "2024", "--format", "word"), "table, csv or json"),
        (("view", "--relation", "loves"), "loves: no such relation"),
        (("view", "--focus", "أطلانطس"), "no entity of this graph is called that"),
        (("view", "--hops", "2"), "with a focus"),
        (("view", "--since", "2031-01-01"), "Ask for less"),
        (("export", "--format", "word"), "turtle"),
        (("brief", "روسيا", "موسكو"), "Name different ones"),
        (("brief", "روسيا", "--since", "2024"), "2024-01-31"),
        (("brief", "روسيا", "--out", "brief.pdf"), ".html or .md"),
        (("claims", "زلزال"), "kg query events"),
        (("claims", "زلزال", "--format", "word"), "table, md or json"),
        (("export", "--format", "csv"), "Give a folder for them with --out"),
        (("import", "nowhere.nq"), "nowhere.nq: can't be read"),
        (("entity", "أطلانطس"), "no entity of this graph is called that"),
        (("entity", "روسيا", "--lang", "fr"), "choose ar or en"),
        (("merge", "روسيا", "Russia"), "one entity already, Russia"),
        (("merge", "أطلانطس", "Russia"), "nobody of this graph or of the authority file"),
        (("split", "Russia", "أطلانطس"), "Say it with --article or --words"),
        (("split", "Russia", "أطلانطس", "--article", "nothing"), "nothing: no article of this graph that speaks of Russia"),
        (("ledger", "--undo", "00000000"), "no correction has this key"),
    ],
)
def test_errors_are_one_clear_line(graph, here, args, words):
    status, _, complaint = here(*args, "--graph", graph)
    assert status == 1
    assert words in complaint
    assert "Traceback" not in complaint


def test_a_graph_that_is_not_there_is_told():
    done = kg("query", "actors", "--graph", "/nowhere/graph")
    assert done.returncode == 1
    assert "kg build" in done.stderr.decode()


def test_a_query_rolls_up_when_asked_to(graph, here):
    asked = ("query", "SELECT DISTINCT ?one { ?one kgo:meets|^kgo:meets ?other }", "--graph", graph, "--format", "csv")
    assert "Sergey_Lavrov" in here(*asked)[1]
    status, told, _ = here(*asked, "--roll-up")
    assert status == 0
    assert "Sergey_Lavrov" not in told
    assert "/Russia" in told


def test_export_is_the_turtle_of_the_graph(graph):
    assert kg("export", "--graph", graph).stdout == (graph / "graph.ttl").read_bytes()


def test_view_draws_one_language(graph, here, tmp_path):
    assert here("view", "--graph", graph, "--out", tmp_path / "en.html", "--lang", "en")[0] == 0
    assert 'lang="en"' in (tmp_path / "en.html").read_text(encoding="utf-8")


def test_view_draws_the_part_that_is_asked_for(graph, here, tmp_path):
    part = ("--focus", "الصين", "--focus", "Russia", "--hops", "1", "--group", "contact", "--group", "تأييد", "--until", "2030-01-01", "--roll-up")
    assert here("view", "--graph", graph, "--out", tmp_path / "all.html")[0] == 0
    assert here("view", "--graph", graph, "--out", tmp_path / "part.html", *part)[0] == 0
    assert (tmp_path / "part.html").stat().st_size < (tmp_path / "all.html").stat().st_size


def test_claims_of_an_event_are_told(graph, here):
    told = json.loads(here("claims", "هجوم كروكوس", "--graph", graph, "--format", "json")[1])
    assert told["event"]["iri"].endswith("/Crocus_City_Hall_attack")
    assert told["claims"]
    table = here("claims", "Crocus City Hall attack", "--graph", graph, "--lang", "en")[1]
    assert all(" ".join(claim["quote"].split()[:2]) in table for claim in told["claims"])


def test_a_brief_is_written_by_the_ending_of_its_file(graph, here, tmp_path):
    page, text = tmp_path / "brief.html", tmp_path / "brief.md"
    for file in (page, text):
        assert here("brief", "الصين", "Russia", "--graph", graph, "--out", file)[0] == 0
    assert '<html lang="ar" dir="rtl">' in page.read_text(encoding="utf-8")
    assert here("brief", "China", "روسيا", "--graph", graph)[1] == text.read_text(encoding="utf-8")


def test_what_was_built_conforms(graph, here, tmp_path):
    assert here("validate", "--graph", graph)[0] == here("validate", graph)[0] == 0
    assert "sh:conforms true" in here("validate", graph / "graph.ttl", "--format", "turtle")[1]
    bad = tmp_path / "bad.ttl"
    bad.write_text("<https://w3id.org/alaqat/article/x> a <https://w3id.org/alaqat/ontology#Article> .", encoding="utf-8")
    status, told, _ = here("validate", bad)
    assert status == 1
    assert "article x" in told
    assert "dcterms:identifier" in told


def test_who_is_who_is_told_corrected_and_taken_back(tmp_path, here):
    graph = tmp_path / "g"
    assert here("build", LAVROV, "--out", graph)[0] == 0
    before = (graph / "graph.ttl").read_bytes()
    told = here("entity", "سيرجي لافروف", "--graph", graph)[1]
    assert "وزير الخارجية الروسي · " in told
    assert "2004-03-09" in told
    assert "«لافروف»: " in told
    assert "غير محفوظ" not in told
    assert here("split", "Lavrov", "ليلى المثال", "--words", "لافروف", "--graph", graph)[0] == 0
    assert "ليلى المثال" in (graph / "graph.ttl").read_text(encoding="utf-8")
    assert "corrections" in here("entity", "ليلى المثال", "--graph", graph, "--lang", "en")[1]
    line = here("ledger", "--graph", graph)[1]
    assert "لافروف" in line
    assert here("ledger", "--undo", line.split()[0], "--graph", graph)[0] == 0
    assert "Nothing is corrected" in here("ledger", "--graph", graph)[1]
    assert (graph / "graph.ttl").read_bytes() == before


def test_retracting_takes_an_article_out(here, tmp_path):
    assert here("build", LAVROV, KOREA, "--out", tmp_path / "g")[0] == 0
    rows = here("query", "SELECT ?a WHERE { ?a a kgo:Article ; dcterms:language 'en' }", "--graph", tmp_path / "g", "--format", "csv")[1]
    name = rows.splitlines()[1].rsplit("/", 1)[1].strip()
    assert here("retract", name, "--graph", tmp_path / "g")[0] == 0
    assert here("build", LAVROV, "--out", tmp_path / "one")[0] == 0
    assert (tmp_path / "g" / "graph.ttl").read_bytes() == (tmp_path / "one" / "graph.ttl").read_bytes()


def test_periods_are_compared(graph, here):
    status, told, _ = here("diff", "2018", "2024", "--graph", graph, "--format", "csv")
    assert status == 0
    assert told.splitlines()[0].startswith("change,subject,before,after,object")
    assert "المفعول" in here("diff", "2018", "2024-04", "--graph", graph)[1]


def test_the_language_is_arabic_in_every_command_unless_said_otherwise():
    from typer.main import get_command  # noqa: PLC0415

    from kg.cli import app  # noqa: PLC0415

    defaults = {name: option.default for name, command in get_command(app).commands.items() for option in command.params if option.name == "lang"}
    assert set(defaults.values()) == {"ar"}
    assert {"query", "diff", "retract", "view", "ledger"} <= defaults.keys()


def test_help_shows_examples(here):
    commands = (
        "build", "read", "query", "export", "import", "view", "validate", "claims", "brief", "entity", "merge", "split", "ledger", "retract", "diff", "serve",
        "train", "score", "bench",
    )  # fmt: skip
    for command in commands:
        assert "Example" in here(command, "--help")[1]


def test_weights_before_are_given_for_each_corpus_or_none(here, tmp_path):
    status, _, complained = here("train", "--corpus", "a", "--corpus", "b", "--dev", "d", "--encoder", "e", "--out", tmp_path, "--before", "w")
    assert status != 0
    assert "--before" in complained
    assert "--corpus 2 times" in complained
