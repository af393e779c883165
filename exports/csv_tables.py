"""CSV for spreadsheets: flat tables that join on ``record_id``, as RFC 4180 writes them.

UTF-8 (with a byte order mark where the setting ``exports.csv_bom`` says so, by which
Excel knows it for UTF-8), lines ended by CRLF, an empty cell where nothing is stated, several values
in one cell parted by "; ". A text that a
spreadsheet would run as a formula (it begins with = + - @ or a tab) gets an
apostrophe in front; numbers stay numbers. Whoever needs the text untouched
reads the JSON.
"""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from aimf_scraper.publishing import WrittenFile
from aimf_scraper.text.formulas import guarded

from .flat_tables import every_row, every_table

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store


def write(store: Store, folder: Path, *, bom: bool = False) -> list[WrittenFile]:
    """Write one file a table, all in one pass over the records; *bom*: with a byte order mark."""
    encoding = "utf-8-sig" if bom else "utf-8"
    rows: Counter[str] = Counter()
    tables = every_table(store)
    with ExitStack() as open_files:
        writers = {}
        for table in tables:
            path = folder / f"{table.name}.csv"
            file = open_files.enter_context(path.open("w", encoding=encoding, newline=""))
            writers[table.name] = csv.writer(file)
            writers[table.name].writerow(table.head)
        for name, row in every_row(store):
            writers[name].writerow([_cell(value) for value in row])
            rows[name] += 1
    return [WrittenFile(folder / f"{one.name}.csv", rows[one.name]) for one in tables]


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
