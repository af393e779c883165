"""Whether an answer came to the end of its page: servers cut pages and say that they are whole."""

from __future__ import annotations

import re
from typing import Final

#: What closes a page, at its end or with a cache's remarks after it.
_CLOSED: Final = re.compile(rb"</(?:html|body)\s{0,20}>", re.IGNORECASE)
#: PHP's last words, as it prints them into a page; a text that quotes them has them escaped.
_FATAL: Final = re.compile(rb"<b>(?:Fatal|Parse) error</b>\s{0,9}:", re.IGNORECASE)


def is_closed(html: bytes) -> bool:
    """Return whether *html* comes to its end, and PHP did not die over it.

    >>> is_closed(b"<p>Le puits</p></body>"), is_closed(b"<p>Le puits")
    (True, False)
    """
    return _CLOSED.search(html) is not None and not is_fatal(html)


def is_fatal(html: bytes) -> bool:
    """Return whether *html* holds the fatal error that PHP died of."""
    return _FATAL.search(html) is not None


def ends_in_a_tag(html: bytes) -> bool:
    """Return whether *html* ends before the tag does that it last began.

    >>> ends_in_a_tag(b"<p>Le puits</p"), ends_in_a_tag(b"<p>Le puits")
    (True, False)
    """
    return html.rfind(b"<") > html.rfind(b">")
