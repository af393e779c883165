"""Which currency a sum is in that leaves it out: "un financement de 1,113 milliard"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.money import currency_places
from aimf_scraper.rules.money.word_families import any_word

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.money.amount import Amount
    from aimf_scraper.rules.money.mentions import Sum

#: "La banque en a donné 1,2 million": of what was told before.
_OF_IT: Final = re.compile(
    rf"(?<![a-z])en (?:{any_word('has_of_it')})?(?:{any_word('gave_of_it')})[a-z]{{0,5}}"
)
_CLAUSE: Final = 40
_SENTENCES_NEAR: Final = 2
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
    whole = _whole_before(part, amount, own)
    if whole is not None and amount.power < _BILLIONS:  # "en a donné 1,2 million"
        return whole, "no_currency.local"
    if len(beside) == 1 and amount.power < _BILLIONS:  # "50 millions d'euros et 6 millions"
        return _of_neighbours(part, amount, own, beside.pop())
    codes = {one.currency for one in stated}
    local = currency_places.local_franc(doc, part, amount.start)
    if local in codes or (local and (amount.power >= _BILLIONS or not codes)):
        return local, "no_currency.local"
    if len(codes) == 1 and not local:
        return codes.pop(), "no_currency.only"
    return None


def _whole_before(part: Part, amount: Amount, own: list[Sum]) -> str | None:
    """Return the currency of the whole of which "en" says that *amount* is a part."""
    start = part.sentences.span(amount.start)[0]
    pronoun = _OF_IT.search(part.folded, max(start, amount.start - _CLAUSE), amount.start)
    before = [one for one in own if one.amount.end <= (pronoun.start() if pronoun else 0)]
    if not before:
        return None
    near = part.sentences.around(amount.start, _SENTENCES_NEAR)[0]
    return before[-1].currency if before[-1].amount.start >= near else None


def _of_neighbours(
    part: Part, amount: Amount, own: list[Sum], beside: str
) -> tuple[str, str] | None:
    """Return the one currency of the sentence, none where only what follows has it, and what goes before another."""
    start = part.sentences.span(amount.start)[0]
    before = [one for one in own if one.amount.end <= amount.start]
    if before and before[-1].amount.start < start:
        near = part.sentences.around(amount.start, _SENTENCES_NEAR)[0]
        if before[-1].amount.start >= near and before[-1].currency != beside:
            return None
    return beside, "no_currency.local"
