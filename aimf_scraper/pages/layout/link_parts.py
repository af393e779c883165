"""Links that are cards made of spans: a date, a title, a few words, one below the other by style sheet alone."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.claims.file_names import is_file
from aimf_scraper.pages.claims.short_days import is_day_number, is_day_piece, is_short_day
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.labelled_values import names_a_fact
from aimf_scraper.pages.source.tree import short_words
from aimf_scraper.text.chrome import is_bare_date

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE: Final = frozenset({"span", "small", "em", "i", "strong", "b", "time"})
#: Of these the tag itself says something; a line is put round it.
_TELLING: Final = frozenset({"strong", "b", "time"})
#: Boxes in a link whose spans are lines, as those of the link are.
_BOXES: Final = ("figcaption", "div")
_MOST_PARTS: Final = 12
_MOST_DEEP: Final = 3
#: An address is told to be a file's by what follows the site.
_ANY_SITE: Final = "http://x/"
_NO_PAGE: Final = ("#", "mailto:", "tel:", "javascript:")


def part_link(link: _Element) -> bool:
    """Make a line of each part of *link*, where it is made of spans that are called differently.

    Return whether it was. What stands in a sentence, a button, a file's name with its size,
    and a label with its value stay one line.
    """
    href = link.get("href") or "#"
    if (
        href.startswith(_NO_PAGE)
        or is_file(f"{_ANY_SITE}{href}")
        or (link.tail and not link.tail.isspace())
    ):
        return False
    if _part(link, _MOST_DEEP):
        return True
    boxes = list(islice(link.iter(*_BOXES), _MOST_PARTS))
    parted = [_part(box, 1) for box in boxes if not box.tail or box.tail.isspace()]
    return any(parted)


def _part(el: _Element, deep: int) -> bool:
    if not deep or (el.text and not el.text.isspace()):
        return False
    parts: list[_Element] = []
    words: list[str] = []
    for kid in islice(el, _MOST_PARTS + 1):
        if kid.tail and not kid.tail.isspace():
            return False
        if kid.tag in _INLINE and (said := _words(kid)):
            parts.append(kid)
            words.append(said)
    if len(parts) == 1:
        return _part(parts[0], deep - 1)
    parts, words = _with_whole_days(parts, words)
    called = {(one.tag, one.get("class")) for one in parts}
    if not 1 < len(parts) <= _MOST_PARTS or names_a_fact(words[0]):
        return False
    pictured = next(el.iter("img"), None) is not None and all(" " in said for said in words)
    if len(called) == 1 and not pictured and not any(map(is_day_only, words)):
        return False  # letters or words that a script moves one by one
    if not all(map(_says_something, words)):
        return False  # "120 projets", somebody's initials
    for part in parts:
        _part(part, deep - 1)
        _make_line(part)
    return True


def _with_whole_days(parts: list[_Element], words: list[str]) -> tuple[list[_Element], list[str]]:
    """Return *parts* and their *words*; a day that begins in boxes of its own is one part: "07", "janv.", "2025"."""
    pieces = list(takewhile(is_day_piece, words))
    if not 1 < len(pieces) < len(parts) or not any(map(is_day_number, pieces)):
        return parts, words
    if parts[0].getprevious() is not None or parts[0].getparent() is None:
        return parts, words
    day = parts[0].makeelement("span", {"class": "date"})
    parts[0].addprevious(day)
    for part in parts[: len(pieces)]:
        part.tail = " "
        day.append(part)
    return [day, *parts[len(pieces) :]], [" ".join(pieces), *words[len(pieces) :]]


def _says_something(words: str) -> bool:
    return sum(map(str.isalpha, words)) > 1 or is_bare_date(words) or is_short_day(words)


def _words(el: _Element) -> str:
    names = el.get("class")
    if names and marks.verdicts()[names] & marks.HIDDEN:
        return ""
    said = short_words(el)
    return said if any(map(str.isalnum, said)) else ""


def _make_line(part: _Element) -> None:
    if part.tag not in _TELLING:
        part.tag = "div"
        return
    line = part.makeelement("div", {"class": part.get("class") or ""})
    part.addprevious(line)
    line.append(part)
