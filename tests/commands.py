"""Commands that a test runs in a process of their own, to end it in the middle; loaded once, then copied by fork."""

import resource
from pathlib import Path

from stub import StubReader

from kg import correct, pipeline
from kg.errors import KgError
from kg.link import Linker

LINKER = Linker()


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
