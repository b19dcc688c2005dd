"""Reading with many processes, on one machine or on many: `pipeline.read` by the workers of a Dask cluster.

Articles go to the workers in groups, and what is found comes back in the order of the articles. So the one process that writes makes
the graph that it would make alone, byte for byte, and the graph is all that a build which was killed needs to go on. The workers need neither the
inputs nor the graph: only Alaqat, in the same version.
"""

import ctypes
import logging
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from itertools import islice
from multiprocessing import resource_tracker
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import dask
from distributed import CancelledError, Client, Future, KilledWorker, LocalCluster, get_worker
from distributed.comm import CommClosedError

from kg import __version__
from kg.errors import InputError, KgError
from kg.link import Linker
from kg.link.authority import authority
from kg.model import Article
from kg.pipeline import Found, left_out, read
from kg.read import Reader
from kg.resources import HERE, folder

GROUP = 16  # articles: what the death of a worker costs
AHEAD = 3  # groups a worker that are under way
CONNECT = 10.0  # seconds that a scheduler has to answer, and that its first worker may take to come
LONE = 60.0  # seconds that a cluster may be without workers
LOCAL = "local"
SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1GB",  # a group of long articles is none
    "distributed.scheduler.http.routes": [],  # no pages
    "distributed.worker.http.routes": [],
}
ONE = Lock()  # a worker of several threads gives them all to one group

Result = tuple[list[Found], list[str]]  # what was read, and the lines of what was left out


@dataclass(frozen=True, slots=True)
class Tools:
    """What a worker reads with: ``reader`` makes the reader, ``entities`` are names and contents of authority files of the user's own."""

    reader: Callable[[], Reader]
    entities: tuple[tuple[str, bytes], ...] = ()


def tools(reader: Callable[[], Reader], entities: Sequence[Path]) -> Tools:
    """Tools with these authority files, which need not be where the workers are. Raises ``ResourceError`` when one is wrong."""
    if entities:
        authority(*entities)
    return Tools(reader, tuple((path.name, path.read_bytes()) for path in entities))


@contextmanager
def cluster(address: str, workers: int = 0) -> Iterator[Client]:
    """The Dask cluster at an address; or, ``local``, ``workers`` processes of this machine (0: one a core), which end with it.

    Raises ``InputError`` when there is none.
    """
    for name in ("distributed", "distributed.client"):  # what goes wrong is told in the words of Alaqat
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set(SETTINGS):
        if address == LOCAL:
            cores = os.cpu_count() or 1
            several = workers or cores
            with _unheard():
                # each connection is encrypted with keys of its own: to no one else on this machine do the workers listen
                started = LocalCluster(
                    n_workers=several,
                    threads_per_worker=max(1, cores // several),
                    memory_limit=None,  # a worker that is short of it would wait for ever: the reader's own share never shrinks
                    host="127.0.0.1",
                    security=True,
                    dashboard_address="127.0.0.1:0",  # without it, pages are served, at every address
                    worker_dashboard_address="127.0.0.1:0",
                    scheduler_kwargs={"dashboard": False},
                    silence_logs=logging.CRITICAL,
                )
            with started, Client(started, set_as_default=False) as client:
                yield client
            return
        try:
            client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as e:
            raise InputError(f"--dask {address}: no Dask scheduler answers there. Start one with `dask scheduler`, or say `--dask {LOCAL}`.") from e
        except TypeError as e:
            raise InputError(f"--dask {address}: Dask has no keys here. Tell it of some: `distributed.comm.tls` in its configuration.") from e
        with client:
            try:
                client.wait_for_workers(1, timeout=CONNECT)
            except TimeoutError as e:
                raise InputError(f"--dask {address}: the scheduler has no workers. Start some with `dask worker {address}`.") from e
            try:
                yield client
            except (CancelledError, CommClosedError) as e:
                raise KgError(f"--dask {address}: the scheduler is gone. What was read is safe: start it again with workers, and run the command again.") from e


@contextmanager
def _unheard() -> Iterator[None]:
    """Ctrl-C is for this process, which then ends those that begin here: they, and threads that begin others later, do not hear it."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # it unblocks what is blocked
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


class Team:
    """The workers of a cluster, reading with the same tools. ``name`` is that of their reader.

    Raises ``KgError`` when a worker has another version of Alaqat, or when all are gone.
    """

    def __init__(self, client: Client, tools: Tools) -> None:
        self.client, self.tools = client, tools
        try:
            self.name: str = self._result(client.submit(_name, tools, version(), pure=False))
        except KilledWorker as e:
            raise KgError("The Dask workers end when they are to load the reader. See what they print: is this version of Alaqat installed on each host?") from e

    def read(self, articles: Iterable[Article], problem: Callable[[str], None]) -> Iterator[Found]:
        """See `kg.pipeline.read`. An article that ends each worker that reads it is left out, too."""
        rest = iter(articles)
        waiting: deque[tuple[list[Article], Future]] = deque()
        while group := list(islice(rest, GROUP)):
            waiting.append((group, self._asked(group)))
            if len(waiting) >= AHEAD * len(self.client.nthreads()) or waiting[0][1].done():
                yield from self._taken(*waiting.popleft(), problem)
        while waiting:
            yield from self._taken(*waiting.popleft(), problem)

    def _asked(self, group: list[Article]) -> Future:
        return self.client.submit(_read, self.tools, version(), group, pure=False)

    def _taken(self, group: list[Article], future: Future, problem: Callable[[str], None]) -> Iterator[Found]:
        try:
            found, told = self._result(future)
        except KilledWorker:
            if len(group) == 1:
                problem(left_out(group[0], "each worker that read it was killed"))
            else:
                for article in group:  # one after the other: what dies with one of them is not taken for it
                    yield from self._taken([article], self._asked([article]), problem)
            return
        for line in told:
            problem(line)
        yield from found

    def _result(self, future: Future) -> Any:
        while True:
            try:
                return future.result(timeout=LONE)
            except TimeoutError:
                if not self.client.nthreads():
                    raise KgError("No Dask worker is left. What was read is safe: start some, and run the command again.") from None


@cache
def version() -> str:
    """The version of Alaqat, and eight hexadecimal digits that tell its code, weights and ontology from others."""
    digest = sha256()
    for top in (HERE, folder("ontology")):
        for path in sorted(p.relative_to(top) for p in top.rglob("*") if p.is_file()):
            if not {"__pycache__", "data"} & set(path.parts):
                digest.update(f"{path.as_posix()}\n".encode() + sha256((top / path).read_bytes()).digest())
    return f"{__version__} ({digest.hexdigest()[:8]})"


def _name(tools: Tools, wanted: str) -> str:
    """The name of a worker's reader."""
    with ONE:
        return _loaded(tools, wanted)[0].name


def _read(tools: Tools, wanted: str, group: list[Article]) -> Result:
    """Read a group, in a worker."""
    told: list[str] = []
    with ONE:
        reader, linker = _loaded(tools, wanted)
        if torch := sys.modules.get("torch"):  # counts them for each thread apart, and this may be another one than before
            torch.set_num_threads(get_worker().state.nthreads)
        return list(read(group, reader, linker, told.append)), told


@lru_cache(1)
def _loaded(tools: Tools, wanted: str) -> tuple[Reader, Linker]:
    """The reader and the linker of this process. Raises ``KgError`` when it has another version of Alaqat than is wanted."""
    if version() != wanted:
        raise KgError(f"Dask worker {get_worker().address}: it has Alaqat {version()}, and here is {wanted}. Install the same on every host.")
    _hold_memory()
    with TemporaryDirectory() as room:
        paths = [Path(room, str(number), name) for number, (name, _) in enumerate(tools.entities)]
        for path, (_, content) in zip(paths, tools.entities, strict=True):
            path.parent.mkdir()
            path.write_bytes(content)
        return tools.reader(), Linker(paths)


def _hold_memory() -> None:
    """Keep what the network gives back for its next window. Dask's workers return it to the system at once: reading takes twice as long."""
    if mallopt := getattr(ctypes.CDLL(None) if sys.platform == "linux" else None, "mallopt", None):
        mallopt(-1, 1 << 28)  # M_TRIM_THRESHOLD, bytes
        mallopt(-3, 1 << 25)  # M_MMAP_THRESHOLD: the most that there is
