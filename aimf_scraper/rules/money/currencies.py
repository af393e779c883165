"""Currencies: how they are written, and which one a bare "franc" is.

A form means an ISO 4217 code, or a unit such as ``@cfa`` that several
countries share; ``currency_places`` settles units by the places of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal

from aimf_scraper.tables import Range, Row, Shape, Split, read_tsv

#: Where a number that may be francs starts: "120 F" counts women, not money.
LEAST_BARE_F: Final = 1000


_SWISS_GROUPS: Final = re.compile(r"[0-9]'[0-9]{3}")


_FOLDER: Final = Path(__file__).parent
Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class _Currency(Row):
    """A line of ``currencies.tsv``."""

    key: ClassVar = ("code",)
    code: Annotated[str, Shape("[A-Z]{3}")]
    per_euro: Annotated[float, Range(0.01, 1_000_000)]
    name: str


@dataclass(frozen=True, slots=True)
class _Form(Row):
    """A line of ``currency_words.tsv``."""

    key: ClassVar = ("form",)
    form: str
    means: Annotated[str, Shape("[A-Z]{3}|@[a-z]{2,12}")]
    side: Literal["before", "after", "both"]


@dataclass(frozen=True, slots=True)
class _Unit(Row):
    """A line of ``currency_places.tsv``."""

    key: ClassVar = ("unit", "countries")
    unit: Annotated[str, Shape("@[a-z]{2,12}")]
    countries: Annotated[tuple[Annotated[str, Shape("[A-Z]{2}|[*]")], ...], Split(" ")]
    code: Annotated[str, Shape("[A-Z]{3}")]


@dataclass(frozen=True, slots=True)
class _Mark(Row):
    """A line of ``currency_marks.tsv``."""

    key: ClassVar = ("mark", "unit")
    mark: Annotated[str, Shape("[a-z' -]{4,24}")]
    unit: Annotated[str, Shape("@[a-z]{2,12}")]
    code: Annotated[str, Shape("[A-Z]{3}")]


@cache
def _marks(unit: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    by_code: dict[str, list[str]] = {}
    for one in read_tsv(_FOLDER / "currency_marks.tsv", _Mark):
        if one.unit == unit:
            by_code.setdefault(one.code, []).append(re.escape(one.mark))
    return tuple(
        (re.compile(rf"(?<![a-z])(?:{'|'.join(words)})"), code) for code, words in by_code.items()
    )


def marked(unit: str, folded: str, start: int, end: int) -> frozenset[str]:
    """Return the currencies of *unit* that words between *start* and *end* speak of.

    >>> sorted(marked("@franc", "la federation genevoise paie", 0, 28))
    ['CHF']
    """
    return frozenset(code for words, code in _marks(unit) if words.search(folded, start, end))


@dataclass(frozen=True, slots=True)
class Forms:
    """The written forms of one side of a number, longest first.

    ``pattern`` is the alternation, to be put into a larger expression; it
    matches folded text, and ``meaning`` says what a match stands for.
    """

    pattern: str
    _means: dict[str, tuple[tuple[str, str], ...]]

    def words(self) -> tuple[str, ...]:
        """Return the forms, folded."""
        return tuple(self._means)

    def meaning(self, folded: str, written: str) -> str | None:
        """Return the code or unit, or ``None`` where the capitals are not the form's."""
        for form, means in self._means[folded]:
            if form in (folded, written):
                return means
        return None


@cache
def forms(side: Side) -> Forms:
    """Return the forms that stand ``"before"`` or ``"after"`` a number."""
    means: dict[str, list[tuple[str, str]]] = {}
    for one in read_tsv(_FOLDER / "currency_words.tsv", _Form):
        if one.side in {side, "both"}:
            means.setdefault(_fold(one.form), []).append((one.form, one.means))
    ordered = sorted(means, key=lambda form: (-len(form), form))
    words = _by_letter([form for form in ordered if form[-1].isalnum()])
    signs = _by_letter([form for form in ordered if not form[-1].isalnum()])
    pattern = rf"(?:(?:{words})(?![a-z0-9])|(?:{signs}))"
    return Forms(pattern, {form: tuple(pairs) for form, pairs in means.items()})


def _by_letter(words: list[str]) -> str:
    """Return *words* as an alternation over their first characters: most texts fail there."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in tails.items())


def is_swiss(written: str, unit: str) -> bool:
    """Tell whether francs are Switzerland's by their figures: only there are they grouped so.

    >>> is_swiss("60'000 francs", "@franc"), is_swiss("60 000 francs", "@franc")
    (True, False)
    """
    grouped = unit.startswith("@") and _SWISS_GROUPS.search(written) is not None
    return grouped and "CHF" in of_unit(unit).values()


def _fold(form: str) -> str:
    return form.lower().replace("đ", "d")


@cache
def _rates() -> dict[str, Decimal]:
    table = read_tsv(_FOLDER / "currencies.tsv", _Currency)
    return {one.code: Decimal(str(one.per_euro)) for one in table}


def in_euros(amount: Decimal, code: str) -> Decimal:
    """Return the order of magnitude of *amount* in euros; no conversion.

    It tells an equivalent from another sum and a price from a budget.
    """
    return amount / _rates()[code]


@cache
def _by_country() -> dict[str, dict[str, str]]:
    units: dict[str, dict[str, str]] = {}
    for one in read_tsv(_FOLDER / "currency_places.tsv", _Unit):
        units.setdefault(one.unit, {}).update(dict.fromkeys(one.countries, one.code))
    return units


def of_unit(unit: str) -> dict[str, str]:
    """Return country -> code for a unit; ``*`` is what it means without a place.

    >>> of_unit("@leu")
    {'MD': 'MDL', 'RO': 'RON'}
    """
    return _by_country()[unit]
