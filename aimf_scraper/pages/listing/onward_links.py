"""Links to where a listing goes on that bear no page's number in a known form: "Page suivante", "/actualites/2/"."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from aimf_scraper.pages.listing.page_words import (
    names_next,
    names_next_page,
    numbers_page,
    page_words,
)
from aimf_scraper.pages.listing.paging import PAGE_PATH
from aimf_scraper.pages.source.tree import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_BELOW: Final = re.compile(r"/(?:[a-z]{1,10}[/-]?)?[0-9]{1,6}")
_PAGER: Final = re.compile(
    r"(?:^|[\s_-])(?:pages?|pagination|paginat[a-z]{2,5}|pager|page-numbers)(?:$|[\s_-])"
)
_PAGER_BOXES: Final = 4
_NUMBERED_FILE: Final = re.compile(
    r"([a-z][a-z_-]{0,40}?)[_-]?([0-9]{1,3})\.(?:html?|php[0-9]?|aspx?|jsp)"
)


def leads_on_from(el: _Element, url: str, here: str) -> bool:
    """Return whether a link without a page's number leads to where the listing at *here* goes on."""
    if "next" in (el.get("rel") or "").split() and is_below(url, here):
        return True
    # "Voir plus" leads anywhere; to the listing itself it leads on.
    if "?" in url:
        if page_words(words_of(el)) == "suite":  # of a list, or of a post
            return _counts_on(url, here)
        if _says_next(el) and _same_path(url, here):
            return True
        if names_next_page(words_of(el)) and _names_in_query(url, here):
            return True
        return _is_numbered(el) and _counts_on(url, here)
    # "/actualites/2/" and "/actualites/p/2" among page numbers, "nouvelles2.htm" beside "nouvelles.htm".
    if is_below(url, here):
        return _is_numbered(el) or _says_page(el)
    return (_says_page(el) or _is_numbered(el)) and _is_next_file(url, here)


def is_below(url: str, here: str) -> bool:
    """Return whether *url* is *here* with another query, or a number below it: "/actualites/2".

    An article's next one stands beside it.
    """
    try:
        one, two = urlsplit(url), urlsplit(here)
    except ValueError:
        return False
    if not same_host(url, here) or (one.path, one.query) == (two.path, two.query):
        return False
    path, own = one.path.rstrip("/"), two.path.rstrip("/")
    if path == own:
        return bool(one.query)
    return bool(own) and path.startswith(own) and bool(_BELOW.fullmatch(path, len(own)))


def _says_next(el: _Element) -> bool:
    # WordPress marks the next article with rel=next the same way as the next page.
    if "next" in (el.get("rel") or "").split() and "page" in (el.get("class") or ""):
        return True
    return names_next(words_of(el) or el.get("aria-label") or el.get("title") or "")


def _counts_on(url: str, here: str) -> bool:
    """Return whether *url* is *here* with the next number in its query: "?p=2"."""
    try:
        one, two = urlsplit(url), urlsplit(here)
    except ValueError:
        return False
    own = dict(parse_qsl(two.query))
    other = {name: said for name, said in parse_qsl(one.query) if own.get(name) != said}
    if not same_host(url, here) or one.path != two.path or len(other) != 1:
        return False
    ((name, said),) = other.items()
    before = own.get(name, "1")[:4]
    return said[:5].isdecimal() and before.isdecimal() and int(said[:5]) == int(before) + 1


def _names_in_query(url: str, here: str) -> bool:
    """Return whether the query of *url* names the page *here*: MediaWiki's "?title=Catégorie:Eau&pagefrom=K"."""
    try:
        one, two = urlsplit(url), urlsplit(here)
    except ValueError:
        return False
    own = unquote(two.path.rstrip("/").rpartition("/")[2]) or "/"
    said = {value for _, value in parse_qsl(one.query)}
    return same_host(url, here) and own in {*said, *(one.replace(" ", "_") for one in said)}


def _is_numbered(el: _Element) -> bool:
    """Return whether *el* is "Page 2", or a bare page number in a box of page numbers."""
    said = words_of(el)
    if numbers_page(said):
        return True
    if not (said.isascii() and said.isdigit()):
        return False
    return any(_PAGER.search((one.get("class") or "")[:200]) for one in (el, *_around(el)))


def _says_page(el: _Element) -> bool:
    """Return whether *el* says that the next page follows: "Page suivante", ``class="next"``."""
    said = words_of(el) or next((one.get("alt") or "" for one in el.iter("img")), "")
    if names_next_page(said):
        return True
    if _says_next(el) or names_next(said):
        return any(_PAGER.search((one.get("class") or "")[:200]) for one in (el, *_around(el)))
    return False


def _around(el: _Element) -> Iterator[_Element]:
    return islice(el.iterancestors(), _PAGER_BOXES)


def _is_next_file(url: str, here: str) -> bool:
    """Return whether *url* is a file of the same folder whose name ends in a page's number.

    "/nouvelles2.htm" beside "/nouvelles.htm", "/actus/index2.php" beside "/actus/"; also
    "/nouvelles-2.html" beside "/nouvelles/".
    """
    try:
        one, two = urlsplit(url), urlsplit(here)
    except ValueError:
        return False
    folder, _, name = one.path.rpartition("/")
    if not same_host(url, here) or (found := _NUMBERED_FILE.fullmatch(name)) is None:
        return False
    own_folder, _, own = two.path.rpartition("/")
    before = _NUMBERED_FILE.fullmatch(own)
    number = int(before[2]) if before else 1
    beside = folder == own_folder or two.path.rstrip("/") == f"{folder}/{found[1]}"
    return beside and int(found[2]) == number + 1


def _same_path(url: str, other: str) -> bool:
    try:
        one, two = urlsplit(url), urlsplit(other)
    except ValueError:
        return False
    path = PAGE_PATH.sub("/", two.path).rstrip("/")
    return same_host(url, other) and one.path.rstrip("/").startswith(path) and bool(one.query)


def same_host(url: str, other: str) -> bool:
    try:
        one, two = urlsplit(url).hostname or "", urlsplit(other).hostname or ""
    except ValueError:
        return False
    return one.removeprefix("www.") == two.removeprefix("www.")
