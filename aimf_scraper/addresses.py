"""Addresses: which page an address means, what kind it claims, what to leave alone.

One page answers on many addresses (with and without ``www`` and the final
slash, as ``?p=N``, with ``utm_*``, ``?preview=true``, fragments). ``Site``
gives each its canonical URL, so that a page is one record. Everything here
comes from links on web pages, so nothing raises on a malformed address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit

from w3lib.url import safe_url_string

from aimf_scraper.address_classes import canonical_path, classify, is_variant, is_view
from aimf_scraper.address_queries import (
    PAGE,
    encoded,
    is_front,
    is_script,
    named_query,
    part,
    told_apart,
)
from aimf_scraper.address_spelling import named_path, plain_path, readable, repeats_itself
from aimf_scraper.address_words import (
    KIND_OF_SEGMENT,
    LISTING_QUERY,
    SHORT_LINK,
)
from aimf_scraper.errors import UsageError
from aimf_scraper.sites import site_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.address_classes import AddressClass
    from aimf_scraper.records import Kind

LIVE_SITE: Final = "https://www.aimf.asso.fr"

#: Longest address that is followed; longer ones are traps, not pages.
MAX_URL_CHARS: Final = 2_000

#: Addresses whose meaning is kept at hand, a few megabytes at most.
_KEPT: Final = 8_192
#: Absolute, and nothing in it to resolve or to quote.
_PLAIN_URL: Final = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,9}(?::[0-9]{1,5})?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+/?"
)


@dataclass(frozen=True, slots=True)
class Address:
    """A canonical address of the site and what it claims to be.

    ``is_a``: ``content`` (one item), ``listing``, ``short`` (``/?p=N``: any
    page, told by its redirect), ``plain`` (``/?type=slug`` of a type whose name
    says nothing: an item only where a way of discovery names it), ``unknown`` (a
    page the words of which say nothing), ``other`` (a file, an editor's door:
    never asked for as a page).

    ``named``: the address to ask for, spelled as it was named. ``part``: which
    part of an article that is split over several pages. ``repeats``: the path
    goes round in circles. ``base``: the address of which this one may be only
    another spelling or view; empty where there is none. ``spelled``: ``url`` with
    the slashes and escapes that it was named with, as far as they may tell pages apart.
    """

    url: str
    is_a: AddressClass
    kind: Kind | None
    named: str = ""
    part: int = 1
    repeats: bool = False
    base: str = ""
    spelled: str = ""


class Site:
    """One web site: the frame that tells its own addresses from the world's."""

    def __init__(self, base_url: str) -> None:
        """Take ``https://host[:port][/]``; raises UsageError for anything else."""
        parts = _split(base_url.strip())
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(f"not a web address: {base_url!r}; give one like {LIVE_SITE}")
        self.scheme = parts.scheme
        self.netloc = _netloc(parts)
        self.base_url = f"{self.scheme}://{self.netloc}"
        self._host = _bare_host(parts)
        # A menu names the same addresses on every page.
        self._read_before = lru_cache(maxsize=_KEPT)(self._read)

    @property
    def is_loopback(self) -> bool:
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    def holds(self, url: str) -> bool:
        """Tell whether *url* is on this site, whatever its scheme or ``www``."""
        return self._own_parts(url) is not None

    def address(
        self, url: str, base: str | None = None, *, as_item: bool = False
    ) -> Address | None:
        """Return what *url* (relative to *base*) means; ``None`` where it is not of this site.

        *as_item*: a way of discovery names it as an item. What is else a view of
        another page (``/x/amp/``, ``/actions/embed/``), or a parameter of anything, may be
        an item's own address then.

        >>> site = Site("https://www.aimf.asso.fr")
        >>> site.address("http://aimf.asso.fr/actions/x?utm_source=a#b").url
        'https://www.aimf.asso.fr/actions/x/'
        """
        return self._read_before(url, base, as_item) if len(url) <= MAX_URL_CHARS else None

    def _read(self, url: str, base: str | None, as_item: bool) -> Address | None:
        try:
            absolute = (
                url  # nearly every link of a page; making it safe takes longer than all the rest
                if _PLAIN_URL.fullmatch(url)
                else safe_url_string(urljoin(base or self.base_url, url.strip()))
            )
        except ValueError:
            return None
        parts = self._own_parts(absolute)
        if parts is None:
            return None
        path = canonical_path(parts.path)
        query = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
        segments = [one for one in path.split("/") if one]
        asked = named_path(parts.path)
        shorter, spelled = "", plain_path(parts.path, exact=True)
        if as_item and (is_variant(segments) or is_view(segments)):
            shorter = f"{self.base_url}/{'/'.join(segments[:-1])}/"
        elif is_variant(segments):
            segments.pop()
            path = f"/{'/'.join(segments)}/"
            asked = f"{asked.rstrip('/').rpartition('/')[0]}/"
            spelled = path
        first = unquote(segments[0]).lower() if segments else ""
        is_a, kind = classify(path, segments, first, as_item=as_item, site=site_at(self._host))
        sure, doubtful = told_apart(query, segments, is_content=is_a == "content")
        if not (as_item or is_a == "content" or is_script(segments)):
            doubtful = []  # a parameter of anything, as far as is known
        kept = [*sure, *doubtful]
        if sure and sure[0][0] in SHORT_LINK and is_front(segments):
            is_a, kind = "short", None
        elif kept and is_front(segments) and kept[0][0] not in {*LISTING_QUERY, PAGE}:
            kind = KIND_OF_SEGMENT.get(kept[0][0]) if sure else None
            is_a = "content" if kind else "unknown" if is_script(segments) else "plain"
        elif kept and is_a in {"unknown", "content"}:
            is_a = "listing" if any(k in {"jsf", "pagenum", "paged"} for k, _ in kept) else is_a
        if any(key in {"replytocom", "s", "rest_route"} for key, _ in query):
            is_a, kind = "other", None
        asks = f"?{encoded(kept)}" if kept else ""
        if doubtful:
            shorter = f"{self.base_url}{path}{f'?{encoded(sure)}' if sure else ''}"
        return Address(
            f"{self.base_url}{path}{asks}",
            is_a,
            kind,
            named=f"{self.base_url}{asked}{named_query(parts.query, kept)}",
            part=part(query) if kept and is_a in {"content", "plain", "short"} else 1,
            repeats=repeats_itself(segments),
            base=shorter,
            spelled=f"{self.base_url}{spelled}{asks}",
        )

    def twin(self, url: str, base: str) -> str:
        """Return scheme and host of *url* (relative to *base*), which is on this site; empty where they are its own.

        >>> Site("http://aimf.example").twin("//www.aimf.example/x", "https://aimf.example/")
        'https://www.aimf.example'
        """
        parts = _split(urljoin(base, url))
        own = "" if parts is None else f"{parts.scheme}://{_netloc(parts)}"
        return "" if own == self.base_url else own

    def at_twin(self, url: str, twin: str) -> str:
        """Return the address of this site's *url* at *twin*, as ``twin`` tells it."""
        return twin + url.removeprefix(self.base_url) if twin else url

    def _own_parts(self, url: str) -> SplitResult | None:
        """Return the parts of an absolute *url* on this site, ``None`` of any other."""
        parts = _split(url)
        if parts is None or parts.scheme not in {"http", "https"}:
            return None
        return parts if _bare_host(parts) == self._host else None

    def canonical(self, url: str, base: str | None = None) -> str | None:
        """Return the canonical URL of *url*, ``None`` where it is not of this site."""
        address = self.address(url, base)
        return address.url if address else None


def record_id(kind: Kind, url: str) -> str:
    """Return the id of the record at canonical *url*: kind, a colon, the slug.

    >>> record_id("action", "https://www.aimf.asso.fr/actions/ngaoundere/")
    'action:ngaoundere'
    >>> record_id("page", "https://www.aimf.asso.fr/default.asp?id=44")
    'page:default.asp?id=44'
    """
    return next(record_ids(kind, url))


def record_ids(kind: Kind, url: str) -> Iterator[str]:
    """Yield the ids that the record at canonical *url* may have, the one to be wished for first.

    The others are told apart by more and more of the path before the slug.

    >>> list(record_ids("event", "https://www.aimf.asso.fr/evenement/2024/forum/"))[:2]
    ['event:forum', 'event:2024/forum']
    """
    parts = _split(url)
    if parts is not None:
        segments = [readable(one) for one in parts.path.split("/") if one]
        for suffix in (".html", ".htm"):
            segments[-1:] = [one.removesuffix(suffix) for one in segments[-1:]]
        query = readable(parts.query)
        kept = parse_qsl(parts.query)
        if (
            is_front(segments)
            and len(kept) == 1
            and kept[0][0] not in {*SHORT_LINK, *LISTING_QUERY, PAGE}
        ):
            yield f"{kind}:{readable(parts.query.partition('=')[2])}"
        for start in range(max(len(segments) - 1, 0), -1, -1):
            slug = "/".join(segments[start:])
            slug = f"{slug}?{query}" if query else slug
            yield f"{kind}:{slug or parts.netloc}"
    yield f"{kind}:{url}"


def page_number(url: str) -> int:
    """Return which page of a listing *url* is, 1 where it does not say.

    >>> page_number("https://x.example/region/afrique/page/13/")
    13
    """
    parts = _split(url)
    if parts is None:
        return 1
    if found := re.search(r"/page/([0-9]{1,6})/?$", parts.path):
        return int(found[1])
    query = dict(parse_qsl(parts.query))
    number = query.get("pagenum") or query.get("paged") or query.get(PAGE) or ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError:
        return None
    return parts


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    default = {"http": 80, "https": 443}.get(parts.scheme)
    return host if parts.port in {None, default} else f"{host}:{parts.port}"


def _bare_host(parts: SplitResult) -> str:
    return _netloc(parts).removeprefix("www.")
