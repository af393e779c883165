"""Cards side by side: what may be said of them together, and the heading they stand under."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block
    from aimf_scraper.pages.listing.card_box import CardBox

_MAX_SECTION_CHARS: Final = 80
_LOOK_BACK: Final = 8


@dataclass(slots=True)
class Group:
    """Cards side by side. ``plain``: a bare list of titles. ``marked``: boxes that say they are items.

    ``sections``: the heading that each card stands under; ``day``: the day that the heading
    over all of them is, ``year`` its year. ``alike``: how many boxes of the page are made as
    its first one, rows of a grid taken together.
    """

    boxes: list[CardBox]
    plain: bool = False
    sections: list[str | None] = field(default_factory=list)
    day: str | None = None
    year: str | None = None
    alike: int = 0

    @property
    def section(self) -> str | None:
        return self.sections[0] if self.sections else None

    @property
    def linked(self) -> bool:
        return any(one.link is not None for one in self.boxes)

    @property
    def marked(self) -> bool:
        return sum(one.marked for one in self.boxes) * 2 >= len(self.boxes)

    @property
    def strong(self) -> bool:
        """Return whether most of its boxes can be nothing but cards."""
        several = len(self.boxes) > 2
        titled = several and all(one.role >= Role.LINE for one in self.boxes)
        leading = (several or self.alike > 2) and all(one.leads_on for one in self.boxes)
        surely = sum(one.strong for one in self.boxes) * 2 > len(self.boxes)
        return not self.plain and (titled or leading or surely or not self.linked)

    @property
    def published(self) -> bool:
        """Return whether most of its boxes are said to be what the site publishes."""
        return sum(one.published for one in self.boxes) * 2 >= len(self.boxes)

    @property
    def of_other_pages(self) -> bool:
        """Teasers by their heading: "Ces articles pourraient vous intéresser"."""
        return self.section is not None and judge_line(self.section) in {Line.RELATED, Line.ALSO}

    @property
    def start(self) -> int:
        return self.boxes[0].node.start

    @property
    def end(self) -> int:
        return self.boxes[-1].node.end

    @property
    def chars(self) -> int:
        return sum(one.chars for one in self.boxes)

    def find_sections(self, blocks: list[Block], inside: list[bool]) -> None:
        """Set ``sections``: the heading that each card stands under, a section's name or the nearest.

        *inside* says, block by block, whether it stands in a card.
        """
        known = kinds_of("section")
        self.sections = []
        said: str | None = None
        is_known = False
        since, at = 0, max(0, self.start - _LOOK_BACK * 4)
        for box in self.boxes:
            for position in range(at, box.node.start):
                block = blocks[position]
                if inside[position]:
                    # Cards stood under it already: a heading after them is another section's.
                    is_known = False
                    continue
                since += 1
                if len(block.text) > _MAX_SECTION_CHARS:
                    continue
                named = fold(block.text) in known
                if named or (block.tag in HEADINGS and (not is_known or since > _LOOK_BACK)):
                    said, is_known, since = block.text, named, 0
            at = max(at, box.node.end)
            is_known = False
            self.sections.append(said if since <= _LOOK_BACK else None)


def names_section(block: Block) -> bool:
    """Return whether a heading is a section's name: "Actualités"."""
    return (
        block.tag in HEADINGS
        and len(block.text) <= _MAX_SECTION_CHARS
        and fold(block.text) in kinds_of("section")
    )
