"""What an amount is (total, grant, own contribution ...), and what limits it.

The cues are a table, ``cues.toml``; this module only weighs them.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import CueTable, word_starts
from aimf_scraper.rules.money.cues import ScopeCue, cues

if TYPE_CHECKING:
    from aimf_scraper.records import BudgetScope
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.money.context import Context

_CLOSE_BEFORE: Final = 60  # a longer reach takes a firm's size for a share
_CLOSE: Final = 30  # a cue behind an amount says something of it only this near
_GOES_ON: Final = re.compile(r"[ ]?(?:\([^()]{0,40})?\)?[ ]?(?:,|;|et )")
#: Whom or what the gift before is for, and then the next: "50 000 € à Dori et 30 000 € à Kara".
_AIMED: Final = re.compile(
    r"[ ](?:a|au|aux|pour|en) [^.;:()\n]{2,80}(?:,| et)[ ](?:[^.;:()\n0-9]{0,40} )?"
)
#: An item of a list with its share in brackets; a name that gives it makes it a grant all the same.
_ITEM: Final = re.compile(r"[ \t]{0,4}[-•*–·] ?[^():\n]{3,140}\((?:environ |soit |pour )?")
_ITEM_MOST: Final = 160
_RIGHT_BEHIND: Final = 4  # "2 M€ de subvention"
_OF_THE_NEXT: Final = 12


class Scope(NamedTuple):
    """The scope, the span of the cue that says it, and the spans of the qualifiers.

    ``yields``: nothing says it, or only a word that gives way to what a gift says.
    """

    scope: BudgetScope
    strong: bool
    cue: tuple[int, int] | None
    qualifiers: tuple[tuple[int, int], ...]
    cue_at: str = ""
    yields: bool = True


class _Cues(NamedTuple):
    """The cues on either side of an amount, with the scope they say and whether strongly."""

    before: CueTable[ScopeCue]
    after: CueTable[ScopeCue]
    qualifier: re.Pattern[str]


@cache
def _compiled() -> _Cues:
    before, after = (
        CueTable([(row.patterns, row) for row in cues().scope if row.side in {side, "both"}])
        for side in ("before", "after")
    )
    return _Cues(before, after, word_starts(cues().qualifier.patterns))


def read_scope(folded: str, context: Context) -> Scope:
    """Return the scope of the amount in *context*; ``other`` where nothing says it."""
    table = _compiled()
    best: tuple[bool, int] | None = None  # a strong cue, then the nearest, then the one behind
    scope: BudgetScope = "other"
    cue: tuple[int, int] | None = None
    start, end = context.before
    cue_at = ""
    yields = True
    for row, match in table.before.hits(folded, start, end):
        rank = row.strong, match.end() - end
        if best is None or rank > best:
            best, scope, cue, cue_at = rank, row.scope, match.span(), row.read_at
            yields = row.yields
    limits = []
    if table.qualifier.search(folded, start, end):
        # "60 000 francs par an, soit 180 000 francs": what stands right behind a sum is that one's
        first = start + 2 if start > context.sentence[0] else start
        limits = [match.span() for match in table.qualifier.finditer(folded, first, end)]
    start, end = context.after
    if start < end:
        for row, match in table.after.hits(folded, start, end):
            rank = row.strong, start - match.start()
            if (best is None or rank >= best) and not _is_of_the_next(match, context):
                best, scope, cue, cue_at = rank, row.scope, match.span(), row.read_at
                yields = row.yields
        if table.qualifier.search(folded, start, end):
            limits += [
                match.span()
                for match in table.qualifier.finditer(folded, start, end)
                if not _is_of_the_next(match, context)
            ]
    strong = best is not None and best[0]
    if not strong and _is_item(folded, context.before[1]):
        return Scope("component", False, None, tuple(limits))
    return Scope(scope, strong, cue, tuple(limits), cue_at, yields)


def _is_item(folded: str, at: int) -> bool:
    """Return whether the sum at *at* stands in brackets behind an item of a list: "- pistes (3 M€)"."""
    line = folded.rfind("\n", max(0, at - _ITEM_MOST), at) + 1
    return _ITEM.fullmatch(folded, line, at) is not None


def _is_of_the_next(match: re.Match[str], context: Context) -> bool:
    """Tell what is said too far behind the amount, or of the next one: "1 M€ (sur un total de"."""
    start, end = context.after
    distance = match.start() - start
    if distance > _CLOSE:
        return True
    leads_on = distance > _RIGHT_BEHIND or match[0][-1] in ":'"
    return context.more and leads_on and end - match.end() < _OF_THE_NEXT


def inherited(folded: str, context: Context, scope: Scope, last: Scope, *, listed: bool) -> Scope:
    """Return the scope of an amount of which nothing is said but that it goes on a list.

    "L’AESN apporte 300 000 €, le SIAAP 200 000 €": both are grants. *listed*: it leaves its unit
    out, so that it can only go on.
    """
    if scope.scope == "component" and scope.cue:  # ", dont 50 000 € pour le tri"
        return scope
    before = context.before
    goes_on = listed or _GOES_ON.match(folded, *before) or _AIMED.fullmatch(folded, *before)
    if not goes_on or last.scope != "grant":
        return scope
    return scope._replace(scope=last.scope, cue=last.cue, cue_at=last.cue_at)


def speaks_of_money(part: Part, at: int) -> bool:
    """Return whether a word of money stands close before *at* in its line, maybe a sentence before."""
    start = max(part.context.line(at).start, at - _CLOSE_BEFORE)
    return _money().search(part.folded, start, at) is not None


@cache
def _money() -> re.Pattern[str]:
    return word_starts(cues().kept.money)
