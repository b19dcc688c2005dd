"""For workers, which load it by name: a reader that is slow and small, and builds to be killed and stopped."""

import os
import signal
import sys
import time
from pathlib import Path

from stub import StubReader

from kg import pipeline, store


class Fated(StubReader):
    """Takes its time, and has no memory for an article that is enormous."""

    def read(self, articles):
        for article in articles:
            time.sleep(0.01)
            if "enormous" in article.text:
                raise MemoryError
            if "هائل" in article.text:
                raise RuntimeError("CUDA out of memory")
            yield from super().read([article])


def build(address, security, folder, given, said):
    """Build with the workers of a cluster, and say how many articles were read so far."""
    from distributed import Client  # noqa: PLC0415

    from kg.scale import Team, Tools  # noqa: PLC0415

    store.FULL = 100  # quads: an article or two
    with Client(address, security=security, timeout=30) as client:
        team = Team(client, Tools(Fated))
        pipeline.gather([given], Path(folder), team.name, team.read, print, lambda s: said.send(s.articles))


def stopped(folder, given):
    """`kg build --workers 2`, and Ctrl-C when it has read five articles, as a terminal sends it: to the workers too."""
    from kg.cli import main  # noqa: PLC0415
    from kg.read import neural  # noqa: PLC0415

    def gathered(inputs, folder, name, reading, problem, step, web):
        def stepped(summary):
            step(summary)
            if summary.articles == 5:
                os.killpg(0, signal.SIGINT)

        return gather(inputs, folder, name, reading, problem, stepped, web)

    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs behind it with Ctrl-C ignored
    gather, pipeline.gather, neural.NeuralReader = pipeline.gather, gathered, Fated
    sys.argv = ["kg", "build", given, "--graph", folder, "--workers", "2"]
    main()
