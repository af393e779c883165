"""Which line a link's words stand in, where lines were joined or parted after the link was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Block

_LOOKED_AT_CHARS: Final = 30
_NEAR_LINES: Final = 8


def first_line(blocks: list[Block], el: _Element, at: int) -> int:
    """Return the line in which the words of link *el* begin: block *at*, or one after it that it began."""
    said = words_of(el)[:_LOOKED_AT_CHARS]
    for line in range(at, len(blocks)):
        text = blocks[line].text
        if said in text or said.startswith(text):
            return line
    return at


def find_again(links: list[tuple[_Element, int]], blocks: list[Block]) -> None:
    """Let each of *links* point at its line again."""
    for position, (el, at) in enumerate(links):
        said = words_of(el)[:_LOOKED_AT_CHARS]
        if not said or (at < len(blocks) and said in blocks[at].text):
            continue
        near = range(max(0, at - _NEAR_LINES), min(len(blocks), at + _NEAR_LINES + 1))
        found = next((one for one in near if said in blocks[one].text), None)
        if found is not None:
            links[position] = (el, found)


def move(placed: list[tuple[_Element, int]], since: int, first: int, last: int) -> None:
    """Let what was placed *since* then stand within the blocks *first* to *last*."""
    for position in range(since, len(placed)):
        el, block = placed[position]
        placed[position] = (el, max(first, min(block, last)))
