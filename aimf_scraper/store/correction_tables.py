"""What the store keeps of corrections: the rows with what became of them, records as the rules made them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from aimf_scraper.store.connected import Connected
from aimf_scraper.store.linking import settle_shared
from aimf_scraper.store.rates import settle_rates

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from aimf_scraper.databases import Database

Data = dict[str, Any]
CorrectionState = Literal["applied", "stale", "unclear", "refused"]

#: The columns of ``corrections.csv``, then what became of the row.
CORRECTION_COLUMNS: Final = (
    *("correction_id", "record_id", "field", "as_written", "action", "value"),
    *("who", "when", "why", "state", "reason"),
)


@dataclass(frozen=True, slots=True)
class StoredCorrection:
    """A correction as it was last applied. ``state``: ``applied``, ``stale``, ``unclear``, ``refused``.

    ``said``: its columns in the file, by name.
    """

    said: dict[str, str]
    state: CorrectionState
    reason: str


def create_correction_tables(db: Database) -> None:
    """Create the tables of corrections, of uncorrected records, and of ids that moved."""
    columns = ", ".join(f'"{name}" TEXT NOT NULL' for name in CORRECTION_COLUMNS[1:])
    db.execute(f"""
        CREATE TABLE corrections (
            correction_id TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, {columns}
        ) STRICT""")
    db.execute("CREATE INDEX idx_corrections_record_id ON corrections (record_id)")
    db.execute("""
        CREATE TABLE uncorrected_records (
            record_id TEXT NOT NULL PRIMARY KEY REFERENCES records (id) ON DELETE CASCADE,
            json TEXT NOT NULL) STRICT""")
    db.execute("""
        CREATE TABLE moved_records (
            old_id TEXT NOT NULL PRIMARY KEY, new_id TEXT NOT NULL) STRICT""")


def keep_uncorrected(db: sqlite3.Connection, key: str, text: str | None) -> None:
    """Keep the JSON of a record as the rules made it; ``None``: it was not corrected."""
    if text is None:
        db.execute("DELETE FROM uncorrected_records WHERE record_id = ?", (key,))
        return
    sql = """INSERT INTO uncorrected_records (record_id, json) VALUES (?, ?)
        ON CONFLICT (record_id) DO UPDATE SET json = excluded.json"""
    db.execute(sql, (key, text))


def note_move(db: sqlite3.Connection, old_id: str, new_id: str) -> None:
    """Remember that a record goes by another id, so that what people said of it is not lost."""
    db.execute("UPDATE moved_records SET new_id = ? WHERE new_id = ?", (new_id, old_id))
    db.execute("INSERT OR REPLACE INTO moved_records VALUES (?, ?)", (old_id, new_id))
    db.execute("DELETE FROM moved_records WHERE old_id = new_id")


class CorrectionTables(Connected):
    """Corrections, as far as the database knows of them."""

    def uncorrected(self, id: str) -> Data | None:  # noqa: A002 (the contract's own name)
        """Return a corrected record as the rules made it; ``None`` where it was not corrected."""
        row = self._row("SELECT json FROM uncorrected_records WHERE record_id = ?", id)
        return None if row is None else json.loads(row[0])

    def corrected_ids(self) -> list[str]:
        """Return the ids of the records that corrections were applied to."""
        return [
            key for (key,) in self._rows("SELECT record_id FROM uncorrected_records ORDER BY 1")
        ]

    def is_gone(self, id: str) -> bool:  # noqa: A002 (the contract's own name)
        """Return whether a record is no longer on the site."""
        sql = "SELECT 1 FROM records WHERE id = ? AND gone_at IS NOT NULL"
        return self._row(sql, id) is not None

    def moved_ids(self) -> dict[str, str]:
        """Return, by the id that a record had once, the id that it has."""
        rows = self._rows("SELECT old_id, new_id FROM moved_records")
        return {str(old): str(new) for old, new in rows}

    def corrections(self) -> list[StoredCorrection]:
        """Return every correction with what became of it, in the order of the file."""
        names = ", ".join(f'"{name}"' for name in CORRECTION_COLUMNS)
        rows = self._rows(f"SELECT {names} FROM corrections ORDER BY position")
        return [
            StoredCorrection(
                dict(zip(CORRECTION_COLUMNS[:-2], row[:-2], strict=True)), row[-2], row[-1]
            )
            for row in rows
        ]

    def save_corrections(self, corrections: Iterable[StoredCorrection]) -> None:
        """Keep *corrections* in place of those that were kept."""
        names = ", ".join(f'"{name}"' for name in (*CORRECTION_COLUMNS, "position"))
        marks = ", ".join("?" * (len(CORRECTION_COLUMNS) + 1))
        with self._writing() as db:
            db.execute("DELETE FROM corrections")
            db.executemany(
                f"INSERT INTO corrections ({names}) VALUES ({marks})",
                [
                    (*one.said.values(), one.state, one.reason, position)
                    for position, one in enumerate(corrections)
                ],
            )

    def settle_facts(self) -> None:
        """Drop what no record shares any more, and look up the rates of new sums."""
        with self._writing() as db:
            settle_shared(db)
            settle_rates(db)
