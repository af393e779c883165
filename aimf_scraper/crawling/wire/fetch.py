"""One request, one answer: what discovery needs of Scrapy, without callbacks.

Robots.txt, politeness, retries and the archive are Scrapy's downloader
middlewares, so they hold here as everywhere. An error is an answer too: its
reason goes into the run's account, never up as an exception.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost

from aimf_scraper.crawling.wire.bodies import BrokenBodyError
from aimf_scraper.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler
    from scrapy.http import Response


class ForbiddenError(IgnoreRequest):
    """A request that is not made: robots.txt, the guard or a budget keeps us from it.

    ``reason``: ``robots``, why robots.txt could not be had itself, ``other-host``,
    ``budget-requests`` and so on.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


#: What a download may fail with; anything else is a bug and goes up.
DOWNLOAD_ERRORS: Final = (
    BrokenBodyError,
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
    OSError,
)
#: Those that may be gone a moment later, but for a certificate that cannot be trusted.
_TRANSIENT_ERRORS: Final = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
    OSError,
)
_BAD_CERTIFICATE: Final = "certificate verify failed"  # OpenSSL's words, in Twisted's error
_REASONS: Final = (
    (CannotResolveHostError, "unknown-host"),
    (DownloadConnectionRefusedError, "connection-refused"),
    (DownloadTimeoutError, "timeout"),
    (DownloadCancelledError, "too-large"),
    (ResponseDataLossError, "truncated"),
    (UnsupportedURLSchemeError, "bad-scheme"),
)
#: Reasons that say that the address is no page at all, rather than one that failed.
NOT_THE_PAGE: Final = frozenset(
    {"not-html", "template", "redirect-loop", "bad-scheme", "bad-address"}
)
#: Reasons that say that the address is not ours to ask for.
NOT_OURS: Final = frozenset({"robots", "other-host", "private-address", "bad-scheme"})
#: robots.txt answered with an error of the server, whose status follows.
ROBOTS_FAILED: Final = "robots-http-"
#: How often an answer that makes no sense is asked for before it counts as a gap.
TRIES: Final = 3
#: Reasons that say that the site as a whole is out of reach.
UNREACHABLE: Final = frozenset(
    {"unknown-host", "connection-refused", "timeout", "connection-lost", "bad-certificate"}
)


def is_transient(error: BaseException) -> bool:
    """Tell whether what made a download fail may be gone a moment later."""
    return isinstance(error, _TRANSIENT_ERRORS) and _BAD_CERTIFICATE not in str(error)


def reason_of(error: BaseException) -> str:
    """Return the short stable word for a download's *error*, as ``rejects`` keeps it."""
    if isinstance(error, ForbiddenError | BrokenBodyError):
        return error.reason
    if isinstance(error, IgnoreRequest):
        # Two parts of Scrapy ignore a request of ours: redirects without end, and
        # bodies that unpack to too much (from the decompressor's own error).
        return "too-large" if error.__cause__ is not None else "redirect-loop"
    if _BAD_CERTIFICATE in str(error):
        return "bad-certificate"
    for kind, reason in _REASONS:
        if isinstance(error, kind):
            return reason
    return "connection-lost"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. ``reason`` is set, and ``response`` missing, where nothing did."""

    url: str
    response: Response | None
    reason: str | None = None
    detail: str = ""

    @property
    def status(self) -> int | None:
        return self.response.status if self.response is not None else None

    @property
    def final_url(self) -> str:
        """The address that answered in the end, redirects followed."""
        return self.response.url if self.response is not None else self.url

    @property
    def ok(self) -> bool:
        return self.status == 200

    @property
    def is_refusal(self) -> bool:
        """Whether the site means it: forbidden, or not there. All else may be gone a moment later."""
        status = self.status or 0
        return self.reason in NOT_OURS or (400 <= status < 500 and status not in {408, 425, 429})

    @property
    def body(self) -> bytes:
        return self.response.body if self.response is not None else b""

    @property
    def content_type(self) -> str | None:
        return self.header("Content-Type")

    @property
    def said(self) -> str:
        """What to tell a reader of a failure, e.g. ``HTTP 503`` or ``timeout``."""
        return self.reason or f"HTTP {self.status}"

    def header(self, name: str) -> str | None:
        """Return the value of header *name*, ``None`` where the server sent none."""
        value = self.response.headers.get(name) if self.response is not None else None
        return value.decode("latin-1") if value is not None else None

    def number(self, name: str) -> int | None:
        """Return header *name* as a count, ``None`` where it is none."""
        value = (self.header(name) or "").strip()
        return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """An answer and what it says. ``problem`` is set, and ``said`` missing, where it is unusable."""

    answer: Answer
    said: T | None = None
    problem: str | None = None


class Fetcher:
    """Asks for one address at a time, through all of Scrapy's downloader middlewares."""

    #: How long to wait before an answer that could not be used is asked for again; then doubled.
    pause_sec: float = 0.0

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self.pause_sec = crawler.settings.getfloat("AIMF_BACKOFF_SEC")
        self._kept: dict[str, Answer] = {}
        #: What came back so far, by ``Answer.said``.
        self.tally: Counter[str] = Counter()

    def keep(self, answer: Answer) -> None:
        """Hand *answer* out once more to whoever asks for its address next."""
        self._kept[answer.url] = answer

    async def get(
        self, url: str, *, accept: str | None = None, meta: dict[str, Any] | None = None
    ) -> Answer:
        """Ask for *url*, redirects followed; never raises for what a site can do."""
        if url in self._kept:
            return self._kept.pop(url)
        answer = await self._ask(url, accept, meta)
        if not (meta or {}).get("dont_obey_robotstxt"):
            self.tally[answer.said] += 1
        return answer

    async def read(
        self, url: str, reader: Callable[[Answer], T], *, accept: str | None = None
    ) -> Read[T]:
        """Ask for *url* and read it; what *reader* raises PageError for is asked for again."""
        problem = ""
        for attempt in range(TRIES):
            if attempt:
                await self.pause(attempt)
            answer = await self.get(url, accept=accept)
            if not answer.ok:
                return Read(answer, problem=answer.said)
            try:
                return Read(answer, reader(answer))
            except PageError as error:
                problem = error.reason
            except Exception as error:  # noqa: BLE001 - a fault of ours costs this answer alone
                return Read(
                    answer, problem=f"internal-error: {type(error).__name__}: {error}"[:300]
                )
        return Read(answer, problem=problem)

    async def pause(self, attempt: int) -> None:
        """Wait before the *attempt*-th repetition (from 1)."""
        await asyncio.sleep(self.pause_sec * 2.0 ** (attempt - 1))

    async def _ask(self, url: str, accept: str | None, meta: dict[str, Any] | None) -> Answer:
        headers = {"Accept": accept} if accept else None
        engine = self._crawler.engine
        if engine is None:
            raise RuntimeError("the crawl is not running")
        try:
            request = Request(url, headers=headers, meta=meta, dont_filter=True)
            response = await engine.download_async(request)
        except DOWNLOAD_ERRORS as error:
            return Answer(url, None, reason_of(error), str(error)[:500])
        except ValueError as error:  # an address that Request itself refuses
            return Answer(url, None, "bad-address", str(error)[:500])
        except Exception as error:  # noqa: BLE001 - what a library makes of odd bytes costs one answer
            return Answer(url, None, "internal-error", f"{type(error).__name__}: {error}"[:500])
        return Answer(url, response)
