"""Cards that stand alone: a section's only one, the featured one, the last page's single one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aimf_scraper.pages.listing.card_box import MIN_LEAD_CHARS, CardBox, is_marked
from aimf_scraper.pages.listing.card_boxes import MAX_CARD_LINES, CardJudge
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.families import prose_in
from aimf_scraper.pages.listing.groups import Group
from aimf_scraper.pages.listing.makes import count_made_so
from aimf_scraper.pages.listing.unlinked import fill

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.pages.layout.blocks import Walk
    from aimf_scraper.pages.listing.own_parts import OwnParts


class LoneCards(NamedTuple):
    """Finds them. ``archive``, ``single``: what the markup says that the page is."""

    walk: Walk
    judge: CardJudge
    own: OwnParts
    archive: bool
    single: bool

    def find(
        self,
        alone: list[CardBox],
        inside: list[bool],
        *,
        listed: bool,
        made: Mapping[tuple[str, Role], int],
    ) -> list[Group]:
        """Return the cards among the boxes that stand *alone*, outside what is a card already.

        *inside* says of each block whether it is in a card, and is filled; *listed*: the page
        shows other cards that can be nothing else, which are *made* so.
        """
        boxes = [*alone, *self._marked()] if self.archive else alone
        covered = Counter(
            one.node.names for one in boxes if one.marked and (one.bare or one.leads_on)
        )
        groups: list[Group] = []
        for box in sorted(boxes, key=lambda one: (one.node.start, -one.node.end)):
            node = box.node
            if any(inside[node.start : node.end]) or self.own.holds_title(node):
                continue
            alike = count_made_so(box, made) if box.leads_on and not self.single else 0
            # One item a month, each with a link that styles stretch over it, or that only leads on.
            repeated = not self.single and covered[node.names] > 1 and (box.bare or box.leads_on)
            if not self.own.is_article(node) and (
                alike or repeated or self._stands_alone(box, listed=listed)
            ):
                groups.append(Group([box], alike=alike))
                fill(inside, node)
        return groups

    def headed(self, inside: list[bool]) -> list[Group]:
        """Return the boxes whose heading leads to a page, on a listing that repeats nothing.

        The last page of a listing may hold a single card, without any mark of its own.
        """
        groups: list[Group] = []
        for node in self.walk.nodes:  # inner boxes first
            box = self.judge.judge(node)
            if box is None or any(inside[box.node.start : box.node.end]):
                continue
            if box.role >= Role.HEADING and not self.own.holds_title(box.node):
                fill(inside, box.node)
                groups.append(Group([box], sections=[None]))
        return groups

    def _marked(self) -> list[CardBox]:
        return [
            self.judge.force(node)
            for node in self.walk.nodes
            if is_marked(node)
            and node.end - node.start <= MAX_CARD_LINES
            and not self.own.holds_title(node)
            and not any(is_marked(kid) for kid in node.kids)
        ]

    def _stands_alone(self, box: CardBox, *, listed: bool) -> bool:
        prose = prose_in(self.walk.blocks, box.node)
        if self.archive:
            return (box.marked and (box.link is not None or box.chars >= MIN_LEAD_CHARS)) or (
                listed and box.role >= Role.HEADING and box.rich
            )
        if not self.single and self.judge.sends_on(box):
            return True  # its title and its "Lire la suite" lead to one page: the words are that page's
        if prose * 2 > self.own.prose and not (listed or self.own.is_sectioned()):
            return False  # the article itself
        if box.marked:
            return box.role >= Role.HEADING
        return not self.single and listed and box.role >= Role.HEADING and box.rich
