"""A box that is a card, and what its markup says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import is_day_only, read_day
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.listing.card_links import Role

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Block, Node

#: A line from here on is a lead, not a label.
MIN_LEAD_CHARS: Final = 60
_MAX_LEAD_ON_CHARS: Final = 500
_MAX_BOXES_AROUND: Final = 5
_MAX_SISTERS: Final = 12


@dataclass(frozen=True, slots=True)
class CardBox:
    """A box that is a card.

    ``link``: position of the link to its page, ``None`` where it has none;
    ``role``: what that link is to it. ``key``: the page, spelled one way.
    ``title_at``: the line with its title. ``rich``: it has a heading, picture,
    lead or date, and is more than a title in a list. ``bare``: its link shows nothing, and
    something names the page.
    """

    node: Node
    link: int | None
    role: Role
    key: str | None
    title_at: int | None
    rich: bool
    chars: int
    bare: bool = False

    @property
    def marked(self) -> bool:
        """Return whether the markup says of the box that it is an item."""
        return is_marked(self.node)

    @property
    def published(self) -> bool:
        """Return whether the markup says that it is something the site publishes: ``hentry``."""
        return self.node.tag == "article" or bool(self.node.bits & marks.POST)

    @property
    def strong(self) -> bool:
        """Return whether nothing but a card is made so."""
        return self.role >= Role.HEADING or self.published or (self.bare and self.is_brief)

    @property
    def leads_on(self) -> bool:
        """Return whether it is a title, a few words and a link that says no more than "Lire la suite", or is a picture."""
        titled = self.title_at is not None
        return titled and self.role in {Role.MORE, Role.PICTURE} and self.is_brief

    @property
    def is_brief(self) -> bool:
        return self.chars <= _MAX_LEAD_ON_CHARS


def is_marked(node: Node) -> bool:
    """Return whether the markup says of *node* that it is an item: ``<article>``, ``hentry``."""
    return bool(node.bits & marks.ITEM) or node.tag == "article"


def is_paragraph(block: Block) -> bool:
    """Return whether *block* is prose by its length, and no link; a row of a table, by its longest cell."""
    if len(block.text) < MIN_LEAD_CHARS or block.links * 2 >= len(block.text):
        return False
    return block.tag != "tr" or any(len(one) >= MIN_LEAD_CHARS for one in block.text.split(" | "))


def is_dated(block: Block) -> bool:
    """Return whether a short line ends with a day, or a cell of a row is one."""
    if block.tag == "tr" and any(map(is_day_only, block.text.split(" | "))):
        return True
    return len(block.text) < MIN_LEAD_CHARS and read_day(block.text[-40:]) is not None


def outermost(el: _Element) -> _Element:
    """Return the outermost box in which nothing but *el* has words or links: what claims stand in."""
    for _ in range(_MAX_BOXES_AROUND):
        parent = el.getparent()
        if parent is None or parent.tag in {"body", "main"} or len(parent) > _MAX_SISTERS:
            return el
        if (parent.text and not parent.text.isspace()) or any(
            (one.tail and not one.tail.isspace()) or (one is not el and _says_more(one))
            for one in parent
        ):
            return el
        el = parent
    return el


def _says_more(el: _Element) -> bool:
    if not isinstance(el.tag, str) or el.tag in {"script", "style", "meta", "link"}:
        return False
    return next(el.iter("a"), None) is not None or bool("".join(map(str, el.itertext())).strip())
