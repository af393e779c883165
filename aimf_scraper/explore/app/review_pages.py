"""The pages of `serve --review`: what to look at, what is next, a decision taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from datasette import Response

from aimf_scraper.explore import look
from aimf_scraper.explore.app.pages import REVIEW_SCRIPT
from aimf_scraper.explore.review import (
    COOKIE,
    Outcome,
    Reviewer,
    fact_key,
    question_address,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aimf_scraper.explore.app.explore_app import ExploreApp
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.reviewing.item import Item

_SHOWN: Final = 40


def overview(app: ExploreApp, request: Any) -> Response:
    """List what to look at first; with the token of the terminal, let its bearer decide."""
    reviewer = _reviewer(app)
    token = request.args.get("token")
    if token and reviewer.knows(token):
        response = Response.redirect("/review")
        response.set_cookie(COOKIE, token, httponly=True, samesite="strict")
        return response
    texts = app.texts(request)
    if not reviewer.is_open(request):
        return _closed(app, request)
    store = app.served.store()
    open_items: list[tuple[str, Item]] = []
    items = reviewer.items(store)
    for number, one in enumerate(items):
        if len(open_items) == _SHOWN:
            break
        key = fact_key(store, one)
        if key is not None:
            href = f"{app.links.record(one.record_id)}?item={number}#fact-{key}"
            open_items.append((href, one))
    body = look.render(
        "review.html",
        texts,
        items=open_items,
        said=reviewer.told(request.args.get("told") or ""),
    )
    return app.page(request, title=texts("review.title"), body=body, scripts=[REVIEW_SCRIPT])


def following(app: ExploreApp, request: Any) -> Response:
    """Lead to the next fact that nobody decided yet."""
    reviewer = _reviewer(app)
    if not reviewer.is_open(request):
        return _closed(app, request)
    after = request.args.get("after") or ""
    place = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else -1
    store = app.served.store()
    question = reviewer.next_question(store, place)
    if question is None:
        said = reviewer.tell(app.texts(request)("review.nothing"))
        return Response.redirect(f"/review?told={said}")
    record = app.links.record(question.item.record_id)
    return Response.redirect(question_address(question, record))


def decide(app: ExploreApp, request: Any) -> Response:
    """Take a decision: a form of our own page by who knows the token."""
    reviewer = _reviewer(app)
    if request.method != "POST":
        return Response.redirect("/review")
    if not reviewer.is_open(request):
        return _closed(app, request)
    form: Mapping[str, str] = request.scope["form"]
    outcome = reviewer.decide(form)
    told = reviewer.tell(_sentence(outcome, form, app.texts(request)))
    item = form.get("item", "")
    item = f"&item={item}" if item.isascii() and item.isdigit() else ""
    key = form.get("record_id", "")
    where = f"{app.links.record(key)}?told={told}{item}" if key else f"/review?told={told}"
    return Response.redirect(f"{where}#told", status=303)


def _sentence(outcome: Outcome, form: Mapping[str, str], texts: Texts) -> str:
    if outcome.state == "busy":
        return texts("review.busy")
    if not outcome.written:
        return texts("review.refused", why=outcome.why)
    if outcome.state != "applied":
        return texts("review.not", state=texts.word("state", outcome.state), why=outcome.why)
    action = texts.word("action", form.get("action", ""))
    field, written = form.get("field", ""), form.get("as_written", "")
    return texts("review.done", action=action, field=texts.word("fact", field), written=written)


def _closed(app: ExploreApp, request: Any) -> Response:
    texts = app.texts(request)
    body = look.render("review_closed.html", texts)
    return app.page(request, title=texts("nav.review"), body=body, status=403)


def _reviewer(app: ExploreApp) -> Reviewer:
    assert app.reviewer is not None
    return app.reviewer


VIEWS: Final[dict[str, Callable[[ExploreApp, Any], Response]]] = {
    r"/review$": overview,
    r"/review/next$": following,
    r"/review/decide$": decide,
}
