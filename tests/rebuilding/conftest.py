"""The demo, crawled by day, and archives of it in folders of their own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.demo.server import DemoSite
from tests.archive.command import aimf, environment

if TYPE_CHECKING:
    from pathlib import Path

#: A module that Python imports at its start, in every process: no socket but those between processes.
NO_NETWORK = """
import os, socket

class Socket(socket.socket):
    def __init__(self, family=-1, *more, **named):
        if family in (-1, socket.AF_INET, socket.AF_INET6):
            os.write(2, b"a socket was opened\\n")
            os._exit(97)
        super().__init__(family, *more, **named)

socket.socket = Socket
"""


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which whoever opens a network socket ends with exit code 97."""
    folder = tmp_path / "offline"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NO_NETWORK)
    env = environment()
    return env | {"PYTHONPATH": f"{folder}:{env['PYTHONPATH']}"}


@pytest.fixture(scope="session")
def one_day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demo's first day; not to be changed."""
    data = tmp_path_factory.mktemp("one-day") / "data"
    with DemoSite() as site:
        aimf("crawl", "--quiet", "--site", site.url, "--data", data)
    return data


@pytest.fixture(scope="session")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demo's first and second day; not to be changed."""
    data = tmp_path_factory.mktemp("two-days") / "data"
    with DemoSite() as site:
        for day in (1, 2):
            site.set_day(day)
            aimf("crawl", "--quiet", "--site", site.url, "--data", data)
    return data


def archive_alone(data: Path, to: Path) -> Path:
    """Copy the WARC files of *data*, and nothing else, into the new data folder *to*."""
    shutil.copytree(data / "archive", to / "archive")
    return to
