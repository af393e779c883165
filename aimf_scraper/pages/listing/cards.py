"""Repeated boxes on a page: the cards of a listing, or of a block of teasers.

A group is made of sibling boxes of one shape, each with a link of its own to
another page. Where the links are missing, boxes count as cards only if their
class says so and their leads are cut or stand under a section heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.published import read_day
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card import MIN_LEAD_CHARS, CardReader, is_cut
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.text.chrome import Line, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Block, Node, Walk
    from aimf_scraper.pages.reading import Card
    from aimf_scraper.pages.source.urls import Base

_DIGITS: Final = re.compile(r"[0-9]+")
#: A box longer than this is a card only if it is an <article> or says it is one.
_MAX_CARD_CHARS: Final = 1_500
_MAX_CARD_LINES: Final = 200
_MAX_SECTION_CHARS: Final = 80
_LOOK_BACK: Final = 8


@dataclass(slots=True)
class Group:
    """Cards side by side. ``linked``: they lead to pages; ``plain``: bare list of titles.

    ``sections``: the heading that each card stands under.
    """

    nodes: list[Node]
    linked: bool
    plain: bool
    sections: list[str | None] = field(default_factory=list)

    @property
    def section(self) -> str | None:
        return self.sections[0] if self.sections else None

    @property
    def of_other_pages(self) -> bool:
        """Teasers by their heading: "Ces articles pourraient vous intéresser"."""
        return self.section is not None and judge_line(self.section) in {Line.RELATED, Line.ALSO}

    @property
    def start(self) -> int:
        return self.nodes[0].start

    @property
    def end(self) -> int:
        return self.nodes[-1].end

    def chars(self, blocks: list[Block]) -> int:
        return sum(len(b.text) for node in self.nodes for b in blocks[node.start : node.end])


class Cards:
    """What is repeated on a page."""

    def __init__(
        self,
        walk: Walk,
        base: Base,
        urls: dict[_Element, str | None] | None = None,
        *,
        archive: bool = False,
    ) -> None:
        """Look at *walk*. ``archive``: the markup says that the page is a listing."""
        self._walk = walk
        self._blocks = walk.blocks
        self._reader = CardReader(walk, base, urls or {})
        self._archive = archive
        self._titles = [at for at, one in enumerate(walk.blocks) if one.tag == "h1"]
        self._alone: list[Node] = []
        self.groups: list[Group] = []
        if walk.root is not None:
            self._visit(walk.root)
        self._take_lone_cards()
        self.groups.sort(key=lambda one: one.start)
        self._find_sections()
        self.groups = [one for one in self.groups if one.linked or self._stands_as_cards(one)]

    def covered(self) -> list[bool]:
        """Return, block by block, whether it stands in a card."""
        inside = [False] * len(self._blocks)
        for group in self.groups:
            if not group.plain:
                for node in group.nodes:
                    inside[node.start : node.end] = [True] * (node.end - node.start)
        return inside

    def read(self, group: Group) -> list[Card]:
        """Return the cards of *group*, in page order, none said twice."""
        cards = map(self._reader.read, group.nodes, group.sections)
        return [one for one in dict.fromkeys(cards) if one.url or (one.lead and not _is_head(one))]

    def add_lone(self) -> None:
        """Add the boxes whose heading leads to a page, on a listing that repeats nothing.

        The last page of a listing may hold a single card, without any mark of its own.
        """
        inside = self.covered()
        for node in self._walk.nodes:  # inner boxes first
            if not any(inside[node.start : node.end]) and self._is_lone_card(node):
                inside[node.start : node.end] = [True] * (node.end - node.start)
                self.groups.append(Group([node], linked=True, plain=False, sections=[None]))
        self.groups.sort(key=lambda one: one.start)

    def _visit(self, node: Node) -> None:
        shapes: dict[str, list[Node]] = {}
        for kid in node.kids:
            shapes.setdefault(_shape(kid), []).append(kid)
        for kids in shapes.values():
            group = self._group(kids) if len(kids) > 1 else None
            if group is None:
                self._alone += [
                    kid for kid in kids if kid.bits & marks.ITEM or kid.tag == "article"
                ]
            found = len(self.groups)
            for kid in kids:
                if group is None or group.linked:
                    self._visit(kid)
            if group is not None and all(one.plain for one in self.groups[found:]):
                self.groups[found:] = [group]  # no card holds cards

    def _take_lone_cards(self) -> None:
        """Add the boxes that stand alone and look like the page's cards: a section's only one.

        Of an archive, any box that says it is an item; elsewhere one made and
        sized like the cards found, lest the article itself be taken for one.
        """
        if not self._alone or not (self._archive or self.groups):
            return
        inside = self.covered()
        shapes = {_shape(node): group for group in self.groups for node in group.nodes[:1]}
        for node in self._alone:
            if any(inside[node.start : node.end]) or self._holds_title(node):
                continue
            chars = sum(len(one.text) for one in self._blocks[node.start : node.end])
            like = shapes.get(_shape(node))
            if like is not None and like.linked and not like.plain:
                taken = chars <= 2 * like.chars(self._blocks) / len(like.nodes)
            else:
                taken = self._archive and node.end - node.start <= _MAX_CARD_LINES
            if taken and (self._reader.main_link(node) is not None or chars >= MIN_LEAD_CHARS):
                self.groups.append(Group([node], linked=True, plain=False))
                inside[node.start : node.end] = [True] * (node.end - node.start)

    def _is_lone_card(self, node: Node) -> bool:
        """Tell whether the heading of *node* leads to a page of its own."""
        at = self._reader.heading(node)
        return at is not None and self._reader.heading_link(node, at) is not None

    def _holds_title(self, node: Node) -> bool:
        at = bisect_left(self._titles, node.start)
        return at < len(self._titles) and self._titles[at] < node.end

    def _group(self, kids: list[Node]) -> Group | None:
        if all(map(_is_column, kids)):
            return None
        if sum(map(self._holds_title, kids)) == 1:
            return None  # one of them is the article
        blocks = self._blocks
        mains: list[str | None] = []
        rich = items = 0
        for kid in kids:
            if kid.end - kid.start > _MAX_CARD_LINES:
                return None
            said = blocks[kid.start : kid.end]
            chars = sum(len(one.text) for one in said)
            is_item = bool(kid.bits & marks.ITEM) or kid.tag == "article"
            headings = [one for one in said if one.tag in HEADINGS]
            if (chars > _MAX_CARD_CHARS or len(headings) > 2) and not is_item:
                return None
            at = self._reader.main_link(kid)
            mains.append(self._reader.urls[at] if at is not None else None)
            lead = any(_is_lead_or_dated(one, linked=is_item) for one in said)
            rich += bool(headings) or len(said) > 1 or lead
            items += is_item
        found = [one for one in mains if one]
        distinct = set(found)
        if len(found) * 10 >= len(kids) * 6 and len(distinct) > 1:
            if len(distinct) * 2 < len(found):
                return None
            if any(self._own_links(kid) for kid in kids):
                return None
            if rich * 2 >= len(kids):
                return Group(kids, linked=True, plain=False)
            return Group(kids, linked=True, plain=True) if items * 2 >= len(kids) else None
        if items == len(kids) and not found:
            leads = [max((len(b.text) for b in blocks[k.start : k.end]), default=0) for k in kids]
            if sum(lead >= MIN_LEAD_CHARS for lead in leads) * 2 >= len(kids):
                return Group(kids, linked=False, plain=False)
        return None

    def _own_links(self, kid: Node) -> bool:
        """Tell whether *kid* holds several cards itself: linked headings to several pages."""
        seen = set()
        for at in self._reader.pages(kid):
            block = self._walk.links[at][1]
            if kid.start <= block < kid.end and self._blocks[block].tag in HEADINGS:
                seen.add(self._reader.urls[at])
        return len(seen) > 1

    def _stands_as_cards(self, group: Group) -> bool:
        """Tell whether boxes without links are cards: cut leads, or a listing's section."""
        leads = [
            max((one.text for one in self._blocks[node.start : node.end]), key=len, default="")
            for node in group.nodes
        ]
        cut = sum(is_cut(lead) for lead in leads)
        return (
            self._archive
            or cut * 3 >= len(leads)
            or (group.section is not None and fold(group.section) in kinds_of("section"))
        )

    def _find_sections(self) -> None:
        """Find the heading that each card stands under: a section's name, else the nearest."""
        known = kinds_of("section")
        said: str | None = None
        is_known = False
        since = 0  # lines outside cards since it was said
        carded = False  # a card stood under it
        at = 0
        for group in self.groups:
            for node in group.nodes:
                for block in self._blocks[at : node.start]:
                    since += 1
                    if len(block.text) > _MAX_SECTION_CHARS:
                        continue
                    named = fold(block.text) in known
                    heading = block.tag in HEADINGS
                    if named or (heading and (not is_known or carded or since > _LOOK_BACK)):
                        said, is_known, since, carded = block.text, named, 0, False
                at = max(at, node.end)
                group.sections.append(said if since <= _LOOK_BACK else None)
                carded = True


def _is_lead_or_dated(block: Block, *, linked: bool) -> bool:
    """Tell whether *block* is a lead or holds a date. ``linked``: a lead may be all link."""
    if len(block.text) >= MIN_LEAD_CHARS and (linked or block.links * 2 < len(block.text)):
        return True
    return read_day(block.text[-40:]) is not None


def _is_column(node: Node) -> bool:
    """Tell whether *node* is a column of a table, or all that stands in one: an old page's layout."""
    parent = node.el.getparent()
    return node.tag in {"td", "th"} or (parent is not None and parent.tag in {"td", "th"})


def _is_head(card: Card) -> bool:
    """Tell whether *card* is only a table's head: "Titre | Date"."""
    return card.url is None and card.title is None and len(card.lead or "") < MIN_LEAD_CHARS


def _shape(node: Node) -> str:
    """Return what siblings of one kind share: the tag, and the first class without its number."""
    if node.tag in {"article", "li", "tr"}:
        return node.tag
    first = next(iter(node.names.split(maxsplit=1)), "")
    return f"{node.tag}.{_DIGITS.sub('', first)}"
