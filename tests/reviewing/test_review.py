"""`review`: the most doubtful first, decided in a spreadsheet, read back in once."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from aimf_scraper.cli import main
from aimf_scraper.reviewing.items import find_items
from aimf_scraper.reviewing.sheets import COLUMNS
from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, SITE, action, changed, news, said

if TYPE_CHECKING:
    from pathlib import Path

SUM = "650 M FCFA"


def run(*arguments: str | Path, code: int = 0) -> None:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    assert ended.value.code == code


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    unsure = replace(action().budgets[0], confidence=0.4)
    hostile = replace(
        action().partners[0],
        name="=HYPERLINK(1)\x00",
        as_written="La Ville",
        confidence=0.1,
        evidence=said("La Ville", "x.y"),
    )
    record = changed(action(), budgets=(unsure,), partners=(hostile,))
    with open_store(folder / "aimf.db") as store:
        store.start_run("crawl", DAY_1, {}, SITE)
        for one in (record, news()):
            store.save(one, run=1, seen_at=DAY_1)
    return folder


def sheet(path: Path) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def decide(path: Path, field: str, **cells: str) -> None:
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    places = {cell.value: cell.column for cell in page[1]}
    for row in page.iter_rows(min_row=2):
        if row[places["field"] - 1].value == field:
            for name, value in cells.items():
                row[places[name] - 1].value = value
    book.save(path)


def budgets(data: Path) -> list[dict[str, Any]]:
    with open_store(data / "aimf.db", read_only=True) as store:
        return store.record(action().id)["budgets"]


def test_the_most_doubtful_comes_first_with_its_words_around(data: Path) -> None:
    with open_store(data / "aimf.db", read_only=True) as store:
        items = find_items(store)
    assert [one.field for one in items[:2]] == ["partners", "budgets"]
    budget = items[1]
    assert (budget.quote, budget.before[-13:], budget.after[:6]) == (SUM, "e ce projet (", ", soit")
    assert budget.url == action().url
    assert [one.priority for one in items] == sorted((o.priority for o in items), reverse=True)


def test_a_wrong_sum_is_corrected_in_a_workbook(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "review.xlsx"
    run("review", "--data", data, "--out", table)
    assert [*sheet(table)[0]] == [*COLUMNS]
    book = openpyxl.load_workbook(table)
    assert book.worksheets[0].freeze_panes == "A2"
    assert "f" not in {cell.data_type for row in book.worksheets[0] for cell in row}  # no formula
    decide(table, "budgets", decision="Replace", new_value="65000000 XAF", why_so="annexe")
    run("review", "--data", data, "--import", table, "--who", "Awa")
    assert "1 new corrections, 0 were there already" in capsys.readouterr().out
    (budget,) = budgets(data)
    assert (budget["amount"], budget["evidence"][0]["rule"]) == (65_000_000, "human.replace")
    with (data / "corrections.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["who"], row["why"], row["as_written"]) == ("Awa", "annexe", SUM)
    before = (data / "corrections.csv").read_bytes(), (data / "aimf.db").read_bytes()
    run("review", "--data", data, "--import", table, "--who", "Ben")
    assert "0 new corrections, 1 were there already" in capsys.readouterr().out
    assert (data / "corrections.csv").read_bytes() == before[0]
    # What was said is not asked again.
    run("review", "--data", data, "--out", tmp_path / "again.xlsx")
    assert [one for one in sheet(tmp_path / "again.xlsx") if one["field"] == "budgets"] == []


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("cp1252", ";"), ("utf-16", "\t"), ("utf-8-sig", ",")]
)
def test_a_csv_with_rows_that_nobody_understands(
    data: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    encoding: str,
    delimiter: str,
) -> None:
    table = tmp_path / "review.csv"
    run("review", "--data", data, "--out", table)
    text = table.read_text("utf-8-sig")
    assert "\n=" not in text
    assert ",=" not in text
    rows = list(csv.DictReader(text.splitlines()))
    rows[0]["decision"] = "delete"
    rows[1] |= {"decision": "confirm"}
    rows.append(rows[1] | {"decision": "replace", "new_value": "viel"})
    rows.append(rows[1] | {"decision": "", "new_value": "1 EUR"})
    with table.open("w", encoding=encoding, newline="", errors="replace") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    run("review", "--data", data, "--import", table, code=3)
    told = capsys.readouterr().err
    assert "line 2: no such decision 'delete'" in told
    assert told.count("line ") == 3
    assert budgets(data)[0]["evidence"][0]["rule"] == "human.confirm"


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04rubbish", b"decision\n"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_file_that_is_no_table(data: Path, tmp_path: Path, body: bytes, ending: str) -> None:
    table = tmp_path / f"review.{ending}"
    table.write_bytes(body)
    run("review", "--data", data, "--import", table, code=2)
    run("review", "--data", data, "--out", tmp_path / "review.ods", code=2)
    assert not (data / "corrections.csv").exists()


def test_decisions_are_labels_and_two_peoples_agreement_is_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "review.xlsx"
    run("review", "--data", data, "--out", table)
    decide(table, "budgets", decision="confirm")
    gold = tmp_path / "gold.jsonl"
    run("review", "--data", data, "--import", table, "--gold", gold)
    (page,) = map(json.loads, gold.read_text("utf-8").splitlines())
    assert [one["amount"] for one in page["budgets"]] == [650_000_000]
    assert "cities" not in page
    capsys.readouterr()
    run("evaluate", gold, "--json")
    assert json.loads(capsys.readouterr().out)["fields"]["budgets"]["hit"] == 1
    other = tmp_path / "other.jsonl"
    other.write_text(json.dumps(page | {"budgets": []}) + "\n", encoding="utf-8")
    run("evaluate", gold, other, "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == 1
    budget = told["agreement"]["budgets"]
    assert (budget["both"], budget["only_first"]) == (0, 1)
    run("evaluate", gold, gold)
    assert "1 pages labelled by both" in capsys.readouterr().out


def test_stale_corrections_and_missing_pages_come_before_all(data: Path) -> None:
    (data / "corrections.csv").write_text(
        f"record_id,field,as_written,action\n{action().id},budgets,7 M€,reject\n", encoding="utf-8"
    )
    table = data.parent / "empty.csv"
    table.write_text("decision,record_id,field,as_written\n", encoding="utf-8")
    run("review", "--data", data, "--import", table)
    with open_store(data / "aimf.db") as store:
        gap = {"way": "page", "url": f"{SITE}/x/", "kind": "action", "reason": "500"}
        store.finish_run(1, DAY_1, "incomplete", {}, {"missing": [gap]})
        first, second = find_items(store)[:2]
    assert "is stale" in first.why
    assert (second.why, second.url) == ("missing: 500", f"{SITE}/x/")


def test_nothing_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("review", "--data", tmp_path / "none", code=2)
    with open_store(tmp_path / "data" / "aimf.db"):
        pass
    run("review", "--data", tmp_path / "data")
    assert "nothing to look at" in capsys.readouterr().out
