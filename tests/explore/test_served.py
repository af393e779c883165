"""The database while it is served: gone, replaced, empty; and the same figures wherever they stand."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from contextlib import closing
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from aimf_scraper.errors import StoreError
from aimf_scraper.explore.figures import FILE_NAME
from aimf_scraper.explore.report import report_data, report_page
from aimf_scraper.explore.texts import Texts
from aimf_scraper.store import open_store
from tests.archive.command import aimf
from tests.explore.folders import ACTION, Browser, hostile_folder

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("/", "/map", "/towns", "/partners", "/countries", "/themes", "/search?q=eau", "/aimf")

#: What Datasette refuses, by the word that the page says.
REFUSED = {
    "/aimf?sql=select+load_extension(1)": "not authorized",
    "/aimf?sql=select+nonsense(1)": "no such function",
    "/aimf?sql=select+1+from+nowhere": "no such table",
    "/aimf/records?_sort=nothing": "Cannot sort table by nothing",
}


def test_what_is_refused_is_said_on_the_page_and_not_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    browser = Browser(hostile_folder(tmp_path))
    for address, word in REFUSED.items():
        answer = browser.get(address)
        assert answer.status_code == 400, address
        assert word in unescape(answer.text)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("first", ["/", "/record/nothing"])
def test_a_database_that_is_gone_is_said_and_no_old_figure_told(tmp_path: Path, first: str) -> None:
    data = hostile_folder(tmp_path)
    browser = Browser(data)
    assert browser.get("/").status_code == 200
    for file in data.glob("aimf.db*"):
        file.unlink()
    for address in (first, *PAGES, f"/record/{ACTION}", f"/framed/{ACTION}"):
        answer = browser.get(address)
        assert answer.status_code == 503, address
        assert "Traceback" not in answer.text
    assert browser.get("/aimf.json?sql=select+1").json()["status"] == 503
    shutil.copy(hostile_folder(tmp_path / "again") / "aimf.db", data)
    assert [browser.get(address).status_code for address in PAGES] == [200] * len(PAGES)


def test_a_part_of_what_is_worked_out_anew_is_new_too() -> None:
    pytest.importorskip("datasette")
    from aimf_scraper.explore.app.served import Remembered

    state = [0]
    kept: Remembered[str] = Remembered(lambda: ((state[0], 0, 0),))

    def whole() -> str:
        return kept.get("part", lambda: f"part {state[0]}") + f" of {state[0]}"

    assert kept.get("whole", whole) == "part 0 of 0"
    state[0] = 1
    kept.get("whole", whole)
    kept.wait()
    assert kept.get("whole", whole) == "part 1 of 1"

    def gone() -> str:
        raise StoreError("gone")

    state[0] = 2
    with pytest.raises(StoreError):
        kept.get("whole", gone)
    assert kept.get("whole", whole) == "part 2 of 2"


def test_a_database_without_a_record_and_one_without_an_archive(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    with open_store(empty / "aimf.db"):
        pass
    browser = Browser(empty)
    assert [browser.get(address).status_code for address in PAGES] == [200] * len(PAGES)
    data = hostile_folder(tmp_path)
    shutil.rmtree(data / "archive")
    browser = Browser(data)
    assert browser.get(f"/record/{ACTION}").status_code == 200
    page = browser.get(f"/capture/{ACTION}?fact=budgets-0&n=0&lang=en")
    assert page.status_code == 200
    assert "<iframe" not in page.text
    assert browser.get(f"/framed/{ACTION}").status_code == 404


@pytest.fixture
def changed(tmp_path: Path, demo: Path) -> Path:
    """Return the demo with an action gone and a sum rejected by hand."""
    data = tmp_path / "data"
    shutil.copytree(demo, data)
    (data / FILE_NAME).unlink(missing_ok=True)
    with open_store(data / "aimf.db") as store:
        with_sum = [one for one in store.records("action") if one["budgets"]]
        run = store.last_run()
        assert run
        store.mark_gone([with_sum[0]["id"]], run=run.id, at="2026-03-01T00:00:00+00:00")
    told = with_sum[1]["budgets"][0]["as_written"]
    rows = [
        ["record_id", "field", "as_written", "action"],
        [with_sum[1]["id"], "budgets", told, "reject"],
    ]
    with (data / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (tmp_path / "empty.csv").write_text("record_id,field,as_written,value,decision\n", "utf-8")
    aimf("review", "--import", tmp_path / "empty.csv", "--data", data)
    return data


def test_the_same_figures_wherever_they_stand(changed: Path, tmp_path: Path) -> None:
    """Front page, report, `status`, tables and exports count and add up alike."""
    with open_store(changed / "aimf.db", read_only=True) as store:
        told = report_data(store)
        report = report_page(store, Texts("en"))
    browser = Browser(changed)
    front = browser.get("/?lang=en").text
    figures = [shown(page) for page in (front, report)]
    assert figures[0] == figures[1]
    assert figures[0]["Actions"] == str(told["counts"]["action"])
    assert figures[0]["Towns"] == str(told["towns"])

    def asked(sql: str) -> list[object]:
        answer = browser.get(f"/aimf.json?_shape=arrays&sql={quote(sql)}").json()
        return answer["rows"][0]

    money = told["money"]
    standing = "JOIN records AS r ON r.id = f.record_id AND r.gone_at IS NULL"
    assert asked(
        "SELECT count(*), round(sum(amount_eur), 2) FROM projects WHERE amount_eur IS NOT NULL"
    ) == [
        money["in_euros"],
        money["euros"],
    ]
    assert asked("SELECT count(*) FROM projects") == [told["counts"]["action"]]
    assert asked(f"SELECT count(DISTINCT city) FROM record_cities AS f {standing}") == [
        told["towns"]
    ]
    assert asked(
        f"SELECT count(DISTINCT coalesce(body, partner)) FROM record_partners AS f {standing}"
    ) == [told["partners"]]
    said = json.loads(aimf("status", "--json", "--data", changed).out)
    assert {kind: count for kind, count in said["counts"].items() if count} == told["counts"]
    assert said["coverage"] == told["coverage"]
    out = tmp_path / "exports"
    aimf("export", "--formats", "csv,json", "--out", out, "--data", changed)
    with (out / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
        euros = [float(row["amount_eur"]) for row in csv.DictReader(file) if row["amount_eur"]]
    assert [len(euros), round(sum(euros), 2)] == [money["in_euros"], money["euros"]]
    with closing(sqlite3.connect(changed / "aimf.db")) as db:
        assert db.execute(
            "SELECT count(*) FROM corrections WHERE state = 'applied'"
        ).fetchone() == (1,)


def shown(page: str) -> dict[str, str]:
    """Return the figures at the head of a page by what they are called."""
    found = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page.partition("<h2")[0], re.DOTALL)
    assert len(found) > 5
    return {
        unescape(name): " ".join(unescape(re.sub("<[^>]+>", " ", value)).split())
        for name, value in found
    }
