"""The files that lie beside a graph, by their names, and how to have another process write one."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.render.turtle import pieces
from kg.store import Store


def _page(store: Store) -> Iterator[bytes]:
    from kg.render.views import draw  # noqa: PLC0415  # slow to load, and whoever writes the Turtle does without

    yield draw(store).encode()


FILES: Mapping[str, Callable[[Store], Iterable[bytes]]] = {"graph.html": _page, "graph.ttl": pieces}


def main(file: str, folder: str, parent: int) -> None:
    """Write one of the files of the graph in ``folder`` to standard output, as long as the process ``parent`` waits for it."""
    with Store.read_only(folder) as store:
        for piece in FILES[file](store):
            if os.getppid() != parent:
                sys.exit(1)
            sys.stdout.buffer.write(piece)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
