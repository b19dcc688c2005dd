"""The files that lie beside a graph, by their names, and how to have another process write one."""

import os
import signal
import sys
import time
from _thread import interrupt_main
from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Thread

from kg.render.turtle import pieces
from kg.store import Store


def _page(store: Store) -> Iterator[bytes]:
    from kg.render.views import draw  # noqa: PLC0415  # slow to load, and whoever writes the Turtle does without

    yield draw(store).encode()


FILES: Mapping[str, Callable[[Store], Iterable[bytes]]] = {"graph.html": _page, "graph.ttl": pieces}


def main(file: str, folder: str, parent: int) -> None:
    """Write one of the files of the graph in ``folder`` to standard output, as long as the process ``parent`` waits for it."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        interrupt_main(signal.SIGTERM)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    Thread(target=watch, daemon=True).start()
    with Store.read_only(folder) as store:
        sys.stdout.buffer.writelines(FILES[file](store))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
