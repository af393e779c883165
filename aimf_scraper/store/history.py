"""Two states of a record compared, as a person would tell the difference.

Facts are compared by what they are, not by where they stand: a city that was
third and is now second has not changed, one whose role changed has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.fact_kinds import kind_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Data = dict[str, Any]

#: How a page came to us says nothing of what it says.
_IGNORED: Final = "provenance"
#: How a fact was read: it may move although the fact stands.
_READING: Final = (".evidence", ".confidence", ".order")


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after. ``old`` or ``new`` is ``None`` where it was not there.

    ``field`` is a record's field (``title``), a fact of it (``cities[Huê, VN]``)
    or a field of a fact (``cities[Huê, VN].role``).
    """

    field: str
    old: Any
    new: Any

    @property
    def of_value(self) -> bool:
        """Whether what is said changed, not only where and how surely it was read."""
        return not (self.field.endswith(_READING) or self.field.startswith("evidence["))


def differences(old: Data, new: Data) -> list[Change]:
    """Return what changed from *old* to *new*, two records as the contract's JSON.

    Field by field in the record's order. Empty exactly where the two say the
    same: provenance, and whether a link's target is known by now, are no part
    of what a record says.

    >>> differences({"title": "Huê", "themes": ["Eau"]}, {"title": "Hué", "themes": []})
    [Change(field='title', old='Huê', new='Hué'), Change(field='themes[Eau]', old='Eau', new=None)]
    """
    changes: list[Change] = []
    for name in dict.fromkeys((*old, *new)):
        before, after = _said(name, old.get(name)), _said(name, new.get(name))
        if name == _IGNORED or before == after or _is_new_and_empty(name, old, new):
            continue
        if isinstance(before, list) and isinstance(after, list):
            changes += _list_changes(name, before, after)
        elif isinstance(before, dict) and isinstance(after, dict):
            changes += _dict_changes(f"{name}[", before, after, "]")
        else:
            changes.append(Change(name, before, after))
    return changes


def _is_new_and_empty(name: str, old: Data, new: Data) -> bool:
    """Return whether only one of the two knows the field, and holds nothing in it.

    A version of ours that did not have the field yet says the same.
    """
    return (name in old) != (name in new) and not (old.get(name) or new.get(name))


def _said(name: str, value: Any) -> Any:
    """Return *value* without what is no part of what the page says, with every field of today."""
    kind = kind_named(name)
    if kind is None or not isinstance(value, list):
        return value
    facts = kind.completed(value)
    apart = kind.worked_out | kind.follows
    if not apart:
        return facts
    return [{key: part for key, part in one.items() if key not in apart} for one in facts]


def _list_changes(name: str, old: list[Any], new: list[Any]) -> Iterator[Change]:
    before, after = _by_identity(name, old), _by_identity(name, new)
    for key in dict.fromkeys((*before, *after)):
        field = f"{name}[{_shown(key)}]"
        if key not in before or key not in after:
            yield Change(field, before.get(key), after.get(key))
        elif isinstance(before[key], dict):
            yield from _dict_changes(f"{field}.", before[key], after[key])
    kept = [_shown(key) for key in before if key in after]
    kept_after = [_shown(key) for key in after if key in before]
    if kept != kept_after:
        yield Change(f"{name}.order", kept, kept_after)


def _dict_changes(before_key: str, old: Data, new: Data, after_key: str = "") -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield Change(f"{before_key}{key}{after_key}", old.get(key), new.get(key))


def _by_identity(name: str, items: Iterable[Any]) -> dict[tuple[str, int], Any]:
    """Return *items* by label, and by how many of the same label stand before it."""
    labelled: dict[tuple[str, int], Any] = {}
    times: dict[str, int] = {}
    for item in items:
        label = _label(name, item)
        times[label] = times.get(label, 0) + 1
        labelled[label, times[label]] = item
    return labelled


def _label(name: str, item: Any) -> str:
    kind = kind_named(name)
    if kind is not None or not isinstance(item, dict):
        return kind.label(item) if kind else str(item)
    # A kind that is declared no longer: all that was said of it.
    return ", ".join(str(part) for part in item.values() if part is not None)


def _shown(key: tuple[str, int]) -> str:
    label, number = key
    return label if number == 1 else f"{label} #{number}"
