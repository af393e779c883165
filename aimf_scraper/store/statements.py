"""The statements by which a record is written; one for many rows, for speed."""

from __future__ import annotations

from typing import Final

from aimf_scraper.store.crawl_state import PAGE_COLUMNS
from aimf_scraper.store.rows import FACT_COLUMNS, PROVENANCE_COLUMNS, RECORD_COLUMNS, SHARED_COLUMNS


def _insert(table: str, columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


def _replacing(columns: tuple[str, ...], key: str) -> str:
    news = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != key)
    return f"ON CONFLICT ({key}) DO UPDATE SET {news}"


#: ``record_row``, then ``first_seen`` and ``last_seen``: the latter for new and old, the former for new.
SAVE_RECORD: Final = (
    f"{_insert('records', (*RECORD_COLUMNS, 'first_seen', 'last_seen'))} "
    f"{_replacing(RECORD_COLUMNS, 'id')}, last_seen = max(last_seen, excluded.last_seen)"
)
#: The end of ``record_row`` from ``fetched_at`` on, then ``last_seen`` and ``id``.
TOUCH_RECORD: Final = (
    f"UPDATE records SET {', '.join(f'{name} = ?' for name in PROVENANCE_COLUMNS)}, "
    "last_seen = max(last_seen, ?) WHERE id = ?"
)
#: What records share. Where they do not agree, ``linking.settle_shared`` decides.
SAVE_SHARED: Final = {
    "themes": f"{_insert('themes', SHARED_COLUMNS['themes'])} ON CONFLICT DO NOTHING",
    "countries": f"{_insert('countries', SHARED_COLUMNS['countries'])} "
    "ON CONFLICT (code) DO UPDATE SET name = coalesce(name, excluded.name)",
    "cities": f"{_insert('cities', SHARED_COLUMNS['cities'])} "
    f"{_replacing(SHARED_COLUMNS['cities'], 'id')}",
    "partners": f"{_insert('partners', SHARED_COLUMNS['partners'])} ON CONFLICT DO NOTHING",
}
SAVE_FACTS: Final = {table: _insert(table, columns) for table, columns in FACT_COLUMNS.items()}
#: Backwards: what refers to another row goes before it.
DROP_FACTS: Final = tuple(
    f"DELETE FROM {table} WHERE record_id = ?" for table in [*FACT_COLUMNS][::-1]
)

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
