"""``corrections.csv``: read row by row, what cannot be used told with its line; written in place.

Whatever is written is read back before it takes the file's place: a row that a damaged file
would swallow is not written at all.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from aimf_scraper.corrections.csv_text import decoded, delimiter_of, in_utf8, lines_of, rows_of
from aimf_scraper.corrections.fields import said_by, target_of
from aimf_scraper.errors import UsageError
from aimf_scraper.text.formulas import guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
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
_MAX_QUOTE: Final = 2_000
_TAKEN: Final = "was used before"


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
        body = path.read_bytes()
    except FileNotFoundError:
        return CorrectionTable((), (), usable=False)
    except OSError as error:
        return CorrectionTable((), (Problem(0, f"can't be read ({error.strerror})"),), usable=False)
    return table_of(body)


def table_of(body: bytes) -> CorrectionTable:
    """Return what a file of these bytes says; never raises."""
    text = decoded(body)
    found: list[Correction] = []
    problems: list[Problem] = []
    rows = rows_of(text)
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
                said = f"the correction_id {one.correction_id!r} {_TAKEN}"
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


def write_corrections(path: Path, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Put *corrections* behind what *path* holds, all of it or nothing; the rows there stay.

    Return them as the file says them now: its columns may be others than ours.

    Raises:
        UsageError: they could not be read back from it; the file is as it was.
    """
    new = tuple(corrections)
    held = _held(path)
    if not decoded(held).strip():  # saved by an editor that had nothing to save
        held = b""
    text = io.StringIO()
    if held:
        old = decoded(held)
        delimiter = delimiter_of(old)
        head = [name.strip() for name in next(rows_of(old), (1, []))[1]]
        if not old.endswith(("\n", "\r")):
            text.write("\r\n")
    else:
        delimiter, head = ",", list(COLUMNS)
    writer = csv.writer(text, delimiter=delimiter)
    if not held:
        writer.writerow(head)
    for one in new:
        writer.writerow([guarded(str(getattr(one, name, ""))) for name in head])
    # A code page may lack a letter of what is added.
    fresh = in_utf8(held) + text.getvalue().encode()
    before, after = table_of(held), table_of(fresh)
    added = after.corrections[len(before.corrections) :]
    is_whole = [*map(_decision, added)] == [*map(_decision, new)] and (
        after.corrections[: len(before.corrections)] == before.corrections
    )
    if not is_whole or (held and not before.usable):
        raise UsageError(
            f"{path} can't be written: {_obstacle(before, after, head)}; mend it first"
        )
    _replace(path, fresh)
    return added


def take_out(path: Path, one: Correction) -> bool:
    """Take the row that says just *one* out of the file at *path*; every other row stays as it is.

    Return whether it was there.

    Raises:
        UsageError: the file cannot be written, or which lines are that row is not certain.
    """
    held = in_utf8(_held(path))
    before = table_of(held).corrections
    if one not in before:
        return False
    lines = lines_of(held)
    places = [(begin, end) for other, begin, end in _placed(held) if other == one]
    fresh = held
    if len(places) == 1:
        fresh = b"".join([*lines[: places[0][0] - 1], *lines[places[0][1] - 1 :]])
    if table_of(fresh).corrections != tuple(other for other in before if other != one):
        raise UsageError(
            f"{path}: row {one.correction_id} can't be told apart: take it out by hand"
        )
    _replace(path, fresh)
    return True


def _placed(body: bytes) -> Iterator[tuple[Correction, int, int]]:
    """Yield every correction of a file with its first line and the one behind its last."""
    told: list[tuple[int, list[str]]] = []
    with contextlib.suppress(csv.Error):  # what stands behind is no row
        for row in rows_of(decoded(body)):
            told.append(row)  # noqa: PERF402 - those before an error stay
    if not told:
        return
    head = [name.strip() for name in told[0][1]]
    ends = [line for line, _ in told[1:]] + [len(lines_of(body)) + 1]
    for (line, cells), end in zip(told, ends, strict=True):
        try:
            yield checked(dict(zip(head, cells, strict=False))), line, end
        except ValueError:  # no row of ours
            continue


def _decision(one: Correction) -> tuple[str, ...]:
    """Return what a row must say, whatever columns a file has; the rest says who and why."""
    return one.record_id, one.field, one.as_written, one.action, one.value


def _obstacle(before: CorrectionTable, after: CorrectionTable, head: Sequence[str]) -> str:
    missing = [name for name in (*_NEEDED, "value") if name not in head]
    if missing:
        return f"it has no column {', '.join(missing)}"
    if before.problems and not before.usable:
        return str(before.problems[0])
    repeated = [str(one) for one in after.problems[len(before.problems) :] if _TAKEN in one.reason]
    return next(iter(repeated), "a quotation mark is opened near its end and not closed")


def _held(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise UsageError(f"{path} can't be read ({error.strerror})") from error


def _replace(path: Path, body: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(body)
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        said = "; is it open in a spreadsheet?" if isinstance(error, PermissionError) else ""
        raise UsageError(f"{path} can't be written ({error.strerror}{said})") from error
