"""The same sum said again in another currency: "9 milliards de FCFA (près de 14 M€)"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.money import currencies
from aimf_scraper.rules.money.word_families import any_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.money.amount import Amount

_ALIKE: Final = 2  # rates move, and both sums are often rounded
_ALIKE_IF_SAID: Final = 6  # "soit" is believed further: rates of thirty years, slips
_BEND: Final = rf"(?:{any_word('bend')})"
_SET: Final = rf"[ ]?(?:{any_word('set_behind')})?[ ]?"
_SAID: Final = re.compile(
    rf"{_SET}[,;]?[ ]?[(\[-]?[ ]?(?P<cue>{any_word('said_again')})[ ,:]{{0,2}}(?:{_BEND}[ ]?){{0,6}}"
)
# "950 000 euros de l'Union européenne, soit 202 millions de francs"
_SAID_LATER: Final = re.compile(
    rf"[^0-9.;:\n]{{1,40}}[,(][ ]?(?:{any_word('said_later')})[ ,:]{{0,2}}(?:{_BEND}[ ]?){{0,6}}"
)
_BESIDE: Final = re.compile(rf"{_SET}(?:\(|\[|/|-|,)[ ]?(?:{_BEND}[ ]?){{0,6}}[:~≈]?[ ]?")
_NEXT: Final = re.compile(rf"[ ]?\)?[ ]?(?:{any_word('one_more')})[ ]?(?:{_BEND}[ ]?){{0,6}}")
_TAXES: Final = re.compile(
    rf" ?,? ?\(?(?:(?P<without>{any_word('without_taxes')})|{any_word('with_taxes')})(?![a-z])\)?"
)
_MOST_TAXED: Final = Decimal("1.3")
_LONGEST: Final = 90


def groups(folded: str, amounts: Sequence[Amount], codes: Sequence[str]) -> list[list[int]]:
    """Return the indices of *amounts*, those that say one sum together.

    *codes* are their currencies, settled. The first of a group is the sum as
    the page puts it, the others its equivalents.
    """
    found: list[list[int]] = []
    for i in range(len(amounts)):
        near = found and amounts[i].start - amounts[i - 1].end <= _LONGEST
        if near and _joins(folded, amounts, codes, found[-1], i):
            found[-1].append(i)
        else:
            found.append([i])
    return found


def _joins(
    folded: str, amounts: Sequence[Amount], codes: Sequence[str], group: list[int], i: int
) -> bool:
    last, this = amounts[group[-1]], amounts[i]
    gap = (last.end, this.start)
    if codes[i] in [codes[j] for j in group]:
        return len(group) == 1 and _is_taxed_twice(folded, last, this)
    first = currencies.in_euros(amounts[group[0]].value, codes[group[0]])
    again = currencies.in_euros(this.value, codes[i])
    apart = max(first, again) / min(first, again)
    if _SAID.fullmatch(folded, *gap):
        return apart <= _ALIKE_IF_SAID
    if apart > _ALIKE:
        return False
    if _SAID_LATER.fullmatch(folded, *gap):
        return True
    chain = len(group) > 1 and _NEXT.fullmatch(folded, *gap)
    return bool(chain or _BESIDE.fullmatch(folded, *gap))


def taxes(folded: str, end: int) -> re.Match[str] | None:
    """Return the "HT" or "TTC" right behind a sum that ends at *end*."""
    return _TAXES.match(folded, end)


def _is_taxed_twice(folded: str, last: Amount, this: Amount) -> bool:
    """Tell "100 000 € HT, soit 120 000 € TTC": one sum, without its taxes and with them."""
    one, other = taxes(folded, last.end), taxes(folded, this.end)
    if not one or not other or bool(one["without"]) == bool(other["without"]):
        return False
    without, whole = sorted((last.value, this.value))
    joined = _SAID.fullmatch(folded, one.end(), this.start)
    joined = joined or _BESIDE.fullmatch(folded, one.end(), this.start)
    return joined is not None and without < whole <= without * _MOST_TAXED
