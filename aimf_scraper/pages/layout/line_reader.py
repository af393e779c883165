"""The open line of a walk, and the elements that stand within lines: links, spans, bold words, headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.blocks import Block, Node, Walk
from aimf_scraper.pages.layout.counters import fill
from aimf_scraper.pages.layout.icons import is_icon, is_machine_stamp
from aimf_scraper.pages.layout.left_out import Chrome
from aimf_scraper.pages.layout.lines import (
    badge_in_title,
    date_in_title,
    end_label,
    part_spans,
    put_before,
)
from aimf_scraper.pages.layout.link_lines import first_line
from aimf_scraper.pages.layout.link_parts import part_link
from aimf_scraper.pages.source.tree import words_of
from aimf_scraper.text.chrome import drop_tokens
from aimf_scraper.text.clean import clean_text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.left_out import Keep
    from aimf_scraper.pages.source.tree import Gathered

_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
#: What documentation tools put behind a heading: a link to it.
_ANCHOR_SIGNS: Final = frozenset({"¶", "#", "§", "🔗", "\uf0c1"})
_NOT_ITEM: Final = ~marks.ITEM


class LineReader:
    """Reads what stands within lines. How the content of an element is read, the walk over boxes says."""

    def __init__(self, found: Gathered, keep: Keep) -> None:
        self._verdicts = marks.verdicts()
        self._out = Walk()
        self._chrome = Chrome(found, keep, self._out)
        self._safe, self._leave_out = self._chrome.safe, self._chrome.bits
        self._blocks, self._links = self._out.blocks, self._out.links
        self._parts: list[str] = []  # of the open line
        self._linked = 0  # characters of the open line that stand in links
        self._bold = 0  # the words of the open line that are bold from its start on
        self._in_link = False
        self._in_heading = False
        self._entry = False  # the next line begins a list entry
        self._bits = 0  # of the innermost box
        self._start = 0  # its first line

    def _content(self, el: _Element, kids: list[Node]) -> None:
        """Read what stands in *el*: text, lines, boxes."""
        raise NotImplementedError

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
        if el.tag == "h1" and len(el) and (badge := badge_in_title(el)) is not None:
            self._leaf(put_before(el, badge, "badge"), "p", kids)
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
            if words_of(el) not in _ANCHOR_SIGNS:
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
            blocks = first_line(out.blocks, el, blocks)
            out.links[link_start] = (el, blocks)
            bits = self._verdicts[names] if names else 0
            end, link_end = len(out.blocks), len(out.links)
            node = Node(el, "a", names or "", bits, blocks, end, link_start, link_end, inner)
            kids.append(node)
            out.nodes.append(node)

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
