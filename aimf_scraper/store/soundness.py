"""Whether what a database holds is what was written: asked when something else went wrong.

SQLite's own check sees a broken page of the file, not a changed letter in a
value. Each value that has a form of its own is read once.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import StoreError, said_of
from aimf_scraper.records import KINDS
from aimf_scraper.store.crawl_state import STATES
from aimf_scraper.store.digests import checked
from aimf_scraper.store.failures import DAMAGED
from aimf_scraper.store.figures import demand_kinds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

#: The databases that this process opened, the last one last.
opened: Final[list[Path]] = []

_JSON: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("runs", ("options", "counts", "completeness")),
    ("pages", ("found_by", "hints")),
    ("record_versions", ("differences", "json")),
)
_TIMES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("runs", ("started_at", "finished_at")),
    ("pages", ("fetched_at", "checked_at", "first_seen", "last_seen")),
    ("records", ("first_seen", "last_seen", "gone_at")),
)


def damage(path: Path) -> str | None:
    """Return what is broken in the database at *path*, ``None`` where nothing is to be seen."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            (found,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            if found != "ok":
                return f"SQLite: {found}"
            for table, columns in _JSON:
                _read_all(db, table, columns, json.loads)
            for table, columns in _TIMES:
                _read_all(db, table, columns, datetime.fromisoformat)
            demand_kinds(db)
            _read_all(db, "pages", ("kind",), [*KINDS].index)
            _read_all(db, "pages", ("state",), [*STATES].index)
            _read_all(db, "pages", ("reading",), lambda packed: json.loads(zlib.decompress(packed)))
            sql = (
                "SELECT r.id, r.json, d.digest FROM records AS r "
                "LEFT JOIN record_digests AS d ON d.record_id = r.id"
            )
            for key, text, digest in db.execute(sql):
                checked(path, key, text, digest)
    except (sqlite3.Error, StoreError, ValueError, TypeError, zlib.error) as error:
        return said_of(error)
    return None


def told(path: Path, what: str) -> str:
    """Return the line for people of a database at *path* in which *what* is broken."""
    return f"{path}: {DAMAGED} ({what})"


def _read_all(
    db: sqlite3.Connection, table: str, columns: tuple[str, ...], read: Callable[..., object]
) -> None:
    for column in columns:
        sql = f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL"
        for (value,) in db.execute(sql):
            read(value)
