"""Tables of kinds of facts: made and filled where a database does not have them yet.

``schema`` tells what each version of ours made; what ``fact_kinds`` declares
beyond that (a new kind, a new field of one) gets its table or column here, when
a database is opened to write. Nothing is lost: rows come from ``records.json``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.fact_columns import Column, columns_of
from aimf_scraper.fact_kinds import completed_record, kinds
from aimf_scraper.records import Provenance
from aimf_scraper.store.rows import (
    canonical,
    record_columns,
    record_row,
)
from aimf_scraper.store.writing import write_facts

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from aimf_scraper.fact_model import FactKind

#: A record that is no more takes its facts along, also those of a kind not declared any longer.
_KEYS: Final = (
    "PRIMARY KEY (record_id, position)",
    "FOREIGN KEY (record_id) REFERENCES records (id) ON DELETE CASCADE",
)


class _Wanted(NamedTuple):
    """A table as it is declared: its columns by name, each as SQL; how it is made; its indexes."""

    table: str
    columns: dict[str, str]
    keys: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()

    @property
    def sql(self) -> str:
        parts = [f'"{name}" {kind}' for name, kind in self.columns.items()]
        return f"CREATE TABLE {self.table} ({', '.join([*parts, *self.keys])}) STRICT"


def lacking(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the declared columns that are not there, by table."""
    found = {}
    for wanted in _every_table():
        there = _columns(db, wanted.table)
        missing = [name for name in wanted.columns if name not in there]
        if missing:
            found[wanted.table] = missing
    return found


def bring_up(db: sqlite3.Connection) -> None:
    """Make what is declared and not there, and fill it; in the caller's transaction."""
    missing = lacking(db)
    if not missing:
        return
    for wanted in _every_table():
        if wanted.table not in missing:
            continue
        if _columns(db, wanted.table):
            for name in missing[wanted.table]:
                # Of rows that stand already nothing is known: no column may forbid that.
                sql_type = wanted.columns[name].split()[0]
                db.execute(f'ALTER TABLE {wanted.table} ADD COLUMN "{name}" {sql_type}')
        else:
            db.execute(wanted.sql)
        for name in wanted.indexed:
            index = f"idx_{wanted.table}_{name}"
            db.execute(f"CREATE INDEX IF NOT EXISTS {index} ON {wanted.table} ({name})")
    _fill(db, missing.get("records", []))


def _fill(db: sqlite3.Connection, of_records: list[str]) -> None:
    """Write every record's facts anew from its JSON, and its new columns *of_records*."""
    changed = ", ".join(f"{name} = ?" for name in ("json", *of_records))
    for (key,) in db.execute("SELECT id FROM records ORDER BY id").fetchall():
        (text,) = db.execute("SELECT json FROM records WHERE id = ?", (key,)).fetchone()
        data = completed_record(json.loads(text))
        text = canonical(data)
        row = dict(zip(record_columns(), record_row(data, text), strict=True))
        values = (text, *(row[name] for name in of_records))
        db.execute(f"UPDATE records SET {changed} WHERE id = ?", (*values, key))
        write_facts(db, data)


def _columns(db: sqlite3.Connection, table: str) -> set[str]:
    return {name for _, name, *_ in db.execute(f"PRAGMA table_info({table})")}


def _every_table() -> Iterator[_Wanted]:
    """Yield every table that is declared, those first that others refer to."""
    of_words = {kind.name: "TEXT" for kind in kinds() if not kind.many}
    came = {one.name: one.sql_type for one in columns_of(Provenance)}
    yield _Wanted("records", {**of_words, **came})
    for kind in kinds():
        if kind.many:
            yield from _tables_of(kind)


def _tables_of(kind: FactKind) -> Iterator[_Wanted]:
    keys: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()
    if kind.shared is not None:
        shared = kind.shared
        of_thing = [one for one in kind.own_columns if one.field in shared.fields]
        yield _Wanted(
            shared.table,
            {shared.key: "TEXT NOT NULL PRIMARY KEY"}
            | {one.name: one.sql_type for one in of_thing},
            tuple(
                f"FOREIGN KEY ({name}) REFERENCES {table}" for name, table in shared.refers.items()
            ),
        )
        keys = (f"FOREIGN KEY ({shared.column}) REFERENCES {shared.table} ({shared.key})",)
        indexed = (shared.column,)
    columns = _fact_columns(kind.columns) | {one.name: one.sql_type for one in kind.derived}
    yield _Wanted(kind.table, columns, (*_KEYS, *keys), indexed)
    for part in kind.parts:
        owner = (
            f"FOREIGN KEY (record_id, {part.owner}) REFERENCES {kind.table} (record_id, position) "
            "ON DELETE CASCADE"
        )
        place = Column(part.owner, part.owner, "INTEGER")
        columns = _fact_columns((place, *kind.part_columns(part)))
        yield _Wanted(part.table, columns, (*_KEYS, owner))


def _fact_columns(columns: tuple[Column, ...]) -> dict[str, str]:
    own = {one.name: one.sql_type + ("" if one.optional else " NOT NULL") for one in columns}
    return {"record_id": "TEXT NOT NULL", "position": "INTEGER NOT NULL", **own}
