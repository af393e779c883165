"""CSV as spreadsheets of any country write it: bytes in, rows with their lines out.

UTF-8 with or without BOM, else the Windows code page; commas, semicolons or tabs. A cell that a
spreadsheet would run as a formula has an apostrophe in front, as in the exports.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.text.formulas import unguarded

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAX_CELL: Final = 1_000_000
#: A line as ``csv`` counts them.
_LINE: Final = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def lines_of(body: bytes) -> list[bytes]:
    """Return the lines of a file, each with its end."""
    return _LINE.findall(body)


def decoded(body: bytes) -> str:
    if is_windows(body):
        return body.decode("cp1252", "replace")
    return body.decode("utf-8-sig")


def is_windows(body: bytes) -> bool:
    try:
        body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return False


def delimiter_of(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the line on which it begins."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    line = 1
    for row in reader:
        yield line, [unguarded(cell) for cell in row]
        line = reader.line_num + 1
