"""The database brought in step with ``corrections.csv``: at the start and the end of each run, and after an import.

Every correction is laid anew over its record as the rules made it, so that a row that
was taken out of the file holds no longer, and one whose words are gone is known as stale.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.corrections import (
    Applied,
    Correction,
    CorrectionTable,
    Problem,
    apply,
    read_corrections,
)
from aimf_scraper.corrections.stored import record_of
from aimf_scraper.errors import RecordError
from aimf_scraper.store import StoredCorrection
from aimf_scraper.validity import check_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.corrections.applying import State
    from aimf_scraper.store import Store

_NO_RECORD: Final = "there is no such record"
_GONE: Final = "its record is gone from the site"


def corrections_in_force(path: Path, store: Store) -> CorrectionTable:
    """Return what the file at *path* says, its records by the ids that they have now.

    Where not a row of it can be read, or it is not there any more, what the last run
    applied stays in force: a lost file must not bring wrong values back.
    """
    table = read_corrections(path)
    if not table.usable and (held := store.corrections()):
        said = f"{len(held)} corrections of the last run stay in force"
        reason = "" if table.problems else f"{path.name} is not there any more; "
        problem = Problem(0, f"{reason}{said}")
        rows = tuple(Correction(**one.said) for one in held)
        table = CorrectionTable(rows, (*table.problems, problem), usable=False)
    return _with_ids_of_now(store, table)


def _with_ids_of_now(store: Store, table: CorrectionTable) -> CorrectionTable:
    """Return *table* with its records by the ids that they have now: a page may move."""
    moved = store.moved_ids()
    rows = tuple(
        replace(one, record_id=moved.get(one.record_id, one.record_id)) for one in table.corrections
    )
    return replace(table, corrections=rows)


def settle_corrections(store: Store, table: CorrectionTable, *, run: int, at: str) -> list[Applied]:
    """Apply every correction of *table* to the records in *store*; return what became of each.

    *run* is the run, or the last one, that the change is noted with; *at* the moment.
    """
    table = _with_ids_of_now(store, table)
    by_record: dict[str, list[Correction]] = {key: [] for key in store.corrected_ids()}
    for one in table.corrections:
        by_record.setdefault(one.record_id, []).append(one)
    told: dict[str, Applied] = {}
    changed = False
    for key, rows in by_record.items():
        results, is_changed = _settle(store, key, rows, run=run, at=at)
        told |= {one.correction.correction_id: one for one in results}
        changed = changed or is_changed
    if changed:
        store.settle_facts()
    results = [told[one.correction_id] for one in table.corrections]
    store.save_corrections(
        StoredCorrection(asdict(one.correction), one.state, one.why) for one in results
    )
    return results


def _settle(
    store: Store, key: str, rows: list[Correction], *, run: int, at: str
) -> tuple[list[Applied], bool]:
    held = store.record(key)
    if held is None:
        return _all(rows, "stale", _NO_RECORD), False
    found = store.uncorrected(key)
    base = record_of(found or held)
    record, told = apply(base, rows)
    is_corrected = any(one.state == "applied" for one in told)
    is_changed = False
    if is_corrected or found is not None:
        try:
            is_changed = (
                store.save(
                    check_record(record),
                    run=run,
                    seen_at=at,
                    why="correction",
                    uncorrected=base if is_corrected else None,
                )
                == "changed"
            )
        except RecordError as error:
            return _all(rows, "refused", error.detail), False
    if store.is_gone(key):
        told = [
            one._replace(state="stale", why=_GONE) if one.state == "applied" else one
            for one in told
        ]
    return told, is_changed


def _all(rows: Iterable[Correction], state: State, why: str) -> list[Applied]:
    return [Applied(one, state, why) for one in rows]


def as_applied(stored: StoredCorrection) -> Applied:
    """Return what the store keeps of a correction as ``settle_corrections`` told it."""
    return Applied(Correction(**stored.said), stored.state, stored.reason)


def account_of(results: Iterable[Applied], problems: Iterable[str]) -> dict[str, Any]:
    """Return what a run's account says of corrections: how many hold, and which do not and why."""
    told: dict[str, Any] = {"applied": 0, "not_applied": [], "problems": [*problems]}
    for one in results:
        if one.state == "applied":
            told["applied"] += 1
        else:
            said = one.correction
            told["not_applied"].append(
                {
                    "correction_id": said.correction_id,
                    "record_id": said.record_id,
                    "field": said.field,
                    "as_written": said.as_written,
                    "state": one.state,
                    "reason": one.why,
                }
            )
    return told


def account_lines(account: dict[str, Any]) -> Iterator[str]:
    """Yield what ``account_of`` returned, for people; nothing where there is no correction."""
    yield from unused_lines(account)
    if account["applied"]:
        yield f"corrections applied: {account['applied']}"


def unused_lines(account: dict[str, Any]) -> Iterator[str]:
    """Yield what of the corrections and additions could not be used: told by a quiet command too."""
    for problem in account["problems"]:
        yield f"corrections: {problem}"
    for one in account["not_applied"]:
        yield (
            f"correction {one['correction_id']} is {one['state']}: {one['record_id']} "
            f"{one['field']} {one['as_written']!r}: {one['reason']}"
        )
