"""The graph on the web: a SPARQL 1.1 endpoint, and pages for people: search, actors, two actors, events, articles, sentences, the graph, queries.

It only reads. The server itself only takes requests and hands them on; each is answered in a worker process (``workers``) that opens the graph
for reading, has bounded memory, and is killed when the answer takes too long, whatever it is doing. Each worker keeps the assertions as columns
of numbers (``index``), so that a page reads from the graph no more than it shows. The pages run no script, but for the drawing of the graph and
the editor of queries, which run their own and nothing else; none asks anything of other machines.
"""

import contextlib
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from kg.errors import InputError
from kg.serve.app import application
from kg.serve.limits import Limits
from kg.store import Store


def serve(folder: Path, host: str, port: int, limits: Limits, tell: Callable[[str], None]) -> None:
    """Serve the graph until the process is told to end; ``tell`` has the address once it listens. Port 0 is any free one.

    Raises ``InputError`` when there is no graph, or when it can't listen there.
    """
    with Store.read_only(folder):
        pass
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=512)
    except OSError as e:
        raise InputError(f"--host {host} --port {port}: can't listen there ({e.strerror or e}). Give another --port.") from e
    shown = f"[{host}]" if ":" in host else host
    with listening, contextlib.suppress(KeyboardInterrupt):
        tell(f"http://{shown}:{listening.getsockname()[1]}/")
        quiet = uvicorn.Config(application(folder, limits), log_level="warning", server_header=False, timeout_graceful_shutdown=2)
        uvicorn.Server(quiet).run(sockets=[listening])
