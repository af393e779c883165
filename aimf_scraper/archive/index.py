"""The table ``captures``: where in the archive each capture lies, and whose payload it shares.

It lies in aimf.db and refers to no other table. Everything in it can be read
again from the WARC files (``catch_up``), so a row lost to a crash is no loss.
"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote

from aimf_scraper.archive.exchange import Captured, Earlier
from aimf_scraper.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from aimf_scraper.databases import Database

_NAMES: Final = tuple(f.name for f in fields(Captured))
_COLUMNS: Final = ", ".join(_NAMES)
_row: Final = attrgetter(*_NAMES)  # astuple would copy deeply, at 0.1 ms a row
_BUSY_TIMEOUT_SEC: Final = 10.0
_HERE: Final = "file NOT IN (SELECT value FROM json_each(?))"


class CaptureIndex:
    """The captures of one archive folder; use it in a ``with``.

    Every method leaves ``sqlite3.Error`` to its caller. Use it from the thread
    that also writes the rest of aimf.db: SQLite has one writer at a time.

    *in_memory*: a copy of it, empty where there is none, for media that cannot be
    written; several threads may use it, one at a time. *read_only*: it is only looked
    things up in, beside whoever writes.

    Raises:
        StoreError: there is no database, and none may be made.
    """

    def __init__(
        self,
        database: Path,
        *,
        create: bool = True,
        in_memory: bool = False,
        read_only: bool = False,
    ) -> None:
        self._away = "[]"
        if in_memory:
            self._db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            _migrate(self._db)
            if database.is_file():
                with closing(_to_read(database)) as held:
                    self.add(_held_in(held))
            return
        if (read_only or not create) and not database.is_file():
            raise StoreError(
                f"{database}: there is no database yet: run `aimf-scraper crawl` first"
            )
        if read_only:
            self._db = _beside_a_writer(database)
            return
        database.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(database, timeout=_BUSY_TIMEOUT_SEC, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        _migrate(self._db)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def add(self, captures: Iterable[Captured]) -> None:
        """Add captures, all or none; one that is known by its record id is replaced."""
        rows = [_row(one) for one in captures]
        marks = ", ".join("?" * len(_NAMES))
        sql = f"INSERT OR REPLACE INTO captures ({_COLUMNS}) VALUES ({marks})"
        self._db.execute("BEGIN IMMEDIATE")
        try:
            self._db.executemany(sql, rows)
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def leave_out(self, files: Iterable[str]) -> None:
        """Lend no payload of *files* from now on: they are away, and nobody could read them."""
        self._away = json.dumps(sorted(files))

    def forget(self, file: str) -> None:
        """Drop the captures of a file that is no longer there."""
        self._db.execute("DELETE FROM captures WHERE file = ?", (file,))

    def get(self, record_id: str) -> Captured | None:
        """Return the capture of that WARC record."""
        return next(self._select("WHERE record_id = ?", (record_id,)), None)

    def of_url(self, url: str) -> list[Captured]:
        """Return the captures of exactly that address, oldest first."""
        return list(self._select("WHERE url = ? ORDER BY date, file, offset", (url,)))

    def all(self) -> Iterator[Captured]:
        """Yield every capture in the order of the files."""
        return self._select("ORDER BY file, offset", ())

    def files(self) -> dict[str, int]:
        """Return, for every file, where its last indexed capture ends."""
        sql = "SELECT file, max(offset + length) FROM captures GROUP BY file ORDER BY file"
        return dict(self._db.execute(sql).fetchall())

    def with_payload(self, payload_digest: str, url: str | None = None) -> Earlier | None:
        """Return the oldest capture (of *url*, where one is given) that holds that payload itself."""
        where = "payload_digest = ? AND refers_to IS NULL AND url = coalesce(?, url)"
        return self._earlier(f"{where} ORDER BY date, file, offset LIMIT 1", payload_digest, url)

    def place_of(self, record_id: str) -> tuple[str, int] | None:
        """Return in which file and at which byte the capture of that WARC record lies."""
        found = self.get(record_id)
        return (found.file, found.offset) if found else None

    def asked_since(self, date: str) -> set[str]:
        """Return the addresses that were captured, whatever they answered, at *date* or later."""
        sql = "SELECT DISTINCT url FROM captures WHERE date >= ?"
        return {url for (url,) in self._db.execute(sql, (date,))}

    def latest(self, url: str) -> Captured | None:
        """Return the newest capture of *url* that was answered with 200."""
        newest = "ORDER BY date DESC, file DESC, offset DESC LIMIT 1"
        where = f"WHERE {_HERE} AND url = ? AND status = 200 {newest}"
        return next(self._select(where, (self._away, url)), None)

    def newest_of_all(self) -> Iterator[Captured]:
        """Yield, for every address, its newest capture that was answered with 200, by address."""
        ranked = """
            WHERE record_id IN (
                SELECT record_id FROM (
                    SELECT record_id, row_number() OVER (
                        PARTITION BY url ORDER BY date DESC, file DESC, offset DESC
                    ) AS place FROM captures WHERE status = 200
                ) WHERE place = 1
            ) ORDER BY url"""
        return self._select(ranked, ())

    def latest_payload(self, url: str) -> Earlier | None:
        """Return the capture that holds what *url* last answered with 200; what a 304 confirms."""
        found = self.latest(url)
        if found is None:
            return None
        return self._earlier("record_id = ?", found.refers_to or found.record_id)

    def _earlier(self, where: str, *values: str | None) -> Earlier | None:
        found = next(self._select(f"WHERE {_HERE} AND {where}", (self._away, *values)), None)
        if found is None:
            return None
        return Earlier(found.record_id, found.url, found.date, found.payload_digest)

    def _select(self, where: str, values: tuple[str | None, ...]) -> Iterator[Captured]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM captures {where}", values)
        return (Captured(*row) for row in rows)


def _to_read(database: Path) -> sqlite3.Connection:
    """Return a connection that writes nothing beside the file either, where that is possible."""
    log = database.with_name(f"{database.name}-wal")
    # A log holds what the file has not yet: it must be read, and wants its shared memory.
    whole = not (log.exists() and log.stat().st_size)
    how = "mode=ro&immutable=1" if whole else "mode=ro"
    return sqlite3.connect(f"file:{quote(str(database.absolute()))}?{how}", uri=True)


def _beside_a_writer(database: Path) -> sqlite3.Connection:
    """Return a connection that reads, whoever writes; an empty index where nothing was archived."""
    address = f"file:{quote(str(database.absolute()))}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=_BUSY_TIMEOUT_SEC, isolation_level=None)
    try:
        has_table = connection.execute("PRAGMA table_info(captures)").fetchall()
    except sqlite3.OperationalError:  # a medium without room for the log's shared memory
        connection.close()
        connection = _to_read(database)
        has_table = connection.execute("PRAGMA table_info(captures)").fetchall()
    if has_table:
        return connection
    connection.close()
    empty = sqlite3.connect(":memory:", isolation_level=None)
    _migrate(empty)
    return empty


def _held_in(connection: sqlite3.Connection) -> Iterator[Captured]:
    if connection.execute("PRAGMA table_info(captures)").fetchall():
        for row in connection.execute(f"SELECT {_COLUMNS} FROM captures"):
            yield Captured(*row)


def _migrate(connection: sqlite3.Connection) -> None:
    # sqlite-utils takes 0.2 s to import: only who opens an archive waits for it.
    from aimf_scraper.databases import Database, Migrations  # noqa: PLC0415 - only who keeps an index loads it

    migrations = Migrations("aimf_scraper.archive")

    @migrations()
    def v1_captures(db: Database) -> None:
        table = db.table("captures")
        table.create(
            {
                "record_id": str,
                "url": str,
                "date": str,
                "file": str,
                "offset": int,
                "length": int,
                "payload_digest": str,
                "status": int,
                "media_type": str,
                "refers_to": str,
            },
            pk="record_id",
            not_null=["url", "date", "file", "offset", "length", "payload_digest", "status"],
            strict=True,
        )
        table.create_index(["url", "date"])
        table.create_index(["payload_digest"])
        table.create_index(["file", "offset"])

    migrations.apply(Database(connection, execute_plugins=False))
