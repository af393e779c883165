"""Scrapy's settings: the stages by name, in order, and how politely we ask.

Scrapy finds its parts by dotted name, so this module imports none of the three
folders. A checkout has ``spiders`` beside ``aimf_scraper``, an installed wheel
has ``aimf_scraper.spiders``: ``_AT`` is what stands before.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from aimf_scraper import __version__
from aimf_scraper.errors import SetupError


def _mount() -> str:
    """Return what stands before "spiders", "pipelines" and "exports".

    "aimf_scraper." in an installed wheel, which carries the three folders
    inside the package; "" in a checkout, where they lie beside it.

    Raises:
        SetupError: a foreign package of one of the names would be imported.
    """
    core = Path(__file__).parent
    if (core / "spiders").is_dir():
        return "aimf_scraper."
    for name in ("spiders", "pipelines", "exports"):
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise SetupError(f"no package {name!r} on sys.path: run from the checkout")
        if Path(spec.origin).parent != core.parent / name:
            raise SetupError(f"{name!r} is {spec.origin}, not the checkout's")
    return ""


_AT = _mount()

BOT_NAME = "aimf-scraper"
SPIDER_MODULES = [f"{_AT}spiders"]
NEWSPIDER_MODULE = f"{_AT}spiders"

# The way of a page, step by step.
ITEM_PIPELINES = {
    f"{_AT}pipelines.clean.CleanPipeline": 100,
    f"{_AT}pipelines.language.LanguagePipeline": 200,
    f"{_AT}pipelines.facts.FactsPipeline": 300,
    f"{_AT}pipelines.correct.CorrectPipeline": 350,
    f"{_AT}pipelines.validate.ValidatePipeline": 400,
    f"{_AT}pipelines.store.StorePipeline": 900,
}

# Export formats by name; `export --formats` takes these.
AIMF_EXPORT_FORMATS = f"{_AT}exports.FORMATS"
# What each table and column means, for whoever shows them.
AIMF_DESCRIPTIONS = f"{_AT}exports.descriptions"

# Scrapy's own parts that this crawl has a use for. Those left out do what one of ours does, or
# nothing that is switched on here. They are left out of the base, since one that is set to
# `None` beside it is imported all the same: an HTTP server, a list of all domains.
SPIDER_MIDDLEWARES_BASE = {
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,
}
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": 900,
}
EXTENSIONS_BASE = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.logcount.LogCount": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.logstats.LogStats": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
# Ours.
DOWNLOADER_MIDDLEWARES = {
    # Before all else: no request leaves for another host.
    "aimf_scraper.crawling.wire.egress.EgressMiddleware": 50,
    # robots.txt with its crawl delay; a host whose robots.txt fails is left alone.
    "aimf_scraper.crawling.wire.robots.RobotsMiddleware": 100,
    # Retries by our rules: Retry-After is honoured, for the whole site; what is
    # not whole is asked for again.
    "aimf_scraper.crawling.wire.retry.PoliteRetryMiddleware": 920,
    "aimf_scraper.crawling.wire.bodies.BodyMiddleware": 940,
    # Counts what really leaves.
    "aimf_scraper.crawling.wire.budget.BudgetMiddleware": 930,
    # Next to the downloader, so that the archive holds what came over the wire.
    "aimf_scraper.crawling.wire.capture.CaptureMiddleware": 950,
}
# Keeps the heads byte for byte, for the archive.
DOWNLOAD_HANDLERS = {
    "http": "aimf_scraper.crawling.wire.as_served.AsServedHandler",
    "https": "aimf_scraper.crawling.wire.as_served.AsServedHandler",
}
EXTENSIONS = {"aimf_scraper.crawling.progress.Progress": 500}

# Polite by default.
AIMF_CONTACT = ""


def user_agent(contact: str) -> str:
    """Return how a crawl names itself, with where its keeper can be reached."""
    said = f"; contact: {contact}" if contact else ""
    return f"aimf-scraper/{__version__} (research dataset{said})"


USER_AGENT = user_agent(AIMF_CONTACT)
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "aimf-scraper"
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fr,en;q=0.3",
}

# Everything from outside is bounded.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 20 * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_VERIFY_CERTIFICATES = True
# The archive wants what came; BodyMiddleware keeps it from being taken for the page.
DOWNLOAD_FAIL_ON_DATALOSS = False
TWISTED_DNS_RESOLVER = "aimf_scraper.crawling.wire.egress.GuardedResolver"
REDIRECT_MAX_TIMES = 10
AIMF_KNOWN_GAPS_AFTER = 3
RETRY_TIMES = 4
RETRY_HTTP_CODES = [429, 500, 502, 503, 504, 520, 522, 524]
AIMF_BACKOFF_SEC = 1.0
AIMF_RETRY_AFTER_MAX_SEC = 120
# What a robots.txt may ask for between two requests; a site that wants more is not crawled.
AIMF_LONGEST_DELAY_SEC = 60
COOKIES_ENABLED = False
METAREFRESH_ENABLED = False

# One response at a time through the pipelines: with the default of 100, Scrapy
# makes 100 asyncio tasks a response (216 instead of 319 pages a second).
CONCURRENT_ITEMS = 1

# What is kept, and where. `None` leaves the archive off.
AIMF_SITE = "https://www.aimf.asso.fr"
AIMF_DATA = "data"
# What people said of facts; "" for corrections.csv in the data folder.
AIMF_CORRECTIONS = ""
AIMF_KINDS = ["action", "news", "event", "publication"]
AIMF_LIMIT = 0
AIMF_FULL = False
AIMF_EVERY_DAYS = 14
# Bounds of a run (crawling/wire/budget.py): "minutes", "requests", "pages_per_pattern", "hops".
AIMF_BUDGET = {"minutes": 480, "requests": 20_000, "pages_per_pattern": 50, "hops": 10}
# How many pages that some way vouches for are read all the same, to see whether it is right.
AIMF_AUDIT_PAGES = 5
AIMF_ARCHIVE = True
AIMF_ASSETS = False
AIMF_ASSET_HOSTS: list[str] = []
AIMF_ASSET_MAX_BYTES = 20 * 1024 * 1024
# The time (ISO 8601, UTC) to write everywhere instead of the clock's: two runs
# over the same site then give the same database to the byte.
AIMF_NOW = None

# It reads the source of each callback to find a mistake that mypy finds.
WARN_ON_GENERATOR_RETURN_VALUE = False
LOG_LEVEL = "WARNING"
LOG_FORMATTER = "aimf_scraper.crawling.faults.QuietFormatter"
STATS_DUMP = False
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
FEED_EXPORT_ENCODING = "utf-8"
