"""What stands right after the box of an article's prose and is part of it: loose paragraphs, facts, a quote."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.article.edges import states_sum
from aimf_scraper.pages.article.related_content import PROSE_CHARS, path_to, weight
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Node

#: A lead is no longer: beside more text, a short box of sentences may be anything.
_MAX_LEAD: Final = 400
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "»")
_WORD: Final = re.compile("[a-z]+")
#: No more of a box's names is looked at.
_MAX_NAMES: Final = 300
_NO_TEXT: Final = (
    marks.ASIDE | marks.FORM | marks.SIDEBAR | marks.SIGNUP | marks.ITEM | marks.INHERITED
)


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


def with_sentences(root: Node, box: Node, blocks: list[Block], title_at: int, end: int) -> int:
    """Return where a short article ends, with the boxes of short sentences right after that of its lead.

    "Un guichet est ouvert." in a box beside the lead's weighs little, and is the article all the
    same. What leads elsewhere, is marked, or says no sentence ends it.
    """
    said = sum(len(one.text) for one in blocks[box.start : end] if not one.dropped)
    for parent in reversed(path_to(root, box.start)):
        if parent.start > box.start or parent.end <= end:
            continue
        titled = parent.start <= title_at < parent.end
        kids = {kid.start: kid for kid in parent.kids}
        while end < parent.end:
            kid = kids.get(end)
            to = end + 1 if kid is None else max(kid.end, end + 1)
            named = kid is not None and _is_named_text(kid)
            if not named and (said > _MAX_LEAD or (parent is root and not _is_named_text(root))):
                return end
            if kid is not None and (kid.bits & _NO_TEXT or _is_named_other(kid)):
                return end
            if not _are_sentences(blocks[end:to]):
                return end
            end = to
        if titled:
            return end
    return end


def _is_named_text(node: Node) -> bool:
    words = words_of_names(node.names)
    return bool(node.bits & marks.MARKED) or not words.isdisjoint(
        table("markup")["article"]["text_words"]
    )


def _is_named_other(node: Node) -> bool:
    return not words_of_names(node.names).isdisjoint(table("markup")["article"]["other_words"])


def words_of_names(names: str) -> set[str]:
    """Return the words of a box's class and id, in lower case."""
    return set(_WORD.findall(names[:_MAX_NAMES].lower()))


def _are_sentences(blocks: list[Block]) -> bool:
    """Return whether lines are sentences, with their headings and lists, and lead nowhere."""
    if any(
        one.dropped or one.links * 4 > len(one.text) or one.bits & marks.INHERITED for one in blocks
    ):
        return False
    sentences = 0
    for at, one in enumerate(blocks):
        is_last = at + 1 == len(blocks)
        if one.text.endswith(_SENTENCE_ENDS) and " " in one.text and one.tag not in HEADINGS:
            sentences += 1
        elif is_last or not (one.tag in HEADINGS or one.text.endswith(":")):
            return False
    return sentences > 0


def _adds(block: Block) -> bool:
    return (
        states_sum(block.text)
        or block.tag == "blockquote"
        or (block.tag in HEADINGS and fold(block.text).strip() in _added_headings())
    )


@cache
def _added_headings() -> frozenset[str]:
    return frozenset(table("markup")["article"]["added_headings"])
