"""Work on many things at once in processes: of the threads of one process, only one at a time runs Python."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

T = TypeVar("T")
U = TypeVar("U")


def forkable() -> bool:
    """Whether this process may be forked: where that is safe, and no other thread of it is at the same work."""
    return sys.platform == "linux" and threading.current_thread() is threading.main_thread() and not current_process().daemon


def forked(work: Callable[[T], U], given: Sequence[T], processes: int) -> Iterator[U]:
    """What ``work`` makes of each thing, in order. The processes have what this one has in memory; what they make is pickled.

    Raises OSError, before any of it, when the system grants no more processes; then what ``work`` raises, and MemoryError when a process
    is ended from outside, as Linux does where memory is short. No process outlives this one: it ends when it has nobody to tell.
    """
    context = get_context("fork")
    ends: list[Connection] = []
    workers: list[BaseProcess] = []
    try:
        for k in range(processes):
            here, there = context.Pipe(duplex=False)
            ends.append(here)
            worker = context.Process(target=_work, args=(work, given[k::processes], there, tuple(ends)), daemon=True)
            worker.start()
            workers.append(worker)
            there.close()
    except OSError:
        _end(workers, ends)
        raise
    return _heard(workers, ends, len(given))


def _heard(workers: Sequence[BaseProcess], ends: Sequence[Connection], things: int) -> Iterator[Any]:
    try:
        for i in range(things):
            try:
                good, found = ends[i % len(ends)].recv()
            except EOFError as e:
                raise MemoryError("a process that reads was ended, as is done where there is not enough memory") from e
            if not good:
                raise found
            yield found
    finally:
        _end(workers, ends)


def _end(workers: Sequence[BaseProcess], ends: Sequence[Connection]) -> None:
    for worker in workers:
        worker.kill()
        worker.join()
    for end in ends:
        end.close()


def _work(work: Callable[[T], U], given: Sequence[T], there: Connection, others: Sequence[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever forked this one is told too, and ends it
    for end in others:  # so that only the one who forked can read, and writing fails once that one is gone
        end.close()
    try:
        for one in given:
            try:
                said: tuple[bool, U | Exception] = (True, work(one))
            except Exception as e:  # noqa: BLE001  (it is raised where it is heard)
                said = (False, e)
            there.send(said)
    except OSError:  # nobody hears it any more
        return
