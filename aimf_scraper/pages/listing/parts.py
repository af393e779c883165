"""Where each part of a row of lines begins and ends: at its own box, at the day above it, at its title."""

from __future__ import annotations

from enum import Enum
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.claims.datelines import says_when
from aimf_scraper.pages.claims.days import is_day_only, read_day

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Node

_MAX_DATE_CHARS: Final = 40
#: The last part may have so many lines more than the longest before it.
_LONGER_LINES: Final = 2


class Part(NamedTuple):
    """The lines ``start:end``, of which ``at`` is the title's."""

    start: int
    at: int
    end: int


class Days(Enum):
    """Where the days of a row of titles stand."""

    ABOVE = "above"
    BELOW = "below"
    UNSURE = "unsure"  # a gap is better than the next one's day


def parts_of(titles: list[int], node: Node, blocks: list[Block]) -> list[Part]:
    """Return the parts of *node* whose *titles* stand in these lines, in order.

    A part is a box where each has its own and nothing stands between them. Else it
    goes to the next title, the last one as far as the longest; where days stand above
    the titles, a part begins with its day; where that is not sure, it has none.
    """
    return _boxed(titles, node) or flat_parts(titles, node, blocks)


def flat_parts(titles: list[int], node: Node, blocks: list[Block]) -> list[Part]:
    """Return the parts as ``parts_of``, whatever boxes stand in *node*."""
    days = where_days_stand(titles, node, blocks)
    starts = titles
    if days is Days.ABOVE:
        starts = [at - (at > node.start and is_day_line(blocks[at - 1])) for at in titles]
    ends = [*starts[1:], min(node.end, titles[-1] + _longest(titles))]
    if days is Days.UNSURE:
        ends = [
            end - (end - 1 > at and is_day_line(blocks[end - 1]))
            for at, end in zip(titles, ends, strict=True)
        ]
    return [Part(*one) for one in zip(starts, titles, ends, strict=True)]


def where_days_stand(titles: list[int], node: Node, blocks: list[Block]) -> Days:
    """Return where the days of *titles* stand: above the first and not after the last, or the other way round."""
    first, last = titles[0], titles[-1]
    tail = blocks[last + 1 : min(node.end, last + _longest(titles) + _LONGER_LINES)]
    after = next(filter(is_day_line, tail), None)
    above = blocks[first - 1] if first > node.start and is_day_line(blocks[first - 1]) else None
    between = [blocks[at - 1] for at in titles[1:] if is_day_line(blocks[at - 1])]
    if not between:
        return Days.BELOW
    if above and after:  # one of them is the page's own: "Mis à jour le 9 mai 2020"
        usual = _opening(between[0])
        if (_opening(above) == usual) is (_opening(after) == usual):
            return Days.UNSURE
        return Days.ABOVE if _opening(above) == usual else Days.BELOW
    if above:
        return Days.ABOVE
    return Days.BELOW if after or len(titles) == 1 else Days.UNSURE


def _longest(titles: list[int]) -> int:
    return max((end - at for at, end in pairwise(titles)), default=1)


def _opening(block: Block) -> str:
    """Return what stands before the first digit of a day: "Publié le"."""
    return "".join(takewhile(lambda one: not one.isdigit(), block.text))


def is_day_line(block: Block) -> bool:
    """Return whether a line is a day and nothing else: "3 mai 2021", "Publié le 3 mai 2021"."""
    said = block.text
    return (
        len(said) <= _MAX_DATE_CHARS
        and not block.links
        and (is_day_only(said) or (says_when(said) and read_day(said) is not None))
    )


def _boxed(titles: list[int], node: Node) -> list[Part]:
    """Return the boxes that hold one title each, none unless they stand next to one another."""
    found: list[Part] = []
    kids = iter(node.kids)
    for at in titles:
        kid = next((one for one in kids if at < one.end), None)
        if kid is None or kid.start > at or (found and found[-1].end != kid.start):
            return []
        found.append(Part(kid.start, at, kid.end))
    return found
