"""corrections.csv as people and spreadsheets write it: nothing is lost, what is amiss is told."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.corrections import COLUMNS, read_corrections
from aimf_scraper.corrections.table import checked, take_out, write_corrections
from aimf_scraper.errors import UsageError

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
        (f"{HEAD}\r\n{GOOD}\r\n".replace(",", "\t"), "utf-16"),  # Excel's "Unicode text"
        (f"\ufeff{HEAD}\r\n{GOOD}\r\n".replace(",", ";"), "utf-16-be"),
        (f"sep=;\r\n{HEAD}\r\n{GOOD}\r\n".replace(",", ";"), "utf-8"),
        (f'"sep=;"\r\n{HEAD}\r\n{GOOD}\r\n'.replace(",", ";"), "cp1252"),
        (f"{HEAD}\r{GOOD}\r", "utf-8"),
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


@pytest.mark.parametrize("first", ["", "sep=\t\r\n"])
def test_a_row_is_added_to_and_taken_out_of_a_file_of_two_bytes_a_letter(
    tmp_path: Path, first: str
) -> None:
    path = tmp_path / "corrections.csv"
    held = f"{first}{HEAD}\r\n{GOOD}\r\n".replace(",", "\t")
    path.write_bytes(held.encode("utf-16"))
    (one,) = write_corrections(path, [checked(NEW)])
    assert [row.correction_id for row in read_corrections(path).corrections] == [
        "c1",
        one.correction_id,
    ]
    assert take_out(path, one)
    assert path.read_bytes().decode("utf-8-sig") == held


def test_a_file_that_is_open_elsewhere_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows replaces no file that a spreadsheet has open."""
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEAD}\n{GOOD}\n", "utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(type(path), "replace", refuse)
    with pytest.raises(UsageError, match="open in a spreadsheet"):
        write_corrections(path, [checked(NEW)])
    assert path.read_text("utf-8") == f"{HEAD}\n{GOOD}\n"
    assert [*tmp_path.iterdir()] == [path]


NEW = {"record_id": "action:b", "field": "themes", "action": "reject", "as_written": "Eau\nClimat"}

#: Files behind which a row would be lost, with the word that is said of each.
DAMAGED = {
    "a column by another name": (HEAD.replace("record_id", "record"), GOOD, "no column record_id"),
    "no head": (GOOD, GOOD, "no column"),
    "a value has no column": (HEAD.replace(",value", ""), "", "no column value"),
    "a quotation mark stays open": (HEAD, f'{GOOD}\nc2,action:a,"budgets', "quotation mark"),
    "an id that is taken": (HEAD, GOOD.replace("c1", "c9"), "c9"),
    "two bytes a letter, no mark": (
        f"{HEAD}\n".encode("utf-16-le").decode("latin-1"),
        "",
        "no column",
    ),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_no_row_is_written_where_it_would_be_lost(tmp_path: Path, case: str) -> None:
    head, row, word = DAMAGED[case]
    path = tmp_path / "corrections.csv"
    path.write_bytes(f"{head}\n{row}".encode("latin-1", "replace"))
    before = path.read_bytes()
    more = {"value": "Eau"} if "value" in word else {}
    action = {"action": "confirm"} if more else {}
    with pytest.raises(UsageError, match="can't be written") as refused:
        write_corrections(path, [checked(NEW | more | action | {"correction_id": "c9"})])
    assert word in str(refused.value)
    assert path.read_bytes() == before
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("body", ["", "\ufeff", "\n\n"])
def test_an_empty_file_is_begun_anew(tmp_path: Path, body: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(body, "utf-8")
    (one,) = write_corrections(path, [checked(NEW)])
    assert read_corrections(path).corrections == (one,)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"{HEAD}\n{GOOD}\n", "utf-8"),
        (f"\ufeff{HEAD}\r\n{GOOD}\r\n".replace(",", ";"), "utf-8"),
        (f"{HEAD}\r{GOOD}\rc3,action:a,nonsense,é\r".replace(",", "\t"), "utf-8"),
        (f'{HEAD}\n\n{GOOD}\nc3,action:a,themes,"a\r\nb",reject\n', "utf-8"),
        (f"{HEAD}\n{GOOD}\n,,,\n", "utf-8"),
    ],
)
def test_a_row_is_taken_out_and_all_else_stays(tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "corrections.csv"
    path.write_bytes(text.encode(encoding))
    (one,) = write_corrections(path, [checked(NEW)])
    (other,) = write_corrections(path, [checked(NEW | {"record_id": "action:c"})])
    assert take_out(path, one)
    assert other in read_corrections(path).corrections
    assert not take_out(path, one)
    assert take_out(path, other)
    assert path.read_bytes() == text.encode(encoding)


def test_a_row_that_stands_there_twice_is_left_to_people(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    (one,) = write_corrections(path, [checked(NEW)])
    held = path.read_bytes()
    path.write_bytes(held + b"".join(held.splitlines(keepends=True)[1:]))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="take it out by hand"):
        take_out(path, one)
    assert path.read_bytes() == before


def test_a_row_that_somebody_changed_is_not_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    (one,) = write_corrections(path, [checked(NEW | {"who": "Awa"})])
    path.write_bytes(path.read_bytes().replace(b"Awa", b"Bao"))
    assert not take_out(path, one)
    assert len(read_corrections(path).corrections) == 1
