"""Clean French text: one block a line, one plain space, NFC, no mojibake.

French typography stays as written: ’ « » œ and dashes. What goes: zero-width
and control characters, soft hyphens, icons of a font, no-break spaces (to plain ones), and the
traces of a wrong decoding, where there are any.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
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
#: Private characters: icons of a font, which part words as they are seen.
_ICONS: Final = dict.fromkeys(range(0xE000, 0xF900), " ")
_NOT_SEEN: Final = {**_INVISIBLE, **_ICONS}
#: What UTF-8 read as Latin-1 or Windows-1252 looks like: the lead bytes of
#: French letters and of curly punctuation, each followed by a continuation.
_SUSPICIOUS: Final = re.compile(
    "[ÃÂÅ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]|â(?:€|\u0080)|Ã |ï¿½"
)
#: A letter of UTF-8 read as Latin-1: the lead bytes of French, Romanian, Turkish and Vietnamese
#: letters and of curly punctuation, with what follows each. ``é`` and such lead nothing here:
#: "privé »" is French.
_LATIN_RUN: Final = re.compile("[ÂÃÄÅÆÈ][\u0080-\u00bf]|[áâ][\u0080-\u00bf]{2}")
#: Without one of these control characters no text is of that kind; ftfy knows the others.
_LATIN_TRACE: Final = re.compile("Ã[\u0080-\u009f]|â\u0080[\u0080-\u00bf]")
#: One of these stands in every suspicious text, and hardly in another: looked for first.
_TRACES: Final = ("Ã", "Â", "Å", "â€", "â\u0080", "ï¿½")
#: Such a letter alone between quotation marks is what the text is about: "« é » devient « Ã© »".
_QUOTED_TRACE: Final = re.compile(r"([«“\"]\s?[ÃÂÅâ][^\w\s»”\"]{1,2}\s?[»”\"])")
#: What French is written in; each letter of it is in NFC, and none combines.
_WESTERN: Final = "cp1252"
#: The bytes of what stays as it is: printable, and no lead of a ``_TRACES``.
_PLAIN: Final = b"\n" + "".join(
    char
    for char in bytes(set(range(0x20, 0x100)) - {0x81, 0x8D, 0x8F, 0x90, 0x9D}).decode(_WESTERN)
    if char.isprintable() and char not in "ÃÂÅï"
).encode(_WESTERN)
#: ftfy costs 0.1 ms a line; a text of 1 MB is mended line by line where needed.
_MAX_MENDS: Final = 4
_MAX_LINE: Final = 20_000
_MAX_REMEMBERED_CHARS: Final = 100_000


def clean_text(raw: str) -> str:
    r"""Clean *raw*; linear time, never raises; a clean text stays as it is.

    >>> clean_text("L’été\u00a0: 3,5\u202fM€ \n\n  Ã‰cole")
    'L’été : 3,5 M€\nÉcole'
    """
    return _clean(raw) if len(raw) > _MAX_REMEMBERED_CHARS else _remembered(raw)


@lru_cache(maxsize=16)
def _remembered(raw: str) -> str:
    """Clean *raw*: what the reader cleaned, the clean step is given a moment later."""
    return _clean(raw)


def _is_plain(text: str) -> bool:
    """Tell whether *text* is clean French, as most is: its bytes are looked at, which is quick."""
    try:
        raw = text.encode(_WESTERN)
    except UnicodeEncodeError:
        return False
    return (
        not raw.translate(None, _PLAIN)
        and b"  " not in raw.replace(b"\n", b" ")
        and b"\xe2\x80" not in raw
        and text == text.strip()
    )


def mend_latin(text: str) -> str:
    r"""Return *text* with UTF-8 that was read as Latin-1 read rightly; linear, never raises.

    Before anything else is done with it: half of each such letter is a control
    character or a no-break space, which cleaning takes away.

    >>> mend_latin("rÃ©fection de lâ\x80\x99Ã®le")
    'réfection de l’île'
    """
    for _ in range(_MAX_MENDS):
        if not _LATIN_TRACE.search(text):
            break
        text = _LATIN_RUN.sub(_as_utf8, text)
    return text


def _as_utf8(found: re.Match[str]) -> str:
    try:
        return found[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return found[0]


def _clean(raw: str) -> str:
    if _is_plain(raw):
        return raw
    if "\u00c3" in raw or "\u00e2\u0080" in raw:
        raw = mend_latin(raw)
    text = _clean_lines(raw)
    for _ in range(_MAX_MENDS):
        if not any(trace in text for trace in _TRACES) or not _SUSPICIOUS.search(text):
            break
        mended = _clean_lines("\n".join(_mend(line) for line in text.split("\n")))
        if mended == text:
            break
        text = mended
    return text


def _clean_lines(text: str) -> str:
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    lines = [line for raw_line in text.splitlines() if (line := _clean_line(raw_line))]
    return "\n".join(lines)


def _clean_line(line: str) -> str:
    # Most lines come clean: no zero-width, control or no-break character is printable.
    printable = line.isprintable()
    if printable and "  " not in line and line[:1] != " " and line[-1:] != " ":
        return line
    said = " ".join(line.split())
    if printable or said.isprintable():
        return said
    bare = said.translate(_NOT_SEEN)
    if not unicodedata.is_normalized("NFC", bare):
        bare = unicodedata.normalize("NFC", bare)
    return " ".join(bare.split())


def _mend(line: str) -> str:
    if not _SUSPICIOUS.search(line):
        return line
    pieces = [line[at : at + _MAX_LINE] for at in range(0, len(line), _MAX_LINE)]
    return "".join(
        part if odd % 2 else _fix()(part)
        for piece in pieces
        for odd, part in enumerate(_QUOTED_TRACE.split(piece))
    )


@cache
def _fix() -> Callable[[str], str]:
    from ftfy import TextFixerConfig, fix_encoding  # noqa: PLC0415 - 0.1 s that clean pages spare

    config = TextFixerConfig(unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False)
    return lambda text: fix_encoding(text, config)
