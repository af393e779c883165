"""Who pays a sum, by where its name stands towards the figure."""

from __future__ import annotations

import re
from typing import Final

from aimf_scraper.rules.partner_cues import Cue, CueHit

#: "1,2 million d'euros de l'UE", "à 20 % par la Métropole", "18 de l'UE": who pays follows the sum.
_SUM_OF: Final = re.compile(
    r"(?:€|\beuros?|\bfcfa|\bcfa|\bdollars|\bdirhams|\bariary|%|\bmillions|\bmilliards|\bsubvention"
    r"|(?<![\d.,])\d{1,3}(?:,\d{1,3})?) (?:venant |provenant |apportes? )?(?:de |par |du |des |d')"
    r"(?:la |les? |l')?\Z"
)
_LINK: Final = re.compile(r"\bd[eu']|\bpar ")
PAID: Final = Cue("before", "funder", 0.9)
_REACH: Final = 48
_UNITS: Final = ("€", "%", "euro", "cfa", "dollars", "dirhams", "ariary", "francs", "$")
_CURRENCY: Final = re.compile("|".join(map(re.escape, _UNITS)))
#: "la Région, 95 millions de francs", "Montréal, avec 60 000 dollars", "SIAAP (20 000 €)".
_SUM_AFTER: Final = re.compile(
    r"(?: ?\([^()\n]{0,40}\))?(?: ?, | ?: | ?\(| ?; ?| ?\.{3,40} ?| )(?:elle, |lui, )?"
    r"(?:pour |avec |a hauteur de |a concurrence de |apporte |y va de |, )?"
    r"(?:\d[\d .,\u00a0\u202f']{0,14}(?: ?(?:millions?|milliards?|mille|m|k|md|mds|mdeur))?(?: de | d')?"
    r" ?(?:€|\$|m€|k€|euros?|fcfa|f cfa|francs|dollars|dirhams|dinars|ariary|gourdes|lei|%|f(?![a-z]))"
    r"|(?:le |l'|la )(?:reliquat|solde|reste|complement|autre moitie)\b"
    r"|(?:(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante"
    r"|cinquante|soixante|cents?|mille|millions?|et)[ -]){2,8}(?:d')?(?:euros|francs|dollars|dirhams|dinars))"
)
#: A sum, its digits or its unit: what there must be before looking closer.
_DIGIT: Final = re.compile(r"[0-9€%]|million|subvention|mille|solde|reliquat|reste")
_PAYING: Final = Cue("after", "funder", 0.8)


def speaks_of_money(folded: str) -> bool:
    """Tell whether *folded* holds any unit of money or a share at all."""
    return any(unit in folded for unit in _UNITS)


def sum_before(folded: str, start: int, sentence: int) -> CueHit | None:
    """Return the sum that what begins at *start* is said to pay, in a sentence that speaks of money.

    *sentence* is where the sentence begins.
    """
    near = max(0, start - _REACH)
    if (
        not _DIGIT.search(folded, near, start)
        or _LINK.search(folded, max(0, start - 7), start) is None
    ):
        return None
    paid = _SUM_OF.search(folded[max(sentence, start - _REACH) : start])
    if paid is None or not _CURRENCY.search(folded, sentence, start):
        return None
    return CueHit(start, start, PAID)


def sum_after(folded: str, end: int) -> CueHit | None:
    """Return the sum that stands right behind what ends at *end*: "SIAVHY ..... 4 500 €"."""
    if _DIGIT.search(folded, end, end + _REACH) and _SUM_AFTER.match(folded, end):
        return CueHit(end, end, _PAYING)
    return None
