"""Entries of a page that calls itself a listing, where no box and no heading makes cards of them.

One after the other: a link, perhaps a day before it, a few words behind or below it; perhaps under headings (a month, a
country). Everything below the page's title must fit, or it is an article with links.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS, Node
from aimf_scraper.pages.listing.card_box import CardBox
from aimf_scraper.pages.listing.card_boxes import MAX_CARD_LINES
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.day_lists import day_of, year_of
from aimf_scraper.pages.listing.groups import Group
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.text.chrome import Line, judge_line

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Walk
    from aimf_scraper.pages.listing.card_links import CardLinks

_MIN_ENTRIES: Final = 2
#: Bare titles, without a day, a word or a heading, may be a menu: there are more, and they are longer.
_MIN_BARE_ENTRIES: Final = 3
_MIN_TITLES_CHARS: Final = 12
_MIN_TITLE_CHARS: Final = 4
_MAX_TITLE_CHARS: Final = 160
_MAX_ENTRY_CHARS: Final = 500
_MAX_LEAD_LINES: Final = 4
_MAX_HEAD_CHARS: Final = 80
_MAX_BEFORE_CHARS: Final = 30
#: Before the first entry stands no more than a short introduction.
_MAX_INTRODUCTION: Final = 250


@dataclass(slots=True)
class _Entry:
    link: int
    start: int
    end: int


@dataclass(slots=True)
class _Part:
    """Entries under one heading. ``head``: its line."""

    head: int | None
    entries: list[_Entry] = field(default_factory=list)


def find_entries(walk: Walk, links: CardLinks, titles: list[int]) -> list[Group]:
    """Return the entries below the page's title, a group a heading; none where a line does not fit.

    *titles*: the lines that are the page's own title.
    """
    node = _around(walk, links, titles)
    if node is None:
        return []
    return _Reader(walk, links, node).groups(range(titles[-1] + 1, node.end))


def _around(walk: Walk, links: CardLinks, titles: list[int]) -> Node | None:
    """Return the smallest box that holds the page's title and links to pages below it."""
    if not titles:
        return None
    for node in walk.nodes:  # inner boxes first
        if not node.start <= titles[-1] < node.end - 1 or node.end - node.start > MAX_CARD_LINES:
            continue
        below = {
            links.keys[at]
            for at in range(node.link_start, node.link_end)
            if walk.links[at][1] > titles[-1]
        }
        if len(below - {None}) >= _MIN_ENTRIES:
            return node
    return None


class _Reader:
    def __init__(self, walk: Walk, links: CardLinks, node: Node) -> None:
        self._walk, self._links, self._blocks, self._node = walk, links, walk.blocks, node
        self._lines = [at for _, at in walk.links]
        self._parts = [_Part(None)]
        self._introduction = 0
        self._day_at: int | None = None  # a day that no entry has taken yet

    def groups(self, lines: range) -> list[Group]:
        """Return the entries in *lines*, none where one of these does not fit."""
        for at in lines:
            if judge_line(self._blocks[at].text) in {Line.RELATED, Line.FOOT}:
                break
            if not self._fits(at):
                return []
        parts = [one for one in self._parts if one.entries]
        if not self._are_a_list(parts):
            return []
        return list(map(self._group, parts))

    def _fits(self, at: int) -> bool:
        """Read the line *at*; return whether a list may have such a one."""
        block = self._blocks[at]
        roles = self._links.role
        within = range(bisect_left(self._lines, at), bisect_left(self._lines, at + 1))
        links = [one for one in within if roles(one) is not Role.PICTURE]
        paged = [one for one in links if self._links.keys[one] is not None]
        if len({self._links.keys[one] for one in paged}) > 1:
            return False
        if paged:
            return self._read_linked(at, paged)
        if links and block.links * 2 > len(block.text):
            return True  # another page of the list, a document
        if is_day_only(block.text):
            self._read_day(at)
        elif self._is_head(at):
            self._parts.append(_Part(at))
        else:
            return self._read_words(at)
        return True

    def _read_linked(self, at: int, links: list[int]) -> bool:
        """Read a line with links to one page: it begins an entry, or leads on from the last one."""
        last = self._last()
        if last is not None and self._links.keys[links[0]] == self._links.keys[last.link]:
            last.end = at + 1
            return True
        said = words_of(self._walk.links[links[0]][0])
        role = self._links.role(links[0])
        if not _MIN_TITLE_CHARS <= len(said) <= _MAX_TITLE_CHARS:
            return False
        before, _, after = self._blocks[at].text.partition(said)
        if (
            role in {Role.NONE, Role.TERM, Role.MORE}
            or said[0].islower()
            or not self._may_stand_before(before.strip())
            or after.strip()[:1].islower()
            or after[:1].isalnum()
        ):
            return False
        start = at if self._day_at is None else self._day_at
        self._day_at = None
        self._parts[-1].entries.append(_Entry(links[0], start, at + 1))
        return True

    @staticmethod
    def _may_stand_before(words: str) -> bool:
        """Return whether *words* before a link are no sentence's: a day, "12 mars :"."""
        if len(words) > _MAX_BEFORE_CHARS:
            return False
        return not words or any(map(str.isdigit, words)) or words.endswith((":", "–", "—", "-"))

    def _read_day(self, at: int) -> None:
        """A day stands above all entries, or below all."""
        last = self._last()
        first = self._parts[0].entries[:1] or [
            one for part in self._parts for one in part.entries[:1]
        ]
        above = not first or self._is_dated_above(first[0])
        if above:
            self._day_at = at
        elif last is not None:
            last.end = at + 1

    def _read_words(self, at: int) -> bool:
        last, block = self._last(), self._blocks[at]
        if self._day_at is not None:
            return False  # a day over words that are no link: an article's
        if judge_line(block.text) is not Line.TEXT:
            return True
        if last is None:
            self._introduction += len(block.text)
            return self._introduction <= _MAX_INTRODUCTION
        if block.links or last.end < at or at - self._lines[last.link] > _MAX_LEAD_LINES:
            return False  # prose with a link to elsewhere; words that belong to no entry
        last.end = at + 1
        chars = sum(len(one.text) for one in self._blocks[last.start : last.end])
        return chars <= _MAX_ENTRY_CHARS

    def _is_head(self, at: int) -> bool:
        block = self._blocks[at]
        bold = bool(block.bits & marks.BOLD) and not block.text.endswith(".")
        return len(block.text) <= _MAX_HEAD_CHARS and (
            block.tag in HEADINGS or bold or year_of(block) is not None
        )

    def _is_dated_above(self, entry: _Entry) -> bool:
        return entry.start < self._lines[entry.link]

    def _last(self) -> _Entry | None:
        entries = self._parts[-1].entries
        return entries[-1] if entries else None

    def _are_a_list(self, parts: list[_Part]) -> bool:
        entries = [one for part in parts for one in part.entries]
        keys = {self._links.keys[one.link] for one in entries}
        if len(keys) < len(entries) or len(entries) < _MIN_ENTRIES:
            return False
        if len(set(map(self._is_dated_above, entries))) > 1:
            return False
        titles = [words_of(self._walk.links[one.link][0]) for one in entries]
        if sum(map(len, titles)) < _MIN_TITLES_CHARS * len(titles):
            return False
        told = any(one.end - one.start > 1 or self._says_more(one) for one in entries)
        headed = sum(one.head is not None for one in parts) > 1
        return told or headed or len(entries) >= _MIN_BARE_ENTRIES

    def _says_more(self, entry: _Entry) -> bool:
        block = self._blocks[self._lines[entry.link]]
        return block.links < len(block.text)

    def _group(self, part: _Part) -> Group:
        head = None if part.head is None else self._blocks[part.head]
        return Group(
            list(map(self._box, part.entries)),
            day=None if head is None else day_of(head),
            year=None if head is None else year_of(head),
        )

    def _box(self, entry: _Entry) -> CardBox:
        start, end = entry.start, entry.end
        first, last = bisect_left(self._lines, start), bisect_left(self._lines, end)
        part = Node(self._node.el, "segment", "", 0, start, end, first, last)
        chars = sum(len(one.text) for one in self._blocks[start:end])
        title_at = self._lines[entry.link]
        key = self._links.keys[entry.link]
        return CardBox(part, entry.link, Role.LINE, key, title_at, rich=True, chars=chars)
