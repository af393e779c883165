"""The pages of `serve --review`: what to look at, what is next, a decision taken."""

from __future__ import annotations

from collections import defaultdict
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
    from aimf_scraper.explore.desks import Desk
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.reviewing.item import Item

_SHOWN: Final = 40


def overview(app: ExploreApp, request: Any) -> Response:
    """List what to look at first; with the token of the terminal, let its bearer decide."""
    reviewer = _reviewer(app)
    token = request.args.get("token")
    if token and reviewer.desks.knows(token):
        opened = reviewer.desks.opened(request.cookies.get(COOKIE, ""))
        response = Response.redirect("/review")
        response.set_cookie(COOKIE, opened.key, httponly=True, samesite="strict")
        return response
    texts = app.texts(request)
    desk = reviewer.desk_of(request)
    if desk is None:
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
        lost=reviewer.lost(desk),
        review={
            "csrf": request.scope["csrftoken"](),
            "last": desk.last,
            "who": desk.who,
            "item": "",
        },
    )
    return app.page(request, title=texts("review.title"), body=body, scripts=[REVIEW_SCRIPT])


def following(app: ExploreApp, request: Any) -> Response:
    """Lead to the next fact that nobody decided yet."""
    reviewer = _reviewer(app)
    desk = reviewer.desk_of(request)
    if desk is None:
        return _closed(app, request)
    after = request.args.get("after") or ""
    place = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else -1
    store = app.served.store()
    question = reviewer.next_question(store, place, desk)
    if question is None:
        said = reviewer.tell(app.texts(request)("review.nothing"))
        return Response.redirect(f"/review?told={said}")
    record = app.links.record(question.item.record_id)
    return Response.redirect(question_address(question, record))


def decide(app: ExploreApp, request: Any) -> Response:
    """Take a decision: a form of our own page by who knows the token."""

    def does(reviewer: Reviewer, form: Mapping[str, str], desk: Desk) -> Outcome:
        if app.served.store().record(form["record_id"]) is None:
            return Outcome(written=False, state="", why=app.texts(request)("nowhere.record"))
        return reviewer.decide(form, desk)

    return _answered(app, request, does)


def undo(app: ExploreApp, request: Any) -> Response:
    """Take back the last row that this browser wrote."""
    return _answered(app, request, lambda reviewer, form, desk: reviewer.undo(form["row"], desk))


def sit(app: ExploreApp, request: Any) -> Response:
    """Take the name of who decides in this browser."""
    desk = _reviewer(app).desk_of(request)
    if request.method == "POST":
        if desk is None:
            return _closed(app, request)
        desk.call(request.scope["form"].get("who", ""))
    return Response.redirect("/review", status=303)


def _answered(
    app: ExploreApp, request: Any, does: Callable[[Reviewer, Mapping[str, str], Desk], Outcome]
) -> Response:
    """Do what the form asks for; lead to the record, where it is said what came of it."""
    reviewer = _reviewer(app)
    if request.method != "POST":
        return Response.redirect("/review")
    desk = reviewer.desk_of(request)
    if desk is None:
        return _closed(app, request)
    form: Mapping[str, str] = defaultdict(str, request.scope["form"])
    outcome = does(reviewer, form, desk)
    told = reviewer.tell(_sentence(outcome, app.texts(request)))
    item = form["item"]
    item = f"&item={item}" if item.isascii() and item.isdigit() else ""
    key = outcome.row.record_id if outcome.row else form["record_id"]
    is_there = app.served.store().record(key) is not None
    where = f"{app.links.record(key)}?told={told}{item}" if is_there else f"/review?told={told}"
    return Response.redirect(f"{where}#told", status=303)


def _sentence(outcome: Outcome, texts: Texts) -> str:
    row, state = outcome.row, outcome.state
    if state == "busy":
        return texts("review.busy")
    if row is None or (not outcome.written and outcome.why):
        return texts("review.refused", why=outcome.why) if outcome.why else texts("review.none")
    field = texts.word("fact", row.field.partition("[")[0])
    said = {
        "action": texts.word("action", row.action),
        "field": field,
        "written": row.as_written,
        "who": " ".join(filter(None, (row.who, row.when))) or "–",
    }
    if state in {"known", "overtaken", "none", "undone", "lost"}:
        return texts(f"review.{state}", **said)
    if state != "applied":
        return texts("review.not", state=texts.word("state", state), why=outcome.why)
    return texts("review.done", **said)


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
    r"/review/undo$": undo,
    r"/review/who$": sit,
}
