"""A box that is a card, and what its markup says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.listing.card_links import Role

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Node

#: A line from here on is a lead, not a label.
MIN_LEAD_CHARS: Final = 60
_MAX_LEAD_ON_CHARS: Final = 500


@dataclass(frozen=True, slots=True)
class CardBox:
    """A box that is a card.

    ``link``: position of the link to its page, ``None`` where it has none;
    ``role``: what that link is to it. ``key``: the page, spelled one way.
    ``title_at``: the line with its title. ``rich``: it has a heading, picture,
    lead or date, and is more than a title in a list.
    """

    node: Node
    link: int | None
    role: Role
    key: str | None
    title_at: int | None
    rich: bool
    chars: int

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
        return self.role >= Role.HEADING or self.published

    @property
    def leads_on(self) -> bool:
        """Return whether it is a heading, a few words and a link that says no more than "Lire la suite"."""
        return (
            self.role is Role.MORE
            and self.title_at is not None
            and self.chars <= _MAX_LEAD_ON_CHARS
        )


def is_marked(node: Node) -> bool:
    """Return whether the markup says of *node* that it is an item: ``<article>``, ``hentry``."""
    return bool(node.bits & marks.ITEM) or node.tag == "article"


def is_paragraph(block: Block) -> bool:
    """Return whether *block* is prose by its length, and no link."""
    return len(block.text) >= MIN_LEAD_CHARS and block.links * 2 < len(block.text)
