"""Boxes side by side looked at together: columns of a table, contributions to one page, pages that all name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_box import is_paragraph
from aimf_scraper.pages.listing.card_boxes import MAX_CARD_LINKS
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.card_titles import without_days
from aimf_scraper.pages.listing.unlinked import longest_line
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.pages.layout.blocks import Block, Node
    from aimf_scraper.pages.listing.card_box import CardBox
    from aimf_scraper.pages.listing.card_boxes import CardJudge

#: Contributions to one page are at least so many.
_MIN_CONTRIBUTIONS: Final = 4
#: A card in a column of a table is no longer than this.
_MAX_COLUMN_CHARS: Final = 700
_MIN_TITLE_CHARS: Final = 4
_MAX_TITLE_CHARS: Final = 160
_MAX_LABEL_CHARS: Final = 30
#: Under a heading that several share, a sentence is a lead.
_SENTENCE_ENDS: Final = (".", "…", "!", ":", ";")


def are_by_authors(boxes: list[CardBox], blocks: list[Block], prose: int) -> bool:
    """Return whether several boxes each lead to one page and say different things.

    They are contributions to one page, named by who wrote them, and most of its prose; a
    carousel's copies say the same. *prose*: how much the page has.
    """
    said: dict[str | None, set[str]] = {}
    for box in boxes:
        words = longest_line(blocks, box.node)
        said.setdefault(box.key, set()).add(words)
    several = sum(len(words) for words in said.values() if len(words) > 1)
    if not several * 2 > len(boxes) >= _MIN_CONTRIBUTIONS:
        return False
    return sum(prose_in(blocks, one.node) for one in boxes) * 2 > prose


def with_own_titles(boxes: list[CardBox], blocks: list[Block]) -> list[CardBox]:
    """Return *boxes*; a line that most of them share is no title: a category, a place.

    The next line that no two of them share is. A heading that is the link to the page
    stays; another is a label too where each stands over a longer line that is the link.
    """
    if len({one.key for one in boxes}) < len(boxes):
        return boxes
    said = Counter(blocks[one.title_at].text for one in boxes if one.title_at is not None)
    common = {text for text, times in said.items() if times > 1 and times * 2 > len(boxes)}
    labelled = are_labelled(boxes, blocks)
    if not common and not labelled:
        return boxes
    lines = Counter(block.text for one in boxes for block in blocks[one.node.start : one.node.end])
    tags = {
        blocks[one.title_at].tag
        for one in boxes
        if one.title_at is not None and blocks[one.title_at].text in common
    }
    found = []
    for box in boxes:
        block = None if box.title_at is None else blocks[box.title_at]
        if block is None:
            found.append(box)
        elif block.tag in HEADINGS:
            # "Dossier" among several "Communiqué"
            label = labelled or (block.tag in tags and len(block.text) <= _MAX_LABEL_CHARS)
            found.append(
                _retitled(box, blocks, lines) if label and box.role is not Role.HEADING else box
            )
        else:
            found.append(_retitled(box, blocks, lines) if block.text in common else box)
    return found


def are_labelled(boxes: list[CardBox], blocks: list[Block]) -> bool:
    """Return whether the headings of all *boxes* are labels: "Togo", and under it the title that is the link."""
    if len(boxes) < 2 or not all(map(_is_labelled, boxes, repeat(blocks))):
        return False
    titles = {blocks[one.title_at + 1].text for one in boxes if one.title_at is not None}
    return len(titles) == len(boxes)


def _is_labelled(box: CardBox, blocks: list[Block]) -> bool:
    at = box.title_at
    if at is None or at + 1 >= box.node.end or box.role is not Role.LINE:
        return False
    head, below = blocks[at], blocks[at + 1]
    return (
        head.tag in HEADINGS
        and len(head.text) <= _MAX_LABEL_CHARS
        and len(head.text) < len(below.text) <= _MAX_TITLE_CHARS
        and below.links * 10 >= len(without_days(below.text)) * 8
        and not fold(below.text).startswith(_opens())
    )


@cache
def _opens() -> tuple[str, ...]:
    """Return the words with which a link begins that only leads on: "Découvrir le quai de Podor"."""
    item = table("markup")["item"]
    return (*(f"{one} " for one in item["more_verbs"]), *item["more_starts"])


def _retitled(box: CardBox, blocks: list[Block], lines: Counter[str]) -> CardBox:
    at = box.title_at
    headed = at is not None and blocks[at].tag in HEADINGS
    own = (
        line
        for line in range(0 if at is None else at + 1, box.node.end)
        if lines[blocks[line].text] == 1
        and _MIN_TITLE_CHARS <= len(blocks[line].text) <= _MAX_TITLE_CHARS
        and not is_day_only(blocks[line].text)
        and not (headed and blocks[line].text.endswith(_SENTENCE_ENDS))
    )
    title_at = next(own, None)
    return box if title_at is None else replace(box, title_at=title_at)


def are_card_columns(kids: list[Node], judge: CardJudge) -> bool:
    """Return whether every column of a table's row is a short card of a page of its own.

    Columns are an old page's layout else: a menu beside an article.
    """
    if len(kids) < 2 or not all(map(is_column, kids)):
        return False
    boxes = [judge.judge(kid) for kid in kids]
    return all(
        one is not None and one.rich and one.chars <= _MAX_COLUMN_CHARS for one in boxes
    ) and len({one.key for one in boxes if one is not None}) == len(kids)


def are_beside_title(
    boxes: list[CardBox], kids: list[Node], holds_title: Callable[[Node], bool]
) -> bool:
    """Return whether *boxes* stand on both sides of the page's own title: its head and its margin."""
    held = next(filter(holds_title, kids), None)
    return (
        held is not None
        and not any(one.marked for one in boxes)
        and boxes[0].node.start < held.start < boxes[-1].node.start
    )


def common_pages(kids: list[Node], judge: CardJudge) -> frozenset[str | None]:
    """Return the pages that most boxes side by side lead to: none of them is a card's own."""
    if len(kids) < 3:
        return frozenset()
    said = Counter(
        key
        for kid in kids
        if 0 < kid.link_end - kid.link_start <= MAX_CARD_LINKS
        for key in judge.pages(kid)
    )
    return frozenset(key for key, times in said.items() if times > 2 and times * 2 > len(kids))


def prose_in(blocks: list[Block], node: Node) -> int:
    said = blocks[node.start : node.end]
    return sum(len(one.text) for one in said if is_paragraph(one))


def is_column(node: Node) -> bool:
    """Return whether *node* is a column of a table, or all that stands in one: an old page's layout."""
    parent = node.el.getparent()
    return node.tag in {"td", "th"} or (parent is not None and parent.tag in {"td", "th"})
