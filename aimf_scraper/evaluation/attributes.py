"""What a fact whose value is right says besides: its role, its scope, its words.

A label says what it has a key for. Values that the contract does not know (an
older file's ``publication``) and labels without a kind's first such key say nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aimf_scraper.fact_columns import allowed_values
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aimf_scraper.fact_model import FactKind
    from aimf_scraper.scoring import Unit


def labelled(kind: FactKind, label: Mapping[str, Any]) -> dict[str, frozenset[str | None]]:
    """Return what *label* says of its fact, by field of *kind*'s class."""
    if not kind.asked or kind.asked[0] not in label:
        return {}
    known = allowed_values(kind.fact)
    return {
        name: frozenset({label[name]})
        for name in kind.asked
        if name in label
        and (label[name] in known[name] if name in known else _is_text(label[name]))
    }


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def judged(kind: FactKind, unit: Unit, fact: Any) -> Iterator[tuple[str, bool, str]]:
    """Yield each field of *fact* that its label speaks of: name, whether it is right, both values.

    Case and accents do not count. Where neither label nor fact says anything (no qualifier),
    there is nothing to judge.
    """
    for name in kind.asked:
        wanted = unit.said.get(name)
        if wanted is None:
            continue
        value = getattr(fact, name)
        if value is None and wanted == {None}:
            continue
        right = value in wanted or (
            value is not None and fold(value) in {fold(one) for one in wanted if one}
        )
        told = " or ".join(sorted(one or "none" for one in wanted))
        yield name, right, f"{name} {value or 'none'}, not {told}"
