"""What is no HTML, told by its first bytes: PDF, pictures, office files, XML, JSON, noise."""

from __future__ import annotations

import re
from typing import Final

from aimf_scraper.errors import PageError

_NOT_HTML_TYPES: Final = re.compile(
    r"\s*(?:image|audio|video|font)/|\s*application/(?!xhtml|octet-stream|x-unknown)", re.IGNORECASE
)
_MAGIC: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
)
_TAG: Final = re.compile(rb"<(?:!doctype|[a-z][a-z0-9]{0,20}[\s/>])", re.IGNORECASE)
_XML_ROOT: Final = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,300}>\s{0,200}(?:<!--[^>]{0,2000}-->\s{0,200})?)?"
    rb"(?:<\?xml-stylesheet[^>]{0,300}>\s{0,200})?<(rss|feed|urlset|sitemapindex|rdf:RDF)[\s>]"
)
#: Control bytes that no encoding of a page uses; of random bytes they are one in ten.
_CONTROLS: Final = bytes(one for one in range(1, 32) if one not in b"\t\n\x0b\x0c\r\x0e\x0f\x1b")
_MOST_CONTROLS: Final = 20
SNIFFED_BYTES: Final = 4_096


def refuse_other_formats(body: bytes, content_type: str | None) -> None:
    """Raise PageError where *body* is no HTML: ``empty``, or ``not-html`` with what it is."""
    start = body[:SNIFFED_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise PageError("empty", "the body is empty")
    for magic, what in _MAGIC:
        if start.startswith(magic):
            raise PageError("not-html", f"the body is {what}")
    if found := _XML_ROOT.match(start):
        raise PageError("not-html", f"the body is XML: <{found[1].decode()}>")
    looks_like_html = _TAG.search(start) is not None
    if content_type and _NOT_HTML_TYPES.match(content_type) and not looks_like_html:
        raise PageError("not-html", f"Content-Type is {content_type}")
    if start[:1] in b"{[" and not start.startswith((b"[<", b"{<")):
        raise PageError("not-html", "the body is JSON")
    if not looks_like_html and not is_utf16(body) and not _TAG.search(body[:200_000]):
        raise PageError("not-html", "no tag in the body")
    if not is_utf16(body) and _controls(start) * _MOST_CONTROLS > len(start):
        raise PageError("not-html", "the body is no text")


def _controls(start: bytes) -> int:
    """Return how many control bytes *start* holds that no text has; NULs are mended elsewhere."""
    return len(start) - len(start.translate(None, _CONTROLS))


def is_utf16(body: bytes) -> bool:
    """Return whether *body* begins as UTF-16 does: by its mark, or with a NUL in every other byte."""
    return body[:2] in {b"\xff\xfe", b"\xfe\xff"} or body[:60].count(0) > 10
