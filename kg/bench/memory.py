"""The most memory that a process had."""

import sys


def peak(*, others: bool = False) -> int:
    """Bytes that this process had at most, or with ``others`` the largest of those that it forked and that are over, with what they shared with it.

    0 where the system does not tell.
    """
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415  # is not on Windows

    return resource.getrusage(resource.RUSAGE_CHILDREN if others else resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
