"""A digest beside each record, so that a byte that flips on the disk is named, not published.

SQLite notices damage in its own pages only. The digest is kept in a table of
its own by triggers, whoever writes ``records.json``; ``checked`` compares.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import StoreError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from aimf_scraper.databases import Database

FUNCTION: Final = "aimf_digest"
# No "OR REPLACE": a trigger resolves conflicts as the statement does that fires it.
_TRIGGERS: Final = (
    f"""CREATE TRIGGER records_digest_insert AFTER INSERT ON records BEGIN
        DELETE FROM record_digests WHERE record_id = new.id;
        INSERT INTO record_digests VALUES (new.id, {FUNCTION}(new.json)); END""",
    f"""CREATE TRIGGER records_digest_update AFTER UPDATE OF json ON records BEGIN
        UPDATE record_digests SET digest = {FUNCTION}(new.json) WHERE record_id = new.id; END""",
)


def digest_of(text: str) -> str:
    """Return the digest of a record's JSON; it begins with letters, so that no tool reads a number.

    >>> digest_of("{}")
    'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
    """
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def add_function(connection: sqlite3.Connection) -> None:
    """Give *connection*, one that writes, the function that the triggers call."""
    connection.create_function(FUNCTION, 1, digest_of, deterministic=True)


def create_digests(db: Database) -> None:
    """Create table and triggers, and take the digests of what is held."""
    db.execute(
        """CREATE TABLE record_digests (
            record_id TEXT PRIMARY KEY REFERENCES records (id) ON DELETE CASCADE,
            digest TEXT NOT NULL) STRICT, WITHOUT ROWID"""
    )
    db.execute(f"INSERT INTO record_digests SELECT id, {FUNCTION}(json) FROM records")
    for statement in _TRIGGERS:
        db.execute(statement)


def readable(path: Path, key: str, text: str) -> dict[str, Any]:
    """Return the data of record *key*, whose JSON in the database at *path* is *text*.

    Raises:
        StoreError: it is no JSON any more.
    """
    try:
        data: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise StoreError(_damaged(path, key, str(error))) from error
    return data


def _damaged(path: Path, key: str, why: str) -> str:
    return (
        f"{path}: the record {key} is damaged ({why}): put a backup in its "
        "place, or move it away and run `aimf-scraper rebuild` to make it anew from the archive"
    )


def checked(path: Path, key: str, text: str, digest: str | None) -> str:
    """Return *text*, the JSON of record *key* in the database at *path*.

    Raises:
        StoreError: it is not what was written.
    """
    if digest is None or digest_of(text) != digest:
        raise StoreError(_damaged(path, key, "its digest does not agree"))
    return text
