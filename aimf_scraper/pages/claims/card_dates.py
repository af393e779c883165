"""The date of a card on a listing: of its ``<time>``, of a line that is a date, of a box of its own.

A day in a sentence of the lead, or in the title, is the card's subject: it is never taken.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.datelines import (
    date_parts,
    read_dateline,
    says_when,
)
from aimf_scraper.pages.claims.days import (
    is_day_only,
    is_range,
    local_moment,
    may_hold_day,
    read_day,
)
from aimf_scraper.pages.claims.published import marked, read_mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from aimf_scraper.pages.claims.datelines import Dated

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
#: The day at the beginning of a lead, and the dash or full stop behind it; or its brackets.
_LEADING_DAY: Final = re.compile(
    r"(?:(.{6,40}?) ?(?:[—–|•·]|(?<= )-(?= )| :|\.(?= [A-ZÀ-Ý«]))|[(\[]([^()\[\]]{6,40})[)\]][ :.–—-]{0,3}) ?(?=\S)"
)
_MAX_MARKS: Final = 20
_MAX_BOXES: Final = 200
_MAX_PIECES: Final = 3


def card_date(
    el: _Element | None, times: Iterable[_Element], lines: list[str], title: str = ""
) -> str | None:
    """Return the day or moment at which the card was published, where it says so.

    *el*: the card's own box, ``None`` where it has none; *times* the ``<time>``
    elements and *lines* the words that the walk found in it; *title* is read last.
    """
    found: Dated = {}
    for one in times:
        read_mark(one, found)
    if el is not None and "published" not in found:
        for one in _marks(el):
            read_mark(one, found)
    if "published" in found:
        return local_moment(found["published"][0])
    dated = [line for line in lines if may_hold_day(line)]
    if day := _of_lines(dated):
        return day
    titled = [title] if title and may_hold_day(title) else []
    # A foot is not among the lines.
    if el is not None and (dated or titled or next(el.iter("footer"), None) is not None):
        day = _of_boxes(el)
    return day or _of_lines(titled)


def _marks(el: _Element) -> Iterator[_Element]:
    """Yield what in *el* states a date for machines: ``<time>``, ``<abbr>``, a microdata ``<meta>``."""
    for one in islice(el.iter("time", "abbr", "meta"), _MAX_MARKS):
        if one.tag != "meta" or marked(one).published:
            yield one


def after_day(line: str) -> str:
    """Return a lead without the day that it begins with: "3 mars 2024 — Le pont rouvre".

    >>> after_day("3 mars 2024 — Le pont rouvre"), after_day("(3 mars 2024) Le pont"), after_day("3 mars 2024")
    ('Le pont rouvre', 'Le pont', '3 mars 2024')
    """
    begins = line[:1].isalnum() or line.startswith(("(", "["))
    found = _LEADING_DAY.match(line) if begins and may_hold_day(line) else None
    return line[found.end() :] if found and is_day_only(found[1] or found[2]) else line


def _of_lines(lines: list[str]) -> str | None:
    """Return the day that is stated: "Publié le ..." first, then a date alone, then one that leads in."""
    stated = [part for line in lines if not is_range(line) for part in date_parts(line)]
    for part in sorted(stated, key=lambda one: not says_when(one)):
        found: Dated = {}
        read_dateline(part, found)
        if "published" in found:
            return found["published"][0]
    return next((read_day(line) for line in lines if after_day(line) is not line), None)


def _of_boxes(el: _Element) -> str | None:
    """Return the day of the first box that holds nothing but a date of publication."""
    for one in islice(el.iter(*_BOXES), _MAX_BOXES):
        pieces = list(islice(one.itertext(), _MAX_PIECES + 1))
        words = " ".join("".join(map(str, pieces)).split())
        if len(pieces) <= _MAX_PIECES and words and is_day_only(words):
            names = marked(one)
            if names.published or not (names.modified or names.other):
                return read_day(words)
    return None
