"""Good bytes made bad, for tests of whatever reads bytes from outside.

``KG_FUZZ=10000 pytest tests/test_fuzz_files.py tests/ingest/test_fuzz.py`` tries so many of each kind.
"""

import os
from random import Random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

CASES = int(os.environ.get("KG_FUZZ", "15"))
fuzz = settings(max_examples=CASES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
SPICE = [
    *(b"", b"\0", b"\xff\xfe", b"\x1b[2J", b"\n", b"\r", b"<", b">", b'"', b"&", b"%", b"[" * 300, b"<a>" * 300, b"-1", b"99999999999999999999", b"\xd9"),
    *("\u202e\u2066\ud800".encode("utf-8", "surrogatepass"), b"]]>", b"<!ENTITY a 'x'>", b"\nFrom ", b"\r\n\r\n", b"Content-Length: -5\r\n", b"nan", b"WARC/1.0\r\n", b"stream\n"),
]  # fmt: skip


def spoiled(data):
    """Good bytes with pieces changed, cut out, doubled or put in: as chance has it, of which Hypothesis draws the seed (ten times as fast)."""
    return st.integers(0, 2**40).map(lambda seed: _spoilt(bytearray(data), Random(seed)))


def _spoilt(found, chance):
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(found))
        end = chance.randint(start, min(len(found), start + chance.choice([1, 4, 40, 400])))
        kind = chance.choice(["change", "cut", "end", "double", "spice", "spice"])
        if kind == "change":
            found[start:end] = chance.randbytes(end - start)
        elif kind == "cut":
            del found[start:end]
        elif kind == "end":
            del found[start:]
        elif kind == "double":
            found[start:start] = found[start:end] * chance.choice([1, 2, 50])
        else:
            found[start:end] = chance.choice(SPICE) * chance.choice([1, 3, 100])
    return bytes(found)
