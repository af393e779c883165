"""Runs that end before their time: killed at any moment, or stopped by Ctrl-C."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from http.client import NOT_MODIFIED
from random import Random
from threading import Event
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.demo.server import DemoSite
from aimf_scraper.store import open_store

from .conftest import ROOT, drive, driver, environ
from .content import content

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aimf_scraper.demo.answers import Answer, Request

KILLS = 20
#: States of pages that are asked for again whatever came before.
OPEN = {"found", "failed"}


class Countdown:
    """Tells when so many requests have come."""

    def __init__(self) -> None:
        self.left = 0
        self.over = Event()

    def start(self, requests: int) -> None:
        self.left = requests
        self.over.clear()

    def __call__(self, request: Request) -> Answer | None:
        self.left -= 1
        if self.left == 0:
            self.over.set()
        return None


def end(
    data: Path,
    site: DemoSite,
    countdown: Countdown,
    how: signal.Signals,
    wait_sec: float = 0.0,
    **said,
) -> tuple[int, str]:
    """Crawl, and send *how* when the countdown is over; return the exit code and what was said."""
    process = subprocess.Popen(
        [sys.executable, *driver(data, site, **said)],
        cwd=ROOT,
        env=environ(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while process.poll() is None and not countdown.over.wait(0.01):
        pass
    time.sleep(wait_sec)
    process.send_signal(how)
    _, said_last = process.communicate(timeout=60)
    return process.returncode, said_last


def committed(data: Path, site: DemoSite) -> set[str]:
    """Return the addresses of pages that need not be asked for again."""
    if not (data / "aimf.db").exists():
        return set()
    with open_store(data / "aimf.db") as store:
        return {page.url.removeprefix(site.url) for page in store.pages() if page.state not in OPEN}


def fetched_again(requests: Iterable[tuple[str, str, int]], done: set[str]) -> list[str]:
    """Return the pages of *done* that were sent once more.

    Where no way dates a page, a run that goes on asks whether it changed meanwhile: 304 sends nothing.
    """
    return [path for _, path, status in requests if path in done and status != NOT_MODIFIED]


def test_twenty_killed_runs_and_one_to_the_end_are_one_clean_run(tmp_path: Path) -> None:
    random = Random(20)
    countdown = Countdown()
    data = tmp_path / "killed"
    asked_again: list[str] = []
    codes = []
    with DemoSite(intercept=countdown, listings=False) as site:
        clean = drive(tmp_path / "clean", site)
        assert clean.code == 0, clean.err
        for _ in range(KILLS):
            done = committed(data, site)
            before = len(site.requests)
            countdown.start(random.randrange(1, 90))
            code, _ = end(data, site, countdown, signal.SIGKILL, random.random() * 0.03)
            codes.append(code)
            asked_again += fetched_again(site.requests[before:], done)
        done = committed(data, site)
        last = drive(data, site)
        asked_again += fetched_again(last.requests, done)
    assert codes.count(-signal.SIGKILL) == KILLS
    assert last.code == 0, last.err
    assert asked_again == []
    assert content(data) == content(clean.data)


@pytest.mark.parametrize(
    ("how", "requests"),
    [(signal.SIGINT, 20), (signal.SIGTERM, 150)],
    ids=["Ctrl-C amid discovery", "stopped amid the pages"],
)
def test_a_run_that_is_stopped_keeps_what_it_fetched(
    how: signal.Signals, requests: int, tmp_path: Path
) -> None:
    countdown = Countdown()
    countdown.start(requests)
    data = tmp_path / "data"
    with DemoSite(intercept=countdown) as site:
        code, said = end(data, site, countdown, how)
        done = committed(data, site)
        fetched = {path for _, path, status in site.requests if status == 200}
        again = drive(data, site)
    assert code == 130, said
    assert "Traceback" not in said
    with again.open() as store:
        stopped, finished = store.runs()
        assert (stopped.status, finished.status) == ("interrupted", "complete")
        items = {page.url.removeprefix(site.url) for page in store.pages() if page.record_id}
    assert (fetched & items) <= done
    assert fetched_again(again.requests, done) == []
    assert again.code == 0
