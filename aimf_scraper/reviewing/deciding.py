"""How a decision about a fact is written down: its field, its words, its value."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from aimf_scraper.fact_model import FactKind

Data = dict[str, Any]

_NOT_SAID: Final = frozenset({"evidence", "confidence", "as_written"})
_HUMAN: Final = "human."


class Decidable(NamedTuple):
    """What a row of ``corrections.csv`` says of a fact that stands.

    ``value`` is the fact as JSON, without what says how it was read; a bare word is itself.
    """

    field: str
    as_written: str
    value: str


def decidable(record: Data, kind: FactKind, position: int) -> Decidable:
    """Return how a decision names the fact of *kind* at *position* of *record*."""
    facts = record[kind.name] if kind.many else [record[kind.name]]
    fact = facts[position]
    if kind.is_bare:
        return Decidable(kind.name, fact, fact)
    written = [_written(one) for one in facts]
    field = kind.name
    if written.count(written[position]) > 1:
        field = f"{kind.name}[{kind.label(fact)}]"
    left_out = {*_NOT_SAID, *(one.field for one in kind.parts)}
    said = {name: value for name, value in fact.items() if name not in left_out}
    return Decidable(field, written[position], json.dumps(said, ensure_ascii=False))


def is_by_hand(evidence: list[Data]) -> bool:
    """Return whether a person has said already what a fact with this *evidence* is."""
    return any(one["rule"].startswith(_HUMAN) for one in evidence)


def _written(fact: Data) -> str:
    """Return by which words a correction knows *fact*."""
    quotes = [one["quote"] for one in fact["evidence"]]
    return str(fact.get("as_written") or next(iter(quotes), fact.get("name", "")))
