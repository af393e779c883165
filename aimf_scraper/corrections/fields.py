"""What a correction speaks of, and what its value says.

A field is written as ``changes`` shows it: ``budgets``, ``budgets.amount``, or, where a
record has several facts that are written alike, ``budgets[1200000, EUR]``. The fields
are those of ``fact_kinds``, and ``published``.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, get_type_hints

from aimf_scraper.fact_columns import allowed_values, columns_of
from aimf_scraper.fact_kinds import kind_named, kinds
from aimf_scraper.full_days import first_day

if TYPE_CHECKING:
    from aimf_scraper.fact_columns import Column
    from aimf_scraper.fact_model import FactKind

Data = dict[str, Any]

#: The one field without facts that may be corrected; the others are the page's own words.
PUBLISHED: Final = "published"
#: ``cities[Huê, VN].role``: field, label of the fact, field of the fact.
_FIELD: Final = re.compile(r"([a-z_]{1,40})(?:\[(.{0,500})\])?(?:\.([a-z_]{1,40}))?", re.DOTALL)
#: What a column's type is called in a message.
_TYPES: Final = {"TEXT": "a text", "INTEGER": "a whole number", "REAL": "a number"}
#: What says where a fact stands, not what it is: the column ``as_written`` is there for it.
_NOT_SAID: Final = frozenset({"as_written", "confidence"})


@dataclass(frozen=True, slots=True)
class Target:
    """What a correction speaks of. ``kind`` is ``None`` for ``published``.

    ``label``: which of several facts that are written alike, as ``changes`` names it.
    ``part``: the one field of the fact that the value is for.
    """

    kind: FactKind | None
    label: str | None = None
    part: str | None = None


def target_of(text: str) -> Target:
    """Return what the field *text* of a correction names.

    Raises:
        ValueError: nothing that can be corrected.
    """
    found = _FIELD.fullmatch(text.strip())
    name, label, part = found.groups() if found else (text, None, None)
    if name == PUBLISHED and label is None and part is None:
        return Target(None)
    kind = kind_named(name)
    if kind is None or not is_correctable(kind):
        known = [one.name for one in kinds() if is_correctable(one)]
        raise ValueError(f"no field {text!r} to correct: choose from {', '.join(known)}, published")
    if part is not None and (kind.is_bare or part not in _columns(kind)):
        choice = ", ".join(_columns(kind)) if not kind.is_bare else "none"
        raise ValueError(f"{name} has no field {part!r} to correct: choose from {choice}")
    return Target(kind, label, part)


def is_correctable(kind: FactKind) -> bool:
    """Return whether facts of *kind* are read off the page's words, so that one may be wrong."""
    return kind.is_bare or kind.by_hand is not None


def said_by(target: Target, value: str) -> Data:
    """Return the fields that the *value* of a correction says; nothing where it is empty.

    A bare word, and the date of ``published``, stand under ``""``.

    Raises:
        ValueError: it does not say what the field can hold.
    """
    text = value.strip()
    kind = target.kind
    if not text:
        return {}
    if kind is None:
        if first_day(text) != text:
            raise ValueError("the value must be a day, such as 2024-03-12")
        return {"": text}
    if kind.is_bare:
        return {"": _word(kind, text)}
    try:
        said = _said_of(kind, target.part, text)
    except ValueError as error:
        raise ValueError(f"the value must be {error}") from error
    return {name: _checked(kind, name, one) for name, one in said.items()}


def _word(kind: FactKind, text: str) -> str:
    if kind.words and text not in kind.words:
        raise ValueError(f"{kind.name} must be one of {', '.join(kind.words)}")
    return text


def _said_of(kind: FactKind, part: str | None, text: str) -> Data:
    """Return what *text* says of a fact, types not looked at yet."""
    assert kind.by_hand is not None
    if part is not None:
        # The kind's own short form says more than plain JSON: "1 200 000".
        if part in (short := _short(kind, text)):
            return {part: short[part]}
        return {part: _plain(_columns(kind)[part], text)}
    if not text.startswith("{"):
        return kind.by_hand.read(text)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"JSON, or a text such as {kind.by_hand.wanted}") from error
    # What a person wrote is taken, what the record says of its own reading is not.
    return {name: one for name, one in said.items() if name not in {"evidence", *_not_said(kind)}}


def _short(kind: FactKind, text: str) -> Data:
    assert kind.by_hand is not None
    try:
        return kind.by_hand.read(text)
    except ValueError:
        return {}


def _plain(column: Column, text: str) -> Any:
    """Return *text* as the type of a column; ``null`` is nothing."""
    if text == "null" and column.optional:
        return None
    if column.sql_type == "TEXT" and not column.packed:
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(_TYPES[column.sql_type]) from error


def _columns(kind: FactKind) -> dict[str, Column]:
    parts = tuple(part.field for part in kind.parts)
    return {
        one.name: one
        for one in columns_of(kind.fact, without=parts)
        if one.name not in _not_said(kind)
    }


def _not_said(kind: FactKind) -> frozenset[str]:
    """Return what no value says: how a fact was read, what follows from the rest, positions, which other rows move."""
    return _NOT_SAID | kind.follows | {one.field for one in kind.pointers if not one.by_name}


def _checked(kind: FactKind, name: str, value: Any) -> Any:
    """Return *value* as a fact of *kind* holds it; raises ValueError where it cannot."""
    if name in {part.field for part in kind.parts}:
        if value not in ([], ()):
            raise ValueError(f"{name} can only be taken away: []")
        return ()
    column = _columns(kind).get(name)
    if column is None:
        raise ValueError(
            f"{kind.name} has no field {name!r} to correct: choose from {', '.join(_columns(kind))}"
        )
    allowed = allowed_values(kind.fact).get(name)
    if allowed is not None and value not in allowed:
        choice = ", ".join(sorted("null" if one is None else str(one) for one in allowed))
        raise ValueError(f"{name} must be one of {choice}")
    if value is None and column.optional:
        return None
    if column.packed:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ValueError(f"{name} must be a list of texts")
        return tuple(value)
    if isinstance(value, bool) and get_type_hints(kind.fact)[name] is bool:
        return value
    if allowed is None and not _is_of(column, value):
        raise ValueError(f"{name} must be {_TYPES[column.sql_type]}")
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _is_of(column: Column, value: Any) -> bool:
    if column.sql_type == "TEXT":
        return isinstance(value, str) and bool(value.strip())
    if isinstance(value, bool):
        return False
    if column.sql_type == "INTEGER":
        return isinstance(value, int) and abs(value) < 2**63
    return isinstance(value, (int, float)) and math.isfinite(value) and abs(value) < 2**63
