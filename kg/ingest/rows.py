"""Tables of articles: CSV, TSV and Parquet, with columns known by their names in Arabic or English."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from io import StringIO
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.ingest.decode import decode
from kg.ingest.draft import Draft
from kg.ingest.packed import MOST
from kg.ingest.plain import FIELDS
from kg.lang.normalise import keys

_TEXT = "text|content|body|article|article text|full text|fulltext|maintext|story|النص|نص|نص الخبر|نص المقال|المحتوى|محتوى|المتن|متن|الخبر|المقال"
_ID = "id|article id|identifier|guid|المعرف|معرف|رقم المقال"
_NAMES = {
    keys(name): column
    for column, names in {"text": _TEXT, "id": _ID, **FIELDS}.items()
    for name in names.split("|")
}
_DELIMITERS = ",;\t|"


def separated(where: str, lines: Iterable[bytes], problem: Callable[[str], None]) -> Iterator[Draft]:
    """The articles of a file of values between commas, semicolons, tabs or bars; the first line names the columns."""
    csv.field_size_limit(MOST)
    wrong: list[str] = []
    text = _decoded(where, lines, wrong.append)
    header = next((line for line in text if line.strip()), "")
    # the one that gives most columns that are known; a header may hold others in its names
    try:
        found = {d: next(csv.reader([header], delimiter=d)) for d in _DELIMITERS}
    except csv.Error as e:
        raise InputError(f"its first line can't be read ({e}). It must name the columns.") from e
    delimiter = max(found, key=lambda d: (len(_columns(found[d])), len(found[d])))
    columns = _known(found[delimiter])
    rows = csv.reader(text, delimiter=delimiter)
    number, empty = 1, True
    while True:
        number += 1
        at = f"{where}: row {number}"
        try:
            row = next(rows, None)
        except csv.Error as e:
            problem(f"{at}: it can't be read ({e}). Mend or delete the row.")
            continue
        while wrong:
            problem(wrong.pop(0))
        if row is None:
            break
        if any(cell.strip() for cell in row):
            empty = False
            told: dict[str, Any] = {name: row[i] for name, i in columns.items() if i < len(row)}
            yield Draft(at, **told)
    if empty:
        raise InputError("there is no article in this table. Put one into it, or leave it out.")


def parquet(where: str, file: BinaryIO, problem: Callable[[str], None]) -> Iterator[Draft]:
    """The articles of a Parquet file, of which only the columns that tell something are read."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    number = 0
    try:
        table = ParquetFile(file, thrift_string_size_limit=MOST, thrift_container_size_limit=1 << 20)
        names = table.schema_arrow.names
        columns = _known(names)
        for batch in table.iter_batches(batch_size=64, columns=[names[i] for i in columns.values()], use_threads=False):
            for row in batch.to_pylist():
                number += 1
                found: dict[str, Any] = {name: _cell(row.get(names[i])) for name, i in columns.items()}
                if any(found.values()):
                    yield Draft(f"{where}: row {number}", **found)
                else:
                    problem(f"{where}: row {number}: there is nothing in it. It was left out.")
        if not number:
            raise InputError("there is no article in this table. Put one into it, or leave it out.")
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError, KeyError, TypeError) as e:
        first = str(e).strip().split("\n")[0][:200] or type(e).__name__
        raise InputError(f"it is damaged after row {number} ({first}). Write it anew.") from e


def _cell(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Which column is which; of several of one kind the first."""
    found: dict[str, int] = {}
    for i, name in enumerate(header):
        if known := _NAMES.get(keys(name.replace("_", " "))):
            found.setdefault(known, i)
    return found


def _known(header: Sequence[str]) -> dict[str, int]:
    columns = _columns(header)
    if "text" not in columns:
        named = ", ".join(header)[:200]
        raise InputError(f"no column holds text (there are: {named}). Call the one that does `text` or `النص`.")
    return columns


def _decoded(where: str, lines: Iterable[bytes], problem: Callable[[str], None]) -> Iterator[str]:
    """Lines as text; one in no known encoding is left out."""
    for number, line in enumerate(lines, 1):
        with suppress(InputError):
            yield from StringIO(decode(line).removeprefix("\ufeff").replace("\0", ""), newline=None)
            continue
        problem(f"{where}: line {number}: it is no text in an encoding that is known. It was left out; save the file in UTF-8.")
