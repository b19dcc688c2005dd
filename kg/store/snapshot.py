"""Reading a store beside its writer: hard links to the files of one moment.

Opened read-only beside a writer, RocksDB opens most table files only when it needs them; once the writer has compacted them
away, reading fails in the middle ("No such file or directory"). Table files never change, so links to them keep that moment for
as long as the reader needs it, at no cost in space. The manifest is the list of the tables and only grows: when it is the same before
and after linking, no table came or went meanwhile and the links are one moment. A log that is still growing is safe: what is
not yet whole at its end is not read, and each transaction is whole in it.
"""

import contextlib
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

TRIES = 200


class Snapshot:
    """The files of the store in ``source`` at one moment, in a folder of its own inside ``room``, until ``close``.

    Raises ``FileNotFoundError`` when there is no store in ``source``, another ``OSError`` when links can't be made there (no right to
    write, or a file system without them).
    """

    def __init__(self, source: Path, room: Path) -> None:
        (source / "CURRENT").stat()
        self.path, self._held = _own(room)
        try:
            _link(source, self.path)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Drop the links; the store must not be read through them any more."""
        shutil.rmtree(self.path, ignore_errors=True)
        if self._held is not None:
            os.close(self._held)
            self._held = None
        with contextlib.suppress(OSError):
            self.path.parent.rmdir()


def _link(source: Path, target: Path) -> None:
    """Link the files of one moment."""
    for _ in range(TRIES):
        with contextlib.suppress(FileNotFoundError):  # a file went while it was being linked: the next try is luckier
            if _linked(source, target):
                return
        time.sleep(0.005)
    raise OSError(f"{source}: files come and go too fast")


def _linked(source: Path, target: Path) -> bool:
    """Link all; whether nothing changed meanwhile."""
    for old in target.iterdir():
        old.unlink()
    current = (source / "CURRENT").read_bytes()
    manifest = source / current.decode().strip()
    written = manifest.read_bytes()
    for file in source.iterdir():
        if file.suffix in (".sst", ".log", ".blob"):
            os.link(file, target / file.name)
    (target / manifest.name).write_bytes(written)
    (target / "CURRENT").write_bytes(current)
    return (source / "CURRENT").read_bytes() == current and manifest.stat().st_size == len(written)


def _own(room: Path) -> tuple[Path, int | None]:
    """A new folder that is marked as in use; another reader that sweeps may be faster than the mark, then a newer one."""
    for left in reversed(range(TRIES)):
        try:
            room.mkdir(exist_ok=True)
            _sweep(room)
            path = Path(tempfile.mkdtemp(dir=room))
            held = _hold(path)
        except (FileNotFoundError, BlockingIOError):
            if not left:
                raise
            continue
        if path.is_dir():
            return path, held
        if held is not None:
            os.close(held)
    raise OSError(f"{room}: no folder of one's own to be had")


def _hold(folder: Path) -> int | None:
    """Mark the folder as in use for as long as this process lives; None where the system can't."""
    if sys.platform == "win32":
        return None
    import fcntl  # noqa: PLC0415

    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return held


def _sweep(room: Path) -> None:
    """Remove what readers left that were killed."""
    if sys.platform == "win32":
        return
    for folder in room.iterdir():
        try:
            held = _hold(folder)
        except OSError:  # in use, gone already, or somebody else's
            continue
        shutil.rmtree(folder, ignore_errors=True)
        if held is not None:
            os.close(held)
