"""How fast a crawl asks, and whom it leaves alone."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.demo.answers import Answer, Request
from aimf_scraper.demo.server import DemoSite

from .conftest import drive

if TYPE_CHECKING:
    from pathlib import Path

ROBOTS = "User-agent: *\nDisallow: /prive/\n{more}\n\nSitemap: {{base}}/wp-sitemap.xml\n"


class Clock:
    """Notes when each request came, and how many were answered at the same time."""

    def __init__(self, takes_sec: float = 0.0) -> None:
        self.at: list[float] = []
        self.most = 0
        self._now = 0
        self._takes_sec = takes_sec
        self._lock = Lock()

    def __call__(self, request: Request) -> Answer | None:
        with self._lock:
            self.at.append(time.monotonic())
            self._now += 1
            self.most = max(self.most, self._now)
        time.sleep(self._takes_sec)
        answer = self.answer(request)
        with self._lock:
            self._now -= 1
        return answer

    def answer(self, request: Request) -> Answer | None:
        return None

    @property
    def gaps(self) -> list[float]:
        return [after - before for before, after in zip(self.at, self.at[1:], strict=False)]


def test_never_more_requests_at_a_time_than_set(tmp_path: Path) -> None:
    """Discovery and listings go through the same slot as pages."""
    clock = Clock(takes_sec=0.01)
    with DemoSite(intercept=clock) as site:
        settings = {"CONCURRENT_REQUESTS_PER_DOMAIN": 2}
        ran = drive(tmp_path / "data", site, kinds=["event"], settings=settings)
    assert ran.code == 0, ran.err
    assert clock.most == 2


@pytest.mark.parametrize("said", ["Crawl-delay: 0.1", "Request-rate: 10/1"])
def test_the_crawl_delay_of_robots_txt_is_kept(said: str, tmp_path: Path) -> None:
    clock = Clock()
    options = {"rest": False, "feed": False, "listings": False}
    with DemoSite(intercept=clock, robots=ROBOTS.format(more=said), **options) as site:
        ran = drive(tmp_path / "data", site, kinds=["publication"], limit=3)
    assert ran.code == 3, ran.err
    assert len(clock.at) > 10
    # Measured where requests arrive: a little may be lost on the way.
    assert min(clock.gaps[1:]) > 0.08


def test_a_crawl_delay_of_a_day_is_no_crawl_without_end(tmp_path: Path) -> None:
    with DemoSite(robots=ROBOTS.format(more="Crawl-delay: 86400")) as site:
        ran = drive(tmp_path / "data", site)
    assert ran.code == 4
    assert "asks for 86400 s between two requests" in ran.err
    assert "politeness.longest_delay_sec" in ran.err
    assert set(ran.paths) == {"/robots.txt"}


class Busy(Clock):
    """Says 429 once, amid everything."""

    def answer(self, request: Request) -> Answer | None:
        if len(self.at) == 30:
            self.quiet_from = time.monotonic()
            return Answer(429, b"", headers=(("Retry-After", "2"),))
        return None


def test_retry_after_holds_the_whole_host_back(tmp_path: Path) -> None:
    busy = Busy()
    with DemoSite(intercept=busy, listings=False) as site:
        ran = drive(tmp_path / "data", site)
    assert ran.code == 0, ran.err
    later = [at for at in busy.at if at > busy.quiet_from]
    # What was on its way already, at most one request a connection, may still arrive.
    on_their_way = [at for at in later if at < busy.quiet_from + 0.5]
    assert len(on_their_way) < 8
    assert min(at for at in later if at not in on_their_way) > busy.quiet_from + 1.9
    assert len(later) > 50


def test_a_robots_txt_that_fails_keeps_us_out(tmp_path: Path) -> None:
    """RFC 9309, 2.3.1.4: a server that cannot say what is forbidden is left alone."""

    def intercept(request: Request) -> Answer | None:
        return Answer(503, b"busy") if request.path == "/robots.txt" else None

    with DemoSite(intercept=intercept) as site:
        ran = drive(tmp_path / "data", site)
    assert ran.code == 4
    assert "robots-http-503" in ran.err
    assert set(ran.paths) == {"/robots.txt"}


def test_a_site_without_robots_txt_may_be_crawled(tmp_path: Path) -> None:
    with DemoSite(robots="none") as site:
        ran = drive(tmp_path / "data", site, kinds=["event"])
    assert ran.code == 0, ran.err
    assert "/robots.txt" in ran.paths
