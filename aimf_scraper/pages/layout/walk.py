"""One walk over a page: its lines of text, and the boxes that they stand in.

Everything that reads a page works on what the walk leaves: ``blocks`` (lines,
in reading order), a light tree of ``nodes`` (each a range of blocks and of
links), links, images and times. The lxml tree is not walked again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout import empty_times
from aimf_scraper.pages.layout.blocks import HEADINGS, Block, Node, Walk
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
from aimf_scraper.pages.layout.icons import is_icon, is_machine_stamp
from aimf_scraper.pages.layout.labelled_values import field_lines
from aimf_scraper.pages.layout.left_out import Chrome, Keep, prose_chars
from aimf_scraper.pages.layout.lines import (
    date_goes_on,
    date_in_title,
    end_label,
    part_spans,
    put_before,
)
from aimf_scraper.pages.layout.link_parts import part_link
from aimf_scraper.pages.layout.panels import Panels
from aimf_scraper.pages.layout.rows import Cell, Rows
from aimf_scraper.pages.source.tree import gather, words_of
from aimf_scraper.text.chrome import drop_tokens
from aimf_scraper.text.clean import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.source.tree import Gathered

#: A field or a counter has no more lines than this.
_MOST_FIELD_LINES: Final = 40
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_CHROME_OR_HIDDEN: Final = marks.CHROME | marks.HIDDEN
_LOOKED_INTO: Final = _CHROME_OR_HIDDEN | marks.PANELS | marks.COUNTER
_MARKED: Final = marks.MARKED
_NOT_ITEM: Final = ~marks.ITEM
_ITEM_TAGS: Final = frozenset({"article", "li"})
#: Tags of what stands round an article, or in one.
_FRAMES: Final = frozenset({"header", "footer", "aside", "form"})


_LOOKED_AT_CHARS: Final = 30
_NEAR_LINES: Final = 8


def walk(root: _Element, found: Gathered | None = None, *, keep: Keep = Keep.ARTICLE) -> Walk:
    """Walk *root*, of which *found* was gathered. *keep*: what of the chrome stays.

    Recursion is safe: the parser refuses pages that nest past 255.
    """
    return _Walker(found or gather(root), keep).walk(root)


class _Walker:
    def __init__(self, found: Gathered, keep: Keep) -> None:
        self._roles = marks.tag_roles()
        self._verdicts = marks.verdicts()
        self._out = Walk()
        self._chrome = Chrome(found, keep, self._out)
        self._safe, self._leave_out = self._chrome.safe, self._chrome.bits
        self._panels = Panels(self._safe)
        self._blocks, self._links = self._out.blocks, self._out.links
        self._placed = (self._out.links, self._out.images, self._out.times)
        self._parts: list[str] = []
        self._joined = False  # lines were made one after their links were read
        self._linked = 0  # characters of the open line that stand in links
        self._bold = 0  # the words of the open line that are bold from its start on
        self._in_link = False
        self._in_heading = False
        self._inside = 0  # how many <article>, <main> are open
        self._entry = False  # the next line begins a list entry
        self._bits = 0  # of the innermost box
        self._start = 0  # its first line
        self._rows = Rows()

    def walk(self, root: _Element) -> Walk:
        body = root.find("body")
        kids: list[Node] = []
        self._box(root if body is None else body, "body", kids)
        if self._joined:
            self._find_links_again()
        self._out.root = kids[0] if kids else None
        return self._out

    def _find_links_again(self) -> None:
        """Let links point at their lines again where lines were joined or parted after they were read."""
        blocks = self._blocks
        for position, (el, at) in enumerate(self._links):
            said = words_of(el)[:_LOOKED_AT_CHARS]
            if not said or (at < len(blocks) and said in blocks[at].text):
                continue
            near = range(max(0, at - _NEAR_LINES), min(len(blocks), at + _NEAR_LINES + 1))
            found = next((one for one in near if said in blocks[one].text), None)
            if found is not None:
                self._links[position] = (el, found)

    def _flush(self, tag: str) -> None:
        parts = self._parts
        if parts:
            text = " ".join("".join(parts).split())
            bold = self._bold
            if bold:
                self._bold = 0
                bold *= not "".join(parts[bold:]).strip()
            parts.clear()
            if not text.isprintable() or "[" in text:
                text = drop_tokens(clean_text(text)).strip()
            if text:
                linked = len(text) if self._in_link else min(self._linked, len(text))
                bits = self._bits | marks.BOLD if bold else self._bits
                self._blocks.append(Block(text, tag, linked, bits, self._entry))
                self._entry = False
        self._linked = 0

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

    def _strong(self, el: _Element, kids: list[Node]) -> None:
        parts = self._parts
        first = not parts
        self._content(el, kids)
        if first and parts:
            self._bold = len(parts)
            end_label(parts, el)

    def _heading(self, el: _Element, kids: list[Node]) -> None:
        self._flush("div")
        if len(el) and (dated := date_in_title(el)) is not None:
            self._leaf(put_before(el, dated), "p", kids)
        self._in_heading = True
        if el.get("class") == marks.PANEL_TITLE_NAME:
            self._entry = False
        self._leaf(el, el.tag, kids)
        self._in_heading = False

    def _leaf(self, el: _Element, tag: str, kids: list[Node]) -> None:
        """Read an element whose text is a line: a paragraph, a heading."""
        names = el.get("class")
        bits = self._verdicts[names] if names else 0
        if bits and bits & (marks.HIDDEN | self._leave_out) and el not in self._safe:
            return
        if tag == "figcaption":
            bits |= marks.CAPTION
        elif tag == "dt" and ((after := el.getnext()) is None or after.tag not in {"dd", "dt"}):
            tag = "div"  # a term without a value
        self._flush("div")
        outer_bits = self._bits
        if bits:
            self._bits = outer_bits | (bits & _NOT_ITEM)
        if tag == "pre" and len(el) == 0:
            for paragraph in _BLANK_LINE.split(el.text or ""):
                self._parts.append(paragraph)
                self._flush(tag)
        else:
            self._content(el, kids)
            self._flush(tag)
        self._bits = outer_bits

    def _anchor(self, el: _Element, kids: list[Node]) -> None:
        """Read a link; one round boxes or headings (a clickable card) is a box itself."""
        if self._in_heading and (el.get("href") or "#")[0] == "#":  # it opens what stands below
            self._content(el, kids)
            return
        out = self._out
        link_start = len(out.links)
        out.links.append((el, len(out.blocks)))
        parts = self._parts
        before, blocks = len(parts), len(out.blocks)
        names = el.get("class")
        if names and self._is_left_out_within(el, names):
            return
        button = names and ("button" in names or "btn" in names)
        if button:
            self._flush("div")  # a button is a line of its own, whatever stands beside it
            before, blocks = 0, len(out.blocks)
            out.links[link_start] = (el, blocks)
        elif not parts and len(el) and not self._in_heading:
            part_link(el)
        outer, self._in_link = self._in_link, True
        outer_start = self._start
        if not parts:
            self._start = len(out.blocks)
        inner: list[Node] = []
        self._content(el, inner)
        self._start = outer_start
        wraps = bool(inner) or len(out.blocks) > blocks
        if button:
            self._flush("div")
        if len(out.blocks) == blocks:
            self._linked += sum(map(len, parts[before:]))
        elif parts:
            self._flush("div")
        self._in_link = outer
        if wraps:
            blocks = self._first_line(el, blocks)
            out.links[link_start] = (el, blocks)
            bits = self._verdicts[names] if names else 0
            end, link_end = len(out.blocks), len(out.links)
            node = Node(el, "a", names or "", bits, blocks, end, link_start, link_end, inner)
            kids.append(node)
            out.nodes.append(node)

    def _first_line(self, el: _Element, at: int) -> int:
        """Return the line in which the words of a link begin: the open one, or one that it began."""
        said = words_of(el)[:_LOOKED_AT_CHARS]
        for line in range(at, len(self._blocks)):
            text = self._blocks[line].text
            if said in text or said.startswith(text):
                return line
        return at

    def _span(self, el: _Element, tag: str, kids: list[Node]) -> None:
        if tag == "button" and not self._in_heading:
            return
        names = el.get("class")
        if names:
            if self._is_left_out_within(el, names):
                return
            if "material-" in names and is_icon(el):
                return
            if "updated" in names and is_machine_stamp(el):
                return
            if self._verdicts[names] & marks.COUNTER:
                fill(el)
        parts = self._parts
        before = len(parts)
        self._content(el, kids)
        if part_spans(parts, before, el):
            own = parts[before:]
            del parts[before:]
            self._flush(tag)
            parts += own

    def _is_left_out_within(self, el: _Element, names: str) -> bool:
        """Return whether a link or span is left out: chrome stands on a line of its own."""
        bits = self._verdicts[names]
        if bits & marks.HIDDEN:
            return el not in self._safe
        return bool(bits & self._leave_out) and not self._parts and el not in self._safe

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
        for placed, first in zip(self._placed, starts, strict=True):
            for position in range(first, len(placed)):
                el, block = placed[position]
                placed[position] = (el, max(at, min(block, last)))
