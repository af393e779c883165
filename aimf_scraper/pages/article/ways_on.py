"""What stands below an article's last sentence and leads on: a card, dates of other events, quick links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.pages.article.tails import words_of_names
from aimf_scraper.pages.claims.days import find_day
from aimf_scraper.pages.claims.short_days import is_short_day
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.layout.labelled_values import names_a_fact
from aimf_scraper.pages.source.tree import short_words
from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Block, Node, Walk

#: A card below a text has no more lines, and no more to say.
_MAX_CARD_LINES: Final = 6
_MAX_CARD_CHARS: Final = 300
_MAX_LINKED_LINES: Final = 3
_MAX_ROW_LINES: Final = 4
#: A day without its year is made of so many words at most: "sam. 5 déc.".
_DAY_WORDS: Final = 3
_MAX_WAYS: Final = 40
_MIN_SENTENCE: Final = 25
_SENTENCE_ENDS: Final = (".", "!", "?", "…", "»")


class Ways(NamedTuple):
    """What leads on: its lines and its boxes."""

    lines: AbstractSet[int] = frozenset()
    boxes: AbstractSet[_Element] = frozenset()


def ways_on(walk: Walk, keys: Sequence[str | None], title_at: int | None) -> Ways:
    """Return the lines and boxes below the last sentence of a page that belong to other pages.

    *keys*: of each link of *walk* the page of this site that it leads to, ``None`` where it
    leads to a document, to another host or nowhere.
    """
    if title_at is None or walk.root is None or not walk.links:
        return Ways()
    first = _first_sentence(walk.blocks, title_at)
    if first is None:
        return Ways()
    finder = _Finder(walk, keys, first)
    finder.look(walk.root)
    return Ways(finder.taken, finder.boxes)


def _first_sentence(blocks: list[Block], title_at: int) -> int | None:
    below = range(title_at + 1, len(blocks))
    return next((at for at in below if _is_sentence(blocks[at])), None)


def _is_sentence(block: Block) -> bool:
    return (
        len(block.text) >= _MIN_SENTENCE
        and block.text.endswith(_SENTENCE_ENDS)
        and block.links * 2 <= len(block.text)
        and block.tag not in HEADINGS
    )


class _Finder:
    """Goes from the page's end upwards; ``end``: from there on nothing is the article's."""

    def __init__(self, walk: Walk, keys: Sequence[str | None], first: int) -> None:
        self._walk = walk
        self._blocks = walk.blocks
        self._keys = keys
        self._first = first
        self._end = len(walk.blocks)
        self.taken: set[int] = set()
        self.boxes: set[_Element] = set()

    def look(self, node: Node) -> None:
        """Take the boxes of *node* that lead on, the last first, until one says something of its own."""
        kids = node.kids[-_MAX_WAYS:]
        at = len(kids) - 1
        while at >= 0:
            kid = kids[at]
            if kid.end <= self._first or not self._is_bare(kid.end, self._end):
                return
            rows = self._rows(kids, at)
            if rows:
                self._take(kids[at - rows + 1 : at + 1], headed=True)
                at -= rows
            elif kid.start > self._first and (
                self._is_card(kid, alone=_is_alone(kid, kids)) or self._are_quick_links(kid)
            ):
                self._take([kid])
                at -= 1
            else:
                self.look(kid)
                if self._end > kid.start and not self._is_bare(kid.start, self._end):
                    return
                at -= 1

    def _take(self, boxes: list[Node], *, headed: bool = False) -> None:
        """Take *boxes*, with what only leads on behind them, and the heading before."""
        start, end = boxes[0].start, boxes[-1].end
        self.boxes.update(one.el for one in boxes)
        before = start - 1
        if headed and before > self._first and self._blocks[before].tag in HEADINGS:
            start = before
        self.taken.update(range(start, self._end if self._is_bare(end, self._end) else end))
        self._end = start

    def _is_bare(self, start: int, end: int) -> bool:
        """Return whether no line from *start* to *end* says anything: each is a link, or dropped."""
        return all(
            one.dropped or at in self.taken or one.links * 10 >= len(one.text) * 8
            for at, one in enumerate(self._blocks[start:end], start)
        )

    def _pages(self, node: Node) -> set[str] | None:
        """Return the pages that the links in *node* lead to, ``None`` where one leads anywhere else."""
        found = self._keys[node.link_start : node.link_end]
        pages = {one for one in found if one is not None}
        return pages if pages and all(found) else None

    def _is_card(self, node: Node, *, alone: bool) -> bool:
        """Return whether *node* is a heading with a few words and one page that it leads to, and is named a card.

        *alone*: no other box beside it is made so; several posts are headed by links to their authors.
        """
        lines = self._blocks[node.start : node.end]
        chars = sum(len(one.text) for one in lines)
        if not lines or len(lines) > _MAX_CARD_LINES or chars > _MAX_CARD_CHARS:
            return False
        pages = self._pages(node)
        heading = next((one for one in lines if one.tag in HEADINGS), None)
        if heading is None or pages is None or len(pages) != 1:
            return False
        links = self._walk.links[node.link_start : node.link_end]
        said = {fold(short_words(el)) for el, _ in links}
        named = bool(node.bits & marks.ITEM) or node.el.tag in {"aside", "article"}
        named = named or not words_of_names(node.names).isdisjoint(
            table("markup")["article"]["promo_words"]
        )
        if heading.links:  # else it may be a part of the article, headed by a link
            return named and alone and len(lines) <= _MAX_LINKED_LINES
        if any(0 < one.links * 10 < len(one.text) * 8 for one in lines):
            return False  # a sentence of the article's that holds a link
        return (named and alone) or fold(heading.text) in said

    def _are_quick_links(self, node: Node) -> bool:
        """Return whether *node* is a heading of its own over links to several pages, and no more."""
        lines = self._blocks[node.start : node.end]
        if len(lines) < 2 or lines[0].tag not in HEADINGS or _heads_facts(lines[0].text):
            return False
        if any(one.links * 10 < len(one.text) * 8 for one in lines[1:]):
            return False
        pages = self._pages(node)
        return pages is not None and len(pages) > 1

    def _rows(self, kids: list[Node], last: int) -> int:
        """Return how many boxes of one make up to *last* are a day and a page each; 0 where one is alone."""
        make = kids[last].tag, kids[last].names
        pages: set[str] = set()
        at = last
        while at >= 0 and (kids[at].tag, kids[at].names) == make and kids[at].start > self._first:
            found = self._pages(kids[at])
            if found is None or len(found) != 1 or found <= pages or not self._is_dated(kids[at]):
                break
            pages |= found
            at -= 1
        before = kids[at + 1].start - 1 if at < last else 0
        if len(pages) < 2 or (
            self._blocks[before].tag in HEADINGS and _heads_facts(self._blocks[before].text)
        ):
            return 0
        return len(pages)

    def _is_dated(self, node: Node) -> bool:
        """Return whether *node* begins with a day and says no sentence."""
        lines = self._blocks[node.start : node.end]
        if not lines or len(lines) > _MAX_ROW_LINES or any(map(_is_sentence, lines)):
            return False
        text = lines[0].text
        words = text.split()
        if any(is_short_day(" ".join(words[:most])) for most in range(1, _DAY_WORDS + 1)):
            return True
        day = find_day(text[:_MIN_SENTENCE])
        return day is not None and day.start <= len("vendredi ")


def _is_alone(node: Node, beside: list[Node]) -> bool:
    return sum(one.tag == node.tag and one.names == node.names for one in beside) == 1


def _heads_facts(heading: str) -> bool:
    """Return whether a heading names what the links below it are to the page: "Partenaires", "Villes membres"."""
    own = table("markup")["article"]["own_headings"]
    words = fold(heading[:_MAX_CARD_CHARS]).split()
    return names_a_fact(heading) or any(one.strip(":") in own for one in words)
