"""The key that replay tools look an address up by: "fr,asso,aimf)/actions/x".

The rules are those of the Internet Archive's canonicalizer, as the package
``surt`` (0.3) has them; that package warns on import since Python 3.12, so the
part that web pages need is written anew, and a test compares the two.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

_SAFE: Final = "!\"$&'()*+,-./:;<=>?@[\\]^_`{|}~"
_WWW: Final = re.compile(r"www\d*\.")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
#: Query parts that only tell one visit from another; the tail joins without its ``&``.
_SESSION_IDS: Final = tuple(
    re.compile(f"^(.*)(?:{pattern})(?:&(.*))?$", re.IGNORECASE)
    for pattern in (
        "jsessionid=[0-9a-z]{32}",
        "phpsessid=[0-9a-z]{32}",
        "sid=[0-9a-z]{32}",
        "aspsessionid[a-z]{8}=[a-z]{24}",
        "cfid=[^&]+&cftoken=[^&]+",
    )
)


def surt(url: str) -> str:
    """Return the key of an http(s) address; another, or a broken one, is its own key.

    >>> surt("https://www.aimf.asso.fr/Actions/?b=2&a=1#x")
    'fr,asso,aimf)/actions?a=1&b=2'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url
    host = (parts.hostname or "").strip(".")
    if parts.scheme not in _DEFAULT_PORTS or not host:
        return url
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        return url
    key = ",".join(
        reversed(_WWW.sub("", host, count=1).split(".") if _WWW.match(host) else host.split("."))
    )
    if port not in (None, _DEFAULT_PORTS[parts.scheme]):
        key += f":{port}"
    path = _path(parts.path)
    query = _query(parts.query)
    return f"{key}){path}{'?' + query if query else ''}"


def _path(path: str) -> str:
    kept: list[str] = []
    pieces = _unescaped(path).split(b"/")[1:]
    for piece in pieces:
        if piece == b"..":
            kept = kept[:-1] if kept else [".."]
        elif piece != b".":
            kept.append(_escaped(piece))
    last = kept.pop() if kept else ""
    joined = "".join(f"{piece}/" for piece in kept if piece) + last
    return "/" + joined.lower().removesuffix("/")


def _query(query: str) -> str:
    text = _escaped(_unescaped(query))
    for pattern in _SESSION_IDS:
        if found := pattern.match(text):
            text = found[1] + (found[2] or "")
    return "&".join(
        "=".join(pair) for pair in sorted(p.split("=", 1) for p in text.lower().split("&"))
    )


def _unescaped(text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    while (once := unquote_to_bytes(data)) != data:
        data = once
    return data


def _escaped(data: bytes) -> str:
    return quote_from_bytes(data, safe=_SAFE)
