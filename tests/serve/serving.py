"""The command as other people start it."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]


def start(*args):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "kg.cli", "serve", *map(str, args)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, text=True, start_new_session=True)


@contextmanager
def serving(*args):
    """The running server and its address; it is ended at the end, if it has not ended."""
    running = start(*args, "--port", 0)
    try:
        yield running, re.match(r"(http://127\.0\.0\.1:\d+/) ", running.stdout.readline())[1]
    finally:
        if running.poll() is None:
            running.terminate()
            running.communicate(timeout=20)
