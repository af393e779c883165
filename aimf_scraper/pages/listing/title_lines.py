"""Which line of a box may be its title: a heading, a line that its class or its weight calls one, a short first line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.card_dates import after_day
from aimf_scraper.pages.claims.datelines import says_when
from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.claims.published import read_day
from aimf_scraper.pages.claims.short_days import is_short_day
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_box import MIN_LEAD_CHARS
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Node

#: A line under twelve letters may be a tag: it is a title where no other is.
MIN_TITLE_CHARS: Final = 12
MIN_SHORT_TITLE_CHARS: Final = 4
_MAX_TITLE_CHARS: Final = 160
#: A title that is neither heading nor link is short, and one of the first lines.
_MAX_LINE_TITLE_CHARS: Final = 120
_MAX_TITLE_LINES: Final = 4
#: Of a box of more lines, the first is no title.
_MAX_BOX_LINES: Final = 8
_NO_TITLE_ENDS: Final = (".", ":", ",", ";", "…")


class TitleLines:
    """The lines of one walk as titles of what stands in it."""

    def __init__(self, blocks: list[Block]) -> None:
        self._blocks = blocks

    def is_heading(self, at: int) -> bool:
        """Return whether a line is a heading, no day, and none over a section of cards: "Actualités"."""
        block = self._blocks[at]
        return block.tag in HEADINGS and not self.names_section(at) and not is_day_only(block.text)

    def names_section(self, at: int) -> bool:
        block = self._blocks[at]
        return (
            not block.links
            and len(block.text) < MIN_LEAD_CHARS
            and (fold(block.text) in kinds_of("section"))
        )

    def may_title(self, at: int, least: int) -> bool:
        """Return whether the line *at* may be a title: a heading, or a short line that is no date."""
        block = self._blocks[at]
        if self.is_heading(at):
            return True
        return (
            least <= len(block.text) <= _MAX_TITLE_CHARS
            and not block.text.endswith(".")
            and read_day(block.text) is None
            and not is_short_day(block.text)
        )

    def first(self, node: Node) -> int | None:
        """Return the line that titles *node* though it is neither heading nor link: short, above the rest."""
        said = self._blocks[node.start : node.end]
        if len(said) > _MAX_BOX_LINES or any(one.tag in HEADINGS for one in said):
            return None
        lines = range(node.start, min(node.start + _MAX_TITLE_LINES, node.end))
        if (named := self.called(lines)) is not None:
            return named
        for at in lines:
            block = self._blocks[at]
            if block.links or len(block.text) > _MAX_LINE_TITLE_CHARS:
                return None
            if len(block.text) < MIN_SHORT_TITLE_CHARS or _is_mark(block):
                continue
            return None if block.text.endswith(_NO_TITLE_ENDS) else at
        return None

    def called(self, lines: range) -> int | None:
        """Return the one of *lines* that its class calls a title, else one that is bold."""
        for bit in (marks.TITLE, marks.BOLD):
            named = [at for at in lines if self._blocks[at].bits & bit]
            if len(named) == 1 and self.may_title(named[0], MIN_SHORT_TITLE_CHARS):
                return named[0]
        return None


def _is_mark(block: Block) -> bool:
    """Return whether a line over a title is no title itself: a day, a day and a theme, a label."""
    said = block.text
    if block.bits & marks.LABEL or is_day_only(said) or is_short_day(said) or says_when(said):
        return True
    rest = after_day(said)
    return rest is not said and len(rest) < MIN_TITLE_CHARS
