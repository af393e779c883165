"""Repeated boxes on a page: the cards of a listing, or of a block of teasers.

A group is made of the boxes side by side that are cards (``card_boxes``), each
of another page. It is judged by most of its members: one odd box among them is
one of them. Where the links are missing, boxes count as cards only if they look
alike and their leads are cut, dated or stand under a section's heading.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.listing.card import CardReader, is_cut
from aimf_scraper.pages.listing.card_boxes import (
    MAX_CARD_LINES,
    MIN_LEAD_CHARS,
    CardBox,
    CardJudge,
    is_marked,
    is_paragraph,
)
from aimf_scraper.pages.listing.card_links import CardLinks, Role
from aimf_scraper.pages.listing.day_lists import take_day_lists
from aimf_scraper.pages.listing.families import (
    are_by_authors,
    are_card_columns,
    common_pages,
    is_column,
    prose_in,
)
from aimf_scraper.pages.listing.flat_rows import find_flat_row
from aimf_scraper.pages.listing.groups import Group, names_section
from aimf_scraper.pages.listing.merging import is_head, merge_cards
from aimf_scraper.pages.listing.segments import segments
from aimf_scraper.pages.listing.unlinked import UnlinkedBoxes, fill, longest_line, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.reading import Card
    from aimf_scraper.pages.source.urls import Base

#: Of the boxes made alike, this share must be cards, or none of the others is taken with them.
_MOST: Final = 0.6
#: What holds most of this much prose is no card but the page's article.
_MIN_ARTICLE_CHARS: Final = 800
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
        own: str | None = None,
    ) -> None:
        """Look at *walk*. ``archive``, ``single``: what the markup says that the page is.

        ``goes_on`` says whether the page has a next one; ``own`` is the class of
        the page's own article.
        """
        self._walk = walk
        self._blocks = walk.blocks
        self._links = CardLinks(walk, base, urls or {})
        self._judge = CardJudge(walk, self._links)
        self._reader = CardReader(walk, base.url, self._links.urls)
        self._archive = archive
        self._single = single
        self._goes_on = goes_on
        self._own = own
        self._link_lines = [at for _, at in walk.links]
        self._titles = self._page_titles()
        self._prose = sum(len(one.text) for one in walk.blocks if is_paragraph(one))
        self._alone: list[CardBox] = []
        self._unlinked = UnlinkedBoxes(walk, self._links, self._judge)
        self.groups: list[Group] = []
        if walk.root is not None:
            self._visit(walk.root)
        self._take_flat_rows()
        if not single:
            take_day_lists(self.groups, self._blocks, self._titles)
        self._take_lone_cards()
        inside = self.covered()
        for group in self.groups:
            group.find_sections(self._blocks, inside)
        self.groups += self._unlinked.groups(
            self.covered(), archive=archive, listed=None if single else self._says_listing
        )
        self._sort()

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
            self._reader.read(box, section, group.day)
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
        """Add the boxes whose heading leads to a page, on a listing that repeats nothing.

        The last page of a listing may hold a single card, without any mark of its own.
        """
        inside = self.covered()
        for node in self._walk.nodes:  # inner boxes first
            box = self._judge.judge(node)
            if box is None or any(inside[box.node.start : box.node.end]):
                continue
            if box.role >= Role.HEADING and not self._holds_title(box.node):
                fill(inside, box.node)
                self.groups.append(Group([box], sections=[None]))
        self._sort()

    def _sort(self) -> None:
        self.groups.sort(key=lambda one: (one.start, one.end))

    def _page_titles(self) -> list[int]:
        """Return where headings of the page itself stand: an <h1> that leads to no other page."""
        ones = [at for at, one in enumerate(self._blocks) if one.tag == "h1"]
        if not 0 < len(ones) < 3:
            return []
        linked = {
            at
            for one, at in enumerate(self._link_lines)
            if at in ones and self._links.role(one) in {Role.HEADING, Role.WHOLE}
        }
        return [at for at in ones if at not in linked]

    def _holds_title(self, node: Node) -> bool:
        at = bisect_left(self._titles, node.start)
        return at < len(self._titles) and self._titles[at] < node.end

    # -- boxes side by side

    def _visit(self, node: Node) -> None:
        """Find the groups in *node*: of its own boxes, else of the boxes in them."""
        if not node.kids:
            self._take_segments(node)
            return
        linked = node.link_end > node.link_start
        if not linked:
            self._unlinked.note(node, self._holds_title)
        families: dict[str, list[Node]] = {}
        for kid in node.kids:
            families.setdefault(kid.tag, []).append(kid)
        taken: set[int] = set()
        for kids in families.values():
            taken |= self._take_family(kids)
        if linked:
            self._unlinked.note(node, self._holds_title)
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
            left = self._holds_title(kid) or (is_column(kid) and not in_columns)
            box = None if left else self._judge.judge(kid, common)
            if box is not None and not self._is_article(box.node):
                boxes[id(kid)] = box
        if len({one.key for one in boxes.values()}) < 2:
            self._alone += boxes.values()
            return set()
        if len(boxes) * 2 < len({one.key for one in boxes.values()}):
            return set()
        shapes = {shape(kid) for kid in kids if id(kid) in boxes}
        alike = [kid for kid in kids if shape(kid) in shapes and not self._holds_title(kid)]
        if len(boxes) >= _MOST * len(alike):
            for kid in alike:
                if id(kid) not in boxes and self._leads_on(kid):
                    boxes[id(kid)] = self._judge.force(kid)
        found = [boxes[id(kid)] for kid in kids if id(kid) in boxes]
        if self._are_beside_title(found, kids):
            self._alone += found
            return set()
        if are_by_authors(found, self._blocks, self._prose):
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

    def _are_beside_title(self, boxes: list[CardBox], kids: list[Node]) -> bool:
        """Return whether *boxes* stand on both sides of the page's own title: its head and its margin."""
        held = next((kid for kid in kids if self._holds_title(kid)), None)
        return (
            held is not None
            and not any(one.marked for one in boxes)
            and boxes[0].node.start < held.start < boxes[-1].node.start
        )

    def _is_article(self, node: Node) -> bool:
        """Return whether *node* holds most of the prose of a page that says it is one article."""
        if self._own is not None and self._own in node.names.split():
            return True
        if self._archive or self._prose < _MIN_ARTICLE_CHARS:
            return False
        prose = prose_in(self._blocks, node)
        return prose * (2 if self._single else 1.5) > self._prose

    def _leads_on(self, node: Node) -> bool:
        """Return whether a box among cards made like it is one of them, whatever else it holds."""
        if node.end - node.start > MAX_CARD_LINES or (self._single and self._is_article(node)):
            return False
        if self._judge.names_one_page(node):
            return True
        marked = sum(is_marked(kid) for kid in node.kids)
        return is_marked(node) and marked < 2 and not self._is_article(node)

    def _take_segments(self, node: Node) -> None:
        """Take cards that no box parts: headings that lead to pages, each with what follows it."""
        if node.link_end - node.link_start < 2:
            return
        parts = segments(node, self._links, self._link_lines, self._blocks)
        if any(part.start in self._titles for part in parts):
            return
        boxes = [box for part in parts if (box := self._judge.judge(part)) is not None]
        if len(boxes) >= _MOST * len(parts) and sum(one.rich for one in boxes) >= 2:
            self.groups.append(Group(boxes))

    def _take_flat_rows(self) -> None:
        """Take a row of lines that are cards, on a page that has no other cards."""
        if self._single or any(not one.plain for one in self.groups):
            return
        boxes = find_flat_row(self._walk, self._links, self._titles)
        if boxes:
            row = Group(boxes)
            apart = [one for one in self.groups if one.end <= row.start or row.end <= one.start]
            self.groups = [*apart, row]

    # -- cards alone, cards without links

    def _take_lone_cards(self) -> None:
        """Take the boxes that stand alone and are cards: a section's only one, the featured one."""
        self._sort()
        inside = self.covered()
        listed = any(one.strong for one in self.groups)
        if self._archive:
            self._alone += [
                self._judge.force(node)
                for node in self._walk.nodes
                if is_marked(node)
                and node.end - node.start <= MAX_CARD_LINES
                and not self._holds_title(node)
                and not any(is_marked(kid) for kid in node.kids)
            ]
        for box in sorted(self._alone, key=lambda one: (one.node.start, -one.node.end)):
            node = box.node
            if any(inside[node.start : node.end]) or self._holds_title(node):
                continue
            if self._is_article(node):
                continue
            if self._stands_alone(box, listed=listed):
                self.groups.append(Group([box]))
                fill(inside, node)
        self._sort()

    def _stands_alone(self, box: CardBox, *, listed: bool) -> bool:
        prose = prose_in(self._blocks, box.node)
        if self._archive:
            return (box.marked and (box.link is not None or box.chars >= MIN_LEAD_CHARS)) or (
                listed and box.role >= Role.HEADING and box.rich
            )
        if prose * 2 > self._prose and not (listed or self._is_sectioned()):
            return False  # the article itself
        if box.marked:
            return box.role >= Role.HEADING
        return not self._single and listed and box.role >= Role.HEADING and box.rich

    def _says_listing(self) -> bool:
        """Return whether the page is a listing by a heading ("Actualités"), or by going on elsewhere."""
        return self._is_sectioned() or self._goes_on()

    def _is_sectioned(self) -> bool:
        return any(map(names_section, self._blocks))

    def shows_more_than_words(self, box: CardBox) -> bool:
        """Return whether *box* holds a picture or a date, as teasers do."""
        return self._judge.shows_more_than_words(box.node)

    def are_cut(self, group: Group) -> bool:
        """Return whether leads of *group* break off: nobody's body does."""
        leads = [longest_line(self._blocks, one.node) for one in group.boxes]
        return sum(map(is_cut, leads)) * 3 >= len(leads)
