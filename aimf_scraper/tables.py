"""Tables of data, read strictly: the only reader of the .tsv and .toml files that ship with the package.

A table's columns are declared once, as a class of ``Row``; an annotation says what a
cell may hold:

- ``str``: some text; ``str | None``: may be empty; no blanks at either end;
- ``Literal["a", "b"]``: one of these; a value that is not is refused, so what comes out is checked;
- ``int``, ``float``, ``Annotated[float, Range(0, 1)]``; ``bool`` (in TOML);
- ``Annotated[str, Regex()]``: a regular expression that compiles and repeats nothing without bound;
- ``Annotated[str, Blanks()]``: "_" at an end stands for a blank that counts;
- ``tuple[...]`` of any of these: an array in TOML, in TSV with ``Annotated[..., Split("|")]``;
- another ``Row``, or a tuple of them: a table or an array of tables in TOML.

Every file begins with comments, and one of them names its licence. Every mistake raises
SetupError with the file and the line, before anything is read with it.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from functools import cache
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    ClassVar,
    Final,
    Literal,
    NoReturn,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from aimf_scraper.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

_LICENCE: Final = re.compile(r"#.*\blicen[cs]e: \S", re.IGNORECASE)


class Row:
    """A line of a table: a frozen dataclass whose fields are the columns, in their order.

    ``key``: the columns that no two lines may share; all of them where it is empty.
    """

    __slots__ = ()
    key: ClassVar[tuple[str, ...]] = ()


T = TypeVar("T", bound=Row)


@dataclass(frozen=True, slots=True)
class Range:
    """A number from ``least`` to ``most``, both included."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression whose repeats are bounded: hostile text must cost linear time."""


@dataclass(frozen=True, slots=True)
class Blanks:
    """A phrase in which "_" at either end is a blank that counts."""


@dataclass(frozen=True, slots=True)
class Split:
    """Values of one cell, parted by ``mark``; an empty cell holds none."""

    mark: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands, for messages."""

    path: Path
    line: int

    def fail(self, what: str) -> NoReturn:
        raise SetupError(f"{self.path.name}, line {self.line}: {what}")


def read_tsv(path: Path, row: type[T]) -> tuple[T, ...]:
    """Return the lines of a table with tabs.

    Raises:
        SetupError: a mistake in the file; the message names file and line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    _check_licence(path, lines)
    columns = _columns(row)
    found: list[T] = []
    seen: dict[tuple[object, ...], int] = {}
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        place = _Place(path, number)
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != list(columns):
                place.fail(f"the columns are {', '.join(columns)}, not {', '.join(header)}")
            continue
        if len(cells) != len(columns):
            place.fail(f"{len(cells)} cells, where the table has {len(columns)} columns")
        values = {
            name: _cell(cell, kind, place, name)
            for cell, (name, kind) in zip(cells, columns.items(), strict=True)
        }
        made = row(**values)
        key = tuple(values[name] for name in row.key or columns)
        if key in seen:
            place.fail(f"{' '.join(map(str, key))!r} stands already in line {seen[key]}")
        seen[key] = number
        found.append(made)
    if not found:
        _Place(path, len(lines)).fail("holds no line below its header")
    return tuple(found)


def read_toml(path: Path, root: type[T]) -> T:
    """Return a TOML file as the *root* that declares its tables.

    Raises:
        SetupError: a mistake in the file; the message names file and line.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    _check_licence(path, lines)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SetupError(f"{path.name}: {error}") from error  # tomllib names the line itself
    return _table(data, root, _Within(path, lines, 0), "")


def _check_licence(path: Path, lines: list[str]) -> None:
    for line in lines:
        if not line.startswith("#"):
            break
        if _LICENCE.match(line):
            return
    _Place(path, 1).fail('no comment at the head names the licence ("# Licence: ...")')


def _columns(row: Any) -> dict[str, Any]:
    return _declared(row)[0]


def _optional(row: Any) -> frozenset[str]:
    return _declared(row)[1]


@cache
def _declared(row: Any) -> tuple[dict[str, Any], frozenset[str]]:
    """Return the columns that a class of ``Row`` declares with their types, and which may lack in TOML."""
    hints = get_type_hints(row, include_extras=True)
    columns = {one.name: hints[one.name] for one in fields(row)}
    return columns, frozenset(one.name for one in fields(row) if one.default is not MISSING)


def _cell(cell: str, kind: Any, place: _Place, name: str) -> Any:
    """Return one cell of a TSV as its column's type has it."""
    kind, marks = _plain(kind)
    split = next((mark.mark for mark in marks if isinstance(mark, Split)), None)
    if split is not None:
        (inner, *_) = get_args(kind)
        values = cell.split(split) if cell else []
        found = tuple(_cell(value, inner, place, name) for value in values)
        if len(set(found)) != len(found):
            place.fail(f"{name}: {cell!r} says something twice")
        return found
    if cell != cell.strip():
        place.fail(f'{name}: {cell!r} has blanks at an end ("_" stands for one that counts)')
    if get_origin(kind) in {Union, UnionType} and NoneType in get_args(kind):
        if not cell:
            return None
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        return _cell(cell, Annotated[(kind, *marks)] if marks else kind, place, name)
    value: Any = cell
    if kind in {int, float}:
        try:
            value = kind(cell)
        except ValueError:
            place.fail(f"{name}: {cell!r} is no number")
    return _checked(value, kind, marks, place, name)


def _checked(value: Any, kind: Any, marks: tuple[Any, ...], place: _Place, name: str) -> Any:
    """Return *value*, which is what its type says it is."""
    if get_origin(kind) is Literal:
        allowed = get_args(kind)
        if value not in allowed:
            place.fail(f"{name}: {value!r} is none of {', '.join(map(str, allowed))}")
        return value
    if kind is float and type(value) is int:
        value = float(value)
    if type(value) is not kind:
        place.fail(f"{name}: {value!r} is no {kind.__name__}")
    if value == "":
        place.fail(f"{name}: is empty")
    for mark in marks:
        if isinstance(mark, Range) and not mark.least <= value <= mark.most:
            place.fail(f"{name}: {value:g} is not from {mark.least:g} to {mark.most:g}")
        if isinstance(mark, Regex):
            _check_regex(value, place, name)
        if isinstance(mark, Blanks):
            value = _with_blanks(value)
    return value


def _with_blanks(phrase: str) -> str:
    core = phrase.strip("_")
    before = len(phrase) - len(phrase.lstrip("_"))
    return f"{' ' * before}{core}{' ' * (len(phrase) - before - len(core))}"


def _check_regex(pattern: str, place: _Place, name: str) -> None:
    try:
        endless = width(pattern) >= ENDLESS
    except re.error as error:
        place.fail(f"{name}: {pattern!r} is no regular expression: {error}")
    if endless:
        place.fail(f"{name}: {pattern!r} repeats something without bound")


#: A width that no bounded expression reaches.
ENDLESS: Final = 100_000


@cache
def width(pattern: str) -> int:
    """Return the most characters that a match of *pattern* may have; ``ENDLESS`` or more: no bound.

    >>> width("ab{1,3}c?"), width("(?<=x)a(?=yz)"), width("a*") >= ENDLESS
    (5, 1, True)
    """
    # The standard library works this out for itself and has no public name for it.
    parser: Any = importlib.import_module("re._parser")
    return int(parser.parse(pattern).getwidth()[1])


def _plain(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without what ``Annotated`` says of it, and that."""
    if get_origin(kind) is Annotated:
        return get_args(kind)[0], kind.__metadata__
    return kind, ()


@dataclass(frozen=True, slots=True)
class _Within:
    """A part of a TOML file: its lines from ``start`` on, to find where something stands."""

    path: Path
    lines: list[str]
    start: int

    def at(self, wanted: str) -> _Within:
        """Return the part that begins with the next line that holds *wanted*."""
        for number in range(self.start, len(self.lines)):
            line = self.lines[number]
            if wanted in line and not line.startswith("#"):
                return _Within(self.path, self.lines, number)
        return self

    def key(self, name: str) -> _Within:
        """Return the part that begins with the key or the table *name*."""
        is_key = re.compile(rf"\s*(?:\[\[?(?:[\w.]*\.)?)?{re.escape(name)}\s*[\]=.]")
        for number in range(self.start, len(self.lines)):
            if is_key.match(self.lines[number]):
                return _Within(self.path, self.lines, number)
        return self

    @property
    def place(self) -> _Place:
        return _Place(self.path, self.start + 1)


def _table(data: Any, row: type[T], within: _Within, name: str) -> T:
    """Return a table of a TOML file as *row* declares it."""
    if not isinstance(data, dict):
        within.place.fail(f"{name}: is no table")
    columns = _columns(row)
    for key in data:
        if key not in columns:
            within.key(key).place.fail(f"{key!r} is none of {', '.join(columns)}")
    values = {}
    for column, kind in columns.items():
        if column in data:
            values[column] = _value(data[column], kind, within.key(column), column)
        elif column not in _optional(row):
            within.place.fail(f"{name + ': ' if name else ''}has no {column!r}")
    return row(**values)


def _value(value: Any, kind: Any, within: _Within, name: str) -> Any:
    """Return one value of a TOML file as its type has it."""
    kind, marks = _plain(kind)
    if get_origin(kind) in {Union, UnionType}:
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            within.place.fail(f"{name}: is no array")
        return _array(value, get_args(kind)[0], within, name)
    if get_origin(kind) is dict:
        if not isinstance(value, dict):
            within.place.fail(f"{name}: is no table")
        inner = get_args(kind)[1]
        return {key: _value(one, inner, within.key(key), key) for key, one in value.items()}
    if isinstance(kind, type) and issubclass(kind, Row):
        return _table(value, kind, within, name)
    if isinstance(value, str) and value != value.strip() and not _any_regex(marks):
        within.place.fail(f"{name}: {value!r} has blanks at an end")
    return _checked(value, kind, marks, within.place, name)


def _any_regex(marks: tuple[Any, ...]) -> bool:
    """Return whether a value is an expression, in which a blank at an end is plainly seen."""
    return any(isinstance(mark, Regex) for mark in marks)


def _array(values: list[Any], kind: Any, within: _Within, name: str) -> tuple[Any, ...]:
    found = []
    at = within
    for number, value in enumerate(values):
        if isinstance(value, dict):
            at = at if number == 0 else _Within(at.path, at.lines, at.start + 1).key(name)
        elif isinstance(value, str):
            at = at.at(value.replace("\\", "\\\\"))
        one = _value(value, kind, at, name)
        if one in found and not isinstance(one, Row):
            at.place.fail(f"{name}: {value!r} stands there twice")
        found.append(one)
    return tuple(found)
