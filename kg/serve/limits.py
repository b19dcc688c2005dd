"""How much one who asks may have."""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds`` an answer may take, and may wait before it is begun; ``rows`` and ``size`` (bytes) of an answer, which is cut there.

    ``workers`` answer at a time, ``waiting`` more requests wait for them; ``memory`` (bytes) is what one worker may have. ``text`` is the
    longest request in bytes.
    """

    seconds: float = 10
    rows: int = 10_000
    size: int = 20_000_000
    workers: int = field(default_factory=lambda: min(8, max(2, os.cpu_count() or 2)))
    waiting: int = 200
    memory: int = 2 << 30
    text: int = 1 << 20
