"""What every page of `serve` shares: the data, the frame around it, the language, the links."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode

from datasette import Forbidden, NotFound, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from aimf_scraper.errors import StoreError, said_of
from aimf_scraper.explore import look
from aimf_scraper.explore.app.served import Remembered, Served, State
from aimf_scraper.explore.links import ServedLinks
from aimf_scraper.explore.look import Link
from aimf_scraper.explore.texts import LANGUAGES, NAMES, Language, Texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aimf_scraper.explore.review import Reviewer
    from aimf_scraper.explore.sums import Sums

STYLESHEET: Final = "/-/look.css"
#: Chosen once, kept for a year.
_COOKIE: Final = "aimf_language"
_YEAR_SEC: Final = 365 * 24 * 3600


@dataclass(eq=False)
class ExploreApp:
    """What is served, and to whom. ``reviewer``: takes decisions; ``None``: nothing is written."""

    served: Served
    loopback: bool = True
    reviewer: Reviewer | None = None
    links: ServedLinks = field(default_factory=ServedLinks)
    remembered: Remembered[Any] = field(init=False)
    #: Euros of all projects, and of which state of the database.
    sums: tuple[State, Sums] | None = None
    #: For what holds no words of ours.
    plain_texts: Texts = field(default_factory=lambda: Texts(LANGUAGES[0]))

    def __post_init__(self) -> None:
        self.remembered = Remembered(self.served.state)

    def texts(self, request: Any) -> Texts:
        """Return the sentences of the language of *request*; ``None``: nobody asked for one."""
        return Texts(_language(request)) if request else self.plain_texts

    def page(
        self,
        request: Any,
        *,
        title: str,
        body: Markup,
        head: str | None = None,
        scripts: Sequence[str] = (),
        frames: bool = False,
        status: int = 200,
    ) -> Response:
        """Return a whole page. *frames*: it shows an archived page of ours in a frame."""
        texts = self.texts(request)
        html = look.page(
            title=title,
            body=body,
            texts=texts,
            home="/",
            nav=self.nav(request, texts),
            languages={one: _in_language(request, one) for one in LANGUAGES},
            stylesheet_href=STYLESHEET,
            head=head,
            scripts=scripts,
        )
        policy = look.content_policy(script="'self'" if scripts else None)
        policy += "; frame-ancestors 'none'" + ("; frame-src 'self'" if frames else "")
        response = Response.html(html, status=status, headers={"content-security-policy": policy})
        if dict(parse_qsl(request.query_string)).get("lang") in LANGUAGES:
            self.keep_language(response, texts.language)
        return response

    def keep_language(self, response: Response, language: Language) -> None:
        """Let *response* tell the browser to ask for *language* from now on."""
        response.set_cookie(_COOKIE, language, max_age=_YEAR_SEC, samesite="lax", httponly=True)

    def fault(self, request: Any, error: Exception) -> Response:
        """Return what is answered where something went wrong: an address that is none, or a fault.

        Datasette's own errors say which status they have; any other one is a fault of ours.
        """
        is_missing = isinstance(error, NotFound)
        status = _status_of(error)
        texts = self.texts(request)
        if status == 503:  # the database is gone, or another program holds it
            error = StoreError(texts("fault.database"))
        elif status >= 500:
            print(f"aimf-scraper: {said_of(error)}", file=sys.stderr)
        told = Markup(getattr(error, "message", None) or str(error)).striptags()  # noqa: S704 - tags go
        said = texts("nowhere.record") if is_missing else told
        if request.path.endswith(".json"):
            return Response.json({"ok": False, "error": said, "status": status}, status=status)
        title = texts("nowhere.title") if is_missing else texts("fault.title")
        body = Markup("<p>{}</p>").format(said)
        return self.page(request, title=title, body=body, status=status)

    def nav(self, request: Any, texts: Texts) -> list[Link]:
        named = [
            ("/", "nav.home"),
            ("/search", "nav.search"),
            ("/map", "nav.map"),
            ("/towns", "nav.towns"),
            ("/partners", "nav.partners"),
            ("/countries", "nav.countries"),
            ("/themes", "nav.themes"),
            ("/aimf", "nav.tables"),
        ]
        if self.reviewer is not None:
            named.append(("/review", "nav.review"))
        path = request.path if request else ""
        return [Link(href, texts(name), _is_at(path, href)) for href, name in named]

    def frame(self, request: Any) -> dict[str, Any]:
        """Return what Datasette's pages need to stand in the same frame as ours."""
        texts = self.texts(request)
        return {
            "site_name": texts("site.name"),
            "skip": texts("skip"),
            "menu": texts("nav.menu"),
            "about": texts("site.about"),
            "nav": self.nav(request, texts),
            "stylesheet_href": STYLESHEET,
            "language": texts.language,
            "languages": [
                (one, NAMES[one], _switched_to(request, one), one == texts.language)
                for one in (LANGUAGES if request else ())
            ],
            "language_menu": texts("nav.languages"),
            "tables_note": texts("tables.note"),
        }


def serve_app(data: Path, *, loopback: bool = True, reviewer: Reviewer | None = None) -> ExploreApp:
    return ExploreApp(Served(data), loopback=loopback, reviewer=reviewer)


def _status_of(error: Exception) -> int:
    """Return the status of an answer that tells of *error*."""
    if isinstance(error, NotFound):
        return 404
    if isinstance(error, Forbidden):
        return 403
    if isinstance(error, sqlite3.OperationalError | StoreError):
        return 503
    if isinstance(
        error, DatasetteError
    ):  # it says 500 where it says nothing: of what was asked for
        return 400 if error.status == 500 else int(error.status)
    return int(getattr(error, "status", 500))


def _language(request: Any) -> Language:
    """Return the language that is asked for, was chosen, or that the browser likes best."""
    asked = dict(parse_qsl(request.query_string)).get("lang") or request.cookies.get(_COOKIE)
    liked = [
        one.split(";")[0].strip()[:2].lower()
        for one in request.headers.get("accept-language", "").split(",")
    ]
    for one in (asked, *liked):
        for known in LANGUAGES:
            if one == known:
                return known
    return LANGUAGES[0]


def _in_language(request: Any, language: str) -> str:
    """Return the address of the same page in *language*."""
    asked = [(name, value) for name, value in parse_qsl(request.query_string) if name != "lang"]
    path = f"/{request.path.lstrip('/')}"  # "//" would begin a host's name
    return f"{path}?{urlencode([*asked, ('lang', language)])}"


def _switched_to(request: Any, language: str) -> str:
    """Return the address that switches to *language* and leads back: Datasette reads "lang" as a column."""
    back = f"{request.path}?{request.query_string}" if request.query_string else request.path
    return f"/-/language/{language}?{urlencode({'to': back})}"


def _is_at(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(f"{href}/"))
