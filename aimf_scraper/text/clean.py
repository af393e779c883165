"""Clean French text: one block a line, one plain space, NFC, no mojibake.

French typography stays as written: ’ « » œ and dashes. What goes: zero-width
and control characters, soft hyphens, no-break spaces (to plain ones), and the
traces of a wrong decoding, where there are any.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_INVISIBLE: Final = dict.fromkeys(
    [
        *range(0x09),
        0x0E,
        0x0F,
        *range(0x10, 0x1C),
        0x7F,
        *range(0x80, 0x85),
        *range(0x86, 0xA0),
        0xAD,  # soft hyphen
        0x061C,
        0x180E,
        0x200B,  # zero-width space
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        *range(0xD800, 0xE000),  # lone surrogates
    ]
)
_HAS_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
#: What UTF-8 read as Latin-1 or Windows-1252 looks like: the lead bytes of
#: French letters and of curly punctuation, each followed by a continuation.
_SUSPICIOUS: Final = re.compile(
    "[ÃÂÅ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]|â(?:€|\u0080)|Ã |ï¿½"
)
_ENTITY: Final = re.compile(r"&(?:#[0-9]{2,5}|#x[0-9a-fA-F]{2,5}|[a-zA-Z]{2,8});")
#: ftfy costs 0.1 ms a line; a text of 1 MB is mended line by line where needed.
_MAX_LINE: Final = 20_000


def clean_text(raw: str) -> str:
    r"""Clean *raw*; linear time, never raises; a clean text stays as it is.

    >>> clean_text("L’été\u00a0: 3,5\u202fM€ \n\n  Ã‰cole")
    'L’été : 3,5 M€\nÉcole'
    """
    text = raw
    if _SUSPICIOUS.search(text):
        text = "\n".join(_mend(line) for line in text.splitlines())
    if _HAS_INVISIBLE.search(text):
        text = text.translate(_INVISIBLE)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _mend(line: str) -> str:
    if not _SUSPICIOUS.search(line):
        return line
    pieces = [line[at : at + _MAX_LINE] for at in range(0, len(line), _MAX_LINE)]
    return "".join(_fix()(piece) for piece in pieces)


@cache
def _fix() -> Callable[[str], str]:
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 - 0.1 s that clean pages spare

    config = TextFixerConfig(unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False)
    return lambda text: fix_encoding(text, config)
