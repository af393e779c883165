"""What a page says itself, between its own heading and the cards below it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.pages.article.edges import says_fact
from aimf_scraper.pages.claims.datelines import is_dateline, says_when
from aimf_scraper.pages.claims.days import is_day_only, may_hold_day, names_weekday
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.layout.labelled_values import names_a_fact
from aimf_scraper.pages.tables import kinds_of, table
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.pages.layout.blocks import Block
    from aimf_scraper.pages.listing.groups import Group

_SENTENCE_END: Final = re.compile(r"[^\W\d_]{2}[»)”\"]?\s?[.!?…](?=\s|$)")
_LINE_END: Final = re.compile(r"\w[»)”\"]?\s?[.!?…]$")
#: The heading over cards stands no more lines above them.
_MAX_BELOW_HEADING: Final = 2
#: A shorter line is a label, whatever ends it.
_MIN_CHARS: Final = 20
#: A sheet of fewer facts may be of the cards ("Pays : Togo" over the projects there).
_MIN_FACTS: Final = 2
#: A day further below the heading is no dateline.
_NEAR_LINES: Final = 3
_NOT_TOLD: Final = marks.META | marks.CAPTION | marks.LABEL


class OwnWords(NamedTuple):
    """What stands between a page's own heading and its cards.

    ``told``: how many sentences, or lines of a fact sheet. ``headed``: whether the cards
    stand under a heading of their own. ``dated``: whether a dateline stands under the page's.
    """

    told: int = 0
    headed: bool = False
    dated: bool = False


def words_over_cards(
    blocks: Sequence[Block], title_at: int | None, groups: Sequence[Group]
) -> OwnWords:
    """Return what stands under the page's own heading, over its cards.

    Nothing where the heading names a section ("Actualités"), or where cards come first.
    What only sends the reader to the cards ("Retrouvez ici nos projets") counts for nothing.
    """
    cards = [one for one in groups if not one.plain]
    if title_at is None or not cards or fold(blocks[title_at].text) in kinds_of("section"):
        return OwnWords()
    first = min(one.start for one in cards)
    if blocks[title_at].tag != "h1" or first <= title_at:
        return OwnWords()
    over = next(
        (at for at in range(first - 1, title_at, -1) if _heads(blocks[at])),
        title_at,
    )
    headed = over > title_at and first - over <= _MAX_BELOW_HEADING
    said = blocks[title_at + 1 : over if headed else first]
    facts = sum(map(_is_fact, said))
    told = sum(map(sentences, said)) + (facts if facts >= _MIN_FACTS else 0)
    return OwnWords(told, headed, any(_says_day(one.text) for one in said[:_NEAR_LINES]))


def says_when_published(blocks: Sequence[Block], title_at: int | None) -> bool:
    """Return whether a line right under the page's own title says when it was put up: "Posté le 3 mai 2023".

    A bare day may be of a list, and "Actualités" titles no article.
    """
    if title_at is None or fold(blocks[title_at].text) in kinds_of("section"):
        return False
    return any(says_when(one.text) for one in blocks[title_at + 1 : title_at + 1 + _NEAR_LINES])


def _heads(block: Block) -> bool:
    return block.tag in HEADINGS or judge_line(block.text) in {Line.RELATED, Line.ALSO}


def sentences(block: Block) -> int:
    """Return how many sentences of its own a line says: none in a label, a link or a heading."""
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
    # "de 9 h à 10 h." ends a line, and so a sentence; amid one it would be an abbreviation.
    return max(len(_SENTENCE_END.findall(text)), _LINE_END.search(text) is not None)


def _is_fact(block: Block) -> bool:
    """Return whether a line is of a fact sheet: a label, or a label with its value."""
    if block.links * 2 > len(block.text):
        return False
    return says_fact(block.text) or names_a_fact(block.text)


def _says_day(line: str) -> bool:
    """Return whether a line is a dateline: a bare day too, but none with its weekday, as events have."""
    return may_hold_day(line) and (
        is_dateline(line) or (is_day_only(line) and not names_weekday(line))
    )


@cache
def _introductions() -> tuple[str, ...]:
    data: dict[str, Any] = table("markup")["listing"]
    return tuple(data["introductions"])
