"""Numbers, as French prose writes them: in figures, and in words.

Sources: grouping by spaces, SI Brochure (9th ed.) 5.4.4; dots, apostrophes and
English commas from pages of the field. Offsets are those of the text. What
stands around a number (a currency, a noun) is its reader's business.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules import numbers_words

if TYPE_CHECKING:
    from aimf_scraper.rules.scan import Scan

#: A part with more numbers than this is a data table: what follows is not read.
MAX_NUMBERS: Final = 20_000
MAX_SPELLED: Final = 2_000

# Every repeat is bounded: hostile text must cost linear time.
_NUMBER: Final = re.compile(
    r"""
    (?<![0-9]) (?<![0-9][.,]) [0-9]  # not the tail of 1234 or of 12,5
    (?:
        [0-9]{0,2}
        (?: (?:[ '.][0-9]{3}){1,5} | (?:,[0-9]{3}){1,5} ) (?![0-9])  # "5.000 000" as well
        (?: [.,][0-9]{1,2} (?![0-9]) )?
      | [0-9]{0,14} (?![0-9]) (?: [.,][0-9]{1,6} (?![0-9]) )?
    )
    """,
    re.VERBOSE,
)
# Bytes to "0" for a digit and " " for all else, so that ``find`` hops from figure to figure.
_FIGURES: Final = bytes(ord("0" if chr(byte) in "0123456789" else " ") for byte in range(256))
#: The characters of the shortest number written in groups of three.
LEAST_GROUPED: Final = len("1 234")
_LONE_GROUP: Final = re.compile(r"([0-9]{1,3})[.,]([0-9]{3})")
_GROUPED: Final = re.compile(r"([0-9]{1,3}(?:[ '.,][0-9]{3})+)(?:[.,]([0-9]{1,2}))?")

SCALES: Final = {
    "k": 3,
    "mille": 3,
    "millier": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mio": 6,
    "mln": 6,
    "mill": 6,
    "million": 6,
    "milion": 6,  # a typing error seen in the press
    "md": 9,
    "mrd": 9,
    "mlrd": 9,
    "milliard": 9,
}


class Number(NamedTuple):
    """A number at ``start:end``; ``spelled``: written out in words."""

    start: int
    end: int
    spelled: bool


def power(scale: str) -> int:
    """Return the power of ten of a multiplier as written, folded.

    >>> [power(s) for s in ("", "k", "millions", "mds")]
    [0, 3, 6, 9]
    """
    return SCALES[scale.rstrip("s")] if scale else 0


def find(scan: Scan) -> dict[str, tuple[Number, ...]]:
    """Return the numbers of every part, by its source, in reading order."""
    return {part.source: find_in(part.folded) for part in scan.parts}


def find_in(folded: str) -> tuple[Number, ...]:
    """Return the numbers of a folded text, none overlapping; never raises.

    >>> [(n.start, n.end) for n in find_in("12 villes, 1 055 000 ou deux cent mille")]
    [(0, 2), (11, 20), (24, 39)]
    """
    found = _in_figures(folded)
    spelled = numbers_words.spans(folded, MAX_SPELLED)
    if not spelled:
        return tuple(found)
    found += [Number(start, end, spelled=True) for start, end in spelled]
    return tuple(sorted(found))


def _in_figures(folded: str) -> list[Number]:
    found: list[Number] = []
    figures = folded.encode("ascii", "replace").translate(_FIGURES)  # one byte a character
    start = figures.find(b"0")
    while start != -1 and len(found) < MAX_NUMBERS:
        match = _NUMBER.match(folded, start)
        end = match.end() if match else figures.find(b" ", start)
        if match:
            found.append(Number(start, end, False))
        elif end == -1:
            break
        start = figures.find(b"0", end)
    return found


def value(folded: str, number: Number, *, scaled: bool = False) -> Decimal | None:
    """Return what *number* says, or ``None`` where the words make no number.

    A lone group of three after a dot or comma is a decimal part before a
    multiplier (*scaled*) and thousands elsewhere.

    >>> [str(value(t, find_in(t)[0], scaled=s))
    ...  for t, s in [("1.113", True), ("454.467", False), ("1 234,50", False)]]
    ['1.113', '454467', '1234.50']
    """
    written = folded[number.start : number.end]
    if number.spelled:
        return numbers_words.value(written)
    digits = written.replace(" ", "")
    if digits.isdecimal():
        return Decimal(digits)
    if len(written) < LEAST_GROUPED:
        return Decimal(written.replace(",", "."))
    lone = _LONE_GROUP.fullmatch(written)
    if lone:
        decimal = scaled or lone[1] == "0"
        return Decimal(f"{lone[1]}.{lone[2]}" if decimal else lone[1] + lone[2])
    grouped = _GROUPED.fullmatch(written)
    if grouped:
        digits = "".join(filter(str.isdecimal, grouped[1]))
        return Decimal(f"{digits}.{grouped[2]}" if grouped[2] else digits)
    return Decimal(written.replace(",", "."))


def plain(number: Decimal) -> int | float:
    """Return *number* as JSON will carry it: an ``int`` where it is whole."""
    whole = int(number)
    return whole if whole == number else float(number)
