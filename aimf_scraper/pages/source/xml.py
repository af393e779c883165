"""XML from outside: bounded, no entities, no DTD, gzip undone."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

from lxml import etree

from aimf_scraper.errors import PageError

if TYPE_CHECKING:
    from lxml.etree import _Element

#: The sitemap protocol's own limit, uncompressed.
MAX_XML_BYTES: Final = 50 * 1024 * 1024
_SNIFFED: Final = 1_000


def parse_xml(body: bytes) -> _Element:
    """Return the root of *body*, which may be gzipped.

    Raises:
        PageError: ``too-large``, ``bad-gzip``, ``not-xml``, ``unsafe-xml`` (entities).
    """
    if body[:2] == b"\x1f\x8b":
        body = _gunzip(body)
    if len(body) > MAX_XML_BYTES:
        raise PageError("too-large", f"{len(body)} bytes of XML, more than {MAX_XML_BYTES}")
    start = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or not start.startswith(
        (b"<", b"\xff", b"\xfe")
    ):
        raise PageError("not-xml", f"the body begins {body[:40]!r}")
    if b"<!ENTITY" in body:
        raise PageError("unsafe-xml", "the document declares entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root: _Element | None = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PageError("not-xml", str(error)[:200]) from error
    if root is None:
        raise PageError("not-xml", "the parser found no element")
    return root


def local(el: _Element) -> str:
    """Return the name of *el* without its namespace, in lower case; ``""`` for what is no element."""
    tag = el.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(el: _Element) -> str:
    """Return the text in *el*, white space at its ends left out."""
    return "".join(one for one in el.itertext() if isinstance(one, str)).strip()


def _gunzip(body: bytes) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        data = unpacker.decompress(body, MAX_XML_BYTES + 1)
    except zlib.error as error:
        raise PageError("bad-gzip", str(error)) from error
    if len(data) > MAX_XML_BYTES:
        raise PageError("too-large", f"more than {MAX_XML_BYTES} bytes once unpacked")
    if not unpacker.eof:
        raise PageError("bad-gzip", "the file breaks off")
    return data
