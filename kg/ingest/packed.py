"""Compressed files and ZIP archives, unpacked as they are read: a small file that would unpack to a huge one fills no memory."""

import bz2
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from struct import error as struct_error
from typing import BinaryIO, Protocol, cast

from kg.errors import InputError
from kg.ingest.files import Source

MOST = 64 << 20  # bytes of one document, once unpacked; formats of a line or record an article are read piece by piece and have no limit
MOST_FILES = 100_000  # in a ZIP archive
_ERRORS = (EOFError, zlib.error, lzma.LZMAError, OSError, ValueError)


class _Packed(Protocol):
    def read1(self, size: int = -1, /) -> bytes: ...


def _zstd(file: BinaryIO) -> _Packed:
    import pyarrow as pa  # noqa: PLC0415  # heavy; Python itself has it from 3.14 on

    return cast("_Packed", pa.CompressedInputStream(pa.PythonFile(file, mode="r"), "zstd"))


_OPENERS: tuple[tuple[bytes, str, Callable[[BinaryIO], _Packed]], ...] = (
    (b"\x1f\x8b\x08", "gzip", lambda file: gzip.GzipFile(fileobj=file)),
    (b"BZh", "bzip2", bz2.BZ2File),
    (b"\xfd7zXZ\x00", "xz", lzma.LZMAFile),
    (b"\x28\xb5\x2f\xfd", "Zstandard", _zstd),
)
_BZ2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # what follows "BZh" and a digit; a text may begin with "BZh"


class _Unpacked(io.RawIOBase):
    """A stream that says what is wrong as an ``InputError``."""

    def __init__(self, packed: _Packed, kind: str) -> None:
        self.packed, self.kind = packed, kind

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            found = self.packed.read1(len(buffer))  # no more at once: what comes before damage is not lost with it
        except _ERRORS as e:
            raise InputError(f"it is damaged: not whole {self.kind} ({e or type(e).__name__}). Get the file anew.") from e
        buffer[: len(found)] = found
        return len(found)


def packing(file: io.BufferedReader) -> str:
    """How the bytes are packed, by what they begin with; empty when they are not."""
    head = file.peek(10)[:10]
    for magic, kind, _ in _OPENERS:
        if head.startswith(magic) and (kind != "bzip2" or head[4:].startswith(_BZ2_BLOCKS)):
            return kind
    return ""


def unpacked(file: io.BufferedReader) -> io.BufferedReader:
    """The bytes, unpacked if they are packed; ``InputError`` when they are packed twice, and later when they are damaged."""
    kind = packing(file)
    if not kind:
        return file
    opened = next(opener for _, name, opener in _OPENERS if name == kind)
    try:
        inner: io.BufferedReader = io.BufferedReader(_Unpacked(opened(file), kind), 1 << 16)
    except _ERRORS as e:
        raise InputError(f"it is damaged: not whole {kind} ({e or type(e).__name__}). Get the file anew.") from e
    if packing(inner):
        raise InputError("it is packed twice. Unpack it once, and give what comes out.")
    return inner


def whole(file: BinaryIO) -> bytes:
    """All bytes of one document; ``InputError`` when there are more than ``MOST``."""
    data = file.read(MOST + 1)
    if len(data) > MOST:
        raise InputError(f"it holds more than {MOST >> 20} MB in one document. Split it, or give its articles as JSON lines.")
    return data


def lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines; ``InputError`` when one is longer than ``MOST``."""
    while line := file.readline(MOST + 1):
        if len(line) > MOST:
            raise InputError(f"a line of it is longer than {MOST >> 20} MB. Break it into one article a line.")
        yield line


def members(source: Source, file: io.BufferedReader, problem: Callable[[str], None]) -> Iterator[Source]:
    """The files in a ZIP archive, in order of name, hidden ones left out; nothing is written to disk."""
    archive: BinaryIO = file if file.seekable() else io.BytesIO(whole(file))
    try:
        with zipfile.ZipFile(archive) as opened:
            found = sorted((i for i in opened.infolist() if not i.is_dir()), key=lambda i: i.filename)
            if any(i.filename in {"[Content_Types].xml", "mimetype"} for i in found):
                raise InputError("this is an office document or book, not text. Save its text as a .txt file in UTF-8.")
            if len(found) > MOST_FILES:
                raise InputError(f"it holds more than {MOST_FILES:,} files. Unpack it, and give the folder.")
            shown = [i for i in found if not any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in i.filename.split("/"))]
            if not shown:
                raise InputError("there is no file in this archive. If there should be one, get the archive anew: it may be damaged.")
            for info in shown:
                name = f"{source.name}: {info.filename}"
                try:
                    with opened.open(info) as member:
                        data = whole(cast("BinaryIO", member))
                except InputError as e:
                    problem(f"{name}: {e}")
                except (zipfile.BadZipFile, RuntimeError, NotImplementedError, *_ERRORS) as e:
                    problem(f"{name}: can't be unpacked ({e or type(e).__name__}). Unpack it with another program.")
                else:
                    yield Source(name, given=data, file=info.filename)
    except (zipfile.BadZipFile, NotImplementedError, struct_error, *_ERRORS) as e:
        raise InputError(f"it is damaged: not a whole ZIP archive ({e or type(e).__name__}). Get the file anew.") from e
