"""What a page says of itself in JSON-LD: types, dates, headline, keywords, breadcrumb.

A node that names the address of another page (a related article, a card) says
nothing here.
"""

from __future__ import annotations

import html
import re
from collections import deque
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from aimf_scraper.pages.claims.tolerant_json import read_json
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Nodes that stand for the page itself, the best first.
_PAGE_TYPES: Final = (
    "NewsArticle",
    "ReportageNewsArticle",
    "BlogPosting",
    "Article",
    "Report",
    "Event",
    "Project",
    "ResearchProject",
    "ScholarlyArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "TechArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "Review",
    "Recipe",
    "HowTo",
    "CreativeWork",
    "DigitalDocument",
    "Book",
    "WebPage",
    "ItemPage",
)
_OF_PAGE: Final = frozenset(_PAGE_TYPES)
_MAX_SCRIPT_CHARS: Final = 500_000
_MAX_NODES: Final = 2_000
_MAX_NESTED: Final = 4
#: Types whose address may be the site's own: a theme that puts no better one in.
_SITE_TYPES: Final = frozenset({"WebPage", "ItemPage"})
#: The address in the example of Google's guide, which many templates have kept.
_PLACEHOLDERS: Final = frozenset({"google.com", "schema.org", "example.com"})
_TRACKING: Final = re.compile(r"(?:utm_[a-z]{1,20}|fbclid|gclid|mc_[a-z]{1,10})=[^&]{0,200}&?")
_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_MIN_TITLE_CHARS: Final = 8


@dataclass(frozen=True, slots=True)
class Linked:
    """``types``: of every top-level node. The rest: of the node that is the page."""

    types: tuple[str, ...] = ()
    headline: str | None = None
    description: str | None = None
    published: str | None = None
    created: str | None = None
    modified: str | None = None
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """How a page is known: the addresses it answers to, and the titles it bears."""

    urls: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def read_jsonld(scripts: Iterable[str], own: Own | None = None) -> Linked:
    """Return what *scripts* (contents of ``ld+json`` elements) say of the page that is *own*."""
    nodes = [node for script in scripts for node in _nodes(script)]
    if not nodes:
        return Linked()
    judge = _Judge(own or Own())
    typed: dict[str, list[dict[str, Any]]] = {}
    mine: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        types = dict.fromkeys(_types(node))
        of_page = not _OF_PAGE.isdisjoint(types)
        is_own = judge.is_own(node, types) if of_page else None
        if is_own is False:
            continue
        for name in types:
            typed.setdefault(name, []).append(node)
            if is_own:
                mine.setdefault(name, []).append(node)
    certain = [node for name in _PAGE_TYPES for node in mine.get(name, ())]
    known = set(map(id, certain))
    others = [one for name in _PAGE_TYPES for one in typed.get(name, ()) if id(one) not in known]
    pages = certain + others
    dated = certain + ([] if _differ(others) else others)
    return Linked(
        types=tuple(typed),
        headline=_first_text(pages, "headline") or _first_text(pages, "name"),
        description=_first_text(pages, "description"),
        published=_first_text(dated, "datePublished"),
        created=_first_text(dated, "dateCreated"),
        modified=_first_text(dated, "dateModified"),
        section=_many(pages, "articleSection"),
        keywords=_many(pages, "keywords"),
        crumbs=_crumbs(nodes),
    )


class _Judge:
    """Tells whether a node stands for the page, by the addresses and titles of both."""

    def __init__(self, own: Own) -> None:
        self._own = own
        self._base = own.urls[0] if own.urls else ""

    @cached_property
    def _urls(self) -> set[tuple[str, str]]:
        return {_key(url) for url in self._own.urls}

    @cached_property
    def _paths(self) -> set[str]:
        return {path for _, path in self._urls if path.count("/") > 1}

    @cached_property
    def _titles(self) -> list[str]:
        return [fold(one) for one in self._own.titles]

    def is_own(self, node: dict[str, Any], types: Iterable[str]) -> bool | None:
        """Return ``None`` where the node does not say of which page it speaks."""
        if not self._base:
            return None
        said = list(_addresses(node))
        if not said:
            keys: set[tuple[str, str]] = set()
        elif any(url.partition("#")[0] in self._own.urls for url in said):
            return True
        else:
            keys = {_key(url, self._base) for url in said}
            keys = {one for one in keys if one[0] not in _PLACEHOLDERS}
            if keys & self._urls or any(path in self._paths for _, path in keys):
                return True
        headline = node.get("headline") or node.get("name")
        if isinstance(headline, str) and len(headline) >= _MIN_TITLE_CHARS:
            wanted = fold(unescape(headline)).strip()
            if any(wanted in title for title in self._titles):
                return True
        if all(path in {"", "/"} for _, path in keys):
            home = (
                bool(keys) and bool(_SITE_TYPES & set(types)) and isinstance(node.get("url"), str)
            )
            return False if home else None
        return False


def _key(url: str, base: str = "") -> tuple[str, str]:
    """Return host and path of *url* as they are compared: no scheme, "www.", final slash, fragment."""
    try:
        parts = urlsplit(urljoin(base, url))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    path = unquote(parts.path).rstrip("/").removesuffix("/index.html").removesuffix("/index.php")
    query = _TRACKING.sub("", parts.query)[:300].rstrip("&")
    return host, f"{path.lower()}?{query}" if query else path.lower()


def _addresses(node: dict[str, Any]) -> Iterator[str]:
    for key in ("url", "@id", "mainEntityOfPage"):
        value = node.get(key)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and not value.startswith(("_:", "urn:")) and value.strip():
            yield value.strip()[:2_000]


def _differ(nodes: list[dict[str, Any]]) -> bool:
    """Return whether *nodes* speak of several pages: none of them is known to be this one's."""
    said = {(_first_text([one], "headline"), _first_text([one], "datePublished")) for one in nodes}
    dated = {one for one in said if one[0] and one[1]}
    return len(dated) > 1


def unescape(text: str) -> str:
    """Return *text* with its HTML entities read, also those that were escaped twice."""
    for _ in range(2):
        if "&" not in text or not _ENTITY.search(text):
            break
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    return text


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """Yield the nodes of one script: the top, its lists, ``@graph`` and ``mainEntity``."""
    if len(script) > _MAX_SCRIPT_CHARS:
        return
    waiting: deque[tuple[Any, int]] = deque([(read_json(script), 0)])
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        node, depth = waiting.popleft()
        inner: list[Any] = []
        if isinstance(node, list):
            inner = node[:_MAX_NODES]
        elif isinstance(node, dict):
            yield node
            for key in ("@graph", "mainEntity"):
                if isinstance(node.get(key), list | dict):
                    inner.append(node[key])
        if depth < _MAX_NESTED:
            waiting.extend((one, depth + 1) for one in inner)


def _types(node: dict[str, Any]) -> list[str]:
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return [one.rsplit("/", 1)[-1] for one in names if isinstance(one, str)]


def _first_text(nodes: list[dict[str, Any]], key: str) -> str | None:
    for node in nodes:
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            value = value.get("@value")
        if isinstance(value, str) and value.strip():
            return unescape(value.strip())
    return None


def _many(nodes: list[dict[str, Any]], key: str) -> tuple[str, ...]:
    """Return the words of *key*; a string is cut at its commas."""
    for node in nodes:
        value = node.get(key)
        if isinstance(value, str):
            value = value.split(",")
        if isinstance(value, list):
            words = [unescape(one.strip()) for one in value if isinstance(one, str) and one.strip()]
            if words:
                return tuple(words[:100])
    return ()


def _crumbs(nodes: list[dict[str, Any]]) -> tuple[str, ...]:
    for node in nodes:
        crumb = node.get("breadcrumb")
        trail = node if "BreadcrumbList" in _types(node) else crumb
        if not isinstance(trail, dict) or not isinstance(trail.get("itemListElement"), list):
            continue
        names = []
        for step in trail["itemListElement"][:30]:
            if isinstance(step, dict):
                item = step.get("item")
                name = step.get("name") or (item.get("name") if isinstance(item, dict) else None)
                if isinstance(name, str):
                    names.append(unescape(name.strip()))
        return tuple(names)
    return ()
