"""The table that people decide in, as XLSX or CSV: written, and read back from any spreadsheet."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.corrections.csv_text import decoded, rows_of
from aimf_scraper.errors import UsageError
from aimf_scraper.reviewing.item import Item
from aimf_scraper.text.formulas import guarded, unguarded
from aimf_scraper.workbooks import Sheet, read_rows, write_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: What a person fills in, in front; then what there is to see.
DECIDED: Final = ("decision", "new_value", "who", "why_so")
COLUMNS: Final = (*DECIDED, *Item._fields)
_WIDTHS: Final = {"why": 30, "value": 40, "before": 40, "quote": 30, "after": 40, "url": 30}
_EXPLAINED: Final = (
    ("column", "what it is"),
    ("decision", "confirm, reject or replace; empty: nothing is decided"),
    ("new_value", "for replace: 1200000 EUR, Dschang (CM), 2014/2019, 3000 habitants, or JSON"),
    ("who", "who decides; may also be said by --who when the file is read in"),
    ("why_so", "on what ground"),
    ("priority", "the higher, the more unsure it is or the more hangs on it"),
    ("why", "why you are asked"),
    (
        "value",
        "what the rules made of the quote, as JSON; for partners.body another name of the body",
    ),
    ("before, quote, after", "the words of the page, and where they stand"),
)


def write_sheet(path: Path, items: Sequence[Item]) -> None:
    """Write *items* to *path*: XLSX or CSV by its ending.

    Raises:
        UsageError: another ending.
    """
    rows = ([*("" for _ in DECIDED), *one] for one in items)
    if path.suffix.lower() == ".xlsx":
        review = Sheet("review", COLUMNS, rows, widths=_WIDTHS, links=frozenset({"url"}))
        write_workbook(path, [review, Sheet("help", _EXPLAINED[0], iter(_EXPLAINED[1:]))])
    elif path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for row in rows:
                writer.writerow([guarded(v) if isinstance(v, str) else v for v in row])
    else:
        raise UsageError(f"{path}: name a file that ends in .xlsx or .csv")


def read_sheet(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield every row of *path* with its line (the head is line 1), cells as texts by column.

    Raises:
        UsageError: the file cannot be read, or is no such table.
    """
    rows = read_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    head = [str(cell or "").strip() for cell in next(rows, (1, []))[1]]
    missing = [
        name for name in ("decision", "record_id", "field", "as_written") if name not in head
    ]
    if missing:
        raise UsageError(
            f"{path}: no column {', '.join(missing)}: is it a table by `review --out`?"
        )
    for line, cells in rows:
        told = {name: _text(cell) for name, cell in zip(head, cells, strict=False)}
        if any(told.values()):
            yield line, told


def _csv_rows(path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror})") from error
    line = 0
    try:
        for line, row in rows_of(decoded(body)):
            yield line, row
    except csv.Error as error:
        raise UsageError(f"{path}, behind line {line}: not CSV: {error}") from error


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unguarded(str(cell)).strip()
