"""Fact sheets: labels and their values ("Budget : 3,5 M€"), in the article or in a box beside it."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.pages.layout.blocks import Block, Node

_LABEL: Final = re.compile(r"([^:]{2,40}?) ?: ?\S")
_MAX_VALUE_CHARS: Final = 160
#: A run of lines longer than this is never taken for a fact sheet.
_MAX_SHEET_LINES: Final = 40


@cache
def _fact_labels() -> frozenset[str]:
    return frozenset(table("markup")["facts"]["labels"])


def names_a_fact(text: str) -> bool:
    """Tell whether *text* is a fact sheet's label: "Budget", "Partenaires :"."""
    return len(text) <= 40 and fold(text.strip(" :-•")) in _fact_labels()


def is_label(block: Block) -> bool:
    """Tell whether the next line says the value of this one: a ``dt``, "Budget"."""
    if len(block.text) > 40 or block.entry or block.tag == "tr" or block.bits & marks.PANEL_TITLE:
        return False
    if block.tag == "dt" or (block.bits & marks.LABEL and block.text[-1] not in ".!?"):
        return True
    if ":" in block.text[:-1]:
        return False
    return fold(block.text.rstrip(" :")) in _fact_labels()


def is_value(block: Block) -> bool:
    """Tell whether *block* is short and says what a label before it names."""
    text = block.text
    named = _LABEL.match(text)
    return (
        not block.entry
        and len(text) <= _MAX_VALUE_CHARS
        and block.tag not in HEADINGS
        and not (named and fold(named[1].strip()) in _fact_labels())
        and block.tag != "tr"
    )


def fact_sheets(root: Node, blocks: list[Block], start: int, end: int) -> list[int]:
    """Return the lines of boxes beside the body that are fact sheets ("Budget : …").

    The body is ``blocks[start:end]``.
    """
    outside = [*range(start), *range(end, len(blocks))]
    facts = [0] * len(blocks)
    for at in outside:
        facts[at] = not blocks[at].dropped and _is_fact(blocks[at])
    if sum(facts) < 2:
        return []
    sums = list(accumulate(facts, initial=0))
    return [
        at
        for box in _sheets(root, start, end, sums)
        for at in range(box.start, box.end)
        if not blocks[at].dropped and blocks[at].links * 2 <= len(blocks[at].text)
    ]


def _sheets(node: Node, start: int, end: int, sums: list[int]) -> Iterator[Node]:
    """Yield the outermost small boxes outside ``start:end`` that hold two facts or more."""
    if sums[node.end] - sums[node.start] < 2:
        return
    outside = node.end <= start or node.start >= end
    if outside and node.end - node.start <= _MAX_SHEET_LINES:
        yield node
        return
    for kid in node.kids:
        yield from _sheets(kid, start, end, sums)


def _is_fact(block: Block) -> bool:
    """Tell whether *block* is a fact sheet's line: "Budget : 3,5 M€", or "Budget" alone."""
    text = block.text
    if len(text) > 40:
        name, colon, _ = text[:44].partition(":")
        if not colon:
            return False
    else:
        name = text.partition(":")[0]
    return fold(name.strip(" -•")) in _fact_labels()
