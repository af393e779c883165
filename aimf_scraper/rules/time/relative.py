"""Dates told from the day of writing: "la semaine dernière", "hier", "d'ici deux ans": ``deixis.tsv``.

Without a day of writing some are kept, unresolved (``XXXX``): a reader sees that a date was
meant, and no year is made up. What is worked out is marked as ``inferred``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from aimf_scraper.records import DateRole
from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.time.deixis import Told, Unit, resolve
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.modifiers import year_modifier
from aimf_scraper.rules.time.ranges import Stated
from aimf_scraper.rules.time.tense import tense_of
from aimf_scraper.tables import Regex, Row, Split, read_tsv

if TYPE_CHECKING:
    from datetime import date

    from aimf_scraper.rules.engine.document import Part

Way = Literal["-2", "-1", "0", "1", "2", "-n", "+n", "tense"]
#: How sure each is.
_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))


@dataclass(frozen=True, slots=True)
class _Line(Row):
    """A line of ``deixis.tsv``."""

    anchors: Annotated[tuple[str, ...], Split("|")]
    pattern: Annotated[str, Regex()]
    unit: Unit
    way: Way
    kept: Literal["always", "published", "markup"]
    role: DateRole | None
    figure: str


@cache
def _lines() -> tuple[_Line, ...]:
    return read_tsv(Path(__file__).with_name("deixis.tsv"), _Line)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A line's pattern, cut at its anchor: what stands before it, and the rest."""

    line: _Line
    led: Pattern
    rest: re.Pattern[str]

    def match(self, folded: str, at: int) -> Told | None:
        """Return what the words around the anchor at *at* tell, ``None`` where they tell nothing."""
        rest = self.rest.match(folded, at)
        led = self.led.right_before(folded, at) if rest else None
        if rest is None or led is None:
            return None
        groups = {**led.groupdict(), **rest.groupdict()}
        start = led.end("context") if groups.get("context") else led.start()
        return Told(start, rest.end(), self.line.unit, rest["anchor"], groups)


@cache
def _by_anchor() -> dict[str, list[_Pattern]]:
    found: dict[str, list[_Pattern]] = {}
    for line in _lines():
        led, _, rest = line.pattern.partition("@")
        for anchor in line.anchors:
            before = Pattern(rf"(?<![a-z0-9'-])(?:{led})")
            after = re.compile(rf"(?P<anchor>{re.escape(anchor)})(?:{rest})")
            found.setdefault(anchor, []).append(_Pattern(line, before, after))
    return found


@cache
def _by_first_letter() -> dict[str, list[tuple[str, list[_Pattern]]]]:
    """Return the anchors with their patterns, by their first letter."""
    found: dict[str, list[tuple[str, list[_Pattern]]]] = {}
    for anchor, patterns in _by_anchor().items():
        found.setdefault(anchor[0], []).append((anchor, patterns))
    return found


def anchors() -> tuple[str, ...]:
    """Return the strings of which one stands in every date that is told from the day of writing."""
    return tuple(_by_anchor())


def find_relative(
    part: Part,
    places: list[int],
    stated: list[Stated],
    published: date | None,
    by_markup: date | None = None,
) -> list[Stated]:
    """Return the relative dates of *part* in reading order; *places*: their anchors'.

    *published* may be read off the text; *by_markup* is what the page itself says.
    *stated*: the dates read already; "mars" of "mars de l'année dernière" is filled in there.
    """
    found: list[Stated] = []
    for at in places:
        for anchor, patterns in _by_first_letter().get(part.folded[at], ()):
            if not part.folded.startswith(anchor, at):
                continue
            for pattern in patterns:
                line = pattern.line
                known = by_markup if line.kept == "markup" else published
                if known is None and line.kept != "always":
                    continue
                told = pattern.match(part.folded, at)
                if told and line.unit == "counted" and _is_quoted(part.text, at):
                    continue  # "Dans dix ans, nous verrons": from whenever it was said
                if told and (one := _stated(part, line, told, known)):
                    found.append(one)
    return _apart(part.folded, found, stated)


def _is_quoted(text: str, at: int) -> bool:
    """Return whether *at* stands in words that somebody said: a quotation is open before it."""
    opened = text.rfind("«", max(0, at - _LONGEST_QUOTE), at)
    return opened >= 0 and "»" not in text[opened:at]


_LONGEST_QUOTE: Final = 600


def _stated(part: Part, line: _Line, told: Told, known: date | None) -> Stated | None:
    one = Stated(told.start, told.end, When(), rule="dates.relative", role=line.role or "")
    one.of_year = line.unit == "of_year"
    if known is None:
        one.confidence = _SURE["dates.relative_unresolved"]
        return one
    way = _way(part, line, told)
    dated = None if way is None else resolve(told, way, known)
    if dated is None:
        return None
    one.first, one.last, one.inferred = dated
    one.confidence, one.by = _SURE[line.figure], line.figure
    return one


def _way(part: Part, line: _Line, told: Told) -> int | None:
    """Return how many units from the day of writing, ``None`` where nothing says which way."""
    if line.way == "tense":
        tense = tense_of(part, told.start, told.end)
        if tense is None:
            return 0 if told.unit == "this_weekday" else None
        return -1 if tense == "past" else 1
    if line.way in {"-n", "+n"}:
        number = told.number
        return None if number is None else number * (-1 if line.way == "-n" else 1)
    return int(line.way)


def _apart(folded: str, found: list[Stated], stated: list[Stated]) -> list[Stated]:
    """Return what of *found* stands clear of the rest, of two the longer; *stated* is filled in."""
    kept: list[Stated] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and one.start < kept[-1].end:
            if one.end - one.start <= kept[-1].end - kept[-1].start:
                continue
            kept.pop()
        kept.append(one)
    ending = {one.end: one for one in stated}
    starts = [one.start for one in stated]
    clear = []
    for one in kept:
        if one.of_year and _joined(folded, one, ending.get(one.start - 1)):
            continue
        i = bisect_left(starts, one.end)
        if i and stated[i - 1].end > one.start:
            continue
        clear.append(one)
    return clear


def _joined(folded: str, year: Stated, other: Stated | None) -> bool:
    """Give the year that *year* tells to *other*, which ends before it: "mars de l'année dernière".

    Return whether it took it; else *year* itself becomes "le premier trimestre de l'année dernière",
    where such a thing stands before it.
    """
    value = year.first.year
    if other is not None and other.first.year is None and other.first.month:
        other.end, other.relative = year.end, 0
        if value is not None:
            other.first = other.first._replace(year=value)
            other.last = other.last._replace(year=value) if other.last else None
            other.confidence, other.by = year.confidence, year.by
            other.inferred = tuple(sorted({*other.inferred, "year"}))
        return True
    if value is None:
        return False
    modified = year_modifier(folded, year.start + len("de "), value)
    if modified is not None:
        year.start, year.first = modified.start, modified.when
        year.inferred = tuple(sorted({*modified.inferred, "year"}))
    return False
