"""The pages that `serve` answers with, each a function of the app and a request."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote, unquote

from datasette import Response
from markupsafe import Markup

from aimf_scraper.archive.listing import stamp_of
from aimf_scraper.errors import PageError
from aimf_scraper.explore import look
from aimf_scraper.explore.captures import (
    PICTURES,
    capture_nearest,
    capture_of_record,
    harmless,
    words_of,
)
from aimf_scraper.explore.record_page import read_record_page, record_body, record_title
from aimf_scraper.explore.search import found_records
from aimf_scraper.explore.texts import LANGUAGES
from aimf_scraper.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.archive.reader import Capture
    from aimf_scraper.explore.app.explore_app import ExploreApp

SCRIPT: Final = "/-/record.js"
REVIEW_SCRIPT: Final = "/-/review.js"
#: An archived page may show itself, in a frame of ours, and do nothing.
_FRAMED: Final = (
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox"
)
_SHOWN: Final = 50
#: An address on this server: no host, nothing that ends a header.
_PATH: Final = re.compile(r"/(?![/\\])[!-\[\]-~]{0,4000}|/")


def asked(request: Any) -> dict[str, str]:
    """Return what the address asks behind its "?", the last of each name."""
    return dict(parse_qsl(request.query_string))


def key_of(request: Any) -> str:
    return unquote(request.url_vars["key"])


def not_there(app: ExploreApp, request: Any) -> Response:
    texts = app.texts(request)
    body = Markup("<p>{}</p>").format(texts("nowhere.record"))
    return app.page(request, title=texts("nowhere.title"), body=body, status=404)


def record(app: ExploreApp, request: Any) -> Response:
    """Show a record; one that goes by another id by now is led to."""
    key = key_of(request)
    store = app.served.store()
    page = read_record_page(store, key)
    if page is None:
        moved = store.moved_ids().get(key)
        return Response.redirect(app.links.record(moved)) if moved else not_there(app, request)
    texts = app.texts(request)
    review = app.reviewer.form_of(request, texts, key, page.corrections) if app.reviewer else None
    return app.page(
        request,
        title=page.record["title"] or key,
        head=record_title(page, texts, app.links),
        body=record_body(page, texts, app.links, review),
        scripts=[SCRIPT, REVIEW_SCRIPT] if review else [SCRIPT],
    )


def search(app: ExploreApp, request: Any) -> Response:
    """Show the records that hold every word that is asked for, the words marked."""
    texts = app.texts(request)
    words, kind = asked(request).get("q", ""), asked(request).get("kind", "")
    kind = kind if kind in KINDS else ""
    found = found_records(app.served.store(), words, kind=kind or None, most=_SHOWN)
    body = look.render(
        "search.html",
        texts,
        words=words,
        kind=kind,
        kinds=KINDS,
        found=found,
        most=_SHOWN,
        links=app.links,
    )
    return app.page(request, title=texts("search.title"), body=body)


def capture(app: ExploreApp, request: Any) -> Response:
    """Show a record's archived page in its frame, the sentence of a fact marked; and the way back."""
    key = key_of(request)
    data = app.served.store().record(key)
    if data is None:
        return not_there(app, request)
    texts = app.texts(request)
    found = capture_of_record(app.served, key)
    fact, number = asked(request).get("fact", ""), _number(asked(request).get("n"))
    said = words_of(data, fact, number) if fact else None
    frame, is_marked = None, False
    if found is not None:
        frame = f"/framed/{quote(key, safe=':/')}"
        if said is not None:
            frame = f"{frame}?fact={quote(fact)}&n={number}"
            is_marked = _harmless(app, found, said[1])[1]
        frame += "#marked" if is_marked else ""
    back = app.links.record(key) + (f"#fact-{quote(fact)}" if said else "")
    body = look.render(
        "capture.html",
        texts,
        record=data,
        frame=frame,
        is_marked=is_marked,
        quote=said[0] if said else None,
        back=back,
        date=found.date if found else None,
    )
    return app.page(request, title=texts("capture.title"), body=body, frames=True)


def framed(app: ExploreApp, request: Any) -> Response:
    """Answer with a record's archived page itself, harmless, for its frame."""
    key = key_of(request)
    data = app.served.store().record(key)
    found = capture_of_record(app.served, key) if data is not None else None
    if data is None or found is None:
        return not_there(app, request)
    said = words_of(data, asked(request).get("fact", ""), _number(asked(request).get("n")))
    return _frame(app, found, said[1] if said else None)


def captured(app: ExploreApp, request: Any) -> Response:
    """Answer with an archived page or picture by its address and moment."""
    stamp = request.url_vars["stamp"]
    url = request.path.partition(f"/captured/{stamp}/")[2]
    url += f"?{request.query_string}" if request.query_string else ""
    found = capture_nearest(app.served, url, stamp)
    if found is None:
        return Response.text("not in the archive", status=404, headers=_framed_headers())
    location = found.header("Location")
    if 300 <= found.status < 400 and location:
        return Response.text(f"moved to {location}", headers=_framed_headers())
    if found.media_type in PICTURES:
        return Response(
            body=found.body, content_type=found.media_type or "", headers=_framed_headers()
        )
    return _frame(app, found, None)


def _frame(app: ExploreApp, found: Capture, wanted: Any) -> Response:
    html, _ = _harmless(app, found, wanted)
    page = look.render("framed.html", app.plain_texts, html=html, stamp=stamp_of(found.date))
    return Response.html(page, headers=_framed_headers())


def _harmless(app: ExploreApp, found: Capture, wanted: Any) -> tuple[Markup, bool]:
    try:
        return harmless(app.served, found, wanted)
    except PageError as error:
        return Markup("<p>{}</p>").format(str(error)), False


def _framed_headers() -> dict[str, str]:
    return {"content-security-policy": _FRAMED}


def stylesheet(_app: ExploreApp, _request: Any) -> Response:
    return Response(body=look.stylesheet(), content_type="text/css; charset=utf-8")


def asset(_app: ExploreApp, request: Any) -> Response:
    """Answer with a file of ours as it is."""
    name = request.url_vars["name"]
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(body=look.asset(name), content_type=f"{kind}; charset=utf-8")


def language(app: ExploreApp, request: Any) -> Response:
    """Switch to another language and lead back to a page of ours."""
    back = asked(request).get("to", "/")
    is_ours = _PATH.fullmatch(back) is not None
    response = Response.redirect(back if is_ours else "/")
    app.keep_language(response, request.url_vars["language"])
    return response


def search_json(app: ExploreApp, request: Any) -> Response:
    """Answer as ``search`` does, for programs."""
    found = found_records(app.served.store(), asked(request).get("q", ""), kind=None, most=_SHOWN)
    told = [{"id": one.id, "kind": one.kind, "title": one.title} for one in found]
    return Response(
        body=json.dumps(told, ensure_ascii=False), content_type="application/json; charset=utf-8"
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else 0


VIEWS: Final[dict[str, Callable[[ExploreApp, Any], Response]]] = {
    r"/record/(?P<key>.+)$": record,
    r"/search$": search,
    r"/search\.json$": search_json,
    r"/capture/(?P<key>.+)$": capture,
    r"/framed/(?P<key>.+)$": framed,
    r"/captured/(?P<stamp>[0-9]{14})/.+$": captured,
    r"/-/look\.css$": stylesheet,
    rf"/-/language/(?P<language>{'|'.join(LANGUAGES)})$": language,
    r"/-/(?P<name>captured\.css|datasette\.css|record\.js|review\.js)$": asset,
}
