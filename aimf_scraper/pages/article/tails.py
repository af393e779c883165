"""What stands right after the box of an article's prose and is part of it: loose paragraphs, facts, a quote."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aimf_scraper.pages.article.edges import states_sum
from aimf_scraper.pages.article.related_content import PROSE_CHARS, path_to, weight
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Node


def loose_end(root: Node, box: Node, blocks: list[Block], end: int) -> int:
    """Return where the body ends, with the paragraphs that stand loose right after its box.

    Broken pages close their boxes too early; what belongs to the site stands
    in boxes of its own.
    """
    path = path_to(root, box.start)
    parents = [node for node in path if node.start <= box.start and node.end > end]
    if not parents:
        return end
    parent = parents[-1]
    boxed = {at for kid in parent.kids for at in range(kid.start, kid.end)}
    while end < parent.end and end not in boxed and weight(blocks[end]) >= PROSE_CHARS:
        end += 1
    return end


def with_tail(root: Node, box: Node, blocks: list[Block], title_at: int, end: int) -> int:
    """Return where the body ends, with the boxes right after it that add to what it says.

    A project's facts, its figures, a quote, a post-scriptum: too short to weigh as
    prose. They stand in the box that holds the title too; the first box that leads
    elsewhere ends them.
    """
    around = [
        one for one in path_to(root, box.start) if one.start <= title_at < one.end and one.end > end
    ]
    if not around:
        return end
    for kid in around[-1].kids:
        if kid.start < end:
            continue
        lines = [one for one in blocks[kid.start : kid.end] if not one.dropped]
        if any(one.links * 2 > len(one.text) for one in lines):
            break
        if kid.bits & marks.COUNTER or any(map(_adds, lines)):
            end = kid.end
    return end


def _adds(block: Block) -> bool:
    return (
        states_sum(block.text)
        or block.tag == "blockquote"
        or (block.tag in HEADINGS and fold(block.text).strip() in _added_headings())
    )


@cache
def _added_headings() -> frozenset[str]:
    return frozenset(table("markup")["article"]["added_headings"])
