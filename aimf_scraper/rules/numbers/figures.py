"""Numbers, as French prose writes them: in figures, and in words.

Sources: grouping by spaces, SI Brochure (9th ed.) 5.4.4; dots, apostrophes and
English commas from pages of the field. Offsets are those of the text. What
stands around a number (a currency, a noun) is its reader's business.
"""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.signs import FOOTNOTE
from aimf_scraper.rules.numbers import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.rules.engine.document import Doc, Part

#: A part with more numbers than this is a data table: what follows is not read.
MAX_NUMBERS: Final = 20_000
MAX_SPELLED: Final = 2_000

# Every digit is read as "0" (``Part.digit_mask``); every repeat is bounded: hostile text must cost
# linear time. It begins with the digit itself, since a known byte is looked for much faster.
_NUMBER: Final = re.compile(
    rb"""
    0 (?<!00) (?<!0[.,]0)  # not the tail of 1234 or of 12,5
    (?:
        0{0,2}
        (?: (?:[ '.]000){1,5} | (?:,000){1,5} ) (?!0)  # "5.000 000" as well
        (?: [.,]0{1,2} (?!0) )?
      | 0{0,14} (?!0) (?: [.,]0{1,6} (?!0) )?
    )
    (?: [ ]?[\xbc-\xbe] )?  # two and a half
    \xb4{0,3}  # footnote marks
    """,
    re.VERBOSE,
)
#: "½ million": no figure stands before it.
_FRACTION_ALONE: Final = re.compile(rb"[\xbc-\xbe](?<!0.)(?<!0[ ].)")
#: The characters of the shortest number written in groups of three.
LEAST_GROUPED: Final = len("1 234")
_DECIMAL: Final = re.compile(r"[0-9]{1,15}(?:[.,][0-9]{1,6})?|[.,][0-9]{1,6}")
_LONE_GROUP: Final = re.compile(r"([0-9]{1,3})[.,]([0-9]{3})")
# "1.234.56" and "1,234,56": no one groups so, or by one mark both thousands and decimals.
_GROUPED: Final = re.compile(
    r"([0-9]{1,3}(?:(?P<mark>[ '.,])[0-9]{3})(?:[ '.,][0-9]{3})*)(?:(?!(?P=mark))[.,]([0-9]{1,2}))?"
)

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
    "milion": 6,  # typing errors seen in the press
    "millon": 6,
    "md": 9,
    "mrd": 9,
    "mlrd": 9,
    "milliard": 9,
}


_FRACTIONS: Final = {"¼": Decimal("0.25"), "½": Decimal("0.5"), "¾": Decimal("0.75")}


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


def find_numbers(doc: Doc) -> dict[str, tuple[Number, ...]]:
    """Return the numbers of every part, by its source, in reading order."""
    places = doc.anchors
    return {part.source: find_in(part, places[part.source]) for part in doc.parts}


def find_in(part: Part, places: Mapping[str, list[int]]) -> tuple[Number, ...]:
    """Return the numbers of *part*, none overlapping; never raises.

    *places*: where its stems stand.

    >>> from aimf_scraper.rules.engine.document import Part
    >>> part = Part("text", "12 villes, 1 055 000")
    >>> [(n.start, n.end) for n in find_in(part, {"number": []})]
    [(0, 2), (11, 20)]
    """
    figures = islice(_NUMBER.finditer(part.digit_mask), MAX_NUMBERS)
    found = [Number(match.start(), match.end(), spelled=False) for match in figures]
    mask = part.digit_mask
    if b"\xbc" in mask or b"\xbd" in mask or b"\xbe" in mask:  # few texts hold one
        alone = _FRACTION_ALONE.finditer(mask)
        found += [Number(m.start(), m.end(), spelled=False) for m in alone]
        found.sort()
    anchors = places["number"]
    if anchors and (spelled := words.spans(part.folded, anchors, MAX_SPELLED)):
        found += [Number(start, end, spelled=True) for start, end in spelled]
        found.sort()
    return tuple(found)


def value(folded: str, number: Number, *, scaled: bool = False) -> Decimal | None:
    """Return what *number* says, or ``None`` where the words make no number.

    A lone group of three after a dot or comma is a decimal part before a
    multiplier (*scaled*) and thousands elsewhere.

    >>> [str(value(t, Number(0, len(t), spelled=False), scaled=s))
    ...  for t, s in [("1.113", True), ("454.467", False), ("1 234,50", False)]]
    ['1.113', '454467', '1234.50']
    """
    written = folded[number.start : number.end]
    if number.spelled:
        return words.value(written)
    written = written.rstrip(FOOTNOTE)
    fraction = _FRACTIONS.get(written[-1:])
    if fraction is not None:
        whole = written[:-1].strip()
        return Decimal(whole) + fraction if whole.isdecimal() else None if whole else fraction
    digits = written.replace(" ", "")
    if digits.isdecimal():
        return Decimal(digits)
    if len(written) < LEAST_GROUPED:
        return _simple(written)
    lone = _LONE_GROUP.fullmatch(written)
    if lone:
        decimal = scaled or lone[1] == "0"
        return Decimal(f"{lone[1]}.{lone[2]}" if decimal else lone[1] + lone[2])
    grouped = _GROUPED.fullmatch(written)
    if grouped:
        digits = "".join(filter(str.isdecimal, grouped[1]))
        return Decimal(f"{digits}.{grouped[3]}" if grouped[3] else digits)
    return _simple(written)


def _simple(written: str) -> Decimal | None:
    """Return what figures with one comma or point at most say, ``None`` of any other ("FCFA ,1 200 000")."""
    return Decimal(written.replace(",", ".")) if _DECIMAL.fullmatch(written) else None


def plain(number: Decimal) -> int | float:
    """Return *number* as JSON will carry it: an ``int`` where it is whole."""
    whole = int(number)
    return whole if whole == number else float(number)
