"""A value corrected by hand stays right, whatever comes: refresh, rebuild, other rules, other pages."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.demo.server import DemoSite
from aimf_scraper.store import open_store
from tests.archive.command import ROOT, aimf, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = (
    "correction_id",
    "record_id",
    "field",
    "as_written",
    "action",
    "value",
    "who",
    "when",
    "why",
)
LOME = "action:lome-un-marche-qui-garde-le-frais"
SIEM = "action:siem-reap-boues-de-vidange-et-regeneration-des-sols"
TUNIS = "action:tunis-un-incubateur-pour-la-ville-numerique"
ROWS = [
    ("c-lome", LOME, "budgets", "un million deux cent mille euros", "replace", "1250000 EUR"),
    ("c-siem", SIEM, "budgets.amount", "3,5 M€", "replace", "3600000"),
    ("c-tunis", TUNIS, "budgets", "1.2 M€", "reject", ""),
    ("c-none", "action:nowhere", "budgets", "1 M€", "reject", ""),
]


def write(data: Path, rows: list[tuple[str, ...]]) -> None:
    with (data / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows([*row, "Awa", "2026-03-01", "annexe B"] for row in rows)


def amounts(data: Path, key: str) -> list[Any]:
    with open_store(data / "aimf.db", read_only=True) as store:
        record = store.record(key)
    assert record is not None
    return [one["amount"] for one in record["budgets"]]


def states(data: Path) -> dict[str, str]:
    with open_store(data / "aimf.db", read_only=True) as store:
        return {one.said["correction_id"]: one.state for one in store.corrections()}


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoSite, Path]]:
    data = tmp_path_factory.mktemp("crawled") / "data"
    with DemoSite() as site:
        aimf("crawl", "--quiet", "--site", site.url, "--data", data)
        yield site, data


@pytest.fixture
def corrected(crawled: tuple[DemoSite, Path], tmp_path: Path) -> tuple[DemoSite, Path]:
    """Return the demo of day 1, and a copy of what was crawled of it with corrections to come."""
    site, data = crawled
    site.set_day(1)
    shutil.copytree(data, tmp_path / "data")
    write(tmp_path / "data", ROWS)
    return site, tmp_path / "data"


def test_on_every_way(corrected: tuple[DemoSite, Path], tmp_path: Path) -> None:
    site, data = corrected
    as_read = amounts(data, SIEM)
    assert as_read[0] == 3_500_000
    told = aimf("refresh", "--site", site.url, "--data", data)
    assert "correction c-none is stale: action:nowhere" in told.err
    right = {LOME: 1_250_000, SIEM: 3_600_000}
    assert {key: amounts(data, key)[0] for key in right} == right
    assert 1_200_000 not in amounts(data, TUNIS)
    changed = aimf("changes", "--data", data).out
    assert changed.count("because it was corrected by hand") == 3
    # Nothing more to do: the next nights change nothing.
    assert aimf("refresh", "--site", site.url, "--data", data).code == 0
    assert json.loads(aimf("changes", "--json", "--data", data).out)["changes"] == []
    assert aimf("rebuild", "--quiet", "--data", data).out == ""
    assert {key: amounts(data, key)[0] for key in right} == right
    # Rules of another release, which find no sum any more: what was said by hand stays.
    release = tmp_path / "release"
    for folder in ("aimf_scraper", "spiders", "pipelines", "exports"):
        shutil.copytree(ROOT / folder, release / folder)
    with (release / "aimf_scraper/rules/money/budgets.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef find_budgets(doc):\n    return ()\n")
    env = environment(PYTHONPATH=str(release))
    aimf("rebuild", "--quiet", "--data", data, env=env, checkout=release)
    assert amounts(data, LOME) == [1_250_000]
    # "3600000" does not say in which currency: told, and not guessed.
    assert states(data) == {
        **dict.fromkeys(("c-lome", "c-tunis"), "applied"),
        "c-siem": "refused",
        "c-none": "stale",
    }
    # And back.
    aimf("rebuild", "--quiet", "--data", data)
    assert {key: amounts(data, key)[0] for key in right} == right
    # A row that is taken out holds no longer.
    write(data, ROWS[1:])
    aimf("refresh", "--quiet", "--site", site.url, "--data", data)
    assert amounts(data, LOME)[0] == 1_200_000
    with open_store(data / "aimf.db", read_only=True) as store:
        assert store.record(LOME)["corrections"] == []
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_it_is_shown_with_who_and_why(corrected: tuple[DemoSite, Path]) -> None:
    site, data = corrected
    aimf("refresh", "--quiet", "--site", site.url, "--data", data)
    records = json.loads((data / "exports" / "actions.json").read_text(encoding="utf-8"))
    lome = next(one for one in records if one["id"] == LOME)
    assert lome["corrections"] == ["c-lome"]
    (mark,) = {mark["rule"] for mark in lome["budgets"][0]["evidence"]}
    assert mark == "human.replace"
    with (data / "exports" / "corrections.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["correction_id"]: row for row in csv.DictReader(file)}
    assert (rows["c-lome"]["who"], rows["c-lome"]["why"]) == ("Awa", "annexe B")
    assert rows["c-none"]["state"] == "stale"
    explained = aimf("explain", LOME, "--data", data).out
    assert "corrected by Awa, 2026-03-01: annexe B  [c-lome]" in explained
    status = json.loads(aimf("status", "--json", "--data", data).out)["corrections"]
    assert (status["applied"], status["by_state"]) == (3, {"applied": 3, "stale": 1})
    report = max((data / "logs").glob("*.txt")).read_text(encoding="utf-8")
    assert "correction c-none is stale" in report


def test_a_page_that_says_something_else_by_now(corrected: tuple[DemoSite, Path]) -> None:
    site, data = corrected
    aimf("refresh", "--quiet", "--site", site.url, "--data", data)
    site.set_day(2)
    done = aimf("refresh", "--site", site.url, "--data", data)
    assert amounts(data, SIEM)[0] == 3_900_000
    assert f"correction c-siem is stale: {SIEM} budgets.amount '3,5 M€'" in done.err
    # On the third day the market's page stands at another address: what was said of it goes along.
    moved = "action:lome-une-halle-qui-garde-le-frais"
    with open_store(data / "aimf.db", read_only=True) as store:
        assert store.record(moved) is not None
    assert amounts(data, moved) == [1_250_000]


def test_a_lost_or_broken_file_brings_no_wrong_value_back(
    corrected: tuple[DemoSite, Path],
) -> None:
    site, data = corrected
    done = aimf("refresh", "--quiet", "--site", site.url, "--data", data)
    (stale,) = done.err.splitlines()  # quiet, but not about what could not be used
    assert stale.startswith("correction c-none is stale: ")
    file = data / "corrections.csv"
    file.write_text("id;what\n1;2\n", encoding="utf-8")
    done = aimf("refresh", "--site", site.url, "--data", data)
    assert "line 1: no column record_id" in done.err
    assert "4 corrections of the last run stay in force" in done.err
    file.unlink()
    done = aimf("rebuild", "--data", data)
    assert "corrections.csv is not there any more" in done.err
    assert amounts(data, LOME)[0] == 1_250_000
    assert "line" not in aimf("status", "--data", data).err


def test_an_addition_that_cannot_be_used_is_told_on_every_way(
    corrected: tuple[DemoSite, Path],
) -> None:
    site, data = corrected
    lines = ["[[names]]", 'of = "Comptoir de nulle part"', 'names = ["CNP"]', "", "[[towns]]"]
    (data / "additions.toml").write_text("\n".join(lines), encoding="utf-8")
    told = ("additions.toml line 1: of: no body is known as", "additions.toml line 5: name")
    for way in (
        ("crawl", "--site", site.url),
        ("crawl", "--quiet", "--site", site.url),
        ("refresh", "--site", site.url),
        ("refresh", "--quiet", "--site", site.url),
        ("rebuild",),
        ("status",),
    ):
        done = aimf(*way, "--data", data)
        assert all(f"corrections: {one}" in done.out + done.err for one in told), (way, done)


def test_another_place_by_the_settings(corrected: tuple[DemoSite, Path], tmp_path: Path) -> None:
    site, data = corrected
    place = tmp_path / "shared.csv"
    (data / "corrections.csv").rename(place)
    env = environment(AIMF_CORRECTIONS=str(place))
    aimf("refresh", "--quiet", "--site", site.url, "--data", data, env=env)
    assert amounts(data, LOME)[0] == 1_250_000
