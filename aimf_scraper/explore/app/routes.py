"""Which address is answered by which page; pages run in Datasette's threads.

Each thread has its own connection to the database.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from aimf_scraper.errors import AimfError
from aimf_scraper.explore.app import front, pages, review_pages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from datasette import Response

    from aimf_scraper.explore.app.explore_app import ExploreApp

    View = Callable[[ExploreApp, Any], Response]
    Answer = Callable[..., Awaitable[Response]]


def routes(app: ExploreApp, datasette: Any) -> list[tuple[str, Answer]]:
    """Return every address of ours with what answers it, as Datasette takes them."""
    views = {**front.VIEWS, **pages.VIEWS}
    if app.reviewer is not None:
        views |= review_pages.VIEWS
    return [(regex, _threaded(app, datasette, view)) for regex, view in views.items()]


def _threaded(app: ExploreApp, datasette: Any, view: View) -> Answer:
    async def answer(request: Any) -> Response:
        request.scope["form"] = await request.post_vars() if request.method == "POST" else {}
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(datasette.executor, _answered, app, view, request)

    return answer


def _answered(app: ExploreApp, view: View, request: Any) -> Response:
    try:
        return view(app, request)
    except AimfError as error:
        said = Markup('<p class="warning">{}</p>').format(str(error))
        return app.page(request, title="aimf-scraper", body=said, status=503)
