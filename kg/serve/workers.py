"""Worker processes: each does one job at a time, and is killed and replaced when that takes too long.

A thread can't be stopped inside the query engine, and the engine's own time-out is looked at too seldom; a process can be killed at any
moment. A worker that uses more memory than it may, or more stack than there is, ends alone.
"""

import asyncio
import contextlib
import multiprocessing
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Concatenate, ParamSpec

from kg.errors import KgError
from kg.serve.limits import Limits
from kg.serve.reply import Reply, told
from kg.store import STORE, Store

SPAWN = multiprocessing.get_context("spawn")
BOOT = 120.0  # seconds that a worker may take before its first job
GRACE = 5.0  # seconds after which a worker ends itself that nobody has killed

P = ParamSpec("P")
Job = Callable[Concatenate[Store, P], Reply]


class BusyError(Exception):
    """All workers are at work, and too many wait already."""


class LateError(Exception):
    """The job took too long, and was ended."""


class LostError(Exception):
    """The worker ended in the middle of the job: it had no more memory or stack."""


class Workers:
    """Those who read the graph in ``folder``; they begin to start at once. ``stop`` ends them all, whatever they do."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder, self._limits = folder, limits
        self._lock, self._stopped, self._waiting = Lock(), False, 0
        self._alive: set[_Worker] = set()
        self._idle: SimpleQueue[_Worker] = SimpleQueue()
        self._free = asyncio.Semaphore(limits.workers)
        self._threads = ThreadPoolExecutor(limits.workers)
        for _ in range(limits.workers):
            self._idle.put(self._start())

    async def do(self, job: Job[P], *args: P.args, **kwargs: P.kwargs) -> Reply:
        """Have a worker do ``job(store, ...)``, a function of a module; raises ``BusyError``, ``LateError`` or ``LostError``."""
        if self._free.locked() and self._waiting >= self._limits.waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._free.acquire()
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._do, (job, args, kwargs))
        finally:
            self._free.release()

    def stop(self) -> None:
        """End all workers, and wait until they are gone."""
        with self._lock:
            self._stopped = True
            for worker in self._alive:
                worker.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._alive:
            worker.end()

    def _do(self, job: object) -> Reply:
        worker = self._idle.get()  # there is one: there are as many as threads
        try:
            return worker.do(job, self._limits.seconds)
        except (LateError, LostError):
            worker = self._replaced(worker)
            raise
        finally:
            self._idle.put(worker)

    def _replaced(self, worker: "_Worker") -> "_Worker":
        with self._lock:
            if self._stopped:
                return worker
            self._alive.discard(worker)
            worker.end()
            return self._start()

    def _start(self) -> "_Worker":
        worker = _Worker(self._folder, self._limits)
        self._alive.add(worker)
        return worker


class _Worker:
    """The near end of a worker."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._pipe, far = SPAWN.Pipe()
        self._ready = False
        self.process = SPAWN.Process(target=_work, args=(far, folder, limits), daemon=True)
        self.process.start()
        far.close()

    def do(self, job: object, seconds: float) -> Reply:
        try:
            if not self._ready:
                self._receive(BOOT)
                self._ready = True
            self._pipe.send(job)
            return self._receive(seconds)
        except (EOFError, OSError) as e:
            raise LostError from e

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self._pipe.close()

    def _receive(self, seconds: float) -> Reply:
        if not self._pipe.poll(seconds):
            raise LateError
        reply: Reply = self._pipe.recv()
        return reply


class _Graph:
    """The graph in a folder as it is now: opened again whenever its files have changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store: Store | None = None
        self._seen: object = None

    def now(self) -> Store:
        seen = self._files()
        if self._store is None or seen != self._seen:
            if self._store:
                self._store.close()
                self._store = None
            self._store, self._seen = Store.read_only(self._folder), seen
        return self._store

    def _files(self) -> object:
        """What changes with each transaction: the sizes of the logs and tables, and when they were last written."""
        found = []
        for file in (self._folder / STORE).glob("*"):
            if file.suffix in (".log", ".sst") or file.name.startswith("MANIFEST"):
                with contextlib.suppress(FileNotFoundError):
                    found.append((file.name, file.stat().st_size, file.stat().st_mtime_ns))
        return sorted(found)


def _work(pipe: Connection, folder: Path, limits: Limits) -> None:
    """The far end: do jobs until the near end is closed. Ctrl-C is for the server, which then ends its workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from kg.render import without_plots  # noqa: PLC0415

    without_plots()
    from kg.render import page  # noqa: F401, PLC0415  # what takes time to load is loaded before the first job
    from kg.serve.index import index  # noqa: PLC0415

    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory if hard < 0 else min(limits.memory, hard), hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    graph = _Graph(folder)
    with contextlib.suppress(EOFError, OSError):  # the server is gone
        with contextlib.suppress(KgError):
            index(graph.now())
        pipe.send(None)
        while True:
            job, args, kwargs = pipe.recv()
            _alarm(limits.seconds + GRACE)
            try:
                reply = job(graph.now(), *args, **kwargs)
            except KgError as e:
                reply = told(500, str(e))
            except MemoryError:
                return
            _alarm(0)
            pipe.send(reply)


def _alarm(seconds: float) -> None:
    """End this process after so many seconds, even inside the engine: the server may have been killed meanwhile. 0 takes it back."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)
