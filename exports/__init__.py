"""Exports: one module a format, all registered here by the name ``--formats`` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import csv_tables, json_arrays, json_lines

if TYPE_CHECKING:
    from aimf_scraper.publishing import Writer

FORMATS: Final[dict[str, Writer]] = {
    "json": json_arrays.write,
    "jsonl": json_lines.write,
    "csv": csv_tables.write,
}
