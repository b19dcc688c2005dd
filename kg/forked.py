"""Work on many things at once in processes: of the threads of one process, only one at a time runs Python."""

import gc
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import cycle
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
U = TypeVar("U")


def forkable() -> bool:
    """Whether this process may be forked: where that is safe, and no other thread of it is at the same work."""
    return sys.platform == "linux" and threading.current_thread() is threading.main_thread() and not current_process().daemon


def forked(work: Callable[[T], U], given: Iterable[T], processes: int, most: int) -> Iterator[tuple[T, U]]:
    """Each thing and what ``work`` makes of it, in order; ``most`` things at a time are under way.

    The processes have what this one has in memory, and a core each; what goes to them and comes back is pickled. Raises what ``work``
    raises. What a process has that is ended from outside, as Linux does where memory is short, and all where the system grants no
    more processes, is made here. No process outlives this one: it ends when it has nobody to tell.
    """
    rest, waiting = iter(given), deque[T]()
    while True:
        try:
            team = _Team(work, processes)
        except OSError:
            yield from ((thing, work(thing)) for thing in rest)
            return
        try:
            for found in team.made(rest, waiting, most):
                yield waiting.popleft(), found
        except _EndedError:
            team.end()  # so that what it had is there for this one
            while waiting:
                thing = waiting.popleft()
                yield thing, work(thing)
        else:
            return
        finally:
            team.end()


class _EndedError(Exception):
    """A process was ended from outside."""


class _Team:
    """Processes at the same work, which take turns."""

    def __init__(self, work: Callable[[Any], Any], processes: int) -> None:
        context = get_context("fork")
        self.workers: list[BaseProcess] = []
        self.ends: list[Connection] = []
        try:
            for _ in range(processes):
                here, there = context.Pipe()
                self.ends.append(here)
                worker = context.Process(target=_work, args=(work, there, tuple(self.ends)), daemon=True)
                worker.start()
                self.workers.append(worker)
                there.close()
        except OSError:
            self.end()
            raise

    def made(self, rest: Iterator[T], waiting: deque[T], most: int) -> Iterator[Any]:
        """What is made of the first of those ``waiting``, which whoever hears it takes away. Raises _EndedError."""
        asked, heard = cycle(self.ends), cycle(self.ends)
        turn = next(heard)
        for thing in rest:
            waiting.append(thing)
            with _pipe():
                next(asked).send(thing)
            while len(waiting) >= most or (waiting and turn.poll()):
                yield _heard(turn)
                turn = next(heard)
        while waiting:
            yield _heard(turn)
            turn = next(heard)

    def end(self) -> None:
        """End them, whatever they do."""
        for worker in self.workers:
            worker.kill()
            worker.join()
        for end in self.ends:
            end.close()


@contextmanager
def _pipe() -> Iterator[None]:
    try:
        yield
    except (EOFError, ConnectionError) as e:
        raise _EndedError from e


def _heard(end: Connection) -> Any:
    with _pipe():
        good, found = end.recv()
    if not good:
        raise found
    return found


def _work(work: Callable[[Any], Any], there: Connection, others: Iterable[Connection]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever forked this one is told too, and ends it
    for end in others:  # so that only the one who forked can read, and writing fails once that one is gone
        end.close()
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
    gc.freeze()  # what it has from the one who forked is no garbage: it need not be looked through
    made = SimpleQueue[bytes]()
    threading.Thread(target=_tell, args=(made, there), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            thing = there.recv()
            try:
                said = (True, work(thing))
            except Exception as e:  # noqa: BLE001  (it is raised where it is heard)
                said = (False, e)
            made.put(pickle.dumps(said))


def _tell(made: "SimpleQueue[bytes]", there: Connection) -> None:
    """Tell what was made, while more is made, however long nobody listens."""
    try:
        while True:
            there.send_bytes(made.get())
    except OSError:  # nobody will
        os._exit(1)
