"""The date of a card on a listing: of its ``<time>``, of a short line, of a box of its own."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.datelines import MAX_DATELINE, date_parts, read_dateline
from aimf_scraper.pages.claims.days import (
    is_day_only,
    is_range,
    local_moment,
    may_hold_day,
    read_day,
)
from aimf_scraper.pages.claims.published import read_mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from aimf_scraper.pages.claims.datelines import Dated

#: A line from here on is a lead: the days in it are the card's subject.
_MAX_LINE: Final = 60
_BOXES: Final = (
    "span",
    "small",
    "p",
    "div",
    "li",
    "td",
    "dd",
    "em",
    "i",
    "b",
    "strong",
    "a",
    "figcaption",
)
#: The day at the beginning of a lead, and the dash behind it.
_LEADING_DAY: Final = re.compile(r"(.{6,40}?) ?(?:[—–|•·]|(?<= )-(?= )| :) ?(?=\S)")
_MAX_MARKS: Final = 20
_MAX_BOXES: Final = 200
_MAX_PIECES: Final = 3


def card_date(el: _Element | None, times: Iterable[_Element], lines: list[str]) -> str | None:
    """Return the day or moment at which the card was published, where it says so.

    *el*: the card's own box, ``None`` where it has none; *times* the ``<time>``
    elements and *lines* the words that the walk found in it.
    """
    found: Dated = {}
    for one in times:
        read_mark(one, found)
    if el is not None and "published" not in found:
        for one in islice(el.iter("time", "abbr"), _MAX_MARKS):
            read_mark(one, found)
    if "published" in found:
        return local_moment(found["published"][0])
    dated = [line for line in lines if may_hold_day(line)]
    if (day := _of_lines(dated)) or el is None:
        return day
    # A foot is not among the lines.
    return _of_boxes(el) if dated or next(el.iter("footer"), None) is not None else None


def after_day(line: str) -> str:
    """Return a lead without the day that it begins with: "3 mars 2024 — Le pont rouvre".

    >>> after_day("3 mars 2024 — Le pont rouvre"), after_day("3 mars 2024")
    ('Le pont rouvre', '3 mars 2024')
    """
    found = _LEADING_DAY.match(line) if line[:1].isalnum() and may_hold_day(line) else None
    return line[found.end() :] if found and is_day_only(found[1]) else line


def _of_lines(lines: list[str]) -> str | None:
    for line in lines:
        if after_day(line) is not line:
            return read_day(line)
        if len(line) > MAX_DATELINE or is_range(line):
            continue
        found: Dated = {}
        parts = [line] if len(line) < _MAX_LINE else list(date_parts(line))
        for part in parts:
            read_dateline(part, found)
        if "published" in found:
            return found["published"][0]
    return None


def _of_boxes(el: _Element) -> str | None:
    """Return the day of the first box that holds nothing but a date."""
    for one in islice(el.iter(*_BOXES), _MAX_BOXES):
        pieces = list(islice(one.itertext(), _MAX_PIECES + 1))
        words = " ".join("".join(map(str, pieces)).split())
        if len(pieces) <= _MAX_PIECES and words and is_day_only(words):
            return read_day(words)
    return None
