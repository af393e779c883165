"""The lines between a page's heading and its prose: one of them may be the article's own title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block

_PROSE_CHARS: Final = 60
_SENTENCE_CHARS: Final = 25
_MAX_TITLE_CHARS: Final = 150


def over_prose(blocks: list[Block], free: list[int], at: int) -> list[int]:
    """Return the lines among *free* that lead nowhere between *at* and the first prose below it.

    Where no line is long, that is the first sentence; where there is none either, no line is returned.
    """
    below = [one for one in free if one > at]
    for is_prose in (_is_long, _is_sentence):
        end = next((one for one in below if is_prose(blocks[one])), None)
        if end is not None:
            return [one for one in below if one < end and not blocks[one].links]
    return []


def headings_over_prose(blocks: list[Block], free: list[int], at: int) -> list[int]:
    """Return the headings, and the lines called titles, between the line *at* and the first prose below it."""
    lines = over_prose(blocks, free, at)
    return [one for one in lines if blocks[one].tag in HEADINGS or _is_called_title(blocks[one])]


def _is_long(block: Block) -> bool:
    return (
        block.tag not in HEADINGS
        and len(block.text) >= _PROSE_CHARS
        and block.links * 2 < len(block.text)
    )


def _is_sentence(block: Block) -> bool:
    return (
        block.tag not in HEADINGS
        and len(block.text) >= _SENTENCE_CHARS
        and block.text.endswith((".", "!", "?", "…"))
        and not block.links
    )


def _is_called_title(block: Block) -> bool:
    """Return whether a line that is no heading is called a title by its class, and ends no sentence."""
    return (
        bool(block.bits & marks.TITLE)
        and len(block.text) <= _MAX_TITLE_CHARS
        and not block.text.endswith(".")
    )
