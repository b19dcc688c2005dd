"""For workers, which load it by name: a reader that is slow and small, and a build to be killed."""

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
