"""XLSX for spreadsheets: a sheet a table, typed cells, heads that stay, links, and what it all means.

``projects`` comes first. The sites' long texts and the evidence are left to CSV and
JSON: a workbook is looked at. The sheet ``help`` says what each sheet holds.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.publishing import WrittenFile
from aimf_scraper.workbooks import Sheet, Workbook

from .descriptions import of_column, of_table
from .flat_tables import every_row, every_table

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store

    from .flat_tables import FlatTable

_FILE: Final = "aimf.xlsx"
_LEFT_OUT: Final = frozenset({"evidence"})
_LINKS: Final = frozenset({"url"})
_WIDTHS: Final = {"title": 50, "text": 40, "summary": 40, "url": 40, "as_written": 30, "name": 40}


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``aimf.xlsx`` in one pass over the records."""
    tables = [one for one in every_table(store) if one.name not in _LEFT_OUT]
    types = {one.name: [column.type for column in one.columns] for one in tables}
    path = folder / _FILE
    with Workbook(path) as book:
        pages = {one.name: book.page(_sheet(one)) for one in tables}
        for name, row in every_row(store):
            if name in pages:
                cells = zip(types[name], row, strict=True)
                pages[name].append([_cell(kind, value) for kind, value in cells])
        guide = book.page(Sheet("help", ("table", "column", "what it is"), (), widths=_HELP_WIDTHS))
        for one in tables:
            left = pages[one.name].left_out
            more = f" {left} rows have no room in a spreadsheet: see the CSV." if left else ""
            guide.append((one.name, "", of_table(one.name) + more))
            for column in one.columns:
                guide.append((one.name, column.name, of_column(one.name, column.name)))
        rows = sum(page.rows for page in pages.values())
    return [WrittenFile(path, rows)]


_HELP_WIDTHS: Final = {"table": 22, "column": 18, "what it is": 100}


def _sheet(table: FlatTable) -> Sheet:
    return Sheet(table.name, table.head, (), widths=_WIDTHS, links=_LINKS)


def _cell(kind: str, value: Any) -> Any:
    if kind == "date" and value:
        return date.fromisoformat(value)
    if kind == "boolean" and value is not None:
        return bool(value)
    return value
