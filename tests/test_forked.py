import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from threading import Thread

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.forked import forkable, forked
from kg.link import Linker
from kg.read.neural import NeuralReader
from kg.train.corpus import article

pytestmark = pytest.mark.skipif(not forkable(), reason="processes are forked on Linux only")
HERE = os.getpid()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text()), st.integers(1, 4), st.integers(1, 9))
def test_what_is_made_comes_in_order(things, processes, most):
    assert list(forked(str.upper, things, processes, most)) == [(x, x.upper()) for x in things]


def test_it_is_made_by_others():
    made = {process for _, process in forked(lambda _: os.getpid(), range(4), 2, 4)}
    assert len(made) == 2
    assert HERE not in made


def test_no_more_things_are_taken_than_are_to_be_under_way():
    taken = []
    made = forked(lambda n: n, (taken.append(n) or n for n in range(9)), 2, 3)
    for n in range(9):
        assert next(made) == (n, n)
        assert len(taken) <= n + 3


def test_they_work_on_while_nobody_listens():
    made = forked(lambda n: (n, "x" * 10_000_000, time.monotonic())[n > 0 :], range(4), 1, 4)  # more than a pipe holds
    first = next(made)
    time.sleep(0.5)
    listened = time.monotonic()
    assert first[0] == 0
    assert all(found[-1] < listened for _, found in made)


def test_what_fails_is_raised_in_its_place():
    made = forked(lambda n: 6 // n, [3, 2, 0, 1], 2, 4)
    assert [next(made), next(made)] == [(3, 2), (2, 3)]
    with pytest.raises(ZeroDivisionError):
        next(made)


def test_what_fails_to_come_is_raised_too():
    def things() -> Iterator[int]:
        yield 1
        raise ConnectionError("no more")

    with pytest.raises(ConnectionError, match="no more"):
        list(forked(str, things(), 2, 4))


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_what_one_had_that_is_ended_is_made_here(processes):
    def made(n):
        if n in (3, 4, 9) and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return n, os.getpid() == HERE

    found = list(forked(made, range(20), processes, 3))
    assert [(thing, n) for thing, (n, _) in found] == [(n, n) for n in range(20)]
    assert found[3][1][1]
    assert not found[-1][1][1]


def there(process):
    with suppress(OSError):
        os.kill(process, 0)
        return True
    return False


def test_nobody_works_on_when_the_rest_is_not_wanted():
    made = forked(lambda n: (os.getpid(), time.sleep(n)), [0, 0, 60, 60], 2, 4)
    processes = [next(made)[1][0], next(made)[1][0]]
    made.close()
    assert not any(map(there, processes))


def test_nobody_outlives_the_one_who_forked():
    code = """
import os, time
from kg.forked import forked
for _, found in forked(lambda n: (time.sleep(0.05), os.getpid())[1], range(10_000), 2, 8):
    print(found, flush=True)
"""
    one = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    processes = {int(one.stdout.readline()) for _ in range(4)}
    one.kill()
    one.wait()
    end = time.monotonic() + 20
    while any(map(there, processes)) and time.monotonic() < end:
        time.sleep(0.05)
    assert len(processes) == 2
    assert not any(map(there, processes))


def test_only_the_main_thread_forks():
    found = []
    thread = Thread(target=lambda: found.append(forkable()))
    thread.start()
    thread.join()
    assert found == [False]


GIVEN = [
    article({"id": "a", "sentences": ["أدانت مصر الهجوم الذي شنته روسيا على أوكرانيا.", "وقال وزير الخارجية المصري إن بلاده ستدعم كييف."]}),
    article({"id": "b", "lang": "en", "sentences": ["France accused Iran of arming the Houthis.", "Tehran denied it on Monday."]}),
    article({"id": "c", "sentences": ["زار الرئيس الفرنسي إيمانويل ماكرون بيروت والتقى نظيره اللبناني ميشال عون."]}),
]


@pytest.fixture
def _two_cores():
    cores = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(cores)


@pytest.mark.usefixtures("_two_cores")
def test_processes_read_what_threads_read(monkeypatch):
    reader = NeuralReader()
    forks = []
    monkeypatch.setattr(pipeline, "forked", lambda *a: forks.append(1) or forked(*a))
    by_processes = list(pipeline.read(GIVEN, reader, Linker()))
    monkeypatch.setattr(pipeline, "forkable", lambda: False)
    assert by_processes == list(pipeline.read(GIVEN, reader, Linker()))
    assert forks == [1]
    assert any(said for _, said in by_processes)


@pytest.mark.usefixtures("_two_cores")
def test_one_article_is_read_here(monkeypatch):
    monkeypatch.setattr(pipeline, "forked", None)
    assert [a.id for a, _ in pipeline.read(GIVEN[:1], NeuralReader(), Linker())] == ["a"]
    assert not list(pipeline.read([], NeuralReader(), Linker()))


def test_it_is_made_here_where_no_process_is_to_be_had(monkeypatch):
    def none(self):
        raise BlockingIOError("no more processes")

    monkeypatch.setattr("multiprocessing.context.ForkProcess.start", none)
    assert list(forked(lambda n: (n, os.getpid()), range(3), 2, 2)) == [(n, (n, HERE)) for n in range(3)]
