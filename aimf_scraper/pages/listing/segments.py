"""Cards that no box parts from the next: a heading that leads to a page, and what follows it."""

from __future__ import annotations

from bisect import bisect_left
from operator import sub
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.published import read_day
from aimf_scraper.pages.layout.blocks import Node
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.parts import flat_parts

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block
    from aimf_scraper.pages.listing.card_links import CardLinks

_MAX_DATE_CHARS: Final = 40


def segments(node: Node, links: CardLinks, lines: list[int], blocks: list[Block]) -> list[Node]:
    """Return the parts of *node* that begin with a linked heading, as boxes of their own.

    *lines*: of each link, the line that it stands in. Empty where the headings
    lead to one page only; the last part is no longer than the longest before it.
    Where a date stands over each heading, a part begins with its date.
    """
    boxed = [(kid.start, kid.end) for kid in node.kids]
    starts: list[tuple[int, str | None]] = []
    for one in range(node.link_start, node.link_end):
        at = lines[one]
        if links.role(one) is not Role.HEADING or not node.start <= at < node.end:
            continue
        boxed_in = any(start <= at < end for start, end in boxed)
        if not boxed_in and (not starts or starts[-1][0] != at):
            starts.append((at, links.keys[one]))
    if len({key for _, key in starts}) < 2:
        return []
    titles = [at for at, _ in starts]
    if all(at > node.start and _is_day(blocks[at - 1]) for at in titles):
        ends = [at - 1 for at in titles[1:]]
        ends.append(min(node.end, titles[-1] - 1 + max(map(sub, titles[1:], titles))))
        found = [(at - 1, end) for at, end in zip(titles, ends, strict=True)]
    else:
        found = [(one.start, one.end) for one in flat_parts(titles, node, blocks)]
    return [
        Node(node.el, "segment", "", 0, at, end, bisect_left(lines, at), bisect_left(lines, end))
        for at, end in found
    ]


def _is_day(block: Block) -> bool:
    return len(block.text) <= _MAX_DATE_CHARS and read_day(block.text) is not None
