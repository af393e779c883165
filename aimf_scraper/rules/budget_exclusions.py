"""Amounts that are no budget of the record: prices, losses, other people's billions."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules import budget_scope, currencies

if TYPE_CHECKING:
    from decimal import Decimal

    from aimf_scraper.rules.amounts import Amount
    from aimf_scraper.rules.budget_context import Context

_CLOSE: Final = 70  # a cue reaches this far
_LEAST_EUR: Final = 20  # below, nothing is a budget
_SMALL_EUR: Final = 150  # below, only with a word of money given
_LARGE_EUR: Final = 800_000_000  # above, only with a project's own label
_STANDING_EUR: Final = 5_000_000


@cache
def _rows() -> tuple[tuple[str, str, int, re.Pattern[str]], ...]:
    """Return why, where, from how many euros on, and the cue, row by row."""
    cues = budget_scope.cues()
    turn = "|".join(cues["turn"]["patterns"])
    rows = []
    for row in cues["excluded"]:
        words = "|".join(row["patterns"])
        cue = {
            "after": words,
            "leading": rf"(?<![a-z0-9])(?:{words})(?:(?!{turn})[^.;0-9%\n]){{0,{_CLOSE}}}$",
            "sentence": rf"(?<![a-z0-9])(?:{words})",
        }[row["where"]]
        rows.append((row["why"], row["where"], row.get("from_eur", 0), re.compile(cue)))
    return tuple(rows)


@cache
def _words(section: str, name: str) -> re.Pattern[str]:
    return budget_scope.pattern(budget_scope.cues()[section][name])


def reason(folded: str, amount: Amount, currency: str, context: Context) -> str | None:
    """Return why *amount* is no budget (``price``, ``loss`` ...), ``None`` where it may be one."""
    euros = currencies.in_euros(amount.value, currency)
    size = _by_size(folded, euros, context)
    if size:
        return size
    close = max(context.before[0], context.before[1] - _CLOSE)
    for why, where, least, cue in _rows():
        if euros < least:
            continue
        if where == "after":
            hit = cue.match(folded, amount.end, amount.end + _CLOSE)
        elif where == "leading":
            hit = cue.search(folded, close, context.before[1])
        else:
            hit = cue.search(folded, *context.sentence)
        if hit:
            return why
    return "standing" if _is_standing(folded, euros, context) else None


def _by_size(folded: str, euros: Decimal, context: Context) -> str | None:
    if euros < _LEAST_EUR:
        return "price"
    if euros < _SMALL_EUR and not _words("kept", "small").search(folded, *context.before):
        return "price"
    if euros >= _LARGE_EUR:
        start, end = context.before
        if not _words("kept", "large").search(folded, max(start, end - _CLOSE), end):
            return "billions"
    return None


def _is_standing(folded: str, euros: Decimal, context: Context) -> bool:
    """Tell the site's "chaque année, près de 10 millions d'euros sont investis par l'AIMF"."""
    return euros >= _STANDING_EUR and all(
        _words("standing", name).search(folded, *context.sentence)
        for name in ("every_year", "invests", "whole")
    )
