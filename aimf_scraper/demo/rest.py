"""The demo's ``/wp-json/``: WordPress's REST API, as far as a reader may ask it."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from aimf_scraper.demo import rest_objects as objects
from aimf_scraper.demo.answers import Answer, json_answer
from aimf_scraper.demo.catalogue import SITE_TIME
from aimf_scraper.demo.terms import taxonomies, terms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aimf_scraper.demo.answers import Request
    from aimf_scraper.demo.catalogue import Item
    from aimf_scraper.demo.world import World

PREFIX: Final = "/wp-json"
_API: Final = f"{PREFIX}/wp/v2"
_MOST_A_PAGE: Final = 100
_ORDERS: Final[dict[str, Callable[[Item], Any]]] = {
    "date": lambda one: (one.published, one.post),
    "modified": lambda one: (one.modified, one.post),
    "id": lambda one: one.post,
    "slug": lambda one: one.slug,
    "title": lambda one: one.title,
}


class _RefusedError(Exception):
    """The API says no: its code, its words, the HTTP status."""

    def __init__(self, code: str, message: str, status: int) -> None:
        super().__init__(message)
        self.answer = objects.error(code, message, status)


def answer(world: World, request: Request, hidden: frozenset[str]) -> Answer:
    """Return what the API says to *request*. *hidden*: rest_base of types it keeps to itself."""
    path = request.path.rstrip("/")
    try:
        if path == PREFIX:
            return json_answer(objects.index(world))
        return _routed(world, request, path, hidden)
    except _RefusedError as refused:
        return refused.answer


def _routed(world: World, request: Request, path: str, hidden: frozenset[str]) -> Answer:
    if not path.startswith(f"{_API}/"):
        raise _RefusedError(*objects.NO_ROUTE)
    name, *rest = path.removeprefix(f"{_API}/").split("/")
    if name in {"types", "taxonomies"}:
        known = objects.types(world, hidden) if name == "types" else objects.taxonomy_list(world)
        if not rest:
            return json_answer(known)
        if rest[0] in known:
            return json_answer(known[rest[0]])
        raise _RefusedError("rest_type_invalid", "Type de publication non valide.", 404)
    if name in objects.CLOSED:
        raise _RefusedError("rest_forbidden", "Désolé, vous n’avez pas l’autorisation.", 401)
    if name in objects.KIND_OF_BASE and name not in hidden:
        kind = objects.KIND_OF_BASE[name]
        items = world.known_by("rest", kind)
        show = partial(objects.post, world, embed="_embed" in request.query)
        if rest:
            return _one({str(one.post): one for one in items}, rest, request, show)
        return _page(world, request, _chosen(items, request.query), show)
    if name in taxonomies():
        terms = taxonomies()[name].terms
        show_term = partial(objects.term, world)
        if rest:
            return _one({str(one.number): one for one in terms}, rest, request, show_term)
        slug = request.query.get("slug")
        return _page(world, request, [t for t in terms if slug in (None, t.slug)], show_term)
    if name in objects.EMPTY:
        return _page(world, request, [], objects.unchanged)
    raise _RefusedError(*objects.NO_ROUTE)


def _one(
    known: dict[str, Any], rest: list[str], request: Request, show: Callable[[Any], Any]
) -> Answer:
    if len(rest) > 1 or rest[0] not in known:
        raise _RefusedError("rest_post_invalid_id", "Identifiant de publication non valide.", 404)
    return json_answer(_fields(show(known[rest[0]]), request.query))


def _chosen(items: list[Item], query: dict[str, str]) -> list[Item]:
    """Return *items* filtered and ordered as *query* asks."""
    for key, field in (("after", "published"), ("modified_after", "modified")):
        if key in query:
            since = _moment(key, query[key])
            items = [one for one in items if getattr(one, field) > since]
    for key, field in (("before", "published"), ("modified_before", "modified")):
        if key in query:
            until = _moment(key, query[key])
            items = [one for one in items if getattr(one, field) < until]
    if "slug" in query:
        items = [one for one in items if one.slug in query["slug"].split(",")]
    if "include" in query:
        items = [one for one in items if str(one.post) in query["include"].split(",")]
    for name in taxonomies():
        if name in query:
            wanted = set(query[name].split(","))
            items = [
                one
                for one in items
                if wanted & {str(t.number) for t in terms_of(one) if t.taxonomy == name}
            ]
    by = query.get("orderby", "date")
    order = query.get("order", "desc")
    if by not in _ORDERS or order not in {"asc", "desc"}:
        wrong = "orderby" if by not in _ORDERS else "order"
        raise _RefusedError("rest_invalid_param", f"Paramètre(s) non valide(s) : {wrong}", 400)
    return sorted(items, key=_ORDERS[by], reverse=order == "desc")


def _moment(key: str, text: str) -> datetime:
    """Read ISO 8601; without an offset it is the site's own time, as in WordPress."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        words = f"Paramètre(s) non valide(s) : {key}"
        raise _RefusedError("rest_invalid_param", words, 400) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=SITE_TIME)


def _page(
    world: World, request: Request, found: Sequence[Any], show: Callable[[Any], Any]
) -> Answer:
    size = _number(request.query, "per_page", 10)
    number = _number(request.query, "page", 1)
    if size > _MOST_A_PAGE:
        raise _RefusedError("rest_invalid_param", "Paramètre(s) non valide(s) : per_page", 400)
    pages = -(-len(found) // size)
    if number > max(pages, 1):
        raise _RefusedError(
            "rest_post_invalid_page_number",
            "Le numéro de page demandé est supérieur au nombre de pages disponibles.",
            400,
        )
    shown = [show(one) for one in found[(number - 1) * size : number * size]]
    headers = [("X-WP-Total", str(len(found))), ("X-WP-TotalPages", str(pages))]
    links = []
    for word, n in (("prev", number - 1), ("next", number + 1)):
        if 1 <= n <= pages:
            asked = urlencode({**request.query, "page": n})
            links.append(f'<{world.base}{request.path}?{asked}>; rel="{word}"')
    if links:
        headers.append(("Link", ", ".join(links)))
    return json_answer([_fields(one, request.query) for one in shown], headers=tuple(headers))


def _number(query: dict[str, str], key: str, default: int) -> int:
    asked = query.get(key, str(default))
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and int(asked)):
        raise _RefusedError("rest_invalid_param", f"Paramètre(s) non valide(s) : {key}", 400)
    return int(asked)


def _fields(shown: dict[str, Any], query: dict[str, str]) -> dict[str, Any]:
    """Keep only what ``_fields`` asks for; ``title.rendered`` asks for ``title``."""
    if not query.get("_fields"):
        return shown
    wanted = {one.strip().split(".")[0] for one in query["_fields"].split(",")}
    return {key: value for key, value in shown.items() if key in wanted}
