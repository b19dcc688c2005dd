"""Persons and offices from an endpoint on this machine that answers as Wikidata does."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest

from kg.iris import KGE
from kg.link import refresh
from kg.link.authority import authority, load
from kg.link.refresh import AGENT, OFFICES, main

NEW = {"person": "Q999000001", "en": "Salem Example", "ar": "سالم المثال", "office_en": "president of France", "office_ar": "رئيس فرنسا", "since": "2031-01-02T00:00:00Z", "until": "2032-01-02T00:00:00Z"}
KNOWN = {"person": authority().entities[KGE + "Barack_Obama"].wikidata, "en": "B. Obama", "ar": "أوباما آخر", "office_ar": "رئيس الولايات المتحدة", "since": "2009-01-20T00:00:00Z"}


def row(given):
    return {name: {"type": "literal", "value": "http://www.wikidata.org/entity/" + value if name == "person" else value} for name, value in given.items()}


@contextmanager
def endpoint(answer):
    """The address of an endpoint; ``answer`` gives status, headers and body for a query. The requests are in the list."""
    heard = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            query = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())["query"][0]
            heard.append((query, self.headers["User-Agent"]))
            status, headers, body = answer(query)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def results(*found, of=OFFICES[0]):
    """Answers the queries for one office with these rows, a page at a time, and all others with none."""

    def answer(query):
        size, start = int(query.split("LIMIT ")[1].split()[0]), int(query.split("OFFSET ")[1].split()[0])
        some = [row(each) for each in found][start : start + size] if f'"{of}"@en' in query else []
        return 200, {}, json.dumps({"results": {"bindings": some}}).encode()

    return answer


def refreshed(path, answer):
    with endpoint(answer) as (address, heard):
        return main([address, str(path), "--pause", "0", "--limit", "20"]), heard


def test_new_persons_and_offices_are_rows_of_the_authority_file(tmp_path):
    status, heard = refreshed(tmp_path / "p.tsv", results(NEW))
    assert status == 0
    assert {agent for _, agent in heard} == {AGENT}
    assert len(heard) == len(OFFICES)
    lines = (tmp_path / "p.tsv").read_text(encoding="utf-8").splitlines()[2:]
    assert lines == [
        "Person/Salem_Example\tSalem Example\ten\tname\t\t\tWikidata",
        "Person/Salem_Example\tسالم المثال\tar\tname\t\t\tWikidata",
        "Person/Salem_Example\tرئيس فرنسا\tar\toffice\t2031-01-02\t2032-01-02\tWikidata",
        "Person/Salem_Example\tpresident of France\ten\toffice\t2031-01-02\t2032-01-02\tWikidata",
        "Person/Salem_Example\tQ999000001\t\twikidata\t\t\tWikidata",
    ]
    assert load([tmp_path / "p.tsv"]).entities[KGE + "Salem_Example"].wikidata == "Q999000001"


def test_what_the_files_say_stays(tmp_path):
    later = KNOWN | {"since": "2040-01-20T00:00:00Z"}
    assert refreshed(tmp_path / "p.tsv", results(KNOWN, later))[0] == 0
    lines = (tmp_path / "p.tsv").read_text(encoding="utf-8").splitlines()[2:]
    assert lines == ["Person/Barack_Obama\tرئيس الولايات المتحدة\tar\toffice\t2040-01-20\t\tWikidata"]


def test_the_order_of_answers_and_pages_do_not_show(tmp_path, monkeypatch):
    other = NEW | {"person": "Q999000002", "since": "2033-01-02T00:00:00Z", "until": "2034-01-02T00:00:00Z"}  # of the same name
    third = NEW | {"since": "2035-01-02T00:00:00Z", "until": "2036-01-02T00:00:00Z"}
    assert refreshed(tmp_path / "1.tsv", results(NEW, other, third))[0] == 0
    monkeypatch.setattr(refresh, "PAGE", 2)
    status, heard = refreshed(tmp_path / "2.tsv", results(third, other, NEW))
    assert (status, len(heard)) == (0, len(OFFICES) + 1)
    assert refreshed(tmp_path / "2.tsv", results(other, NEW, third, NEW))[0] == 0  # again, over its own file
    assert (tmp_path / "1.tsv").read_bytes() == (tmp_path / "2.tsv").read_bytes()
    assert "Person/Salem_Example_(Q999000002)\t" in (tmp_path / "1.tsv").read_text(encoding="utf-8")


@pytest.mark.parametrize("wrong", [{"person": "x"}, {"en": "«»"}, {"since": "t123"}, {"until": "2030-01-01T00:00:00Z"}])
def test_a_row_that_says_nothing_is_left_out(tmp_path, wrong):
    assert refreshed(tmp_path / "p.tsv", results(NEW | wrong))[0] == 0
    assert len((tmp_path / "p.tsv").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((429, {"Retry-After": "30"}, b""), "answers 429. Try again in 30 seconds."),
        ((500, {}, b""), "answers 500. Check"),
        ((200, {}, b"<html>"), "no SPARQL results"),
        ((200, {}, b"[]"), "no SPARQL results"),
    ],
)
def test_an_endpoint_that_fails_is_told_and_leaves_the_file(tmp_path, capsys, answer, says):
    assert refreshed(tmp_path / "p.tsv", results(NEW))[0] == 0
    before = (tmp_path / "p.tsv").read_bytes()
    assert refreshed(tmp_path / "p.tsv", lambda _: answer)[0] == 1
    assert says in capsys.readouterr().err
    assert (tmp_path / "p.tsv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["p.tsv"]


def test_nobody_answers(tmp_path, capsys):
    with endpoint(results()) as (address, _):
        pass
    assert main([address, str(tmp_path / "p.tsv")]) == 1
    assert "does not answer" in capsys.readouterr().err


def test_a_file_of_hand_made_rows_is_left(tmp_path, capsys):
    mine = tmp_path / "people.tsv"
    mine.write_text("# mine\n", encoding="utf-8")
    assert refreshed(mine, results(NEW)) == (1, [])
    assert "left as it is" in capsys.readouterr().err
    assert mine.read_text(encoding="utf-8") == "# mine\n"
