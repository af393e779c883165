"""Boxes that a script makes links: ``onclick="location.href='/a'"``, ``data-href="/a"``.

They are given the ``<a>`` that readers feel is there, before anything else looks at the page.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from aimf_scraper.pages.source.rare_attributes import CLICKABLE
from aimf_scraper.pages.source.tree import short_words

if TYPE_CHECKING:
    from lxml.etree import _Element

_BOXES: Final = ("div", "article", "section", "li", "tr", "td")
#: The boxes that may lead somewhere, found without looking at the others.
_FIND: Final = etree.XPath(
    f"//*[{' or '.join(f'self::{tag}' for tag in _BOXES)}]"
    f"[{' or '.join(f'@{name}' for name in ('onclick', *CLICKABLE))}]"
)
_ONCLICK: Final = re.compile(
    r"(?:location(?:\.href)?\s{0,5}=|location\.(?:assign|replace)\(|window\.open\()"
    r"\s{0,5}[\"']([^\"'\s<>]{1,500})[\"']"
)
_IN_JSON: Final = re.compile(r'"url"\s{0,5}:\s{0,5}"([^"\s<>]{1,500})"')
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6", "strong", "b")
_MAX_BOXES: Final = 20_000
_MAX_LINKS: Final = 500
_MAX_WORDS: Final = 1_500
_MAX_PARTS: Final = 12
_MIN_TITLE_CHARS: Final = 12
_MAX_TITLE_CHARS: Final = 160


def link_clickables(root: _Element) -> None:
    """Put the words of each clickable box of *root* into a link.

    Boxes that hold a link already, another clickable box, or no title are left.
    """
    done = 0
    for el in cast("list[_Element]", _FIND(root))[:_MAX_BOXES]:
        url = _address(el)
        if url is None or not _is_card(el):
            continue
        _wrap(el, url)
        done += 1
        if done >= _MAX_LINKS:
            return


def _address(el: _Element) -> str | None:
    """Return where a click on *el* leads, ``None`` where it leads nowhere."""
    if (url := opened_by(el.get("onclick"))) is not None:
        return url
    for name in CLICKABLE:
        if value := (el.get(name) or "").strip()[:_MAX_WORDS]:
            if found := _IN_JSON.search(value):
                return found[1].replace("\\/", "/")
            if value.startswith(("/", "http://", "https://", "./", "?")) or "." in value:
                return value if " " not in value else None
    return None


def opened_by(script: str | None) -> str | None:
    """Return the address that a handler opens, ``None`` where it opens none.

    >>> opened_by("window.open('/u/plan.pdf'); return false")
    '/u/plan.pdf'
    """
    found = _ONCLICK.search(script[:_MAX_WORDS]) if script else None
    return None if found is None else found[1]


def _is_card(el: _Element) -> bool:
    if next(el.iter("a", "form", "iframe", "video"), None) is not None:
        return False
    if any(_address(one) is not None for one in islice(el.iterdescendants(*_BOXES), _MAX_LINKS)):
        return False
    if el.tag != "tr" and next(el.iter(*_HEADINGS), None) is None and not _is_one_of_many(el):
        return False
    said = 0
    for text in el.itertext():
        said += len(text)
        if said > _MAX_WORDS:
            return False
    return said > 0


def _is_one_of_many(el: _Element) -> bool:
    """Return whether *el* holds a title and more in boxes of their own, and a sister leads on as well."""
    inner = el
    while len(inner) == 1 and not (inner.text or "").strip():
        inner = inner[0]
    said = [
        words
        for one in islice(inner, _MAX_PARTS)
        if isinstance(one.tag, str) and (words := short_words(one))
    ]
    if len(said) < 2 or not any(_MIN_TITLE_CHARS <= len(one) <= _MAX_TITLE_CHARS for one in said):
        return False
    beside = (
        *islice(el.itersiblings(el.tag, preceding=True), 1),
        *islice(el.itersiblings(el.tag), 1),
    )
    return any(_address(one) is not None for one in beside)


def _wrap(el: _Element, url: str) -> None:
    """Move what stands in *el* into a link; of a table's row, what its first cell with words holds."""
    if el.tag == "tr":
        cells = (one for one in el if one.tag in {"td", "th"})
        worded = next((one for one in cells if "".join(map(str, one.itertext())).strip()), None)
        if worded is None:
            return
        el = worded
    link = etree.Element("a", href=url)
    link.text, el.text = el.text, None
    for kid in list(el):
        link.append(kid)
    el.append(link)
