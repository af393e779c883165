"""Figures over the records, and finding them by their words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import StoreError
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.records import KINDS
from aimf_scraper.store.failures import DAMAGED
from aimf_scraper.store.rows import said_columns

if TYPE_CHECKING:
    import sqlite3

#: What every record has is no news.
_ALWAYS: Final = frozenset({"id", "kind", "url"})
_WORD: Final = re.compile(r"[^\W_]{1,100}")
_MOST_WORDS: Final = 32


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found by its words; ``snippet`` shows them between ``[`` and ``]``."""

    id: str
    kind: str
    url: str | None
    title: str | None
    snippet: str


def _filled() -> dict[str, str]:
    """Return what "filled" means for each field that coverage tells of: SQL over ``records AS r``."""
    words = [name for name in said_columns() if name not in _ALWAYS]
    tables = {kind.name: kind.table for kind in kinds() if kind.many}
    return {name: f"r.{name} IS NOT NULL AND r.{name} <> ''" for name in words} | {
        name: f"EXISTS (SELECT 1 FROM {table} WHERE record_id = r.id)"
        for name, table in tables.items()
    }


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many records of each kind stand, gone ones aside; raises StoreError as ``demand_kinds``."""
    demand_kinds(db)
    sql = "SELECT kind, count(*) FROM records WHERE gone_at IS NULL GROUP BY kind"
    found: dict[str, int] = dict(db.execute(sql).fetchall())
    return {kind: found.get(kind, 0) for kind in KINDS}


def demand_kinds(db: sqlite3.Connection) -> None:
    """Raise StoreError where a record is of no kind that there is: by kind nobody would find it."""
    for (kind,) in db.execute("SELECT DISTINCT kind FROM records"):
        if kind not in KINDS:
            sql = "SELECT min(id), count(*) FROM records WHERE kind IS ?"
            key, count = db.execute(sql, (kind,)).fetchone()
            said = f"{count} records of the kind {kind!r}, the first is {key}"
            raise StoreError(f"the database: {DAMAGED} ({said})")


def coverage(db: sqlite3.Connection) -> dict[str, dict[str, float]]:
    """Return the share (0 to 1) of standing records that have each field, kind by kind."""
    meant = _filled()
    shares = ", ".join(f"avg({filled})" for filled in meant.values())
    sql = f"SELECT kind, {shares} FROM records AS r WHERE gone_at IS NULL GROUP BY kind"
    found = {
        kind: {field: round(share, 4) for field, share in zip(meant, row, strict=True)}
        for kind, *row in db.execute(sql)
    }
    return {kind: found[kind] for kind in KINDS if kind in found}


def languages(db: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return how many standing records of each kind are in each language, where it is known."""
    sql = """
        SELECT kind, language, count(*) FROM records
        WHERE gone_at IS NULL AND language IS NOT NULL
        GROUP BY kind, language ORDER BY kind, language"""
    found: dict[str, dict[str, int]] = {}
    for kind, language, count in db.execute(sql):
        found.setdefault(kind, {})[language] = count
    return found


def emptied(db: sqlite3.Connection, run: int) -> dict[str, tuple[int, int]]:
    """Return what the records that *run* changed had before it and have no longer, by field.

    For each field of coverage that one of them had: how many had it, and how
    many of these have none now. Records that are gone now do not count.
    """
    sql = """
        SELECT v.json, r.json FROM record_versions AS v JOIN records AS r ON r.id = v.record_id
        WHERE v.run = ? AND r.gone_at IS NULL AND v.number = (
            SELECT min(number) FROM record_versions
            WHERE record_id = v.record_id AND run = v.run AND why != 'correction')
        ORDER BY r.id"""
    had: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    told = _filled()
    for before, after in db.execute(sql, (run,)):
        old, new = json.loads(before), json.loads(after)
        for field in told:
            if old.get(field):
                had[field] += 1
                lost[field] += not new.get(field)
    return {field: (had[field], lost[field]) for field in told if had[field]}


@dataclass(frozen=True, slots=True)
class Passage:
    """A record found by its words; ``passage`` shows them between two marks."""

    id: str
    kind: str
    title: str | None
    published: str | None
    passage: str


def passages(
    db: sqlite3.Connection, query: str, *, kind: str | None, limit: int, marks: tuple[str, str]
) -> list[Passage]:
    """Return the standing records that hold every word of *query*, as ``search`` finds them."""
    wanted = _wanted(query)
    if wanted is None:
        return []
    # The best first, then their passages alone: those of every record that is found would take long.
    best = """
        SELECT r.number FROM records_fts JOIN records AS r ON r.number = records_fts.rowid
        WHERE records_fts MATCH ? AND r.gone_at IS NULL AND r.kind = coalesce(?, r.kind)
        ORDER BY bm25(records_fts, 8.0, 4.0, 1.0), r.id LIMIT ?"""
    passage = """
        SELECT r.id, r.kind, r.title, r.published, snippet(records_fts, -1, ?, ?, '…', 32)
        FROM records_fts JOIN records AS r ON r.number = records_fts.rowid
        WHERE records_fts MATCH ? AND records_fts.rowid = ?"""
    numbers = [number for (number,) in db.execute(best, (wanted, kind, limit)).fetchall()]
    return [
        Passage(*row) for number in numbers for row in db.execute(passage, (*marks, wanted, number))
    ]


def _wanted(query: str) -> str | None:
    """Return *query* as SQLite's search takes it; ``None``: there is no word in it."""
    words = _WORD.findall(unicodedata.normalize("NFC", query))[:_MOST_WORDS]
    return " ".join(f'"{word}"' for word in words) + "*" if words else None


def search(db: sqlite3.Connection, query: str, *, limit: int, gone: bool) -> list[Hit]:
    """Return the records that hold every word of *query*, best first.

    Accents and case do not matter; the last word may be a beginning. Signs are
    no operators: whatever is typed is searched for.
    """
    wanted = _wanted(query)
    if wanted is None:
        return []
    sql = f"""
        SELECT r.id, r.kind, r.url, r.title, snippet(records_fts, -1, '[', ']', '…', 16)
        FROM records_fts JOIN records AS r ON r.number = records_fts.rowid
        WHERE records_fts MATCH ? {"" if gone else "AND r.gone_at IS NULL"}
        ORDER BY bm25(records_fts, 8.0, 4.0, 1.0), r.id LIMIT ?"""
    return [Hit(*row) for row in db.execute(sql, (wanted, limit))]
