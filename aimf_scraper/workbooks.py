"""XLSX: sheets with typed cells, frozen heads and links; the same rows, the same bytes.

Rows are streamed, so a large table costs no memory. What a spreadsheet cannot hold is
mended: control characters become "\N{REPLACEMENT CHARACTER}", a text over 32,767
characters is cut and ends with "[…]". Texts are texts: no cell is ever a formula.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_MOST_CHARS: Final = 32_767
_CUT: Final = "[…]"
#: A spreadsheet's numbers are floats: a whole number above is told as text, to the last digit.
_MOST_EXACT: Final = 2**53
_MOST_ROWS: Final = 1_048_575
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Any moment, always the same one; zip knows none before 1980.
_MOMENT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
_ZIPPED_AT: Final = (2000, 1, 1, 0, 0, 0)
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` behind a ``head``. ``widths``: characters by column; ``links``: columns of addresses."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Mapping[str, int] = field(default_factory=dict)
    links: frozenset[str] = frozenset()


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> list[int]:
    """Write *sheets* to *path*; return how many rows each got.

    A sheet takes 1,048,575 rows; what is more is left out, and the count says so.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - 0.3 s that only who writes one waits for

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _MOMENT
    counts = [_fill(book.create_sheet(one.name), one) for one in sheets]
    raw = path.with_name(f".{path.name}.raw")
    book.save(raw)
    _write_stamped(raw, path)
    raw.unlink()
    return counts


def _fill(page: Any, sheet: Sheet) -> int:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

    page.freeze_panes = "A2"
    for number, name in enumerate(sheet.head, 1):
        width = sheet.widths.get(name, max(10, min(24, len(name) + 4)))
        page.column_dimensions[get_column_letter(number)].width = width
    bold = Font(bold=True)
    linked = Font(color="0563C1", underline="single")

    def head(name: str) -> Any:
        cell = WriteOnlyCell(page, value=name)
        cell.font = bold
        return cell

    page.append([head(name) for name in sheet.head])
    count = 0
    for row in sheet.rows:
        if count == _MOST_ROWS:
            break
        cells = []
        for name, value in zip(sheet.head, row, strict=True):
            cell = WriteOnlyCell(page, value=cell_value(value))
            if isinstance(value, str):
                cell.data_type = "s"  # "=1+1" is a text as well
                if name in sheet.links and _is_address(value):
                    cell.hyperlink = value
                    cell.font = linked
            cells.append(cell)
        page.append(cells)
        count += 1
    return count


def cell_value(value: Any) -> Any:
    r"""Return *value* as a cell holds it.

    >>> cell_value("a\x00b"), cell_value([1, "x"]), cell_value(2**60), cell_value(None)
    ('a\ufffdb', '1; x', '1152921504606846976', None)
    """
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(one) for one in value)
    if isinstance(value, bool) or value is None or isinstance(value, (float, date)):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _MOST_EXACT else str(value)
    text = _NOT_XML.sub("\ufffd", str(value))
    return text if len(text) <= _MOST_CHARS else f"{text[: _MOST_CHARS - len(_CUT)]}{_CUT}"


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and len(text) < 2_000 and text.isprintable()


def _write_stamped(raw: Path, path: Path) -> None:
    """Pack the entries of *raw* anew, each with the same time, so that two exports are equal."""
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            stamped = zipfile.ZipInfo(entry.filename, _ZIPPED_AT)
            stamped.compress_type = zipfile.ZIP_DEFLATED
            with old.open(entry) as source, new.open(stamped, "w") as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)


def read_rows(path: Path) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield the rows of a workbook's first sheet with their numbers, values for formulas.

    Raises:
        UsageError: it is no workbook.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror})") from error
    except Exception as error:  # openpyxl raises whatever its XML reader or zip does
        raise UsageError(f"{path}: not a workbook that can be read: {error}") from error
    try:
        yield from enumerate(book.worksheets[0].iter_rows(values_only=True), 1)
    finally:
        book.close()
