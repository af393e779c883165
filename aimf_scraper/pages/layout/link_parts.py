"""Links that are cards made of spans: a date, a title, a few words, one below the other by style sheet alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import is_day_only
from aimf_scraper.pages.claims.media import is_file
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.labelled_values import names_a_fact
from aimf_scraper.pages.source.tree import short_words
from aimf_scraper.text.chrome import is_bare_date

if TYPE_CHECKING:
    from lxml.etree import _Element

_INLINE: Final = frozenset({"span", "small", "em", "strong", "b", "time"})
#: Of these the tag itself says something; a line is put round it.
_TELLING: Final = frozenset({"strong", "b", "time"})
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
    return _part(link, _MOST_DEEP)


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
    called = {(one.tag, one.get("class")) for one in parts}
    if not 1 < len(parts) <= _MOST_PARTS or names_a_fact(words[0]):
        return False
    pictured = next(el.iter("img"), None) is not None and all(" " in said for said in words)
    if len(called) == 1 and not pictured and not any(map(is_day_only, words)):
        return False  # letters or words that a script moves one by one
    if not all(_says_something(said) for said in words):
        return False  # "120 projets", "07 janv. 2025" in three boxes, somebody's initials
    for part in parts:
        _part(part, deep - 1)
        _make_line(part)
    return True


def _says_something(words: str) -> bool:
    return sum(map(str.isalpha, words)) > 1 or is_bare_date(words)


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
