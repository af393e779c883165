"""When a found fact is a labelled one: names folded, values equal."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.records import TEXT_SOURCES
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import Budget, Evidence, Record

FIELDS: Final = ("cities", "countries", "partners", "budgets", "dates")

_APART: Final = re.compile(r"[^a-z0-9]+")
_ARTICLE: Final = re.compile(r"^(?:l|le|la|les|un|une|du|de|des|d|de la|de l|aux?) (?=.)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to find. What a field does not use stays empty."""

    shown: str
    forms: frozenset[str] = frozenset()
    code: str | None = None
    amount: float | None = None
    start: str | None = None
    end: str | None = None

    def with_forms(self, other: Unit) -> Unit:
        return replace(self, forms=self.forms | other.forms)


class Found(NamedTuple):
    """One found fact, as far as scoring asks: one budget gives one an amount."""

    shown: str
    rule: str
    confidence: float
    forms: frozenset[str] = frozenset()
    code: str | None = None
    amounts: tuple[float, ...] = ()
    start: str | None = None
    end: str | None = None
    undated: bool = False


def normal(name: str) -> str:
    """Return *name* without case, accents and punctuation.

    >>> normal("L’Agence de l’eau Seine-Normandie")
    'l agence de l eau seine normandie'
    """
    return _APART.sub(" ", fold(name)).strip()


def names_of(*names: str) -> frozenset[str]:
    """Return the *names* as they are compared: normal, with and without an article."""
    plain = [normal(name) for name in names]
    return frozenset(name for one in plain for name in (one, _ARTICLE.sub("", one)) if name)


def city_key(canonical: str, code: str | None) -> tuple[str, str | None]:
    return normal(canonical), code


def date_unit(start: str | None, end: str | None, text: str) -> Unit:
    shown = " / ".join(part for part in (start, end) if part) or text
    return Unit(shown, forms=frozenset({normal(text)} - {""}), start=start, end=end)


def found_in(record: Record, field: str) -> Iterator[Found]:
    """Yield what *record* says in *field*, the equivalents of a budget one by one."""
    if field == "cities":
        for city in record.cities:
            yield Found(
                f"{city.name} ({city.country or '?'})",
                *_judged(city.evidence, city.confidence),
                forms=names_of(city.name, city.as_written, *_quotes(city.evidence)),
                code=city.country,
            )
    elif field == "countries":
        for country in record.countries:
            read = tuple(e for e in country.evidence if e.source in TEXT_SOURCES)
            if read:  # the labels are of countries that the text names
                judged = _judged(read, country.confidence)
                yield Found(country.code, *judged, code=country.code)
    elif field == "partners":
        for partner in record.partners:
            yield Found(
                partner.name,
                *_judged(partner.evidence, partner.confidence),
                forms=names_of(partner.name, partner.as_written, *_quotes(partner.evidence)),
            )
    elif field == "budgets":
        for budget in record.budgets:
            yield from _sums(budget)
    else:
        for date in record.dates:
            yield Found(
                f"{date.as_written} = {date.edtf}",
                *_judged(date.evidence, date.confidence),
                forms=frozenset({normal(date.as_written)} - {""}),
                start=date.start,
                end=date.end,
                undated=date.edtf.startswith("XXXX"),
            )


def _sums(budget: Budget) -> Iterator[Found]:
    amounts = tuple(a for a in (budget.amount, budget.amount_max) if a is not None)
    yield Found(
        f"{budget.as_written} = {budget.amount} {budget.currency}",
        *_judged(budget.evidence, budget.confidence),
        code=budget.currency,
        amounts=amounts,
    )
    for again in budget.equivalents:
        yield Found(
            f"{again.as_written} = {again.amount} {again.currency}",
            *_judged(again.evidence, budget.confidence),
            code=again.currency,
            amounts=(again.amount,),
        )


def _judged(evidence: tuple[Evidence, ...], confidence: float) -> tuple[str, float]:
    return evidence[0].rule if evidence else "none", confidence


def _quotes(evidence: tuple[Evidence, ...]) -> list[str]:
    return [one.quote for one in evidence]


def is_same(field: str, unit: Unit, found: Found) -> bool:
    """Tell whether *found* is the labelled *unit*."""
    if field == "countries":
        return unit.code == found.code
    if field == "budgets":
        return unit.code == found.code and unit.amount in found.amounts
    if field == "dates":
        return _is_same_date(unit, found)
    if field == "cities" and None not in (unit.code, found.code) and unit.code != found.code:
        return False
    return bool(unit.forms & found.forms)


def _is_same_date(unit: Unit, found: Found) -> bool:
    """Hold dates together at the precision stated; where no year is, by their words."""
    if unit.start is not None:
        return unit.start == found.start and unit.end in (None, found.end)
    return any(
        label == written or (len(written) > 3 and written in label) or label in written
        for label in unit.forms
        for written in found.forms
    ) or (found.undated and not unit.forms)
