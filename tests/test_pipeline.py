"""The way of the data with a reader that is quick: corrections, copies and retractions."""

import json
import subprocess
import sys

import pytest
from stub import StubReader

from kg import correct, pipeline
from kg.errors import InputError, KgError
from kg.link import Linker
from kg.render.files import FILES
from kg.store import Store

REST = (
    "The meeting took place in a small town by the sea and went on until late in the evening while reporters waited outside in the rain."
    " Nobody said what the next step was to be. A second meeting was announced for the spring."
)
ARABIC = "عقد الاجتماع في بلدة صغيرة على البحر واستمر حتى ساعة متأخرة من المساء بينما انتظر الصحفيون في الخارج تحت المطر. ولم يقل أحد ما هي الخطوة التالية."


@pytest.fixture(scope="module")
def linker():
    return Linker()


@pytest.fixture
def build(tmp_path, linker):
    """Build articles, given as dicts, into one graph."""

    def built(*articles, folder="graph"):
        file = tmp_path / "given.jsonl"
        file.write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
        problems = []
        done = pipeline.build([str(file)], tmp_path / folder, StubReader(), linker, problems.append)
        assert not problems
        return done

    return built


def files(folder):
    return [(folder / name).read_bytes() for name in ("graph.ttl", "graph.html")]


def kinds(changes):
    return [(c.kind, c.subject.label(), c.before, c.after, c.object.label()) for c in changes]


@pytest.mark.parametrize("header", [{"id": "1"}, {"url": "https://example.org/1"}, {"title": "A meeting", "outlet": "The Example"}])
def test_a_corrected_article_takes_the_place_of_the_old_one(build, tmp_path, header):
    build(header | {"text": f"China supports Russia. {REST}"})
    new = header | {"text": f"China criticizes Russia. {REST}"}
    done = build(new)
    ((_, changes),) = done.versions
    assert kinds(changes) == [("changed", "China", ("supports",), ("criticizes",), "Russia")]
    build(new, folder="fresh")
    assert files(tmp_path / "graph") == files(tmp_path / "fresh")
    assert (build(new).known, build(new).versions) == (1, [])


def test_a_corrected_arabic_article_too(build):
    build({"title": "اجتماع", "outlet": "صحيفة المثال", "text": f"الصين تساند روسيا. {ARABIC}"})
    ((_, changes),) = build({"title": "اجتماع", "outlet": "صحيفة المثال", "text": f"الصين تنتقد روسيا. {ARABIC}"}).versions
    assert [(c.before, c.after) for c in changes] == [(("supports",), ("criticizes",))]


def test_a_new_version_is_corrected_as_the_old_one_was(build, tmp_path):
    header = {"title": "A meeting", "outlet": "The Example"}
    build(header | {"text": f"China supports Russia. {REST}"})
    correct.split(tmp_path / "graph", "Russia", "Qatar", words="Russia")
    ((_, changes),) = build(header | {"text": f"China criticizes Russia. {REST}"}).versions
    assert kinds(changes) == [("changed", "China", ("supports",), ("criticizes",), "Qatar")]
    assert kinds(pipeline.retract(tmp_path / "graph", [], ["The Example"])[1]) == [("gone", "China", ("criticizes",), (), "Qatar")]


def test_two_versions_in_the_inputs_both_stay_in_any_order(build, tmp_path):
    first, second = ({"url": "https://example.org/1", "text": f"China {does} Russia. {REST}"} for does in ("supports", "criticizes"))
    build(first, second)
    build(first, folder="other")
    build(second, first, folder="other")
    build(second, first, folder="third")
    assert files(tmp_path / "graph") == files(tmp_path / "other") == files(tmp_path / "third")
    with Store.read_only(tmp_path / "other") as store:
        assert sorted(bool(a.copy_of) for a in store.articles()) == [False, True]
    assert build(second, first, folder="other").known == 2


NEWS = (
    {"id": "1", "outlet": "The Example", "text": "China supports Russia. Egypt visits Qatar."},
    {"id": "2", "outlet": "صحيفة المثال", "text": "الصين تساند روسيا. إيران تنتقد قطر."},
)


@pytest.mark.parametrize(
    ("ids", "outlets", "gone"),
    [(["1"], [], ("Egypt", ("visits",), "Qatar")), ([], ["صحيفة المثال"], ("Iran", ("criticizes",), "Qatar"))],
)
def test_retracting_tells_what_it_alone_carried_and_what_is_weaker(build, tmp_path, ids, outlets, gone):
    build(*NEWS)
    count, changes = pipeline.retract(tmp_path / "graph", ids, outlets)
    assert count == 1
    assert [(c.kind, c.subject.label(), c.before, c.object.label(), c.articles) for c in changes] == [
        ("gone", *gone, (1, 0)),
        ("weaker", "China", ("supports",), "Russia", (2, 1)),
    ]
    build(NEWS[1] if ids else NEWS[0], folder="other")
    assert files(tmp_path / "graph") == files(tmp_path / "other")


@pytest.mark.parametrize(("ids", "outlets", "words"), [(["3"], [], "3: no such article"), (["1", ""], [], "no such article"), ([], ["قناة"], "قناة: no article")])
def test_retracting_what_is_not_there_takes_nothing(build, tmp_path, ids, outlets, words):
    build(*NEWS)
    before = files(tmp_path / "graph")
    with pytest.raises(InputError, match=words):
        pipeline.retract(tmp_path / "graph", ids, outlets)
    assert files(tmp_path / "graph") == before


def test_retracting_from_nowhere(tmp_path):
    with pytest.raises(InputError, match="no graph there"):
        pipeline.retract(tmp_path / "nowhere", ["1"], [])


class Small(StubReader):
    """A reader with too little memory for some articles."""

    def __init__(self, error, word, processes=1):
        self.error, self.word, self.processes = error, word, processes

    def read(self, articles):
        for article in articles:
            if self.word in article.text:
                raise self.error
            yield from super().read([article])


TWO = ({"id": "1", "text": f"China supports Russia. {REST}"}, {"id": "2", "title": "لقاء", "text": f"China meets Iran. {ARABIC}"})


@pytest.mark.parametrize(("least", "apart"), [("_LARGE", {"graph.ttl"}), ("_STRETCH", {"graph.ttl", "graph.html"})])
def test_other_processes_write_the_files_of_a_large_graph(build, tmp_path, monkeypatch, least, apart):
    def never(_):
        pytest.fail("made here")
        yield b""

    build(*TWO)
    monkeypatch.setattr(pipeline, "_LARGE", 1)
    monkeypatch.setattr(pipeline, least, 1)
    monkeypatch.setattr(pipeline, "FILES", FILES | dict.fromkeys(apart, never))
    build(*TWO, folder="large")
    assert files(tmp_path / "graph") == files(tmp_path / "large")


def test_a_large_graph_is_opened_anew_for_what_reads_all_of_it(build, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(Store, "reopen", lambda store, reopen=Store.reopen: (opened.append(store.folder), reopen(store)))
    build(*TWO)
    assert not opened
    monkeypatch.setattr(pipeline, "_LARGE", 1)
    build(*TWO, folder="large")
    assert opened == 2 * [tmp_path / "large"]
    monkeypatch.setattr(pipeline, "_STRETCH", 1)
    build(*TWO, folder="long")
    assert opened[2:] == 4 * [tmp_path / "long"]
    assert files(tmp_path / "graph") == files(tmp_path / "long")
    assert files(tmp_path / "graph") == files(tmp_path / "large")


def test_where_another_writes_when_the_graph_is_opened_anew_it_is_told_and_nothing_is_lost(build, tmp_path, monkeypatch):
    def met(store, reopen=Store.reopen):
        store.close()
        with Store(store.folder):
            reopen(store)

    build(*TWO)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "_STRETCH", 2)
        patched.setattr(Store, "reopen", met)
        with pytest.raises(KgError, match="another process writes to this graph"):
            build(*TWO, folder="met")
    build(*TWO, folder="met")
    assert files(tmp_path / "graph") == files(tmp_path / "met")


@pytest.mark.parametrize("script", ["exit 1", "echo half; kill -9 $$", None])
def test_where_no_other_process_can_the_files_are_written_here(build, tmp_path, monkeypatch, script):
    build(*TWO)
    other = tmp_path / "other"
    if script:
        other.write_text(f"#!/bin/sh\n{script}\n")
        other.chmod(0o755)
    monkeypatch.setattr(pipeline, "_LARGE", 1)
    monkeypatch.setattr(pipeline, "_STRETCH", 1)
    monkeypatch.setattr(pipeline.sys, "executable", str(other))
    build(*TWO, folder="large")
    assert files(tmp_path / "graph") == files(tmp_path / "large")
    assert not [*(tmp_path / "large").glob("*.part")]


@pytest.mark.parametrize("file", FILES)
def test_the_other_process_ends_with_who_waits_for_it(build, tmp_path, file):
    build(*TWO)
    done = subprocess.run([sys.executable, "-m", "kg.render.files", file, tmp_path / "graph", "-1"], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert not (tmp_path / "graph" / ".reading").exists()


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes")])
def test_an_article_that_there_is_no_memory_for_is_told_and_the_rest_is_read(tmp_path, linker, error, processes):
    file, problems = tmp_path / "given.jsonl", []
    texts = ["China supports Russia.", "A very long story.", "الصين تساند روسيا."]
    file.write_text("".join(json.dumps({"id": str(i), "title": "عنوان", "text": text}) + "\n" for i, text in enumerate(texts)), encoding="utf-8")
    done = pipeline.build([str(file)], tmp_path / "graph", Small(error, "long", processes), linker, problems.append)
    assert (done.articles, done.assertions) == (2, 2)
    assert len(problems) == 1
    assert problems[0].startswith("1 (عنوان): not enough memory to read it (18 characters)")
    again = pipeline.build([str(file)], tmp_path / "graph", StubReader(), linker, problems.append)
    assert (again.articles, again.known, len(problems)) == (1, 2, 1)


def test_another_error_of_the_reader_is_not_taken_for_want_of_memory(tmp_path, linker):
    (tmp_path / "a.txt").write_text("China supports Russia.", encoding="utf-8")
    with pytest.raises(RuntimeError, match="sizes do not match"):
        pipeline.build([str(tmp_path / "a.txt")], tmp_path / "graph", Small(RuntimeError("sizes do not match"), "China"), linker, print)
