"""What people decided in a table: corrections to be, and labels to measure the rules with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.corrections import Correction, Problem, read_corrections
from aimf_scraper.corrections.table import checked, id_of
from aimf_scraper.fact_kinds import scored
from aimf_scraper.reviewing.sheets import read_sheet
from aimf_scraper.scoring import ByCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.store import Store

Data = dict[str, Any]

_DECISIONS: Final = frozenset({"confirm", "reject", "replace"})
_HUMAN: Final = "human."


@dataclass(frozen=True, slots=True)
class Decided:
    """``new``: corrections that the file does not hold yet; ``known``: how many it does."""

    new: tuple[Correction, ...]
    known: int
    problems: tuple[Problem, ...]


def read_decisions(table: Path, corrections: Path, *, who: str, when: str) -> Decided:
    """Return what was decided in *table* beyond what the file *corrections* says.

    Raises:
        UsageError: the table cannot be read.
    """
    held = {one.correction_id for one in read_corrections(corrections).corrections}
    new: dict[str, Correction] = {}
    problems: list[Problem] = []
    known = 0
    for line, cells in read_sheet(table):
        decision = cells.get("decision", "").lower()
        if not decision:
            if cells.get("new_value"):
                problems.append(Problem(line, "a new_value without a decision: write replace"))
            continue
        try:
            one = _correction(decision, cells, who=who, when=when)
        except ValueError as error:
            problems.append(Problem(line, str(error)))
            continue
        if one.correction_id in held or one.correction_id in new:
            known += 1
        else:
            new[one.correction_id] = one
    return Decided(tuple(new.values()), known, tuple(problems))


def _correction(decision: str, cells: Data, *, who: str, when: str) -> Correction:
    if decision not in _DECISIONS:
        raise ValueError(f"no such decision {decision!r}: choose from confirm, reject, replace")
    new_value = cells.get("new_value", "")
    if new_value and decision != "replace":
        raise ValueError(f"{decision} takes no new_value: write replace, or leave it empty")
    # What is confirmed is kept with its value, so that it holds under other rules as well.
    value = {"confirm": cells.get("value", ""), "replace": new_value}.get(decision, "")
    said = {name: cells[name] for name in ("record_id", "field", "as_written")}
    told = {"action": decision, "value": value, "who": cells.get("who") or who}
    one = checked(said | told | {"when": when, "why": cells.get("why_so", "")})
    assert one.correction_id == id_of(one)
    return one


def gold_pages(store: Store) -> Iterator[Data]:
    """Yield a labelled page for each record of which people judged all facts of some field.

    A field is labelled where every fact that stands was confirmed, replaced or added by
    a person, and at least one correction speaks of it. What nobody missed is not known:
    precision is measured by it, recall only as far as people added what was missing.
    """
    spoken: dict[str, set[str]] = {}
    for one in store.corrections():
        if one.state == "applied":
            field = one.said["field"].partition(".")[0].partition("[")[0]
            spoken.setdefault(one.said["record_id"], set()).add(field)
    for key in sorted(spoken):
        record = store.record(key)
        if record is None:
            continue
        labels = {
            name: [_label(name, fact) for fact in record[name]]
            for name in scored()
            if name in spoken[key] and all(_is_by_hand(fact) for fact in record[name])
        }
        if labels:
            yield {name: record[name] for name in ("url", "kind", "title", "text")} | labels


def _is_by_hand(fact: Data) -> bool:
    return any(one["rule"].startswith(_HUMAN) for one in fact["evidence"])


def _label(name: str, fact: Data) -> Any:
    if isinstance(scored()[name], ByCode):
        return fact["code"]
    told = {key: value for key, value in fact.items() if key not in {"evidence", "confidence"}}
    return told | {"text": fact.get("as_written")}


def gold_line(page: Data) -> str:
    return json.dumps(page, ensure_ascii=False)
