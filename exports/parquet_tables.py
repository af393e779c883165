"""Parquet for pandas, R, DuckDB: one file a table, numbers, days and lists as what they are.

Needs the extra ``parquet`` (pyarrow).
"""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import UsageError
from aimf_scraper.publishing import WrittenFile

from .flat_tables import every_row, every_table

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store

    from .flat_tables import FlatTable

#: Rows of a table that wait in memory.
_BATCH: Final = 2_000


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``TABLE.parquet`` for every table, in one pass over the records.

    Raises:
        UsageError: pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise UsageError("parquet needs pyarrow: pip install 'aimf-scraper[parquet]'")
    tables = [_Table(one, folder / f"{one.name}.parquet") for one in every_table(store)]
    by_name = {one.name: one for one in tables}
    try:
        for name, row in every_row(store):
            by_name[name].append(row)
    finally:
        for table in tables:
            table.close()
    return [WrittenFile(one.path, one.rows) for one in tables]


class _Table:
    def __init__(self, table: FlatTable, path: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra that few have
        from pyarrow import parquet  # noqa: PLC0415 - as above

        types = {
            "string": pa.string(),
            "json": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "date": pa.date32(),
            "list": pa.list_(pa.string()),
        }
        self.name, self.path, self.rows = table.name, path, 0
        self._types = [one.type for one in table.columns]
        self._schema = pa.schema([(one.name, types[one.type]) for one in table.columns])
        self._writer = parquet.ParquetWriter(path, self._schema)
        self._waiting: list[list[Any]] = []

    def append(self, row: list[Any]) -> None:
        self._waiting.append([_cell(kind, one) for kind, one in zip(self._types, row, strict=True)])
        self.rows += 1
        if len(self._waiting) == _BATCH:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - as above

        columns = zip(*self._waiting, strict=True) if self._waiting else [()] * len(self._schema)
        arrays = [
            pa.array(column, kind) for column, kind in zip(columns, self._schema.types, strict=True)
        ]
        self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        self._waiting = []

    def close(self) -> None:
        self._flush()
        self._writer.close()


def _cell(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "date":
        return date.fromisoformat(value)
    if kind == "number":
        return float(value)
    if kind == "boolean":
        return bool(value)
    return value
