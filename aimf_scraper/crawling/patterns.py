"""What addresses of one kind have in common: a calendar's months, a gallery's pictures."""

from __future__ import annotations

import re
from typing import Final

_DIGITS: Final = re.compile(r"[0-9]+")


def pattern_of(url: str) -> str:
    """Return *url* with its numbers left out: what a calendar's months have in common.

    >>> pattern_of("https://x.example/agenda/2024-05/")
    'https://x.example/agenda/#-#/'
    """
    origin, slashes, rest = url.partition("//")
    host, slash, path = rest.partition("/")
    return f"{origin}{slashes}{host}{slash}{_DIGITS.sub('#', path)}"
