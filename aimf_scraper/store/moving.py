"""A page that moved: two records of one thing become one, with the history of both."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from aimf_scraper.store.correction_tables import note_move
from aimf_scraper.store.history import differences
from aimf_scraper.store.rows import canonical
from aimf_scraper.store.statements import record_statements

if TYPE_CHECKING:
    import sqlite3


def moved_pairs(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return (old id, new id) of every record whose address is known to mean another's.

    So are two that stand at one address, as earlier versions made them where a
    page's kind changed: the one that the page has now stays.
    """
    rows = db.execute("""
        SELECT old.id, new.id FROM aliases
        JOIN records AS old ON old.url = aliases.address
        JOIN records AS new ON new.url = aliases.canonical
        WHERE old.id != new.id
        UNION
        SELECT old.id, new.id FROM pages
        JOIN records AS new ON new.id = pages.record_id AND new.url = pages.url
        JOIN records AS old ON old.url = pages.url
        WHERE old.id != new.id AND old.gone_at IS NULL AND new.gone_at IS NULL
        ORDER BY 1, 2""")
    return [(old, new) for old, new in rows]


def twins_of_gone(db: sqlite3.Connection, urls: list[str], since: str) -> list[tuple[str, str]]:
    """Return (old id, new id) where a page that is gone stands elsewhere, word for word.

    *urls*: the pages that are gone. A twin is of the same kind, was first seen
    since *since*, and has the same title and text; where two qualify, none does.
    """
    pairs = []
    for url in urls:
        rows = db.execute(
            """
            SELECT old.id, new.id FROM records AS old
            JOIN records AS new ON new.kind = old.kind AND new.title IS old.title
                AND new.text = old.text AND new.id != old.id AND new.gone_at IS NULL
            WHERE old.url = ? AND new.first_seen >= ? AND length(old.text) > 0""",
            (url, since),
        ).fetchall()
        if len(rows) == 1:
            pairs.append((rows[0][0], rows[0][1]))
    return pairs


def absorb(db: sqlite3.Connection, old_id: str, new_id: str, *, run: int, at: str) -> None:
    """Make *old_id* an earlier state of *new_id*: its versions, its links, its address.

    Inside the caller's transaction. The record keeps the id of the address that
    stands; ``aliases`` remembers the other.
    """
    sql = "SELECT json, url, first_seen, gone_at, warc_record_id FROM records WHERE id = ?"
    old_text, old_url, first_seen, gone_at, capture = db.execute(sql, (old_id,)).fetchone()
    new_text, new_url, *_ = db.execute(sql, (new_id,)).fetchone()
    (count,) = db.execute(
        "SELECT count(*) FROM record_versions WHERE record_id = ?", (old_id,)
    ).fetchone()
    # Highest numbers first, so that no two versions ever share one.
    for (number,) in db.execute(
        "SELECT number FROM record_versions WHERE record_id = ? ORDER BY number DESC", (new_id,)
    ).fetchall():
        db.execute(
            "UPDATE record_versions SET number = ? WHERE record_id = ? AND number = ?",
            (number + count + 1, new_id, number),
        )
    db.execute("UPDATE record_versions SET record_id = ? WHERE record_id = ?", (new_id, old_id))
    told = canonical(
        [asdict(one) for one in differences(json.loads(old_text), json.loads(new_text))]
    )
    db.execute(
        """
        INSERT INTO record_versions (record_id, number, replaced_at, why, run, differences, json,
            gone_at, warc_record_id)
        VALUES (?, ?, ?, 'site', ?, ?, ?, ?, ?)""",
        (new_id, count + 1, at, run, told, old_text, gone_at, capture),
    )
    note_move(db, old_id, new_id)
    db.execute("UPDATE links SET target_id = ? WHERE target_id = ?", (new_id, old_id))
    if old_url != new_url:
        db.execute(
            "UPDATE pages SET state = 'gone', reason = 'moved', record_id = NULL WHERE url = ?",
            (old_url,),
        )
        db.execute(
            "INSERT INTO aliases (address, canonical) VALUES (?, ?) ON CONFLICT DO UPDATE "
            "SET canonical = excluded.canonical",
            (old_url, new_url),
        )
    db.execute("UPDATE pages SET record_id = ? WHERE record_id = ?", (new_id, old_id))
    for statement in record_statements().drop_facts:
        db.execute(statement, (old_id,))
    db.execute("DELETE FROM records WHERE id = ?", (old_id,))
    db.execute(
        "UPDATE records SET first_seen = min(first_seen, ?) WHERE id = ?", (first_seen, new_id)
    )
