"""Tiles: links that are nothing but pictures, side by side, each named by its attributes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout.blocks import Node
from aimf_scraper.pages.listing.card_box import CardBox
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.card_titles import title_of_picture

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Walk
    from aimf_scraper.pages.listing.card_links import CardLinks

#: Two pictures side by side are an article's.
MIN_TILES: Final = 3


def find_tiles(node: Node, walk: Walk, links: CardLinks) -> list[CardBox]:
    """Return the tiles that stand in *node* itself, each of another page; none unless all have a name."""
    boxed = {at for kid in node.kids for at in range(kid.link_start, kid.link_end)}
    own = [at for at in range(node.link_start, node.link_end) if at not in boxed]
    if len(own) < MIN_TILES:
        return []
    for _, found in groupby(own, key=lambda at: (walk.links[at][1], walk.links[at][0].getparent())):
        tiles = list(found)
        if (
            len(tiles) >= MIN_TILES
            and len({links.keys[at] for at in tiles}) == len(tiles)
            and all(_is_tile(at, walk, links) for at in tiles)
        ):
            return [_box(at, walk, links) for at in tiles]
    return []


def _is_tile(at: int, walk: Walk, links: CardLinks) -> bool:
    el = walk.links[at][0]
    beside = (el.tail or "").strip()
    return links.role(at) is Role.PICTURE and not beside and title_of_picture(el) is not None


def _box(at: int, walk: Walk, links: CardLinks) -> CardBox:
    el, line = walk.links[at]
    part = Node(el, "segment", "", 0, line, line, at, at + 1)
    return CardBox(part, at, Role.PICTURE, links.keys[at], None, rich=True, chars=0)
