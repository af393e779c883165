"""Exports: one module a format, all registered here by the name ``--formats`` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from . import (
    atom_feed,
    bibtex,
    csv_tables,
    geojson,
    graphml,
    iati,
    json_arrays,
    json_lines,
    jsonld,
    package,
    parquet_tables,
    sqlite_database,
    xlsx_workbook,
)

if TYPE_CHECKING:
    from aimf_scraper.publishing import Writer

FORMATS: Final[dict[str, Writer]] = {
    "json": json_arrays.write,
    "jsonl": json_lines.write,
    "csv": csv_tables.write,
    "xlsx": xlsx_workbook.write,
    "parquet": parquet_tables.write,
    "sqlite": sqlite_database.write,
    "geojson": geojson.write,
    "graphml": graphml.write,
    "jsonld": jsonld.write,
    "iati": iati.write,
    "atom": atom_feed.write,
    "bibtex": bibtex.write,
    # Describes the files of the others, so it comes last.
    "package": package.write,
}
