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

from aimf_scraper.fact_kinds import kinds
from aimf_scraper.publishing import WrittenFile
from aimf_scraper.records import PROVENANCE, SCALARS
from aimf_scraper.store import CORRECTION_COLUMNS
from aimf_scraper.text.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

Row = list[Any]

#: What is flat already: a row a project, and what joins with it; records that are gone.
VIEWS: Final = (
    *("projects", "project_countries", "project_cities", "project_partners", "project_budgets"),
    "gone_records",
)
_FACT_KEY: Final = ("record_id", "position")
_EVIDENCE: Final = ("source", "start", "end", "quote", "rule")


def _heads() -> dict[str, tuple[str, ...]]:
    """Return the columns of every table: one of records, one a kind of fact, one of evidence."""
    words = (kind.name for kind in kinds() if kind.is_bare)
    heads = {"records": (*SCALARS, *words, "corrections", *PROVENANCE, "first_seen")}
    for kind in kinds():
        if kind.said:
            said = (name for name, _ in kind.said)
            heads[kind.name] = (*_FACT_KEY, *said, *(one.name for one in kind.derived))
        for part in kind.parts:
            columns = (one.name for one in kind.part_columns(part))
            heads[part.table] = (*_FACT_KEY, part.owner, *columns)
    return heads | {"evidence": ("record_id", "fact", "position", *_EVIDENCE)}


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write one file a table, all in one pass over the records, and one a view."""
    rows: Counter[str] = Counter()
    heads = _heads()
    views = [_write_view(store, name, folder / f"{name}.csv") for name in VIEWS]
    views.append(_write_corrections(store, folder / "corrections.csv"))
    with ExitStack() as open_files:
        writers = {}
        for table, head in heads.items():
            path = folder / f"{table}.csv"
            file = open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table] = csv.writer(file)
            writers[table].writerow(head)
        for record, first_seen in store.records_first_seen():
            for table, row in _rows(record, first_seen):
                writers[table].writerow([_cell(value) for value in row])
                rows[table] += 1
    return [*views, *(WrittenFile(folder / f"{table}.csv", rows[table]) for table in heads)]


def _write_view(store: Store, name: str, path: Path) -> WrittenFile:
    columns, rows = store.view(name)
    # When a record was last seen changes every night although nothing else does.
    kept = [i for i, column in enumerate(columns) if column != "last_seen"]
    written = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([columns[i] for i in kept])
        for row in rows:
            writer.writerow([_cell(row[i]) for i in kept])
            written += 1
    return WrittenFile(path, written)


def _write_corrections(store: Store, path: Path) -> WrittenFile:
    """Write what people said, each with what became of it."""
    corrections = store.corrections()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CORRECTION_COLUMNS)
        for one in corrections:
            writer.writerow([_cell(value) for value in (*one.said.values(), one.state, one.reason)])
    return WrittenFile(path, len(corrections))


def _rows(record: dict[str, Any], first_seen: str) -> Iterator[tuple[str, Row]]:
    key = record["id"]
    scalars = [record[name] for name in SCALARS]
    words = [record[kind.name] for kind in kinds() if kind.is_bare]
    came = [record["provenance"][name] for name in PROVENANCE]
    yield "records", [*scalars, *words, record["corrections"], *came, first_seen]
    for kind in kinds():
        shown = {part.field: part.shown for part in kind.parts}
        for position, fact in enumerate(record[kind.name] if kind.said else ()):
            cells = {field: fact[field] for _, field in kind.said}
            cells |= {field: [*map(show, fact[field])] for field, show in shown.items()}
            yield (
                kind.name,
                [key, position, *cells.values(), *(one.of(fact) for one in kind.derived)],
            )
            yield from _evidence(key, kind.name, position, fact.get("evidence", ()))
        for part in kind.parts:
            columns = kind.part_columns(part)
            for position, owner, one in kind.parts_in(record[kind.name], part):
                told = (one[column.field] for column in columns)
                yield part.table, [key, position, owner, *told]
                yield from _evidence(key, part.field, position, one["evidence"])
    for field, evidence in record["evidence"].items():
        yield from _evidence(key, field, 0, evidence)


def _evidence(
    key: str, fact: str, position: int, evidence: Iterable[dict[str, Any]]
) -> Iterator[tuple[str, Row]]:
    for one in evidence:
        yield "evidence", [key, fact, position, *(one[name] for name in _EVIDENCE)]


def _cell(value: Any) -> Any:
    """Return *value* as one cell, so that no spreadsheet takes it for a formula.

    >>> [_cell(value) for value in ("=1+1", "- un", "Huê", -3.5, None, True, ["year", "month"])]
    ["'=1+1", "'- un", 'Huê', -3.5, None, 'true', 'year; month']
    """
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return guarded(value) if isinstance(value, str) else value
