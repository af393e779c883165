"""What points at a corrected fact, brought in step: positions, names, sums that are said again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aimf_scraper.fact_kinds import kinds

if TYPE_CHECKING:
    from aimf_scraper.fact_model import Pointer
    from aimf_scraper.records import Evidence


@dataclass(slots=True)
class Slot:
    """A fact as the rules found it (``None``: added by hand), and as it is now (``None``: rejected)."""

    base: Any
    now: Any
    evidence: tuple[Evidence, ...] = ()


def follow(facts: dict[str, Any], slots: dict[str, list[Slot]], touched: set[str]) -> None:
    """Bring what points at corrected facts in step: positions, names, sums said again."""
    for kind in kinds():
        if not any(touched & {*pointer.kinds} for pointer in kind.pointers):
            continue
        kept = []
        for fact in facts[kind.name]:
            now = fact
            for pointer in kind.pointers:
                now = _repointed(now, pointer, slots)
            names = [getattr(now, one.field) for one in kind.pointers if one.by_name]
            if any(names) or not names:  # what goes with nobody any more goes as well
                kept.append(now)
        facts[kind.name] = tuple(kept)


def _repointed(fact: Any, pointer: Pointer, slots: dict[str, list[Slot]]) -> Any:
    said = getattr(fact, pointer.field)
    if said is None:
        return fact
    every = [slot for name in pointer.kinds for slot in slots[name]]
    if pointer.by_name:
        meant = [slot for slot in every if getattr(slot.base, "name", None) == said]
    else:
        meant = [every[said]] if said < len(every) else []
    stands = [slot for slot in meant if slot.now is not None]
    if not stands:
        return replace(fact, **{pointer.field: None}) if meant else fact
    slot = stands[0]
    place = sum(one.now is not None for one in every[: every.index(slot)])
    told = {pointer.field: slot.now.name if pointer.by_name else place}
    for name in pointer.repeats:
        old = getattr(slot.base, name, None)
        if old is not None and getattr(fact, name) == old:
            told[name] = getattr(slot.now, name)
    return replace(fact, **told)
