"""What a walk leaves out: boxes whose names, tag or place say that they are no article's."""

from __future__ import annotations

import re
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.forms import asks_address
from aimf_scraper.pages.layout.sidebars import is_fact_sheet
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.layout.blocks import Walk
    from aimf_scraper.pages.source.tree import Gathered

#: Rows and cells are what their table is, whatever their class ("menu-item").
_TABLE_PARTS: Final = frozenset({"tr", "td", "th", "tbody", "thead", "table"})
#: More links in a footer are not looked at.
_MOST_LINKS: Final = 20
#: What a site's foot says of its rights.
_RIGHTS: Final = re.compile(r"©|\(c\)|copyright|droits r[ée]serv|rights reserved", re.IGNORECASE)
#: A paragraph is this long; a page with less than that in all has no most of them.
_MIN_PARAGRAPH_CHARS: Final = 60
_MIN_PROSE_CHARS: Final = 400
_MIN_MAIN_CHARS: Final = 150
_MOST: Final = 0.5
_MENU_SHARE: Final = 0.8


def prose_chars(el: _Element) -> int:
    """Return the length of a paragraph, 0 for a short line."""
    chars = len(el.text or "") + sum(len(kid.text or "") + len(kid.tail or "") for kid in el)
    return chars if chars >= _MIN_PARAGRAPH_CHARS else 0


def _ends_article(foot: _Element) -> bool:
    """Return whether a footer in an ``<article>`` is prose, and no signature, terms or site's foot."""
    if next(foot.iterancestors("article"), None) is None:
        return False
    if next(foot.iter("nav", "form", "input", "address", "li"), None) is not None:
        return False
    said = words_of(foot)
    if sum(len(words_of(el)) for el in islice(foot.iter("a"), _MOST_LINKS)) * 3 > len(said):
        return False
    prose = sum(map(prose_chars, foot.iter("p")))
    return prose * 2 > len(said) and _RIGHTS.search(said) is None


class Keep(IntEnum):
    """What is left in a walk."""

    ARTICLE = 0  # nothing that its class or place calls chrome
    NAMED = 1  # boxes whose class calls them chrome, but for menus, comments and feet
    ALL = 2


class Chrome:
    """Judges the boxes of one walk, and notes in it what it leaves out that others ask for.

    ``safe``: what holds the title or the main part, which is no chrome, whatever its
    class. ``bits``: what names a box that is left out.
    """

    def __init__(self, found: Gathered, keep: Keep, out: Walk) -> None:
        self.bits = (marks.CHROME, marks.NEVER | marks.MENU, 0)[keep]
        self.safe: set[_Element] = set()
        for el in found.anchorage:
            if el not in self.safe:
                self.safe.add(el)
                self.safe.update(el.iterancestors())
        self._keep = keep
        self._out = out
        self._paragraphs, self._anchorage = found.paragraphs, found.anchorage

    def is_left_out(self, el: _Element, bits: int) -> bool:
        """Tell whether *el*, whose names say that it is chrome or hidden, is left out."""
        if el in self.safe or el.tag in _TABLE_PARTS:
            return False
        if bits & marks.CRUMBS:
            self._out.crumbs.append(el)
        if not bits & (self.bits | marks.HIDDEN):
            return False
        if bits & marks.CONTROL and any(
            one.tag == "article" or prose_chars(one) for one in el.iter("article", "p")
        ):
            return False
        if bits & marks.NEVER:
            return True
        if bits & marks.SIDEBAR and not bits & marks.HIDDEN and is_fact_sheet(el):
            return False
        return not self._holds_most(el, _MENU_SHARE if bits & marks.MENU else _MOST)

    def _holds_most(self, el: _Element, share: float) -> bool:
        """Return whether most of the page's paragraphs stand in *el*: no box round an article does."""
        own = sum(map(prose_chars, el.iter("p")))
        if own * 2 < _MIN_PROSE_CHARS:  # whatever the page holds, which takes longer to count
            return False
        prose = 0
        for one in self._paragraphs:
            prose += prose_chars(one)
            if own <= prose * share:
                return False
        return prose >= _MIN_PROSE_CHARS and not self._main_says_enough(el)

    def _main_says_enough(self, el: _Element) -> bool:
        """Return whether the page's <main> has prose of its own, and *el* does not stand in it."""
        return any(
            one.tag == "main"
            and one not in el.iterancestors()
            and sum(map(prose_chars, one.iter("p"))) >= _MIN_MAIN_CHARS
            for one in self._anchorage
        )

    def stands_round(self, el: _Element, tag: str, *, inside: bool) -> bool:
        """Return whether a header, footer, aside or form stands round the article, not in it.

        *inside*: an ``<article>`` or ``<main>`` is open.
        """
        if tag == "form":
            if asks_address(el):
                self._out.signups.append((el, len(self._out.blocks)))
            return False
        if el in self.safe or self._keep is Keep.ALL:
            return False
        if tag == "footer":
            parent = el.getparent()
            if parent is not None and parent.tag == "blockquote":
                return False
            if inside:
                self._out.footers.append(el)
            return not (inside and _ends_article(el))
        if tag == "aside" and is_fact_sheet(el):
            return False
        return tag in {"header", "aside"} and not inside and not self._keep
