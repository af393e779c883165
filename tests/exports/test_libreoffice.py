"""LibreOffice opens the workbook, and shows as many rows as the database holds, each value what it is."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.publishing import publish
from aimf_scraper.resolving.settling import settle_bodies
from aimf_scraper.store import open_store
from exports import FORMATS
from exports.flat_tables import every_row, every_table
from tests.availability import unavailable
from tests.resolving.test_ids import AGENCY, IDS
from tests.resolving.test_settling import naming
from tests.store.samples import DAY_1, action, changed, news

if TYPE_CHECKING:
    from pathlib import Path

#: A formula to another program, a link that fetches, a number that is none, markup, an accent.
TITLES = (
    "=1+1",
    '=HYPERLINK("http://127.0.0.1:9/";"x")',
    "+33 1 02",
    "@SUM(A1)",
    "<b>Huê & Lomé</b>",
)
#: Comma, quotation marks, UTF-8, the first line, no formatting, every sheet in a file of its own.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[list[str]]]]:
    """Return a database, and the sheets of its workbook as LibreOffice reads them, by name."""
    office = shutil.which("soffice")
    if office is None:
        unavailable("no soffice: Debian's libreoffice-calc-nogui brings it")
    folder = tmp_path_factory.mktemp("office")
    with open_store(folder / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {})
        odd = [changed(action(f"odd-{at}"), title=title) for at, title in enumerate(TITLES)]
        for record in (news(), action(), naming("afd", AGENCY), *odd):
            store.save(record, run=1, seen_at=DAY_1)
        store.settle_facts()
        settle_bodies(store)
    publish(folder / "aimf.db", folder / "exports", {"xlsx": FORMATS["xlsx"]})
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", FILTER, "--outdir", folder / "csv"]
    done = subprocess.run(
        [*command, folder / "exports" / "aimf.xlsx"],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    sheets = {}
    for path in (folder / "csv").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            sheets[path.stem.removeprefix("aimf-")] = [*csv.reader(file)]
    return folder / "aimf.db", sheets


def column(sheets: dict[str, list[list[str]]], sheet: str, name: str) -> list[str]:
    head, *rows = sheets[sheet]
    return [row[head.index(name)] for row in rows]


def test_every_sheet_has_the_rows_of_the_database(opened: tuple[Path, dict[str, Any]]) -> None:
    path, sheets = opened
    with open_store(path, read_only=True) as store:
        wanted = Counter(dict.fromkeys((one.name for one in every_table(store)), 0))
        wanted.update(name for name, _ in every_row(store))
    del wanted["evidence"]  # too long for a spreadsheet: the other formats have it
    found = {name: len(rows) - 1 for name, rows in sheets.items() if name != "help"}
    assert found == wanted
    assert wanted["projects"] == 2 + len(TITLES)


def test_nothing_is_run_and_nothing_is_lost(opened: tuple[Path, dict[str, Any]]) -> None:
    _, sheets = opened
    titles = column(sheets, "projects", "title")
    assert {one.removeprefix("'") for one in titles} >= {*TITLES}
    assert not {"2", "x"} & {*titles}


def test_numbers_are_numbers_and_ids_are_texts(opened: tuple[Path, dict[str, Any]]) -> None:
    _, sheets = opened
    assert {float(one) for one in column(sheets, "budgets", "amount")} == {650_000_000.0}
    assert {*column(sheets, "dates", "start_date")} == {"2014-01-01"}
    rows = zip(*(column(sheets, "bodies", name) for name in IDS), strict=True)
    assert tuple(IDS.values()) in rows
