"""A page as a listing: its cards, whether it is empty, where it goes on."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from parsel import Selector

from aimf_scraper.pages.listing.onward_links import is_below, leads_on_from, same_host
from aimf_scraper.pages.listing.page_forms import has_page_forms, pages_of_forms
from aimf_scraper.pages.listing.paging import PAGE_PATH, is_paged, page_number
from aimf_scraper.pages.reading import Listing
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.page_parts import PageParts

_EMPTY: Final = re.compile(
    r"(?:no (?:items?|posts?|results?|data was|articles?|entries)(?: were)? found|nothing (?:was )?found"
    r"|aucune? (?:resultat|article|actualite|action|projet|evenement|publication|document|element|contenu|entree)"
    r"s?\b.{0,60}$|il n'y a (?:aucune?|pas d)|pas de resultats?\b|rien trouve|desole, (?:aucun|mais))"
)
_WITH_DATA: Final = (
    "//*[@data-next or @data-next-page or @data-next-url or @data-url or @data-href or @data-pages"
    " or @data-max-pages or @data-max-page or @data-max_num_pages or @data-total-pages"
    " or @data-next-link]"
)
_URL_DATA: Final = (
    "data-next-url",
    "data-next-page",
    "data-next-link",
    "data-next",
    "data-url",
    "data-href",
)
_COUNT_DATA: Final = (
    "data-pages",
    "data-max-pages",
    "data-max-page",
    "data-max_num_pages",
    "data-total-pages",
)
#: ``"epro-posts":{"default":{"found_posts":26,"max_num_pages":3,...`` (JetSmartFilters).
_JSF_PROVIDER: Final = re.compile(
    r'"([a-z][a-z0-9_-]{1,40})":\{"([A-Za-z0-9_-]{1,40})":\{(?:"found_posts":"?[0-9]{1,9}"?,)?'
    r'"max_num_pages":"?([0-9]{1,6})'
)
_DATA_MARKS: Final = (
    b"data-next",
    b"data-pages",
    b"data-max",
    b"data-total-pages",
    b"data-url",
    b"data-href",
)
_SCRIPT_MARKS: Final = (
    "nextLink",
    "next_link",
    "nextPage",
    "next_page",
    "nextUrl",
    "next_url",
    "infiniteScroll",
    "pagination",
)
_NEXT_LINK: Final = re.compile(
    r"""["'](?:next_?(?:link|url|page_?url|page|href))["']\s{0,5}:\s{0,5}["']((?:https?:)?(?:\\?/|\?)[^"'\s<>]{1,500})["']""",
    re.IGNORECASE,
)
_NEXT_IN_PAGER: Final = re.compile(
    r"""["'](?:pagination|paging|pager)["']\s{0,5}:\s{0,5}\{[^{}]{0,300}["']next["']\s{0,5}:\s{0,5}"""
    r"""["']((?:https?:)?(?:\\?/|\?)[^"'\s<>]{1,500})["']"""
)
_COUNTED_PATH: Final = re.compile(r'"path":"([^"\s<>]{1,300}%d[^"\s<>]{0,100})"')
_MAX_SCRIPT_CHARS: Final = 500_000
#: No listing of such a site is longer; a hostile count must not make a million addresses.
_MAX_PAGES: Final = 2_000
_MAX_TARGETS: Final = 10_000


def _has_page_data(body: bytes) -> bool:
    """Tell whether *body* may hold page counts in data attributes: looked for in its bytes first."""
    return any(name in body for name in _DATA_MARKS)


def read_listing(page: PageParts, body: bytes) -> Listing | None:
    """Return what *page* lists, ``None`` where it shows no card and does not say it is empty.

    *body*: the bytes of *page*, in which rare ways to go on are looked for first.
    """
    targets = tuple(_pagination(page, body))
    earlier = tuple(one for one in targets if _is_earlier(one, page.url))
    next_urls = tuple(one for one in targets if one not in earlier)
    if not page.cards.groups and (targets or page.claims.archive):
        page.cards.add_lone()
    # A bare list of titles may as well be a list of links in the prose.
    groups = [one for one in page.cards.groups if not one.plain or one.marked]
    shown = page.cards.read(groups)
    empty = not shown and any(
        len(one.text) < 120 and _EMPTY.match(fold(one.text)) for one in page.walk.blocks
    )
    if not shown and not empty and not targets:
        return None
    return Listing(page.url, tuple(shown), next_urls, empty=not shown, earlier_urls=earlier)


def _is_earlier(url: str, here: str) -> bool:
    """Return whether *url* is a page before *here*: the same listing's, by a lower number."""
    own, other = page_number(here), page_number(url)
    return own is not None and other is not None and own[0] == other[0] and other[1] < own[1]


def with_bare_titles(page: PageParts, listing: Listing) -> Listing:
    """Return *listing* with the bare lists of titles on a page that is nothing but a listing."""
    return replace(listing, cards=tuple(page.cards.read(page.cards.groups)))


def _pagination(page: PageParts, body: bytes) -> Iterator[str]:
    """Yield every address that the listing goes on at, each once, without the page itself."""
    seen = {page.url}
    found = _targets(page, paged_by_data=_has_page_data(body))
    if has_page_forms(body):
        found = chain(found, pages_of_forms(page.root, Base(page.url)))
    for target in islice(found, _MAX_TARGETS):
        if target not in seen:
            seen.add(target)
            yield target


def _targets(page: PageParts, *, paged_by_data: bool) -> Iterator[str]:
    base = Base(page.url)
    following = page.head.next_url
    if following and (is_paged(following) or is_below(following, base.url)):
        yield following
    for el, url in page.every_anchor():
        if url is None:
            continue
        if is_paged(url):
            if same_host(url, base.url):
                yield url
        elif leads_on_from(el, url, base.url):
            yield url
    if paged_by_data:
        for one in Selector(root=page.root, type="html").xpath(_WITH_DATA):
            yield from _from_data(one.root, base)
    for script in page.found.scripts:
        said = script.text
        if not said:
            continue
        if "max_num_pages" in said:
            yield from _from_settings(said[:_MAX_SCRIPT_CHARS], base)
        if any(name in said for name in _SCRIPT_MARKS):
            yield from _from_script(said[:_MAX_SCRIPT_CHARS], base)


def _from_data(el: _Element, base: Base) -> Iterator[str]:
    for name in _URL_DATA:
        value = (el.get(name) or "").strip()
        if not value:
            continue
        if value.isascii() and value.isdigit() and name in {"data-next", "data-next-page"}:
            yield with_page(base.url, int(value[:6]))
        elif "/" in value or value.startswith("?"):
            url = base.join(value) if is_paged(value) or name.startswith("data-next") else None
            if url and same_host(url, base.url):
                yield url
    for name in _COUNT_DATA:
        value = (el.get(name) or "").strip()
        if value.isascii() and value.isdigit():
            provider = el.get("data-apply-provider") or el.get("data-content-provider")
            for number in range(2, min(int(value[:6]), _MAX_PAGES) + 1):
                yield with_page(base.url, number, provider)


def _from_script(script: str, base: Base) -> Iterator[str]:
    """Yield the next page that a script loads: ``"nextLink":"…"``, Jetpack's ``"path":"…/page/%d/"``."""
    if "decodeURIComponent(" in script and "infiniteScroll" in script:
        script = unquote(script)
    for found in (*_NEXT_LINK.finditer(script), *_NEXT_IN_PAGER.finditer(script)):
        url = base.join(found[1].replace("\\/", "/"))
        if url and same_host(url, base.url):
            yield url
    path = _COUNTED_PATH.search(script)
    if path is not None and "infiniteScroll" in script:
        here = PAGE_PATH.search(base.url)
        following = (int(here[1]) if here else 1) + 1
        url = base.join(path[1].replace("\\/", "/").replace("%d", str(following)))
        if url and same_host(url, base.url):
            yield url


def _from_settings(script: str, base: Base) -> Iterator[str]:
    """Yield the pages that JetSmartFilters' settings count, provider by provider."""
    for found in _JSF_PROVIDER.finditer(script):
        provider = found[1] if found[2] == "default" else f"{found[1]}:{found[2]}"
        for number in range(2, min(int(found[3]), _MAX_PAGES) + 1):
            yield with_page(base.url, number, provider)


def with_page(url: str, number: int, provider: str | None = None) -> str:
    """Return *url* at page *number*, in the form the listing uses: ``pagenum`` or ``/page/N/``.

    *provider*: the JetSmartFilters provider that fills the listing, where it is one.

    >>> with_page("https://x.example/nos-projets/toutes/?jsf=epro-posts&pagenum=2", 3)
    'https://x.example/nos-projets/toutes/?jsf=epro-posts&pagenum=3'
    >>> with_page("https://x.example/region/afrique/page/2/", 3)
    'https://x.example/region/afrique/page/3/'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = dict(parse_qsl(parts.query))
    if provider:
        query.setdefault("jsf", provider)
    if "jsf" in query or "pagenum" in query:
        query["pagenum"] = str(number)
        return urlunsplit(parts._replace(query=urlencode(query, safe=":"), fragment=""))
    if "paged" in query:
        query["paged"] = str(number)
        return urlunsplit(parts._replace(query=urlencode(query), fragment=""))
    path = PAGE_PATH.sub("", parts.path).rstrip("/")
    return urlunsplit(parts._replace(path=f"{path}/page/{number}/", fragment=""))
