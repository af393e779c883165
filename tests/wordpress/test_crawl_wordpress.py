"""The whole product against a real WordPress: every published post, once, REST or not."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.wordpress.wordpress import path_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.wordpress.wordpress import WordPress

pytestmark = pytest.mark.wordpress

TABLES = (
    "records",
    "record_cities",
    "record_partners",
    "record_countries",
    "record_themes",
    "budgets",
    "dates",
    "beneficiaries",
    "record_versions",
)


def crawl(site: WordPress, data: Path) -> None:
    command = [sys.executable, "-m", "aimf_scraper", "crawl", "--quiet"]
    done = subprocess.run(
        [*command, "--site", site.url, "--data", str(data)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"


def rows(data: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(data / "aimf.db")) as db:
        return db.execute(query).fetchall()


def found(data: Path) -> list[tuple[str, str, str]]:
    """Return kind, path and title of every record of the four kinds, sorted."""
    records = rows(data, "SELECT kind, url, title FROM records WHERE kind <> 'page'")
    return sorted((kind, path_of(url), title) for kind, url, title in records)


def counts(data: Path) -> dict[str, int]:
    return {table: int(rows(data, f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}


@pytest.mark.parametrize("forbid_rest", [False, True], ids=["REST on", "REST forbidden"])
def test_every_published_post_is_found_and_a_second_crawl_adds_nothing(
    wordpress: WordPress, tmp_path: Path, forbid_rest: bool
) -> None:
    wordpress.forbid_rest = forbid_rest
    crawl(wordpress, tmp_path)

    assert found(tmp_path) == sorted((p.kind, p.path, p.title) for p in wordpress.published)
    everything = "\n".join(str(row) for row in rows(tmp_path, "SELECT * FROM records"))
    assert [one.word for one in wordpress.hidden if one.word in everything] == []
    assert rows(tmp_path, "PRAGMA foreign_key_check") == []

    once = counts(tmp_path)
    crawl(wordpress, tmp_path)
    assert counts(tmp_path) == once


def test_the_posts_facts_are_read(wordpress: WordPress, tmp_path: Path) -> None:
    crawl(wordpress, tmp_path)
    budgets = rows(
        tmp_path,
        "SELECT r.url, b.amount, b.currency FROM budgets b JOIN records r ON r.id = b.record_id",
    )
    said = {(path_of(url), float(amount), currency) for url, amount, currency in budgets}
    assert {
        ("/actions/ngaoundere-un-bois-pour-la-ville/", 450_000.0, "EUR"),
        ("/actions/tunis-la-medina-retrouvee/", 870_000.0, "EUR"),
        ("/actions/lome-des-marches-propres/", 1_200_000.0, "EUR"),
        ("/actions/antananarivo-leau-aux-bornes/", 3_500_000.0, "EUR"),
    } <= said
