"""Days that a page's boxes name as another thing's: an event's, a deadline's, a change's, today's."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final, cast

from lxml import etree

from aimf_scraper.pages.claims.datelines import MAX_DATELINE
from aimf_scraper.pages.claims.days import read_day
from aimf_scraper.pages.claims.published import marked
from aimf_scraper.pages.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

_OTHERS: Final = etree.XPath(
    "//*[contains(@class,'today') or contains(@class,'aujourd') or contains(@class,'current') or contains(@class,'event')"
    " or contains(@class,'agenda') or contains(@class,'deadline')]"
)
#: What a place or its sign may be: quicker to go through than to ask for by parts of a class.
_PLACE_TAGS: Final = ("i", "p", "li", "span", "div", "dd", "td")
_MAX_REMEMBERED: Final = 2_000
_CHANGED: Final = etree.XPath(
    "//*[contains(@class,'updat') or contains(@class,'modif') or contains(@itemprop,'odified')]"
)
_CLASS_WORD: Final = re.compile("[a-z]+")
#: A box with more pieces of text than this is no date.
_MAX_PIECES: Final = 24
#: No page has more boxes that are looked at: a hostile one takes linear time.
MAX_MARKS: Final = 400
#: An icon stands no more boxes inside its line, and a place no more lines below its day.
_MAX_BOXES: Final = 6
_MAX_LINES: Final = 3


def dates_of_others(root: _Element) -> set[str]:
    """Return the words of the boxes that are named as an event's date, today's or a deadline."""
    found = islice(cast("Iterable[_Element]", _OTHERS(root)), MAX_MARKS)
    said = {words for el in found if marked(el).other and (words := short_words(el))}
    places = (el for el in root.iter(*_PLACE_TAGS) if _names_place(el.get("class") or ""))
    for el in islice(places, MAX_MARKS):
        said |= _days_before_place(el)
    return said


@lru_cache(maxsize=_MAX_REMEMBERED)
def _names_place(names: str) -> bool:
    """Return whether a class names where something takes place: "lieu", "fa-map-marker"."""
    return not _places().isdisjoint(_CLASS_WORD.findall(names[:MAX_DATELINE]))


@cache
def _places() -> frozenset[str]:
    return frozenset(table("dates")["event"]["places"])


def _days_before_place(el: _Element) -> set[str]:
    """Return the words of the days that stand right before the box of a place: an event's."""
    box, words = el, short_words(el)
    if words is None:
        return set()
    for parent in islice(el.iterancestors(), _MAX_BOXES):
        # An icon has no words; its line has.
        if words and short_words(parent) != words:
            break
        box, words = parent, short_words(parent)
        if words is None:
            return set()
    before = islice(box.itersiblings(preceding=True), _MAX_LINES)
    return {said for one in before if (said := short_words(one)) and read_day(said)}


def days_of_change(root: _Element, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the words of the boxes that are named as the day of a change, for machines or readers.

    Not where *lines* say the same words elsewhere too: that is another date then.
    """
    found = islice(cast("Iterable[_Element]", _CHANGED(root)), MAX_MARKS)
    said = Counter(words for el in found if _is_change(el) and (words := short_words(el)))
    return tuple(
        words
        for words, times in said.items()
        if any(map(str.isdigit, words)) and sum(words in line for line in lines) <= times
    )


def _is_change(el: _Element) -> bool:
    """Return whether *el* is named as a change and no more: "entry-date updated" is the page's only date."""
    dated = (one.lower() for one in (el.get("class") or "")[:MAX_DATELINE].split())
    return marked(el).modified and not any(
        one.endswith("date") and not one.endswith("update") for one in dated
    )


def short_words(el: _Element) -> str | None:
    """Return the words of *el*, ``None`` where they are too many for a date."""
    pieces = list(islice(cast("Iterable[str]", el.itertext()), _MAX_PIECES + 1))
    if len(pieces) > _MAX_PIECES:
        return None
    words = " ".join("".join(pieces).split())
    return words if len(words) <= MAX_DATELINE else None
