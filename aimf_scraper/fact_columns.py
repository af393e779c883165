"""What a fact's class says of its fields: the columns that hold them, the values that they may have."""

from __future__ import annotations

from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from aimf_scraper.records import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

Data = dict[str, Any]
SqlType = Literal["TEXT", "INTEGER", "REAL"]

#: The field that no column holds: evidence has a table of its own.
EVIDENCE: Final = "evidence"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the ``field`` of a fact's JSON that it holds, and how.

    ``packed``: a list or an object, held as JSON text.
    """

    name: str
    field: str
    sql_type: SqlType
    optional: bool = False
    packed: bool = False


@cache
def columns_of(fact: type, without: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Return a column for each field of *fact*, a dataclass, in its order, evidence apart.

    Raises:
        TypeError: a field's type has no column.
    """
    hints = get_type_hints(fact)
    return tuple(
        _column(one.name, hints[one.name])
        for one in fields(fact)
        if one.name not in {EVIDENCE, *without}
    )


def _column(name: str, hint: Any) -> Column:
    kinds = _plain_types(hint)
    optional = NoneType in kinds
    kinds -= {NoneType}
    if kinds and all(one in {tuple, dict, list} or is_dataclass(one) for one in kinds):
        return Column(name, name, "TEXT", optional, packed=True)
    if kinds == {str}:
        return Column(name, name, "TEXT", optional)
    if kinds and kinds <= {int, bool}:
        return Column(name, name, "INTEGER", optional)
    if kinds and kinds <= {int, float}:
        return Column(name, name, "REAL", optional)
    raise TypeError(f"{name}: no column holds {hint}")


def _plain_types(hint: Any) -> set[type]:
    """Return the plain types of a hint: those of a union, of a Literal's values, ``tuple`` itself."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return {kind for one in get_args(hint) for kind in _plain_types(one)}
    if origin is Literal:
        return {type(one) for one in get_args(hint)}
    return {origin or hint}


@cache
def allowed_values(fact: type) -> Mapping[str, frozenset[Any]]:
    """Return the values that each field of *fact* may have, where its class names them all."""
    if not is_dataclass(fact):
        return {}
    named = {}
    for name, hint in get_type_hints(fact).items():
        options = [hint, *(get_args(hint) if get_origin(hint) in {Union, UnionType} else ())]
        literal = [one for one in options if get_origin(one) is Literal]
        if literal:
            values = {value for one in literal for value in get_args(one)}
            named[name] = frozenset(values | ({None} if NoneType in options else set()))
    return named


@cache
def class_of(fact: type, name: str) -> type:
    """Return the class of what a field of *fact* holds a tuple of."""
    kind: type = get_args(get_type_hints(fact)[name])[0]
    return kind


def completed(fact: type, data: Data) -> Data:
    """Return the JSON of a fact with every field of today's class, in its order.

    What is not there gets the field's default: nothing was known of it.
    """
    told = {}
    for one in fields(fact):
        value = data[one.name] if one.name in data else _default(one)
        is_part = (
            isinstance(value, list)
            and one.name != EVIDENCE
            and value
            and isinstance(value[0], dict)
        )
        told[one.name] = (
            [completed(class_of(fact, one.name), part) for part in value] if is_part else value
        )
    return told


def _default(one: Field[Any]) -> Any:
    if one.default is not MISSING:
        return to_json(one.default)
    if one.default_factory is not MISSING:
        value = one.default_factory()
        return list(value) if isinstance(value, tuple) else value
    return None
