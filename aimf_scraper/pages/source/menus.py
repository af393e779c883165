"""The site's menus and foot, taken out of a page's bytes before it is parsed.

They are two thirds of many a builder's page, and nothing in them is the
article's: only a crawl asks where they lead, and then they are parsed by
themselves. What is taken is a whole ``<nav>``, ``<footer>`` or list whose class
says that it is chrome (``<ul class="menu">``), if it holds what menus are made
of and nothing else, so that the rest parses as it would have; whatever is not
so plain stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.errors import PageError
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.source.decode import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.source.urls import Base

#: Smaller ones are no trouble to parse, and may be a breadcrumb or an article's own foot.
_LEAST_BYTES: Final = 4_000
#: A larger one is no menu; so hostile bytes take linear time.
_MOST_BYTES: Final = 1_000_000
#: Menus of one page, submenus among them; of more, the rest is parsed with the page.
_MOST: Final = 60
_OPENS: Final = re.compile(
    rb"<(?:(nav|footer)[\s>]"
    rb"|ul(?=\s[^<>]{0,300}menu)(?:\s[^<>]{0,300}?)?\sclass=\"([^\"<>]{1,300})\")"
)
#: A tag that menus are not made of, a comment, a declaration. The commonest tags stand first.
_NOT_OF_MENUS: Final = re.compile(
    rb"<(?!/?+(?:li|a|span|ul|div|svg|path|i|p|img|b|strong|em|br|h[2-6]|button|section|ol|hr|g|use"
    rb"|circle|ellipse|rect|line|polygon|polyline|small|address|form|input|label)[\s/>])"
)
#: How a breadcrumb and an article's own foot are named: they say of the page what it is.
_NEEDED: Final = re.compile(rb"crumb|ariane|(?:entry|article|post)-(?:foot|meta|tags|terms)")
_NAMED_WITHIN: Final = 400
#: What stays in their place.
_EMPTY: Final = b"<nav></nav>"


class WithoutMenus(NamedTuple):
    """A page without its menus, and these, in page order."""

    html: bytes
    menus: bytes


def without_menus(html: bytes) -> WithoutMenus:
    """Part *html*, in UTF-8, from its menus and foot; linear time, never raises."""
    pieces: list[bytes] = []
    menus: list[bytes] = []
    kept = at = 0
    in_comment = False
    for _ in range(_MOST):
        opened = _OPENS.search(html, at)
        if opened is None:
            break
        start = opened.start()
        comment = html.rfind(b"<!--", at, start)
        if in_comment or comment >= 0:
            in_comment = html.find(b"-->", max(at, comment), start) < 0
        at = opened.end()
        end = _end_of_list(html, at) if opened[1] is None else _end_of(html, opened[1], at)
        if end < 0:
            continue
        named = opened[2] is None or _is_chrome(opened[2])
        if named and not in_comment and _is_menu(html, at, end):
            pieces.append(html[kept:start])
            kept = at = html.find(b">", end) + 1
            menus.append(html[start:kept])
    if not menus:
        return WithoutMenus(html, b"")
    pieces.append(html[kept:])
    return WithoutMenus(_EMPTY.join(pieces), b"".join(menus))


def _end_of(html: bytes, tag: bytes, start: int) -> int:
    """Return where the next end tag of *tag* stands, -1 if nowhere near.

    A ``<nav>`` in another is no menu whichever end is taken: menus are not made of it.
    """
    return html.find(b"</%b" % tag, start, start + _MOST_BYTES)


def _end_of_list(html: bytes, start: int) -> int:
    """Return where the list ends that was opened before *start*, -1 if nowhere near."""
    depth = 1
    limit = start + _MOST_BYTES
    end = html.find(b"</ul", start, limit)
    while end >= 0:
        depth += html.count(b"<ul", start, end) - 1
        if depth <= 0:
            return end
        start, end = end, html.find(b"</ul", end + 1, limit)
    return -1


def _is_chrome(names: bytes) -> bool:
    """Tell whether the walk would leave out a list of that class."""
    bits = marks.verdicts()[names.decode("utf-8", "replace")]
    return bool(bits & marks.CHROME and not bits & (marks.MARKED | marks.CRUMBS))


def _is_menu(html: bytes, start: int, end: int) -> bool:
    """Tell whether ``html[start:end]`` is plainly a menu and nothing more."""
    return (
        end - start >= _LEAST_BYTES
        and not _NEEDED.search(html, start, start + _NAMED_WITHIN)
        and not _NOT_OF_MENUS.search(html, start, end)
    )


def anchors_of(menus: bytes, base: Base) -> dict[_Element, str | None]:
    """Return the anchors in *menus* with where they lead, in page order; never raises."""
    if not menus:
        return {}
    try:
        root = parse(menus)
    except PageError:  # nested too deep: such a page would have been refused with its menus
        return {}
    return {el: base.join(el.get("href")) for el in root.iter("a")}
