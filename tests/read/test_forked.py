import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import neural
from kg.read.forked import forkable, forked
from kg.read.neural import NeuralReader
from kg.train.corpus import article

pytestmark = pytest.mark.skipif(not forkable(), reason="processes are forked on Linux only")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text()), st.integers(1, 4))
def test_what_is_made_comes_in_order(things, processes):
    assert list(forked(str.upper, things, processes)) == [x.upper() for x in things]


def test_it_is_made_by_others():
    assert os.getpid() not in set(forked(lambda _: os.getpid(), range(4), 2))


def test_what_fails_is_raised_in_its_place():
    made = forked(lambda n: 6 // n, [3, 2, 0, 1], 2)
    assert [next(made), next(made)] == [2, 3]
    with pytest.raises(ZeroDivisionError):
        next(made)


def test_one_that_is_ended_has_no_memory():
    def end(n):
        if n:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    made = forked(end, [0, 1], 2)
    assert next(made) == 0
    with pytest.raises(MemoryError, match="not enough memory"):
        next(made)


def there(process):
    with suppress(OSError):
        os.kill(process, 0)
        return True
    return False


def test_nobody_works_on_when_the_rest_is_not_wanted():
    made = forked(lambda n: (os.getpid(), time.sleep(n)), [0, 0, 60, 60], 2)
    processes = [next(made)[0], next(made)[0]]
    made.close()
    assert not any(map(there, processes))


def test_nobody_outlives_the_one_who_forked():
    code = """
import os, time
from kg.read.forked import forked
for found in forked(lambda n: (time.sleep(0.05), os.getpid())[1], range(10_000), 2):
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


def test_processes_read_what_threads_read(monkeypatch):
    given = [
        article({"id": "a", "sentences": ["أدانت مصر الهجوم الذي شنته روسيا على أوكرانيا.", "وقال وزير الخارجية المصري إن بلاده ستدعم كييف."]}),
        article({"id": "b", "lang": "en", "sentences": ["France accused Iran of arming the Houthis.", "Tehran denied it on Monday."]}),
        article({"id": "c", "sentences": ["زار الرئيس الفرنسي إيمانويل ماكرون بيروت والتقى نظيره اللبناني ميشال عون."]}),
    ]  # fmt: skip
    reader = NeuralReader()
    monkeypatch.setattr(neural.torch, "get_num_threads", lambda: 2)
    forks = []
    monkeypatch.setattr(neural, "forked", lambda *a: forks.append(1) or forked(*a))
    by_processes = list(reader.read(given))
    monkeypatch.setattr(neural, "forkable", lambda: False)
    assert by_processes == list(reader.read(given))
    assert forks == [1]
    assert any(r.statements for r in by_processes)


def test_threads_read_where_no_process_is_to_be_had(monkeypatch):
    def none(self):
        raise BlockingIOError("no more processes")

    monkeypatch.setattr("multiprocessing.context.ForkProcess.start", none)
    with pytest.raises(BlockingIOError):
        forked(str.upper, ["a", "b", "c"], 2)
    monkeypatch.setattr(neural.torch, "get_num_threads", lambda: 2)
    given = [article({"id": n, "lang": "en", "sentences": ["France accused Iran of arming the Houthis."]}) for n in "abc"]
    assert [r.article for r in NeuralReader().read(given)] == given
