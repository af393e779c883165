"""What an amount is (total, grant, own contribution ...), and what limits it.

The cues are a table, ``data/budget_cues.toml``; this module only weighs them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import BudgetScope
    from aimf_scraper.rules.budget_context import Context

_CUES: Final = Path(__file__).parent / "data" / "budget_cues.toml"
_CLOSE: Final = 30  # a cue behind an amount says something of it only this near
_GOES_ON: Final = re.compile(r"[ ]?(?:\([^()]{0,40})?\)?[ ]?(?:,|;|et )")
_RIGHT_BEHIND: Final = 4  # "2 M€ de subvention"
_OF_THE_NEXT: Final = 12


class Scope(NamedTuple):
    """The scope, the span of the cue that says it, and the spans of the qualifiers."""

    scope: BudgetScope
    strong: bool
    cue: tuple[int, int] | None
    qualifiers: tuple[tuple[int, int], ...]


@cache
def cues() -> dict[str, Any]:
    """Return the table of cues."""
    return tomllib.loads(_CUES.read_text(encoding="utf-8"))


def pattern(words: list[str]) -> re.Pattern[str]:
    """Return one expression for *words*, each from the start of a word on."""
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(words)})")


class _Cues(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    qualifier: re.Pattern[str]
    means: tuple[tuple[BudgetScope, bool], ...]


@cache
def _compiled() -> _Cues:
    """Return both sides' cues, one named group each (``c0``, ``c1`` ...)."""
    rows = cues()["scope"]
    sides: dict[str, list[str]] = {"before": [], "after": []}
    for i, row in enumerate(rows):
        for side in ("before", "after"):
            if row["side"] in {side, "both"}:
                sides[side].append(rf"(?P<c{i}>{'|'.join(row['patterns'])})")
    return _Cues(
        pattern(sides["before"]),
        pattern(sides["after"]),
        pattern(cues()["qualifier"]["patterns"]),
        tuple((cast("BudgetScope", row["is"]), row["strong"]) for row in rows),
    )


def read(folded: str, context: Context) -> Scope:
    """Return the scope of the amount in *context*; ``other`` where nothing says it."""
    table = _compiled()
    best: tuple[bool, int, BudgetScope, tuple[int, int]] | None = None
    for match in table.before.finditer(folded, *context.before):
        scope, strong = _meaning(match)
        found = (strong, match.end() - context.before[1], scope, match.span())
        best = found if best is None else max(best, found, key=lambda one: one[:2])
    for match in _behind(table.after, folded, context):
        scope, strong = _meaning(match)
        found = (strong, context.after[0] - match.start(), scope, match.span())
        best = found if best is None else max(best, found, key=lambda one: one[:2])
    qualifiers = (
        *table.qualifier.finditer(folded, *context.before),
        *_behind(table.qualifier, folded, context),
    )
    limits = tuple(match.span() for match in qualifiers)
    if best is None:
        return Scope("other", strong=False, cue=None, qualifiers=limits)
    return Scope(best[2], best[0], best[3], limits)


def _behind(cue: re.Pattern[str], folded: str, context: Context) -> Iterator[re.Match[str]]:
    """Yield what is said close behind the amount, and not of the next one."""
    start, end = context.after
    for match in cue.finditer(folded, start, end):
        distance = match.start() - start
        if distance > _CLOSE:
            return
        left = end - match.end()
        leads_on = distance > _RIGHT_BEHIND or match[0][-1] in ":'"
        if context.more and leads_on and left < _OF_THE_NEXT:
            continue  # "1 M€ (sur un total de 1,5 M€"
        yield match


def inherited(folded: str, context: Context, scope: Scope, last: Scope) -> Scope:
    """Return the scope of an amount of which nothing is said but that it goes on a list.

    "L’AESN apporte 300 000 €, le SIAAP 200 000 €": both are grants.
    """
    goes_on = _GOES_ON.match(folded, *context.before)
    if not goes_on or last.scope != "grant":
        return scope
    return scope._replace(scope=last.scope, cue=last.cue)


def _meaning(match: re.Match[str]) -> tuple[BudgetScope, bool]:
    group = match.lastgroup or "c0"
    return _compiled().means[int(group[1:])]


def speaks_of_money(folded: str, at: int) -> bool:
    """Tell whether a word of money stands close before offset *at*."""
    start = max(folded.rfind("\n", 0, at) + 1, at - 60)
    return bool(_money().search(folded, start, at))


@cache
def _money() -> re.Pattern[str]:
    return pattern(cues()["kept"]["money"])
