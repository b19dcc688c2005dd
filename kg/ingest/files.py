"""Which files the user means."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

ENDINGS = (".txt", ".html", ".htm", ".jsonl", ".json", ".md")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or standard input when ``path`` is None; ``name`` is what the user calls it."""

    name: str
    path: Path | None = None

    @property
    def ending(self) -> str:
        """The file name's ending, lower case: ``".html"``."""
        return self.path.suffix.lower() if self.path else ""


def sources(inputs: Sequence[str], problem: Callable[[str], None]) -> Iterator[Source]:
    """The files that paths, folders and patterns name, in order; ``-`` is standard input."""
    for name in inputs:
        if name == "-":
            yield Source("standard input")
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
