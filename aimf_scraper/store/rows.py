"""A record's JSON as the rows of its tables; pure.

The rows come from the contract's JSON and from nothing else, so that a later
version of the schema can fill its tables from ``records.json`` alone. Which
tables there are, and their columns, follows from ``fact_kinds``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import RecordError
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.records import PROVENANCE, SCALARS, to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.fact_columns import Column
    from aimf_scraper.fact_model import FactKind, Shared
    from aimf_scraper.records import Record

Row = tuple[Any, ...]
Data = dict[str, Any]

#: Behind these stand a fact's own columns.
FACT_KEY: Final = ("record_id", "position")
EVIDENCE_COLUMNS: Final = (
    *("record_id", "fact", "position", "number", "source", "start", "end", "quote", "rule"),
)
#: How the page came to us: the columns of ``records`` that a second look at the same words renews.
PROVENANCE_COLUMNS: Final = (*PROVENANCE, "json")


def said_columns() -> tuple[str, ...]:
    """Return the columns of ``records`` that hold what the page says, in ``record_row``'s order."""
    return (*SCALARS, *(kind.name for kind in kinds() if not kind.many))


def record_columns() -> tuple[str, ...]:
    return (*said_columns(), *PROVENANCE_COLUMNS)


def record_data(record: Record) -> Data:
    """Return *record* as the contract's JSON data, the evidence of scalar fields by name."""
    data: Data = to_json(record)
    data["evidence"] = dict(sorted(data["evidence"].items()))
    return data


def canonical(data: Any) -> str:
    """Return *data* as compact JSON: the same data, the same text.

    Raises:
        RecordError: a number that JSON has no word for, or half a character.
    """
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        text.encode()
    except ValueError as error:
        raise RecordError("not-storable", str(error)) from error
    return text


def record_row(data: Data, text: str) -> Row:
    """Return the row of ``record_columns``; *text* is ``canonical(data)``."""
    came = (data["provenance"][name] for name in PROVENANCE)
    packed = (canonical(one) if isinstance(one, list) else one for one in came)
    return (*(data[name] for name in said_columns()), *packed, text)


def shared_rows(data: Data) -> dict[str, list[Row]]:
    """Return the rows of what *data* shares with other records, by table, keys first.

    A table stands before those that refer to it.
    """
    rows: dict[str, list[Row]] = {}
    for kind in kinds():
        if (shared := kind.shared) is None:
            continue
        named = data[kind.name]
        columns = {one.field: one for one in kind.own_columns}
        own = [columns[name] for name in shared.fields]
        rows.setdefault(shared.table, []).extend(
            (key_of(shared, one), *(_cell(column, one) for column in own)) for one in named
        )
        for name, table in shared.refers.items():
            # Only the key is known of what is referred to.
            keys = [one[name] for one in named if one[name] is not None]
            empty = (None,) * len(shared_of(table).fields)
            rows.setdefault(table, []).extend((key, *empty) for key in keys)
    return rows


def shared_of(table: str) -> Shared:
    return next(one.shared for one in kinds() if one.shared and one.shared.table == table)


def key_of(shared: Shared, fact: Any) -> Any:
    """Return what the thing that *fact* names has as its key in the shared table."""
    if isinstance(fact, str):
        return fact
    return fact[shared.key] if shared.key_of is None else shared.key_of(fact)


def fact_rows(data: Data) -> dict[str, list[Row]]:
    """Return the rows of a record's facts, by table, in an order that foreign keys allow."""
    rows: dict[str, list[Row]] = {}
    key = data["id"]
    for kind in kinds():
        if not kind.many:
            continue
        rows[kind.table] = [
            (key, at, *_values(kind, one)) for at, one in enumerate(data[kind.name])
        ]
        for part in kind.parts:
            columns = kind.part_columns(part)
            rows[part.table] = [
                (key, at, owner, *(_cell(column, one) for column in columns))
                for at, owner, one in kind.parts_in(data[kind.name], part)
            ]
    rows["evidence"] = list(evidence_rows(data))
    return rows


def _values(kind: FactKind, fact: Any) -> Iterator[Any]:
    columns = kind.columns
    if kind.shared is not None:
        yield key_of(kind.shared, fact)
        columns = columns[1:]
    for column in columns:
        yield fact if kind.is_bare else _cell(column, fact)
    for one in kind.derived:
        yield one.of(fact)


def _cell(column: Column, fact: Data) -> Any:
    value = fact[column.field]
    return canonical(value) if column.packed and value is not None else value


def evidence_rows(data: Data) -> Iterator[Row]:
    """Yield a row of ``EVIDENCE_COLUMNS`` for each piece of evidence in a record."""
    key = data["id"]
    proved: list[tuple[str, int, list[Data]]] = []
    for kind in kinds():
        if not kind.many or kind.is_bare:
            continue
        facts = enumerate(data[kind.name])
        proved += [(kind.name, at, one["evidence"]) for at, one in facts if "evidence" in one]
        for part in kind.parts:
            proved += [
                (part.field, at, one["evidence"])
                for at, _, one in kind.parts_in(data[kind.name], part)
            ]
    proved += [(field, 0, evidence) for field, evidence in data["evidence"].items()]
    for fact, position, evidence in proved:
        for number, one in enumerate(evidence):
            yield (
                *(key, fact, position, number),
                *(one["source"], one["start"], one["end"], one["quote"], one["rule"]),
            )
