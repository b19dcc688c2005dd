"""Commands that a test runs in a process of their own, to end it in the middle; loaded once, then copied by fork."""

import resource
from pathlib import Path

from py3langid import classify
from stub import StubReader

from kg import correct, pipeline, store
from kg.errors import KgError
from kg.link import Linker

LINKER = Linker()
classify("")  # loads its model now: not by a temporary file on the disk that is full
store.FULL, store.BULK = 1_500, 1_000  # so few articles are put in by several bulk loads too
pipeline._LARGE, pipeline._STRETCH = 20, 25  # other processes write the files of so few, and the graph is opened anew


def build(folder, given):
    pipeline.build([str(given)], Path(folder), StubReader(), LINKER, print)


def retract(folder, given):
    pipeline.retract(Path(folder), ["news-3"], ["صحيفة المثال"])


def merge(folder, given):
    pipeline.merge([Path(given)], Path(folder))


def same(folder, given):
    correct.merge(Path(folder), "روسيا", "China")


def run(command, folder, given, told, limit=None):
    """Run it; what a user would be told goes into the file ``told``. No file may get longer than ``limit`` bytes: as on a full disk."""
    if limit:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        command(folder, given)
    except KgError as e:
        Path(told).write_text(str(e), encoding="utf-8")
