"""What a person should look at, the most uncertain and most consequential first.

First what nobody else can settle: corrections that hold no longer, pages that are
missing. Then facts, by how unsure they are and by how much hangs on them. What a
person has said already is not asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.corrections.fields import is_correctable
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.records import TEXT_SOURCES
from aimf_scraper.reviewing.body_items import find_body_items
from aimf_scraper.reviewing.deciding import decidable, is_by_hand
from aimf_scraper.reviewing.item import Item

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.reviewing.deciding import Decidable
    from aimf_scraper.store import Store

Data = dict[str, Any]

#: So much of the text stands around a quote.
_AROUND: Final = 90
#: Below this nobody need look: sure, and little hangs on it.
_LEAST: Final = 0.2
#: A sum of so many euros counts as much as a fact that is quite unsure.
_LARGE_EUR: Final = 20_000_000
_LARGE_WEIGHT: Final = 0.5
_CONFLICT: Final = 0.6


def find_items(store: Store) -> list[Item]:
    """Return everything to look at, in order; the same database gives the same list."""
    found = [*_corrections(store), *_missing(store), *find_body_items(store)]
    euros = _euros(store)
    for record in store.records():
        found += _facts(record, euros)
    return sorted(found, key=lambda one: (-one.priority, one.record_id, one.field, one.value))


def _corrections(store: Store) -> Iterator[Item]:
    for one in store.corrections():
        if one.state != "applied":
            record = store.record(one.said["record_id"])
            url = (record or {}).get("url") or ""
            why = f"correction {one.said['correction_id']} is {one.state}: {one.reason}"
            said = one.said
            yield Item(
                *(2.0, why, said["record_id"], url, said["field"], said["as_written"]),
                *(said["value"], None, "", "", ""),
            )


def _missing(store: Store) -> Iterator[Item]:
    run = next((one for one in reversed(store.runs()) if one.completeness is not None), None)
    told = run.completeness if run is not None and run.completeness else {}
    for name, what in (("missing", "missing"), ("known_gaps", "known gap"), ("holes", "hole")):
        for one in told.get(name, ()):
            why = f"{what}: {one['reason']}"
            yield Item(1.9, why, "", one["url"], "", "", "", None, "", "", "")


def _euros(store: Store) -> dict[tuple[str, int], float]:
    """Return what each sum of a project is in euros, where that is known."""
    columns, rows = store.view("project_budgets")
    places = [columns.index(name) for name in ("record_id", "position", "amount_eur")]
    told = ([row[place] for place in places] for row in rows)
    return {(key, position): euros for key, position, euros in told if euros is not None}


def _facts(record: Data, euros: dict[tuple[str, int], float]) -> Iterator[Item]:
    conflicts = _conflicts(record)
    for kind in kinds():
        if kind.is_bare or not is_correctable(kind):
            continue
        for position, fact in enumerate(record[kind.name]):
            if is_by_hand(fact["evidence"]):
                continue
            reasons = [f"confidence {fact['confidence']:g}"] if fact["confidence"] < 1 else []
            priority = 1 - fact["confidence"]
            worth = euros.get((record["id"], position), 0) if kind.name == "budgets" else 0
            if worth:
                priority += _LARGE_WEIGHT * min(1.0, worth / _LARGE_EUR)
                reasons.append(f"{worth:,.0f} EUR".replace(",", " "))
            if conflict := conflicts.get((kind.name, position)):
                priority += _CONFLICT
                reasons.insert(0, conflict)
            if priority >= _LEAST:
                said = decidable(record, kind, position)
                yield _item(record, fact, said, priority=round(priority, 4), why="; ".join(reasons))


def _conflicts(record: Data) -> dict[tuple[str, int], str]:
    """Return what cannot all be true, by field and position."""
    found: dict[tuple[str, int], str] = {}
    totals = [at for at, one in enumerate(record["budgets"]) if one["scope"] == "total"]
    if len(totals) > 1:
        found |= {("budgets", at): f"{len(totals)} totals on one page" for at in totals}
    named = {one["code"] for one in record["countries"]}
    for at, one in enumerate(record["cities"]):
        if named and one["role"] == "main" and one["country"] and one["country"] not in named:
            found["cities", at] = f"the page names {', '.join(sorted(named))} as its countries"
    return found


def _item(record: Data, fact: Data, said: Decidable, *, priority: float, why: str) -> Item:
    mark = next((one for one in fact["evidence"] if one["source"] in TEXT_SOURCES), None)
    before, quote, after = "", fact["evidence"][0]["quote"] if fact["evidence"] else "", ""
    if mark is not None and mark["start"] is not None:
        text = record[mark["source"]] or ""
        before = text[max(0, mark["start"] - _AROUND) : mark["start"]]
        quote = mark["quote"]
        after = text[mark["end"] : mark["end"] + _AROUND]
    return Item(
        *(priority, why, record["id"], record["url"] or "", *said),
        *(fact["confidence"], before, quote, after),
    )
