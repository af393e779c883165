"""What pages say around the data, in French and English; figures, sums and days as each writes them.

The sentences stand in the tables beside this file, one table a part of the pages. What comes from
the site stays in its own language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final, Literal, get_args

from aimf_scraper.errors import SetupError
from aimf_scraper.tables import Row, read_tsv

Language = Literal["fr", "en"]

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
#: How each language names itself.
NAMES: Final[dict[Language, str]] = {"fr": "Français", "en": "English"}

_FOLDER: Final = Path(__file__).parent
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})")
_NARROW: Final = "\u202f"
_HARD: Final = "\u00a0"
_THOUSANDS: Final[dict[Language, str]] = {"fr": _NARROW, "en": ","}
#: Sums told shortly: the least of each unit, how it is written behind the figure.
_UNITS: Final = ((1_000_000_000, {"fr": "Md", "en": "bn"}), (1_000_000, {"fr": "M", "en": "M"}))


@dataclass(frozen=True, slots=True)
class Text(Row):
    """A sentence; ``en_one`` and ``fr_one``: as it is where the figure ``n`` in it is one."""

    key: ClassVar = ("name",)
    name: str
    en: str
    fr: str
    en_one: str | None
    fr_one: str | None


@cache
def _sentences() -> dict[str, Text]:
    found: dict[str, Text] = {}
    for path in sorted(_FOLDER.glob("*.tsv")):
        for one in read_tsv(path, Text):
            if one.name in found:
                raise SetupError(f"{one.read_at}: {one.name!r} stands in another table already")
            found[one.name] = one
    return found


def names() -> frozenset[str]:
    """Return the name of every sentence."""
    return frozenset(_sentences())


class Texts:
    """The sentences and the ways to write figures of one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, name: str, /, **values: object) -> str:
        """Return a sentence with *values* in their places; ``n`` is written as a figure.

        Nothing is escaped: that is the template's business.

        >>> Texts("fr")("records", n=1), Texts("en")("records", n=1200)
        ('1 fiche', '1,200 records')
        """
        one = _sentences()[name]
        n = values.get("n")
        is_one = isinstance(n, (int, float)) and (n == 1 or (self.language == "fr" and n == 0))
        said: str | None = getattr(one, f"{self.language}_one") if is_one else None
        told: str = said or getattr(one, self.language)
        written = {key: self._written(value) for key, value in values.items()}
        return told.format(**written)

    def _written(self, value: object) -> str:
        is_figure = isinstance(value, (int, float)) and not isinstance(value, bool)
        return self.number(value) if is_figure else str(value)  # type: ignore[arg-type] # just asked

    def word(self, group: str, value: str | None) -> str:
        """Return how a value of the data is said; one that no table knows stays as it is.

        >>> Texts("fr").word("role", "funder")
        'financeur'
        """
        name = f"{group}.{value}"
        return self(name) if name in _sentences() else str(value or "")

    def number(self, value: float, digits: int = 0) -> str:
        r"""Return a figure with its thousands apart.

        >>> Texts("fr").number(1234567.5, 1), Texts("en").number(1234567)
        ('1\u202f234\u202f567,5', '1,234,567')
        """
        if isinstance(value, float) and not value.is_integer() and digits == 0:
            digits = 2
        english = f"{value:,.{digits}f}"
        if self.language == "en":
            return english
        return english.replace(",", _NARROW).replace(".", ",")

    def money(self, amount: float, currency: str = "EUR") -> str:
        r"""Return a sum in full.

        >>> Texts("fr").money(880000), Texts("en").money(880000), Texts("en").money(5, "XOF")
        ('880\u202f000\xa0€', '€880,000', '5\xa0XOF')
        """
        sign = "€" if currency == "EUR" else currency
        if self.language == "en" and currency == "EUR":
            return f"€{self.number(amount)}"
        return f"{self.number(amount)}{_HARD}{sign}"

    def short_euros(self, amount: float) -> str:
        r"""Return a sum of euros in few characters, three figures of it.

        >>> Texts("fr").short_euros(3_456_789), Texts("en").short_euros(880_400)
        ('3,46\xa0M€', '€880,400')
        """
        for least, unit in _UNITS:
            # What would be rounded up to the next unit is told in it.
            if abs(amount) >= least * 0.9995:
                figure = amount / least
                digits = 2 if abs(figure) < 10 else 1 if abs(figure) < 100 else 0
                told = f"{figure:,.{digits}f}"
                if "." in told:
                    told = told.rstrip("0").rstrip(".")
                if self.language == "en":
                    return f"€{told}{unit['en']}"
                told = told.replace(",", _NARROW).replace(".", ",")
                return f"{told}{_HARD}{unit['fr']}€"
        return self.money(round(amount))

    def percent(self, share: float) -> str:
        r"""Return a share (0 to 1); what is not whole is never told as all or nothing.

        >>> Texts("fr").percent(0.534), Texts("en").percent(0.999)
        ('53\xa0%', '99%')
        """
        figure = round(share * 100)
        if 0 < share < 1:
            figure = min(99, max(1, figure))
        return f"{figure}{_HARD}%" if self.language == "fr" else f"{figure}%"

    def day(self, day: str | None) -> str:
        """Return a day, a month or a year in words; anything else as it is.

        >>> Texts("fr").day("2023-05-01"), Texts("en").day("2023-05-04"), Texts("en").day("2023")
        ('1er mai 2023', '4 May 2023', '2023')
        """
        found = _DAY.match(day or "")
        if found is None:
            return day or ""
        year, month, number = found.groups()
        if f"month.{month}" not in _sentences():
            return day or ""
        ordinal = "1er" if self.language == "fr" and number == "01" else str(int(number))
        return f"{ordinal} {self(f'month.{month}')} {year}"

    def moment(self, moment: str | None) -> str:
        """Return a moment in UTC to the minute.

        >>> Texts("en").moment("2026-01-10T09:12:00+00:00")
        '10 January 2026, 09:12 UTC'
        """
        found = _MOMENT.match(moment or "")
        if found is None:
            return self.day(moment)
        return self("moment", day=self.day(found[1]), time=found[2])
