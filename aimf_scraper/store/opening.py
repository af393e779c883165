"""Opening aimf.db: made, brought up to date, or refused with a clear word; never overwritten."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aimf_scraper.databases import Database
from aimf_scraper.errors import NoDatabaseError, OutdatedDatabaseError, StoreError
from aimf_scraper.store.digests import add_function
from aimf_scraper.store.failures import ADVICE, database_errors
from aimf_scraper.store.kind_tables import bring_up, lacking
from aimf_scraper.store.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION
from aimf_scraper.store.soundness import opened
from aimf_scraper.store.views import outdated, renew

if TYPE_CHECKING:
    from pathlib import Path

_BUSY_TIMEOUT_MS: Final = 10_000
#: What a reader's sorting and joining may hold in memory before SQLite writes it to a file, bytes.
_MOST_MEMORY: Final = 8 * 2**20
_MAGIC: Final = b"SQLite format 3\0"


def open_database(path: Path, *, create: bool, read_only: bool) -> Database:
    """Return the database at *path*, its schema of today, foreign keys on.

    Raises:
        NoDatabaseError: there is none, and none may be made.
        OutdatedDatabaseError: it is to be read only, and of an earlier version.
        StoreError: it is not ours, it is damaged, it is from a newer version, or
            it cannot be written.
    """
    exists = _looks_like_ours(path)
    if path not in opened:
        opened.append(path)
    if not exists and (read_only or not create):
        raise NoDatabaseError(
            f"{path}: there is no database yet: run `aimf-scraper crawl` first, "
            "or name another data folder with --data"
        )
    if read_only:
        return _open_to_read(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path.parent}: the data folder can't be made ({error.strerror}): "
            "mend its permissions or choose another --data"
        ) from error
    with database_errors(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            return _prepared(path, connection)
        except BaseException:
            connection.close()
            raise


def _looks_like_ours(path: Path) -> bool:
    """Return whether a file is there; look at its first bytes before SQLite touches it."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise StoreError(
            f"{path}: can't be read ({error.strerror}): choose another --data"
        ) from error
    if magic and magic != _MAGIC:
        raise StoreError(f"{path}: {ADVICE[sqlite3.SQLITE_NOTADB]}")
    return bool(magic)


def _prepared(path: Path, connection: sqlite3.Connection) -> Database:
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
    if _version(path, connection) is not None:
        # Damage is better met now than half-way through a run.
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise StoreError(f"{path}: {ADVICE[sqlite3.SQLITE_CORRUPT]} (SQLite: {found})")
    # A commit then costs no wait for the disk, and no kill can lose one; a
    # power cut may lose the last few, never the database.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    add_function(connection)
    db = Database(connection, execute_plugins=False, strict=True)
    MIGRATIONS.apply(db)
    with db.atomic():
        if lacking(connection) or outdated(connection):
            bring_up(connection)
            renew(connection)
    return db


def _version(path: Path, connection: sqlite3.Connection) -> int | None:
    """Return the schema's version, ``None`` for a file without tables.

    Raises:
        StoreError: another program's database, or one from a newer version.
    """
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION_ID:
        # Only the note of migrations stands before the first one has run.
        if tables and not connection.execute("PRAGMA table_info(_sqlite_migrations)").fetchall():
            raise StoreError(f"{path}: it is another program's database: choose another --data")
        return None
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: written by a newer aimf-scraper (schema {version}, this one knows "
            f"{SCHEMA_VERSION}): upgrade aimf-scraper, or choose another --data"
        )
    return int(version)


def _open_to_read(path: Path) -> Database:
    with database_errors(path):
        connection = _connect_to_read(path)
        try:
            _demand_today(path, connection)
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}")
            connection.execute("PRAGMA query_only = ON")
            connection.execute(f"PRAGMA soft_heap_limit = {_MOST_MEMORY}")
            add_function(connection)  # so that a write is refused for what it is
            return Database(connection, recursive_triggers=False, execute_plugins=False)
        except BaseException:
            connection.close()
            raise


def _demand_today(path: Path, connection: sqlite3.Connection) -> None:
    if _version(path, connection) != SCHEMA_VERSION or lacking(connection) or outdated(connection):
        raise OutdatedDatabaseError(
            f"{path}: written by an older aimf-scraper: "
            "run `aimf-scraper crawl` or `rebuild` once to bring it up to date"
        )


def _connect_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that writes nothing, on a read-only medium as well."""
    address = f"file:{quote(str(path.absolute()))}"
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, isolation_level=None)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        log = path.with_name(f"{path.name}-wal")
        if log.exists() and log.stat().st_size:
            raise
        # A folder that can't be written has no room for WAL's shared memory;
        # with no log beside it nothing is missing from the file itself.
        return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)
    return connection
