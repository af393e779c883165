"""What was read of one address, before any rule: the page's own words and marks.

A ``Reading`` comes from the page's HTML, from the REST API or from a card on a
listing; ``aimf_scraper.assembly`` lays them over one another, the page first.
It goes through JSON unchanged, so that the store can keep it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from itertools import islice
from typing import Any, Final, Self

from aimf_scraper.errors import PageError
from aimf_scraper.pages.source.menus import anchors_of
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.records import Attachment, Evidence, Image
from aimf_scraper.rules.engine.document import Term

#: Of one page: more are a trap.
MAX_LINKS: Final = 5_000


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link of the page.

    ``in_body``: it stands in the article, not in the chrome. ``text``: the words
    of such a link; of the others nobody asks for them.
    """

    url: str
    text: str
    in_body: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One item as a listing shows it: often cut, without title or date.

    ``url`` is absolute, or ``None`` where the card links nowhere. ``section``
    is the heading it stands under ("Actualités"), ``listing_url`` the page.
    ``cut``: the lead ends in "..." or "[…]".
    """

    listing_url: str
    url: str | None
    title: str | None
    lead: str | None
    published: str | None
    section: str | None
    cut: bool
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one source says of one page. ``None``: it does not say.

    ``source``: ``page``, ``rest``, ``card``, ``feed``. ``published`` and
    ``modified`` are ISO 8601 as precise as the markup; ``evidence`` says where
    each was read. ``kind`` is what the markup claims (body class, breadcrumb,
    REST type), for ``addresses.kind_of`` to weigh. ``language`` is the markup's
    word (``<html lang>``), not a guess from the text.
    """

    source: str
    url: str
    canonical_url: str | None = None
    kind: str | None = None
    title: str | None = None
    summary: str | None = None
    text: str | None = None
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    terms: tuple[Term, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[PageLink, ...] = ()
    evidence: tuple[tuple[str, Evidence], ...] = ()

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the reading whose ``records.to_json`` is *data*."""
        made = {f.name: data[f.name] for f in fields(cls)}
        made["terms"] = tuple(Term(**one) for one in data["terms"])
        made["attachments"] = tuple(Attachment(**one) for one in data["attachments"])
        made["images"] = tuple(Image(**one) for one in data["images"])
        made["links"] = tuple(PageLink(**one) for one in data["links"])
        made["evidence"] = tuple((name, Evidence(**one)) for name, one in data["evidence"])
        return cls(**made)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a listing page holds: cards in page order, and where it goes on.

    ``next_urls``: every pagination target on it that goes on (next, numbered, ``pagenum``),
    absolute. ``earlier_urls``: those of its numbered pages that stand before this one.
    ``empty``: it says of itself, or shows, that nothing is listed.
    """

    url: str
    cards: tuple[Card, ...]
    next_urls: tuple[str, ...]
    empty: bool
    earlier_urls: tuple[str, ...] = ()


@dataclass(frozen=True)
class HtmlPage:
    """An HTML response read once: as an article, as a listing, and for its links.

    ``reading`` is ``None`` where the page holds no article of its own (a bare
    listing, an error page); ``listing`` is ``None`` where nothing is listed.
    ``body_links`` stand in the article; ``urls``: where all links lead but those
    of ``menus``, which are kept as bytes and relative to ``base``, since only a
    crawl asks for them. ``dummy_text``: the article is "Lorem ipsum", of which no
    record is made. ``home``: the site's home page, of which a crawl makes none, though
    a site of one page has its text there. ``front``: its markup calls it the front page,
    wherever it stands.
    """

    url: str
    reading: Reading | None
    listing: Listing | None
    body_links: tuple[PageLink, ...]
    urls: tuple[str, ...]
    feeds: tuple[str, ...]
    menus: bytes
    base: str
    dummy_text: bool = False
    home: bool = False
    front: bool = False

    def article(self) -> Reading | None:
        """Return the reading that a record may be made of, ``None`` where the page is no article.

        Raises:
            PageError: ``template`` for a forgotten page of dummy text.
        """
        if self.dummy_text and self.reading is not None:
            raise PageError("template", "the page is filled with dummy text")
        return self.reading

    @cached_property
    def link_urls(self) -> tuple[str, ...]:
        """Where the links of the page lead, each address once."""
        menus = anchors_of(self.menus, Base(self.base)).values()
        return tuple(islice(dict.fromkeys([*self.urls, *filter(None, menus)]), MAX_LINKS))

    @cached_property
    def links(self) -> tuple[PageLink, ...]:
        """Every link of the page once; one that stands in the body as well is the body's."""
        own = {link.url: link for link in self.body_links}
        return tuple(own.get(url) or PageLink(url, "", in_body=False) for url in self.link_urls)


def reading_of_card(card: Card) -> Reading:
    """Return what a listing's card says of the page that it leads to."""
    source = f"listing:{card.listing_url}"
    evidence: tuple[tuple[str, Evidence], ...] = ()
    if card.published:
        mark = Evidence(source, None, None, card.published, "card.published")
        evidence = (("published", mark),)
    return Reading(
        source="card",
        url=card.url or card.listing_url,
        title=card.title,
        summary=None if card.cut else card.lead,
        text=card.lead,
        published=card.published,
        terms=card.terms,
        evidence=evidence,
    )
