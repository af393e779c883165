"""A database made of another's records: as they stood at a moment, or without the site's prose."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.errors import UsageError
from aimf_scraper.fact_kinds import completed_record
from aimf_scraper.store.body_tables import BODY_TABLES
from aimf_scraper.store.correction_tables import CORRECTION_COLUMNS
from aimf_scraper.store.failures import database_errors
from aimf_scraper.store.linking import settle_shared
from aimf_scraper.store.opening import open_database
from aimf_scraper.store.rates import settle_rates
from aimf_scraper.store.rows import canonical, record_row
from aimf_scraper.store.statements import record_statements
from aimf_scraper.store.writing import write_facts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

#: The fields that hold the site's own prose. Titles stay, and the few words that evidence quotes.
_PROSE: Final = ("summary", "text")
#: Every record known at the end of a moment: as it was then, or as it is now where nothing
#: replaced that since. A moment may be cut short: "2026-03" ends with March.
_THEN: Final = """
    SELECT r.id, coalesce(v.json, r.json), r.first_seen, r.last_seen,
        CASE WHEN v.number IS NULL THEN r.gone_at ELSE v.gone_at END
    FROM records AS r
    LEFT JOIN record_versions AS v ON v.record_id = r.id AND v.number = (
        SELECT min(number) FROM record_versions
        WHERE record_id = r.id AND substr(replaced_at, 1, length(:at)) > :at)
    WHERE substr(r.first_seen, 1, length(:at)) <= :at
    ORDER BY r.id"""
#: No moment is later: the records as they are now.
_NOW: Final = "9999"


class NothingKnownError(UsageError):
    """Nobody had looked at the site by then: no empty set can say what stood on it."""


class _State(NamedTuple):
    data: dict[str, Any]
    first_seen: str
    last_seen: str
    gone_at: str | None


def copy_records(source: Path, target: Path, *, at: str | None = None, prose: bool = True) -> int:
    """Write the records of the database *source* into a new one; return how many stand there.

    Args:
        source: a database of today's version.
        target: where the new one is made; it has records and facts, no history.
        at: what was known at the end of this moment (ISO 8601 in UTC, any precision).
        prose: ``False`` leaves summary and text out (``None``).

    Raises:
        NothingKnownError: no run had begun at the end of that moment, and no record was held.
    """
    with (
        database_errors(target),
        closing(open_database(source, create=False, read_only=True).conn) as old,
        closing(open_database(target, create=True, read_only=False).conn) as new,
    ):
        if at is not None:
            _check_known(old, at)
        ids = {state.data["id"] for state in _states(old, at) if state.gone_at is None}
        new.execute("BEGIN")
        # Links lead to records that may be written after them.
        new.execute("PRAGMA defer_foreign_keys = ON")
        bodies, ids_of_bodies = _copy_bodies(old, new)
        for state in _states(old, at):
            for partner in state.data["partners"]:
                partner["body"] = bodies.get(partner["body"])
                partner["ids"] = ids_of_bodies.get(partner["body"], partner["ids"])
            _write(new, state, ids, prose=prose)
        _copy_corrections(old, new, every=at is None)
        _copy_runs(old, new, at or _NOW)
        settle_shared(new)
        settle_rates(new)
        new.execute("COMMIT")
    return len(ids)


def _check_known(old: sqlite3.Connection, at: str) -> None:
    known = [
        *old.execute("SELECT min(started_at) FROM runs").fetchone(),
        *old.execute("SELECT min(first_seen) FROM records").fetchone(),
    ]
    first = min((one for one in known if one), default=None)
    if first is None or first[: len(at)] > at:
        since = "nothing is known yet" if first is None else f"the first run began on {first[:10]}"
        raise NothingKnownError(f"nothing was known then: {since}")


def _copy_corrections(old: sqlite3.Connection, new: sqlite3.Connection, *, every: bool) -> None:
    """Copy what people said: all of it, or what the copied records were corrected by."""
    named = {
        key
        for (told,) in new.execute("SELECT json_extract(json, '$.corrections') FROM records")
        for key in json.loads(told or "[]")
    }
    names = (*CORRECTION_COLUMNS, "position")
    columns = ", ".join(f'"{name}"' for name in names)
    rows = old.execute(f"SELECT {columns} FROM corrections ORDER BY position").fetchall()
    kept = [row for row in rows if every or row[0] in named]
    marks = ", ".join("?" * len(names))
    new.executemany(f"INSERT INTO corrections ({columns}) VALUES ({marks})", kept)


def _copy_bodies(
    old: sqlite3.Connection, new: sqlite3.Connection
) -> tuple[dict[str | None, str], dict[str | None, dict[str, str]]]:
    """Copy which names are one body; return today's body by each id that one ever had, and its ids."""
    for table in BODY_TABLES:
        rows = old.execute(f"SELECT * FROM {table}").fetchall()
        if rows:
            new.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    sql = "SELECT n.id, n.body FROM body_names AS n JOIN bodies AS b ON b.id = n.body"
    names = ("wikidata", "ror", "iati")
    known = {
        body: {name: value for name, value in zip(names, ids, strict=True) if value is not None}
        for body, *ids in old.execute(f"SELECT id, {', '.join(names)} FROM bodies")
    }
    return dict(old.execute(sql).fetchall()), known


def _copy_runs(old: sqlite3.Connection, new: sqlite3.Connection, at: str) -> None:
    """Copy the account of the runs up to *at*: what was known to be missing."""
    sql = "SELECT * FROM runs WHERE substr(started_at, 1, length(?1)) <= ?1 ORDER BY id"
    rows = old.execute(sql, (at,)).fetchall()
    if rows:
        new.executemany(f"INSERT INTO runs VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _states(db: sqlite3.Connection, at: str | None) -> Iterator[_State]:
    for _, text, first_seen, last_seen, gone_at in db.execute(_THEN, {"at": at or _NOW}):
        yield _State(completed_record(json.loads(text)), first_seen, last_seen, gone_at)


def _write(db: sqlite3.Connection, state: _State, ids: set[str], *, prose: bool) -> None:
    data = state.data
    for name in () if prose else _PROSE:
        data[name] = None
    for link in data["links"]:
        if link["record_id"] not in ids:
            link["record_id"] = None
    row = record_row(data | {"text": data["text"] or ""}, canonical(data))
    db.execute(record_statements().save_record, (*row, state.first_seen, state.last_seen))
    db.execute("UPDATE records SET gone_at = ? WHERE id = ?", (state.gone_at, data["id"]))
    write_facts(db, data)
