"""Sitemaps and RSS feeds, as WordPress writes them."""

from __future__ import annotations

import re
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING, Final

from aimf_scraper.demo import markup
from aimf_scraper.demo.answers import RSS, XML, Answer
from aimf_scraper.demo.cards import lead_of
from aimf_scraper.demo.chrome import not_found
from aimf_scraper.demo.layouts import POST_TYPES
from aimf_scraper.demo.terms import taxonomies, terms_of
from aimf_scraper.demo.world import stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.demo.answers import Request
    from aimf_scraper.demo.catalogue import Item
    from aimf_scraper.demo.world import World

#: Kinds whose sitemap has a lastmod; WordPress itself writes none.
_WITH_LASTMOD: Final = frozenset({"action", "event"})
_SITEMAP_SIZE: Final = 40
_FEED_PAGE: Final = 10
#: A feed's address -> its kind and whether it carries whole texts.
_FEEDS: Final = {
    "/feed/": ("news", False),
    "/actions/feed/": ("action", True),
    "/evenement/feed/": ("event", False),
    "/document/feed/": ("publication", True),
}
_SITEMAP: Final = re.compile(r"/wp-sitemap-(posts|taxonomies)-([a-z-]{1,40})-([0-9]{1,4})\.xml")
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP_SPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(world: World, path: str) -> Answer | None:
    """Return the sitemap or the sitemap index at *path*."""
    if path == "/wp-sitemap.xml":
        return _xml(world, "sitemapindex", "sitemap", [(one, None) for one in _sitemaps(world)])
    match = _SITEMAP.fullmatch(path)
    if match is None or path not in _sitemaps(world):
        return None
    if match[1] == "taxonomies":
        entries = [(one.path, None) for one in taxonomies()[match[2]].terms]
        return _xml(world, "urlset", "url", entries)
    kind = next(kind for kind, (name, _) in POST_TYPES.items() if name == match[2])
    first = (int(match[3]) - 1) * _SITEMAP_SIZE
    return _xml(
        world,
        "urlset",
        "url",
        [
            (one.path, one.modified.isoformat() if kind in _WITH_LASTMOD else None)
            for one in _in_sitemap(world, kind)[first : first + _SITEMAP_SIZE]
        ],
    )


def _in_sitemap(world: World, kind: str) -> list[Item]:
    return sorted(world.known_by("sitemap", kind), key=lambda one: one.post)


def _sitemaps(world: World) -> list[str]:
    made = []
    for kind, (name, _) in POST_TYPES.items():
        count = len(_in_sitemap(world, kind))
        made += [
            f"/wp-sitemap-posts-{name}-{n}.xml" for n in range(1, -(-count // _SITEMAP_SIZE) + 1)
        ]
    return [*made, "/wp-sitemap-taxonomies-nos-themes-1.xml", "/wp-sitemap-taxonomies-pays-1.xml"]


def _xml(world: World, root: str, entry: str, rows: Sequence[tuple[str, str | None]]) -> Answer:
    inner = "".join(
        f"<{entry}><loc>{world.base}{path}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + f"</{entry}>"
        for path, changed in rows
    )
    body = f'{_HEAD}<{root} xmlns="{_SITEMAP_SPACE}">{inner}</{root}>'
    return Answer(200, body.encode(), XML, modified=world.changed_last)


def feed(world: World, request: Request) -> Answer | None:
    """Return the feed at *request*; past its last page, not found."""
    if request.path == "/comments/feed/":
        return _rss(world, request.path, [], whole=False)
    if request.path not in _FEEDS:
        return None
    kind, whole = _FEEDS[request.path]
    asked = request.query.get("paged", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    first = (max(number, 1) - 1) * _FEED_PAGE
    items = world.known_by("feed", kind)[first : first + _FEED_PAGE]
    if not items and number > 1:
        return Answer(404, not_found(world).encode())
    return _rss(world, request.path, items, whole=whole)


def _rss(world: World, path: str, items: list[Item], *, whole: bool) -> Answer:
    entries = "\n".join(_entry(world, stored(one), whole=whole) for one in items)
    body = f"""{_HEAD}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>AIMF</title><link>{world.base}/</link><description>Le réseau mondial des maires</description>
<atom:link href="{world.base}{path}" rel="self" type="application/rss+xml"/>
<lastBuildDate>{format_datetime(world.changed_last)}</lastBuildDate><language>fr-FR</language>
<generator>https://wordpress.org/?v=6.7</generator>
{entries}
</channel></rss>
"""
    return Answer(200, body.encode(), RSS, modified=world.changed_last)


def _entry(world: World, item: Item, *, whole: bool) -> str:
    lead, cut = lead_of(item)
    body = "\n".join(markup.html(one) for one in markup.blocks(item.body))
    terms = "".join(
        f"<category><![CDATA[{one.label}]]></category>"
        for one in terms_of(item)
        if one.taxonomy in {"nos-themes", "pays"}
    )
    return (
        f"<item><title>{escape(item.title, quote=False)}</title>"
        f"<link>{world.base}{item.path}</link>"
        f"<dc:creator><![CDATA[Secrétariat permanent]]></dc:creator>"
        f"<pubDate>{format_datetime(item.published)}</pubDate>{terms}"
        f'<guid isPermaLink="false">{world.base}/?p={item.post}</guid>'
        f"<description><![CDATA[<p>{escape(lead, quote=False)}{' […]' if cut else ''}</p>]]>"
        "</description>"
        + (f"<content:encoded><![CDATA[{body}]]></content:encoded>" if whole else "")
        + "</item>"
    )
