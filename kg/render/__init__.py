"""The graph for people and for other programs: pages, records, and the standard forms of RDF."""

import sys


def without_plots() -> None:
    """Load igraph without matplotlib, which it would load for plots of its own: a second and more of the start.

    For commands and workers: in a process of Alaqat's own nobody has igraph plot. Elsewhere somebody might, and then it must find matplotlib.
    """
    if not {"igraph", "matplotlib"} & sys.modules.keys():
        sys.modules["matplotlib"] = None  # type: ignore[assignment]  # as if it were not installed
        try:
            import igraph  # noqa: F401, PLC0415
        finally:
            del sys.modules["matplotlib"]
