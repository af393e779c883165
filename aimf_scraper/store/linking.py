"""What only all records together tell: where links lead, and what is shared.

Worked out at the end of a run from the records alone, so that the result does
not depend on the order in which pages came.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from aimf_scraper.fact_kinds import kinds
from aimf_scraper.store.rows import canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from aimf_scraper.fact_model import FactKind, Shared


def settle_shared(db: sqlite3.Connection) -> None:
    """Drop what no record names any more; where records differ, keep what most of them say."""
    for statement in _settling(kinds()):
        db.execute(statement)


@lru_cache(maxsize=8)
def _settling(declared: tuple[FactKind, ...]) -> tuple[str, ...]:
    told = [(kind.table, kind.shared) for kind in declared if kind.shared]
    # What refers to others goes first: nothing then holds those that only it named.
    dropped = [
        _drop_unused(table, shared, told)
        for table, shared in sorted(told, key=lambda one: not one[1].refers)
    ]
    return (
        *dropped,
        *(_most_said(table, shared, name) for table, shared in told for name in shared.settled),
    )


def _drop_unused(table: str, shared: Shared, told: list[tuple[str, Shared]]) -> str:
    referring = [f"SELECT {shared.column} FROM {table}"] + [
        f"SELECT {name} FROM {other.table} WHERE {name} IS NOT NULL"
        for _, other in told
        for name, target in other.refers.items()
        if target == shared.table
    ]
    return f"DELETE FROM {shared.table} WHERE {shared.key} NOT IN ({' UNION '.join(referring)})"


def _most_said(table: str, shared: Shared, name: str) -> str:
    """Return how a column gets what most records say; of equals the first in order."""
    return f"""
        UPDATE {shared.table} SET {name} = said.{name} FROM (
            SELECT {shared.column}, {name}, row_number() OVER (
                PARTITION BY {shared.column} ORDER BY count(*) DESC, {name}) AS place
            FROM {table} GROUP BY {shared.column}, {name}) AS said
        WHERE said.{shared.column} = {shared.table}.{shared.key} AND place = 1
            AND {shared.table}.{name} IS NOT said.{name}"""


def resolve_links(db: sqlite3.Connection, canonical_url: Callable[[str], str | None]) -> int:
    """Point every link at the standing record of its address; return how many changed.

    *canonical_url* gives an address its canonical form, ``None`` to one of another
    site. A link whose record is
    gone points at none, so that an export never names a record it lacks.
    """
    targets = _targets(db)
    changed = [
        (target, owner, position)
        for owner, position, url, old in db.execute(
            "SELECT record_id, position, url, target_id FROM links ORDER BY record_id, position"
        )
        if (target := targets.get(url) or targets.get(canonical_url(url) or "")) != old
    ]
    db.executemany("UPDATE links SET target_id = ? WHERE record_id = ? AND position = ?", changed)
    for owner in dict.fromkeys(owner for _, owner, _ in changed):
        (text,) = db.execute("SELECT json FROM records WHERE id = ?", (owner,)).fetchone()
        data = json.loads(text)
        sql = "SELECT target_id FROM links WHERE record_id = ? ORDER BY position"
        for link, (target,) in zip(data["links"], db.execute(sql, (owner,)), strict=True):
            link["record_id"] = target
        db.execute("UPDATE records SET json = ? WHERE id = ?", (canonical(data), owner))
    return len(changed)


def _targets(db: sqlite3.Connection) -> dict[str, str]:
    """Return the record at each address, old addresses of moved pages included."""
    sql = "SELECT url, min(id) FROM records WHERE url IS NOT NULL AND gone_at IS NULL GROUP BY url"
    targets: dict[str, str] = dict(db.execute(sql).fetchall())
    moved = db.execute("SELECT address, canonical FROM aliases ORDER BY address").fetchall()
    return {old: targets[new] for old, new in moved if new in targets} | targets
