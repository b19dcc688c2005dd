"""Which files and addresses the user means."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from io import BufferedReader, BytesIO
from pathlib import Path

PACKED = (".gz", ".bz2", ".xz", ".zst")
ENDINGS = (
    *(".txt", ".html", ".htm", ".jsonl", ".json", ".md", ".csv", ".tsv", ".parquet", ".xml", ".rss", ".atom", ".warc", ".mbox", ".eml", ".pdf"),
    *PACKED,
    ".zip",
)
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: a file, else what is ``given``, else standard input; ``name`` is what the user calls it.

    ``file`` is the file name, of which the ending may tell the format; ``charset`` what else is known to be the encoding, if anything is.
    ``online`` is the address that it came from: then what it lists may be fetched, too.
    """

    name: str
    path: Path | None = None
    given: bytes | None = None
    file: str = ""
    charset: str = ""
    online: str = ""

    @property
    def ending(self) -> str:
        """The file name's ending, lower case, without that of its packing: ``".jsonl"`` of ``news.jsonl.gz``."""
        name = Path(self.file or (self.path or Path()).name)
        return Path(name.stem if name.suffix.lower() in PACKED else name).suffix.lower()

    def open(self) -> BufferedReader:
        """Its bytes; ``OSError`` when they can't be had."""
        if self.path:
            return self.path.open("rb")
        if self.given is not None:
            return BufferedReader(BytesIO(self.given))
        return BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]


def sources(inputs: Sequence[str], problem: Callable[[str], None]) -> Iterator[Source]:
    """The files that paths, folders and patterns name, in order, and addresses as they are; ``-`` is standard input."""
    for name in inputs:
        if name == "-":
            yield Source("standard input")
            continue
        if _ADDRESS.match(name):
            yield Source(name, online=name)
            continue
        try:
            yield from _named(name, problem)
        except (OSError, ValueError) as e:  # a name that no file can have
            problem(f"{name!r}: can't be a file ({e}). Give the path of a file or folder.")


def _named(name: str, problem: Callable[[str], None]) -> Iterator[Source]:
    path = Path(name)
    if path.is_dir():
        yield from _folder(name, problem)
    elif path.exists() or path.is_symlink():
        yield Source(name, path)
    elif has_magic(name):
        found = sorted(glob(name, recursive=True))  # noqa: PTH207  # Path.glob takes no absolute pattern
        if not found:
            problem(f"{name}: no file matches this pattern. Check it, or give the path of a file or folder.")
        for match in found:
            if not Path(match).is_dir():
                yield Source(match, Path(match))
    else:
        problem(f"{name}: there is no such file or folder. Check the path.")


def _folder(name: str, problem: Callable[[str], None]) -> Iterator[Source]:
    """Every file of a known kind under a folder, by name; hidden ones are left out."""

    def closed(e: OSError) -> None:
        problem(f"{e.filename}: this folder can't be read ({e.strerror}). Check that you may read it.")

    anything = False
    for folder, inner, names in os.walk(name, onerror=closed):
        inner[:] = sorted(n for n in inner if not n.startswith("."))
        for file in sorted(names):
            path = Path(folder, file)
            if path.suffix.lower() in ENDINGS and not file.startswith(".") and (path.is_file() or path.is_symlink()):
                anything = True
                yield Source(os.path.join(folder, file), path)  # noqa: PTH118  # as the user wrote it: "./news/a.txt"
    if not anything:
        problem(f"{name}: there is no article in this folder. Alaqat reads files that end in {', '.join(ENDINGS)}.")
