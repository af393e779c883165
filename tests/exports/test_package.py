"""The package describes itself: a validator reads every table by it, a person finds what is missing."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import warnings
from functools import partial
from typing import TYPE_CHECKING

import pytest
import yaml

from aimf_scraper.publishing import publish
from aimf_scraper.store import open_store
from exports import FORMATS
from tests.store.samples import DAY_1, DAY_2, SITE, action, changed, news

if TYPE_CHECKING:
    from pathlib import Path

#: The package describes the files of the others, so it comes last.
WANTED = {name: FORMATS[name] for name in (*sorted(FORMATS.keys() - {"package"}), "package")}


#: What describes the others.
PACKAGE = {
    *("CITATION.cff", "README.md", "croissant.json", "datacite.json", "datapackage.json"),
    "manifest.json",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("package") / "aimf.db"
    hostile = changed(action("odd"), title='=1+1;"\n' + "é" * 10_000)
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {}, SITE)
        for record in (news(), action(), hostile):
            store.save(record, run=1, seen_at=DAY_1)
        gap = {"way": "page", "url": f"{SITE}/lost/", "reason": "500"}
        known = {"known_gaps": [gap | {"since": DAY_1, "runs": 3}], "missing": []}
        store.finish_run(1, DAY_2, "complete", {}, known)
    publish(path, path.parent / "exports", WANTED)
    return path.parent / "exports"


@pytest.mark.parametrize("bom", [False, True], ids=["plain", "byte order mark"])
def test_frictionless_finds_every_table_as_it_is_described(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, bom: bool
) -> None:
    if bom:
        wanted = WANTED | {"csv": partial(FORMATS["csv"], bom=True)}
        publish(folder.parent / "aimf.db", folder.parent / "bom", wanted)
        folder = folder.parent / "bom"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, of its libraries
        from frictionless import Package

        monkeypatch.chdir(folder)
        package = Package("datapackage.json")
        report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert {task.name for task in report.tasks} >= {"projects", "records", "evidence", "budgets"}
    # Every file but those of the package itself is in it, and was compared with its size and digest.
    ours = {path.name for path in folder.iterdir()} - PACKAGE
    assert {task.place for task in report.tasks} == ours
    assert all(task.stats.get("sha256") or task.stats.get("md5") for task in report.tasks)
    rows = {
        task.name: task.stats.get("rows", 0) for task in report.tasks if task.place.endswith(".csv")
    }
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    told = {one["name"]: one["rows"] for one in manifest["files"]}
    assert {name: told[f"{name}.csv"] for name in rows} == rows


def test_it_is_valid_on_the_command_line_too(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert "INVALID" not in done.stdout


def test_a_changed_file_is_found(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    with (tmp_path / "copy" / "projects.parquet").open("ab") as file:
        file.write(b"more")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package

        report = Package(str(tmp_path / "copy" / "datapackage.json")).validate()
    assert {task.name for task in report.tasks if not task.valid} == {"projects-parquet"}


def test_only_tables_say_that_they_are_tables(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    for one in package["resources"]:
        is_table = one["path"].endswith(".csv")
        assert one.get("type") == ("table" if is_table else None)  # the standard has no other
        assert ("schema" in one) is is_table


def test_every_field_has_its_meaning(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = [one for one in package["resources"] if one.get("type") == "table"]
    for table in tables:
        assert all(field["description"] for field in table["schema"]["fields"])
    budgets = next(one for one in tables if one["name"] == "budgets")
    fields = {one["name"]: one for one in budgets["schema"]["fields"]}
    assert "total" in fields["scope"]["constraints"]["enum"]
    assert fields["amount"]["type"] == "number"


def test_the_readme_says_what_it_holds_and_what_is_missing(folder: Path) -> None:
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "| action | 2 |" in text
    assert f"known gap since 2024-01-10: {SITE}/lost/ (500)" in text
    assert "the AIMF's and remain so" in text
    assert "Of a\nrange the lower end counts" in text


def test_how_to_cite_is_said_in_the_usual_forms(folder: Path) -> None:
    cff = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cff["cff-version"], cff["type"], cff["date-released"]) == (
        *("1.2.0", "dataset"),
        DAY_1[:10],
    )
    datacite = json.loads((folder / "datacite.json").read_text(encoding="utf-8"))
    assert datacite["publicationYear"] == "2024"
    assert datacite["titles"]


def test_mlcroissant_takes_the_metadata_and_reads_tables_by_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own, of its libraries
        import mlcroissant

        dataset = mlcroissant.Dataset("croissant.json")
        issues = dataset.metadata.ctx.issues
        assert (issues.errors, issues.warnings) == (set(), set())
        rows = [*dataset.records("budgets")]
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    told = {one["name"]: one["rows"] for one in manifest["files"]}
    assert len(rows) == told["budgets.csv"] > 0
    assert {row["budgets/currency"] for row in rows} == {b"XAF"}
    names = {one.id for one in dataset.metadata.record_sets}
    assert names == {one.removesuffix(".csv") for one in told if one.endswith(".csv")}
