"""`changes`: what happened since a run or a day, for people and for machines."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.cli import main
from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, DAY_2, DAY_3, SITE, action, changed, news

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.records import Record


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of three nights: two records, then a change, then one gone and one killed."""
    first = action()
    dearer = replace(first.budgets[0], amount=700_000_000, as_written="700 M FCFA")
    with open_store(tmp_path / "aimf.db") as store:
        for at, records, is_finished in (
            (DAY_1, [first, news()], True),
            (DAY_2, [changed(first, budgets=(dearer,)), news()], True),
            (DAY_3, [news("late")], False),
        ):
            run = store.start_run("refresh", at, {}, SITE)
            for record in records:
                store.save(_captured(record, run), run=run, seen_at=at)
            if is_finished:
                store.finish_run(run, at, "complete", {}, {})
    return tmp_path


def _captured(record: Record, run: int) -> Record:
    capture = replace(record.provenance, warc_record_id=f"<urn:uuid:{run}>")
    return replace(record, provenance=capture)


def changes(data: Path, *arguments: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["changes", "--data", str(data), *arguments])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_by_default_what_the_last_finished_run_brought(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert changes(data, capsys=capsys).splitlines() == [
        "2 records changed after run 1",
        "1 added",
        "  news:late: Le marché est inauguré",
        "    https://www.aimf.asso.fr/actualite/late/",
        "1 changed",
        "  action:yaounde-marche: Yaoundé – Réhabilitation du marché central",
        "    budgets: - 650 M FCFA (XAF 650000000)",
        "    budgets: + 700 M FCFA (XAF 700000000)",
    ]


ADDED = {"action:yaounde-marche", "news:inauguration", "news:late"}
SINCE: list[tuple[str, dict[str, str]]] = [
    ("0", dict.fromkeys(ADDED, "added")),
    ("1", {"action:yaounde-marche": "changed", "news:late": "added"}),
    ("2", {"news:late": "added"}),
    ("3", {}),
    (DAY_1, dict.fromkeys(ADDED, "added")),
    (DAY_2[:10], {"action:yaounde-marche": "changed", "news:late": "added"}),
    ("2024-01-11T04:00:00+01:00", {"action:yaounde-marche": "changed", "news:late": "added"}),
    ("2024-01-11T03:00:01", {"news:late": "added"}),
    ("2030-01-01", {}),
]


@pytest.mark.parametrize("since, expected", SINCE, ids=[since for since, _ in SINCE])
def test_since(
    since: str, expected: dict[str, str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = json.loads(changes(data, "--since", since, "--json", capsys=capsys))
    assert {one["id"]: one["what"] for one in said["changes"]} == expected
    assert sum(said["counts"].values()) == len(expected)


def test_the_json_tells_field_by_field_when_why_and_from_which_capture(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said: dict[str, Any] = json.loads(changes(data, "--json", capsys=capsys))
    assert said["since"] == {"run": 1, "at": DAY_2}
    (changed,) = [one for one in said["changes"] if one["what"] == "changed"]
    fields = ["budgets[650000000, XAF]", "budgets[700000000, XAF]"]
    assert [one["field"] for one in changed["changes"]] == fields
    assert changed["changes"][1]["new"]["as_written"] == "700 M FCFA"
    assert changed["capture"] == "<urn:uuid:2>"
    assert changed["history"] == [
        {
            "at": DAY_2,
            "why": "site",
            "run": 2,
            "fields": fields,
            "earlier_capture": "<urn:uuid:1>",
        }
    ]


def test_nothing_changed_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes(data, "--since", "3", capsys=capsys) == "nothing changed after run 3\n"


WRONG = [("7", "there is no run 7"), ("yesterday", "neither a date"), ("²", "neither a date")]


@pytest.mark.parametrize("since, said", WRONG)
def test_a_wrong_since_is_a_wrong_call(
    since: str, said: str, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["changes", "--data", str(data), "--since", since])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
