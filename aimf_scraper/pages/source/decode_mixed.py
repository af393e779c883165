"""Bytes that claim to be UTF-8 and are not, or not all of them, as text; accents escaped twice."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Final

_HANDLER: Final = "aimf-cp1252"
#: "r&amp;eacute;union": a letter of a word that was escaped, and its ampersand once more.
_TWICE: Final = re.compile(
    rb"&amp;([aeioucyAEIOUCY](?:acute|grave|circ|uml|cedil);|(?:oe|OE)lig;|rsquo;|nbsp;|[lr]aquo;|#0?39;|#82(?:17|11);)"
)
_IN_WORD: Final = re.compile(rb"&amp;[aeiouc](?:acute|grave|circ|uml|cedil);[a-z]")
#: A page that shows so many in its words does not speak about entities.
_MIN_TWICE: Final = 2
_SHOWS_CODE: Final = re.compile(rb"<(?:code|pre|kbd|samp)[ >]")


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, where PHP of old took them from."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    amiss = error.object[error.start : error.end]
    return amiss.decode("cp1252", "replace"), error.end


codecs.register_error(_HANDLER, _as_cp1252)


def decode_mixed(body: bytes) -> tuple[str, bool]:
    r"""Return *body* as text, and whether all of it was what its byte order mark or UTF-8 says.

    >>> decode_mixed(b"caf\xe9 \xc3\xa9t\xc3\xa9")
    ('café été', False)
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            try:
                return body.decode(encoding), True
            except UnicodeDecodeError:
                if encoding != "utf-8-sig":
                    return body.decode(encoding, "replace"), False
                return body[len(mark) :].decode("utf-8", _HANDLER), False
    try:
        return body.decode("utf-8"), True
    except UnicodeDecodeError:
        return body.decode("utf-8", _HANDLER), False


def without_double_entities(html: bytes) -> bytes:
    """Return *html* with the accents of its words escaped once, where they are escaped twice; linear.

    A page that shows code is left as it is: it may speak of entities.
    """
    if b"&amp;eacute;" not in html:  # the commonest; to look for one takes a tenth of the time
        return html
    in_words = (
        one for one in _IN_WORD.finditer(html) if html[one.start() - 1 : one.start()].isalpha()
    )
    if sum(1 for _ in islice(in_words, _MIN_TWICE)) < _MIN_TWICE or _SHOWS_CODE.search(html):
        return html
    return _TWICE.sub(rb"&\1", html)
