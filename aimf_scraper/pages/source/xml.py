"""XML from outside: bounded, no entities of its own, no DTD, gzip undone, mended where it is broken.

What had to be mended is told, and where items may be lost by it, that too: a
sitemap cut in the middle must not pass for a short one.
"""

from __future__ import annotations

import re
import zlib
from html.entities import html5
from typing import TYPE_CHECKING, Final, NamedTuple

from lxml import etree

from aimf_scraper.errors import PageError
from aimf_scraper.pages.source import mends
from aimf_scraper.pages.source.decode_mixed import decode_mixed

if TYPE_CHECKING:
    from lxml.etree import _Element

#: The sitemap protocol's own limit, uncompressed.
MAX_XML_BYTES: Final = 50 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
_SNIFFED: Final = 1_000
_PIECE_BYTES: Final = 16_384
#: The root elements that are read here; before them stands what plugins print.
_ROOT: Final = re.compile(
    r"<(?:[A-Za-z][\w.-]{0,20}:)?(urlset|sitemapindex|rss|feed|RDF)(?=[\s>/])", re.IGNORECASE
)
#: How far a notice of PHP's may push the document down.
_MAX_BEFORE_CHARS: Final = 100_000
_DECLARED: Final = re.compile(r"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_DECLARATION: Final = re.compile(r"<\?xml[^>]{0,200}\?>")
#: What a document lists, by its root. A feed's channel has addresses too (``<image><url>``).
_LISTED: Final = {
    root: re.compile(rf"<(?:[A-Za-z][\w.-]{{0,20}}:)?{element}(?=[\s>])", re.IGNORECASE)
    for root, element in {
        "urlset": "url", "sitemapindex": "sitemap", "rss": "item", "rdf": "item", "feed": "entry",
    }.items()
}  # fmt: skip
#: An element of a list, whatever the document.
_ELEMENT: Final = re.compile(
    r"<(?:[A-Za-z][\w.-]{0,20}:)?(?:url|sitemap|item|entry)(?=[\s>])", re.IGNORECASE
)
_ELEMENT_END: Final = re.compile(
    r"</(?:[A-Za-z][\w.-]{0,20}:)?(?:url|sitemap|item|entry)\s{0,9}>", re.IGNORECASE
)
_CDATA: Final = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_AMPERSAND: Final = re.compile(
    r"&(?!(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,30});)"
)
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,30});")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DOCTYPE: Final = re.compile(
    r"<!DOCTYPE[^\[>]{0,300}(?:\[(?P<own>[^\]]{0,20000})\]\s{0,99})?>", re.IGNORECASE
)
_ENTITY: Final = re.compile(
    r"<!ENTITY\s{1,9}([A-Za-z]\w{0,30})\s{1,9}[\"']([^\"'<%]{0,40})[\"']\s{0,9}>"
)
_CHARACTER: Final = re.compile(r"&#([0-9]{1,7}|[xX][0-9A-Fa-f]{1,6});")
#: What no XML may hold, but for tab and line ends.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Xml(NamedTuple):
    """A document read. ``elements``: how many its text lists, to compare with how many were read."""

    root: _Element
    mends: tuple[mends.Mend, ...]
    elements: int


def parse_xml(body: bytes) -> Xml:
    """Return the root of *body*, which may be gzipped, and what had to be mended.

    Raises:
        PageError: ``too-large``, ``bad-gzip``, ``not-xml``, ``unsafe-xml`` (entities).
    """
    text, found = text_of_body(body)
    start = _ROOT.search(text, 0, _MAX_BEFORE_CHARS)
    opening = text[:_SNIFFED].lstrip().lower()
    if opening.startswith(("<!doctype html", "<html")) or (
        start is None and not opening.startswith("<")
    ):
        raise PageError("not-xml", f"the body begins {text[:40]!r}")
    text = _without_doctype(text, found)
    start = _ROOT.search(text, 0, _MAX_BEFORE_CHARS)
    if start is None:
        return _parsed(text, found, 0)
    before = _DECLARATION.sub("", text[: start.start()])
    if _says_something(before):
        found.append(mends.TEXT_BEFORE)
    text = _up_to_the_end(text[start.start() :], start, found)
    listed = _LISTED[start[1].lower()]
    return _parsed(text, found, len(listed.findall(_CDATA.sub("", text))))


def text_of_body(body: bytes) -> tuple[str, list[mends.Mend]]:
    """Return *body* unpacked and as text, and what was amiss with it.

    Raises:
        PageError: ``too-large``, ``bad-gzip``, ``unsafe-xml`` for an encoding that cannot be.
    """
    found: list[mends.Mend] = []
    if body.startswith(_GZIP):
        body = _gunzip(body, found)
    if len(body) > MAX_XML_BYTES:
        raise PageError("too-large", f"{len(body)} bytes of XML, more than {MAX_XML_BYTES}")
    declared = _DECLARED.search(body[:_SNIFFED].decode("latin-1"))
    encoding = declared[1].lower() if declared else "utf-8"
    if encoding in {"iso-8859-1", "latin1", "iso-8859-15", "windows-1252", "cp1252"}:
        # Browsers read the first as the last, and so do those who write it.
        name = "iso-8859-15" if encoding == "iso-8859-15" else "cp1252"
        try:
            body.decode("ascii")
            text, is_sound = body.decode("ascii"), True
        except UnicodeDecodeError:
            text, is_sound = body.decode(name, "replace"), True
    else:
        text, is_sound = decode_mixed(body)
    if not is_sound:
        found.append(mends.ENCODING)
    if _CONTROLS.search(text):
        text = _CONTROLS.sub("", text)
        found.append(mends.CONTROLS)
    return text, found


def _says_something(before: str) -> bool:
    """Return whether more than white space, comments and processing marks stand in *before*."""
    bare = re.sub(r"<!--.{0,5000}?-->|<\?.{0,500}?\?>", "", before, flags=re.DOTALL)
    return bool(bare.strip("\ufeff \t\r\n"))


def _without_doctype(text: str, found: list[mends.Mend]) -> str:
    """Return *text* without its DOCTYPE; entities that stand for plain text are put in their place.

    Raises:
        PageError: ``unsafe-xml`` where an entity holds another, or a file.
    """
    named: dict[str, str] = {}
    doctype = _DOCTYPE.search(text, 0, _MAX_BEFORE_CHARS)
    if doctype is not None:
        own = doctype["own"] or ""
        named = {
            name: value
            for name, value in _ENTITY.findall(own)
            if "&" not in _CHARACTER.sub("", value)
        }
        if own.upper().count("<!ENTITY") != len(named):
            raise PageError("unsafe-xml", "the document declares entities")
        text = text[: doctype.start()] + text[doctype.end() :]
    if "<!ENTITY" in text[:_MAX_BEFORE_CHARS].upper():
        raise PageError("unsafe-xml", "the document declares entities")
    if "&" not in text:
        return text
    # In CDATA too: what looks like it may be none (a cut tag before it), and HTML knows them no more.
    text = _CHARACTER.sub(_sound_character, text)
    parts: list[str] = []
    at = 0
    # What stands in a CDATA section is text as it is: an "&nbsp;" there is HTML's own.
    for section in _CDATA.finditer(text):
        parts += (_sound_references(text[at : section.start()], named, found), section[0])
        at = section.end()
    parts.append(_sound_references(text[at:], named, found))
    return "".join(parts)


def _sound_references(text: str, named: dict[str, str], found: list[mends.Mend]) -> str:
    """Return *text* with those references only that XML knows."""
    if "&" not in text:
        return text
    if _AMPERSAND.search(text):
        text = _AMPERSAND.sub("&amp;", text)
        found.append(mends.AMPERSANDS)

    def put(match: re.Match[str]) -> str:
        name = match[1]
        if name in _OF_XML:
            return match[0]
        said = named.get(name) or html5.get(f"{name};", "")
        return said if said and not set(said) & set("<>&\"'") else f"&amp;{name};"

    mended = _NAMED.sub(put, text)
    if mended != text:
        found.append(mends.ENTITIES)
    return mended


def _sound_character(match: re.Match[str]) -> str:
    """Return a character reference as it is, a mark in the place of one of what no XML may hold.

    Not nothing: what stands around it would close up, and might be such a reference again.
    """
    said = match[1]
    code = int(said[1:], 16) if said[0] in "xX" else int(said)
    is_sound = code in {9, 10, 13} or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE
    return match[0] if is_sound or 0x10000 <= code <= 0x10FFFF else "\ufffd"


def _up_to_the_end(text: str, start: re.Match[str], found: list[mends.Mend]) -> str:
    """Return the document up to the end of its root; where that is cut off, up to the last whole element.

    Half an element is none: its address may be half an address.
    """
    name = start[1]
    end = re.compile(rf"</(?:[A-Za-z][\w.-]{{0,20}}:)?{name}\s{{0,9}}>", re.IGNORECASE)
    last = end.search(text)
    if last is not None:
        tail = text[last.end() :]
        if _ELEMENT.search(tail):
            found.append(mends.TWICE)
        elif _says_something(tail):
            found.append(mends.TEXT_AFTER)
        return text[: last.end()]
    opening = text.partition(">")[0]
    if opening.endswith("/"):
        return text  # <urlset/>: empty, and whole
    found.append(mends.CUT)
    at = max((one.end() for one in _ELEMENT_END.finditer(text)), default=0)
    return text[:at] if at else opening + ">"


def _parsed(text: str, found: list[mends.Mend], elements: int) -> Xml:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    bare = _DECLARATION.sub("", text, count=1).strip("\ufeff \t\r\n")
    try:
        root: _Element | None = etree.fromstring(bare.encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PageError("not-xml", str(error)[:200]) from error
    if root is None:
        raise PageError("not-xml", "the parser found no element")
    return Xml(root, tuple(dict.fromkeys(found)), elements)


def local(el: _Element) -> str:
    """Return the name of *el* without its namespace, in lower case; ``""`` for what is no element."""
    tag = el.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def text_of(el: _Element) -> str:
    """Return the text in *el*, white space at its ends left out."""
    return "".join(one for one in el.itertext() if isinstance(one, str)).strip()


def _gunzip(body: bytes, found: list[mends.Mend]) -> bytes:
    """Return every gzip member of *body* unpacked, one after another; what is whole of a cut one."""
    parts: list[bytes] = []
    size = at = 0
    while body.startswith(_GZIP, at):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while at < len(body) and not unpacker.eof:
                # By pieces: what is left over of one is copied for every member.
                piece = body[at : at + _PIECE_BYTES]
                while piece and not unpacker.eof:
                    parts.append(unpacker.decompress(piece, MAX_XML_BYTES + 1 - size))
                    size += len(parts[-1])
                    if size > MAX_XML_BYTES:
                        raise PageError("too-large", f"more than {MAX_XML_BYTES} bytes unpacked")
                    at += len(piece) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
                    piece = unpacker.unconsumed_tail
        except zlib.error as error:
            if not size:
                raise PageError("bad-gzip", str(error)) from error
            found.append(mends.CUT)
            return b"".join(parts)
        if not unpacker.eof:
            if not size:
                raise PageError("bad-gzip", "the file breaks off")
            found.append(mends.CUT)
            return b"".join(parts)
    if body[at:].strip(b"\0"):
        found.append(mends.TEXT_AFTER)
    return b"".join(parts)
