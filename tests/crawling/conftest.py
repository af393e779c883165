"""A crawl of the demo site over real HTTP, as a user starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from aimf_scraper.demo.server import DemoSite
from aimf_scraper.store import Store, open_store


class Ran(NamedTuple):
    """A finished command, the data folder it wrote, what the site was asked meanwhile."""

    code: int
    out: str
    err: str
    data: Path
    requests: tuple[tuple[str, str, int], ...]

    def open(self) -> Store:
        return open_store(self.data / "aimf.db", read_only=True)


def run(data: Path, *arguments: str, command: str = "crawl", site: DemoSite | None = None) -> Ran:
    """Run a command in a process of its own, as cron would."""
    before = len(site.requests) if site else 0
    where = ["--site", site.url] if site else []
    done = subprocess.run(
        [sys.executable, "-m", "aimf_scraper", command, *where, "--data", str(data), *arguments],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    asked = tuple(site.requests[before:]) if site else ()
    return Ran(done.returncode, done.stdout, done.stderr, data, asked)


class Crawled(NamedTuple):
    site: DemoSite
    first: Ran
    second: Ran


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """The demo's first day, crawled twice."""
    data = tmp_path_factory.mktemp("crawled") / "data"
    with DemoSite() as site:
        return Crawled(site, run(data, site=site), run(data, site=site))
