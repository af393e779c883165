"""RSS and Atom feeds."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final

from parsel import Selector

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.fragment import line_of, read_fragment
from aimf_scraper.pages.claims.published import iso_moment
from aimf_scraper.pages.listing.card_titles import is_cut
from aimf_scraper.pages.reading import Reading
from aimf_scraper.pages.source import mends
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.pages.source.xml import local, parse_xml, text_of
from aimf_scraper.records import Evidence

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ITEMS: Final = 5_000
ROOTS: Final = frozenset({"rss", "rdf", "feed"})
#: Items of RSS and entries of Atom, whatever namespace they are in.
_ITEMS: Final = "//*[local-name() = 'item' or local-name() = 'entry']"


@dataclass(frozen=True, slots=True)
class FeedItem:
    """``published`` is ISO 8601; ``lead`` is plain text, perhaps cut (``cut``)."""

    url: str
    title: str | None
    lead: str | None
    published: str | None
    categories: tuple[str, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Feed:
    """The items of a feed in its order, and what had to be mended to read them."""

    items: tuple[FeedItem, ...]
    mends: tuple[mends.Mend, ...] = ()


def read_feed(body: bytes, url: str) -> Feed:
    """Read an RSS (0.91 to 2.0, 1.0 as RDF) or Atom feed.

    Raises:
        PageError: ``not-xml``, ``unsafe-xml``, ``too-large``, ``bad-gzip``,
            ``not-feed`` for other XML.
    """
    document = parse_xml(body)
    root = document.root
    if local(root) not in ROOTS:
        raise PageError("not-feed", f"the root element is <{local(root)}>")
    base = Base(url)
    elements = Selector(root=root, type="xml").xpath(_ITEMS)
    found = [_item(one.root, base) for one in elements[:MAX_ITEMS]]
    mended = list(document.mends)
    if len(elements) > MAX_ITEMS:
        mended.append(mends.TOO_MANY)
    if len(elements) < document.elements:
        mended.append(mends.BROKEN)
    elif None in found:
        mended.append(mends.UNNAMED)
    return Feed(tuple(item for item in found if item is not None), tuple(dict.fromkeys(mended)))


def _item(el: _Element, base: Base) -> FeedItem | None:
    said: dict[str, str] = {}
    categories: list[str] = []
    link = None
    for child in el:
        name = local(child)
        if name == "link" and link is None:
            alternate = child.get("rel") in {None, "alternate"}
            named = child.get("href") or text_of(child)
            link = _base_of(child, base).join(named) if alternate else None
        elif name == "category":
            label = line_of(child.get("term") or text_of(child))
            if label:
                categories.append(label)
        elif name:
            said.setdefault(name, text_of(child))
    if link is None and el.find("guid") is not None:
        guid = el.find("guid")
        link = (
            base.join(said.get("guid"))
            if guid is not None and guid.get("isPermaLink") != "false"
            else None
        )
    if link is None:
        return None
    lead = read_fragment(
        said.get("description") or said.get("summary") or said.get("encoded") or "", link
    )
    said_lead = _without_foot(lead.text)
    return FeedItem(
        url=link,
        title=line_of(said.get("title", "")) or None,
        lead=said_lead or None,
        published=_moment(
            said.get("pubdate") or said.get("published") or said.get("date") or said.get("updated")
        ),
        categories=tuple(dict.fromkeys(categories)),
        cut=is_cut(said_lead),
    )


def _base_of(el: _Element, base: Base) -> Base:
    """Return what an address in *el* is relative to: ``xml:base``, itself relative to the feed's own."""
    own = base.join(el.base) if el.base else None
    return Base(own) if own else base


def _without_foot(lead: str) -> str:
    """Return *lead* without WordPress's "L’article X est apparu en premier sur Y."."""
    lines = lead.split("\n")
    last = lines[-1]
    if last.startswith(("L’article ", "L'article ", "The post ", "Cet article ")) and (
        " est apparu en premier sur " in last or " appeared first on " in last
    ):
        lines.pop()
    return "\n".join(lines)


def _moment(said: str | None) -> str | None:
    if not said:
        return None
    if moment := iso_moment(said):
        return moment
    try:
        return parsedate_to_datetime(said).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def reading_of_feed_item(item: FeedItem, feed_url: str) -> Reading:
    """Return what the feed at *feed_url* says of the page behind *item*."""
    evidence: tuple[tuple[str, Evidence], ...] = ()
    if item.published:
        mark = Evidence(f"feed:{feed_url}", None, None, item.published, "feed.published")
        evidence = (("published", mark),)
    return Reading(
        source="feed",
        url=item.url,
        title=item.title,
        summary=None if item.cut else item.lead,
        text=item.lead,
        published=item.published,
        evidence=evidence,
    )
