"""corrections.csv as people and spreadsheets write it: nothing is lost, what is amiss is told."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.corrections import COLUMNS, read_corrections
from aimf_scraper.corrections.table import checked, write_corrections

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ",".join(COLUMNS)
GOOD = "c1,action:a,budgets,3 M€,replace,30000 EUR,Awa,2026-03-01,annex"


def read(tmp_path: Path, text: str, encoding: str = "utf-8"):
    path = tmp_path / "corrections.csv"
    path.write_bytes(text.encode(encoding))
    return read_corrections(path)


def test_a_row_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, f"{HEAD}\n{GOOD}\n")
    (one,) = table.corrections
    assert table.problems == ()
    assert (one.field, one.value, one.who, one.when) == (
        "budgets",
        "30000 EUR",
        "Awa",
        "2026-03-01",
    )
    assert one.said == {"amount": 30_000, "currency": "EUR"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"\ufeff{HEAD}\r\n{GOOD}\r\n", "utf-8"),
        (f"{HEAD}\n{GOOD}\n".replace(",", ";"), "utf-8"),
        (f"{HEAD}\n{GOOD}\n".replace(",", "\t"), "utf-8"),
        (f"{HEAD}\n{GOOD}\n".replace(",", ";"), "cp1252"),
        (f"{HEAD}\n\n,,,,,,,,\n{GOOD}", "utf-8"),
        (f"{HEAD}\n{GOOD}\n".replace("30000 EUR", "  30000 EUR "), "utf-8"),
    ],
)
def test_spreadsheets_of_any_country(tmp_path: Path, text: str, encoding: str) -> None:
    table = read(tmp_path, text, encoding)
    assert table.problems == ()
    assert [(one.as_written, one.value) for one in table.corrections] == [("3 M€", "30000 EUR")]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ("c2,,budgets,3 M€,reject,,,,", "record_id"),
        ("c2,action:a,budget,3 M€,reject,,,,", "budgets"),
        ("c2,action:a,title,3 M€,replace,x,,,", "title"),
        ("c2,action:a,budgets.evidence,3 M€,replace,x,,,", "evidence"),
        ("c2,action:a,budgets.amount,3 M€,replace,beaucoup,,,", "number"),
        ("c2,action:a,budgets,3 M€,replace,1.200.000,,,", "1200000 EUR"),
        ("c2,action:a,budgets,3 M€,replace,,,,", "value"),
        ("c2,action:a,budgets,3 M€,delete,,,,", "delete"),
        ("c2,action:a,budgets,,reject,,,,", "as_written"),
        ('c2,action:a,budgets,3 M€,replace,"{""sum"": 1}",,,', "'sum'"),
        ('c2,action:a,budgets,3 M€,replace,"{""scope"": ""fundr""}",,,', "scope"),
        ('c2,action:a,budgets,3 M€,replace,"{""amount"": true}",,,', "amount"),
        ('c2,action:a,budgets,3 M€,replace,"{",,,', "JSON"),
        ("c2,action:a,budgets.currency,3 M€,replace,euros,,,", None),
        ("c2,action:a,status,en cours,replace,soon,,,", "ongoing"),
        ("c2,action:a,published,2024,replace,2024-02-30,,,", "day"),
        ("c2,action:a,countries,Togo,replace,Togoland,,,", "country"),
        ("c1,action:a,budgets,4 M€,reject,,,,", "before"),
        (f"c2,action:a,budgets,{'x' * 10_000},reject,,,,", "longer"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(
    tmp_path: Path, row: str, word: str | None
) -> None:
    table = read(tmp_path, f'{HEAD}\n{GOOD}\n"c0","action:a","themes","a\nb","reject"\n{row}\n')
    if word is None:  # whether the whole fact can be true is seen when it is applied
        assert len(table.corrections) == 3
        return
    assert [one.correction_id for one in table.corrections] == ["c1", "c0"]
    (problem,) = table.problems
    assert problem.line == 5
    assert word in problem.reason


def test_a_file_without_a_needed_column_is_not_used(tmp_path: Path) -> None:
    table = read(tmp_path, f"{HEAD.replace('as_written', 'quote')}\n{GOOD}\n")
    assert (table.usable, table.corrections) == (False, ())
    assert str(table.problems[0]).startswith("line 1: no column as_written")


def test_a_column_that_nobody_knows_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, f"{HEAD},colour\n{GOOD},red\n")
    assert len(table.corrections) == 1
    assert "'colour'" in str(table.problems[0])


@pytest.mark.parametrize("body", [b"", b"\x00\x01", b"\xff\xfe\x00", b'"', b"a" * 2_000_000])
def test_rubbish_is_told(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "corrections.csv"
    path.write_bytes(body)
    table = read_corrections(path)
    assert table.corrections == ()
    assert table.problems


def test_a_row_without_an_id_gets_the_same_one_each_time(tmp_path: Path) -> None:
    ids = {
        read(tmp_path, f"{HEAD}\n{GOOD[2:]}\n".replace("\naction", "\n,action")).corrections[0]
        for _ in range(2)
    }
    (one,) = ids
    assert one.correction_id.startswith("c-")


def test_rows_are_added_behind_those_that_stand_there(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    told = {"record_id": "action:a", "field": "themes", "action": "reject"}
    new = [checked(told | {"correction_id": "c9", "as_written": "=1+1 – tế"})]
    write_corrections(path, new)
    assert read_corrections(path).corrections == tuple(new)
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1][3] == "'=1+1 – tế"  # runs nowhere
    # A bad row, semicolons and the Windows code page: all stays, as it was.
    old = f"{HEAD}\n{GOOD}\nc7,action:a,nonsense,é\n".replace(",", ";")
    path.write_bytes(old.encode("cp1252"))
    write_corrections(path, new)
    table = read_corrections(path)
    assert [one.correction_id for one in table.corrections] == ["c1", "c9"]
    assert [one.line for one in table.problems] == [3]
    assert path.read_text("utf-8-sig").startswith(old)
