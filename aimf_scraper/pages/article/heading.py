"""Where a page's heading and its prose stand in the tree: the boxes around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.own_dates import Around
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.article.body import Body
    from aimf_scraper.pages.page_parts import PageParts

_OWN: Final = marks.ARTICLE


def around(page: PageParts, body: Body) -> Around:
    """Return the boxes around the page's heading and around the article, the inmost first."""
    steps: dict[_Element, int] = {}
    outer: set[_Element] = set()
    heading = heading_of(page)
    if heading is not None:
        steps[heading] = 0
        steps.update((el, step) for step, el in enumerate(heading.iterancestors()))
    box = prose_box(page, body)
    inside = True
    for step, el in enumerate(() if box is None else box.iterancestors(), 1):
        steps.setdefault(el, step)
        if not inside:
            outer.add(el)
        names = f"{el.get('class') or ''} {el.get('id') or ''}"
        inside = inside and el.tag not in {"article", "main"} and not _OWN & marks.verdicts()[names]
    cards = frozenset(box.node.el for group in page.cards.groups for box in group.boxes)
    return Around(steps, frozenset(outer), cards)


def prose_box(page: PageParts, body: Body) -> _Element | None:
    """Return the inmost box that holds all prose of *body*."""
    best = None
    for node in page.walk.nodes:
        holds = (
            node.start <= body.prose_start and max(body.prose_end, body.prose_start + 1) <= node.end
        )
        if holds and (best is None or node.end - node.start <= best.end - best.start):
            best = node
    return None if best is None else best.el


def heading_of(page: PageParts) -> _Element | None:
    """Return the element that shows the page's title."""
    title = page.title.text
    if not title:
        return None
    for el in page.root.iter("h1", "h2", "h3"):
        if title in words_of(el):
            return el
    boxes = page.root.iter("div", "p", "span")  # a builder's heading
    return next((el for el in boxes if el.text and el.text.strip() == title), None)
