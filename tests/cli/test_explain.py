"""`explain` of a record, of a text, of a page, and of nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from click.testing import CliRunner

from aimf_scraper.cli import cli
from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, news

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "# Un puits à Thiès\nLa Ville de Thiès creuse un puits avec l’appui de l’AIMF, pour 20 000 euros.\n"


def _asked(*arguments: str) -> dict[str, object]:
    run = CliRunner().invoke(cli, ["explain", *arguments, "--json"])
    assert run.exit_code == 0, run.output
    return json.loads(run.output)


def test_a_text_tells_rule_cue_and_confidence(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(TEXT, "utf-8")
    told = json.dumps(_asked(str(path)), ensure_ascii=False)
    assert "20 000 euros" in told
    assert "budgets." in told
    lines = CliRunner().invoke(cli, ["explain", str(path)]).output
    assert "20 000 euros" in lines


def test_a_page_tells_how_it_was_seen_and_its_facts(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    title, text = TEXT.removeprefix("# ").strip().split("\n")
    path.write_text(f"<body class=single><h1>{title}</h1><p>{text}</p>", "utf-8")
    told = _asked(str(path), "--url", "https://x.example/actions/puits/")
    assert set(told) == {"page", "facts"}


def test_a_record_of_the_database(tmp_path: Path) -> None:
    with open_store(tmp_path / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {}, "https://x.example")
        record = news()
        store.save(record, run=run, seen_at=DAY_1)
    assert "facts" in _asked(record.id, "--data", str(tmp_path))
    missing = CliRunner().invoke(cli, ["explain", "action:nothing", "--data", str(tmp_path)])
    assert missing.exit_code != 0


def test_what_is_neither_file_nor_record_is_wrong_usage() -> None:
    run = CliRunner().invoke(cli, ["explain", "nothing-here"])
    assert run.exit_code != 0
