"""Tables with tabs, read strictly."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Final,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from aimf_scraper.tables.cells import Place, check_licence, checked, plain
from aimf_scraper.tables.rows import Row, Split, columns, set_place

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bound=Row)

#: More than the package has; several rules read one table, each for its own words.
_TABLES_KEPT: Final = 128


@dataclass(frozen=True, slots=True)
class _Column:
    """A column's type, taken apart once: to ask ``typing`` at each cell takes longer than the rest.

    ``allowed``: the values of a Literal. ``split``: what parts several values, each of which
    is an ``inner``. ``may_lack``: an empty cell is None.
    """

    kind: Any
    marks: tuple[Any, ...]
    allowed: frozenset[Any] = frozenset()
    split: str | None = None
    inner: _Column | None = None
    may_lack: bool = False


def read_tsv(path: Path, row: type[T]) -> tuple[T, ...]:
    """Return the lines of a table with tabs.

    Raises:
        SetupError: a mistake in the file; the message names file and line.
    """
    declared: Any = row  # mypy judges the hash of its rows, not its own
    return _rows(path, declared, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=_TABLES_KEPT)
def _rows(path: Path, row: Any, text: str) -> tuple[Any, ...]:
    """Return the rows of *text*, the table at *path*; nobody can change them."""
    lines = text.splitlines()
    check_licence(path, lines)
    declared = columns(row)
    kinds = [(name, _column(kind)) for name, kind in declared.items()]
    file = f"{path.parent.name}/{path.name}"
    found: list[Any] = []
    seen: dict[tuple[object, ...], int] = {}
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        place = Place(path, number)
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if header != list(declared):
                place.fail(f"the columns are {', '.join(declared)}, not {', '.join(header)}")
            continue
        if len(cells) != len(declared):
            place.fail(f"{len(cells)} cells, where the table has {len(declared)} columns")
        values = {
            name: _cell(cell, column, place, name)
            for cell, (name, column) in zip(cells, kinds, strict=True)
        }
        made = row(**values)
        set_place(made, f"{file}:{number}")
        key = tuple(values[name] for name in row.key or declared)
        if key in seen:
            place.fail(f"{' '.join(map(str, key))!r} stands already in line {seen[key]}")
        seen[key] = number
        found.append(made)
    if not found:
        Place(path, len(lines)).fail("holds no line below its header")
    return tuple(found)


def _column(kind: Any) -> _Column:
    """Return the type of a column, taken apart."""
    kind, marks = plain(kind)
    split = next((mark.mark for mark in marks if isinstance(mark, Split)), None)
    if split is not None:
        return _Column(kind, marks, split=split, inner=_column(get_args(kind)[0]))
    if get_origin(kind) in {Union, UnionType} and NoneType in get_args(kind):
        (kind,) = (one for one in get_args(kind) if one is not NoneType)
        return replace(_column(Annotated[(kind, *marks)] if marks else kind), may_lack=True)
    if get_origin(kind) is Literal:
        return _Column(kind, marks, allowed=frozenset(get_args(kind)))
    return _Column(kind, marks)


def _cell(cell: str, column: _Column, place: Place, name: str) -> Any:
    """Return one cell of a TSV as its column's type has it."""
    if cell in column.allowed:
        return cell
    if column.may_lack and not cell:
        return None
    if column.inner is not None:
        values = cell.split(column.split) if cell else []
        found = tuple(_cell(value, column.inner, place, name) for value in values)
        if len(set(found)) != len(found):
            place.fail(f"{name}: {cell!r} says something twice")
        return found
    if cell != cell.strip():
        place.fail(f'{name}: {cell!r} has blanks at an end ("_" stands for one that counts)')
    kind = column.kind
    if kind is str and cell and not column.marks:
        return cell
    if kind is NoneType:
        if cell:
            place.fail(f"{name}: {cell!r} stands where the table has nothing to say")
        return None
    value: Any = cell
    if kind in {int, float}:
        try:
            value = kind(cell)
        except ValueError:
            place.fail(f"{name}: {cell!r} is no number")
    return checked(value, kind, column.marks, place, name)
