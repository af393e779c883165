"""SQLite: the flat tables as one clean database, with keys and types, without crawl state or history."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.publishing import WrittenFile

from .flat_tables import every_row, every_table

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store

    from .flat_tables import FlatTable

_SQL: Final = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL", "amount": "REAL"}
_BATCH: Final = 500


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``dataset.sqlite`` in one pass over the records; lists are JSON texts."""
    path = folder / "dataset.sqlite"
    tables = every_table(store)
    rows: Counter[str] = Counter()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")  # nobody sees it before it is whole
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for table in tables:
            db.execute(_create(table))
        inserts = {one.name: _insert(one) for one in tables}
        waiting: dict[str, list[list[Any]]] = {one.name: [] for one in tables}
        for name, row in every_row(store):
            waiting[name].append([_cell(value) for value in row])
            rows[name] += 1
            if len(waiting[name]) == _BATCH:
                db.executemany(inserts[name], waiting.pop(name))
                waiting[name] = []
        for table in tables:
            db.executemany(inserts[table.name], waiting[table.name])
            if any(column.name == "record_id" for column in table.columns):
                db.execute(f'CREATE INDEX "{table.name}_record" ON "{table.name}" (record_id)')
        db.execute("COMMIT")
    return [WrittenFile(path, rows.total())]


def _create(table: FlatTable) -> str:
    columns = [f'"{one.name}" {_SQL.get(one.type, "TEXT")}' for one in table.columns]
    if table.key:
        names = ", ".join(f'"{name}"' for name in table.key)
        columns.append(f"PRIMARY KEY ({names})")
    return f'CREATE TABLE "{table.name}" ({", ".join(columns)})'


def _insert(table: FlatTable) -> str:
    return f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
