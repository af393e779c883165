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
from typing import TYPE_CHECKING, Any, Final, Self

from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

_MOST_CHARS: Final = 32_767
_CUT: Final = "[…]"
#: A spreadsheet's numbers are floats: a whole number above is told as text, to the last digit.
_MOST_EXACT: Final = 2**53
#: Of a sheet; openpyxl keeps each in memory. The addresses beyond are plain texts.
_MOST_LINKS: Final = 2_000
_MOST_ROWS: Final = 1_048_575
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: Any moment, always the same one; zip knows none before 1980.
_MOMENT: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's times have no zone
_ZIPPED_AT: Final = (2000, 1, 1, 0, 0, 0)
_CORE: Final = "docProps/core.xml"
_SAVED_AT: Final = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]{8,20}Z?<")
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows`` behind a ``head``. ``widths``: characters by column; ``links``: columns of addresses."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Mapping[str, int] = field(default_factory=dict)
    links: frozenset[str] = frozenset()


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write *sheets* with their rows to *path*."""
    with Workbook(path) as book:
        for one in sheets:
            page = book.page(one)
            for row in one.rows:
                page.append(row)


class Workbook:
    """A workbook under way: pages may be filled in turn. It is written at the end of the ``with``."""

    def __init__(self, path: Path) -> None:
        import openpyxl  # noqa: PLC0415 - 0.3 s that only who writes one waits for

        self._path = path
        self._book = openpyxl.Workbook(write_only=True)
        self._book.properties.created = self._book.properties.modified = _MOMENT

    def __enter__(self) -> Self:
        return self

    def page(self, sheet: Sheet) -> Page:
        """Return a new page with the head of *sheet*; its rows are the caller's to append."""
        return Page(self._book.create_sheet(sheet.name), sheet)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        raw = self._path.with_name(f".{self._path.name}.raw")
        self._book.save(raw)  # also where an error came: its temporary files go with it
        if error is None:
            _write_stamped(raw, self._path)
        raw.unlink()


class Page:
    """A page of a workbook. ``left_out``: rows for which a spreadsheet has no room."""

    def __init__(self, page: Any, sheet: Sheet) -> None:
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
        from openpyxl.styles import Font  # noqa: PLC0415 - as above
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - as above

        self._page, self._sheet, self._cell = page, sheet, WriteOnlyCell
        self._linked = Font(color="0563C1", underline="single")
        self.rows = self.left_out = self._link_count = 0
        page.freeze_panes = "A2"
        for number, name in enumerate(sheet.head, 1):
            width = sheet.widths.get(name, max(10, min(24, len(name) + 4)))
            page.column_dimensions[get_column_letter(number)].width = width
        bold = Font(bold=True)
        heads = [WriteOnlyCell(page, value=name) for name in sheet.head]
        for head in heads:
            head.font = bold
        page.append(heads)

    def append(self, row: Sequence[Any]) -> None:
        if self.rows == _MOST_ROWS:
            self.left_out += 1
            return
        self.rows += 1
        pairs = zip(self._sheet.head, row, strict=True)
        self._page.append([self._filled(name, value) for name, value in pairs])

    def _filled(self, name: str, value: Any) -> Any:
        told = cell_value(value)
        if not isinstance(told, str):
            return told
        is_link = name in self._sheet.links and self._link_count < _MOST_LINKS and _is_address(told)
        if not is_link and not told.startswith("="):
            return told
        cell = self._cell(self._page, value=told)
        cell.data_type = "s"  # "=1+1" is a text as well
        if is_link:
            self._link_count += 1
            cell.hyperlink = told
            cell.font = self._linked
        return cell


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
                if entry.filename == _CORE:
                    # openpyxl writes down when it saved, whatever it was told.
                    target.write(_SAVED_AT.sub(_MOMENT.isoformat().encode() + b"Z<", source.read()))
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
