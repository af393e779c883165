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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

Row = list[Any]

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: How its page came to us, one value each.
_PROVENANCE: Final = tuple(name for name in PROVENANCE if name not in {"sources", "read_from"})
_FACT_KEY: Final = ("record_id", "position")
_EVIDENCE: Final = ("source", "start", "end", "quote", "rule")


def _heads() -> dict[str, tuple[str, ...]]:
    """Return the columns of every table: one of records, one a kind of fact, one of evidence."""
    words = (kind.name for kind in kinds() if kind.is_bare)
    heads = {"records": (*SCALARS, *words, *_PROVENANCE)}
    for kind in kinds():
        if kind.said:
            heads[kind.name] = (*_FACT_KEY, *(name for name, _ in kind.said))
        for part in kind.parts:
            columns = (one.name for one in kind.part_columns(part))
            heads[part.table] = (*_FACT_KEY, part.owner, *columns)
    return heads | {"evidence": ("record_id", "fact", "position", *_EVIDENCE)}


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write one file a table, all in one pass over the records."""
    rows: Counter[str] = Counter()
    heads = _heads()
    with ExitStack() as open_files:
        writers = {}
        for table, head in heads.items():
            path = folder / f"{table}.csv"
            file = open_files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[table] = csv.writer(file)
            writers[table].writerow(head)
        for record in store.records():
            for table, row in _rows(record):
                writers[table].writerow([_cell(value) for value in row])
                rows[table] += 1
    return [WrittenFile(folder / f"{table}.csv", rows[table]) for table in heads]


def _rows(record: dict[str, Any]) -> Iterator[tuple[str, Row]]:
    key = record["id"]
    scalars = [record[name] for name in SCALARS]
    words = [record[kind.name] for kind in kinds() if kind.is_bare]
    came = [record["provenance"][name] for name in _PROVENANCE]
    yield "records", [*scalars, *words, *came]
    for kind in kinds():
        shown = {part.field: part.shown for part in kind.parts}
        for position, fact in enumerate(record[kind.name] if kind.said else ()):
            cells = {field: fact[field] for _, field in kind.said}
            cells |= {field: [*map(show, fact[field])] for field, show in shown.items()}
            yield kind.name, [key, position, *cells.values()]
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

    >>> [_cell(value) for value in ("=1+1", "- un", "Huê", -3.5, None, ["year", "month"])]
    ["'=1+1", "'- un", 'Huê', -3.5, None, 'year; month']
    """
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
