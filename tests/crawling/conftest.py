"""A crawl of the demo site over real HTTP, as a user starts it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aimf_scraper.demo.server import DemoSite
from aimf_scraper.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
#: The moment that runs are told it is, so that two of them write the same bytes.
NOW = "2026-03-04T12:00:00+00:00"


@pytest.fixture(scope="session", autouse=True)
def _bytecode(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the crawls compile Python's modules once, whatever the environment says."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("bytecode")))
        yield


class Ran(NamedTuple):
    """A finished command, the data folder it wrote, what the site was asked meanwhile."""

    code: int
    out: str
    err: str
    data: Path
    requests: tuple[tuple[str, str, int], ...]

    def open(self) -> Store:
        return open_store(self.data / "aimf.db", read_only=True)

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.requests]

    @property
    def completeness(self) -> dict[str, Any]:
        with self.open() as store:
            run = store.last_run()
        assert run is not None
        assert run.completeness is not None, self.err
        return run.completeness

    @property
    def holes(self) -> set[tuple[str, str]]:
        """What is missing as (way, reason), what is known to be missing too."""
        gaps = [*self.completeness["holes"], *self.completeness["known_gaps"]]
        return {(one["way"], one["reason"]) for one in gaps if one["way"] != "page"}


def run(data: Path, *arguments: str, command: str = "crawl", site: DemoSite | None = None) -> Ran:
    """Run a command in a process of its own, as cron would."""
    where = ["--site", site.url] if site else []
    return _ran(
        ["-m", "aimf_scraper", command, *where, "--data", str(data), *arguments], data, site
    )


def drive(
    data: Path, site: DemoSite, *, environment: dict[str, str] | None = None, **said: Any
) -> Ran:
    """Crawl *site* through ``driver.py``; *said*: ``CrawlOptions``."""
    return _ran(driver(data, site, **said), data, site, environment)


def driver(data: Path, site: DemoSite, **said: Any) -> list[str]:
    """Return the arguments of the interpreter for a crawl through ``driver.py``."""
    made = {"site": site.url, "data": str(data), **said}
    made["settings"] = {"AIMF_NOW": NOW, **said.get("settings", {})}
    return [str(Path(__file__).with_name("driver.py")), json.dumps(made)]


def environ(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def _ran(
    arguments: list[str],
    data: Path,
    site: DemoSite | None,
    environment: dict[str, str] | None = None,
) -> Ran:
    before = len(site.requests) if site else 0
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        cwd=ROOT,
        env=environ(**(environment or {})),
    )
    asked = tuple(site.requests[before:]) if site else ()
    return Ran(done.returncode, done.stdout, done.stderr, data, asked)


class Days(NamedTuple):
    """Crawls of one site into one data folder, each with the folder as it was after it.

    ``again``: the first day once more, with nothing changed.
    """

    site: DemoSite
    first: Ran
    again: Ran
    second: Ran
    third: Ran

    def of(self, day: int) -> Ran:
        return {1: self.first, 2: self.second, 3: self.third}[day]


@pytest.fixture(scope="session")
def days(tmp_path_factory: pytest.TempPathFactory) -> Days:
    """The demo's three days, as a user crawls them."""
    folder = tmp_path_factory.mktemp("days")
    ran = []
    with DemoSite() as site:
        for number, day in enumerate((1, 1, 2, 3)):
            site.set_day(day)
            done = run(folder / "data", site=site)
            kept = shutil.copytree(folder / "data", folder / f"after-{number}")
            ran.append(done._replace(data=kept))
    return Days(site, *ran)


class Plain(NamedTuple):
    """A site that goes on answering, and what one undisturbed crawl of it gave."""

    site: DemoSite
    ran: Ran


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plain]:
    """The demo crawled once, at ``NOW`` and without an archive, to compare other runs with."""
    with DemoSite() as site:
        yield Plain(site, drive(tmp_path_factory.mktemp("plain") / "data", site))
