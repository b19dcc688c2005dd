"""A writer and readers at once, each a process of its own."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from made import ENTITIES, say
from pyoxigraph import NamedNode

from kg.errors import KgError
from kg.model import Article
from kg.store import Store, terms

CHINA, RUSSIA, *_ = ENTITIES
SAID = 5

# Writes articles for ever, tells of each batch, and has Oxigraph tidy its files as often as it can: the worst neighbour a reader can have.
WRITER = """
import sys
from made import ENTITIES, say
from kg.model import Article
from kg.store import Store

def found():
    n = 0
    while True:
        name = f"ar-{n % 40}"
        said = [say(name, ENTITIES[(n + i) % 5], "supports", ENTITIES[(n + i + 1) % 5], 20 * i, confidence=n % 100 / 100) for i in range(5)]
        yield Article(name, f"text {n}", "ar", ()), said
        n += 1

with Store(sys.argv[1]) as store:
    articles = found()
    while True:
        store.add_all([next(articles) for _ in range(4)], "reader 1", 4)
        store.inner.flush()
        store.inner.optimize()
        print("written", flush=True)
"""


@pytest.fixture
def writer(tmp_path):
    paths = [str(Path(__file__).parent), str(Path(__file__).parents[2])]
    code = f"import sys; sys.path[:0] = {paths!r}\n{WRITER}"
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "written\n"
    yield process
    process.kill()
    process.communicate()


def check(store):
    """Whole articles only, and a default graph that is what they give."""
    named = {q for q in store.inner if isinstance(q.graph_name, NamedNode)}
    assert set(store.inner) - named == {q for g in store.graphs() for q in terms.merged(store.inner.quads_for_pattern(None, None, None, g))}
    said = list(store.assertions())
    assert len(said) == SAID * len(list(store.articles()))
    return said


def test_reading_beside_a_writer(tmp_path, writer):
    with Store.read_only(tmp_path) as early:
        before = check(early)
        for _ in range(6):
            with Store.read_only(tmp_path) as store:
                check(store)
        assert check(early) == before
    assert writer.poll() is None


def test_a_killed_writer_leaves_whole_articles(tmp_path, writer):
    for wait in (0.05, 0.2):
        time.sleep(wait)
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    with Store.read_only(tmp_path) as store:
        said = check(store)
    with Store(tmp_path) as store:
        assert check(store) == said
        assert store.add(Article("ar-0", "again", "ar", ()), [say("ar-0", CHINA, "aids", RUSSIA, 20 * i) for i in range(SAID)], "reader 1")


def test_a_second_writer_is_told(tmp_path, writer):
    with pytest.raises(KgError, match="another process writes to this graph"):
        Store(tmp_path)


def test_a_second_writer_in_one_process_is_told(tmp_path):
    with Store(tmp_path), pytest.raises(KgError, match="another process writes to this graph"):
        Store(tmp_path)
    with Store(tmp_path):
        pass


def test_a_graph_that_somebody_keeps_open_is_not_opened_anew(tmp_path):
    with Store(tmp_path) as store:
        kept = store.inner
        with pytest.raises(KgError, match="another process writes to this graph"):
            store.reopen()
        with pytest.raises(KgError, match="the graph is closed"):
            store.inner  # noqa: B018
        del kept
    with Store(tmp_path):
        pass


def test_of_what_is_read_only_nothing_is_opened_for_writing(tmp_path):
    with Store(tmp_path) as store:
        size = len(store.inner)
    with Store.read_only(tmp_path) as store:
        with pytest.raises(KgError, match="open for reading only"):
            store.reopen()
        assert len(store.inner) == size


def test_what_a_killed_reader_left_is_swept(tmp_path):
    with Store(tmp_path):
        pass
    left = tmp_path / ".reading" / "left"
    left.mkdir(parents=True)
    (left / "000001.sst").write_bytes(b"")
    with Store.read_only(tmp_path), Store.read_only(tmp_path):
        assert not left.exists()
        assert len(list((tmp_path / ".reading").iterdir())) == 2
    assert not (tmp_path / ".reading").exists()
