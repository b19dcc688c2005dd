"""Web archives (WARC), as of Common Crawl's news, through fastwarc."""

from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecordType

from kg.errors import InputError
from kg.ingest import page
from kg.ingest.decode import decode
from kg.ingest.draft import Draft

MOST = 16 << 20  # bytes of a page; a longer one is no article
_PAGES = ("text/html", "application/xhtml+xml")


class _Stream:
    """What fastwarc asks of a file, of one that can only be read on, too; what comes before damage is not lost with it."""

    def __init__(self, file: BufferedReader) -> None:
        self.file, self.place = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read1(size)
        self.place += len(data)
        return data

    def tell(self) -> int:
        return self.place


def parse(where: str, file: BufferedReader, problem: Callable[[str], None]) -> Iterator[Draft]:
    """The articles in the pages of an archive; what is no page (images, styles, requests, redirects) is passed over."""
    records = ArchiveIterator(cast("BinaryIO", _Stream(file)), record_types=WarcRecordType.response, auto_decode="all", stream_detect=False)
    number = 0
    while True:
        try:
            record = next(records, None)
            if record is None:
                break
            number += 1
            headers = record.http_headers
            if headers is None or headers.status_code != 200 or record.http_content_type not in _PAGES:
                continue
            at = f"{where}: record {number}"
            data = record.reader.read(MOST + 1)
            url, charset = (record.headers.get("WARC-Target-URI") or "").strip("<>"), record.http_charset or ""
        except InputError:
            raise
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as e:  # fastwarc names no errors of its own, and what goes wrong in its Rust is no Exception
            raise InputError(f"after record {number}: it is damaged ({e or type(e).__name__}). What came before was read.") from e
        if len(data) > MOST:
            problem(f"{at}: it is a page of more than {MOST >> 20} MB. It was left out.")
            continue
        try:
            yield page.parse(at, decode(data, html=True, charset=charset), url)
        except InputError as e:
            problem(f"{at} ({url}): {e}" if url else f"{at}: {e}")
    if not number:
        raise InputError("there is no page in this web archive. Check that it is WARC, or leave it out.")
