"""Every address in a page or a style sheet with the bytes where it stands.

Two need it: whoever fetches what a page is made of, and whoever shows the
archived page with its addresses led back into the archive. Nothing is parsed
into a tree, so all that is not an address stays as served, byte for byte; one
pass, linear in the page's length however hostile.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urldefrag, urljoin

from w3lib.url import safe_url_string

if TYPE_CHECKING:
    from collections.abc import Iterator

Loads = Literal["image", "style", "script", "font"]

_MAX_URL_CHARS: Final = 2_000
_TAG: Final = re.compile(rb"<(!--|[A-Za-z][A-Za-z0-9:-]{0,30}+)")
_ATTRIBUTE: Final = re.compile(
    rb"""
    [\s/]{0,1000}+ (?P<name>[^\s=>"'/<]{1,60}+)
    (?: \s{0,100}+ = \s{0,100}+
      (?: "(?P<double>[^"]{0,20000}+)" | '(?P<single>[^']{0,20000}+)' | (?P<bare>[^\s>"']{1,5000}+) )
    )?+
    """,
    re.VERBOSE,
)
#: Elements whose content is no markup, with what ends it.
_RAW: Final = {
    name: re.compile(rf"</{name}".encode(), re.IGNORECASE)
    for name in ("script", "style", "textarea", "title")
}
_CSS: Final = re.compile(
    rb"""
    (?P<comment>/\*)
    | (?P<import>@import\s{1,20}+)?
      (?: url\(\s{0,20}+
          (?: "(?P<double>[^"\n]{0,4000}+)" | '(?P<single>[^'\n]{0,4000}+)' | (?P<bare>[^\s"'()]{1,4000}+) )
        | (?(import) (?: "(?P<double2>[^"\n]{0,4000}+)" | '(?P<single2>[^'\n]{0,4000}+)' ) | (?!) )
      )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CSS_VALUES: Final = ("double", "single", "bare", "double2", "single2")
_CANDIDATE: Final = re.compile(rb"[\s,]{0,100}+(?P<url>[^\s,][^\s]{0,4000}+)(?P<size>[^,]{0,100}+)")
_FONT: Final = re.compile(r"\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)", re.IGNORECASE)
#: Attributes of any element that name one picture; lazy loading has its own.
_IMAGE_ATTRIBUTES: Final = frozenset(
    {b"data-src", b"data-lazy-src", b"data-original", b"poster", b"background"}
)
_SRCSETS: Final = frozenset({b"srcset", b"data-srcset", b"data-lazy-srcset", b"imagesrcset"})
_SHOWS: Final = frozenset({b"img", b"input", b"image", b"use", b"source"})
_HREFS: Final = frozenset({b"href", b"xlink:href"})
_AS: Final[dict[bytes, Loads]] = {
    b"style": "style",
    b"font": "font",
    b"script": "script",
    b"image": "image",
}

Attributes = dict[bytes, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Link:
    """An address: ``body[start:end]`` as written, ``url`` made absolute.

    ``loads`` says what a browser would fetch it as while it shows the page,
    ``None`` where it is only somewhere to go. ``escaped``: written in HTML,
    where ``&`` is ``&amp;``.
    """

    start: int
    end: int
    url: str
    loads: Loads | None
    escaped: bool


def asked_for(url: str) -> str:
    """Return *url* as a request for it spells it: without fragment, everything percent-encoded.

    >>> asked_for("https://a.example/Lomé 1.png#x")
    'https://a.example/Lom%C3%A9%201.png'
    """
    return str(safe_url_string(urldefrag(url).url))


def links_of_css(css: bytes, url: str) -> Iterator[Link]:
    """Yield the addresses of a style sheet that lies at *url*."""
    yield from _in_css(css, 0, len(css), url, escaped=False)


def links_of_html(body: bytes, url: str) -> Iterator[Link]:
    """Yield the addresses of the page at *url*, in their order."""
    base = url
    at = 0
    while found := _TAG.search(body, at):
        at = found.end()
        tag = found[1].lower()
        if tag == b"!--":
            end = body.find(b"-->", at)
            if end < 0:
                return
            at = end
            continue
        attributes, at = _attributes(body, at)
        if tag == b"base" and b"href" in attributes:
            base = _joined(_text(body, *attributes[b"href"], escaped=True), url) or base
        yield from _of_element(body, tag, attributes, base)
        raw = _RAW.get(tag.decode("ascii"))
        if raw is not None:
            closing = raw.search(body, at)
            end = closing.start() if closing else len(body)
            if tag == b"style":
                yield from _in_css(body, at, end, base, escaped=False)
            at = end


def _attributes(body: bytes, at: int) -> tuple[Attributes, int]:
    """Return the places of the attributes' values from *at* on, and where they end."""
    attributes: Attributes = {}
    while found := _ATTRIBUTE.match(body, at):
        at = found.end()
        for quoting in ("double", "single", "bare"):
            if found[quoting] is not None:
                attributes.setdefault(found["name"].lower(), found.span(quoting))
    return attributes, at


def _of_element(body: bytes, tag: bytes, attributes: Attributes, base: str) -> Iterator[Link]:
    for name, (start, end) in attributes.items():
        if name == b"style":
            yield from _in_css(body, start, end, base, escaped=True)
        elif name in _SRCSETS:
            for candidate in _CANDIDATE.finditer(body, start, end):
                first, last = candidate.span("url")
                while last > first + 1 and body[last - 1] == 0x2C:  # a comma ends it
                    last -= 1
                yield from _link(body, first, last, base, "image", escaped=True)
        else:
            loads = _loads(body, tag, name, attributes)
            if loads is not None:
                yield from _link(body, start, end, base, loads or None, escaped=True)


def _loads(
    body: bytes, tag: bytes, name: bytes, attributes: Attributes
) -> Loads | Literal[""] | None:
    """Return what the attribute's address is loaded as; ``""`` for a mere link, ``None`` for none."""
    if name in _IMAGE_ATTRIBUTES:
        return "image"
    if name == b"src":
        if tag == b"script":
            return "script"
        return "image" if tag in _SHOWS else ""
    if name in _HREFS:
        if tag in _SHOWS:
            return "image"
        return _of_rel(body, attributes) if tag == b"link" else ""
    return "" if name in {b"action", b"data", b"formaction"} and tag != b"data" else None


def _of_rel(body: bytes, attributes: Attributes) -> Loads | Literal[""]:
    words = body[slice(*attributes.get(b"rel", (0, 0)))].lower().split()
    if b"stylesheet" in words:
        return "style"
    if b"icon" in words or b"apple-touch-icon" in words:
        return "image"
    if b"preload" in words or b"modulepreload" in words:
        return _AS.get(body[slice(*attributes.get(b"as", (0, 0)))].lower(), "")
    return ""


def _in_css(body: bytes, start: int, end: int, base: str, *, escaped: bool) -> Iterator[Link]:
    at = start
    while found := _CSS.search(body, at, end):
        at = found.end()
        if found["comment"]:
            closing = body.find(b"*/", at, end)
            if closing < 0:
                return
            at = closing + 2
            continue
        quoting = next((one for one in _CSS_VALUES if found[one] is not None), None)
        if quoting is None:
            continue
        first, last = found.span(quoting)
        url = _joined(_text(body, first, last, escaped=escaped), base)
        if url is not None:
            loads: Loads = "style" if found["import"] else "image"
            yield Link(first, last, url, "font" if _FONT.search(url) else loads, escaped)


def _link(
    body: bytes, start: int, end: int, base: str, loads: Loads | None, *, escaped: bool
) -> Iterator[Link]:
    url = _joined(_text(body, start, end, escaped=escaped), base)
    if url is not None:
        yield Link(start, end, url, loads, escaped)


def _text(body: bytes, start: int, end: int, *, escaped: bool) -> str:
    data = body[start:end]
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    # url(&quot;x&quot;) is how a style attribute quotes.
    return (unescape(text).strip("\"'") if escaped else text).strip()


def _joined(written: str, base: str) -> str | None:
    """Return *written* absolute; ``None`` where it leads to nothing that HTTP fetches."""
    if not written or len(written) > _MAX_URL_CHARS or written.startswith(("#", "data:")):
        return None
    try:
        url = urljoin(base, "".join(written.split("\n")))
    except ValueError:
        return None
    return url if url.startswith(("http://", "https://")) else None
