"""A record's JSON as a ``Record`` again: what ``records.to_json`` made of one."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from aimf_scraper.fact_columns import class_of
from aimf_scraper.fact_kinds import completed_record, kinds
from aimf_scraper.identifiers import Ids
from aimf_scraper.records import SCALARS, Evidence, Provenance, Record

Data = dict[str, Any]

_EVIDENCE: Final = "evidence"


def record_of(data: Data) -> Record:
    """Return the record whose JSON, of an earlier version perhaps, is *data*."""
    told = completed_record(data)
    facts: Data = {}
    for kind in kinds():
        said = told[kind.name]
        if kind.is_bare:
            facts[kind.name] = tuple(said) if kind.many else said
        else:
            facts[kind.name] = tuple(_fact(kind.fact, one) for one in said)
    came = told["provenance"] | {"sources": tuple(told["provenance"]["sources"] or ())}
    return Record(
        **{name: told[name] for name in SCALARS},
        facts=facts,
        corrections=tuple(told["corrections"]),
        provenance=Provenance(**came),
        evidence={name: _evidence(marks) for name, marks in told["evidence"].items()},
    )


def _fact(kind: type, data: Data) -> Any:
    told = {}
    for one in fields(kind):
        value = data[one.name]
        if one.name == _EVIDENCE:
            value = _evidence(value)
        elif isinstance(value, dict):
            value = Ids(**value)
        elif isinstance(value, list):
            parts = value and isinstance(value[0], dict)
            value = tuple(
                _fact(class_of(kind, one.name), part) if parts else part for part in value
            )
        told[one.name] = value
    return kind(**told)


def _evidence(marks: list[Data]) -> tuple[Evidence, ...]:
    return tuple(Evidence(**mark) for mark in marks)
