"""Lists of bare titles under headings, on a page of nothing else: a news feed by day, by month, by theme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import is_day_only, read_day
from aimf_scraper.pages.layout.blocks import HEADINGS

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block
    from aimf_scraper.pages.listing.groups import Group

_MIN_LISTS: Final = 2
#: Lines of such a page that are no title, no heading of a list and no item: "Tous nos articles".
_MAX_OTHER_LINES: Final = 1
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


def take_day_lists(groups: list[Group], blocks: list[Block], titles: list[int]) -> None:
    """Make cards of the *groups* of bare titles, where the page is nothing but lists under headings.

    Where the heading is a day, it is the day of all that stand under it. *titles*: the
    lines that are the page's own title.
    """
    if len(groups) < _MIN_LISTS or not all(one.plain for one in groups):
        return
    heads = [blocks[one.start - 1] if one.start else None for one in groups]
    days = [None if one is None or one.links else day_of(one) for one in heads]
    for head, day in zip(heads, days, strict=True):
        if head is None or head.links or not (day or head.tag in HEADINGS):
            return
    listed = sum(one.end - one.start for one in groups)
    if len(blocks) - listed - len(heads) - len(titles) > _MAX_OTHER_LINES:
        return
    for group, day in zip(groups, days, strict=True):
        head = blocks[group.start - 1]
        group.plain, group.day, group.year = False, day, year_of(head)


def day_of(head: Block) -> str | None:
    """Return the day that a heading is."""
    return read_day(head.text) if is_day_only(head.text) else None


def year_of(head: Block) -> str | None:
    """Return the year that a heading is: "2021"."""
    return head.text if _YEAR.fullmatch(head.text) else None
