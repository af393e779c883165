"""A disk that is full, a folder that goes away, bytes that flip: one line, no traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

import pytest

from .conftest import ROOT, environ, run
from .small_site import Reply, SmallSite

if TYPE_CHECKING:
    from pathlib import Path

#: Runs a program that can write no file at all; its output goes through a pipe.
FULL = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")
COMMANDS = ("crawl", "refresh", "rebuild", "export", "status", "changes --since 1", "archive list")


def said_by(command: str, data: Path, *more: str, full: bool = False) -> tuple[int, str]:
    done = subprocess.run(
        [
            *(FULL if full else ()),
            sys.executable,
            "-m",
            "aimf_scraper",
            *command.split(),
            "--data",
            str(data),
            *more,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        timeout=180,
        check=False,
        cwd=ROOT,
        env=environ(PYTHONDONTWRITEBYTECODE="1"),
    )
    return done.returncode, done.stdout


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("held") / "data"
    with SmallSite(6) as site:
        assert run(data, site=site).code == 0
    return data


@pytest.mark.parametrize("command", ["crawl", "refresh", "rebuild", "export"])
def test_a_full_disk_at_the_start_is_one_line(command: str, held: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    if command in {"rebuild", "export"}:
        shutil.copytree(held, data)
    with SmallSite(2) as site:
        more = ["--site", site.url] if command in {"crawl", "refresh"} else []
        code, said = said_by(command, data, *more, full=True)
    assert code == 1, said
    assert "Traceback" not in said
    assert "unexpected error" not in said
    assert str(data) in said


@pytest.mark.parametrize("command", ["crawl", "refresh"])
def test_a_folder_that_goes_away_in_the_middle_is_told(command: str, tmp_path: Path) -> None:
    data = tmp_path / "data"

    def odd(path: str) -> Reply | None:
        if path == "/actualite/lavoir-3/":
            shutil.rmtree(data, ignore_errors=True)
        return None

    with SmallSite(6, odd=odd) as site:
        code, said = said_by(command, data, "--site", site.url)
    assert code == 1, said
    assert "Traceback" not in said
    assert "unexpected error" not in said


#: In CI few; 300 were tried by hand.
FLIPS = 6


@pytest.mark.parametrize("seed", range(FLIPS))
def test_flipped_bytes_in_the_database_are_no_traceback(
    seed: int, held: Path, tmp_path: Path
) -> None:
    data = shutil.copytree(held, tmp_path / "data")
    chance = Random(seed)
    body = bytearray((data / "aimf.db").read_bytes())
    for _ in range(chance.choice([1, 20, 200])):
        body[chance.randrange(100, len(body))] ^= 1 << chance.randrange(8)
    (data / "aimf.db").write_bytes(body)
    with SmallSite(6) as site:
        for command in COMMANDS:
            more = ["--site", site.url] if command in {"crawl", "refresh"} else []
            _, said = said_by(command, data, *more)
            assert "Traceback" not in said, command
