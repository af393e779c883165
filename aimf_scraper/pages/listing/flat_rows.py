"""Cards in a flat row of lines: a title, a few words and "Lire la suite"; a term and its text; "link – words".

No box parts them, and no heading is a link. All lines of the row must be made alike,
or it is prose.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.card_dates import after_day
from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS, Node
from aimf_scraper.pages.listing.card_box import CardBox
from aimf_scraper.pages.listing.card_boxes import MAX_CARD_LINES
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.families import prose_in
from aimf_scraper.pages.listing.parts import Part, is_day_line, parts_of
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Block, Walk
    from aimf_scraper.pages.listing.card_links import CardLinks

#: Beside a flat row of cards stands no more prose than this, or they are an article's links.
_MAX_PROSE_BESIDE: Final = 200
_MIN_PARTS: Final = 2
_MIN_WORDY_PARTS: Final = 3
_MAX_PART_CHARS: Final = 500
_MAX_PART_LINES: Final = 8
_MAX_TITLE_CHARS: Final = 120
_MIN_TITLE_CHARS: Final = 8
_SEPARATORS: Final = ("–", "—", "-", ":", "|")


def find_flat_row(walk: Walk, links: CardLinks, titles: list[int]) -> list[CardBox]:
    """Return the cards that stand line after line in one box, none where there is no such row.

    *titles*: the lines that are the page's own title.
    """
    lines = [at for _, at in walk.links]
    prose = prose_in(walk.blocks, walk.root) if walk.root is not None else 0
    for node in walk.nodes:  # inner boxes first
        if node.link_end - node.link_start < _MIN_PARTS or node.end - node.start > MAX_CARD_LINES:
            continue
        if prose - prose_in(walk.blocks, node) > _MAX_PROSE_BESIDE:
            continue
        row = _Row(node, walk, links, lines)
        boxes = row.titled() or row.terms() or row.wordy()
        if boxes and not any(boxes[0].node.start <= at < boxes[-1].node.end for at in titles):
            return boxes
    return []


def find_led_row(walk: Walk, links: CardLinks, titles: list[int]) -> list[CardBox]:
    """Return the cards below the page's title that end in "Lire la suite" each, on a page called a listing.

    Their titles may be lines as any other: each is the first of its part.
    """
    if not titles:
        return []
    lines = [at for _, at in walk.links]
    for node in walk.nodes:  # inner boxes first
        if node.start <= titles[-1] < node.end - 1 and node.end - node.start <= MAX_CARD_LINES:
            boxes = _Row(node, walk, links, lines).led(titles[-1] + 1)
            if boxes:
                return boxes
    return []


class _Row:
    def __init__(self, node: Node, walk: Walk, links: CardLinks, lines: list[int]) -> None:
        self._node, self._walk, self._links, self._lines = node, walk, links, lines
        self._blocks = walk.blocks

    def titled(self) -> list[CardBox]:
        """Return the parts that begin with a title that is no link and end in "Lire la suite"."""
        starts = [at for at in self._range() if self._is_title(self._blocks[at])]
        boxes: list[CardBox] = []
        for start, title_at, end in self._parts(starts):
            more = [at for at in self._linked(start, end) if self._links.role(at) is Role.MORE]
            if len({self._links.keys[at] for at in more}) != 1:
                return []
            last = self._lines[more[-1]] + 1
            if any(self._links.role(at) > Role.PICTURE for at in self._linked(start, last)):
                return []
            boxes.append(self._box(start, last, more[0], Role.MORE, title_at))
        return self._whole(boxes, _MIN_PARTS)

    def led(self, start: int) -> list[CardBox]:
        """Return the parts from the line *start* on that end in a link that only leads on."""
        boxes: list[CardBox] = []
        for link in self._linked(start, self._node.end):
            line = self._lines[link]
            if self._links.role(link) is not Role.MORE or line < start:
                return []
            title = self._blocks[start]
            if title.links or title.text.endswith((".", ":", ",")) or line == start:
                return []
            if not _MIN_TITLE_CHARS <= len(title.text) <= _MAX_TITLE_CHARS:
                return []
            boxes.append(self._box(start, line + 1, link, Role.MORE, start))
            start = line + 1
        return self._whole(boxes, _MIN_PARTS)

    def terms(self) -> list[CardBox]:
        """Return the terms of a list of definitions: the day or title, and the text with the link."""
        blocks = self._blocks
        starts = [at for at in self._range() if blocks[at].tag == "dt"]
        boxes: list[CardBox] = []
        for start, _, end in self._parts(starts):
            if any(blocks[at].tag not in {"dt", "dd"} for at in range(start, end)):
                return []
            own = [at for at in self._linked(start, end) if self._links.keys[at] is not None]
            if len({self._links.keys[at] for at in own}) != 1:
                return []
            line = self._lines[own[0]]
            dated = is_day_only(blocks[start].text)
            if line != start and not (dated and self._begins(own[0])):
                return []
            boxes.append(self._box(start, end, own[0], Role.LINE, line))
        return self._whole(boxes, _MIN_PARTS)

    def wordy(self) -> list[CardBox]:
        """Return the entries that are a link and a few words: "Un quai – il accueille ...", "4 mai : Un quai"."""
        blocks = self._blocks
        starts = [
            self._lines[at]
            for at in range(self._node.link_start, self._node.link_end)
            if self._links.keys[at] is not None and self._lines[at] in self._range()
        ]
        boxes: list[CardBox] = []
        for start, title_at, end in self._parts(sorted(set(starts))):
            own = self._linked(start, end)
            if len(own) != 1 or not self._begins(own[0]) or blocks[title_at].tag in HEADINGS:
                return []
            said, text = words_of(self._walk.links[own[0]][0]), blocks[title_at].text
            rest = after_day(text)
            after = rest.removeprefix(said).strip()
            parted = rest is not text or after.startswith(_SEPARATORS)
            below = not after and end == title_at + 2 and not blocks[end - 1].links
            dated = not after and start == title_at - 1 and is_day_line(blocks[start])
            if not (parted or below or dated) or (below and blocks[title_at].tag == "li"):
                return []
            boxes.append(self._box(start, end, own[0], Role.LINE, title_at))
        return self._whole(boxes, _MIN_WORDY_PARTS)

    def _range(self) -> range:
        return range(self._node.start, self._node.end)

    def _is_title(self, block: Block) -> bool:
        if block.links or not _MIN_TITLE_CHARS <= len(block.text) <= _MAX_TITLE_CHARS:
            return False
        if block.tag in HEADINGS or block.tag == "dt":
            return block.tag != "h1"
        return bool(block.bits & marks.BOLD) and not block.text.endswith((".", ":"))

    def _begins(self, at: int) -> bool:
        """Return whether a line begins with the link at position *at*, or with a day and the link."""
        said = words_of(self._walk.links[at][0])
        text = self._blocks[self._lines[at]].text
        return (
            _MIN_TITLE_CHARS <= len(said) <= _MAX_TITLE_CHARS
            and not said[0].islower()
            and (text.startswith(said) or after_day(text).startswith(said))
        )

    def _parts(self, titles: list[int]) -> list[Part]:
        return parts_of(titles, self._node, self._blocks) if len(titles) >= _MIN_PARTS else []

    def _linked(self, start: int, end: int) -> range:
        lines = self._lines
        return range(bisect_left(lines, start), bisect_left(lines, end))

    def _box(self, start: int, end: int, link: int, role: Role, title_at: int) -> CardBox:
        linked = self._linked(start, end)
        part = Node(self._node.el, "segment", "", 0, start, end, linked.start, linked.stop)
        chars = sum(len(one.text) for one in self._blocks[start:end])
        return CardBox(part, link, role, self._links.keys[link], title_at, rich=True, chars=chars)

    @staticmethod
    def _whole(boxes: list[CardBox], least: int) -> list[CardBox]:
        """Return *boxes* where they are enough, short, and of a page each."""
        if len(boxes) < least or len({one.key for one in boxes}) < len(boxes):
            return []
        short = all(
            one.chars <= _MAX_PART_CHARS and one.node.end - one.node.start <= _MAX_PART_LINES
            for one in boxes
        )
        return boxes if short else []
