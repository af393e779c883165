"""The title of an old page without headings: the bold line over its prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block

_MIN_TITLE_CHARS: Final = 12
_MAX_BOLD_CHARS: Final = 150
_PROSE_CHARS: Final = 60


def bold_over_prose(blocks: list[Block], free: list[int], bare: str) -> int | None:
    """Return the bold line over the prose of an old page whose ``<title>`` is the site's on every page.

    *bare*: that title. A page with a heading, or whose prose speaks of its title's words, has none.
    """
    found = None
    for at in free:
        block = blocks[at]
        if block.tag in HEADINGS:
            return None
        if len(block.text) >= _PROSE_CHARS and not block.bits & marks.BOLD:
            break
        bold = block.bits & marks.BOLD and not block.links and not block.entry
        if bold and _MIN_TITLE_CHARS <= len(block.text) <= _MAX_BOLD_CHARS:
            found = None if is_day_only(block.text) else at
    if found is None:
        return None
    title = fold(bare)
    lines = [fold(blocks[at].text) for at in free]
    if any(len(one) > _MIN_TITLE_CHARS // 2 and one in title for one in lines):
        return None
    words = [one for one in title.split() if len(one) > 3]
    prose = "\n".join(lines)
    known = sum(one in prose for one in words)
    return None if not words or known * 2 > len(words) else found
