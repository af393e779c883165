"""The statements by which a record is written; one for many rows, for speed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.fact_kinds import kinds
from aimf_scraper.store.crawl_state import PAGE_COLUMNS
from aimf_scraper.store.rows import (
    EVIDENCE_COLUMNS,
    FACT_KEY,
    PROVENANCE_COLUMNS,
    record_columns,
)

if TYPE_CHECKING:
    from aimf_scraper.fact_model import FactKind, Shared


def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _replacing(columns: tuple[str, ...], key: str) -> str:
    news = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != key)
    return f"ON CONFLICT ({key}) DO UPDATE SET {news}"


class RecordStatements(NamedTuple):
    """How a record is written, by what ``fact_kinds`` declares.

    ``save_record`` takes ``record_row``, then ``first_seen`` and ``last_seen``: the
    latter for new and old, the former for new. ``touch_record`` takes the end of
    ``record_row`` behind ``said_columns``, then ``last_seen`` and ``id``.
    ``save_shared`` and ``save_facts`` take ``shared_rows`` and ``fact_rows``, by
    table; ``drop_facts`` each a record's id, what refers to another row first.
    """

    save_record: str
    touch_record: str
    save_shared: dict[str, str]
    save_facts: dict[str, str]
    drop_facts: tuple[str, ...]


def record_statements() -> RecordStatements:
    return _statements(kinds())


@lru_cache(maxsize=8)
def _statements(declared: tuple[FactKind, ...]) -> RecordStatements:
    facts: dict[str, str] = {}
    for kind in declared:
        if not kind.many:
            continue
        own = [one.name for one in kind.columns] + [one.name for one in kind.derived]
        facts[kind.table] = _insert(kind.table, (*FACT_KEY, *own))
        for part in kind.parts:
            names = (one.name for one in kind.part_columns(part))
            facts[part.table] = _insert(part.table, (*FACT_KEY, part.owner, *names))
    facts["evidence"] = _insert("evidence", EVIDENCE_COLUMNS)
    renewed = ", ".join(f"{name} = ?" for name in PROVENANCE_COLUMNS)
    return RecordStatements(
        save_record=f"{_insert('records', (*record_columns(), 'first_seen', 'last_seen'))} "
        f"{_replacing(record_columns(), 'id')}, last_seen = max(last_seen, excluded.last_seen)",
        touch_record=f"UPDATE records SET {renewed}, last_seen = max(last_seen, ?) WHERE id = ?",
        save_shared={one.shared.table: _save_shared(one.shared) for one in declared if one.shared},
        save_facts=facts,
        drop_facts=tuple(f"DELETE FROM {table} WHERE record_id = ?" for table in [*facts][::-1]),
    )


def _save_shared(shared: Shared) -> str:
    """Return how a row of a shared table is written.

    What records may differ on stays as the first said it, for
    ``linking.settle_shared`` to decide; the rest is as the last says it.
    """
    insert = _insert(shared.table, (shared.key, *shared.fields))
    if not shared.fields:
        return f"{insert} ON CONFLICT DO NOTHING"
    news = ", ".join(
        f'"{name}" = coalesce("{name}", excluded."{name}")'
        if name in shared.settled
        else f'"{name}" = excluded."{name}"'
        for name in shared.fields
    )
    return f"{insert} ON CONFLICT ({shared.key}) DO UPDATE SET {news}"


SAVE_VERSION: Final = """
    INSERT INTO record_versions (record_id, number, replaced_at, why, run, differences, json,
        gone_at, warc_record_id)
    SELECT id, (SELECT count(*) + 1 FROM record_versions WHERE record_id = records.id),
        ?, ?, ?, ?, json, gone_at, warc_record_id
    FROM records WHERE id = ?"""
#: Every record that is new since a moment or has an earlier state since
#: then: now, and as it was at that moment.
CHANGED_SINCE: Final = """
    SELECT r.first_seen >= :since, r.json, r.gone_at, v.json, v.gone_at, e.whys
    FROM records AS r
    LEFT JOIN (
        SELECT record_id, min(number) AS number, group_concat(DISTINCT why) AS whys
        FROM record_versions WHERE replaced_at >= :since GROUP BY record_id
    ) AS e ON e.record_id = r.id
    LEFT JOIN record_versions AS v ON v.record_id = r.id AND v.number = e.number
    WHERE r.first_seen >= :since OR e.number IS NOT NULL
    ORDER BY r.id"""
SAVE_PAGE: Final = f"{_insert('pages', PAGE_COLUMNS)} {_replacing(PAGE_COLUMNS, 'url')}"
SAVE_REJECT: Final = """
    INSERT INTO rejects (url, reason, detail, run, first_seen, last_seen, times)
    VALUES (?, ?, ?, ?, ?, ?, 1)
    ON CONFLICT (url, reason) DO UPDATE SET detail = excluded.detail, run = excluded.run,
        last_seen = max(last_seen, excluded.last_seen), times = times + 1"""
