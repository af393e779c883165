"""By what others know a body or a town, and how such ids look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Scheme = Literal["wikidata", "ror", "iati"]

#: IATI's begin with a register ("XM-DAC-", "FR-RCS-") or with a country and its agency's number
#: there ("FR-3"); those of the first publishers are bare DAC codes.
_FORMS: Final[dict[Scheme, re.Pattern[str]]] = {
    "wikidata": re.compile(r"Q[1-9][0-9]{0,9}"),
    "ror": re.compile(r"0[0-9a-hjkmnp-tv-z]{6}[0-9]{2}"),
    "iati": re.compile(r"(?:[A-Z]{2}|DAC)(?:-[A-Z0-9_]{1,20}){1,4}|[0-9]{5}"),
}
#: ROR's alphabet: Crockford's base 32.
_DIGITS: Final = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True)
class Ids:
    """By what others know a body or a town: looked up in public data, never guessed.

    JSON has those that are known and no others. ``ror``: the part behind ``ror.org/``.
    """

    wikidata: str | None = None
    ror: str | None = None
    iati: str | None = None
    geonames: int | None = None


NO_IDS: Final = Ids()


def is_well_formed(scheme: Scheme, value: str) -> bool:
    """Return whether *value* looks as ids of *scheme* do; ROR's last two digits check the others.

    >>> is_well_formed("ror", "04tqhj682"), is_well_formed("ror", "04tqhj683")
    (True, False)
    """
    if _FORMS[scheme].fullmatch(value) is None:
        return False
    if scheme != "ror":
        return True
    number = 0
    for char in value[:-2]:
        number = number * len(_DIGITS) + _DIGITS.index(char)
    return 98 - number * 100 % 97 == int(value[-2:])  # ISO 7064, modulo 97, as ROR makes them
