"""An HTML response read once: as an article, as a listing, for its links and feeds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages import marks
from aimf_scraper.pages.body import find_body, text_of
from aimf_scraper.pages.cards import Cards, is_cut
from aimf_scraper.pages.decode import parse_html
from aimf_scraper.pages.head import read_head
from aimf_scraper.pages.listing import read_listing
from aimf_scraper.pages.media import MEDIA_TYPES, attachment, ending, image
from aimf_scraper.pages.not_pages import refuse_other_pages
from aimf_scraper.pages.published import is_dateline, mark, read_dates
from aimf_scraper.pages.reading import HtmlPage, PageLink, Reading
from aimf_scraper.pages.terms import (
    claimed_kind,
    class_terms,
    crumb_terms,
    head_terms,
    line_terms,
    link_terms,
)
from aimf_scraper.pages.title import page_title
from aimf_scraper.pages.tree import words_of
from aimf_scraper.pages.urls import Base
from aimf_scraper.pages.walk import walk
from aimf_scraper.text.chrome import drop_tokens, is_bare_date
from aimf_scraper.text.clean import clean_text
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.body import Body
    from aimf_scraper.pages.reading import Listing
    from aimf_scraper.pages.title import Title
    from aimf_scraper.pages.walk import Node
    from aimf_scraper.records import Attachment, Evidence, Image
    from aimf_scraper.rules.scan import Term

_ARCHIVE_TOKENS: Final = frozenset(
    {"archive", "blog", "search", "search-results", "tax-archive", "category", "post-type-archive"}
)
_SINGLE_TOKENS: Final = frozenset({"single", "singular", "wp-singular", "single-post", "page-node"})
_SINGLE_TYPES: Final = frozenset({"NewsArticle", "BlogPosting", "Article", "Report", "Event"})
_LISTING_TYPES: Final = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
#: Prose outside cards that makes a page without other marks an article.
_ARTICLE_CHARS: Final = 200
_CRUMB_LINE: Final = re.compile(r"(?:Accueil|Vous êtes ici|Home)\s?[>/»›:]", re.IGNORECASE)
_CRUMB_CUT: Final = re.compile(r"\s?[>/»›]\s?")
_MAX_LINKS: Final = 5_000


def read_html(body: bytes, url: str, content_type: str | None = None) -> HtmlPage:
    """Read *body*, the HTML that *url* answered with.

    Raises:
        PageError: ``not-html``, ``too-large``, ``too-deep``, ``empty``; ``captcha``
            and ``maintenance`` for such pages served with status 200; ``template``
            for a forgotten page of dummy text.
    """
    root = parse_html(body, content_type)
    return _Page(root, url).read()


class _Page:
    """One page while it is read; what several parts of a reading need stands here."""

    def __init__(self, root: _Element, url: str) -> None:
        self._root = root
        base_el = root.find("head/base")
        base = Base(url)
        href = base.join(base_el.get("href")) if base_el is not None else None
        self._url = url
        self._base = Base(href) if href else base
        self._base.url = url if href is None else href
        self._head = read_head(root, self._base)
        self._walk = walk(root)
        self._cards = Cards(self._walk, self._base)
        self._carded = self._cards.covered()
        self._title = self._find_title()
        body_el = root.find("body")
        self._body_names = (body_el.get("class") or "") if body_el is not None else ""
        self._articles = _articles(self._walk.root)
        names = [one.el.get("class") or one.names for one in self._articles]
        self._kind = claimed_kind(self._body_names, names, self._crumb_words(), self._head)

    def read(self) -> HtmlPage:
        body = self._find_body() or self._second_walk()
        prose = body.prose_chars if body else 0
        text = clean_text(drop_tokens(text_of(self._walk, body))) if body else ""
        refuse_other_pages(self._head.title, self._title.text, text, self._walk.blocks)
        listing = read_listing(self._root, self._head, self._base, self._cards, self._walk.blocks)
        is_article, is_listing = self._verdict(prose, listing)
        reading = self._reading(body, text) if is_article else None
        if reading is None and not self._walk.blocks and not self._root.xpath("//a[@href]"):
            raise PageError("empty", "the page shows no text and no link")
        return HtmlPage(
            url=self._url,
            reading=reading,
            listing=listing if is_listing else None,
            links=tuple(self._links(body if is_article else None)),
            feeds=tuple(self._head.feeds),
        )

    def _second_walk(self) -> Body | None:
        """Read again with nothing left out: a page all of which looks like chrome has its prose there."""
        seen = walk(self._root, keep_chrome=True)
        if len(seen.blocks) <= len(self._walk.blocks):
            return None
        self._walk = seen
        self._cards = Cards(seen, self._base)
        self._carded = self._cards.covered()
        self._title = self._find_title()
        return self._find_body()

    def _find_title(self) -> Title:
        home = {self._base.join("/"), (self._base.join("/") or "").rstrip("/")}
        logos = {at for el, at in self._walk.links if self._base.join(el.get("href")) in home}
        return page_title(self._head, self._walk.blocks, self._carded, frozenset(logos))

    def _find_body(self) -> Body | None:
        files = (
            at
            for el, at in self._walk.links
            if ending(self._base.join(el.get("href")) or "") in MEDIA_TYPES
        )
        return find_body(
            self._walk,
            self._carded,
            self._title.at,
            files=frozenset(files),
            keep_dates=self._kind == "event",
        )

    def _verdict(self, prose: int, listing: Listing | None) -> tuple[bool, bool]:
        """Tell whether the page is an article, and whether it is a listing.

        What the markup says of the page itself counts first; else what there
        is more of. Teasers under an article make no listing.
        """
        tokens = set(self._body_names.lower().split())
        linked = self._head.linked
        archive = bool(tokens & _ARCHIVE_TOKENS) or any(
            one.startswith(("tax-", "post-type-archive", "archive-")) for one in tokens
        )
        single = (
            bool(tokens & _SINGLE_TOKENS)
            or any(one.startswith(("single-", "postid-")) for one in tokens)
            or not _SINGLE_TYPES.isdisjoint(linked.types)
            or "article:published_time" in self._head.meta
        )
        if "page" in tokens or "page-template" in tokens:
            single = False  # a builder's listing is a page too
        if not _LISTING_TYPES.isdisjoint(linked.types) and not single:
            archive = True
        cards = [] if listing is None else listing.cards
        own = [one for one in self._cards.groups if not one.of_other_pages]
        carded = sum(group.chars(self._walk.blocks) for group in own if not group.plain)
        if archive:
            return False, True
        if single:
            return prose > 0 or self._title.text is not None, False
        paged = listing is not None and bool(listing.next_urls)
        if not own and not paged and prose >= _ARTICLE_CHARS:
            return True, False
        if not cards:
            empty = listing is not None and listing.empty and prose < _ARTICLE_CHARS
            lists = listing is not None and (empty or paged) and prose < 2 * _ARTICLE_CHARS
            return (prose > 0 and not lists), lists
        if paged or carded > prose:
            mostly_cards = len(cards) >= 2 and (carded > prose or prose < _ARTICLE_CHARS)
            if mostly_cards or paged:
                return prose >= 3 * _ARTICLE_CHARS and prose * 2 > carded, True
        return prose > 0, False

    def _reading(self, body: Body | None, text: str) -> Reading:
        head = self._head
        times = [] if body is None else self._times(body)
        datelines = list(self._datelines(body)) if body else []
        dates = read_dates(head, times, datelines)
        evidence: list[tuple[str, Evidence]] = [(name, dates[name][1]) for name in dates]
        if self._kind:
            evidence.append(("kind", mark("markup", self._kind)))
        canonical = head.canonical or self._base.join(head.meta.get("og:url"))
        return Reading(
            source="page",
            url=self._url,
            canonical_url=canonical,
            kind=self._kind,
            title=clean_text(self._title.text) or None if self._title.text else None,
            summary=self._summary(body, text),
            text=text or None,
            language=head.language,
            published=dates["published"][0] if "published" in dates else None,
            modified=dates["modified"][0] if "modified" in dates else None,
            terms=tuple(self._terms(body, text)),
            attachments=tuple(self._attachments(body)),
            images=tuple(self._images(body)),
            links=tuple(self._links(body, only_body=True)),
            evidence=tuple(evidence),
        )

    def _crumb_words(self) -> list[str]:
        """Return the breadcrumb's words, from its box, JSON-LD, or a line "Accueil > Actualités"."""
        if self._walk.crumbs:
            words = [" ".join(str(one).split()) for one in self._walk.crumbs[0].itertext()]
            return [one for one in words if len(one) > 1]
        if self._head.linked.crumbs:
            return list(self._head.linked.crumbs)
        for block in self._walk.blocks[:60]:
            if len(block.text) < 160 and _CRUMB_LINE.match(block.text):
                return [one.strip() for one in _CRUMB_CUT.split(block.text)]
        return []

    def _times(self, body: Body) -> list[_Element]:
        """Return the times beside the title: none of a card, none in the prose or below it."""
        first = self._title.at if self._title.at is not None else body.start
        first = max(0, min(first, body.start) - 4)
        return [
            el
            for el, at in self._walk.times
            if first <= at < body.prose_start and not (at < len(self._carded) and self._carded[at])
        ]

    def _datelines(self, body: Body) -> Iterator[str]:
        yield from body.datelines
        at = self._title.at
        blocks = self._walk.blocks
        if at is None:
            return
        near = [*range(at + 1, min(body.prose_start, at + 7)), *range(at - 1, max(-1, at - 4), -1)]
        for one in near:
            block = blocks[one]
            if len(block.text) <= 120 and not self._carded[one]:
                yield from _date_part(block.text, dated=bool(block.bits & marks.DATE))

    def _summary(self, body: Body | None, text: str) -> str | None:
        """Return the standfirst; else the description, where it is whole and about this page."""
        if body is not None:
            leads = [
                one.text
                for one in self._walk.blocks[body.start : body.end]
                if one.bits & marks.LEAD and not one.dropped and len(one.text) >= 40
            ]
            if leads and sum(map(len, leads)) <= 1_200 and not is_cut(leads[-1]):
                return clean_text("\n".join(leads))
        said = (
            self._head.meta.get("og:description")
            or self._head.meta.get("description")
            or self._head.linked.description
        )
        if not said or len(said) < 40 or len(said) > 1_200 or is_cut(said):
            return None
        summary = clean_text(said)
        about = fold(f"{self._title.text or ''} {text}")
        words = [one for one in fold(summary).split() if len(one) > 4]
        known = sum(one.strip(',.;:!?()«»"') in about for one in words)
        # A description that says nothing of this page is the site's own.
        if not words or known < 0.6 * len(words):
            return None
        if fold(summary[:-1]) in about and not summary.endswith((".", "!", "?", "»", ")")):
            return None  # cut without saying so
        return summary

    def _terms(self, body: Body | None, text: str) -> Iterator[Term]:
        seen = set()
        for term in self._all_terms(body, text):
            key = (term.taxonomy, fold(term.label).replace("-", " ").replace("'", " "))
            if key not in seen:
                seen.add(key)
                yield term

    def _all_terms(self, body: Body | None, text: str) -> Iterator[Term]:
        in_reach = self._article_links(body)
        for el in in_reach:
            yield from link_terms(el, self._base.join(el.get("href")))
        yield from crumb_terms(self._walk.crumbs, self._base)
        yield from line_terms(text.split("\n"))
        yield from head_terms(self._head)
        body_el = self._root.find("body")
        if body_el is not None:
            yield from class_terms(body_el, self._body_names)
        for node in self._articles:
            yield from class_terms(node.el, node.names)

    def _article_links(self, body: Body | None) -> Iterator[_Element]:
        """Yield the links of the article, its head and its foot, none of a card."""
        if body is None:
            return
        first = self._title.at if self._title.at is not None else body.start
        first = max(0, min(first, body.start) - 6)
        for el, at in self._walk.links:
            if first <= at <= body.end and not (at < len(self._carded) and self._carded[at]):
                yield el
        for footer in self._walk.footers:
            yield from footer.iter("a")

    def _attachments(self, body: Body | None) -> Iterator[Attachment]:
        if body is None:
            return
        seen = set()
        blocks = self._walk.blocks
        heading = None
        walked = iter([*self._walk.links, (None, len(blocks))])
        el, at = next(walked)
        for position in range(body.start, body.end + 1):
            if position < len(blocks) and blocks[position].tag in {"h2", "h3", "h4", "h5"}:
                heading = blocks[position].text
            while el is not None and at <= position:
                if at >= body.start and (url := self._base.join(el.get("href"))):
                    found = attachment(el, url, words_of(el)[:300], heading)
                    if found and url not in seen:
                        seen.add(url)
                        yield found
                el, at = next(walked)

    def _images(self, body: Body | None) -> Iterator[Image]:
        if body is None:
            return
        seen = set()
        first = self._title.at if self._title.at is not None else body.start
        for el, at in self._walk.images:
            if min(first, body.start) <= at <= body.end and not (
                at < len(self._carded) and self._carded[at]
            ):
                found = image(el, self._base)
                if found and found.url not in seen:
                    seen.add(found.url)
                    yield found

    def _links(self, body: Body | None, *, only_body: bool = False) -> Iterator[PageLink]:
        inside = set()
        if body is not None:
            blocks = self._walk.blocks
            taken = set(body.taken)
            inside = {
                el
                for el, at in self._walk.links
                if at in taken or (body.start <= at < body.end and not blocks[at].dropped)
            }
        seen: dict[str, PageLink] = {}
        for el in self._root.iter("a"):
            in_body = el in inside
            if only_body and not in_body:
                continue
            url = self._base.join(el.get("href"))
            if url is None:
                continue
            known = seen.get(url)
            if known is None:
                if len(seen) >= _MAX_LINKS:
                    break
                seen[url] = PageLink(url, words_of(el)[:300], in_body)
            elif (in_body and not known.in_body) or not known.text:
                seen[url] = PageLink(
                    url, words_of(el)[:300] or known.text, in_body or known.in_body
                )
        yield from seen.values()


def _articles(root: Node | None) -> list[Node]:
    """Return the boxes that are the page's own article, the outermost first."""
    found: list[Node] = []

    def look(node: Node) -> None:
        names = node.names
        if node.bits & marks.ARTICLE or "type-" in names or "node--" in names:
            found.append(node)
            return
        for kid in node.kids:
            look(kid)

    if root is not None:
        look(root)
    return found[:1]


def _date_part(line: str, *, dated: bool) -> Iterable[str]:
    """Yield *line* where it is a dateline, alone or beside other marks ("Yaoundé | 12 mars 2024")."""
    if is_dateline(line) or is_bare_date(line) or dated:
        yield line
        return
    for part in line.replace("•", "|").replace("·", "|").split("|"):
        if "|" in line and (is_bare_date(part.strip()) or is_dateline(part.strip())):
            yield part.strip()
