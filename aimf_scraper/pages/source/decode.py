"""From bytes to a tree: encoding, size, and what is no HTML at all.

Encodings go as browsers do it (w3lib), with two turns of our own that pages of
small sites need: bytes that are valid UTF-8 are UTF-8 whatever a header older
than the page says, and bytes that break the UTF-8 they declare are Windows-1252.
"""

from __future__ import annotations

import re
import zlib
from codecs import register_error, utf_8_decode
from functools import cache
from typing import TYPE_CHECKING, Final

from lxml import etree
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    to_unicode,
)

from aimf_scraper.errors import PageError
from aimf_scraper.pages.source.formats import SNIFFED_BYTES, is_utf16, refuse_other_formats
from aimf_scraper.pages.source.markup import (
    close_void_elements,
    loses_text,
    open_noscript,
    without_drawings,
)
from aimf_scraper.text.clean import mend_latin

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BODY_BYTES: Final = 20 * 1024 * 1024
#: Where libxml2 stops without ``huge_tree`` (256, the document included).
MAX_DEPTH: Final = 255

#: How gzip begins, and zlib ("deflate") at each of its levels.
_PACKED: Final = frozenset({b"\x1f\x8b", b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda"})
#: To zlib: a window of any size, the header says which of the two it is.
_EITHER: Final = 47
#: Encodings that valid UTF-8 overrules: French pages keep them in a header
#: long after the page itself has moved on.
_OVERRULED: Final = frozenset(
    {None, "utf-8", "cp1250", "cp1252", "iso8859-1", "iso8859-15", "mac-roman", "ascii"}
)
#: Python's names of the encodings of the WHATWG standard.
_BROWSERS_READ: Final = frozenset(
    [
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "ascii",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
        "cp866",
        "cp874",
        "iso8859-1",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-9",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "gbk",
        "gb18030",
        "gb2312",
        "big5",
        "big5hkscs",
        "cp949",
        "euc_jp",
        "iso2022_jp",
        "shift_jis",
        "cp932",
        "euc_kr",
        "tis-620",
    ]
)
#: Control characters in ISO 8859: quotes and dashes of Windows in a page that says it is ISO.
_WINDOWS_ONLY: Final = re.compile(rb"[\x80-\x9f]")
#: The name under which ``_as_windows`` is known to Python's decoders.
_WINDOWS_BYTES: Final = "aimf-windows-bytes"
_PIECE_BYTES: Final = 16_384


def parse_html(body: bytes, content_type: str | None = None) -> _Element:
    """Return the root of *body*; raises PageError as ``html_of`` and ``parse`` do."""
    return parse(html_of(body, content_type))


def html_of(body: bytes, content_type: str | None = None) -> bytes:
    """Return *body* in UTF-8, without byte order mark and NULs.

    Raises:
        PageError: ``too-large``, ``not-html``, ``empty``.
    """
    if body[:2] in _PACKED:
        body = _unpacked(body)
    if len(body) > MAX_BODY_BYTES:
        raise PageError("too-large", f"{len(body)} bytes, more than {MAX_BODY_BYTES}")
    refuse_other_formats(body, content_type)
    return _utf8(body, content_type)


def _unpacked(body: bytes) -> bytes:
    """Return the page in a gzip or zlib file that no header announces: caches and mirrors keep such.

    Raises:
        PageError: ``not-html`` where it is damaged, ``too-large``.
    """
    unpacker = zlib.decompressobj(wbits=_EITHER)
    try:
        page = unpacker.decompress(body, MAX_BODY_BYTES + 1)
    except zlib.error as error:
        raise PageError("not-html", f"the body is a damaged gzip or zlib file ({error})") from error
    if not unpacker.eof and len(page) <= MAX_BODY_BYTES:
        raise PageError("not-html", "the body is a gzip or zlib file that breaks off")
    return page


def parse(html: bytes) -> _Element:
    """Return the root of *html*, in UTF-8, comments and inline drawings left out.

    Raises:
        PageError: ``empty``, or ``too-deep`` where elements nest past what the
            parser takes (the rest would be lost).
    """
    html = without_drawings(html)
    root = _tree(html)
    if _depth(root) >= MAX_DEPTH or loses_text(root):
        root = _tree(close_void_elements(html))
        if (depth := _depth(root)) >= MAX_DEPTH:
            raise PageError("too-deep", f"elements nest {depth} deep; the rest of the page is lost")
    open_noscript(root)
    return root


def _tree(html: bytes) -> _Element:
    try:
        root: _Element | None = etree.fromstring(html, _parser())
    except etree.XMLSyntaxError as error:
        raise PageError("empty", f"nothing to parse: {error.msg}") from error
    if root is None:
        raise PageError("empty", "the parser found no element")
    return root


@cache
def _parser() -> etree.HTMLParser:
    return etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,  # nobody asks for an element by its id
        huge_tree=False,
    )


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of *body*; never raises."""
    return _utf8(body, content_type).decode("utf-8", "replace")


def _depth(root: _Element) -> int:
    """Return how deep the last element is: the parser stops inside the one that is too deep."""
    depth, last = 1, root
    while len(last):
        last = last[-1]
        depth += 1
    return depth


def _utf8(body: bytes, content_type: str | None) -> bytes:
    """Return *body* in UTF-8 without byte order mark and NULs."""
    mark, mark_bytes = read_bom(body)
    if mark and mark_bytes:
        body = body[len(mark_bytes) :]
    said = http_content_type_encoding(content_type) if content_type else None
    declared = mark or known_encoding(said)
    if declared is None and body[:60].count(0) > 10:
        declared = "utf-16-be" if body[:1] == b"\0" else "utf-16-le"
    elif not mark and str(declared).startswith("utf-16") and not is_utf16(body):
        declared = None  # an ASCII reader found that word: the page is not what it says
    if declared not in _OVERRULED:
        body = to_unicode(body, str(declared)).encode("utf-8", "replace")
    elif not _is_utf8(body):
        declared = declared or known_encoding(html_body_declared_encoding(body[:SNIFFED_BYTES]))
        if declared in {None, "ascii"} or str(declared).startswith("utf-16"):
            declared = "utf-8" if _mostly_utf8(body) else "cp1252"
        elif declared == "utf-8" and not _mostly_utf8(body):
            declared = "cp1252"
        if declared == "iso8859-15" and _WINDOWS_ONLY.search(body):
            declared = "cp1252"
        if declared == "utf-8":
            body = body.decode("utf-8", _WINDOWS_BYTES).encode("utf-8", "replace")
        else:
            body = to_unicode(body, str(declared)).encode("utf-8", "replace")
    # One byte is looked for at a hundredth of the time of three; any French text encoded twice holds it.
    if b"\x83" in body and b"\xc3\x83\xc2" in body:
        body = mend_latin(body.decode("utf-8", "replace")).encode("utf-8", "replace")
    return body.replace(b"\0", b"") if b"\0" in body else body


def known_encoding(name: str | None) -> str | None:
    """Return *name* where it is an encoding that browsers read, else ``None``.

    Python knows others by that name: some are no encodings of text ("zip"), some
    take far longer than linear time ("idna", "punycode").
    """
    return name if name in _BROWSERS_READ else None


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252: a paste into a page that is UTF-8."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", "replace"), error.end


register_error(_WINDOWS_BYTES, _as_windows)


def _is_utf8(body: bytes) -> bool:
    if body.isascii():
        return True
    view, at, size = memoryview(body), 0, len(body)
    try:
        # Piece by piece: the whole text, twice the size of the page, would leave the cache.
        while at < size:
            end = at + _PIECE_BYTES
            at += utf_8_decode(view[at:end], "strict", end >= size)[1]
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(body: bytes) -> bool:
    """Tell a UTF-8 page with a broken byte from one that only says it is UTF-8."""
    text = body.decode("utf-8", "ignore")
    broken = len(body) - len(text.encode("utf-8"))
    return sum(not char.isascii() for char in text) > broken
