"""Which sums are parts of which: "6,7 M€ – dont 5,2 M€ de subvention", "25,5 M€ : 18 de l’UE et 7,5 de l’AFD".

A sum is a part where the words say so, where sums add up to the one before them, or where a gift
stands beside the one total of what it pays for. Parts are never added to their whole.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import word_starts
from aimf_scraper.rules.money.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.money.mentions import Mention

#: Shares add up to a sum within one part of a hundred: both are often rounded.
_EXACT: Final = Decimal("0.01")
#: A total rules what is said in so many sentences behind it.
_SENTENCES: Final = 2
_GIVEN: Final = frozenset({"grant", "own_contribution", "component"})
#: A list opens right behind its sum.
_OPENS: Final = re.compile(r"[ )]{0,2}(?:\([^()\n]{0,60}\))?[ ]?[:(-]")


class _Placed(NamedTuple):
    """A mention, and the position of its budget."""

    mention: Mention
    budget: int

    @property
    def part(self) -> Part:
        return self.mention.sums[0].part

    @property
    def start(self) -> int:
        return self.mention.sums[0].amount.start

    @property
    def end(self) -> int:
        return self.mention.end

    @property
    def euros(self) -> Decimal:
        return self.mention.sums[0].euros

    @property
    def value(self) -> Decimal:
        return self.mention.sums[0].amount.value

    @property
    def currency(self) -> str:
        return self.mention.sums[0].currency


@cache
def _of_which() -> re.Pattern[str]:
    return word_starts(cues().parts.of_which)


@cache
def _out_of() -> re.Pattern[str]:
    return word_starts(cues().parts.out_of)


def wholes(groups: Sequence[Sequence[Mention]]) -> dict[int, int]:
    """Return the position of the whole of each budget that is a part, by its own position.

    *groups*: the mentions of each budget.
    """
    placed = [_Placed(one, at) for at, group in enumerate(groups) for one in group]
    found: dict[int, int] = {}
    for source in dict.fromkeys(one.part.source for one in placed):
        here = sorted(
            (one for one in placed if one.part.source == source), key=lambda one: one.start
        )
        for at, one in enumerate(here):
            _parts_of(one, here[at + 1 :], found)
    _beside_a_total(placed, found)
    return {part: whole for part, whole in found.items() if found.get(whole) != part}


def _parts_of(whole: _Placed, after: Sequence[_Placed], found: dict[int, int]) -> None:
    """Add to *found* what follows *whole* and is a part of it, or what it is a part of."""
    near = [one for one in after if one.start < whole.part.sentences.end(whole.end)]
    if near and _out_of().search(whole.part.folded, whole.end, near[0].start):
        _add(near[0], whole, found)  # "1 M€ sur un total de 3 M€"
        return
    within = [one for one in near if _fits(whole, one)]
    if within and _of_which().search(whole.part.folded, whole.end, within[0].start):
        left = whole.euros * (1 + _EXACT)
        for one in within:
            left -= one.euros
            if left >= 0:
                _add(whole, one, found)
        return
    opens = _OPENS.match(whole.part.folded, whole.end) is not None
    if not opens and near:  # "20 M€ à la Ville : 17 M€ pour les rues et 3 M€ pour le marché"
        opens = whole.part.folded.find(" :", whole.end, near[0].start) >= 0
    if opens or whole.mention.scope.scope == "total":
        for one in _adding_up(whole, after):
            _add(whole, one, found)


def _adding_up(whole: _Placed, after: Sequence[_Placed]) -> Sequence[_Placed]:
    """Return the sums right behind *whole* that add up to it: two at least, of its currency."""
    most = whole.part.sentences.around(whole.end, _SENTENCES)[1]
    left = whole.value
    for count, one in enumerate(after, 1):
        if one.start >= most and count > 1 + _SENTENCES:
            break
        if one.currency != whole.currency or one.budget == whole.budget:
            break
        left -= one.value
        if count > 1 and abs(left) <= whole.value * _EXACT:
            return after[:count]
        if left <= 0:
            break
    return ()


def _beside_a_total(placed: Sequence[_Placed], found: dict[int, int]) -> None:
    """Add the gifts that stand beside the one total of the page."""
    totals = [
        one for one in placed if one.mention.scope.scope == "total" and one.mention.scope.strong
    ]
    if len({one.budget for one in totals}) != 1:
        return
    for one in placed:
        if one.mention.scope.scope not in _GIVEN or one.budget in found:
            continue
        for total in totals:
            if total.part is one.part and total.euros > one.euros:
                start, end = one.part.sentences.around(total.start, _SENTENCES)
                if start <= one.start < end:
                    _add(total, one, found)


def _fits(whole: _Placed, one: _Placed) -> bool:
    return one.budget != whole.budget and one.euros < whole.euros


def _add(whole: _Placed, one: _Placed, found: dict[int, int]) -> None:
    if _fits(whole, one):
        found.setdefault(one.budget, whole.budget)
