"""Addresses of a listing's further pages, by their form."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.source.menus import anchors_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from aimf_scraper.pages.source.urls import Base

PAGE_PATH: Final = re.compile(r"/page/([0-9]{1,6})/?(?=$|[?#])")
#: eZ Publish's "/(offset)/10", "/page-2.html" of hand-made sites, Beaver Builder's "/paged-2/2/".
_OTHER_PATH: Final = re.compile(
    r"/\((?:offset|page)\)/[0-9]{1,6}(?=$|[/?#])|/page-?[0-9]{1,6}(?:\.[a-z]{3,5})?/?(?=$|[?#])"
    r"|/paged-[0-9]{1,3}/[0-9]{1,6}/?(?=$|[?#])"
)
_PAGE_QUERY: Final = re.compile(
    r"[?&](?:amp;)?(?:(?:[a-z0-9_-]{0,40}(?:\[|%5b)[a-z0-9_@-]{0,40})?(?:[a-z0-9_-]{0,30}?[-_])?"
    r"(?:paged?|pagenum|currentpage|pg|page_number|start|offset|pointer)(?:\]|%5d)?|debut_[a-z_]{1,40}"
    r"|e-page-[0-9a-z]{1,12})(?:(?::|%3a)int)?=[0-9]{1,14}(?:&|#|$)",
    re.IGNORECASE,
)


def page_number(url: str) -> tuple[str, int] | None:
    """Return how *url* numbers its page (the parameter's name, ``/page/``) and the number.

    >>> page_number("https://x.example/actus/page/3/"), page_number("https://x.example/a?pg=2")
    (('/page/', 3), ('pg', 2))
    >>> page_number("https://x.example/actus?b_start:int=20")  # Plone names a value's type
    ('b_start:int', 20)
    """
    if found := PAGE_PATH.search(url):
        return "/page/", int(found[1])
    if found := _PAGE_QUERY.search(url):
        name, _, number = found[0].strip("?&#").removeprefix("amp;").partition("=")
        return name.lower(), int(number)
    return None


def is_paged(url: str) -> bool:
    """Return whether *url* names a further page of a listing, by its path or query."""
    if "/page" in url and (PAGE_PATH.search(url) or _OTHER_PATH.search(url)):
        return True
    if "/(" in url and _OTHER_PATH.search(url):
        return True
    return "?" in url and _PAGE_QUERY.search(url) is not None


def goes_on(urls: Mapping[_Element, str | None], menus: bytes, base: Base) -> bool:
    """Return whether a link of a page, or of its *menus*, leads to a further page of a listing."""
    found = chain(urls.values(), anchors_of(menus, base).values())
    return any(url is not None and is_paged(url) for url in found)
