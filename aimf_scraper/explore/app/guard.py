"""Around everything that is served: who may ask, and what a page may do in a browser.

Every answer has a content policy without ``unsafe-inline``. Datasette's own pages carry a few
scripts and styles of their own in the page: their templates, not the pages, are given a nonce.
"""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from jinja2.ext import Extension

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Scope = MutableMapping[str, Any]
    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: Where a page's own nonce stands among what a request carries along.
NONCE: Final = "csp_nonce"
#: How this machine calls itself.
_LOCAL: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    # Not "no-referrer": a form of ours would then be sent as if from nowhere.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "x-dns-prefetch-control": "off",
}
#: What is no page may do nothing.
_NO_PAGE: Final = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_TAG: Final = re.compile(r"<(script|style)(?=[\s>{])")
#: An attribute that a policy without ``unsafe-inline`` refuses; Jinja's blocks may hold quotes.
_STYLE: Final = re.compile(r"""\sstyle="(?:[^"{]|\{\{.{0,300}?\}\}|\{(?!\{)){0,500}\"""")


def page_policy(nonce: str) -> str:
    """Return the policy of Datasette's own pages."""
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


class NonceExtension(Extension):
    """Gives the scripts and styles that a template itself holds the page's nonce.

    Done to the templates' sources: what data puts into a page never gets one.

    >>> NonceExtension.marked('<script>x</script><p style="a:{{ b("c") }}">')
    '<script nonce="{{ csp_nonce }}">x</script><p>'
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's own signature
        return self.marked(_ranked(source, name))

    @staticmethod
    def marked(source: str) -> str:
        return _STYLE.sub("", _TAG.sub(rf'<\1 nonce="{{{{ {NONCE} }}}}"', source))


def _ranked(source: str, name: str | None) -> str:
    """Return a template whose headings leave out no level: Datasette's go from the first to the third.

    >>> _ranked("<h3>3 rows</h3>", "table.html"), _ranked("<h3>a</h3><h2/><h3>b</h3>", "database.html")
    ('<h2 class="minor">3 rows</h2>', '<h2 class="minor">a</h2><h2/><h3>b</h3>')
    """
    # Of the database's page only the heading of the query; those of the tables stand below another.
    most = {"table.html": 0, "query.html": 0, "database.html": 1}.get(name or "")
    if most is None:
        return source
    opened = re.sub(r"<h3(?=[\s>])", '<h2 class="minor"', source, count=most)
    return opened.replace("</h3>", "</h2>", most or -1)


class Guard:
    """Wraps an app: refuses who may not ask, and adds to every answer what keeps a browser safe.

    *loopback*: only this machine serves and asks, so a request by any other name is some web
    page that had its own name led to us.
    """

    def __init__(self, app: App, *, loopback: bool) -> None:
        self._app = app
        self._loopback = loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = secrets.token_urlsafe(18)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": _guarded(list(message.get("headers", [])), nonce)}
            await send(message)

        if refusal := self._refusal(scope):
            await _say(send_guarded, 403, refusal)
            return
        await self._app({**scope, NONCE: nonce}, receive, send_guarded)

    def _refusal(self, scope: Scope) -> str | None:
        headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in scope["headers"]
        }
        if self._loopback and host_of(f"//{headers.get('host', '')}") not in _LOCAL:
            return "only for this machine, by its own name"
        if scope["method"] in {"GET", "HEAD"}:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != headers.get("host"):
            return "what changes something must come from a page of ours"
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return "what changes something must come from a page of ours"
        return None


def host_of(address: str) -> str:
    """Return the host of an address, "" where there is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # no address at all
        return ""


def _guarded(headers: list[tuple[bytes, bytes]], nonce: str) -> list[tuple[bytes, bytes]]:
    told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
    added = {name: value for name, value in _ALWAYS.items() if name not in told}
    if "content-security-policy" not in told:
        is_page = told.get("content-type", "").startswith("text/html")
        added["content-security-policy"] = page_policy(nonce) if is_page else _NO_PAGE
    return [*headers, *((name.encode(), value.encode()) for name, value in added.items())]


async def _say(send: Send, status: int, what: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{what}\n".encode()})
