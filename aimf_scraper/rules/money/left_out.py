"""Which currency a sum is in that leaves it out: "un financement de 1,113 milliard"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.money import currency_places

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.money.amount import Amount
    from aimf_scraper.rules.money.mentions import Sum

_BILLIONS: Final = 9  # a power of ten
_ABOUT_SAME: Final = 50  # "1,113 milliard" is 1 113 500 000 F CFA: within one part of fifty


def currency(
    doc: Doc, part: Part, amount: Amount, own: list[Sum], stated: list[Sum]
) -> tuple[str, str] | None:
    """Return the currency of *amount* and the figure that says how sure it is, ``None`` for none.

    *own*: the sums of *part* that state theirs; *stated*: those of all parts.
    """
    same = [
        one.currency
        for one in stated
        if abs(one.amount.value - amount.value) * _ABOUT_SAME <= one.amount.value
    ]
    if same:
        return same[0], "no_currency.same_sum"
    first, last = part.sentences.span(amount.start)
    beside = {one.currency for one in own if first <= one.amount.start < last}
    if len(beside) == 1 and amount.power < _BILLIONS:  # "50 millions d'euros et 6 millions"
        return beside.pop(), "no_currency.local"
    codes = {one.currency for one in stated}
    local = currency_places.local_franc(doc, part, amount.start)
    if local in codes or (local and (amount.power >= _BILLIONS or not codes)):
        return local, "no_currency.local"
    if len(codes) == 1 and not local:
        return codes.pop(), "no_currency.only"
    return None
