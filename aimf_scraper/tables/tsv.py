"""Tables with tabs, read strictly."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, get_args, get_origin

from aimf_scraper.tables.cells import Place, check_licence, checked, plain
from aimf_scraper.tables.rows import Row, Split, columns, set_place

if TYPE_CHECKING:
    from pathlib import Path

T = TypeVar("T", bound=Row)


def read_tsv(path: Path, row: type[T]) -> tuple[T, ...]:
    """Return the lines of a table with tabs.

    Raises:
        SetupError: a mistake in the file; the message names file and line.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    check_licence(path, lines)
    declared = columns(row)
    found: list[T] = []
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
            name: _cell(cell, kind, place, name)
            for cell, (name, kind) in zip(cells, declared.items(), strict=True)
        }
        made = row(**values)
        set_place(made, str(place))
        key = tuple(values[name] for name in row.key or declared)
        if key in seen:
            place.fail(f"{' '.join(map(str, key))!r} stands already in line {seen[key]}")
        seen[key] = number
        found.append(made)
    if not found:
        Place(path, len(lines)).fail("holds no line below its header")
    return tuple(found)


def _cell(cell: str, kind: Any, place: Place, name: str) -> Any:
    """Return one cell of a TSV as its column's type has it."""
    kind, marks = plain(kind)
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
    if kind is NoneType:
        if cell:
            place.fail(f"{name}: {cell!r} stands where the table has nothing to say")
        return None
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
    return checked(value, kind, marks, place, name)
