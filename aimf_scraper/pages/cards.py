"""Repeated boxes on a page: the cards of a listing, or of a block of teasers.

A group is made of sibling boxes of one shape, each with a link of its own to
another page. Where the links are missing, boxes count as cards only if their
class says so and their leads are cut or stand under a section heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages import marks
from aimf_scraper.pages.media import is_file
from aimf_scraper.pages.published import iso_moment, read_day
from aimf_scraper.pages.reading import Card
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.pages.terms import class_terms, link_terms
from aimf_scraper.pages.tree import words_of
from aimf_scraper.text.chrome import Line, is_bare_date, judge_line
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.urls import Base
    from aimf_scraper.pages.walk import Block, Node, Walk

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DIGITS: Final = re.compile(r"[0-9]+")
_CUT: Final = re.compile(r"(?:\.{2,4}|…|\[ ?(?:…|\.{2,4}) ?\])\s*$")
#: A box longer than this is a card only if it is an <article> or says it is one.
_MAX_CARD_CHARS: Final = 1_500
_MIN_LEAD_CHARS: Final = 60
_MAX_TITLE_CHARS: Final = 300
_LOOK_BACK: Final = 8


@dataclass(slots=True)
class Group:
    """Cards side by side. ``linked``: they lead to pages; ``plain``: bare list of titles."""

    nodes: list[Node]
    linked: bool
    plain: bool
    section: str | None = None

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


class _Links:
    """The page links of a walk, made absolute once."""

    def __init__(self, walk: Walk, base: Base) -> None:
        self.urls = [base.join(el.get("href")) for el, _ in walk.links]

    def pages(self, node: Node) -> list[int]:
        """Return the positions of the links in *node* that lead to a page."""
        return [
            at
            for at in range(node.link_start, node.link_end)
            if (url := self.urls[at]) and not is_file(url)
        ]


class Cards:
    """What is repeated on a page."""

    def __init__(self, walk: Walk, base: Base) -> None:
        self._walk = walk
        self._blocks = walk.blocks
        self._links = _Links(walk, base)
        self._base = base
        self.groups: list[Group] = []
        if walk.root is not None:
            self._visit(walk.root)
        self.groups.sort(key=lambda one: one.start)
        for group in self.groups:
            group.section = self._section(group)
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
        cards = [self._card(node, group) for node in group.nodes]
        return [one for one in dict.fromkeys(cards) if one.url or one.title or one.lead]

    # -- groups ---------------------------------------------------------------

    def _visit(self, node: Node) -> None:
        if len(node.kids) > 1:
            shapes: dict[str, list[Node]] = {}
            for kid in node.kids:
                shapes.setdefault(_shape(kid), []).append(kid)
            for kids in shapes.values():
                group = self._group(kids) if len(kids) > 1 else None
                found = len(self.groups)
                for kid in kids:
                    if group is None or group.linked:
                        self._visit(kid)
                if group is not None and all(one.plain for one in self.groups[found:]):
                    self.groups[found:] = [group]  # no card holds cards
        else:
            for kid in node.kids:
                if kid.tag == "article" and kid.bits & marks.ITEM and self._is_lone_card(kid):
                    self.groups.append(Group([kid], linked=True, plain=False))
                else:
                    self._visit(kid)

    def _is_lone_card(self, node: Node) -> bool:
        """Tell a listing's only card from an article: its heading leads to its own page."""
        at = self._heading(node)
        return at is not None and self._heading_link(node, at) is not None

    def _group(self, kids: list[Node]) -> Group | None:
        blocks = self._blocks
        mains: list[str | None] = []
        rich = items = 0
        for kid in kids:
            said = blocks[kid.start : kid.end]
            chars = sum(len(one.text) for one in said)
            is_item = bool(kid.bits & marks.ITEM) or kid.tag == "article"
            headings = [one for one in said if one.tag in _HEADINGS]
            if (chars > _MAX_CARD_CHARS or len(headings) > 2) and not is_item:
                return None
            at = self._main_link(kid)
            mains.append(self._links.urls[at] if at is not None else None)
            dated = any(
                is_bare_date(one.text) or read_day(one.text[-40:])
                for one in said[:3]
                if len(one.text) < 300
            )
            rich += bool(headings) or len(said) > 1 or dated
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
            if sum(lead >= _MIN_LEAD_CHARS for lead in leads) * 2 >= len(kids):
                return Group(kids, linked=False, plain=False)
        return None

    def _own_links(self, kid: Node) -> bool:
        """Tell whether *kid* holds several cards itself: linked headings to several pages."""
        seen = set()
        for at in self._links.pages(kid):
            block = self._walk.links[at][1]
            if kid.start <= block < kid.end and self._blocks[block].tag in _HEADINGS:
                seen.add(self._links.urls[at])
        return len(seen) > 1

    def _stands_as_cards(self, group: Group) -> bool:
        """Tell whether boxes without links are cards: cut leads, or a listing's section."""
        leads = [
            max((one.text for one in self._blocks[node.start : node.end]), key=len, default="")
            for node in group.nodes
        ]
        cut = sum(is_cut(lead) for lead in leads)
        return cut * 3 >= len(leads) or (
            group.section is not None and fold(group.section) in kinds_of("section")
        )

    def _section(self, group: Group) -> str | None:
        """Return the heading that *group* stands under."""
        inside = {
            at for one in self.groups for node in one.nodes for at in (node.start, node.end - 1)
        }
        heading = None
        for at in range(group.start - 1, max(-1, group.start - 1 - _LOOK_BACK), -1):
            block = self._blocks[at]
            if at in inside:
                break
            if len(block.text) > 80:
                continue
            if fold(block.text) in kinds_of("section"):
                return block.text
            if heading is None and block.tag in _HEADINGS:
                heading = block.text
        return heading

    # -- one card -------------------------------------------------------------

    def _heading(self, node: Node) -> int | None:
        for at in range(node.start, node.end):
            if self._blocks[at].tag in _HEADINGS:
                return at
        return None

    def _heading_link(self, node: Node, heading: int) -> int | None:
        for at in self._links.pages(node):
            if self._walk.links[at][1] == heading and self._blocks[heading].links:
                return at
        return None

    def _main_link(self, node: Node) -> int | None:
        pages = self._links.pages(node)
        if not pages:
            return None
        heading = self._heading(node)
        if heading is not None and (at := self._heading_link(node, heading)) is not None:
            return at
        own = [
            at for at in pages if not _is_term_link(self._walk.links[at][0], self._links.urls[at])
        ]
        if not own:
            return None
        # The address that most links of the card share: picture, title, "Lire la suite".
        urls = [self._links.urls[at] for at in own]
        best = max(dict.fromkeys(urls), key=urls.count)
        if urls.count(best) == 1 and len(own) > 3:
            return None
        return own[urls.index(best)]

    def _card(self, node: Node, group: Group) -> Card:
        blocks = self._blocks
        main = self._main_link(node)
        url = self._links.urls[main] if main is not None else None
        heading = self._heading(node)
        title_at = heading if heading is not None else self._title_block(node, main)
        published = self._published(node)
        lead = self._lead(node, title_at)
        if title_at is not None and heading is None and main is not None:
            title: str | None = words_of(self._walk.links[main][0]) or blocks[title_at].text
        else:
            title = blocks[title_at].text if title_at is not None else None
        said = "\n".join(lead) or None
        terms = dict.fromkeys(class_terms(node.el, node.names))
        for at in range(node.link_start, node.link_end):
            terms.update(dict.fromkeys(link_terms(self._walk.links[at][0], self._links.urls[at])))
        return Card(
            listing_url=self._base.url,
            url=url,
            title=title[:_MAX_TITLE_CHARS] if title else None,
            lead=said,
            published=published,
            section=group.section,
            cut=bool(said and is_cut(said)),
            terms=tuple(terms),
        )

    def _lead(self, node: Node, title_at: int | None) -> list[str]:
        """Return what the card says below its title: a lead, or a whole article."""
        said = [
            at
            for at in range(node.start, node.end)
            if at != title_at and judge_line(self._blocks[at].text) is Line.TEXT
        ]
        last = max((at for at in said if _is_sentence(self._blocks[at].text)), default=-1)
        lead: list[str] = []
        for at in said:
            block = self._blocks[at]
            text = block.text
            if len(text) < _MIN_LEAD_CHARS and not (lead and at < last):
                if is_bare_date(text) or read_day(text) or block.links * 2 > len(text):
                    continue
                ends = text.endswith((".", "…", "...", "!", "?"))
                if len(text) < 40 and not ends and not block.entry and len(said) > 1:
                    continue
            listed = block.entry and node.tag != "li"
            lead.append(f"- {text}" if listed else text)
        return lead

    def _title_block(self, node: Node, main: int | None) -> int | None:
        """Return the line that is all link, where the card has no heading."""
        if main is None:
            return None
        for at in range(node.start, node.end):
            block = self._blocks[at]
            whole = block.links * 10 >= len(block.text) * 6
            if (
                whole
                and len(block.text) <= _MAX_TITLE_CHARS
                and judge_line(block.text) is Line.TEXT
            ):
                if is_cut(block.text) or is_bare_date(block.text):
                    continue
                if len(block.text) > 160 and block.text.endswith("."):
                    continue  # a lead that is a link
                return at
        return None

    def _published(self, node: Node) -> str | None:
        for el, at in self._walk.times:
            if node.start <= at < node.end and (
                moment := iso_moment(el.get("datetime")) or read_day(words_of(el))
            ):
                return moment
        for block in self._blocks[node.start : node.end]:
            if len(block.text) < _MIN_LEAD_CHARS and (day := read_day(block.text)):
                return day
        for block in self._blocks[node.start : node.end][:1]:
            tail = block.text[-30:]
            if block.links and block.links < len(block.text) and (day := read_day(tail)):
                return day
        return None


def is_cut(lead: str) -> bool:
    """Tell whether *lead* breaks off.

    >>> is_cut("dédié aux ..."), is_cut("la suite […]"), is_cut("Une phrase.")
    (True, True, False)
    """
    return _CUT.search(lead[-12:]) is not None


def _is_sentence(text: str) -> bool:
    return len(text) >= _MIN_LEAD_CHARS or (len(text) > 30 and text.endswith((".", "!", "?")))


def _shape(node: Node) -> str:
    """Return what siblings of one kind share: the tag, and the first class without its number."""
    if node.tag in {"article", "li", "tr"}:
        return node.tag
    first = node.names.split(maxsplit=1)[0] if node.names else ""
    return f"{node.tag}.{_DIGITS.sub('', first)}"


def _is_term_link(el: _Element, url: str | None) -> bool:
    return "tag" in (el.get("rel") or "") or bool(link_terms(el, url))
