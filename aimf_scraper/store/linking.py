"""What only all records together tell: where links lead, and what is shared.

Worked out at the end of a run from the records alone, so that the result does
not depend on the order in which pages came.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from aimf_scraper.store.rows import canonical

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

#: Shared rows that no fact refers to any more, those that refer to others first.
_UNUSED: Final = (
    "DELETE FROM cities WHERE id NOT IN (SELECT city FROM record_cities)",
    "DELETE FROM partners WHERE name NOT IN (SELECT partner FROM record_partners)",
    "DELETE FROM themes WHERE name NOT IN (SELECT theme FROM record_themes)",
    """DELETE FROM countries WHERE code NOT IN (
        SELECT country FROM record_countries
        UNION SELECT country FROM cities WHERE country IS NOT NULL)""",
)
#: Where records do not agree, what most of them say; of equals the first in order.
_MOST_SAID: Final = (
    """UPDATE partners SET type = said.type FROM (
        SELECT partner, type, row_number() OVER (
            PARTITION BY partner ORDER BY count(*) DESC, type) AS place
        FROM record_partners GROUP BY partner, type) AS said
    WHERE said.partner = partners.name AND place = 1 AND partners.type <> said.type""",
    """UPDATE countries SET name = said.name FROM (
        SELECT country, name, row_number() OVER (
            PARTITION BY country ORDER BY count(*) DESC, name) AS place
        FROM record_countries GROUP BY country, name) AS said
    WHERE said.country = countries.code AND place = 1 AND countries.name IS NOT said.name""",
)


def settle_shared(db: sqlite3.Connection) -> None:
    """Drop cities, partners, countries and themes of no record; name the rest as most records do."""
    for statement in (*_UNUSED, *_MOST_SAID):
        db.execute(statement)


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
