"""One walk over a page: its lines of text, and the boxes that they stand in.

Everything that reads a page works on what the walk leaves: ``blocks`` (lines,
in reading order), a light tree of ``nodes`` (each a range of blocks and of
links), links, images and times. The lxml tree is not walked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout import empty_times
from aimf_scraper.pages.layout.blocks import HEADINGS, Node, Walk
from aimf_scraper.pages.layout.class_names import (
    ANCHOR,
    BLOCK,
    BREAK,
    ENTRY,
    HEADING,
    ICON,
    IMAGE,
    LEAF,
    ROW,
    SPAN,
    STRONG,
    TIME,
)
from aimf_scraper.pages.layout.counters import figure_with_name, fill, shown
from aimf_scraper.pages.layout.forms import asks_address, is_loose_signup
from aimf_scraper.pages.layout.icons import is_icon
from aimf_scraper.pages.layout.labelled_values import field_lines
from aimf_scraper.pages.layout.left_out import Keep, prose_chars
from aimf_scraper.pages.layout.line_reader import LineReader
from aimf_scraper.pages.layout.lines import date_goes_on
from aimf_scraper.pages.layout.link_lines import find_again, move
from aimf_scraper.pages.layout.panels import Panels
from aimf_scraper.pages.layout.rows import Cell, Rows
from aimf_scraper.pages.source.tree import gather

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.source.tree import Gathered

#: A field or a counter has no more lines than this.
_MOST_FIELD_LINES: Final = 40
_CHROME_OR_HIDDEN: Final = marks.CHROME | marks.HIDDEN
_LOOKED_INTO: Final = _CHROME_OR_HIDDEN | marks.PANELS | marks.COUNTER
_MARKED: Final = marks.MARKED
_NOT_ITEM: Final = ~marks.ITEM
_ITEM_TAGS: Final = frozenset({"article", "li"})
#: Tags of what stands round an article, or in one.
_FRAMES: Final = frozenset({"header", "footer", "aside", "form"})


def walk(root: _Element, found: Gathered | None = None, *, keep: Keep = Keep.ARTICLE) -> Walk:
    """Walk *root*, of which *found* was gathered. *keep*: what of the chrome stays.

    Recursion is safe: the parser refuses pages that nest past 255.
    """
    return _Walker(found or gather(root), keep).walk(root)


class _Walker(LineReader):
    def __init__(self, found: Gathered, keep: Keep) -> None:
        super().__init__(found, keep)
        self._roles = marks.tag_roles()
        self._panels = Panels(self._safe)
        self._placed = (self._out.links, self._out.images, self._out.times)
        self._joined = False  # lines were made one after their links were read
        self._inside = 0  # how many <article>, <main> are open
        self._rows = Rows()

    def walk(self, root: _Element) -> Walk:
        body = root.find("body")
        kids: list[Node] = []
        self._box(root if body is None else body, "body", kids)
        if self._joined:
            find_again(self._links, self._blocks)
        self._out.root = kids[0] if kids else None
        return self._out

    def _box(self, el: _Element, tag: str, siblings: list[Node]) -> None:
        """Read a block element: its lines, and a node for it where it holds any.

        Builders put five boxes into one another for a paragraph: those that hold
        nothing but the next are one node with it.
        """
        outer_bits, outer_inside = self._bits, self._inside
        found = self._innermost(el, tag, siblings)
        if found is None:
            self._inside = outer_inside
            return
        el, tag, names, self._bits, bits = found
        self._bits |= (outer_bits | bits) & marks.INHERITED
        blocks, links = self._blocks, self._links
        start, link_start, nodes = len(blocks), len(links), len(self._out.nodes)
        times, outer_start = len(self._out.times), self._start
        self._start = start
        kids: list[Node] = []
        # A field or a counter: its lines may become one.
        counter = bits & marks.COUNTER
        placed = [len(one) for one in self._placed] if counter or "field" in names else None
        if tag == "tr":
            self._row(el, kids)
        else:
            self._content(el, kids)
            if self._parts:
                self._flush(tag)
        self._inside, self._bits, self._start = outer_inside, outer_bits, outer_start
        if placed and 1 < len(blocks) - start <= _MOST_FIELD_LINES:
            said = blocks[start:]
            joined = figure_with_name(said) if counter else field_lines(said)
            if joined is not None:
                blocks[start:] = joined
                del self._out.nodes[nodes:], kids[:]
                self._move(placed, start)
        end, link_end = len(blocks), len(links)
        if len(self._out.times) > times:
            empty_times.settle(self._out.times, times, range(start, end), outer_start)
        if end == start and link_end == link_start:
            return
        if len(kids) == 1:
            kid = kids[0]
            lines, ways = kid.end - kid.start, kid.link_end - kid.link_start
            if lines == end - start and ways == link_end - link_start:
                kid.bits |= bits
                if names:
                    kid.names = f"{names} {kid.names}"
                siblings.append(kid)
                return
        node = Node(el, tag, names, bits, start, end, link_start, link_end, kids)
        siblings.append(node)
        self._out.nodes.append(node)

    def _innermost(
        self, el: _Element, tag: str, siblings: list[Node]
    ) -> tuple[_Element, str, str, int, int] | None:
        """Return the box in *el* that holds more than another box, ``None`` where that is left out.

        With it: its tag, the names of all boxes down to it, the bits of its
        lines, and those of all the boxes.
        """
        around: list[str] = []
        around_bits = 0
        item = None
        roles, of_box = self._roles, marks.of_box
        while True:
            names, bits = of_box(el, tag)
            if bits & _LOOKED_INTO:
                if bits & marks.PANELS:
                    self._panels.arrange(el)
                    if el.tag != tag:  # a strip of titles, or one of them
                        if el.tag in HEADINGS:
                            self._heading(el, siblings)
                        return None
                if bits & marks.COUNTER:
                    fill(el)
                    self._joined = True
                if (
                    bits & _CHROME_OR_HIDDEN
                    and not bits & marks.MARKED
                    and self._chrome.is_left_out(el, bits)
                ):
                    self._out.left_out.append((el, bits))
                    if bits & marks.SIGNUP and asks_address(el):
                        self._out.signups.append((el, len(self._blocks)))
                    return None
            if bits & marks.CAPTION and el in self._safe and any(map(prose_chars, el.iter("p"))):
                bits &= ~marks.CAPTION  # what holds title and prose is no caption
            if tag in _FRAMES and self._chrome.stands_round(el, tag, inside=self._inside > 0):
                self._out.left_out.append((el, 0))
                return None
            if self._parts:
                self._flush("div")
            if bits & _MARKED:
                self._inside += 1
            # The box that is all that stands in this one.
            if len(el) != 1 or ((text := el.text) and not text.isspace()):
                break
            only = el[0]
            if roles.get(only.tag) != BLOCK or ((text := only.tail) and not text.isspace()):
                break
            if names:
                around.append(names)
            around_bits |= bits
            if tag in _ITEM_TAGS:
                item = tag  # its sisters hold more than one box, and are called so
            el, tag = only, only.tag
        if around:
            names = " ".join([*around, names])
        return el, item or tag, names, bits & _NOT_ITEM, bits | around_bits

    def _content(self, el: _Element, kids: list[Node]) -> None:
        """Read what stands in *el*: text, lines, boxes."""
        parts = self._parts
        roles = self._roles
        text = el.text
        if text and (parts or not text.isspace()):
            parts.append(shown(el, text) if len(text) < 20 and "0" in text else text)
        for child in el:
            tag = child.tag
            role = roles.get(tag)
            if role == BLOCK:
                self._box(child, tag, kids)
            elif role is None:
                if "-" in tag:  # a web component is a box
                    self._box(child, tag, kids)
                else:
                    self._content(child, kids)
            elif role == LEAF:
                self._leaf(child, tag, kids)
            elif role == ANCHOR:
                self._anchor(child, kids)
            elif role == SPAN:
                self._span(child, tag, kids)
            elif role == BREAK:
                goes_on = self._in_heading or (parts and date_goes_on(parts, child))
                parts.append(" ") if goes_on else self._flush(el.tag)
            elif role == HEADING:
                self._heading(child, kids)
            elif role == ENTRY:
                self._flush("div")
                self._entry = True
                self._box(child, tag, kids)
                self._entry = False
            elif role == IMAGE:
                self._out.images.append((child, len(self._out.blocks)))
            elif role == TIME:
                self._out.times.append((child, self._line_of_time(child)))
                self._content(child, kids)
            elif role == ROW:
                self._box(child, tag, kids)
            elif role == STRONG:
                self._strong(child, kids)
            elif role == ICON:
                if not is_icon(child):
                    self._content(child, kids)
            elif tag == "nav" and next(child.iter("main", "article"), None) is not None:
                self._box(child, "div", kids)  # a box in it is not closed: the page went in
            elif tag in {"nav", "input"}:
                self._note(child)
            text = child.tail
            if text and (parts or not text.isspace()):
                parts.append(text)

    def _line_of_time(self, el: _Element) -> int:
        at = len(self._blocks)
        if self._parts or empty_times.has_words(el):
            return at
        return empty_times.line_of(el, self._start, at)

    def _note(self, el: _Element) -> None:
        """Keep in mind what is not read itself: a breadcrumb, a field for an address."""
        if el.tag == "input":
            if is_loose_signup(el):
                self._out.signups.append((el, len(self._blocks)))
            return
        names = f"{el.get('class') or ''} {el.get('aria-label') or ''} {el.get('id') or ''}"
        if self._verdicts[names] & marks.CRUMBS:
            self._out.crumbs.append(el)

    def _row(self, el: _Element, kids: list[Node]) -> None:
        """Read a table row: one line where its cells are short, else their own lines."""
        blocks, nodes = self._blocks, len(self._out.nodes)
        placed = [len(one) for one in self._placed]
        head = self._rows.begin()
        cells: list[Cell] = []
        for child in el:
            if child.tag in {"td", "th"}:
                start = len(blocks)
                self._box(child, child.tag, kids)
                cells.append(Cell(start, len(blocks), child.tag))
        read = self._rows.read(el, cells, head, blocks, self._bits)
        if read is not None:
            blocks[read.start :] = read.lines
            del self._out.nodes[nodes:], kids[:]
            self._move(placed, read.start)

    def _move(self, starts: list[int], at: int) -> None:
        """Let what stands in a row point at its lines, which begin at block *at*."""
        self._joined = True
        last = len(self._out.blocks) - 1
        for placed, since in zip(self._placed, starts, strict=True):
            move(placed, since, at, last)
