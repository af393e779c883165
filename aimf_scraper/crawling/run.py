"""One crawl from beginning to end, in this process: what `crawl` and `refresh` call."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from scrapy.settings import Settings

from aimf_scraper.addresses import Site
from aimf_scraper.crawling.account.settling import close
from aimf_scraper.crawling.process import Process
from aimf_scraper.crawling.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.crawling.account.settling import Outcome


#: Without any delay Scrapy (2.19) starts all that waits for a host at once, whatever
#: CONCURRENT_REQUESTS_PER_DOMAIN says: it counts a request only once its task runs.
_LEAST_DELAY_SEC: Final = 0.001


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """What a user can say of a crawl. ``settings`` overrides any Scrapy setting."""

    site: str
    data: Path
    kinds: tuple[str, ...]
    limit: int = 0
    full: bool = False
    archive: bool = True
    quiet: bool = False
    verbose: bool = False
    command: str = "crawl"
    settings: dict[str, Any] = field(default_factory=dict)


def scrapy_settings(options: CrawlOptions) -> Settings:
    """Return the project's settings with *options* laid over them.

    A site on this machine's loopback is ours: no second between requests.
    """
    settings = Settings()
    settings.setmodule("aimf_scraper.settings", priority="project")
    said: dict[str, Any] = {
        "AIMF_SITE": options.site,
        "AIMF_DATA": str(options.data),
        "AIMF_KINDS": list(options.kinds),
        "AIMF_LIMIT": options.limit,
        "AIMF_FULL": options.full,
        "AIMF_ARCHIVE": options.archive,
        "AIMF_QUIET": options.quiet,
        "AIMF_VERBOSE": options.verbose,
        "AIMF_COMMAND": options.command,
    }
    if Site(options.site).is_loopback:
        said |= {
            "DOWNLOAD_DELAY": _LEAST_DELAY_SEC,
            # A "come back in an hour" finds no more than these under way, and one that
            # Scrapy sends before we have read it.
            "CONCURRENT_REQUESTS_PER_DOMAIN": 3,
            "AIMF_BACKOFF_SEC": 0.1,
        }
    settings.setdict(said | options.settings, priority="cmdline")
    delay_sec = max(settings.getfloat("DOWNLOAD_DELAY"), _LEAST_DELAY_SEC)
    settings.set("DOWNLOAD_DELAY", delay_sec, priority="cmdline")
    return settings


def run_crawl(options: CrawlOptions) -> Outcome:
    """Crawl, and return what the run was worth; what was fetched is kept whatever happens.

    Only once a process: Twisted's reactor cannot be started again.

    Raises:
        AimfError: the run could not begin, or ended before its time.
    """
    process = Process(scrapy_settings(options), "site")
    session = Session.of(process.crawler)
    try:
        process.run()
    finally:
        outcome = close(session, "shutdown" if process.interrupted else "failed")
        if session.failure is not None:
            raise session.failure
    return outcome
