"""Where each part of a row of lines begins and ends: at its own box, at the day above it, at its title."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.claims.datelines import says_when
from aimf_scraper.pages.claims.days import is_day_only, read_day

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Node

_MAX_DATE_CHARS: Final = 40


class Part(NamedTuple):
    """The lines ``start:end``, of which ``at`` is the title's."""

    start: int
    at: int
    end: int


def parts_of(titles: list[int], node: Node, blocks: list[Block]) -> list[Part]:
    """Return the parts of *node* whose *titles* stand in these lines, in order.

    A part is a box where each has its own and nothing stands between them. Else it
    goes to the next title, the last one as far as the longest; where days stand above
    the titles, a part begins with its day.
    """
    if boxed := _boxed(titles, node):
        return boxed
    starts = titles
    if is_dated_above(titles, node, blocks):
        starts = [at - is_day_line(blocks[at - 1]) for at in titles]
    ends = starts[1:]
    longest = max((end - at for at, end in zip(titles, ends, strict=False)), default=1)
    ends = [*ends, min(node.end, titles[-1] + longest)]
    return [Part(*one) for one in zip(starts, titles, ends, strict=True)]


def is_dated_above(titles: list[int], node: Node, blocks: list[Block]) -> bool:
    """Return whether days stand above *titles*: one above the first, none after the last."""
    first, last = titles[0], titles[-1]
    if first <= node.start or not is_day_line(blocks[first - 1]):
        return False
    longest = max((end - at for at, end in pairwise(titles)), default=1)
    return not any(map(is_day_line, blocks[last + 1 : min(node.end, last + longest)]))


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
