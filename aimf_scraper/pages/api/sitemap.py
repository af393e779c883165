"""Sitemaps: addresses and when they changed, or further sitemaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.feed import ROOTS as FEED_ROOTS
from aimf_scraper.pages.api.feed import read_feed
from aimf_scraper.pages.claims.published import iso_moment
from aimf_scraper.pages.source import mends
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.pages.source.xml import local, parse_xml, text_of, text_of_body

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: The sitemap protocol's own limit for one file.
MAX_ENTRIES: Final = 50_000
_ADDRESS: Final = re.compile(r"https?://[^\s<>]{1,2000}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """``lastmod`` is ISO 8601 as precise as written, ``None`` where there is none."""

    url: str
    lastmod: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """``children``: the sitemaps that an index names. ``mends``: what was amiss."""

    children: tuple[SitemapEntry, ...]
    entries: tuple[SitemapEntry, ...]
    mends: tuple[mends.Mend, ...] = ()


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read one sitemap, gzipped or not: XML, an index, a feed, or plain lines.

    Raises:
        PageError: ``not-xml``, ``unsafe-xml``, ``too-large``, ``bad-gzip``,
            ``not-sitemap`` for other XML.
    """
    plain = _plain(body, url)
    if plain is not None:
        return plain
    document = parse_xml(body)
    name = local(document.root)
    if name in FEED_ROOTS:
        feed = read_feed(body, url)
        if not feed.items:
            raise PageError("not-sitemap", "a feed without items")
        entries = tuple(SitemapEntry(one.url, one.published) for one in feed.items)
        return Sitemap((), entries, feed.mends)
    if name not in {"urlset", "sitemapindex"}:
        raise PageError("not-sitemap", f"the root element is <{name}>")
    listed = [el for el in document.root if local(el) in {"url", "sitemap"}]
    mended = list(document.mends)
    if len(listed) < document.elements:
        mended.append(mends.BROKEN)
    if len(listed) > MAX_ENTRIES:
        mended.append(mends.TOO_MANY)
    base = Base(url)
    told = tuple(dict.fromkeys(mended))
    children = tuple(_entries(listed, "sitemap", base))
    return Sitemap(children, tuple(_entries(listed, "url", base)), told)


def _plain(body: bytes, url: str) -> Sitemap | None:
    """Return the sitemap that is a text file with an address a line; ``None`` of any other body."""
    text, mended = text_of_body(body)
    lines = [line for one in text.split("\n") if (line := one.strip("\ufeff \t\r"))]
    addresses = [line for line in lines if _ADDRESS.fullmatch(line)]
    if not addresses or len(addresses) * 2 < len(lines) or lines[0].startswith("<"):
        return None
    if len(addresses) < len(lines):
        mended.append(mends.BROKEN)
    if len(addresses) > MAX_ENTRIES:
        mended.append(mends.TOO_MANY)
    base = Base(url)
    found = dict.fromkeys(base.join(one) for one in addresses[:MAX_ENTRIES])
    entries = tuple(SitemapEntry(one, None) for one in found if one)
    return Sitemap((), entries, tuple(mended))


def _entries(listed: list[_Element], name: str, base: Base) -> Iterator[SitemapEntry]:
    seen: set[str] = set()
    for el in listed[:MAX_ENTRIES]:
        if local(el) != name:
            continue
        said = {local(child): text_of(child) for child in el if local(child) in {"loc", "lastmod"}}
        url = base.join(said.get("loc"))
        if url and url not in seen:
            seen.add(url)
            yield SitemapEntry(url, iso_moment(said.get("lastmod")))
