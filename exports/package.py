"""What makes the export explain itself: a Data Package (v2), a README, how to cite it.

Runs behind the other formats, since it describes the files that they wrote:
``datapackage.json`` with every table's fields, types, units and keys; ``README.md`` with
counts, coverage, completeness and known gaps; ``CITATION.cff`` and ``datacite.json``;
``croissant.json`` for catalogues of data sets.
"""

from __future__ import annotations

import hashlib
import json
from codecs import BOM_UTF8
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper import __version__
from aimf_scraper.fact_columns import allowed_values
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.publishing import WrittenFile, known_gaps

from .citing import ABOUT, MAINTAINERS, TITLE, WHOSE, citation, datacite, schema_org
from .croissant import croissant
from .descriptions import of_column, of_table
from .flat_tables import every_row, every_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

    from .flat_tables import FlatColumn, FlatTable

Data = dict[str, Any]

_TYPES: Final = {"list": "string", "json": "array", "amount": "number"}
_MEDIA: Final = {
    "csv": "text/csv",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "geojson": "application/geo+json",
    "jsonld": "application/ld+json",
    "atom": "application/atom+xml",
    "bib": "application/x-bibtex",
    "graphml": "application/graphml+xml",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
}
#: The package's tables are the CSV; what else holds tables is described as a plain file. The standard has
#: no type but "table" for a resource, and its readers take a file for a table by the usual name of its
#: format: they would hold a workbook's first sheet or Parquet's lists against no schema, or refuse it.
_PLAIN: Final = {"jsonl": "json-lines", "parquet": "apache-parquet", "xlsx": "office-open-xml"}
_ADDING: Final = """\
## What may be added up

`projects` and `project_budgets` where `may_be_added` is true hold the same euros; add either. A part of
another sum (`part_of`), a sum a year (scope `annual`) and two totals of one action are not in it. Of a
range the lower end counts, the upper ends are added in `amount_max`. Currencies are added in `amount_eur`
alone. What each giver gives: `project_contributions` where `may_be_added` is true. An action in several
countries counts once in each, so sums by country are not to be added again.

"""
_BINARY: Final = frozenset({"parquet", "sqlite", "xlsx"})
_SCHEMA: Final = "https://datapackage.org/profiles/2.0"


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write the five files; ``rows`` counts the resources of the package, else one."""
    tables = {f"{one.name}.csv": one for one in every_table(store)}
    files = sorted(path for path in folder.iterdir() if path.suffix[1:] in _MEDIA)
    counts, as_of = _counted(store)
    site = next((one.site for one in reversed(store.runs()) if one.site), None)
    resources = [_resource(path, tables.get(path.name)) for path in files]
    package = {
        "$schema": f"{_SCHEMA}/datapackage.json",
        "name": "aimf-dataset",
        "title": TITLE,
        "description": f"{ABOUT} {WHOSE}",
        **({"created": as_of} if as_of else {}),
        "sources": [
            {"title": "AIMF", **({"path": site} if site else {})},
            {"title": "GeoNames, CC BY 4.0", "path": "https://www.geonames.org/"},
        ],
        "contributors": [{"title": MAINTAINERS, "roles": ["creator"]}],
        "resources": resources or [{"name": "none", "data": []}],
    }
    return [
        _json(folder / "datapackage.json", package, len(resources)),
        _text(folder / "README.md", "\n".join(_readme(store, files, counts, as_of, site)) + "\n"),
        _text(folder / "CITATION.cff", citation(as_of, site)),
        _json(folder / "datacite.json", datacite(as_of, site), 1),
        _json(
            folder / "croissant.json",
            croissant(
                schema_org(as_of, site),
                resources,
                tables,
                {one.name: _references(one) for one in tables.values()},
            ),
            len(resources),
        ),
    ]


def _json(path: Path, data: Data, rows: int) -> WrittenFile:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    return WrittenFile(path, rows)


def _text(path: Path, text: str) -> WrittenFile:
    path.write_text(text, "utf-8", newline="\n")
    return WrittenFile(path, 1)


def _counted(store: Store) -> tuple[Counter[str], str | None]:
    """Return the rows of each table, and when the newest page among them was fetched."""
    (records,) = (one for one in every_table(store) if one.name == "records")
    place = records.head.index("fetched_at")
    counts: Counter[str] = Counter()
    as_of = None
    for name, row in every_row(store):
        counts[name] += 1
        if name == records.name and row[place]:
            as_of = max(as_of or "", row[place])
    return counts, as_of


def _resource(path: Path, table: FlatTable | None) -> Data:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
        file.seek(0)
        encoding = "utf-8-sig" if file.read(3) == BOM_UTF8 else "utf-8"
    kind = path.suffix[1:]
    name = path.stem if table is not None else path.name.replace(".", "-")
    told: Data = {
        "name": name.lower(),
        "path": path.name,
        "format": _PLAIN.get(kind, kind),
        "mediatype": _MEDIA[kind],
        **({} if kind in _BINARY else {"encoding": encoding}),
        "bytes": size,
        "hash": f"sha256:{digest}",
    }
    if table is None:
        return told
    return {
        **told,
        "type": "table",
        "description": of_table(table.name),
        "schema": _schema(table),
    }


def _schema(table: FlatTable) -> Data:
    schema: Data = {
        "$schema": f"{_SCHEMA}/tableschema.json",
        "fields": [_field(table, one) for one in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = [*table.key]
    keys = [
        {"fields": [name], "reference": {"resource": target.partition("/")[0], "fields": ["id"]}}
        for name, target in _references(table).items()
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _references(table: FlatTable) -> dict[str, str]:
    """Return which columns lead to a column of another table: ``{"record_id": "records/id"}``."""
    names = {one.name for one in table.columns}
    told = {}
    if "record_id" in names and table.name != "corrections":
        owner = "projects" if table.name.startswith("project_") else "records"
        told["record_id"] = f"{owner}/id"
    if "body" in names:
        told["body"] = "bodies/id"
    return told


def _field(table: FlatTable, column: FlatColumn) -> Data:
    told: Data = {
        "name": column.name,
        "type": _TYPES.get(column.type, column.type),
        "description": of_column(table.name, column.name),
    }
    if column.type == "list":
        told["description"] += ' Several values are parted by "; ".'
    constraints: Data = {}
    if column.name in table.key:
        constraints["required"] = True
    if column.name == "confidence":
        constraints |= {"minimum": 0, "maximum": 1}
    kind = next((one for one in kinds() if one.name == table.name and not one.is_bare), None)
    allowed = allowed_values(kind.fact).get(column.name) if kind else None
    if allowed and all(isinstance(one, str) for one in allowed - {None}):
        constraints["enum"] = sorted(one for one in allowed if one is not None)
    return told | ({"constraints": constraints} if constraints else {})


def _readme(
    store: Store, files: list[Path], counts: Counter[str], as_of: str | None, site: str | None
) -> Iterator[str]:
    yield f"# {TITLE}"
    yield ""
    yield f"{ABOUT} As of {as_of or 'nothing yet'}, from {site or 'no site'}."
    yield ""
    yield "## What it holds"
    yield ""
    yield "| kind | records |"
    yield "| --- | --- |"
    for kind, count in store.counts().items():
        yield f"| {kind} | {count} |"
    yield ""
    yield "Share of the records that have a field at all:"
    yield ""
    coverage = store.coverage()
    for kind, shares in coverage.items():
        told = ", ".join(f"{name} {share:.0%}" for name, share in shares.items())
        yield f"- {kind}: {told}"
    yield ""
    yield "## What is missing"
    yield ""
    yield from _missing(store)
    yield ""
    yield "## Files"
    yield ""
    for path in files:
        yield f"- `{path.name}`"
    yield ""
    yield "`datapackage.json` describes each table: fields, types, units, keys. `manifest.json` has"
    yield "every file's size and digest. An empty cell is what the page does not state."
    yield ""
    yield "## Tables"
    yield ""
    for table in every_table(store):
        yield f"- **{table.name}** ({counts[table.name]} rows): {of_table(table.name)}"
    yield ""
    yield from _ADDING.splitlines()
    yield "## How sure it is"
    yield ""
    yield "Every value was read by a rule; `confidence` is calibrated on labelled texts, and `evidence`"
    yield "has the quote and where it stands. What a person confirmed or corrected has confidence 1 and a"
    yield "rule `human.…`; `corrections` says who and why. Check a value before you build on it."
    yield ""
    yield "## Whose it is, and how to cite it"
    yield ""
    yield WHOSE
    yield ""
    yield f"{MAINTAINERS}: {TITLE}. Read by aimf-scraper {__version__}, as of {as_of or '…'}."
    yield "See `CITATION.cff` and `datacite.json`; cite the AIMF's page for a single fact."


def _missing(store: Store) -> Iterator[str]:
    run = next(
        (one for one in reversed(store.runs()) if one.command != "rebuild" and one.completeness),
        None,
    )
    if run is None or run.completeness is None:
        yield "No crawl was finished: nothing is known of what is missing."
        return
    lost = [*run.completeness.get("missing", ()), *run.completeness.get("holes", ())]
    gaps = known_gaps(store)
    if not lost and not gaps:
        yield "The last crawl holds every page that any way of discovery named."
    for one in lost:
        yield f"- missing: {one['url']} ({one['reason']})"
    for one in gaps:
        yield f"- known gap since {one['since'][:10]}: {one['url']} ({one['reason']})"
