"""Boxes that were taken for cards, and may be parts of the article all the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.article.own_words import sentences, words_over_cards
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_box import is_paragraph
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.pages.article.body import Body
    from aimf_scraper.pages.article.title import Title
    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.listing.card_box import CardBox
    from aimf_scraper.pages.listing.cards import Cards
    from aimf_scraper.pages.listing.groups import Group

#: Columns of text side by side are no more.
_MAX_COLUMNS: Final = 6
#: So many sentences, or so much prose, and an article needs nothing of what stands below it.
_ENOUGH_SENTENCES: Final = 2
_ENOUGH_CHARS: Final = 200
#: Pictures that stand amid an article's lines are so many at least.
_MIN_PICTURES: Final = 3


class CardDoubts(NamedTuple):
    """What is asked of a group of cards beside the article. ``goes_on``: whether the page has a next one."""

    walk: Walk
    cards: Cards
    body: Body | None
    title: Title
    article: Node | None
    goes_on: Callable[[], bool]

    def doubtful(self, *, single: bool, one: bool) -> list[Group]:
        """Return the groups that may be the body's own. *single*: the markup says article, *one*: or the address."""
        return [
            group
            for group in self.cards.groups
            if not group.plain
            and not group.of_other_pages
            and (
                self.is_own_text(group)
                or (
                    not (group.published if one else group.strong)
                    and (not group.strong or self._is_within_article(group))
                )
            )
            and not self.cards.are_cut(group)
            and not (not single and self.cards.is_only_teaser(group))
            and not self._are_below_article(group)
        ]

    def is_own_text(self, group: Group) -> bool:
        """Return whether *group* is a few columns of text of this page, each with a button.

        Nothing says that they are of other pages: no picture, no date, no mark of an item,
        no heading of a section, no second page. Links without words over the columns are
        cards' where the page says nothing itself.
        """
        sections = kinds_of("section")
        names = (group.section or "", self.title.text or "")
        return (
            len(group.boxes) <= _MAX_COLUMNS
            and not any(one.marked or one.role > Role.PICTURE for one in group.boxes)
            and (self._tells() or all(one.role is Role.MORE for one in group.boxes))
            and not any(fold(one) in sections for one in names)
            and not any(map(self.cards.shows_more_than_words, group.boxes))
            and not self.goes_on()
        )

    def _tells(self) -> bool:
        """Return whether a sentence of the page itself stands over its cards."""
        return words_over_cards(self.walk.blocks, self.title.at, self.cards.groups).told > 0

    def are_own_pictures(self, group: Group) -> bool:
        """Return whether *group* is pictures of the article, each with its caption and a link to itself.

        Lines of the article stand between them, no heading names another page, and no
        date is theirs.
        """
        at, blocks = self.title.at, self.walk.blocks
        boxes = group.boxes
        if at is None or group.start <= at or len(boxes) < _MIN_PICTURES or group.of_other_pages:
            return False
        if any(one.role is not Role.PICTURE or self._has_heading(one.node) for one in boxes):
            return False
        parted = sum(
            any(
                not line.links and not line.dropped
                for line in blocks[one.node.end : two.node.start]
            )
            for one, two in pairwise(boxes)
        )
        return parted * 2 >= len(boxes) - 1

    def prose_of(self, group: Group) -> int:
        """Return how many characters of prose stand in *group*."""
        return sum(
            len(block.text)
            for box in group.boxes
            for block in self.walk.blocks[box.node.start : box.node.end]
            if is_paragraph(block)
        )

    def _are_below_article(self, group: Group) -> bool:
        """Return whether boxes that are made as cards stand below an article that needs none of them.

        Each is a linked title with a lead at most; parts of an article say more.
        """
        body, at, blocks = self.body, self.title.at, self.walk.blocks
        if body is None or at is None:
            return False
        if not group.strong and not all(map(self._is_titled_by_link, group.boxes)):
            return False
        if all(one.bare for one in group.boxes) and self.is_own_text(group):
            return False  # builders stretch a link over columns of the page's own text
        if not at < body.prose_start < body.prose_end <= group.start:
            return False
        if (
            body.prose_chars < _ENOUGH_CHARS
            and sum(sentences(blocks[line]) for line in body.taken) < _ENOUGH_SENTENCES
        ):
            return False
        return all(
            sum(map(is_paragraph, blocks[one.node.start : one.node.end])) <= 1
            for one in group.boxes
        )

    def _is_titled_by_link(self, box: CardBox) -> bool:
        """Return whether words of *box* lead to its page and no other line titles it."""
        at = box.title_at
        titled = at is not None and not self.walk.blocks[at].links
        return not titled and self.cards.names_page(box)

    def _is_within_article(self, group: Group) -> bool:
        """Return whether *group* stands in the box that the markup calls the article's."""
        named = [node for node in self.walk.nodes if node.bits & marks.BODY]
        if not named and self.article is not None:
            named = [self.article]
        return not named or any(
            node.start <= group.start and group.end <= node.end for node in named
        )

    def _has_heading(self, node: Node) -> bool:
        return any(one.tag in HEADINGS for one in self.walk.blocks[node.start : node.end])
