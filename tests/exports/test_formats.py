"""What each format holds: all of the database's standing records, and the same bytes each time."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.fact_kinds import KINDS
from aimf_scraper.publishing import publish
from aimf_scraper.store import open_store
from exports import FORMATS, flat_tables
from tests.store.samples import DAY_1, DAY_2, action, news

if TYPE_CHECKING:
    from pathlib import Path

#: A table a kind of fact, and one for what has evidence of its own inside a fact.
TABLES = [
    *(kind.name for kind in KINDS if not kind.is_bare),
    *(part.table for kind in KINDS for part in kind.parts),
    *flat_tables.VIEWS,
    *("bodies", "body_names"),
]
FILES = {
    "json": ["actions.json", "events.json", "news.json", "pages.json", "publications.json"],
    "jsonl": ["records.jsonl"],
    "csv": sorted(f"{name}.csv" for name in ["records", "evidence", "corrections", *TABLES]),
    "xlsx": ["aimf.xlsx"],
    "parquet": sorted(
        f"{name}.parquet" for name in ["records", "evidence", "corrections", *TABLES]
    ),
    "sqlite": ["dataset.sqlite"],
    "geojson": ["cities.geojson", "projects.geojson"],
    "graphml": ["towns-partners.graphml"],
    "jsonld": ["dataset.jsonld"],
    "iati": ["activities.xml"],
    "atom": ["changes.atom"],
    "bibtex": ["publications.bib"],
    "package": ["CITATION.cff", "README.md", "croissant.json", "datacite.json", "datapackage.json"],
}


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_format_is_known() -> None:
    assert set(FILES) == set(FORMATS)
    assert {"cities.csv", "links.csv", "budget_equivalents.csv"} <= set(FILES["csv"])


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_writes_its_files_and_the_manifest_tells_them(
    database: Path, tmp_path: Path, name: str
) -> None:
    published = publish(database, tmp_path / "exports", {name: FORMATS[name]})
    written = files_of(tmp_path / "exports")
    assert sorted(written) == sorted([*FILES[name], "manifest.json"])
    manifest = json.loads(written["manifest.json"])
    assert [file["name"] for file in manifest["files"]] == FILES[name]
    for file in manifest["files"]:
        body = written[file["name"]]
        assert file["bytes"] == len(body)
        assert file["sha256"] == hashlib.sha256(body).hexdigest()
        assert file["format"] == name
    assert [file.rows for file in published.files] == [file["rows"] for file in manifest["files"]]


def test_json_is_readable_arrays_sorted_by_id(database: Path, tmp_path: Path) -> None:
    with open_store(database) as store:
        store.save(action("a-first"), run=1, seen_at=DAY_2)
        standing = list(store.records("action"))
    publish(database, tmp_path / "exports", {"json": FORMATS["json"]})
    text = (tmp_path / "exports" / "actions.json").read_text(encoding="utf-8")
    assert text == json.dumps(standing, ensure_ascii=False, indent=2) + "\n"
    assert [one["id"] for one in standing] == ["action:a-first", "action:yaounde-marche"]
    assert (tmp_path / "exports" / "events.json").read_bytes() == b"[]\n"


def test_json_lines_hold_the_same_records(database: Path, tmp_path: Path) -> None:
    publish(database, tmp_path / "exports", {"jsonl": FORMATS["jsonl"]})
    lines = (tmp_path / "exports" / "records.jsonl").read_bytes().decode().split("\n")
    with open_store(database, read_only=True) as store:
        assert [json.loads(line) for line in lines[:-1]] == list(store.records())
    assert lines[-1] == ""


def test_links_name_only_records_that_are_exported(database: Path, tmp_path: Path) -> None:
    publish(database, tmp_path / "exports", {"jsonl": FORMATS["jsonl"]})
    lines = (tmp_path / "exports" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    targets = {link["record_id"] for one in records for link in one["links"]}
    assert targets == {"news:inauguration", None}
    assert targets - {None} <= {one["id"] for one in records}


def test_csv_tables_join(database: Path, tmp_path: Path) -> None:
    publish(database, tmp_path / "exports", {"csv": FORMATS["csv"]})
    folder = tmp_path / "exports"
    records = {row["id"]: row for row in table(folder / "records.csv")}
    assert list(records) == ["action:yaounde-marche", "news:inauguration"]
    assert records["action:yaounde-marche"]["text"] == action().text
    assert records["action:yaounde-marche"]["themes"] == "Économie; Climat"
    (budget,) = table(folder / "budgets.csv")
    assert (budget["amount"], budget["currency"], budget["equivalents"]) == (
        *("650000000", "XAF"),
        "1000000 EUR",
    )
    evidence = [
        row["quote"]
        for row in table(folder / "evidence.csv")
        if (row["fact"], row["position"]) == ("budgets", budget["position"])
    ]
    assert evidence == ["650 M FCFA"]
    assert b"\r\n" in (folder / "cities.csv").read_bytes()


def test_csv_begins_with_a_byte_order_mark_where_that_is_wanted(
    database: Path, tmp_path: Path
) -> None:
    publish(database, tmp_path / "plain", {"csv": FORMATS["csv"]})
    bom = partial(FORMATS["csv"], bom=True)
    publish(database, tmp_path / "bom", {"csv": bom, "package": FORMATS["package"]})
    for path in sorted((tmp_path / "plain").glob("*.csv")):
        assert (tmp_path / "bom" / path.name).read_bytes() == b"\xef\xbb\xbf" + path.read_bytes()
    package = json.loads((tmp_path / "bom" / "datapackage.json").read_text(encoding="utf-8"))
    told = {one["format"]: one["encoding"] for one in package["resources"]}
    assert told == {"csv": "utf-8-sig"}


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+33 1", "'+33 1"),
        ("-1", "'-1"),
        ("@SUM", "'@SUM"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ('"guillemets", virgules\nlignes', '"guillemets", virgules\nlignes'),
        ("'déjà", "'déjà"),
    ],
)
def test_csv_runs_no_formula(database: Path, tmp_path: Path, title: str, cell: str) -> None:
    south = replace(action().cities[0], latitude=-3.5)
    with open_store(database) as store:
        store.save(action(title=title, cities=(south,)), run=1, seen_at=DAY_2)
    publish(database, tmp_path / "exports", {"csv": FORMATS["csv"]})
    assert table(tmp_path / "exports" / "records.csv")[0]["title"] == cell
    assert table(tmp_path / "exports" / "cities.csv")[0]["latitude"] == "-3.5"


def test_the_order_of_saving_leaves_no_trace(tmp_path: Path) -> None:
    records = [action(), news(), action("b"), news("c", text="é" * 5000)]
    sets = []
    for name, order in (("one", 1), ("other", -1)):
        with open_store(tmp_path / name / "aimf.db") as store:
            store.start_run("crawl", DAY_1, {})
            for record in records[::order]:
                store.save(record, run=1, seen_at=DAY_1)
            store.resolve_links()
        publish(tmp_path / name / "aimf.db", tmp_path / name / "exports", FORMATS)
        sets.append(files_of(tmp_path / name / "exports"))
    assert sets[0] == sets[1]
