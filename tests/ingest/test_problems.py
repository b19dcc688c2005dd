"""Whatever is wrong with an input: one line that says so, and nothing raised."""

import json
import os
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import zipped

from kg.errors import KgError
from kg.ingest import articles
from kg.ingest.files import ENDINGS

ARABIC = "وصل وزير الخارجية المصري إلى عمان أمس الثلاثاء. وأكد دعم بلاده للأردن في مواجهة الأزمة الاقتصادية."
ENGLISH = "The Egyptian foreign minister arrived in Amman on Tuesday."
MENU = "<!DOCTYPE html><html><body><nav><a>Home</a><a>News</a></nav></body></html>"


def read(*inputs):
    problems = []
    return list(articles([str(i) for i in inputs], problems.append)), problems


OTHER = "Президент России прибыл в Пекин с официальным визитом и провёл переговоры с китайскими коллегами."
BAD = [
    ("a.txt", "", "a.txt: it is empty"),
    ("a.txt", "\ufeff \n", "a.txt: "),
    ("a.json", " ", "a.json: it is empty"),
    ("a.txt", "Title: x\n\n", "a.txt: there is no text"),
    ("a.txt", b"%PDF-1.7\n\x00\x01", "a.txt: this PDF can't be read"),
    ("a.txt", bytes(range(256)) * 4, "a.txt: this is not text"),
    ("a.txt", OTHER, "a.txt: its text is neither Arabic nor English"),
    ("a.txt", "外交部长抵达开罗进行正式访问。", "a.txt: its text is neither"),
    ("a.txt", OTHER.encode("cp1251"), "a.txt: byte 0 is not UTF-8"),
    ("a.txt", f"{ARABIC}\n".encode() + ARABIC.encode()[:-20] + b"\xd9 \xd8.", "a.txt: line 2: byte"),
    ("a.txt", "\ufeffabc".encode("utf-16-le") + b"\x00\xd8", "a.txt: byte 8 is not UTF-16"),
    ("a.html", MENU, "a.html: no article"),
    ("a.html", "<html></html>", "a.html: no article"),
    ("a.txt", '<?xml version="1.0"?><svg></svg>', "a.txt: this is XML"),
    ("a.xml", '<?xml version="1.0"?><rss></rss>', "a.xml: there is no article in this feed"),
    ("a.xml", '<?xml version="1.0"?><urlset></urlset>', "a.xml: this is a sitemap"),
    ("a.csv", "name,value\na,b\n", "a.csv: no column holds text (there are: name, value)"),
    ("a.csv", "text,title\nHe left.,x\n" + "," * 9 + "x\n", "a.csv: row 3: there is no text"),
    ("a.parquet", "PAR1xxxxPAR1", "a.parquet: it is damaged"),
    ("a.jsonl.gz", b"\x1f\x8b\x08junk", "a.jsonl.gz: it is damaged: not whole gzip"),
    ("a.zip", b"PK\x03\x04junk", "a.zip: it is damaged: not a whole ZIP"),
    ("a.zip", zipped(), "a.zip: there is no file in this archive"),
    ("a.zip", zipped(**{"__MACOSX/._a.txt": "x", ".hidden": "x"}), "a.zip: there is no file in this archive"),
    ("a.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n", "a.warc: there is no page"),
    ("a.eml", "Subject: x\n\n", "a.eml: there is no text"),
    ("a.jsonl", '{"text": "He left."}\n{"text": \n', "a.jsonl: line 2: not JSON (Expecting value at column"),
    ("a.jsonl", '{"text": "He left."}\n[1]\n', "a.jsonl: line 2: not an object but an array"),
    ("a.jsonl", '{"text": "He left."}\n"x"\n', "a.jsonl: line 2: not an object but a string"),
    ("a.jsonl", '{"text": "He left."}\n{"title": "x"}\n', 'a.jsonl: line 2: it has neither "text" nor "sentences"'),
    ("a.jsonl", '{"text": "He left."}\n{"text": 3}\n', 'a.jsonl: line 2: "text" is a number, not a string'),
    ("a.jsonl", '{"text": "He left."}\n{"sentences": ["x", 1]}\n', 'a.jsonl: line 2: "sentences" is not an array of strings'),
    ("a.jsonl", '{"text": "He left."}\n{"sentences": [" "]}\n', "a.jsonl: line 2: there is no text"),
    ("a.jsonl", '{"text": "He left."}\n{"text": "x", "title": {}}\n', 'a.jsonl: line 2: "title" is an object'),
    ("a.jsonl", '{"text": "He left."}\n{"text": "x", "id": true}\n', 'a.jsonl: line 2: "id" is true or false'),
    ("a.jsonl", '{"text": "He left."}\n{"text": "x", "lang": "fr"}\n', "a.jsonl: line 2: its language is 'fr'"),
    ("a.jsonl", b'{"text": "He left."}\n{"text": "' + OTHER.encode("cp1251") + b'"}\n', "a.jsonl: line 2: byte 10 is not UTF-8"),
    ("a.jsonl", '{"text": "He left."}\n' + "[" * 100_000 + "\n", "a.jsonl: line 2: not JSON"),
    ("a.jsonl", '{"text": "He left."}\n{"text": "x", "n": ' + "1" * 5000 + "}\n", "a.jsonl: line 2: not JSON"),
    ("a.jsonl", 'x\n{"text": "He left."}\n', "a.jsonl: line 1: not JSON"),
    ("a.json", '[{"text": "He left."}, 3]', "a.json: item 2: not an object but a number"),
    ("a.json", "3", "a.json: not an object but a number"),
    ("a.json", "{", "a.json: not JSON"),
    ("a.jsonl", '{"id": "1", "text": "He left."}\n{"id": "1", "text": "She left."}\n', "a.jsonl: line 2: its id '1' is that of another article"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "start"), BAD)
def test_a_bad_item_is_one_line_that_tells_where_what_and_what_to_do(write, monkeypatch, name, content, start):
    monkeypatch.chdir(write(name, content).parent)
    found, problems = read(name)
    (line,) = problems
    assert line.startswith(start)
    assert "\n" not in line
    assert line.endswith(".")
    assert line.count(". ") >= 1
    assert len(found) == (1 if b"He left" in (content if isinstance(content, bytes) else content.encode()) else 0)


def test_of_an_id_that_was_given_before_it_is_told_where(tmp_path):
    strange = os.fsdecode(str(tmp_path).encode() + b"/\xff.jsonl")
    for name in (strange, tmp_path / "b.jsonl"):
        with open(name, "w", encoding="utf-8") as file:  # noqa: PTH123  (no name of a Path may have such bytes everywhere)
            file.writelines(json.dumps({"id": "1", "text": text}) + "\n" for text in (ENGLISH if name == strange else ARABIC, ENGLISH))
    found, problems = read(strange, tmp_path / "b.jsonl", strange)
    assert [a.text for a in found] == [ENGLISH]
    (line,) = problems
    assert line.startswith(f"{tmp_path}/b.jsonl: line 1: its id '1' is that of another article ({tmp_path}/\\udcff.jsonl: line 1).")


def test_without_room_for_what_was_given_nothing_more_is_read(write, monkeypatch):
    def small(*given, connect=sqlite3.connect, **named):
        made = connect(*given, **named)
        made.execute("PRAGMA max_page_count = 3")
        return made

    monkeypatch.setattr("kg.ingest.sqlite3.connect", small)
    path = write("a.jsonl", "".join(json.dumps({"id": f"{n:0500}", "text": ENGLISH}) + "\n" for n in range(100)))
    found = articles([str(path)], pytest.fail)
    assert next(found).text == ENGLISH
    with pytest.raises(KgError, match=r"no temporary file can be written there \(database or disk is full\)\. Make room"):
        list(found)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("none.txt", "none.txt: there is no such file"),
        ("*.txt", "*.txt: no file matches"),
        ("a\0b", "a\\x00b: there is no such file"),
        ("x" * 5000, "'xxx"),
    ],
)
def test_what_is_not_there(tmp_path, monkeypatch, name, start):
    monkeypatch.chdir(tmp_path)
    found, (line,) = read(name)
    assert found == []
    assert line.startswith(start)


def test_a_folder_without_articles(tmp_path):
    assert read(tmp_path) == (
        [],
        [
            f"{tmp_path}: there is no article in this folder. Alaqat reads files that end in {', '.join(ENDINGS)}."
        ],
    )


def test_a_link_to_nothing(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    for named in (tmp_path, tmp_path / "a.txt"):
        assert "can't be read (No such file or directory)" in read(named)[1][0]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(write):
    path = write("a.txt", ENGLISH)
    path.chmod(0)
    assert "can't be read (Permission denied)" in read(path)[1][0]


def test_a_refused_file_is_a_problem(write, monkeypatch):
    def refuse(self, mode):
        raise PermissionError(13, "Permission denied")

    path = write("a.txt", ENGLISH)
    monkeypatch.setattr(type(path), "open", refuse)
    assert read(path) == (
        [],
        [f"{path}: can't be read (Permission denied). Check that the file is there and that you may read it."],
    )


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.html", "a.json", "a.jsonl", "a.md", "a"]))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(tmp_path_factory, data, name):
    path = tmp_path_factory.mktemp("x") / name
    path.write_bytes(data)
    found, problems = read(path)
    assert found or problems
    for article in found:
        assert article.text.strip()
        assert article.text.encode()
        assert all(s.of(article.text).strip() for s in article.sentences)
