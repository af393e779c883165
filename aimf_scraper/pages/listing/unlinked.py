"""Cards without links: boxes that look alike, with dates, cut leads or a section's heading over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.published import read_day
from aimf_scraper.pages.listing.card_box import MIN_LEAD_CHARS
from aimf_scraper.pages.listing.card_titles import is_cut
from aimf_scraper.pages.listing.groups import Group
from aimf_scraper.pages.listing.makes import shape
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aimf_scraper.pages.layout.blocks import Block, Node, Walk
    from aimf_scraper.pages.listing.card_boxes import CardJudge
    from aimf_scraper.pages.listing.card_links import CardLinks

_MAX_DATE_CHARS: Final = 40


class UnlinkedBoxes:
    """Boxes side by side that lead nowhere, noted as they are met."""

    def __init__(self, walk: Walk, links: CardLinks, judge: CardJudge) -> None:
        self._blocks = walk.blocks
        self._links = links
        self._judge = judge
        self._noted: list[list[Node]] = []

    def note(self, node: Node, holds_title: Callable[[Node], bool]) -> None:
        """Note the boxes in *node* that are made alike and lead nowhere."""
        if len(node.kids) < 2:
            return
        shapes: dict[str, list[Node]] = {}
        for kid in node.kids:
            linked = kid.link_end > kid.link_start and self._links.own(kid)
            if kid.end > kid.start and not linked:
                shapes.setdefault(shape(kid), []).append(kid)
        for kids in shapes.values():
            if len(kids) > 1 and not any(map(holds_title, kids)):
                self._noted.append(kids)

    def groups(
        self, inside: list[bool], *, archive: bool, listed: Callable[[], bool] | None
    ) -> Iterator[Group]:
        """Yield the noted boxes that are cards.

        *inside*: what stands in a card already. *archive*: the markup says that the
        page is a listing; *listed* says whether it looks like one, ``None`` on a page
        that says it is one article.
        """
        for kids in self._noted:
            if any(any(inside[kid.start : kid.end]) for kid in kids):
                continue
            group = Group([self._judge.force(kid) for kid in kids])
            leads = [longest_line(self._blocks, kid) for kid in kids]
            if sum(len(lead) >= MIN_LEAD_CHARS for lead in leads) * 2 < len(leads):
                continue
            group.find_sections(self._blocks, inside)
            if self._are_cards(group, leads, archive=archive, listed=listed):
                for kid in kids:
                    fill(inside, kid)
                yield group

    def _are_cards(
        self,
        group: Group,
        leads: list[str],
        *,
        archive: bool,
        listed: Callable[[], bool] | None,
    ) -> bool:
        named = group.section is not None and fold(group.section) in kinds_of("section")
        if all(one.marked for one in group.boxes):
            cut = sum(map(is_cut, leads)) * 3 >= len(leads)
            if archive or cut or named:
                return True
        alike = len(group.boxes) > 2 and all(
            one.title_at is not None and self._is_dated(one.node) for one in group.boxes
        )
        return alike and listed is not None and (named or archive or listed())

    def _is_dated(self, node: Node) -> bool:
        """Return whether a line of *node* is a date and nothing else, or as good as."""
        return any(
            len(one.text) <= _MAX_DATE_CHARS and read_day(one.text) is not None
            for one in self._blocks[node.start : node.end]
        )


def longest_line(blocks: list[Block], node: Node) -> str:
    return max((one.text for one in blocks[node.start : node.end]), key=len, default="")


def fill(inside: list[bool], node: Node) -> None:
    """Note in *inside*, block by block, that *node* is a card."""
    inside[node.start : node.end] = [True] * (node.end - node.start)
