"""Which box of a page holds its article: a landmark with enough of the prose, else the densest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.related_content import path_to
from aimf_scraper.pages.layout import class_names as marks

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Node, Walk

_OWN_NUMBER: Final = re.compile(r"(?:^|\s)(?:postid|page-id)-([0-9]{1,12})(?=\s|$)")
#: How much of the page's prose a box must hold to be the body, by what marks it.
_BODY_SHARE: Final = 0.85
_LANDMARK_SHARE: Final = 0.5
_DESCEND_SHARE: Final = 0.8
#: A builder's box has more class tokens than this; its innermost box is of any tag.
_MANY_TOKENS: Final = 4
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "»")
OUTER: Final = marks.MAIN | marks.ARTICLE
LANDMARK: Final = OUTER | marks.BODY


def own_name(body_names: str) -> str | None:
    """Return the class of the page's own article, as WordPress numbers both: "post-12"."""
    found = _OWN_NUMBER.search(body_names)
    return f"post-{found[1]}" if found else None


def own_article(node: Node | None) -> Node | None:
    """Return the outermost box that is the page's own article, if any."""
    if node is None:
        return None
    if node.bits & marks.ARTICLE or "type-" in node.names or "node--" in node.names:
        return node
    return next((found for kid in node.kids if (found := own_article(kid)) is not None), None)


def article_box(walk: Walk, sums: list[int]) -> Node:
    """Return the smallest marked box with enough of the prose, else the densest box."""
    total, blocks = sums[-1], walk.blocks
    assert walk.root is not None

    for node in walk.nodes:  # inner boxes first
        if node.bits & LANDMARK:
            wanted = _BODY_SHARE if not node.bits & OUTER else _LANDMARK_SHARE
            if sums[node.end] - sums[node.start] >= wanted * total:
                return _with_sisters(walk.root, node, sums)
    node = walk.root
    while True:
        wanted = _DESCEND_SHARE * (sums[node.end] - sums[node.start])
        heavy = next((one for one in node.kids if sums[one.end] - sums[one.start] >= wanted), None)
        if heavy is not None and any(
            one is not heavy and _are_sentences(blocks, one, heavy) for one in node.kids
        ):
            return node  # one sentence a box
        if heavy is not None and any(
            one is not heavy and sums[one.end] > sums[one.start] and _alike(one, heavy)
            for one in node.kids
        ):
            return node  # its sisters are parts of the same body
        if heavy is None or (heavy.bits & marks.ITEM and len(node.kids) > 3):
            return node
        node = heavy


def _with_sisters(root: Node, box: Node, sums: list[int]) -> Node:
    """Return *box*, or the box round it where its sisters are articles like it: parts of one."""
    for parent in reversed(path_to(root, box.start)):
        if parent.start <= box.start and parent.end >= box.end and parent is not box:
            sisters = [one for one in parent.kids if one is not box and _alike(one, box)]
            prose = sum(sums[one.end] - sums[one.start] for one in sisters)
            if not prose:
                return box
            return parent
    return box


def _are_sentences(blocks: list[Block], one: Node, two: Node) -> bool:
    """Return whether two boxes named alike hold a sentence each, and nothing else."""
    return one.names == two.names and all(
        box.end - box.start == 1
        and blocks[box.start].text.endswith(_SENTENCE_ENDS)
        and not blocks[box.start].links
        and not blocks[box.start].dropped
        for box in (one, two)
    )


def _alike(one: Node, two: Node) -> bool:
    """Tell whether two boxes are of one make: most of their class tokens are the same."""
    first, second = _make(one), _make(two)
    shared = len(first & second)
    if one.tag != two.tag and shared < _MANY_TOKENS:
        return False  # the tag is that of the innermost box: a section of a table is a table
    return shared > 0 and shared * 4 >= 3 * min(len(first), len(second))


def _make(node: Node) -> set[str]:
    """Return the class tokens of *node* without those that number it."""
    return {one for one in node.names.split() if not any(char.isdigit() for char in one)}
