"""How a page was seen, told: every fixture, as data and as lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aimf_scraper.cli import cli
from aimf_scraper.pages.explain import as_lines, explain_page
from aimf_scraper.pages.html import read_html

CASES = sorted((Path(__file__).parent.parent / "fixtures" / "pages").glob("*/page.html"))


@pytest.mark.parametrize("page", CASES, ids=lambda one: one.parent.name)
def test_what_is_told_is_what_was_read(page: Path) -> None:
    meta = json.loads((page.parent / "meta.json").read_text("utf-8"))
    body = page.read_bytes()
    read = read_html(body, meta["url"], meta["content_type"])
    seen = json.loads(json.dumps(explain_page(body, meta["url"], meta["content_type"])))
    parts = {"article": read.reading, "listing": read.listing}
    there = [name for name, part in parts.items() if part is not None]
    assert seen["verdict"] == {2: "both", 0: "neither"}.get(len(there), *there[:1] or ["neither"])
    if read.reading is not None:
        assert seen["why"]
        assert any(one["is"] == "text" for one in seen["lines"]) == bool(read.reading.text)
    assert list(as_lines(seen))


def test_a_refused_page_says_why() -> None:
    seen = explain_page(b"%PDF-1.7", "https://x.example/a/")
    assert seen["verdict"] == "refused"
    assert any("not-html" in line for line in as_lines(seen))


def test_the_command(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<body class=single><h1>Un puits</h1><p>" + "La ville de Thiès creuse un puits. " * 5
        + "</p><div class='sharedaddy'>Partager</div>",
        "utf-8",
    )  # fmt: skip
    run = CliRunner().invoke(cli, ["explain", str(page), "--url", "https://x.example/actions/a/"])
    assert run.exit_code == 0
    assert "article: its markup says single" in run.output
    assert "its class names a control" in run.output
    asked = CliRunner().invoke(cli, ["explain", str(page), "--json"])
    assert json.loads(asked.output)["page"]["features"]["prose"] > 100


def test_a_missing_file_is_wrong_usage() -> None:
    run = CliRunner().invoke(cli, ["explain", "nothing-here.html"])
    assert run.exit_code != 0
