"""Sitemaps: addresses and when they changed, or further sitemaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.claims.published import iso_moment
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.pages.source.xml import local, parse_xml, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

#: The sitemap protocol's own limit for one file.
MAX_ENTRIES: Final = 50_000


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """``lastmod`` is ISO 8601 as precise as written, ``None`` where there is none."""

    url: str
    lastmod: str | None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """``children``: the sitemaps that an index names."""

    children: tuple[SitemapEntry, ...]
    entries: tuple[SitemapEntry, ...]


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Read one sitemap or sitemap index, gzipped or not.

    Raises:
        PageError: ``not-xml``, ``unsafe-xml``, ``too-large``, ``bad-gzip``,
            ``not-sitemap`` for other XML.
    """
    root = parse_xml(body)
    name = local(root)
    base = Base(url)
    if name == "sitemapindex":
        return Sitemap(tuple(_entries(root, "sitemap", base)), ())
    if name == "urlset":
        return Sitemap((), tuple(_entries(root, "url", base)))
    raise PageError("not-sitemap", f"the root element is <{name}>")


def _entries(root: _Element, name: str, base: Base) -> Iterator[SitemapEntry]:
    seen: set[str] = set()
    for el in root:
        if local(el) != name or len(seen) >= MAX_ENTRIES:
            continue
        said = {local(child): text_of(child) for child in el if local(child) in {"loc", "lastmod"}}
        url = base.join(said.get("loc"))
        if url and url not in seen:
            seen.add(url)
            yield SitemapEntry(url, iso_moment(said.get("lastmod")))
