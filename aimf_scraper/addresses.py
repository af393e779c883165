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
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from w3lib.url import safe_url_string

from aimf_scraper.address_words import (
    KIND_OF_SEGMENT,
    LEFT_ALONE,
    LISTING_QUERY,
    LISTING_SEGMENTS,
    PAGE_SUFFIXES,
    SHORT_LINK,
)
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from aimf_scraper.records import Kind

LIVE_SITE: Final = "https://www.aimf.asso.fr"

#: Longest address that is followed; longer ones are traps, not pages.
MAX_URL_CHARS: Final = 2_000

#: Addresses whose meaning is kept at hand, a few megabytes at most.
_KEPT: Final = 8_192
_PAGE_NUMBER: Final = re.compile(r"/page/[0-9]{1,6}/?$")
#: Absolute, and nothing in it to resolve or to quote.
_PLAIN_URL: Final = re.compile(
    r"https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,9}(?::[0-9]{1,5})?(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*+)*+/?"
)
_SLASHES: Final = re.compile(r"/{2,}")

AddressClass = Literal["content", "listing", "short", "unknown", "other"]


@dataclass(frozen=True, slots=True)
class Address:
    """A canonical address of the site and what it claims to be.

    ``is_a``: ``content`` (one item), ``listing``, ``short`` (``/?p=N``: any
    page, told by its redirect), ``unknown`` (a page the words of which say
    nothing), ``other`` (a file, an editor's door: never asked for as a page).
    """

    url: str
    is_a: AddressClass
    kind: Kind | None


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

    def address(self, url: str, base: str | None = None) -> Address | None:
        """Return what *url* (relative to *base*) means; ``None`` where it is not of this site.

        >>> site = Site("https://www.aimf.asso.fr")
        >>> site.address("http://aimf.asso.fr/actions/x?utm_source=a#b").url
        'https://www.aimf.asso.fr/actions/x/'
        """
        return self._read_before(url, base) if len(url) <= MAX_URL_CHARS else None

    def _read(self, url: str, base: str | None) -> Address | None:
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
        path = _canonical_path(parts.path)
        query = parse_qsl(parts.query, keep_blank_values=False)
        segments = [one for one in path.split("/") if one]
        first = unquote(segments[0]).lower() if segments else ""
        is_a, kind = _classify(path, segments, first)
        kept = _kept_query(query, is_a, segments)
        if kept and kept[0][0] in SHORT_LINK:
            is_a, kind = "short", None
        elif kept and is_a in {"unknown", "content"}:
            is_a = "listing" if any(k in {"jsf", "pagenum", "paged"} for k, _ in kept) else is_a
        if any(key in {"replytocom", "s", "rest_route"} for key, _ in query):
            is_a, kind = "other", None
        suffix = f"?{urlencode(kept)}" if kept else ""
        return Address(f"{self.base_url}{path}{suffix}", is_a, kind)

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
    parts = _split(url)
    if parts is None:
        return f"{kind}:{url}"
    segments = [one for one in unquote(parts.path).split("/") if one]
    slug = segments[-1] if segments else ""
    for suffix in (".html", ".htm"):
        slug = slug.removesuffix(suffix)
    if parts.query:
        slug = f"{slug}?{unquote(parts.query)}"
    return f"{kind}:{slug or parts.netloc}"


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
    number = query.get("pagenum") or query.get("paged") or ""
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


def _canonical_path(path: str) -> str:
    path = _SLASHES.sub("/", path or "/")
    path = quote(unquote(path), safe="/:@!$&'()*+,;=~-._")
    last = path.rsplit("/", 1)[-1]
    if last and not _is_file_name(last):
        path += "/"
    return path


def _suffix(name: str) -> str:
    """Return what follows the last dot of *name*, with the dot, in lower case."""
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def _is_file_name(last: str) -> bool:
    """Tell whether *last* ends like a file's name: a slug may hold dots too ("cop-21.2")."""
    suffix = _suffix(last)
    return 2 <= len(suffix) <= 6 and suffix[1:].isalnum() and not suffix[1:].isdigit()


def _classify(path: str, segments: list[str], first: str) -> tuple[AddressClass, Kind | None]:
    suffix = _suffix(segments[-1]) if segments else ""
    if suffix not in PAGE_SUFFIXES and not path.endswith("/"):
        return "other", None
    if first in LEFT_ALONE or (segments and segments[-1] in {"feed", "embed", "trackback"}):
        return "other", None
    if not segments:
        return "listing", None
    kind = KIND_OF_SEGMENT.get(first)
    if first in LISTING_SEGMENTS or _PAGE_NUMBER.search(path):
        return "listing", kind
    if kind is None:
        return "unknown", None
    return ("content", kind) if len(segments) > 1 else ("listing", kind)


def _kept_query(
    query: list[tuple[str, str]], is_a: AddressClass, segments: list[str]
) -> list[tuple[str, str]]:
    """Return the parameters that tell pages apart: a short link's number, a listing's filter."""
    wanted = dict(query)
    if not segments:
        for key in SHORT_LINK:
            if wanted.get(key, "").isdigit():
                return [(key, str(int(wanted[key][:18])))]
    if is_a == "content":
        return []
    return [(key, wanted[key]) for key in LISTING_QUERY if key in wanted]
