"""Runs end: by their budget, by the site's wish, by a signal; and one fault costs one page."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from threading import Event
from typing import TYPE_CHECKING

import pytest

from .conftest import ROOT, environ, run
from .small_site import Reply, SmallSite, check_invariants, to

if TYPE_CHECKING:
    from pathlib import Path


def test_a_spent_budget_of_requests_is_named_and_the_next_run_goes_on(tmp_path: Path) -> None:
    with SmallSite(12) as site:
        settings = {"AIMF_BUDGET_REQUESTS": "25"}
        ran = run_with(tmp_path, site, settings)
        assert ran.returncode == 3, ran.stderr
        assert "budget.requests" in ran.stderr
        assert len(site.asked) <= 25
        done = run(tmp_path / "data", site=site)
        assert done.code == 0, done.err
        check_invariants(site, done)


def test_a_spent_budget_of_minutes_is_named(tmp_path: Path) -> None:
    with SmallSite(4) as site:
        ran = run_with(tmp_path, site, {"AIMF_BUDGET_MINUTES": "0.05"}, slow=1.0)
    assert ran.returncode == 3, ran.stderr
    assert "budget.minutes" in ran.stderr


def test_a_spent_budget_of_minutes_ends_an_answer_that_is_on_its_way(tmp_path: Path) -> None:
    """The page says nothing until the test is over: the run is, before."""
    over = Event()

    def odd(path: str) -> Reply | None:
        if path == "/actualite/lavoir-1/":
            over.wait(300)
        return None

    with SmallSite(3, odd=odd) as site:
        try:
            ran = run_with(tmp_path, site, {"AIMF_BUDGET_MINUTES": "0.25"})
        finally:
            over.set()
    assert ran.returncode == 3, ran.stderr
    assert f"missing: {site.url}/actualite/lavoir-1/: budget.minutes" in ran.stderr


@pytest.mark.parametrize(
    "reply",
    [to("http://127.0.0.1:9/"), Reply(404, b"x"), Reply(403, b"x")],
    ids=["moved", "404", "403"],
)
def test_a_site_that_shows_nothing_is_not_one_without_changes(reply: Reply, tmp_path: Path) -> None:
    with SmallSite(3) as site:
        assert run(tmp_path / "data", site=site).code == 0
        site.odd = lambda _: reply
        ran = run(tmp_path / "data", command="refresh", site=site)
    assert ran.code == 4, ran.err
    assert "shows nothing of itself" in ran.err
    with ran.open() as store:
        assert len([*store.records()]) == 3


def test_a_long_retry_after_ends_the_asking(tmp_path: Path) -> None:
    def odd(path: str) -> Reply | None:
        if path.startswith("/actualite/lavoir"):
            return Reply(429, b"x", headers={"Retry-After": "7200"})
        return None

    with SmallSite(20, odd=odd) as site:
        ran = run(tmp_path / "data", site=site)
        assert ran.code == 3, ran.err
        assert "Retry-After 7200 s" in ran.err
        assert (
            sum(path.startswith("/actualite/lavoir") for path in site.asked) <= 4
        )  # the first, and what was under way
        check_invariants(site, ran)


@pytest.mark.parametrize(
    "said",
    ["Mon, 01 Jan 99999 00:00:00 GMT", "-1", "9" * 400, "bientôt".encode().decode("latin-1")],
)
def test_an_absurd_retry_after_is_no_fault_of_ours(said: str, tmp_path: Path) -> None:
    odd = {"/actualite/lavoir-1/": Reply(503, b"x", headers={"Retry-After": said})}
    with SmallSite(3, odd=odd) as site:
        ran = run(tmp_path / "data", site=site)
        assert ran.code == 3, ran.err
        check_invariants(site, ran)


#: Breaks our own code on one page, one listing, one record: as a bug would.
BROKEN = """
import sys
from aimf_scraper.pages import html
from aimf_scraper.crawling.answers import visit
from aimf_scraper.crawling.discovery import listings
from aimf_scraper import assembly
where = sys.argv.pop(1)
real_page, real_facts = html.read_html, assembly.find_facts
def read_html(body, url, *more, **named):
    if "lavoir-1/" in url if where == "page" else where == "listing" and url.endswith("/actualite/"):
        raise KeyError("a fault of ours")
    return real_page(body, url, *more, **named)
def find_facts(draft):
    if where == "record" and "lavoir-1/" in (draft.url or ""):
        raise KeyError("a fault of ours")
    return real_facts(draft)
made = visit.Visitor.__init__
made.__defaults__ = (read_html, *made.__defaults__[1:])
listings.read_html = read_html
import pipelines.facts
pipelines.facts.find_facts = find_facts
from aimf_scraper.__main__ import main
main()
"""


@pytest.mark.parametrize("where", ["page", "listing", "record"])
def test_a_fault_of_ours_costs_one_address(where: str, tmp_path: Path) -> None:
    with SmallSite(4, odd={"/actualite/": Reply(body=b"<html><body>x</body></html>")}) as site:
        ran = subprocess.run(
            [
                sys.executable,
                "-c",
                BROKEN,
                where,
                "crawl",
                "--site",
                site.url,
                "--data",
                str(tmp_path / "data"),
            ],
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
            cwd=ROOT,
            env=environ(),
        )
    assert ran.returncode == 3, ran.stderr
    assert "internal-error" in ran.stderr
    assert "a fault of ours" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ("/actualite/" if where == "listing" else "lavoir-1/") in ran.stderr
    held = "4 held" if where == "listing" else "3 held"
    assert held in ran.stderr


class Waiting:
    """A site that answers nothing more once the articles begin, until it is told to."""

    def __init__(self) -> None:
        self.reached, self.go_on = Event(), Event()

    def __call__(self, path: str) -> Reply | None:
        if path.startswith("/actualite/lavoir"):
            self.reached.set()
            self.go_on.wait(30)
        return None


#: Starts a program with SIGINT ignored, as nohup and a shell's background jobs do.
NOHUP = ("sh", "-c", 'trap "" INT; exec "$@"', "sh")


@pytest.mark.parametrize("ignored", [False, True], ids=["", "under nohup"])
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["crawl", "refresh", "extract"])
def test_a_signal_ends_it_though_the_site_is_silent(
    command: str, how: signal.Signals, ignored: bool, tmp_path: Path
) -> None:
    if ignored and how == signal.SIGINT:
        pytest.skip("it is ignored, as its parent wished")
    waiting = Waiting()
    with SmallSite(4, odd=waiting) as site:
        wanted = ["--site", site.url, "--data", str(tmp_path / "data")]
        if command == "extract":
            wanted = [f"{site.url}/actualite/lavoir-1/"]
        child = subprocess.Popen(
            [*(NOHUP if ignored else ()), sys.executable, "-m", "aimf_scraper", command, *wanted],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environ(),
            start_new_session=True,
        )
        assert waiting.reached.wait(60)
        child.send_signal(how)
        try:
            _, said = child.communicate(timeout=20)
        finally:
            waiting.go_on.set()
            child.kill()
    assert child.returncode == 130, said
    assert "Traceback" not in said
    assert "interrupted" in said


def test_a_signal_while_the_program_starts(tmp_path: Path) -> None:
    """At several moments of its first second: 130, or Python was not yet there to tell."""
    for wait_sec in (0.15, 0.3, 0.6, 1.0):
        child = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "aimf_scraper",
                "refresh",
                "--demo",
                "--data",
                str(tmp_path / f"data{wait_sec}"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=environ(),
        )
        time.sleep(wait_sec)
        child.send_signal(signal.SIGTERM)
        _, said = child.communicate(timeout=30)
        assert child.returncode in {130, -signal.SIGTERM}, said
        assert "Traceback" not in said


def run_with(
    tmp_path: Path, site: SmallSite, more: dict[str, str], slow: float = 0.0
) -> subprocess.CompletedProcess[str]:
    if slow:
        site.odd = lambda _: time.sleep(slow)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "aimf_scraper",
            "crawl",
            "--site",
            site.url,
            "--data",
            str(tmp_path / "data"),
        ],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        cwd=ROOT,
        env=environ(**more),
    )
