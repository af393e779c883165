"""``corrections.csv``: read row by row, what cannot be used told with its line; written in place.

Written by spreadsheets of any country: UTF-8 with or without BOM, else the Windows code
page; commas or semicolons. A cell that a spreadsheet would run as a formula has an
apostrophe in front, as in the exports.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from aimf_scraper.corrections.fields import said_by, target_of
from aimf_scraper.text.formulas import guarded, unguarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from aimf_scraper.corrections.fields import Target

FILE_NAME: Final = "corrections.csv"
Action = Literal["confirm", "reject", "replace", "add"]
ACTIONS: Final[tuple[Action, ...]] = ("confirm", "reject", "replace", "add")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row, as it was written. ``when`` is free text, a date as a rule."""

    correction_id: str
    record_id: str
    field: str
    as_written: str
    action: str
    value: str = ""
    who: str = ""
    when: str = ""
    why: str = ""

    @property
    def target(self) -> Target:
        return target_of(self.field)

    @property
    def said(self) -> dict[str, Any]:
        """The fields that the value says."""
        return said_by(self.target, self.value)


COLUMNS: Final = tuple(one.name for one in fields(Correction))
_NEEDED: Final = COLUMNS[1:5]
_MAX_CELL: Final = 1_000_000
_MAX_QUOTE: Final = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """A row, or a file, that cannot be used. ``line`` 0: the whole file."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


@dataclass(frozen=True, slots=True)
class CorrectionTable:
    """What a file says. ``usable`` is ``False`` where not one row of it could be looked at."""

    corrections: tuple[Correction, ...] = ()
    problems: tuple[Problem, ...] = ()
    usable: bool = True

    def of_record(self, record_id: str) -> tuple[Correction, ...]:
        return tuple(one for one in self.corrections if one.record_id == record_id)


def read_corrections(path: Path) -> CorrectionTable:
    """Return what the file at *path* says; never raises for what stands in it."""
    try:
        text = _decoded(path.read_bytes())
    except FileNotFoundError:
        return CorrectionTable((), (), usable=False)
    except OSError as error:
        return CorrectionTable((), (Problem(0, f"can't be read ({error.strerror})"),), usable=False)
    found: list[Correction] = []
    problems: list[Problem] = []
    rows = _rows(text)
    try:
        head = [name.strip() for name in next(rows, (1, []))[1]]
        missing = [name for name in _NEEDED if name not in head]
        if missing:
            said = f"no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}"
            return CorrectionTable((), (Problem(1, said),), usable=False)
        strangers = [name for name in head if name and name not in COLUMNS]
        if strangers:
            said = f"column {', '.join(map(repr, strangers))} is not known and not read"
            problems.append(Problem(1, said))
        seen: set[str] = set()
        for line, cells in rows:
            if not any(cells):
                continue
            try:
                one = checked(dict(zip(head, cells, strict=False)))
            except ValueError as error:
                problems.append(Problem(line, str(error)))
                continue
            if one.correction_id in seen:
                said = f"the correction_id {one.correction_id!r} was used before"
                problems.append(Problem(line, said))
                continue
            seen.add(one.correction_id)
            found.append(one)
    except csv.Error as error:
        problems.append(Problem(0, f"not CSV from here on: {error}"))
    return CorrectionTable(tuple(found), tuple(problems))


def checked(cells: Mapping[str, str]) -> Correction:
    """Return the correction that *cells* say, by column.

    Raises:
        ValueError: it cannot be one.
    """
    told = {name: cells.get(name, "").strip() for name in COLUMNS if name != "value"}
    one = Correction(**told, value=cells.get("value", "").strip())
    if not one.record_id:
        raise ValueError("no record_id")
    if one.action not in ACTIONS:
        raise ValueError(f"no such action {one.action!r}: choose from {', '.join(ACTIONS)}")
    if not one.as_written:
        raise ValueError("as_written must quote the page: a fact is known by its words")
    if len(one.as_written) > _MAX_QUOTE:
        raise ValueError(f"as_written is longer than {_MAX_QUOTE} characters: quote less")
    said = one.said  # the field and the value are looked at here
    if one.action in {"replace", "add"} and not said:
        raise ValueError(f"{one.action} needs a value")
    return one if one.correction_id else replace(one, correction_id=id_of(one))


def id_of(one: Correction) -> str:
    """Return an id for a row without one: the same words, the same id."""
    said = (one.record_id, one.field, one.as_written, one.action, one.value)
    return f"c-{hashlib.sha256(chr(31).join(said).encode()).hexdigest()[:12]}"


def write_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Put *corrections* behind what *path* holds, all of it or nothing; the rows there stay."""
    try:
        held = path.read_bytes()
    except FileNotFoundError:
        held = b""
    text = io.StringIO()
    if held:
        old = _decoded(held)
        delimiter = _delimiter(old)
        head = next(_rows(old), (1, []))[1]
        if not old.endswith(("\n", "\r")):
            text.write("\r\n")
    else:
        delimiter, head = ",", list(COLUMNS)
    writer = csv.writer(text, delimiter=delimiter)
    if not held:
        writer.writerow(head)
    for one in corrections:
        writer.writerow([guarded(str(getattr(one, name, ""))) for name in head])
    if _is_windows(held):  # its code page may lack a letter of what is added
        held = _decoded(held).encode("utf-8-sig")
    added = text.getvalue().encode()
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(held + added)
    fresh.replace(path)


def _decoded(body: bytes) -> str:
    if _is_windows(body):
        return body.decode("cp1252", "replace")
    return body.decode("utf-8-sig")


def _is_windows(body: bytes) -> bool:
    try:
        body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return False


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",;\t", key=head.count)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row with the line on which it begins."""
    csv.field_size_limit(_MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    line = 1
    for row in reader:
        yield line, [unguarded(cell) for cell in row]
        line = reader.line_num + 1
