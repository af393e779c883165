"""What a page says itself, between its own heading and the headed cards below it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.tables import kinds_of, table
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.pages.layout.blocks import Block
    from aimf_scraper.pages.listing.groups import Group

_SENTENCE_END: Final = re.compile(r"[^\W\d_]{2}[»)”\"]?\s?[.!?…](?=\s|$)")
#: The heading over cards stands no more lines above them.
_MAX_BELOW_HEADING: Final = 2
#: A shorter line is a label, whatever ends it.
_MIN_CHARS: Final = 20
_NOT_TOLD: Final = marks.META | marks.CAPTION | marks.LABEL


def sentences_over_cards(
    blocks: Sequence[Block], title_at: int | None, groups: Sequence[Group]
) -> int:
    """Return how many sentences stand under the page's own heading, over a headed group of cards.

    0 where the heading names a section ("Actualités"), where cards come first, or where
    they stand under no heading of their own. What only sends the reader to the cards
    ("Retrouvez ici nos projets") counts for nothing.
    """
    cards = [one for one in groups if not one.plain]
    if title_at is None or not cards or fold(blocks[title_at].text) in kinds_of("section"):
        return 0
    first = min(one.start for one in cards)
    if blocks[title_at].tag != "h1" or first <= title_at:
        return 0
    over = next(
        (at for at in range(first - 1, title_at, -1) if _heads(blocks[at])),
        title_at,
    )
    if over == title_at or first - over > _MAX_BELOW_HEADING:
        return 0
    return sum(_sentences(one) for one in blocks[title_at + 1 : over])


def _heads(block: Block) -> bool:
    return block.tag in HEADINGS or judge_line(block.text) in {Line.RELATED, Line.ALSO}


def _sentences(block: Block) -> int:
    text = block.text
    if (
        block.tag in HEADINGS
        or block.bits & _NOT_TOLD
        or len(text) < _MIN_CHARS
        or block.links * 2 > len(text)
        or fold(text).startswith(_introductions())
        or judge_line(text) is not Line.TEXT
    ):
        return 0
    return len(_SENTENCE_END.findall(text))


@cache
def _introductions() -> tuple[str, ...]:
    data: dict[str, Any] = table("markup")["listing"]
    return tuple(data["introductions"])
