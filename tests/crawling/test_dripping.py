"""Answers that come drop by drop: each has a bound of its own, and the run goes on without it."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.crawling.wire.budget import Budget
from tests.crawling.conftest import ROOT, drive, environ

from .scenarios.small_site import HTML, Answer, SmallSite
from .scenarios.test_scenarios import assert_invariants

if TYPE_CHECKING:
    from pathlib import Path

DRIPS = Answer(200, HTML, drips=True)


@pytest.mark.parametrize(
    ("minutes", "wished", "said"),
    [(0, 60.0, 60.0), (480, 60.0, 60.0), (1, 60.0, 15.0), (0.1, 60.0, 5.0), (480, 2.0, 2.0)],
)
def test_no_answer_takes_most_of_a_runs_time(minutes: float, wished: float, said: float) -> None:
    assert Budget(minutes=minutes).timeout_sec(wished) == said


@pytest.mark.parametrize("path", ["/actualite/puits-1/", "/wp-sitemap.xml"])
def test_what_drips_is_asked_for_twice_and_named(path: str, tmp_path: Path) -> None:
    with SmallSite(odd=lambda asked: DRIPS if asked.path == path else None) as site:
        said = {"DOWNLOAD_TIMEOUT": 3, "AIMF_BACKOFF_SEC": 0.01}
        ran = drive(tmp_path / "data", site, settings=said)  # type: ignore[arg-type]  # a site in all that is asked of it
        assert ran.code == 3
        assert site.requests.count(path) == 2
        gaps = [*ran.completeness["holes"], *ran.completeness["missing"]]
        assert [(one["url"], one["reason"]) for one in gaps] == [(site.url + path, "timeout")]
        assert_invariants(site, ran)


def test_a_single_page_that_drips_ends_with_the_budget() -> None:
    with SmallSite(odd=lambda asked: DRIPS if asked.path == "/x/" else None) as site:
        done = subprocess.run(
            [sys.executable, "-m", "aimf_scraper", "extract", f"{site.url}/x/"],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
            cwd=ROOT,
            env=environ(AIMF_BUDGET_MINUTES="0.15"),
        )
    assert done.returncode in {3, 4}, done.stderr
    assert f"{site.url}/x/" in done.stderr
    assert done.stdout == ""
