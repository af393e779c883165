"""An HTML response read once: as an article, as a listing, for its links and feeds."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.article.body import text_of
from aimf_scraper.pages.article.fields import read_article
from aimf_scraper.pages.article.own_words import says_when_published, words_over_cards
from aimf_scraper.pages.classify import Features, classify, names_the_page
from aimf_scraper.pages.listing.pagination import read_listing, with_bare_titles
from aimf_scraper.pages.not_pages import (
    refuse_moved,
    refuse_other_pages,
    refuse_protected,
    refuse_walls,
)
from aimf_scraper.pages.notices import is_dated_note, tells_something
from aimf_scraper.pages.page_parts import PageParts
from aimf_scraper.pages.reading import MAX_LINKS, HtmlPage, Listing, PageLink
from aimf_scraper.pages.source.clickable import link_clickables
from aimf_scraper.pages.source.decode import html_of, parse
from aimf_scraper.pages.source.decode_mixed import without_double_entities
from aimf_scraper.pages.source.menus import without_menus
from aimf_scraper.pages.source.rare_attributes import OF_VIEWERS, rare_attributes
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.chrome import drop_tokens
from aimf_scraper.text.clean import clean_text
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.article.body import Body

#: A text shorter than this, on a page with more prose than that, was lost on the way.
_TINY_CHARS: Final = 100
_MAX_LOST_CHARS: Final = 1_000


def read_html(body: bytes, url: str, content_type: str | None = None) -> HtmlPage:
    """Read *body*, the HTML that *url* answered with.

    Raises:
        PageError: ``not-html``, ``too-large``, ``too-deep``, ``empty``; ``captcha``,
            ``maintenance``, ``server-error``, ``forbidden``, ``needs-script``, ``no-site``,
            ``login``, ``cookie-wall`` and ``not-found`` for such pages served with
            status 200; ``moved`` for one that only sends its readers on;
            ``template`` for a forgotten template, by its title; ``password`` for a
            page that is protected by one; ``no-text`` where an article's prose was
            not found though the page is long.
    """
    page = see(html_of(body, content_type), url)
    text = "" if page.body is None else clean_text(drop_tokens(text_of(page.walk, page.body)))
    blocks = page.walk.blocks
    refuse_moved(page.head, page.base, blocks)
    titles = [one for one in (page.head.title, page.title.text) if one]
    single = page.claims.single or page.is_in_article
    told = (page.claims.single or page.is_post) and tells_something(blocks)
    refuse_walls(page.root, page.body_names, titles, blocks, told=told, single=single)
    dated = page.is_in_article and is_dated_note(blocks, page.title.at)
    refuse_other_pages(
        page.head.title, page.title.text, blocks, told=told, single=single, dated=dated
    )
    if not page.claims.archive:
        refuse_protected(page.root, body, titles, text)
    listing = None if page.claims.single else read_listing(page, body)
    verdict = classify(page.claims, features_of(page, listing))
    if verdict.listing and listing is not None and not verdict.article:
        listing = with_bare_titles(page, listing)
    if not verdict.article and not page.walk.blocks and not page.addresses and not page.menus:
        raise PageError("empty", "the page shows no text and no link")
    if verdict.listing and listing is None:
        listing = Listing(url, (), (), empty=True)
    links = _body_links(page, page.body) if verdict.article and page.body is not None else ()
    if verdict.article and len(text) < _TINY_CHARS and page.lost_prose > _MAX_LOST_CHARS:
        raise PageError(
            "no-text", f"{page.lost_prose} characters of prose stand on the page, none in its body"
        )
    return HtmlPage(
        url=url,
        reading=read_article(page, text, links) if verdict.article else None,
        listing=listing if verdict.listing else None,
        body_links=links,
        urls=page.addresses,
        feeds=tuple(page.head.feeds),
        menus=page.menus,
        base=page.base.url,
        dummy_text=page.dummy_text,
        home=page.claims.home,
        front="home" in page.body_names.lower().split(),
    )


def features_of(page: PageParts, listing: Listing | None) -> Features:
    """Return what stands on *page*, for ``classify`` to weigh."""
    own = [one for one in page.cards.groups if not one.of_other_pages and not one.plain]
    sections = kinds_of("section")
    said = words_over_cards(page.walk.blocks, page.title.at, page.cards.groups)
    return Features(
        titled=page.title.text is not None,
        prose=page.prose,
        cards=0 if listing is None else len(listing.cards),
        card_chars=sum(one.chars for one in own),
        sectioned=any(one.section and fold(one.section) in sections for one in own),
        headed=any(one.section and one.section != page.title.text for one in own),
        paged=listing is not None and bool(listing.next_urls or listing.earlier_urls),
        empty=listing is not None and listing.empty,
        parted=page.is_parted,
        told=said.told,
        over_heading=said.headed,
        dated=said.dated
        or (not page.prose and says_when_published(page.walk.blocks, page.title.at)),
        post=page.is_post,
        named=said.told > 0 and (page.is_in_article or names_the_page(page.url, page.title.text)),
    )


def see(html: bytes, url: str) -> PageParts:
    """Return the page seen without its menus; whole where no body is found in what they leave."""
    trimmed = without_menus(html)
    page = _parts(trimmed.html, url, trimmed.menus)
    if page.body is None and trimmed.html is not html:
        page = _parts(html, url)
    return page


def _parts(html: bytes, url: str, menus: bytes = b"") -> PageParts:
    root = parse(without_double_entities(html))
    rare = rare_attributes(html)
    if not rare.issubset(OF_VIEWERS):
        link_clickables(root)
    return PageParts(root, url, menus, rare)


def _body_links(page: PageParts, body: Body) -> tuple[PageLink, ...]:
    """Return the links in *body*, each address once, with the first words that lead to it."""
    found: dict[str, PageLink] = {}
    for el in islice(_body_anchors(page, body), MAX_LINKS):
        url = page.urls[el]
        if url is not None and (url not in found or not found[url].text):
            found[url] = PageLink(url, words_of(el)[:300], in_body=True)
    return tuple(found.values())


def _body_anchors(page: PageParts, body: Body) -> Iterator[_Element]:
    blocks = page.walk.blocks
    taken = set(body.taken)
    for el, at in page.walk.links:
        if at in taken or (body.start <= at < body.end and not blocks[at].dropped):
            yield el
