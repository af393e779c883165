"""The ten questions of docs/questions.md have the right answers on the demo; every command in the docs runs."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from aimf_scraper.cli import cli
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.store import open_store
from tests.archive.command import ROOT, aimf, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUESTIONS = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
TUTORIALS = [ROOT / "docs" / "tutorial.md", ROOT / "docs" / "fr" / "tutoriel.md"]
SIEM = "action:siem-reap-boues-de-vidange-et-regeneration-des-sols"
MAN = "action:man-odienne-san-pedro-des-metiers-pour-les-jeunes"
#: These wait for a browser: only how they are called is looked at.
WAITS = {("archive", "open"), ("serve",), ("rebuild", "--dask")}  # the last one for a cluster
#: These ask a site: the demo, where the page tells of another.
ASKS = {"crawl", "refresh"}


@pytest.fixture(scope="module")
def site() -> Iterator[DemoSite]:
    with DemoSite() as site:
        yield site


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, site: DemoSite) -> Path:
    """Return a folder whose data/ holds the demo's first two days."""
    folder = tmp_path_factory.mktemp("questions")
    for day in (1, 2):
        site.set_day(day)
        aimf("crawl", "--quiet", "--site", site.url, "--data", folder / "data")
    return folder


@pytest.fixture(scope="module")
def actions(folder: Path) -> dict[str, dict[str, Any]]:
    with open_store(folder / "data" / "aimf.db", read_only=True) as store:
        return {one["id"]: one for one in store.records("action")}


def ask(folder: Path, number: int) -> list[tuple[Any, ...]]:
    block = QUESTIONS.partition(f"\n## {number}. ")[2].partition("\n## ")[0]
    statement = block.partition("```sql\n")[2].partition("```")[0]
    assert statement, number
    with closing(sqlite3.connect(folder / "data" / "aimf.db")) as db:
        return db.execute(statement).fetchall()


def countries(action: dict[str, Any]) -> set[str]:
    own = {one["country"] for one in action["cities"] if one["role"] == "main"}
    return {one["code"] for one in action["countries"]} | own - {None}


def euros(budget: dict[str, Any]) -> float:
    """Return a sum of the demo's water in euros: as it is, as the page says, or by the franc's parity."""
    if budget["currency"] == "EUR":
        return budget["amount"]
    said = [one["amount"] for one in budget["equivalents"] if one["currency"] == "EUR"]
    assert said or budget["currency"] in {"XOF", "XAF"}
    return said[0] if said else budget["amount"] / 655.957


def test_1_euros_for_water(folder: Path, actions: dict[str, Any]) -> None:
    rows = ask(folder, 1)
    told = {(country, year): amount for country, year, amount, _ in rows}
    assert told["CM", "2022"] == 283_000
    assert told["KH", "2023"] == 3_900_000  # the second day's sum
    assert told["VN", "2019"] == 454_467
    wanted: defaultdict[tuple[str, str], int] = defaultdict(int)
    for action in actions.values():
        sums = [one for one in action["budgets"] if one["part_of"] is None]
        totals = [one for one in sums if one["scope"] == "total"]
        one = sums if len(sums) == 1 else totals if len(totals) == 1 else []
        if one and any(theme.startswith("Eau") for theme in action["themes"]):
            for country in countries(action):
                wanted[country, action["published"][:4]] += round(euros(one[0]))
    assert told == wanted


def test_2_who_funds_most_in_togo(folder: Path, actions: dict[str, Any]) -> None:
    wanted = Counter(
        name
        for action in actions.values()
        if "TG" in countries(action)
        for name in {one["name"] for one in action["partners"] if one["role"] == "funder"}
    )
    rows = ask(folder, 2)
    assert {name: count for name, count, _ in rows} == wanted
    assert "Union européenne" in wanted
    assert [count for _, count, _ in rows] == sorted(wanted.values(), reverse=True)


def test_3_only_components(folder: Path) -> None:
    rows = ask(folder, 3)
    assert {(part, whole) for key, part, whole in rows if key == MAN} == {
        ("18", "25,5 millions d’euros"),
        ("7,5", "25,5 millions d’euros"),
    }
    assert "6,7 M€" not in {part for _, part, _ in rows}


def test_4_what_changed_and_why(folder: Path) -> None:
    rows = ask(folder, 4)
    of_siem = {field: why for key, _, why, field, *_ in rows if key == SIEM}
    assert of_siem["budgets[3500000, EUR]"] == of_siem["budgets[3900000, EUR]"] == "site"


def test_5_towns_and_partners(folder: Path, actions: dict[str, Any]) -> None:
    wanted = Counter(
        (city, partner)
        for action in actions.values()
        for city in {one["name"] for one in action["cities"] if one["role"] == "main"}
        for partner in {one["name"] for one in action["partners"]}
    )
    assert {(city, partner): count for city, partner, count, _ in ask(folder, 5)} == wanted


def test_6_towns_that_stand_together(folder: Path, actions: dict[str, Any]) -> None:
    rows = ask(folder, 6)
    pairs = {(one, other): count for one, other, count, *_ in rows}
    wanted = Counter(
        pair
        for action in actions.values()
        for names in [sorted({one["name"] for one in action["cities"]}, key=str.encode)]
        for at, name in enumerate(names)
        for pair in [(name, other) for other in names[at + 1 :]]
    )
    assert pairs == wanted
    assert ("Douala", "Yaoundé") in pairs


def test_7_no_day_becomes_nat(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = QUESTIONS.partition("```python\n")[2].partition("```")[0]
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(block, names)
    dates, projects = names["dates"], names["projects"]
    stated = dates["start"].notna()
    assert stated.sum() > 50
    assert dates["start_date"].notna().tolist() == stated.tolist()
    for frame, column in ((dates, "start_date"), (projects, "published")):
        assert pd.api.types.is_datetime64_any_dtype(frame[column]), column
    assert pd.api.types.is_float_dtype(projects["amount_eur"])
    records = pd.read_csv(folder / "data" / "exports" / "records.csv")
    assert not pd.api.types.is_numeric_dtype(records["rules_version"])


def test_8_the_quote_stands_where_it_says(folder: Path, actions: dict[str, Any]) -> None:
    by_url = {one["url"]: one for one in actions.values()}
    rows = ask(folder, 8)
    assert len(rows) > 30
    for _, url, _, quote, source, start, fetched_at, capture in rows:
        assert by_url[url][source][start : start + len(quote)] == quote
        assert fetched_at
        assert capture.startswith("<urn:uuid:")


def test_9_uncertain_figures(folder: Path, actions: dict[str, Any]) -> None:
    wanted = Counter(
        (key, one["as_written"])
        for key, action in actions.items()
        for one in action["budgets"]
        if one["confidence"] < 0.9 or one["approximation"]
    )
    assert wanted
    assert Counter((key, written) for key, written, *_ in ask(folder, 9)) == wanted


def test_10_completeness(folder: Path) -> None:
    with open_store(folder / "data" / "aimf.db", read_only=True) as store:
        held = store.counts()
    rows = {kind: row for kind, *row in ask(folder, 10)}
    assert {kind: row[0] for kind, row in rows.items()} == {kind: held[kind] for kind in rows}
    assert {(row[3], row[4]) for row in rows.values()} == {(0, 0)}


def commands() -> list[list[str]]:
    """Return the arguments of every command that a page shows in a block or on a line of its own."""
    found = []
    for page in PAGES:
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            for line in block.splitlines():
                words = shlex.split(line, comments=True)
                if words and words[0] == "aimf-scraper":
                    found.append(words[1:])
    return found


def is_waiting(words: list[str]) -> bool:
    return any(tuple(words[: len(one)]) == one for one in WAITS)


def blocks(language: str) -> list[tuple[str, str]]:
    """Return every block of a language in the README and the docs, each with its page's name."""
    return [
        (page.name, block)
        for page in PAGES
        for block in re.findall(
            rf"^ *```{language}\n(.*?)^ *```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
    ]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_in_the_docs_is_called_rightly(words: list[str]) -> None:
    command, rest = cli, list(words)
    while hasattr(command, "commands"):
        command = command.commands[rest.pop(0)]
    assert command.make_context(words[0], rest, resilient_parsing=False)


def test_every_command_in_the_docs_runs(folder: Path, tmp_path: Path, site: DemoSite) -> None:
    shutil.copytree(folder / "data", tmp_path / "data")
    env = environment(AIMF_POLITENESS_CONTACT="test@example.org")
    ran = set()
    with open_store(folder / "data" / "aimf.db", read_only=True) as store:
        month = store.runs()[0].started_at[:7]
    for told in commands():
        words, there = list(told), tmp_path
        if is_waiting(words):
            continue
        if words[0] in ASKS and "--demo" in words:
            there = tmp_path / "demo"
        elif words[0] in ASKS:
            words += ["--site", site.url]  # the demo in place of the real site
        if "--at" in words:  # a month in which the demo was crawled
            words[words.index("--at") + 1] = month
        if "--contact" in words:  # the environment names one
            at = words.index("--contact")
            del words[at : at + 2]
        key = " ".join(words)
        if key in ran:
            continue
        there.mkdir(exist_ok=True)
        if "other.wacz" in words:
            shutil.copy(tmp_path / "aimf.wacz", tmp_path / "other.wacz")
        if "others.jsonl" in words:
            shutil.copy(tmp_path / "labels.jsonl", tmp_path / "others.jsonl")
        if words[0] == "evaluate" and not (tmp_path / "labels.jsonl").read_text("utf-8"):
            # Nobody decided anything in the table as it came: a label of our own.
            gold = {"title": "Lomé", "text": "Un marché.", "cities": [], "partners": []}
            (tmp_path / "labels.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
        aimf(*words, env=env, checkout=there)
        ran.add(key)
    wanted = {words[0] for words in commands() if not is_waiting(words)}
    assert {one.split()[0] for one in ran} == wanted
    assert wanted >= ASKS


@pytest.mark.parametrize(("page", "statement"), blocks("sql"))
def test_every_statement_in_the_docs_has_an_answer(folder: Path, page: str, statement: str) -> None:
    with closing(sqlite3.connect(folder / "data" / "aimf.db")) as db:
        assert db.execute(statement).fetchall(), page


@pytest.mark.parametrize(("page", "block"), blocks("python"))
def test_every_python_block_in_the_docs_runs(folder: Path, page: str, block: str) -> None:
    out = folder / "tables"
    if "tables/" in block and not out.exists():
        aimf("export", "--formats", "parquet", "--out", out, "--data", folder / "data")
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (page, done.stderr)


@pytest.mark.parametrize("page", TUTORIALS, ids=lambda page: page.name)
def test_what_a_tutorial_asks_the_database_has_an_answer(folder: Path, page: Path) -> None:
    statements = re.findall(r"```sql\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert len(statements) == 2
    with closing(sqlite3.connect(folder / "data" / "aimf.db")) as db:
        for statement in statements:
            assert len(db.execute(statement).fetchall()) == 5, statement


def test_the_tutorial_draws_its_chart(folder: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", TUTORIALS[0].read_text("utf-8"), re.DOTALL)
    names = "print(*euros.index, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", f"{block}\n{names}"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Cameroun" in done.stdout.splitlines()
    assert (folder / "euros.png").read_bytes()[:4] == b"\x89PNG"
