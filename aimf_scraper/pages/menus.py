"""The site's menus and foot, taken out of a page's bytes before it is parsed.

They are two thirds of many a builder's page, nothing in them is the article's,
and all that is wanted of them is where their links lead. What is taken is a
whole ``<nav>`` or ``<footer>`` that holds what menus are made of and nothing
else, so that the rest parses as it would have; whatever is not so plain stays.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final, NamedTuple

#: Smaller ones may be a breadcrumb, page numbers or an article's own foot.
_LEAST_BYTES: Final = 4_000
#: Menus of one page; of more, the rest is parsed with the page.
_MOST: Final = 12
_OPENS: Final = re.compile(rb"<(nav|footer)[\s>]")
#: A tag that menus are not made of, a comment, a declaration. The commonest tags stand first.
_NOT_OF_MENUS: Final = re.compile(
    rb"<(?!/?+(?:li|a|span|ul|div|svg|path|i|p|img|b|strong|em|br|h[2-6]|button|section|g|circle"
    rb"|rect|small|form|input|label)[\s/>])"
)
#: ``href`` as builders write it; else the whole of a tag that has none; else neither.
_LINK: Final = re.compile(
    rb"<a\s(?:(?:[^<>]*?\s)??href=\"([^\"<>]*+)\"|((?:(?!href)[^<>])*+>))?", re.ASCII
)
#: A breadcrumb and page numbers are looked for in the tree: by their names, their addresses.
_NAMED: Final = re.compile(rb"crumb|ariane|pagin")
_LEADS_ON: Final = (b"page", b"debut_")
_NAMED_WITHIN: Final = 400
#: What stays in its place.
_EMPTY: Final = b"<nav></nav>"


class WithoutMenus(NamedTuple):
    """A page without its menus, and the ``href`` of every link in them, in page order."""

    html: bytes
    hrefs: tuple[str, ...]


def without_menus(html: bytes) -> WithoutMenus:
    """Return *html*, in UTF-8, without its menus and foot; linear time, never raises."""
    pieces: list[bytes] = []
    hrefs: list[bytes] = []
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
        end = html.find(b"</%b>" % opened[1], start)
        if end < 0:
            break
        at = opened.end()
        links = None if in_comment else _links_of(html[at:end])
        if links is not None:
            hrefs += links
            pieces.append(html[kept:start])
            kept = at = html.find(b">", end) + 1
    if not pieces:
        return WithoutMenus(html, ())
    pieces.append(html[kept:])
    said = b"\n".join(hrefs).decode("utf-8", "replace")
    return WithoutMenus(_EMPTY.join(pieces), tuple(unescape(said).split("\n")) if said else ())


def _links_of(menu: bytes) -> list[bytes] | None:
    """Return the addresses of all links of *menu*, ``None`` where it may be more than a menu."""
    if len(menu) < _LEAST_BYTES or _NAMED.search(menu, 0, _NAMED_WITHIN):
        return None
    if _NOT_OF_MENUS.search(menu):
        return None
    hrefs = []
    for href, without in _LINK.findall(menu):
        if href:
            hrefs.append(href)
        elif not without:
            return None
    said = b"\n".join(hrefs)
    return None if any(word in said for word in _LEADS_ON) else hrefs
