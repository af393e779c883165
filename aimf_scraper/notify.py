"""Telling somebody of a refresh: a web address by POST, a program on its standard input.

Whoever is told can be down; that is said, and stops nothing.
"""

from __future__ import annotations

import json
import subprocess
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from aimf_scraper import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.config import Notify

_OK: Final = range(200, 300)


class _NoRedirects(HTTPRedirectHandler):
    """A report is not handed on to an address that nobody named."""

    def redirect_request(self, *_: Any) -> None:
        return None


def tell_all(message: dict[str, Any], wanted: Notify) -> Iterator[str]:
    """Send *message* as JSON to whom *wanted* names; yield what went wrong, a line each."""
    body = json.dumps(message, ensure_ascii=False).encode()
    if wanted.url:
        problem = _post(wanted.url, body, wanted.timeout_sec)
        if problem is not None:
            # An address may hold a secret: only its host is named.
            yield f"notify.url ({urlsplit(wanted.url).hostname}): {problem}"
    if wanted.command:
        problem = _run(wanted.command, body, wanted.timeout_sec)
        if problem is not None:
            yield f"notify.command ({wanted.command[0]}): {problem}"


def _post(url: str, body: bytes, timeout_sec: float) -> str | None:
    """POST *body* to *url*, an http or https address; return what went wrong."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"aimf-scraper/{__version__}",
    }
    try:
        request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - config takes http(s) only
        with build_opener(_NoRedirects).open(request, timeout=timeout_sec) as answer:
            return None if answer.status in _OK else f"HTTP {answer.status}"
    except (OSError, HTTPException, ValueError) as error:
        return str(error) or type(error).__name__


def _run(command: tuple[str, ...], body: bytes, timeout_sec: float) -> str | None:
    """Run *command* with *body* on its standard input; return what went wrong."""
    try:
        done = subprocess.run(  # noqa: S603 - the user's own command, without a shell
            command,
            input=body,
            stdout=subprocess.DEVNULL,
            timeout=timeout_sec,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"did not end within {timeout_sec:g} s"
    except OSError as error:
        return error.strerror or str(error)
    return f"exit code {done.returncode}" if done.returncode else None
