"""TOML files, read strictly."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin

from aimf_scraper.errors import SetupError
from aimf_scraper.tables.cells import Place, check_licence, checked, plain
from aimf_scraper.tables.rows import Regex, Row, columns, optional, set_place

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bound=Row)


def read_toml(path: Path, root: type[T]) -> T:
    """Return a TOML file as the *root* that declares its tables.

    Raises:
        SetupError: a mistake in the file; the message names file and line.
    """
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    check_licence(path, lines)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SetupError(
            f"{path.parent.name}/{path.name}: {error}"
        ) from error  # tomllib names the line itself
    return _table(data, root, _Within(path, lines, 0), "")


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

    def header(self, name: str) -> _Within:
        """Return the part that begins with the next ``[[name]]``."""
        is_header = re.compile(rf"\s*\[\[(?:[\w.]*\.)?{re.escape(name)}\]")
        for number in range(self.start + 1, len(self.lines)):
            if is_header.match(self.lines[number]):
                return _Within(self.path, self.lines, number)
        return self

    @property
    def body(self) -> _Within:
        """The part below the table's own header."""
        has_header = self.lines[self.start : self.start + 1] and self.lines[
            self.start
        ].lstrip().startswith("[")
        return _Within(self.path, self.lines, self.start + bool(has_header))

    @property
    def place(self) -> Place:
        return Place(self.path, self.start + 1)


def _table(data: Any, row: type[T], within: _Within, name: str) -> T:
    """Return a table of a TOML file as *row* declares it."""
    if not isinstance(data, dict):
        within.place.fail(f"{name}: is no table")
    declared = columns(row)
    keys = {key.replace("-", "_"): key for key in data}
    for column, key in keys.items():
        if column not in declared:
            within.body.key(key).place.fail(f"{key!r} is none of {', '.join(declared)}")
    values = {}
    for column, kind in declared.items():
        if column in keys:
            key = keys[column]
            values[column] = _value(data[key], kind, within.body.key(key), key)
        elif column not in optional(row):
            within.place.fail(f"{name + ': ' if name else ''}has no {column!r}")
    made = row(**values)
    set_place(made, str(within.place))
    return made


def _value(value: Any, kind: Any, within: _Within, name: str) -> Any:
    """Return one value of a TOML file as its type has it."""
    kind, marks = plain(kind)
    if get_origin(kind) in {Union, UnionType}:
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        kind, marks = plain(kind)
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
    return checked(value, kind, marks, within.place, name)


def _any_regex(marks: tuple[Any, ...]) -> bool:
    """Return whether a value is an expression, in which a blank at an end is plainly seen."""
    return any(isinstance(mark, Regex) for mark in marks)


def _array(values: list[Any], kind: Any, within: _Within, name: str) -> tuple[Any, ...]:
    found = []
    at = within
    for number, value in enumerate(values):
        if isinstance(value, dict):
            at = at if number == 0 else at.header(name)
        elif isinstance(value, str):
            at = at.at(value.replace("\\", "\\\\"))
        one = _value(value, kind, at, name)
        if one in found and not isinstance(one, Row):
            at.place.fail(f"{name}: {value!r} stands there twice")
        found.append(one)
    return tuple(found)
