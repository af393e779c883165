"""The WordPress REST API: content types, and items as readings.

``/wp-json/wp/v2/types`` says what there is, ``/wp-json/wp/v2/<rest_base>`` lists
it. An item's HTML goes through the same walk as a page's.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.fragment import line_of, read_fragment
from aimf_scraper.pages.claims.published import iso_moment
from aimf_scraper.pages.reading import Reading
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.records import Evidence, Image
from aimf_scraper.rules.engine.document import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Types that every WordPress or builder has and no reader sees as pages.
_INTERNAL: Final = frozenset(
    [
        "attachment",
        "nav_menu_item",
        "wp_block",
        "wp_template",
        "wp_template_part",
        "wp_navigation",
        "wp_global_styles",
        "wp_font_family",
        "wp_font_face",
        "custom_css",
        "oembed_cache",
        "revision",
        "user_request",
        "elementor_library",
        "e-landing-page",
        "e-floating-buttons",
        "elementor-hf",
        "jet-engine",
        "jet-theme-core",
        "jet-popup",
        "jet-menu",
        "jet-smart-filters",
        "ae_global_templates",
    ]
)
MAX_JSON_BYTES: Final = 30 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RestType:
    """A content type. ``kind``: the record's kind, ``None`` where the name says nothing."""

    rest_base: str
    slug: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class RestItem:
    """One published item. ``modified_gmt`` is as the API gives it: UTC without a zone."""

    id: int
    link: str
    type: str
    modified_gmt: str | None
    reading: Reading


def read_types(body: bytes) -> tuple[RestType, ...]:
    """Return the public content types that ``/wp/v2/types`` lists.

    Raises:
        PageError: ``bad-json``.
    """
    data = _json(body)
    if not isinstance(data, dict) or "code" in data:
        raise PageError("bad-json", "/wp/v2/types is no object of types")
    kinds = kinds_of("type")
    found = []
    for name, entry in data.items():
        if not isinstance(entry, dict):
            continue
        slug = entry.get("slug") if isinstance(entry.get("slug"), str) else name
        rest_base = entry.get("rest_base") if isinstance(entry.get("rest_base"), str) else slug
        if slug in _INTERNAL or not rest_base or entry.get("viewable") is False:
            continue
        kind = kinds.get(str(slug).replace("-", "_")) or kinds.get(str(rest_base).replace("-", "_"))
        found.append(RestType(str(rest_base), str(slug), kind))
    return tuple(found)


def read_items(body: bytes, url: str) -> tuple[RestItem, ...]:
    """Return the items of one page of a collection, protected and unpublished ones left out.

    Raises:
        PageError: ``bad-json``; ``rest-error`` where the API answers with an error.
    """
    data = _json(body)
    if isinstance(data, dict) and "code" in data and "id" not in data:
        raise PageError("rest-error", f"{data.get('code')}: {data.get('message')}")
    entries = data if isinstance(data, list) else [data]
    base = Base(url)
    return tuple(item for entry in entries if (item := _item(entry, base)) is not None)


def count_items(body: bytes) -> int:
    """Return how many items one page of a collection lists, those that are left out too.

    Raises:
        PageError: ``bad-json``.
    """
    data = _json(body)
    return len(data) if isinstance(data, list) else 1


def _json(body: bytes) -> Any:
    if len(body) > MAX_JSON_BYTES:
        raise PageError("too-large", f"{len(body)} bytes of JSON, more than {MAX_JSON_BYTES}")
    try:
        # Some plugins print a byte order mark or a warning's line break first.
        return json.loads(body.decode("utf-8-sig", "replace").strip())
    except (ValueError, RecursionError) as error:
        raise PageError("bad-json", str(error)[:200]) from error


def _item(entry: Any, base: Base) -> RestItem | None:
    if not isinstance(entry, dict):
        return None
    number, link, name = entry.get("id"), entry.get("link"), entry.get("type")
    if not isinstance(number, int) or not isinstance(link, str) or not base.join(link):
        return None
    content = entry.get("content")
    protected = isinstance(content, dict) and content.get("protected") is True
    if protected or entry.get("status", "publish") != "publish":
        return None
    slug = name if isinstance(name, str) else ""
    absolute = base.join(link) or link
    modified = entry.get("modified_gmt")
    return RestItem(
        id=number,
        link=absolute,
        type=slug,
        modified_gmt=modified if isinstance(modified, str) else None,
        reading=_reading(entry, absolute, slug),
    )


def _reading(entry: dict[str, Any], link: str, slug: str) -> Reading:
    body = read_fragment(_rendered(entry, "content"), link)
    excerpt = read_fragment(_rendered(entry, "excerpt"), link)
    kind = kinds_of("type").get(slug.replace("-", "_"))
    evidence: list[tuple[str, Evidence]] = []
    published = _moment(entry, "date", evidence, "published", zone="")
    modified = _moment(entry, "modified_gmt", evidence, "modified", zone="+00:00")
    if modified is None:
        modified = _moment(entry, "modified", evidence, "modified", zone="")
    if kind:
        evidence.append(("kind", Evidence("rest:type", None, None, slug, "pages.rest")))
    return Reading(
        source="rest",
        url=link,
        canonical_url=link,
        kind=kind,
        title=line_of(_rendered(entry, "title")) or None,
        summary=None if excerpt.cut else excerpt.text or None,
        text=body.text or None,
        published=published,
        modified=modified,
        terms=tuple(dict.fromkeys([*_terms(entry), *body.terms])),
        attachments=body.attachments,
        images=tuple(dict.fromkeys([*_featured(entry), *body.images])),
        links=body.links,
        evidence=tuple(evidence),
    )


def _rendered(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def _moment(
    entry: dict[str, Any],
    key: str,
    evidence: list[tuple[str, Evidence]],
    name: str,
    *,
    zone: str,
) -> str | None:
    said = entry.get(key)
    moment = iso_moment(said) if isinstance(said, str) else None
    if moment is None:
        return None
    evidence.append((name, Evidence(f"rest:{key}", None, None, str(said), "pages.rest")))
    return f"{moment}{zone}" if zone and len(moment) == 19 else moment


def _embedded(entry: dict[str, Any], name: str) -> list[Any]:
    embedded = entry.get("_embedded")
    found = embedded.get(name) if isinstance(embedded, dict) else None
    return found if isinstance(found, list) else []


def _terms(entry: dict[str, Any]) -> Iterator[Term]:
    """Yield the embedded terms whose taxonomy means something here."""
    known = kinds_of("taxonomy")
    for group in _embedded(entry, "wp:term"):
        for term in group if isinstance(group, list) else [group]:
            if not isinstance(term, dict):
                continue
            taxonomy, label = term.get("taxonomy"), term.get("name")
            if not isinstance(taxonomy, str) or not isinstance(label, str):
                continue
            meaning = known.get(taxonomy) or known.get(taxonomy.replace("_", "-"))
            said = line_of(label)
            if meaning and said and said.lower() not in _NO_TERM:
                yield Term(str(meaning), said, f"rest:{taxonomy}")


#: WordPress's default category, which says nothing.
_NO_TERM: Final = frozenset({"uncategorized", "non classé", "non catégorisé", "sans catégorie"})


def _featured(entry: dict[str, Any]) -> Iterator[Image]:
    for media in _embedded(entry, "wp:featuredmedia")[:1]:
        if not isinstance(media, dict) or not isinstance(media.get("source_url"), str):
            continue
        alt = media.get("alt_text")
        yield Image(media["source_url"], alt if isinstance(alt, str) else "")
