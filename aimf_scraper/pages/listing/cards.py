"""Repeated boxes on a page: the cards of a listing, or of a block of teasers.

A group is made of the boxes side by side that are cards (``card_boxes``), each
of another page. It is judged by most of its members: one odd box among them is
one of them. Where the links are missing, boxes count as cards only if they look
alike and their leads are cut, dated or stand under a section's heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.published import read_day
from aimf_scraper.pages.layout.blocks import HEADINGS, Node
from aimf_scraper.pages.listing.card import CardReader, is_cut
from aimf_scraper.pages.listing.card_boxes import (
    MAX_CARD_LINES,
    MAX_CARD_LINKS,
    MIN_LEAD_CHARS,
    CardBox,
    CardJudge,
    is_marked,
    is_paragraph,
)
from aimf_scraper.pages.listing.card_links import CardLinks, Role
from aimf_scraper.pages.listing.merging import merge_cards
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Walk
    from aimf_scraper.pages.reading import Card
    from aimf_scraper.pages.source.urls import Base

_DIGITS: Final = re.compile(r"[0-9]+")
_MAX_SECTION_CHARS: Final = 80
_LOOK_BACK: Final = 8
#: Of the boxes made alike, this share must be cards, or none of the others is taken with them.
_MOST: Final = 0.6
#: What holds most of this much prose is no card but the page's article.
_MIN_ARTICLE_CHARS: Final = 800
#: Titles in a bare list are this long on average; shorter ones are a menu.
_MIN_TITLE_CHARS: Final = 24


@dataclass(slots=True)
class Group:
    """Cards side by side. ``plain``: a bare list of titles. ``marked``: boxes that say they are items.

    ``sections``: the heading that each card stands under.
    """

    boxes: list[CardBox]
    plain: bool = False
    sections: list[str | None] = field(default_factory=list)

    @property
    def section(self) -> str | None:
        return self.sections[0] if self.sections else None

    @property
    def linked(self) -> bool:
        return any(one.link is not None for one in self.boxes)

    @property
    def marked(self) -> bool:
        return sum(one.marked for one in self.boxes) * 2 >= len(self.boxes)

    @property
    def strong(self) -> bool:
        """Return whether most of its boxes can be nothing but cards."""
        several = len(self.boxes) > 2
        titled = several and all(one.role >= Role.LINE for one in self.boxes)
        leading = several and all(one.leads_on for one in self.boxes)
        surely = sum(one.strong for one in self.boxes) * 2 > len(self.boxes)
        return not self.plain and (titled or leading or surely or not self.linked)

    @property
    def published(self) -> bool:
        """Return whether most of its boxes are said to be what the site publishes."""
        return sum(one.published for one in self.boxes) * 2 >= len(self.boxes)

    @property
    def of_other_pages(self) -> bool:
        """Teasers by their heading: "Ces articles pourraient vous intéresser"."""
        return self.section is not None and judge_line(self.section) in {Line.RELATED, Line.ALSO}

    @property
    def start(self) -> int:
        return self.boxes[0].node.start

    @property
    def end(self) -> int:
        return self.boxes[-1].node.end

    @property
    def chars(self) -> int:
        return sum(one.chars for one in self.boxes)


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
        self._unlinked: list[list[Node]] = []
        self.groups: list[Group] = []
        if walk.root is not None:
            self._visit(walk.root)
        self._take_lone_cards()
        self._find_sections()
        self._take_unlinked()

    def covered(self) -> list[bool]:
        """Return, block by block, whether it stands in a card."""
        inside = [False] * len(self._blocks)
        for group in self.groups:
            if not group.plain:
                for box in group.boxes:
                    _fill(inside, box.node)
        return inside

    def read(self, groups: Iterable[Group]) -> list[Card]:
        """Return the cards of *groups*, in page order, each page's once with all that is said of it."""
        cards = [
            self._reader.read(box, section)
            for group in groups
            for box, section in zip(group.boxes, group.sections, strict=True)
        ]
        return merge_cards(one for one in cards if one.url or (one.lead and not _is_head(one)))

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
                _fill(inside, box.node)
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
            self._note_unlinked(node)
        families: dict[str, list[Node]] = {}
        for kid in node.kids:
            families.setdefault(kid.tag, []).append(kid)
        taken: set[int] = set()
        for kids in families.values():
            taken |= self._take_family(kids)
        if linked:
            self._note_unlinked(node)
        for kid in node.kids:
            if id(kid) not in taken:
                self._visit(kid)
        if not taken:
            self._take_segments(node)

    def _take_family(self, kids: list[Node]) -> set[int]:
        """Take the cards among boxes of one tag; return which boxes need no second look."""
        boxes: dict[int, CardBox] = {}
        common = self._common_pages(kids)
        for kid in kids:
            left = self._holds_title(kid) or _is_column(kid)
            box = None if left else self._judge.judge(kid, common)
            if box is not None and not self._is_article(box.node):
                boxes[id(kid)] = box
        if len({one.key for one in boxes.values()}) < 2:
            self._alone += boxes.values()
            return set()
        if len(boxes) * 2 < len({one.key for one in boxes.values()}):
            return set()
        shapes = {_shape(kid) for kid in kids if id(kid) in boxes}
        alike = [kid for kid in kids if _shape(kid) in shapes and not self._holds_title(kid)]
        if len(boxes) >= _MOST * len(alike):
            for kid in alike:
                if id(kid) not in boxes and self._leads_on(kid):
                    boxes[id(kid)] = self._judge.force(kid)
        found = [boxes[id(kid)] for kid in kids if id(kid) in boxes]
        rich = sum(one.rich for one in found)
        if rich * 2 >= len(found):
            self.groups.append(Group(found))
            return set(boxes)
        titles = sum(one.chars for one in found) / len(found)
        if sum(one.marked for one in found) * 2 >= len(found) or titles >= _MIN_TITLE_CHARS:
            self.groups.append(Group(found, plain=True))
            return set(boxes)
        return set()

    def _common_pages(self, kids: list[Node]) -> frozenset[str | None]:
        """Return the pages that most boxes side by side lead to: none of them is a card's own."""
        if len(kids) < 3:
            return frozenset()
        said = Counter(
            key
            for kid in kids
            if 0 < kid.link_end - kid.link_start <= MAX_CARD_LINKS
            for key in self._judge.pages(kid)
        )
        return frozenset(key for key, times in said.items() if times > 2 and times * 2 > len(kids))

    def _is_article(self, node: Node) -> bool:
        """Return whether *node* holds most of the prose of a page that says it is one article."""
        if self._own is not None and self._own in node.names.split():
            return True
        if self._archive or self._prose < _MIN_ARTICLE_CHARS:
            return False
        prose = self._prose_in(node)
        return prose * (2 if self._single else 1.5) > self._prose

    def _prose_in(self, node: Node) -> int:
        said = self._blocks[node.start : node.end]
        return sum(len(one.text) for one in said if is_paragraph(one))

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
        boxed = [(kid.start, kid.end) for kid in node.kids]
        starts: list[tuple[int, str | None]] = []
        for one in range(node.link_start, node.link_end):
            at = self._link_lines[one]
            if self._links.role(one) is not Role.HEADING or not node.start <= at < node.end:
                continue
            boxed_in = any(start <= at < end for start, end in boxed)
            if not boxed_in and (not starts or starts[-1][0] != at):
                starts.append((at, self._links.keys[one]))
        if len({key for _, key in starts}) < 2 or any(at in self._titles for at, _ in starts):
            return
        ends = [at for at, _ in starts[1:]]
        longest = max(end - at for (at, _), end in zip(starts, ends, strict=False))
        ends.append(min(node.end, starts[-1][0] + longest))
        boxes = []
        for (at, _), end in zip(starts, ends, strict=True):
            links = bisect_left(self._link_lines, at), bisect_left(self._link_lines, end)
            box = self._judge.judge(Node(node.el, "segment", "", 0, at, end, *links))
            if box is not None:
                boxes.append(box)
        if len(boxes) >= _MOST * len(starts) and sum(one.rich for one in boxes) >= 2:
            self.groups.append(Group(boxes))

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
                _fill(inside, node)
        self._sort()

    def _stands_alone(self, box: CardBox, *, listed: bool) -> bool:
        prose = self._prose_in(box.node)
        if self._archive:
            return (box.marked and (box.link is not None or box.chars >= MIN_LEAD_CHARS)) or (
                listed and box.role >= Role.HEADING and box.rich
            )
        if prose * 2 > self._prose and not (listed or self._says_listing()):
            return False  # the article itself
        if box.marked:
            return box.role >= Role.HEADING
        return not self._single and listed and box.role >= Role.HEADING and box.rich

    def _says_listing(self) -> bool:
        """Return whether a heading on the page is a section's name: "Actualités"."""
        known = kinds_of("section")
        return any(
            one.tag in HEADINGS and len(one.text) <= _MAX_SECTION_CHARS and fold(one.text) in known
            for one in self._blocks
        )

    def _note_unlinked(self, node: Node) -> None:
        """Note boxes side by side that lead nowhere, each with a lead of its own."""
        if len(node.kids) < 2:
            return
        shapes: dict[str, list[Node]] = {}
        for kid in node.kids:
            linked = kid.link_end > kid.link_start and self._links.own(kid)
            if kid.end > kid.start and not linked:
                shapes.setdefault(_shape(kid), []).append(kid)
        for kids in shapes.values():
            if len(kids) > 1 and not any(map(self._holds_title, kids)):
                self._unlinked.append(kids)

    def _take_unlinked(self) -> None:
        """Take boxes without links as cards: dated or with cut leads, or items of a listing."""
        inside = self.covered()
        for kids in self._unlinked:
            if any(any(inside[kid.start : kid.end]) for kid in kids):
                continue
            boxes = [self._judge.force(kid) for kid in kids]
            leads = [self._lead(one.node) for one in boxes]
            if sum(len(lead) >= MIN_LEAD_CHARS for lead in leads) * 2 < len(leads):
                continue
            group = Group(boxes)
            self._name_sections(group)
            if self._stand_as_cards(group, leads):
                self.groups.append(group)
                for kid in kids:
                    _fill(inside, kid)
        self._sort()

    def are_cut(self, group: Group) -> bool:
        """Return whether leads of *group* break off: nobody's body does."""
        leads = [self._lead(one.node) for one in group.boxes]
        return sum(map(is_cut, leads)) * 3 >= len(leads)

    def _lead(self, node: Node) -> str:
        return max((one.text for one in self._blocks[node.start : node.end]), key=len, default="")

    def _stand_as_cards(self, group: Group, leads: list[str]) -> bool:
        """Return whether boxes without links are cards."""
        marked = sum(one.marked for one in group.boxes) == len(group.boxes)
        if marked and self._archive:
            return True
        if sum(map(is_cut, leads)) * 3 >= len(leads) and marked:
            return True
        dated = sum(self._is_dated(one.node) for one in group.boxes)
        headed = sum(one.title_at is not None for one in group.boxes)
        named = group.section is not None and fold(group.section) in kinds_of("section")
        if marked and named:
            return True
        alike = dated == headed == len(group.boxes) and len(group.boxes) > 2
        return (
            alike
            and not self._single
            and (named or self._archive or self._says_listing() or self._goes_on())
        )

    def _is_dated(self, node: Node) -> bool:
        """Return whether a line of *node* is a date and nothing else, or as good as."""
        return any(
            len(one.text) <= 40 and read_day(one.text) is not None
            for one in self._blocks[node.start : node.end]
        )

    # -- sections

    def _find_sections(self) -> None:
        for group in self.groups:
            self._name_sections(group)

    def _name_sections(self, group: Group) -> None:
        """Find the heading that each card of *group* stands under: a section's name, else the nearest."""
        known = kinds_of("section")
        inside = self.covered()
        group.sections = []
        first = max(0, group.start - _LOOK_BACK * 4)
        said: str | None = None
        is_known = False
        since, at = 0, first
        for box in group.boxes:
            for position in range(at, box.node.start):
                block = self._blocks[position]
                if inside[position]:
                    # Cards stood under it already: a heading after them is another section's.
                    is_known = False
                    continue
                since += 1
                if len(block.text) > _MAX_SECTION_CHARS:
                    continue
                named = fold(block.text) in known
                if named or (block.tag in HEADINGS and (not is_known or since > _LOOK_BACK)):
                    said, is_known, since = block.text, named, 0
            at = max(at, box.node.end)
            is_known = False
            group.sections.append(said if since <= _LOOK_BACK else None)


def _fill(inside: list[bool], node: Node) -> None:
    inside[node.start : node.end] = [True] * (node.end - node.start)


def _is_column(node: Node) -> bool:
    """Return whether *node* is a column of a table, or all that stands in one: an old page's layout."""
    parent = node.el.getparent()
    return node.tag in {"td", "th"} or (parent is not None and parent.tag in {"td", "th"})


def _is_head(card: Card) -> bool:
    """Return whether *card* is only a table's head: "Titre | Date"."""
    return card.url is None and card.title is None and len(card.lead or "") < MIN_LEAD_CHARS


def _shape(node: Node) -> str:
    """Return what siblings of one kind share: the tag, and the first class without its number."""
    if node.tag in {"article", "li", "tr"}:
        return node.tag
    first = next(iter(node.names.split(maxsplit=1)), "")
    return f"{node.tag}.{_DIGITS.sub('', first)}"
