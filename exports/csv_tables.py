"""CSV for spreadsheets: flat tables that join on ``record_id``, as RFC 4180 writes them.

UTF-8, lines ended by CRLF, an empty cell where nothing is stated, several values
in one cell parted by "; ". A text that a
spreadsheet would run as a formula (it begins with = + - @ or a tab) gets an
apostrophe in front; numbers stay numbers. Whoever needs the text untouched
reads the JSON.
"""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.publishing import WrittenFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

Row = list[Any]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_SCALARS: Final = (
    *("id", "kind", "url", "title", "summary", "text", "language"),
    *("published", "modified", "status"),
)
_PROVENANCE: Final = (
    *("fetched_at", "http_status", "payload_digest", "warc_record_id", "rules_version"),
)
#: A record's fields that become tables, and the columns of each after ``record_id, position``.
_FACTS: Final = {
    "countries": ("code", "name", "confidence"),
    "cities": (
        *("name", "as_written", "country", "geonames_id", "latitude", "longitude", "role"),
        "confidence",
    ),
    "partners": ("name", "as_written", "type", "role", "confidence"),
    "budgets": (
        *("amount", "amount_max", "currency", "scope", "qualifier", "approximation"),
        *("as_written", "equivalents", "confidence"),
    ),
    "dates": ("edtf", "start", "end", "role", "as_written", "inferred", "confidence"),
    "beneficiaries": ("count", "unit", "approximation", "as_written", "confidence"),
}
_HEADS: Final = {
    "records": (*_SCALARS, "themes", *_PROVENANCE),
    **{field: ("record_id", "position", *columns) for field, columns in _FACTS.items()},
    "evidence": (*("record_id", "fact", "position", "source", "start", "end", "quote", "rule"),),
}


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write one file a table, all in one pass over the records."""
    rows: Counter[str] = Counter()
    with ExitStack() as open_files:
        writers = {}
        for table, head in _HEADS.items():
            path = folder / f"{table}.csv"
            file = open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table] = csv.writer(file)
            writers[table].writerow(head)
        for record in store.records():
            for table, row in _rows(record):
                writers[table].writerow([_cell(value) for value in row])
                rows[table] += 1
    return [WrittenFile(folder / f"{table}.csv", rows[table]) for table in _HEADS]


def _rows(record: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    key = record["id"]
    scalars = [record[name] for name in _SCALARS]
    came = [record["provenance"][name] for name in _PROVENANCE]
    yield "records", [*scalars, record["themes"], *came]
    for field, columns in _FACTS.items():
        for position, fact in enumerate(record[field]):
            yield field, [key, position, *(fact[name] for name in columns)]
            yield from _evidence(key, field, position, fact["evidence"])
    for field, evidence in record["evidence"].items():
        yield from _evidence(key, field, 0, evidence)


def _evidence(
    key: str, fact: str, position: int, evidence: list[dict[str, Any]]
) -> Iterator[tuple[str, Row]]:
    for one in evidence:
        where = (one["source"], one["start"], one["end"], one["quote"], one["rule"])
        yield "evidence", [key, fact, position, *where]


def _cell(value: Any) -> Any:
    """Return *value* as one cell, so that no spreadsheet takes it for a formula.

    >>> [_cell(value) for value in ("=1+1", "- un", "Huê", -3.5, None, ["year", "month"])]
    ["'=1+1", "'- un", 'Huê', -3.5, None, 'year; month']
    """
    if isinstance(value, list):
        value = "; ".join(map(_listed, value))
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def _listed(value: Any) -> str:
    """Return a value of a list: a word, or the same sum in another currency."""
    return value if isinstance(value, str) else f"{value['amount']} {value['currency']}"
