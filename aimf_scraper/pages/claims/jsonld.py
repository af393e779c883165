"""What a page says of itself in JSON-LD: types, dates, headline, keywords, breadcrumb."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

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
    "Book",
    "WebPage",
    "ItemPage",
)
_MAX_SCRIPT_CHARS: Final = 500_000
_MAX_NODES: Final = 2_000
_DECODER: Final = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Linked:
    """``types``: of every top-level node. The rest: of the node that is the page."""

    types: tuple[str, ...] = ()
    headline: str | None = None
    description: str | None = None
    published: str | None = None
    modified: str | None = None
    section: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()


def read_jsonld(scripts: Iterable[str]) -> Linked:
    """Return what *scripts* (contents of ``ld+json`` elements) say; broken ones say nothing."""
    nodes = [node for script in scripts for node in _nodes(script)]
    if not nodes:
        return Linked()
    typed: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        for name in dict.fromkeys(_types(node)):
            typed.setdefault(name, []).append(node)
    pages = [node for name in _PAGE_TYPES for node in typed.get(name, ())]
    return Linked(
        types=tuple(typed),
        headline=_first_text(pages, "headline") or _first_text(pages, "name"),
        description=_first_text(pages, "description"),
        published=_first_text(pages, "datePublished"),
        modified=_first_text(pages, "dateModified"),
        section=_many(pages, "articleSection"),
        keywords=_many(pages, "keywords"),
        crumbs=_crumbs(nodes),
    )


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """Yield the nodes of one script: the top, its list, its ``@graph``."""
    if len(script) > _MAX_SCRIPT_CHARS:
        return
    try:
        data = _DECODER.decode(script.strip().removeprefix("<!--").removesuffix("-->").strip())
    except (ValueError, RecursionError):
        return
    waiting = data if isinstance(data, list) else [data]
    for node in waiting[:_MAX_NODES]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            if isinstance(graph, list):
                yield from (one for one in graph[:_MAX_NODES] if isinstance(one, dict))


def _types(node: dict[str, Any]) -> list[str]:
    said = node.get("@type")
    names = said if isinstance(said, list) else [said]
    return [one.rsplit("/", 1)[-1] for one in names if isinstance(one, str)]


def _first_text(nodes: list[dict[str, Any]], key: str) -> str | None:
    for node in nodes:
        value = node.get(key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _many(nodes: list[dict[str, Any]], key: str) -> tuple[str, ...]:
    """Return the words of *key*; a string is cut at its commas."""
    for node in nodes:
        value = node.get(key)
        if isinstance(value, str):
            value = value.split(",")
        if isinstance(value, list):
            words = [one.strip() for one in value if isinstance(one, str) and one.strip()]
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
                    names.append(name.strip())
        return tuple(names)
    return ()
