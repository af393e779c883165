"""Repeated boxes on a page: the cards of a listing, or of a block of teasers.

A group is made of the boxes side by side that are cards (``card_boxes``), each
of another page. It is judged by most of its members: one odd box among them is
one of them. Where the links are missing, boxes count as cards only if they look
alike and their leads are cut, dated or stand under a section's heading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.listing.card import CardReader, first_kind
from aimf_scraper.pages.listing.card_box import CardBox, is_marked
from aimf_scraper.pages.listing.card_boxes import MAX_CARD_LINES, CardJudge
from aimf_scraper.pages.listing.card_links import CardLinks, Role
from aimf_scraper.pages.listing.card_titles import is_cut
from aimf_scraper.pages.listing.day_lists import take_day_lists
from aimf_scraper.pages.listing.entries import find_entries
from aimf_scraper.pages.listing.families import (
    are_beside_title,
    are_by_authors,
    are_card_columns,
    common_pages,
    is_column,
    with_own_titles,
)
from aimf_scraper.pages.listing.flat_rows import find_flat_row, find_led_row
from aimf_scraper.pages.listing.groups import Group
from aimf_scraper.pages.listing.lone_cards import LoneCards
from aimf_scraper.pages.listing.makes import count_alike, makes_of, shape
from aimf_scraper.pages.listing.merging import is_head, merge_cards
from aimf_scraper.pages.listing.own_parts import OwnParts
from aimf_scraper.pages.listing.segments import segments
from aimf_scraper.pages.listing.tiles import MIN_TILES, find_tiles
from aimf_scraper.pages.listing.unlinked import UnlinkedBoxes, fill, longest_line
from aimf_scraper.pages.tables import kinds_of, table
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.reading import Card
    from aimf_scraper.pages.source.urls import Base

#: Of the boxes made alike, this share must be cards, or none of the others is taken with them.
_MOST: Final = 0.6
#: Titles in a bare list are this long on average; shorter ones are a menu.
_MIN_TITLE_CHARS: Final = 24


class Cards:
    """What is repeated on a page."""

    def __init__(
        self,
        walk: Walk,
        base: Base,
        urls: dict[_Element, str | None] | None = None,
        *,
        archive: bool = False,
        single: bool = False,
        goes_on: Callable[[], bool] = lambda: False,
        called_listing: Callable[[], bool] = lambda: False,
        own: str | None = None,
    ) -> None:
        """Look at *walk*. ``archive``, ``single``: what the markup says that the page is.

        ``goes_on`` says whether the page has a next one, ``called_listing`` whether
        its address names a listing; ``own`` is the class of the page's own article.
        """
        self._walk = walk
        self._blocks = walk.blocks
        self._links = CardLinks(walk, base, urls or {})
        self.keys = self._links.keys  # of each link the page of this site that it leads to
        self._judge = CardJudge(walk, self._links, single=single)
        self._reader = CardReader(walk, base.url, self._links.urls)
        self._single = single
        self._goes_on = goes_on
        self._called_listing = called_listing
        self._link_lines = [at for _, at in walk.links]
        self._own = OwnParts(walk, self._links, archive=archive, single=single, own=own)
        self._lone = LoneCards(walk, self._judge, self._own, archive, single)
        self._alone: list[CardBox] = []
        self._unlinked = UnlinkedBoxes(walk, self._links, self._judge)
        self.groups: list[Group] = []
        self._find()
        if not self.groups and self._lists_documents(base) and self._links.take_documents():
            self._alone.clear()
            self._unlinked = UnlinkedBoxes(walk, self._links, self._judge)
            self._find()
        inside = self.covered()
        for group in self.groups:
            group.find_sections(self._blocks, inside)
        self.groups += self._unlinked.groups(
            self.covered(), archive=archive, listed=None if single else self._says_listing
        )
        self._sort()

    def _find(self) -> None:
        if self._walk.root is not None:
            self._visit(self._walk.root)
        self._take_flat_rows()
        if not self._single:
            take_day_lists(self.groups, self._blocks, self._own.titles)
        self._take_lone_cards()

    def _lists_documents(self, base: Base) -> bool:
        """Return whether the page is called a listing, and of publications: its items may be files."""
        if self._single or not self._called_listing():
            return False
        sections = kinds_of("section")
        titles = (sections.get(fold(self._blocks[at].text)) for at in self._own.titles)
        return first_kind(base.url) == "publication" or "publication" in titles

    def covered(self) -> list[bool]:
        """Return, block by block, whether it stands in a card."""
        inside = [False] * len(self._blocks)
        for group in self.groups:
            if not group.plain:
                for box in group.boxes:
                    fill(inside, box.node)
        return inside

    def read(self, groups: Iterable[Group]) -> list[Card]:
        """Return the cards of *groups*, in page order, each page's once with all that is said of it."""
        cards = [
            self._reader.read(box, section, group.day, group.year)
            for group in groups
            for box, section in zip(group.boxes, group.sections, strict=True)
        ]
        return merge_cards(one for one in cards if one.url or (one.lead and not is_head(one)))

    def onward_lines(self) -> frozenset[int]:
        """Return the lines that are a link to another page of this site and nothing else."""
        return frozenset(
            at
            for one, at in enumerate(self._link_lines)
            if self._links.role(one) in {Role.LINE, Role.MORE}
        )

    def url_of(self, box: CardBox) -> str | None:
        """Return the address that *box* leads to, ``None`` where it leads nowhere."""
        return None if box.link is None else self._links.urls[box.link]

    def drop(self, group: Group) -> None:
        """Give the words of *group* back to the page: they are no cards."""
        self.groups.remove(group)

    def add_lone(self) -> None:
        """Add the boxes whose heading leads to a page, on a listing that repeats nothing."""
        self.groups += self._lone.headed(self.covered())
        self._sort()

    def _sort(self) -> None:
        self.groups.sort(key=lambda one: (one.start, one.end))

    # -- boxes side by side

    def _visit(self, node: Node) -> None:
        """Find the groups in *node*: of its own boxes, else of the boxes in them."""
        if not node.kids:
            self._take_segments(node)
            return
        linked = node.link_end > node.link_start
        if not linked:
            self._unlinked.note(node, self._own.holds_title)
        families: dict[str, list[Node]] = {}
        for kid in node.kids:
            families.setdefault(kid.tag, []).append(kid)
        taken: set[int] = set()
        for kids in families.values():
            taken |= self._take_family(kids)
        if linked:
            self._unlinked.note(node, self._own.holds_title)
        for kid in node.kids:
            if id(kid) not in taken:
                self._visit(kid)
        if not taken:
            self._take_segments(node)

    def _take_family(self, kids: list[Node]) -> set[int]:
        """Take the cards among boxes of one tag; return which boxes need no second look."""
        boxes: dict[int, CardBox] = {}
        common = common_pages(kids, self._judge)
        in_columns = are_card_columns(kids, self._judge)
        for kid in kids:
            left = self._own.holds_title(kid) or (is_column(kid) and not in_columns)
            box = None if left else self._judge.judge(kid, common)
            if box is not None and not self._own.is_article(box.node):
                boxes[id(kid)] = box
        if len({one.key for one in boxes.values()}) < 2:
            if (
                len(boxes) > 1
                and all(one.strong for one in boxes.values())
                and self._is_called_listing()
            ):
                self.groups.append(Group(list(boxes.values())))
                return set(boxes)
            self._alone += boxes.values()
            return set()
        if len(boxes) * 2 < len({one.key for one in boxes.values()}):
            return set()
        shapes = {shape(kid) for kid in kids if id(kid) in boxes}
        alike = [kid for kid in kids if shape(kid) in shapes and not self._own.holds_title(kid)]
        if len(boxes) >= _MOST * len(alike):
            for kid in alike:
                if id(kid) not in boxes and self._leads_on(kid):
                    boxes[id(kid)] = self._judge.force(kid)
        found = [boxes[id(kid)] for kid in kids if id(kid) in boxes]
        found = with_own_titles(found, self._blocks)
        if are_beside_title(found, kids, self._own.holds_title):
            self._alone += found
            return set()
        if are_by_authors(found, self._blocks, self._own.prose):
            return set()
        if len(found) < MIN_TILES and not any(one.marked or one.chars for one in found):
            return set()
        rich = sum(one.rich for one in found)
        if rich * 2 >= len(found):
            self.groups.append(Group(found))
            return set(boxes)
        titles = sum(one.chars for one in found) / len(found)
        if sum(one.marked for one in found) * 2 >= len(found) or titles >= _MIN_TITLE_CHARS:
            self.groups.append(Group(found, plain=True))
            return set(boxes)
        return set()

    def _leads_on(self, node: Node) -> bool:
        """Return whether a box among cards made like it is one of them, whatever else it holds."""
        if node.end - node.start > MAX_CARD_LINES or (self._single and self._own.is_article(node)):
            return False
        if self._judge.names_one_page(node):
            return True
        marked = sum(is_marked(kid) for kid in node.kids)
        return is_marked(node) and marked < 2 and not self._own.is_article(node)

    def _take_segments(self, node: Node) -> None:
        """Take cards that no box parts: headings that lead to pages, each with what follows it; tiles."""
        if node.link_end - node.link_start < 2:
            return
        if tiles := find_tiles(node, self._walk, self._links):
            self.groups.append(Group(tiles))
            return
        parts = segments(node, self._links, self._link_lines, self._blocks)
        if any(part.start in self._own.titles for part in parts):
            return
        boxes = [box for part in parts if (box := self._judge.judge(part)) is not None]
        if len(boxes) >= _MOST * len(parts) and sum(one.rich for one in boxes) >= 2:
            self.groups.append(Group(boxes))

    def _take_flat_rows(self) -> None:
        """Take a row of lines that are cards, on a page that has no other cards."""
        if self._single or any(not one.plain for one in self.groups):
            return
        boxes = find_flat_row(self._walk, self._links, self._own.titles)
        if boxes:
            row = Group(boxes)
            apart = [one for one in self.groups if one.end <= row.start or row.end <= one.start]
            self.groups = [*apart, row]
        elif self._is_called_listing():
            entries = find_entries(self._walk, self._links, self._own.titles)
            if not entries and (led := find_led_row(self._walk, self._links, self._own.titles)):
                entries = [Group(led)]
            if entries:  # the bare lists among the groups are made of the same lines
                self.groups = entries

    def _take_lone_cards(self) -> None:
        count_alike(self.groups)
        listed = any(one.strong for one in self.groups)
        made = makes_of(self.groups)
        self.groups += self._lone.find(self._alone, self.covered(), listed=listed, made=made)
        self._sort()

    def _is_called_listing(self) -> bool:
        """Return whether the page's title or its address says that it lists."""
        sections, names = kinds_of("section"), table("markup")["listing"]["titles"]
        titles = [fold(self._blocks[at].text) for at in self._own.titles]
        return any(one in sections or one in names for one in titles) or self._called_listing()

    def _says_listing(self) -> bool:
        """Return whether the page is a listing by a heading ("Actualités"), or by going on elsewhere."""
        return self._own.is_sectioned() or self._goes_on()

    def shows_more_than_words(self, box: CardBox) -> bool:
        """Return whether *box* holds a picture or a date, as teasers do."""
        return self._judge.shows_more_than_words(box.node)

    def is_only_teaser(self, group: Group) -> bool:
        """Return whether *group* is one card whose title and "Lire la suite" lead to one page."""
        return len(group.boxes) == 1 and self._judge.sends_on(group.boxes[0])

    def names_page(self, box: CardBox) -> bool:
        """Return whether words in *box* lead to its page: its title."""
        return self._links.names_page(box.node, box.key)

    def are_cut(self, group: Group) -> bool:
        """Return whether leads of *group* break off: nobody's body does."""
        leads = [longest_line(self._blocks, one.node) for one in group.boxes]
        return sum(map(is_cut, leads)) * 3 >= len(leads)
