"""Tables as Parquet."""

import io
from datetime import date

import pyarrow as pa
from pyarrow.parquet import write_table

from kg.export.tables import Table, tables
from kg.store import Store

TYPES = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), date: pa.date32()}


def parquet(store: Store, policy: str) -> dict[str, bytes]:
    """The tables of ``kg.export.tables``, a file each."""
    return {f"{table.name}.parquet": _parquet(table) for table in tables(store, policy)}


def _parquet(table: Table) -> bytes:
    schema = pa.schema([(name, TYPES[kind]) for name, kind in table.columns])
    columns = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    file = io.BytesIO()
    write_table(pa.table(arrays, schema=schema), file)
    return file.getvalue()
