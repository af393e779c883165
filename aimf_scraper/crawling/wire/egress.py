"""Where a run may send a request: to its site, and to nobody else.

Redirects, sitemaps, feeds and listings name any host and port there is, this
machine's own services included, and what they answer would land in an archive
that is given away. So every request passes here, whoever made it: the crawl's
own, robots.txt, each step of a redirect, assets, and `extract`. A name is
looked at once more when it is resolved: one that leads into a private network
is refused there, where nothing was sent yet.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.error import DNSLookupError

from aimf_scraper.addresses import Site
from aimf_scraper.crawling.wire.fetch import ForbiddenError

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.defer import Deferred

#: The site that a request belongs to, where it is not the crawl's own (`extract`).
SITE_META: Final = "aimf_site"
#: Marks a request for what pages are made of: those may go to the listed hosts as well.
ASSET_META: Final = "aimf_asset"
#: Reasons that ``rejects`` keeps.
OTHER_HOST: Final = "other-host"
PRIVATE: Final = "private-address"
#: Ends of names that no public name server knows (RFC 6761, 6762, 8375, 9476).
_LOCAL_ENDS: Final = (
    *(".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test", ".intranet"),
)


def is_private(address: str) -> bool:
    """Return whether *address*, an IP address in figures, is of no public host.

    >>> [is_private(one) for one in ("127.0.0.1", "10.1.2.3", "::ffff:10.0.0.1", "93.184.216.34")]
    [True, True, True, False]
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    return not ip.is_global or ip.is_multicast


def is_local_name(host: str) -> bool:
    """Return whether *host* says itself that it lies in a private network.

    >>> [is_local_name(one) for one in ("localhost", "intranet", "192.168.0.7", "www.aimf.asso.fr")]
    [True, True, True, False]
    """
    host = host.lower().rstrip(".")
    if is_private(host):
        return True
    if _is_number(host):
        return False
    return "." not in host or host.endswith(_LOCAL_ENDS)


class Guard:
    """Tells which addresses a run may ask. ``asset_hosts``: ``host`` or ``host:port``."""

    def __init__(self, site: Site, asset_hosts: tuple[str, ...] = ()) -> None:
        self._site = site
        self._asset_hosts = frozenset(one.lower() for one in asset_hosts)
        self.may_be_private = is_local_name(urlsplit(site.base_url).hostname or "")

    def refusal(self, url: str, *, asset: bool = False) -> str | None:
        """Return why *url* may not be asked, ``None`` where it may."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return "bad-address"
        if parts.scheme not in {"http", "https"}:
            return "bad-scheme"
        if is_local_name(host) and not self.may_be_private:
            return PRIVATE
        if self._site.holds(url):
            return None
        listed = {host, f"{host}:{port}"} & self._asset_hosts
        return None if asset and listed else OTHER_HOST


class EgressMiddleware:
    """Lets a request pass, or raises ForbiddenError before anything leaves this machine."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._hosts = tuple(settings.getlist("AIMF_ASSET_HOSTS"))
        self._guard = Guard(Site(settings["AIMF_SITE"]), self._hosts)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        site = request.meta.get(SITE_META)
        guard = Guard(site, self._hosts) if site is not None else self._guard
        reason = guard.refusal(request.url, asset=bool(request.meta.get(ASSET_META)))
        if reason is not None:
            raise ForbiddenError(reason, f"{request.url[:300]} is not of the site: not asked")


class GuardedResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does; a public name that leads into a private network fails.

    A proxy of the user's may lie anywhere: its name comes from the environment,
    never from a page.
    """

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        found: Deferred[str] = super().getHostByName(name, timeout)
        if not is_local_name(name) and name.lower() not in _proxy_hosts():
            found.addCallback(_public, name)
        return found

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        return super().from_crawler(crawler, reactor)


def _public(address: str, name: str) -> str:
    if is_private(address):
        raise DNSLookupError(f"{PRIVATE}: {name} leads to {address}")
    return address


def _proxy_hosts() -> set[str]:
    return {(urlsplit(one).hostname or "").lower() for one in getproxies().values()}


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
