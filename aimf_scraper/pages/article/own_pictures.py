"""The pictures of an article, and those beside it that are a card's or stand in another box."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.heading import prose_box
from aimf_scraper.pages.claims.pictures import background, image
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.article.body import Body
    from aimf_scraper.pages.listing.groups import Group
    from aimf_scraper.pages.page_parts import PageParts
    from aimf_scraper.records import Image

_MAX_CAPTION_CHARS: Final = 500
#: The picture behind a heading is one of so many boxes' round it.
_MOST_HERO_BOXES: Final = 4
#: The tag of a card that no box parts from the next.
_SEGMENT: Final = "segment"


def own_pictures(page: PageParts, body: Body) -> Iterator[Image]:
    """Yield the pictures that stand in the article, each address once; else the one behind its heading."""
    seen: set[str] = set()
    box = page.article
    holds = box is not None and box.start <= body.prose_start and body.prose_end <= box.end
    article = box.el if box is not None and holds else None
    others = _Others(page, body)
    for el, at in page.walk.images:
        own = page.top <= at <= body.end and not others.hold(el, at)
        if own and not _is_beside(el, article, below=at >= body.end):
            found = image(el, page.base)
            if found and found.url not in seen:
                seen.add(found.url)
                yield found if found.alt else replace(found, alt=_caption(el))
    if not seen and (hero := _hero(page)) is not None:
        yield hero


def _hero(page: PageParts) -> Image | None:
    """Return the picture behind the page's own heading."""
    for heading in page.root.iter("h1"):
        if page.title.text and page.title.text in words_of(heading):
            boxes = islice(heading.iterancestors(), _MOST_HERO_BOXES)
            own = (el for el in boxes if el.tag != "body")
            return next((one for el in own if (one := background(el, page.base))), None)
    return None


def _is_beside(picture: _Element, article: _Element | None, *, below: bool) -> bool:
    """Return whether a picture stands in an aside outside the article, or *below* the box that is it."""
    verdicts = marks.verdicts()
    in_aside = False
    for box in picture.iterancestors():
        if box is article or verdicts[box.get("class") or ""] & marks.BODY:
            return False
        in_aside = in_aside or box.tag == "aside"
    return in_aside or (below and article is not None)


def _caption(el: _Element) -> str:
    """Return what stands under a picture, ``""`` where nothing does."""
    figure = next(el.iterancestors("figure"), None)
    caption = None if figure is None else next(figure.iter("figcaption"), None)
    return "" if caption is None else words_of(caption)[:_MAX_CAPTION_CHARS]


class _Others:
    """The boxes of other pages' cards. A picture has no line: it is known by the line after it, and by its boxes."""

    def __init__(self, page: PageParts, body: Body) -> None:
        self._page = page
        box = prose_box(page, body)
        self._around_prose = set() if box is None else {box, *box.iterancestors()}
        self._ways = page.ways.boxes
        self._begun: dict[int, Group] = {}
        for group in page.cards.groups:
            if not group.plain and all(one.node.tag != _SEGMENT for one in group.boxes):
                self._begun.setdefault(group.start, group)
        self._before: dict[int, bool] = {}

    def hold(self, picture: _Element, at: int) -> bool:
        """Return whether *picture*, which stands before line *at*, is another page's."""
        if self._ways and any(box in self._ways for box in picture.iterancestors()):
            return True
        if not self._page.in_card(at):
            return False
        group = self._begun.get(at)
        return group is None or not self._stands_before(picture, group)

    def _stands_before(self, picture: _Element, group: Group) -> bool:
        """Return whether *picture* stands before the boxes of *group*, whose pictures stand in them."""
        els = [one.node.el for one in group.boxes]
        around = set(picture.iterancestors())
        if not around.isdisjoint(els) or picture in els:
            return False
        if group.start not in self._before:
            self._before[group.start] = not self._has_pictures_between(group)
        shared = next((one for one in els[0].iterancestors() if one in around), None)
        return self._before[group.start] and shared is not None and shared in self._around_prose

    def _has_pictures_between(self, group: Group) -> bool:
        """Return whether pictures stand beside the boxes of *group* too: each is the next one's."""
        els = {one.node.el for one in group.boxes}
        starts = {two.node.start for _, two in pairwise(group.boxes)}
        return any(
            at in starts and els.isdisjoint(el.iterancestors()) and el not in els
            for el, at in self._page.walk.images
        )
