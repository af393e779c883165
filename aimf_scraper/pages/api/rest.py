"""The WordPress REST API: content types, and items as readings.

``/wp-json/wp/v2/types`` says what there is, ``/wp-json/wp/v2/<rest_base>`` lists
it. An item's HTML goes through the same walk as a page's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import PageError
from aimf_scraper.pages.api.fragment import line_of, read_fragment
from aimf_scraper.pages.claims.published import iso_moment
from aimf_scraper.pages.reading import Reading
from aimf_scraper.pages.source import mends
from aimf_scraper.pages.source.json_text import read_json
from aimf_scraper.pages.source.urls import Base
from aimf_scraper.pages.tables import kinds_of
from aimf_scraper.records import Evidence, Image
from aimf_scraper.rules.engine.document import Term

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Types that every WordPress or builder has and no reader sees as pages.
_INTERNAL: Final = frozenset((
    "attachment", "nav_menu_item", "wp_block", "wp_template", "wp_template_part",
    "wp_navigation", "wp_global_styles", "wp_font_family", "wp_font_face", "custom_css",
    "oembed_cache", "revision", "user_request", "elementor_library", "e-landing-page",
    "e-floating-buttons", "elementor-hf", "jet-engine", "jet-theme-core", "jet-popup",
    "jet-menu", "jet-smart-filters", "ae_global_templates",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class RestType:
    """A content type. ``kind``: the record's kind, ``None`` where the name says nothing."""

    rest_base: str
    slug: str
    kind: str | None


@dataclass(frozen=True, slots=True)
class RestItem:
    """One published item. ``modified_gmt`` is as the API gives it: UTC without a zone.

    ``id``: 0 where it is no number. ``is_closed``: the API keeps its text back.
    """

    id: int
    link: str
    type: str
    modified_gmt: str | None
    reading: Reading
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Types:
    """The content types that the API names, and what had to be mended to read them."""

    types: tuple[RestType, ...]
    mends: tuple[mends.Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """One page of a collection.

    ``count``: how many items it lists, those that are left out too; ``keys``: what
    tells them apart, so that a page given twice is known. ``closed``: items whose text the
    API keeps back, though their page may show it. ``unnamed``: the ids, as far as given,
    of items without an address that could be asked for.
    """

    items: tuple[RestItem, ...]
    count: int
    keys: frozenset[str]
    mends: tuple[mends.Mend, ...] = ()
    closed: tuple[RestItem, ...] = ()
    unnamed: tuple[str, ...] = ()


def read_types(body: bytes) -> Types:
    """Return the public content types that ``/wp/v2/types`` lists.

    Raises:
        PageError: ``bad-json``.
    """
    data, mended = read_json(body)
    if isinstance(data, list):
        named = {str(one.get("slug")): one for one in data if isinstance(one, dict)}
        data, mended = named, (*mended, mends.KEYED)
    if not isinstance(data, dict) or "code" in data or not _are_types(data):
        raise PageError("bad-json", "/wp/v2/types is no object of types")
    return Types(
        tuple(found for name, entry in data.items() if (found := _type(name, entry)) is not None),
        mended,
    )


def _are_types(data: dict[str, Any]) -> bool:
    return not data or any(
        isinstance(one, dict) and ("slug" in one or "rest_base" in one) for one in data.values()
    )


def _type(name: str, entry: Any) -> RestType | None:
    if not isinstance(entry, dict):
        return None
    slug = entry.get("slug") if isinstance(entry.get("slug"), str) else name
    rest_base = entry.get("rest_base") if isinstance(entry.get("rest_base"), str) else slug
    if slug in _INTERNAL or not rest_base or entry.get("viewable") is False:
        return None
    return RestType(str(rest_base), str(slug), kind_of_type(str(slug), str(rest_base)))


def kind_of_type(*names: str) -> str | None:
    """Return the kind that the first telling one of *names* (a type's slug, its base) means."""
    kinds = kinds_of("type")
    return next((kind for one in names if (kind := kinds.get(one.replace("-", "_")))), None)


def read_collection(body: bytes, url: str) -> Collection:
    """Read one page of a collection, unpublished items left out.

    Raises:
        PageError: ``bad-json``; ``rest-error`` where the API answers with an error.
    """
    data, mended = read_json(body)
    if isinstance(data, dict) and "code" in data and "id" not in data:
        raise PageError("rest-error", f"{data.get('code')}: {data.get('message')}")
    entries, more = _entries(data)
    base = Base(url)
    public = [one for one in entries if one.get("status", "publish") == "publish"]
    found = [item for one in public if (item := _item(one, base)) is not None]
    return Collection(
        items=tuple(item for item in found if not item.is_closed),
        closed=tuple(item for item in found if item.is_closed),
        unnamed=tuple(_id_of(one) for one in public if _item_link(one, base) is None),
        count=len(entries),
        keys=frozenset(
            str(entry.get("id") or entry.get("link") or entry)[:300] for entry in entries
        ),
        mends=(*mended, *more),
    )


def _entries(data: Any) -> tuple[list[dict[str, Any]], tuple[mends.Mend, ...]]:
    """Return the items that *data* lists: as a list, as an object by number, or one alone."""
    if isinstance(data, list) and (not data or any(isinstance(one, dict) for one in data)):
        entries = [one for one in data if isinstance(one, dict)]
        return entries, () if len(entries) == len(data) else (mends.BROKEN,)
    if isinstance(data, dict) and "id" in data:
        return [data], ()
    if isinstance(data, dict) and data:
        values = list(data.values())
        if all(isinstance(one, dict) and "id" in one for one in values):
            return values, (mends.KEYED,)
    raise PageError("bad-json", "no list of items")


def read_items(body: bytes, url: str) -> tuple[RestItem, ...]:
    """Return the items of ``read_collection``."""
    return read_collection(body, url).items


def _item(entry: dict[str, Any], base: Base) -> RestItem | None:
    link = _item_link(entry, base)
    if link is None:
        return None
    number, name, modified = entry.get("id"), entry.get("type"), entry.get("modified_gmt")
    slug = name if isinstance(name, str) else ""
    return RestItem(
        id=number if isinstance(number, int) else 0,
        link=link,
        type=slug,
        modified_gmt=modified if isinstance(modified, str) else None,
        reading=_reading(entry, link, slug),
        is_closed=_is_protected(entry),
    )


def _item_link(entry: dict[str, Any], base: Base) -> str | None:
    link = entry.get("link")
    return base.join(link) if isinstance(link, str) and link.strip() else None


def _is_protected(entry: dict[str, Any]) -> bool:
    content = entry.get("content")
    return isinstance(content, dict) and content.get("protected") is True


def _id_of(entry: dict[str, Any]) -> str:
    """Return the id as it was given, in one short word; ``?`` where there is none."""
    return "".join(str(entry.get("id", "?")).split())[:40] or "?"


def _reading(entry: dict[str, Any], link: str, slug: str) -> Reading:
    body = read_fragment(_rendered(entry, "content"), link)
    excerpt = read_fragment(_rendered(entry, "excerpt"), link)
    kind = kind_of_type(slug)
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
