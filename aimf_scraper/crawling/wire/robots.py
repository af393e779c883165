"""robots.txt obeyed to the letter: what it forbids, and how fast it lets us ask.

Takes the place of Scrapy's middleware, which knows no crawl delay and takes a
robots.txt that cannot be had for leave to go everywhere. RFC 9309 (2.3.1.3 and
2.3.1.4) reads 4xx as "no rules" and a server that fails as "keep out". One that
leads to another host, or in circles, cannot be had either, and no server fails:
no rules, and whoever reads the report is told (2.3.1.2 leaves it to the crawler).
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request, signals
from scrapy.exceptions import NotConfigured, StopDownload

from aimf_scraper.crawling.wire.bodies import STOPPED
from aimf_scraper.crawling.wire.egress import ASSET_META, OTHER_HOST, PRIVATE, SITE_META
from aimf_scraper.crawling.wire.fetch import (
    DOWNLOAD_ERRORS,
    ROBOTS_FAILED,
    ForbiddenError,
    reason_of,
)

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

#: So much of a robots.txt is read (RFC 9309, 2.5, asks for no less), though it went on without end.
MOST_BYTES: Final = 500 * 1024
#: A line of a robots.txt that says something, and one that we can read (RFC 9309, 2.2).
_SAYS: Final = re.compile(r"^[^\S\n]{0,20}[^#\s]", re.MULTILINE)
_RULE: Final = re.compile(
    r"^[^\S\n]{0,20}[a-z][a-z-]{2,30}[^\S\n]{0,20}:", re.MULTILINE | re.IGNORECASE
)
#: In a request's meta: how many bytes of its robots.txt have come in.
_COME_IN: Final = "aimf_robots_bytes"
#: A site that wants more time between two requests than the user grants is not crawled.
CRAWL_DELAY: Final = "crawl-delay"
#: What a person who waits for the next line should know.
_LONG_SEC: Final = 1.0
#: Reasons for which a redirect of robots.txt is not followed.
_LED_AWAY: Final = frozenset({OTHER_HOST, PRIVATE, "bad-scheme", "bad-address", "redirect-loop"})
#: The stat under which stands what the run's account is to tell: (address, what).
TOLD: Final = "aimf/robots"
_HANDED_ON: Final[tuple[str, ...]] = (ASSET_META, SITE_META)


@dataclass(frozen=True, slots=True)
class _Robots:
    """A host's robots.txt. ``closed``: why nothing may be asked for; ``None``: ``rules`` tell."""

    rules: Protego
    response: Response | None = None
    closed: str | None = None
    detail: str = ""


class RobotsMiddleware:
    """Asks each host for its robots.txt once, before anything else, and obeys it.

    Whoever asks for a robots.txt afterwards is given that answer. Requests with
    ``meta["dont_obey_robotstxt"]`` pass; ``ROBOTSTXT_OBEY`` switches all off.
    """

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured
        self.crawler = crawler
        self._agent: str = settings["ROBOTSTXT_USER_AGENT"]
        self._delay_sec = settings.getfloat("DOWNLOAD_DELAY")
        self._longest_sec = settings.getfloat("AIMF_LONGEST_DELAY_SEC")
        self._robots: dict[str, asyncio.Task[_Robots]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        middleware = cls(crawler)
        crawler.signals.connect(middleware.stop_one_without_end, signal=signals.bytes_received)
        return middleware

    def stop_one_without_end(self, data: bytes, request: Request) -> None:
        """Read no more of a robots.txt than its rules may take up."""
        if _COME_IN in request.meta:
            request.meta[_COME_IN] += len(data)
            if request.meta[_COME_IN] > MOST_BYTES:
                raise StopDownload(fail=False)

    async def process_request(self, request: Request) -> Response | None:
        """Let *request* pass, or raise ForbiddenError."""
        parts = urlsplit(request.url)
        if parts.scheme not in {"http", "https"}:
            return None
        host = f"{parts.scheme}://{parts.netloc}"
        if request.meta.get("dont_obey_robotstxt"):
            return self._kept(host) if request.url == f"{host}/robots.txt" else None
        if host not in self._robots:
            # Whose request it is decides which hosts may be asked (``egress``).
            meta = {key: request.meta[key] for key in _HANDED_ON if key in request.meta}
            self._robots[host] = asyncio.ensure_future(self._ask(host, meta))
        robots = await self._robots[host]
        if robots.closed:
            raise ForbiddenError(
                robots.closed, f"{host}/robots.txt: {robots.detail or robots.closed}"
            )
        if not robots.rules.can_fetch(request.url, self._agent):
            raise ForbiddenError("robots", "forbidden by robots.txt")
        return None

    def _kept(self, host: str) -> Response | None:
        """Return the answer that is obeyed, marked so that it is not archived twice."""
        task = self._robots.get(host)
        response = task.result().response if task is not None and task.done() else None
        return response and response.replace(flags=[*response.flags, "cached"])

    async def _ask(self, host: str, meta: dict[str, Any]) -> _Robots:
        engine = self.crawler.engine
        if engine is None:
            raise RuntimeError("the crawl is not running")
        nothing = Protego.parse("")
        request = Request(
            f"{host}/robots.txt", meta={**meta, "dont_obey_robotstxt": True, _COME_IN: 0}
        )
        try:
            response = await engine.download_async(request)
        except DOWNLOAD_ERRORS as error:
            if (reason := reason_of(error)) not in _LED_AWAY:
                return _Robots(nothing, closed=reason)
            self._tell(request.url, f"is not to be had ({reason}), so that nothing is forbidden")
            return _Robots(nothing)
        if response.status == 429 or response.status >= 500:
            return _Robots(nothing, response, closed=f"{ROBOTS_FAILED}{response.status}")
        if response.status != 200:
            return _Robots(nothing, response)
        text = response.body[:MOST_BYTES].decode("utf-8-sig", "replace")
        if STOPPED in response.flags or len(response.body) > MOST_BYTES:
            text = text.rpartition("\n")[0]  # the last line may be half a rule
            self._tell(request.url, f"is read up to its first {MOST_BYTES // 1024} KiB")
        if _SAYS.search(text) and not _RULE.search(text):
            self._tell(request.url, "holds no rule that can be read, so that nothing is forbidden")
        rules = Protego.parse(text)
        asked = _delay_sec(rules, self._agent)
        if asked > max(self._longest_sec, self._delay_sec):
            said = (
                f"asks for {asked:g} s between two requests, and "
                f"politeness.longest_delay_sec = {self._longest_sec:g} allows less: "
                "ask the site's keeper for leave to go faster, or raise that setting"
            )
            return _Robots(nothing, response, closed=CRAWL_DELAY, detail=said)
        self._slow_down(request, asked)
        return _Robots(rules, response)

    def _tell(self, url: str, what: str) -> None:
        """Say what a person should know, now and at the end of the run."""
        logger.warning("%s %s", url, what)
        stats = self.crawler.stats
        if stats is not None:
            stats.set_value(TOLD, [*stats.get_value(TOLD, []), (url, what)])

    def _slow_down(self, request: Request, asked: float) -> None:
        """Leave *asked* seconds between two requests to the host."""
        engine = self.crawler.engine
        if asked <= self._delay_sec or engine is None:
            return
        if asked >= _LONG_SEC:
            self._tell(request.url, f"asks for {asked:g} s between two requests, which it gets")
        downloader = engine.downloader
        key = downloader.get_slot_key(request)
        # Slots come and go: this one, and whichever takes its place.
        downloader.per_slot_settings[key] = {"delay": asked}
        if key in downloader.slots:
            downloader.slots[key].delay = asked


def _delay_sec(rules: Protego, agent: str) -> float:
    """Return the seconds that *rules* want between two requests of *agent*."""
    asked = rules.crawl_delay(agent) or 0.0
    rate = rules.request_rate(agent)
    if rate is not None:
        asked = max(asked, rate.seconds / rate.requests)
    return asked
