"""One value of a table, checked against its column's type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NoReturn, get_args, get_origin

from aimf_scraper.errors import SetupError
from aimf_scraper.tables.expressions import ENDLESS, width
from aimf_scraper.tables.rows import Blanks, Range, Regex, Shape

if TYPE_CHECKING:
    from pathlib import Path

_LICENCE: Final = re.compile(r"#.*\blicen[cs]e: \S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, for messages."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}:{self.line}"

    def fail(self, what: str) -> NoReturn:
        raise SetupError(f"{self.path.parent.name}/{self.path.name}, line {self.line}: {what}")


def check_licence(path: Path, lines: list[str]) -> None:
    for line in lines:
        if not line.startswith("#"):
            break
        if _LICENCE.match(line):
            return
    Place(path, 1).fail('no comment at the head names the licence ("# Licence: ...")')


def checked(value: Any, kind: Any, marks: tuple[Any, ...], place: Place, name: str) -> Any:
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
        if isinstance(mark, Shape) and not re.fullmatch(mark.pattern, value):
            place.fail(f"{name}: {value!r} is not of the form {mark.pattern}")
        if isinstance(mark, Regex):
            _check_regex(value, place, name)
        if isinstance(mark, Blanks):
            value = _with_blanks(value)
    return value


def _with_blanks(phrase: str) -> str:
    core = phrase.strip("_")
    before = len(phrase) - len(phrase.lstrip("_"))
    return f"{' ' * before}{core}{' ' * (len(phrase) - before - len(core))}"


def _check_regex(pattern: str, place: Place, name: str) -> None:
    try:
        endless = width(pattern) >= ENDLESS
    except re.error as error:
        place.fail(f"{name}: {pattern!r} is no regular expression: {error}")
    if endless:
        place.fail(f"{name}: {pattern!r} repeats something without bound")


def plain(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without what ``Annotated`` says of it, and that."""
    if get_origin(kind) is Annotated:
        return get_args(kind)[0], kind.__metadata__
    return kind, ()
