"""Where the REST API of a site stands, and how its addresses are made.

With pretty permalinks under ``/wp-json/``, else as ``/?rest_route=/``.
"""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from aimf_scraper.crawling.discovery.asking import ask
from aimf_scraper.pages.api.rest import read_types

if TYPE_CHECKING:
    from aimf_scraper.addresses import Site
    from aimf_scraper.crawling.wire.fetch import Answer, Fetcher, Read
    from aimf_scraper.pages.api.rest import Types

_ROOT: Final = "/wp-json/wp/v2"
_ROUTE: Final = "/wp/v2"
_JSON: Final = "application/json"


class RestApi:
    """The API of one site, found by asking for its content types."""

    def __init__(self, site: Site, fetcher: Fetcher) -> None:
        self._site = site
        self._fetcher = fetcher
        #: Whether it stands at ``/?rest_route=``.
        self._by_query = False
        #: Whether something that is an API answered, if only with a refusal.
        self.is_there = False

    def url(self, path: str, **query: str | int) -> str:
        """Return the address of *path* below ``wp/v2/``."""
        if self._by_query:
            said = urlencode({"rest_route": f"{_ROUTE}/{path}", **query}, safe="/")
            return f"{self._site.base_url}/?{said}"
        suffix = f"?{urlencode(query)}" if query else ""
        return f"{self._site.base_url}{_ROOT}/{path}{suffix}"

    async def types(self) -> Read[Types]:
        """Ask for the content types where the API may stand; the first place's word counts if none does."""
        first = await self._types()
        if first.said is not None or self.is_there:
            return first
        if not (first.answer.is_refusal or first.answer.ok):
            return first  # it fails: what is not there says so
        self._by_query = True
        second = await self._types(tries=1)
        if second.said is not None or self.is_there:
            return second
        self._by_query = False
        return first

    async def _types(self, tries: int = 3) -> Read[Types]:
        read = await ask(
            self._fetcher,
            self.url("types"),
            lambda answer: read_types(answer.body),
            accept=_JSON,
            tries=tries,
        )
        self.is_there = read.said is not None or _is_refusal_of_api(read.answer)
        return read


def server_clock(answer: Answer, ours: str) -> str:
    """Return the time that the server says it is, as the API writes it (UTC, no zone); else *ours*."""
    try:
        said = parsedate_to_datetime(answer.header("Date") or "")
        return said.astimezone(UTC).isoformat(timespec="seconds")[:19]
    except (ValueError, TypeError, IndexError, OverflowError):
        return ours[:19]


def _is_refusal_of_api(answer: Answer) -> bool:
    """Return whether WordPress' own API refused, rather than a page of the theme's."""
    start = answer.body[:300].lstrip(b"\xef\xbb\xbf \t\r\n")
    return answer.is_refusal and (
        b'"rest_' in start or ((answer.status or 0) in {401, 403} and start.startswith(b"{"))
    )
