"""Tables as CSV (RFC 4180, UTF-8), for spreadsheets first.

A text that a spreadsheet would take for a formula gets an apostrophe before it, which only ever is added to a text that begins with such a
sign after any number of apostrophes: so it can be taken off again without doubt. The byte order mark tells spreadsheets that it is UTF-8.
"""

import csv
import io
import re
from datetime import date

from kg.export import tables
from kg.export.events import events as coded
from kg.export.tables import Cell, Table
from kg.store import Store

FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
MARK = "\ufeff"


def sheets(store: Store, policy: str) -> dict[str, bytes]:
    """The tables of ``tables.tables``, a file each."""
    return {f"{table.name}.csv": csv_of(table) for table in tables.tables(store, policy)}


def events(store: Store, policy: str) -> bytes:
    """The table of ``kg.export.events``."""
    return csv_of(coded(store, policy))


def csv_of(table: Table, mark: str = MARK) -> bytes:
    """A table as CSV, with the names of the columns in the first line; a cell that is not known is empty."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(name for name, _ in table.columns)
    writer.writerows([_written(cell) for cell in row] for row in table.rows)
    return (mark + lines.getvalue()).encode()


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, bool):
        return str(cell).lower()
    return cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell)


def harmless(text: str) -> str:
    """A text that no spreadsheet calculates.

    >>> harmless("=1+1"), harmless("قال: -5"), harmless("'=1"), harmless("'نعم'")
    ("'=1+1", 'قال: -5', "''=1", "'نعم'")
    """
    return f"'{text}" if FORMULA.match(text) else text
