"""How one address may be spelled, and how its spelling is made the same for all."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import Final
from urllib.parse import quote, unquote, unquote_to_bytes, urlsplit

_ESCAPES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_STRAY: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SLASHES: Final = re.compile(r"/{2,}")
#: What a path may hold unescaped.
_SAFE: Final = "/:@!$&'()*+,;=~-._"
#: What an escape must keep hiding: unescaped, it would part the address elsewhere.
_HIDDEN: Final = frozenset("/?#%\\")
#: What an escape may hide or not: the same to nearly every server, two things by RFC 3986 (2.2).
_DELIMITERS: Final = frozenset("!$&'()*+,;=:@")
#: Invisible, or turning the line: not to be put into an id, nor on anybody's screen.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def plain_path(path: str, *, exact: bool = False) -> str:
    """Return *path* with slashes, dots and escapes as every spelling of it has them.

    *exact*: what may tell two pages apart stays as it is: several slashes in a
    row, an escape where the bare character has a meaning of its own (``%2B``).

    Escapes that stand for UTF-8 are written one way; those that do not (``%E9``
    of an old French site) and those that hide a slash (``%2F``) stay.

    >>> plain_path("/caf%e9//a%2fb/%c3%A9t%C3%a9/../é%2b"), plain_path("//a//%2b%41", exact=True)
    ('/caf%E9/a%2Fb/%C3%A9+', '/a//%2BA')
    """
    said = _STRAY.sub("%25", path or "/")
    parts = []
    at = 0
    for match in _ESCAPES.finditer(said):
        parts += [quote(said[at : match.start()], safe=_SAFE), _one_spelling(match[0], exact=exact)]
        at = match.end()
    parts.append(quote(said[at:], safe=_SAFE))
    plain = "".join(parts)
    return _without_dots(f"/{plain.lstrip('/')}" if exact else _SLASHES.sub("/", plain))


def named_path(path: str) -> str:
    """Return *path* as it was named, fit to be asked for: escapes and slashes stay as they are."""
    said = quote(_STRAY.sub("%25", path or "/"), safe=f"{_SAFE}%")
    return _without_dots(f"/{said.lstrip('/')}")


def readable(segment: str) -> str:
    """Return a segment of a path as people read it, and nothing that they cannot see.

    >>> readable("%C3%A9t%C3%A9-caf%E9-2023%2F24%0A")
    'été-caf%E9-2023%2F24%0A'
    """
    return _ESCAPES.sub(lambda match: _decoded(match[0]), segment)


def first_segment(url: str) -> str:
    """Return the first segment of *url*'s path in lower case, ``""`` of the front page.

    >>> first_segment("https://www.aimf.asso.fr/Category/eau/page/2/")
    'category'
    """
    return unquote(urlsplit(url).path).strip("/").partition("/")[0].lower()


def repeats_itself(segments: list[str]) -> bool:
    """Return whether a path goes round in circles, as relative links on a wrong page make it.

    >>> repeats_itself(["actualite", "x", "actualite", "y", "actualite", "y"])
    True
    """
    if len(segments) < 3:
        return False
    pairs = list(pairwise(segments))
    return len(set(pairs)) < len(pairs) or max(map(segments.count, segments)) > 2


def _one_spelling(escapes: str, *, exact: bool) -> str:
    kept = _HIDDEN | _DELIMITERS if exact else _HIDDEN
    text = unquote_to_bytes(escapes).decode("utf-8", "surrogateescape")
    return "".join(
        _escaped(one) if one in kept or "\udc80" <= one <= "\udcff" else quote(one, safe=_SAFE)
        for one in text
    )


def _decoded(escapes: str) -> str:
    text = unquote_to_bytes(escapes).decode("utf-8", "surrogateescape")
    return "".join(
        _escaped(one) if one in _HIDDEN or unicodedata.category(one) in _UNSEEN else one
        for one in text
    )


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogateescape"))


def _without_dots(path: str) -> str:
    """Return *path* with ``.`` and ``..`` resolved, as browsers do."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for at, one in enumerate(segments):
        if one == "..":
            if len(kept) > 1:
                kept.pop()
        elif one != ".":
            kept.append(one)
            continue
        if at == len(segments) - 1:
            kept.append("")
    return "/".join(kept) or "/"
