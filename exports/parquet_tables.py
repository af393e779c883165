"""Parquet for pandas, R, DuckDB: one file a table, numbers, days, money and lists as what they are.

Money is a decimal with four places, as many as ISO 4217 knows; lists of facts are lists of
structs. Needs the extra ``parquet`` (pyarrow).
"""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from decimal import Context, Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import UsageError
from aimf_scraper.identifiers import Ids
from aimf_scraper.publishing import WrittenFile

from .flat_tables import every_row, every_table, struct_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aimf_scraper.store import Store

    from .flat_tables import FlatColumn, FlatTable

#: Rows of a table that wait in memory.
_BATCH: Final = 2_000
_DIGITS: Final = 38
_PLACES: Final = 4
_CONTEXT: Final = Context(prec=_DIGITS)
_SMALLEST: Final = Decimal(1).scaleb(-_PLACES)


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

        self.name, self.path, self.rows = table.name, path, 0
        self._readers = [_reader(one) for one in table.columns]
        self._schema = pa.schema([(one.name, _arrow(one)) for one in table.columns])
        self._writer = parquet.ParquetWriter(path, self._schema)
        self._waiting: list[list[Any]] = []

    def append(self, row: list[Any]) -> None:
        cells = zip(self._readers, row, strict=True)
        self._waiting.append([None if one is None else read(one) for read, one in cells])
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


def _arrow(column: FlatColumn) -> Any:
    """Return the type of a column; a JSON list is one of structs, or of texts."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    if column.type != "json":
        return _plain_type(column.type)
    if column.holds is None or column.holds.is_bare:
        return pa.list_(pa.string())
    return pa.list_(_struct_type(struct_of(column.holds)))


def _struct_type(fields: dict[str, Any]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above

    return pa.struct(
        [
            (name, pa.list_(_struct_type(kind)) if isinstance(kind, dict) else _plain_type(kind))
            for name, kind in fields.items()
        ]
    )


def _plain_type(kind: str) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - as above

    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "amount": pa.decimal128(_DIGITS, _PLACES),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "list": pa.list_(pa.string()),
        "ids": pa.struct(
            [(name, pa.int64() if kind is int else pa.string()) for name, kind in _IDS]
        ),
    }[kind]


def _reader(column: FlatColumn) -> Callable[[Any], Any]:
    """Return what makes the cells of a column values of its type, worked out once a table."""
    if column.type != "json":
        return _OF_TYPE.get(column.type, _as_it_is)
    if column.holds is None or column.holds.is_bare:
        return json.loads
    read = _struct_reader(struct_of(column.holds))
    return lambda value: [read(one) for one in json.loads(value)]


def _struct_reader(fields: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    plain = {
        name: _OF_TYPE.get(kind, _as_it_is)
        for name, kind in fields.items()
        if not isinstance(kind, dict)
    }
    parts = {name: _struct_reader(kind) for name, kind in fields.items() if isinstance(kind, dict)}

    def read(value: dict[str, Any]) -> dict[str, Any]:
        told = {
            name: None if value[name] is None else of(value[name]) for name, of in plain.items()
        }
        return told | {name: [*map(of, value[name])] for name, of in parts.items()}

    return read


def _as_it_is(value: Any) -> Any:
    return value


def _money(value: float) -> Decimal:
    """Return a sum as the decimal that is written, not as the binary number that is stored.

    >>> _money(454467.67), _money(650_000_000)
    (Decimal('454467.6700'), Decimal('650000000.0000'))
    """
    return Decimal(str(value)).quantize(_SMALLEST, context=_CONTEXT)


#: Who knows a body or a town by what, and whether that is a number.
_IDS: Final = tuple(
    (one.name, int if one.name == "geonames" else str) for one in dataclasses.fields(Ids)
)


def _ids(value: dict[str, Any]) -> dict[str, Any]:
    return {name: value.get(name) for name, _ in _IDS}


_OF_TYPE: Final[dict[str, Callable[[Any], Any]]] = {
    "date": date.fromisoformat,
    "number": float,
    "amount": _money,
    "boolean": bool,
    "ids": _ids,
}
