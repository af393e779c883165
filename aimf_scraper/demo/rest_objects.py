"""The objects of the REST API: a post, a term, a type, as WordPress shapes them."""

from __future__ import annotations

from datetime import UTC
from html import escape
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.demo import markup
from aimf_scraper.demo.answers import Answer, json_answer
from aimf_scraper.demo.cards import lead_of
from aimf_scraper.demo.layouts import (
    POST_TYPES,
    attachment_path,
    picture_path,
    post_class,
)
from aimf_scraper.demo.terms import taxonomies, terms_of
from aimf_scraper.demo.world import stored

if TYPE_CHECKING:
    from datetime import datetime

    from aimf_scraper.demo.catalogue import Item
    from aimf_scraper.demo.terms import Term
    from aimf_scraper.demo.world import World

_BASES: Final = {
    "news": "posts",
    "page": "pages",
    "action": "actions",
    "event": "evenement",
    "publication": "documents",
}
KIND_OF_BASE: Final = {base: kind for kind, base in _BASES.items()}
#: Collections that only an editor may read, and those that are empty here.
CLOSED: Final = frozenset({"menu-items", "templates", "users", "settings"})
EMPTY: Final = frozenset({"media", "blocks", "comments", "categories", "tags"})
NO_ROUTE: Final = (
    "rest_no_route",
    "Aucun itinéraire correspondant à l’URL et à la méthode de requête n’a été trouvé.",
    404,
)
#: Types that every WordPress has beside those of its content.
_OWN_TYPES: Final = (
    ("attachment", "Médias", "media"),
    ("nav_menu_item", "Éléments de menu", "menu-items"),
    ("wp_block", "Compositions", "blocks"),
    ("wp_template", "Modèles", "templates"),
)


def error(code: str, message: str, status: int) -> Answer:
    return json_answer({"code": code, "message": message, "data": {"status": status}}, status)


def unchanged(shown: dict[str, Any]) -> dict[str, Any]:
    return shown


def index(world: World) -> dict[str, Any]:
    bases = [*KIND_OF_BASE, *taxonomies(), "types", "taxonomies"]
    return {
        "name": "AIMF",
        "description": "Le réseau mondial des maires",
        "url": world.base,
        "home": world.base,
        "gmt_offset": 1,
        "timezone_string": "",
        "namespaces": ["oembed/1.0", "wp/v2"],
        "authentication": [],
        "routes": {f"/wp/v2/{base}": {"namespace": "wp/v2", "methods": ["GET"]} for base in bases},
    }


def types(world: World, hidden: frozenset[str]) -> dict[str, Any]:
    known = [
        (name, label, _BASES[kind])
        for kind, (name, label) in POST_TYPES.items()
        if _BASES[kind] not in hidden
    ]
    return {
        name: {
            "description": "",
            "hierarchical": name == "page",
            "has_archive": name in {"evenement", "document"},
            "name": label,
            "slug": name,
            "taxonomies": [] if base in EMPTY | CLOSED | {"pages"} else list(taxonomies()),
            "rest_base": base,
            "rest_namespace": "wp/v2",
            "_links": {"wp:items": [{"href": f"{world.base}/wp-json/wp/v2/{base}"}]},
        }
        for name, label, base in (*known, *_OWN_TYPES)
    }


def taxonomy_list(world: World) -> dict[str, Any]:
    return {
        one.name: {
            "name": one.label,
            "slug": one.name,
            "description": "",
            "types": ["post", "actions", "evenement", "document"],
            "hierarchical": True,
            "rest_base": one.name,
            "rest_namespace": "wp/v2",
            "_links": {"wp:items": [{"href": f"{world.base}/wp-json/wp/v2/{one.name}"}]},
        }
        for one in taxonomies().values()
    }


def term(world: World, one: Term) -> dict[str, Any]:
    count = sum(one in terms_of(item) for item in world.items if "rest" in item.ways)
    return {
        "id": one.number,
        "count": count,
        "description": "",
        "link": world.base + one.path,
        "name": escape(one.label, quote=False),
        "slug": one.slug,
        "taxonomy": one.taxonomy,
        "parent": 0,
    }


def gmt(moment: datetime) -> str:
    """Return *moment* as WordPress's ``date_gmt``: UTC without an offset."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat()


def post(world: World, item: Item, *, embed: bool) -> dict[str, Any]:
    said = stored(item)
    name, _ = POST_TYPES[item.kind]
    terms = terms_of(item)
    lead, cut = lead_of(said)
    body = "\n".join(markup.html(one) for one in markup.blocks(f"{said.lead}\n\n{said.body}"))
    if item.attachment:
        body += f'\n<p><a href="{world.base}{attachment_path(item)}">Télécharger le document (PDF)</a></p>'
    api = f"{world.base}/wp-json/wp/v2"
    made: dict[str, Any] = {
        "id": item.post,
        "date": item.published.replace(tzinfo=None).isoformat(),
        "date_gmt": gmt(item.published),
        "guid": {"rendered": f"{world.base}/?p={item.post}"},
        "modified": item.modified.replace(tzinfo=None).isoformat(),
        "modified_gmt": gmt(item.modified),
        "slug": item.slug,
        "status": "publish",
        "type": name,
        "link": world.base + item.path,
        "title": {"rendered": escape(said.title, quote=False)},
        "content": {"rendered": f"\n{body}\n", "protected": False},
        "excerpt": {
            "rendered": f"<p>{escape(lead, quote=False)}{' [&hellip;]' if cut else ''}</p>\n",
            "protected": False,
        },
        "author": 1,
        "featured_media": item.post + 500_000,
        "template": "",
        "class_list": post_class(item).split(),
    }
    if item.kind != "page":
        for taxonomy in taxonomies():
            made[taxonomy] = [one.number for one in terms if one.taxonomy == taxonomy]
    made["_links"] = {
        "self": [{"href": f"{api}/{_BASES[item.kind]}/{item.post}"}],
        "collection": [{"href": f"{api}/{_BASES[item.kind]}"}],
        "wp:term": [
            {"taxonomy": one, "embeddable": True, "href": f"{api}/{one}?post={item.post}"}
            for one in taxonomies()
        ],
    }
    if embed:
        made["_embedded"] = {
            "wp:featuredmedia": [
                {
                    "id": item.post + 500_000,
                    "media_type": "image",
                    "mime_type": "image/png",
                    "alt_text": said.title,
                    "source_url": world.base + picture_path(item),
                }
            ],
            "wp:term": [
                [_embedded(world, one) for one in terms if one.taxonomy == taxonomy]
                for taxonomy in taxonomies()
            ],
        }
    return made


def _embedded(world: World, one: Term) -> dict[str, Any]:
    return {
        "id": one.number,
        "link": world.base + one.path,
        "name": escape(one.label, quote=False),
        "slug": one.slug,
        "taxonomy": one.taxonomy,
    }
