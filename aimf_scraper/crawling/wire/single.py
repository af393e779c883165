"""Single pages, asked for as a crawl asks: what `extract URL` reads.

The same guard, robots.txt, retries and checks of the body; no database, and
nothing archived.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from scrapy import Spider
from scrapy.settings import Settings

from aimf_scraper.addresses import Site
from aimf_scraper.crawling.process import Process
from aimf_scraper.crawling.wire.egress import SITE_META
from aimf_scraper.crawling.wire.fetch import UNREACHABLE, Fetcher
from aimf_scraper.errors import AimfError, PageError, SiteUnreachableError, UsageError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from scrapy import Request

    from aimf_scraper.crawling.wire.fetch import Answer

_RETRIES: Final = 2
#: Of sites on this machine.
_AT_ONCE: Final = 3
_LEAST_DELAY_SEC: Final = 0.001
#: Somebody waits for the answer.
_TIMEOUT_SEC: Final = 30


@dataclass(frozen=True, slots=True)
class Fetched:
    """One page as served; ``url`` is where it stands in the end."""

    url: str
    body: bytes
    content_type: str | None


class _Pages(Spider):
    """Asks for a few addresses and keeps what came back."""

    name = "pages"
    addresses: Sequence[str] = ()
    into: dict[str, Answer]

    async def start(self) -> AsyncIterator[Request]:
        fetcher = Fetcher(self.crawler)
        for url in self.addresses:
            self.into[url] = await fetcher.get(url, meta={SITE_META: Site(url)})
        return
        yield  # what makes this a generator, as Scrapy wants it


def fetch(
    addresses: Sequence[str], *, settings: dict[str, Any] | None = None
) -> dict[str, Fetched | AimfError]:
    """Ask for every one of *addresses*, each once; return the page of each, or why there is none.

    Once a process. *settings*: Scrapy's, over the project's.
    """
    told: dict[str, Fetched | AimfError] = {}
    good: list[str] = []
    for url in dict.fromkeys(addresses):
        try:
            Site(url)
        except UsageError as error:  # what is no web address
            told[url] = error
            continue
        if urlsplit(url).username is None:
            good.append(url)
        else:
            told[url] = UsageError("an address with a name and a password is not asked for")
    if not good:
        return told
    answers: dict[str, Answer] = {}
    process = Process(_settings(good, settings or {}), _Pages)
    process.run(addresses=good, into=answers)
    if process.interrupted:
        raise KeyboardInterrupt
    for url in good:
        told[url] = _read(url, answers[url]) if url in answers else SiteUnreachableError(url)
    return told


def _settings(addresses: Sequence[str], more: dict[str, Any]) -> Settings:
    settings = Settings()
    settings.setmodule("aimf_scraper.settings", priority="project")
    sites = [Site(url) for url in addresses]
    own = {urlsplit(site.base_url).hostname or "" for site in sites if site.is_loopback}
    said: dict[str, Any] = {
        "AIMF_ARCHIVE": False,
        "AIMF_QUIET": True,
        "AIMF_SITE": sites[0].base_url,
        "ITEM_PIPELINES": {},
        "RETRY_TIMES": _RETRIES,
        "DOWNLOAD_TIMEOUT": _TIMEOUT_SEC,
        "DOWNLOAD_SLOTS": {
            host: {"delay": _LEAST_DELAY_SEC, "concurrency": _AT_ONCE} for host in own
        },
    }
    if all(site.is_loopback for site in sites):
        said["AIMF_BACKOFF_SEC"] = 0.1
    settings.setdict(said | more, priority="cmdline")
    return settings


def _read(url: str, answer: Answer) -> Fetched | AimfError:
    if answer.ok:
        return Fetched(answer.final_url, answer.body, answer.content_type)
    if answer.reason == "robots":
        robots = f"{Site(url).base_url}/robots.txt"
        return PageError("robots", f"{robots} forbids {url}")
    if answer.reason in UNREACHABLE:
        return SiteUnreachableError(f"{url} could not be reached ({answer.reason})")
    if answer.reason is not None:
        return PageError(answer.reason, f"{url}: {answer.detail or 'nothing came back'}")
    return PageError(f"http-{answer.status}", f"{url} answers {answer.status}")
