"""Lines around an article's prose that are none of it: bylines, captions, labels, ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.layout.labelled_values import is_label, names_a_fact

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block

_SUMS: Final = ("€", "euro", "CFA", "$", "million")
#: A body of less prose than this keeps the short lines around it.
_MIN_EDGED_PROSE: Final = 600
#: A short line that ends no sentence introduces the links under it ("Partenaires").
_MAX_INTRODUCTION: Final = 80
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "»")


def bits_beside_prose(blocks: list[Block], lines: list[int]) -> int:
    """Return which of the bits META and CAPTION mark lines that are not the article's prose."""
    aside = [one for at in lines if (one := blocks[at]).bits & marks.INHERITED]
    if not aside:
        return 0
    prose = sum(len(blocks[at].text) for at in lines)
    found = 0
    for bit in (marks.META, marks.CAPTION):
        marked = sum(len(one.text) for one in aside if one.bits & bit)
        if marked and marked * 3 <= prose:
            found |= bit
    return found


def without_edges(
    blocks: list[Block], kept: list[int], prose_start: int, prose_end: int
) -> list[int]:
    """Return *kept* without the labels and links before and after the prose of a long article.

    "4 minutes", "Partager", "Mots-clés", a last heading over links. Where facts,
    entries or rows stand among them, they may be their values, and all stay.
    """
    prose = [at for at in kept if prose_start <= at < prose_end]
    if sum(len(blocks[at].text) for at in prose) < _MIN_EDGED_PROSE:
        return kept
    before = [at for at in kept if at < prose_start]
    after = [at for at in kept if at >= prose_end]
    if not any(_holds_facts(blocks[at]) for at in before):
        before = [at for at in before if not _is_bare_label(blocks[at])]
    if not any(_holds_facts(blocks[at]) for at in after):
        after = [
            at for at in after if not _is_bare_label(blocks[at]) and not _leads_away(blocks[at])
        ]
    return [*before, *prose, *after]


def _holds_facts(block: Block) -> bool:
    """Return whether a short line may say something of its own: a fact, an entry, a row, a sum."""
    return (
        block.tag in {"tr", "dt", "dd"}
        or (block.entry and not _leads_away(block))
        or is_label(block)
        or says_fact(block.text)
        or states_sum(block.text)
    )


def _leads_away(block: Block) -> bool:
    return block.links * 5 > len(block.text) * 4


def _is_bare_label(block: Block) -> bool:
    """Return whether a line is short, ends no sentence, and is no heading."""
    return (
        len(block.text) <= _MAX_INTRODUCTION
        and block.tag not in HEADINGS
        and not block.bits & marks.COUNTER
        and not block.text.endswith((*_SENTENCE_ENDS, ":", ";", ","))
    )


def says_fact(text: str) -> bool:
    """Return whether *text* is a fact sheet's line: "Budget : 3,5 M€"."""
    name, colon, _ = text[:60].partition(":")
    return bool(colon) and names_a_fact(name)


def states_sum(text: str) -> bool:
    """Return whether *text* says a sum of money, by its sign."""
    return any(sign in text for sign in _SUMS)
