"""Numbers that share one unit: "entre 2 et 3 millions d'euros", "100 000, 50 000 et 20 000 euros"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.money.word_families import any_word
from aimf_scraper.rules.numbers import figures, words

if TYPE_CHECKING:
    from decimal import Decimal

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.money.amount import Amount
    from aimf_scraper.rules.numbers.figures import Number

_LINK: Final = re.compile(rf"[ ]?(?P<link>{any_word('range_link')}|-|/|,)[ ]?(?:d'|de )?")
_LONGEST_LINK: Final = len(" jusqu'a de ")
_BETWEEN: Final = Pattern("(?:(?:compris )?entre|between) ")
# "est passé de 200 000 à 500 000 €", "a porté, cette année, de 5 000 à 17 000 francs sa part":
# what it was is no budget any more
_GREW: Final = Pattern(
    rf"(?:{any_word('grew')})(?:[a-z]{{1,6}}|ee?s?,[^.;:0-9\n]{{1,40}},) de (?:{any_word('about_before')})?"
)


def with_those_before(
    part: Part, found: tuple[Number, ...], i: int, amount: Amount, amounts: list[Amount]
) -> list[Amount]:
    """Return *amount* joined with the numbers that share its unit.

    "entre 2 et 3 millions d'euros" is one amount with ``high``;
    "100 000, 50 000 et 20 000 euros" are three.
    """
    folded = part.folded
    last = amounts[-1] if amounts else None
    if last and (link := _linked(folded, last.end, amount.start)):
        low = last.value if last.currency else _low(last.value, last.power, amount)
        same = last.currency in ("", amount.currency) and last.high is None
        if same and low is not None and _is_range(folded, last.start, link["link"]):
            amounts.pop()
            return [_range(folded, last.start, low, amount)]
        return [amount]
    own = found[i]
    lower = words.lower_end(folded, own.start, own.end, amount.value) if own.spelled else None
    if lower is not None:
        begins, least = lower
        return [amount._replace(start=begins, value=least, high=amount.value, rule="range")]
    shared: list[Amount] = [amount]
    for number in reversed(found[max(0, i - 6) : i]):
        link = _linked(folded, number.end, shared[0].start)
        if link is None or (last and number.start < last.end):
            break
        value = figures.value(folded, number, scaled=amount.power >= 6)
        if value is None:
            break
        if len(shared) == 1 and _is_range(folded, number.start, link["link"]):
            low = _low(value, 0, amount)
            return shared if low is None else [_range(folded, number.start, low, amount)]
        listed = (
            number.end - number.start >= 5
            or "respectivement" in folded[max(0, number.start - 80) : amount.end + 40]
        )
        if not listed or link["link"] not in {"et", ","}:
            break
        scaled = value.scaleb(amount.power) if value < 1000 else value
        unit = amount._replace(
            start=number.start, end=number.end, value=scaled, high=None, rule="shared_unit"
        )
        shared.insert(0, unit)
    return shared


def _linked(folded: str, end: int, start: int) -> re.Match[str] | None:
    """Return the word that joins what ends at *end* to what starts at *start*."""
    return _LINK.fullmatch(folded, end, start) if start - end <= _LONGEST_LINK else None


def _low(value: Decimal, power: int, amount: Amount) -> Decimal | None:
    """Return the lower end of a range up to *amount*, ``None`` where it makes none."""
    year = not power and not amount.power and 1900 <= value <= 2100
    if not value or year:
        return None
    if not power and not amount.power and value * 1000 < amount.value <= value * 10_000:
        return value * 1000  # "50 à 60 000 euros"
    for scaled in (value.scaleb(power or amount.power), value):
        if scaled < amount.value <= scaled * 100:
            return scaled
    return None


def _is_range(folded: str, start: int, link: str) -> bool:
    if _GREW.right_before(folded, start):
        return False
    if link in {"et", "and", "ou"}:
        return link == "ou" or bool(_BETWEEN.right_before(folded, start))
    return link != ","


def _range(folded: str, start: int, low: Decimal, amount: Amount) -> Amount:
    between = _BETWEEN.right_before(folded, start)
    start = between.start() if between else start
    return amount._replace(start=start, value=low, high=amount.value, rule="range")
