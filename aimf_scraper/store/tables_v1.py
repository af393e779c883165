"""The tables as the first version of the schema made them. Released: not to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.databases import ForeignKey

if TYPE_CHECKING:
    from aimf_scraper.databases import Database

Columns = dict[str, type]

_FACT: Final[Columns] = {"record_id": str, "position": int}


def create_tables(db: Database) -> None:
    """Create every table and its indexes, those first that others refer to."""
    _create_runs_and_records(db)
    _create_facts(db)
    _create_markup(db)
    _create_history(db)


def _create_runs_and_records(db: Database) -> None:
    _create(
        db,
        "runs",
        {
            "id": int,
            "command": str,
            "site": str,
            "started_at": str,
            "finished_at": str,
            "status": str,
            "options": str,
            "counts": str,
            "completeness": str,
        },
        pk="id",
        optional=("site", "finished_at", "status", "counts", "completeness"),
    )
    _create(
        db,
        "records",
        {
            # The full-text index points at rows by number. Without a column for
            # it, VACUUM may number the rows anew and the index would point amiss.
            "number": int,
            "id": str,
            "kind": str,
            "url": str,
            "title": str,
            "summary": str,
            "text": str,
            "language": str,
            "published": str,
            "modified": str,
            "status": str,
            "fetched_at": str,
            "sources": str,
            "http_status": int,
            "payload_digest": str,
            "warc_record_id": str,
            "rules_version": str,
            "first_seen": str,
            "last_seen": str,
            "gone_at": str,
            "json": str,
        },
        pk="number",
        required=("id", "kind", "text", "sources", "first_seen", "last_seen", "json"),
    )
    db.table("records").create_index(["id"], unique=True)
    for column in ("kind", "url", "gone_at", "first_seen"):
        db.table("records").create_index([column])


def _create_facts(db: Database) -> None:
    _create(db, "themes", {"name": str}, pk="name")
    _create(db, "countries", {"code": str, "name": str}, pk="code", optional=("name",))
    _create(
        db,
        "cities",
        {
            "id": str,
            "name": str,
            "country": str,
            "geonames_id": int,
            "latitude": float,
            "longitude": float,
        },
        pk="id",
        optional=("country", "geonames_id", "latitude", "longitude"),
        refers={"country": "countries.code"},
    )
    _create(db, "partners", {"name": str, "type": str}, pk="name")
    _create_fact(db, "record_themes", {"theme": str}, refers={"theme": "themes.name"})
    _create_fact(
        db,
        "record_countries",
        {"country": str, "name": str, "confidence": float},
        refers={"country": "countries.code"},
    )
    _create_fact(
        db,
        "record_cities",
        {"city": str, "as_written": str, "role": str, "confidence": float},
        refers={"city": "cities.id"},
    )
    _create_fact(
        db,
        "record_partners",
        {"partner": str, "as_written": str, "type": str, "role": str, "confidence": float},
        refers={"partner": "partners.name"},
    )
    _create_fact(
        db,
        "budgets",
        {
            "amount": float,
            "amount_max": float,
            "currency": str,
            "scope": str,
            "qualifier": str,
            "approximation": str,
            "as_written": str,
            "confidence": float,
        },
        optional=("amount_max", "qualifier", "approximation"),
    )
    _create_fact(
        db,
        "budget_equivalents",
        {"budget": int, "amount": float, "currency": str, "as_written": str},
        keys=[_to_many("budget_equivalents", ("record_id", "budget"), "budgets")],
    )
    _create_fact(
        db,
        "dates",
        {
            "edtf": str,
            "start": str,
            "end": str,
            "role": str,
            "as_written": str,
            "inferred": str,
            "confidence": float,
        },
        optional=("start", "end"),
    )
    _create_fact(
        db,
        "beneficiaries",
        {"count": int, "unit": str, "approximation": str, "as_written": str, "confidence": float},
        optional=("approximation",),
    )
    # "fact" is the record's field ("cities", "budgets", "published") and
    # "position" the place in it, 0 for a field that holds one value.
    _create(
        db,
        "evidence",
        {
            "record_id": str,
            "fact": str,
            "position": int,
            "number": int,
            "source": str,
            "start": int,
            "end": int,
            "quote": str,
            "rule": str,
        },
        pk=("record_id", "fact", "position", "number"),
        optional=("start", "end"),
        refers={"record_id": "records.id"},
    )
    for table, column in (
        ("record_themes", "theme"),
        ("record_countries", "country"),
        ("record_cities", "city"),
        ("record_partners", "partner"),
        ("evidence", "rule"),
    ):
        db.table(table).create_index([column])


def _create_markup(db: Database) -> None:
    _create_fact(
        db,
        "links",
        {"url": str, "target_id": str, "text": str},
        optional=("target_id",),
        refers={"target_id": "records.id"},
    )
    _create_fact(
        db,
        "attachments",
        {"url": str, "title": str, "media_type": str},
        optional=("media_type",),
    )
    _create_fact(db, "images", {"url": str, "alt": str})
    db.table("links").create_index(["target_id"])
    db.table("attachments").create_index(["url"])


def _create_history(db: Database) -> None:
    _create(
        db,
        "record_versions",
        {
            "record_id": str,
            "number": int,
            "replaced_at": str,
            "why": str,
            "run": int,
            "differences": str,
            "json": str,
            "gone_at": str,
            "warc_record_id": str,
        },
        pk=("record_id", "number"),
        optional=("gone_at", "warc_record_id"),
        refers={"record_id": "records.id", "run": "runs.id"},
    )
    _create(
        db,
        "pages",
        {
            "url": str,
            "kind": str,
            "record_id": str,
            "state": str,
            "found_by": str,
            "http_status": int,
            "etag": str,
            "last_modified": str,
            "payload_digest": str,
            "warc_record_id": str,
            "fetched_at": str,
            "checked_at": str,
            "first_seen": str,
            "last_seen": str,
            "tries": int,
            "reason": str,
            "rest_modified": str,
            "sitemap_lastmod": str,
            "hints": str,
            "reading": bytes,
        },
        pk="url",
        required=("state", "found_by", "first_seen", "last_seen", "tries"),
        refers={"record_id": "records.id"},
    )
    _create(db, "aliases", {"address": str, "canonical": str}, pk="address")
    _create(
        db,
        "rejects",
        {
            "url": str,
            "reason": str,
            "detail": str,
            "run": int,
            "first_seen": str,
            "last_seen": str,
            "times": int,
        },
        pk=("url", "reason"),
        refers={"run": "runs.id"},
    )
    for table, column in (
        ("record_versions", "run"),
        ("record_versions", "replaced_at"),
        ("pages", "record_id"),
        ("pages", "state"),
        ("aliases", "canonical"),
        ("rejects", "run"),
    ):
        db.table(table).create_index([column])


def _create(
    db: Database,
    table: str,
    columns: Columns,
    *,
    pk: str | tuple[str, ...],
    required: tuple[str, ...] | None = None,
    optional: tuple[str, ...] = (),
    refers: dict[str, str] | None = None,
    keys: list[ForeignKey] | None = None,
) -> None:
    """Create a STRICT table. Columns may be null where *optional*, or where not *required*."""
    if required is None:
        required = tuple(name for name in columns if name not in optional and name != pk)
    foreign = list(keys or [])
    for column, target in (refers or {}).items():
        other, other_column = target.split(".")
        foreign.append(ForeignKey(table, column, other, other_column))
    db.table(table).create(columns, pk=pk, not_null=required, foreign_keys=foreign, strict=True)


def _create_fact(
    db: Database,
    table: str,
    columns: Columns,
    *,
    optional: tuple[str, ...] = (),
    refers: dict[str, str] | None = None,
    keys: list[ForeignKey] | None = None,
) -> None:
    """Create a table of facts: several a record, each at its position in the record's field."""
    _create(
        db,
        table,
        _FACT | columns,
        pk=("record_id", "position"),
        optional=optional,
        refers={"record_id": "records.id"} | (refers or {}),
        keys=keys,
    )


def _to_many(table: str, columns: tuple[str, str], other: str) -> ForeignKey:
    return ForeignKey(
        table,
        None,
        other,
        None,
        columns=columns,
        other_columns=("record_id", "position"),
        is_compound=True,
    )
