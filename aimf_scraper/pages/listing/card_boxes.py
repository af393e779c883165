"""Whether one box is a card: it says of one other page of this site what it is.

A card names that page in a heading that is a link, is a link as a whole, or
shows its title, picture or lead beside a link to it. A link inside a sentence
makes none: prose has those.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.card_dates import after_day
from aimf_scraper.pages.claims.published import read_day
from aimf_scraper.pages.layout.blocks import HEADINGS
from aimf_scraper.pages.listing.card_box import (
    MIN_LEAD_CHARS,
    CardBox,
    is_dated,
    is_marked,
    is_paragraph,
)
from aimf_scraper.pages.listing.card_links import Role
from aimf_scraper.pages.listing.card_titles import title_of_picture
from aimf_scraper.pages.listing.title_lines import (
    MIN_SHORT_TITLE_CHARS,
    MIN_TITLE_CHARS,
    TitleLines,
)
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from aimf_scraper.pages.layout.blocks import Node, Walk
    from aimf_scraper.pages.listing.card_links import CardLinks

#: A box with more links or lines than this is no card.
MAX_CARD_LINKS: Final = 40
MAX_CARD_LINES: Final = 200
#: Longer boxes are cards only where they are <article> or say that they are items.
_MAX_CARD_CHARS: Final = 1_500
_MAX_WEAK_CARD_CHARS: Final = 900
_MAX_WEAK_PARAGRAPHS: Final = 3
#: A page with more prose than this may hold a table of its own.
_MAX_PROSE: Final = 400
_MAX_HEADINGS: Final = 3
#: What a link without words may show all the same.
_SHOWN: Final = ("img", "picture", "video", "amp-img", "object", "svg", "i")
#: What stands between a title and the words behind it in one line.
_SEPARATORS: Final = (":", "–", "—", "-", "|", "(")


class CardJudge:
    """Judges the boxes of one walk."""

    def __init__(self, walk: Walk, links: CardLinks, *, single: bool = False) -> None:
        """Judge the boxes of *walk*. *single*: the markup says that the page is one article."""
        self._single = single
        self._walk = walk
        self._blocks = walk.blocks
        self._links = links
        self._prose = sum(len(one.text) for one in walk.blocks if is_paragraph(one))
        self._titled = TitleLines(walk.blocks)
        self._pictures = [at for _, at in walk.images]
        self._times = [at for _, at in walk.times]

    def judge(self, node: Node, common: frozenset[str | None] = frozenset()) -> CardBox | None:
        """Return *node* as a card, ``None`` where it is none by itself.

        *common*: pages that most of its sisters lead to as well: their author, their section.
        """
        if node.link_end - node.link_start > MAX_CARD_LINKS or node.link_end == node.link_start:
            return None
        if node.end - node.start > MAX_CARD_LINES:
            return None
        own = [at for at in self._links.own(node) if self._links.keys[at] not in common]
        if not own:
            return None
        headings = [at for at in range(node.start, node.end) if self._titled.is_heading(at)]
        found = (
            self._by_heading(node, own)
            or self._whole(node, own, headings)
            or self._beside(node, own, headings)
        )
        if found is None:
            return None
        link, title_at = found
        return self._box(node, link, title_at, headings)

    def force(self, node: Node) -> CardBox:
        """Return *node* as the card that its sisters are, whatever else it holds."""
        headings = [at for at in range(node.start, node.end) if self._titled.is_heading(at)]
        own = self._links.own(node)
        linked = [at for at in own if self._links.role(at) is Role.HEADING]
        link = next(iter(linked or own), None)
        line = self._walk.links[link][1] if linked and link is not None else None
        title_at = line if line is not None else next(iter(headings), None)
        key = None if link is None else self._links.keys[link]
        role = Role.NONE if link is None else self._links.role(link)
        chars = sum(len(one.text) for one in self._blocks[node.start : node.end])
        return CardBox(node, link, role, key, title_at, rich=True, chars=chars)

    def pages(self, node: Node) -> set[str | None]:
        """Return the pages that *node* leads to, as a card may."""
        return {self._links.keys[at] for at in self._links.own(node)}

    def names_one_page(self, node: Node) -> bool:
        """Return whether the headings of *node* that are links lead to one page, and no other."""
        own = self._links.own(node)
        keys = {self._links.keys[at] for at in own if self._links.role(at) is Role.HEADING}
        return len(keys) == 1

    def sends_on(self, box: CardBox) -> bool:
        """Return whether the heading of *box* and its "Lire la suite" lead to one page."""
        return box.role is Role.HEADING and any(
            self._links.role(at) is Role.MORE and self._links.keys[at] == box.key
            for at in self._links.own(box.node)
        )

    def shows_more_than_words(self, node: Node) -> bool:
        """Return whether *node* holds a picture or a date, as teasers do."""
        return (
            self._holds(self._pictures, node)
            or self._holds(self._times, node)
            or any(
                len(one.text) < MIN_LEAD_CHARS and read_day(one.text) is not None
                for one in self._blocks[node.start : node.end]
            )
        )

    def _by_heading(self, node: Node, own: list[int]) -> tuple[int, int] | None:
        """Return the link in the heading of *node*, and where it stands."""
        links = self._links
        linked = [
            at
            for at in own
            if links.role(at) is Role.HEADING and node.start <= self._walk.links[at][1] < node.end
        ]
        if not linked:
            return None
        pages = {links.keys[at] for at in linked}
        key = links.keys[linked[0]]
        if len(pages) > 1:
            # Two headings are two cards, unless picture, title and "Lire la suite" agree on one.
            said = Counter(links.keys[at] for at in own).most_common(2)
            if not is_marked(node) or said[0][1] < 2 or said[0][1] == said[1][1]:
                return None
            key = said[0][0]
        link = next((at for at in linked if links.keys[at] == key), None)
        return None if link is None else (link, self._walk.links[link][1])

    def _whole(
        self, node: Node, own: list[int], headings: list[int]
    ) -> tuple[int, int | None] | None:
        """Return the link that stands round all of a card, or round its back."""
        whole = [at for at in own if self._links.role(at) is Role.WHOLE]
        if not whole or len({self._links.keys[at] for at in whole}) > 1:
            return None
        line = self._walk.links[whole[0]][1]
        if len(headings) == 1 and headings[0] < line:
            return whole[0], headings[0]
        lines = range(line, min(line + 4, node.end))
        if (named := self._titled.called(lines)) is not None:
            return whole[0], named
        if not headings and (beside := self._line_beside(node, own, whole[0])) is not None:
            return whole[0], beside
        for least in (MIN_TITLE_CHARS, MIN_SHORT_TITLE_CHARS):
            title = next((at for at in lines if self._titled.may_title(at, least)), None)
            if title is not None:
                return whole[0], title
        return whole[0], None

    def _line_beside(self, node: Node, own: list[int], whole: int) -> int | None:
        """Return the line outside the link *whole* that is a link of its own to the same page: its title."""
        inside = next((one for one in node.kids if one.el is self._walk.links[whole][0]), None)
        for at in own:
            line = self._walk.links[at][1]
            outside = inside is None or not inside.start <= line < inside.end
            named = outside and self._links.role(at) is Role.LINE
            same = self._links.keys[at] == self._links.keys[whole]
            if named and same and self._titled.may_title(line, MIN_SHORT_TITLE_CHARS):
                return line
        return None

    def _beside(
        self, node: Node, own: list[int], headings: list[int]
    ) -> tuple[int, int | None] | None:
        """Return the link beside the title, picture or lead of *node*, and where the title stands."""
        links = self._links
        # A picture may lead to the same page by another name; the title's link counts.
        named = [at for at in own if links.role(at) is Role.LINE] or own
        said = Counter(links.keys[at] for at in named)
        (key, times), *others = said.most_common(2)
        if others and (times == 1 or others[0][1] == times):
            return None
        mine = [at for at in own if links.keys[at] == key]
        titles = [at for at in mine if links.role(at) is Role.LINE]
        if headings:
            if len(headings) > 1 and not is_marked(node):
                return None
            more = [at for at in mine if links.role(at) is Role.MORE]
            if not more and self._links.is_signed(node) and not is_marked(node):
                return None  # an article's head: its title, its rubric, its author
            return (titles or more or mine)[0], headings[0]
        prose = next(
            (at for at in range(node.start, node.end) if is_paragraph(self._blocks[at])), node.end
        )
        for at in titles:
            line = self._walk.links[at][1]
            if line < prose or self._blocks[line].tag == "tr":
                return at, line
        title = None if self._single or titles else self._titled.first(node)
        if title is not None:
            more = [at for at in mine if links.role(at) is Role.MORE]
            return (more or mine)[0], title
        if (begun := self._begun(node, key)) is not None:
            return begun, self._walk.links[begun][1]
        pictured = any(links.role(at) is Role.PICTURE for at in mine)
        return (mine[0], None) if pictured or is_marked(node) else None

    def _begun(self, node: Node, key: str | None) -> int | None:
        """Return the link to *key* with which a line begins that goes on: "Un quai : il accueille ..."."""
        for at in range(node.link_start, node.link_end):
            el, line = self._walk.links[at]
            if self._links.keys[at] != key or self._links.role(at) is not Role.PROSE:
                continue
            said, text = words_of(el), after_day(self._blocks[line].text)
            after = text.removeprefix(said).lstrip()
            if (
                len(said) >= MIN_SHORT_TITLE_CHARS
                and text.startswith(said)
                and not said[0].islower()
                and after.startswith(_SEPARATORS)
            ):
                return at
        return None

    def _box(
        self, node: Node, link: int, title_at: int | None, headings: list[int]
    ) -> CardBox | None:
        """Return the card of *node*, ``None`` where it holds too much to be one."""
        role, key = self._links.role(link), self._links.keys[link]
        if role is Role.PROSE:
            role = Role.LINE  # its line begins with it
        node, headings = self._narrow(node, key, headings)
        said = self._blocks[node.start : node.end]
        chars = sum(len(one.text) for one in said)
        paragraphs = sum(map(is_paragraph, said))
        if not is_marked(node):
            sure = role >= Role.LINE
            most = _MAX_CARD_CHARS if sure else _MAX_WEAK_CARD_CHARS
            if chars > most or len(headings) > _MAX_HEADINGS:
                return None
            if not sure and paragraphs > _MAX_WEAK_PARAGRAPHS:
                return None
        titled = title_at is not None and not self._blocks[title_at].links
        rich = (
            bool(headings)
            or (titled and len(said) > 1)
            or paragraphs > 0
            or role is Role.WHOLE
            or (self._prose < _MAX_PROSE and self._links.is_item_row(node))
            or (not said and title_of_picture(self._walk.links[link][0]) is not None)
            or self._holds(self._pictures, node)
            or self._holds(self._times, node)
            or any(map(is_dated, said))
        )
        bare = role is Role.PICTURE and self._is_bare(link, named=title_at is not None)
        return CardBox(node, link, role, key, title_at, rich, chars, bare)

    def _is_bare(self, link: int, *, named: bool) -> bool:
        """Return whether a link shows nothing: one that styles stretch over its box.

        *named*: a line of the box is its title; else the link's attributes must say one.
        """
        el = self._walk.links[link][0]
        return next(el.iter(*_SHOWN), None) is None and (named or bool(title_of_picture(el)))

    def _narrow(self, node: Node, key: str | None, headings: list[int]) -> tuple[Node, list[int]]:
        """Return the box in *node* that the card is, without a section's heading above it."""
        while not is_marked(node) and (
            len(headings) > 1 or (node.start < node.end and self._titled.names_section(node.start))
        ):
            to_page = [
                at for at in range(node.link_start, node.link_end) if self._links.keys[at] == key
            ]
            inner = next(
                (
                    kid
                    for kid in node.kids
                    if kid.link_start <= to_page[0]
                    and to_page[-1] < kid.link_end
                    and kid.start < kid.end
                ),
                None,
            )
            if inner is None or not any(
                self._blocks[at].tag in HEADINGS for at in range(node.start, inner.start)
            ):
                break
            node, headings = inner, [at for at in headings if inner.start <= at < inner.end]
        return node, headings

    @staticmethod
    def _holds(positions: list[int], node: Node) -> bool:
        at = bisect_left(positions, node.start)
        return at < len(positions) and positions[at] < node.end
