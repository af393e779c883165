"""Telling somebody of a refresh: a web address by POST, a program on its standard input.

Whoever is told can be down; that is said, and stops nothing. ``timeout_sec`` is
for all of it together, and what a program started ends with it. No message
holds an address in full: it may be a secret.
"""

from __future__ import annotations

import json
import subprocess
import time
from base64 import b64encode
from http.client import HTTPException
from threading import Thread
from typing import TYPE_CHECKING, Any, Final
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPErrorProcessor, HTTPRedirectHandler, Request, build_opener

from aimf_scraper import __version__
from aimf_scraper.platforms import group_of_its_own, kill_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.config import Notify

_OK: Final = range(200, 300)
_TIMED_OUT: Final = "timed out"
_LATE: Final = "did not end"


class _NoRedirects(HTTPRedirectHandler):
    """A report is not handed on to an address that nobody named."""

    def redirect_request(self, *_: Any) -> None:
        return None


class _EveryStatus(HTTPErrorProcessor):
    """Hands every answer on, whatever its status."""

    def http_response(self, request: Any, response: Any) -> Any:  # noqa: ARG002 - the base's own form
        return response

    https_response = http_response


def tell_all(message: dict[str, Any], wanted: Notify) -> Iterator[str]:
    """Send *message* as JSON to whom *wanted* names; yield what went wrong, a line each."""
    body = json.dumps(message, ensure_ascii=False).encode()
    until = time.monotonic() + wanted.timeout_sec
    post = _Post(wanted.url, body, until) if wanted.url else None
    # Both at once: one that is slow leaves the other its time.
    ran = _run(wanted.command, body, until) if wanted.command else None
    said = post.problem() if post is not None else None
    if said is not None:
        yield f"notify.url ({urlsplit(wanted.url).hostname}): {said}"
    if ran is not None:
        late = f" within {wanted.timeout_sec:g} s" if ran == _LATE else ""
        yield f"notify.command ({wanted.command[0]}): {ran}{late}"


class _Post:
    """A POST under way, in a thread of its own: a library's timeout is one for each byte that comes."""

    def __init__(self, url: str, body: bytes, until: float) -> None:
        self._problems: list[str | None] = []
        self._until = until
        self._thread = Thread(
            target=lambda: self._problems.append(_posted(url, body, until)), daemon=True
        )
        self._thread.start()

    def problem(self) -> str | None:
        """Return what went wrong, by the deadline at the latest."""
        self._thread.join(max(0.0, self._until - time.monotonic()))
        return self._problems[0] if self._problems else _TIMED_OUT


def _posted(url: str, body: bytes, until: float) -> str | None:
    parts = urlsplit(url)
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"aimf-scraper/{__version__}",
    }
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    plain = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    left = max(0.1, until - time.monotonic())
    try:
        request = Request(plain, data=body, headers=headers, method="POST")  # noqa: S310 - config takes http(s) only
        with build_opener(_NoRedirects, _EveryStatus).open(request, timeout=left) as answer:
            return None if answer.status in _OK else f"HTTP {answer.status}"
    except URLError as error:
        return _said(error.reason)
    except (OSError, HTTPException, ValueError) as error:
        return _said(error)


def _said(error: object) -> str:
    """Return what *error* says, but for texts that may repeat the address."""
    said = getattr(error, "strerror", None)
    if isinstance(error, TimeoutError):
        return _TIMED_OUT
    return said if isinstance(said, str) and said else type(error).__name__


def _run(command: tuple[str, ...], body: bytes, until: float) -> str | None:
    """Run *command* with *body* on its standard input; return what went wrong.

    It leads a process group of its own, which ends with it.
    """
    try:
        child = subprocess.Popen(  # noqa: S603 - the user's own command, without a shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            **group_of_its_own(),
        )
    except (OSError, ValueError) as error:
        return getattr(error, "strerror", None) or str(error)
    try:
        child.communicate(body, timeout=max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        return _LATE
    finally:
        kill_group(child)
        code = child.wait()
    return f"exit code {code}" if code else None
