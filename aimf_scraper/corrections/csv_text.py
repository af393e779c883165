"""CSV as spreadsheets of any country write it: bytes in, rows with their lines out.

UTF-8 with or without BOM, UTF-16 with one, else the Windows code page; commas, semicolons or tabs. A cell that a
spreadsheet would run as a formula has an apostrophe in front, as in the exports.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.text.formulas import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_CELL: Final = 1_000_000
_LINE_END: Final = re.compile(r"[\r\n]")
#: The first line with which Excel is told how cells are parted, and which it writes now and then.
_SEPARATOR: Final = re.compile(r'"?sep=([,;\t|])"?', re.IGNORECASE)
#: What Excel's "Unicode text" begins with.
_TWO_BYTES: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: A line as ``csv`` counts them.
_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def lines_of(body: bytes) -> list[bytes]:
    """Return the lines of a file, each with its end."""
    return _LINE.findall(body)


def decoded(body: bytes) -> str:
    """Return the text of a file; a letter that its encoding does not have is U+FFFD."""
    if body.startswith(_TWO_BYTES):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def in_utf8(body: bytes) -> bytes:
    """Return *body* itself where more text can be put behind it as UTF-8, else the same text as that."""
    try:
        if not body.startswith(_TWO_BYTES):
            body.decode("utf-8-sig")
            return body
    except UnicodeDecodeError:
        pass
    return decoded(body).encode("utf-8-sig")


def delimiter_of(text: str) -> str:
    """Return what parts the cells: what Excel's own first line says, else what the head has most of."""
    head = _first_line(text)
    said = _SEPARATOR.fullmatch(head)
    return said[1] if said else max(",;\t", key=head.count)


def _first_line(text: str) -> str:
    return _LINE_END.split(text, maxsplit=1)[0]


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the line on which it begins; the first is the head."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    line = 1
    for row in reader:
        if line > 1 or not _SEPARATOR.fullmatch(_first_line(text)):
            yield line, [unguarded(cell) for cell in row]
        line = reader.line_num + 1
