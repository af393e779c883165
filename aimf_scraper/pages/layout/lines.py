"""Words of several elements in one line: spans that only a style sheet parts, a date in a title."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from lxml.etree import SubElement

from aimf_scraper.pages.claims.days import names_month
from aimf_scraper.pages.layout import class_names as marks
from aimf_scraper.pages.layout.labelled_values import names_a_fact
from aimf_scraper.pages.source.tree import settable, short_words, words_of
from aimf_scraper.pages.tables import table
from aimf_scraper.text.chrome import is_bare_date

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_LABEL_CHARS: Final = 60
#: What may stand between a title and its date.
_BETWEEN: Final = " :|–—-·•,"
_LEADS_TO_DATE: Final = re.compile(
    r"(?:\b(?:du|le|de|au|et|à|en|depuis|avant|of|the)|[,:–—(-])\s*\Z", re.IGNORECASE
)
_MAX_DATE_CHARS: Final = 40
#: "Mardi 9 mars".
_MOST_DATE_WORDS: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MOST_IN_HEADING: Final = 12
_BADGE_TAGS: Final = frozenset({"span", "small", "em", "mark", "sup"})
_MAX_BADGE_CHARS: Final = 25
_MIN_TITLE_CHARS: Final = 8


def date_in_title(heading: _Element) -> _Element | None:
    """Return the box in *heading* that holds its date, before or after the title: no part of it.

    "Conseil municipal du <span>12 mars 2024</span>" keeps its date.
    """
    whole = short_words(heading)
    if not any(map(str.isdigit, whole)):
        return None
    for el in islice(heading.iter("span", "time", "small", "em", "div"), _MOST_IN_HEADING):
        said = words_of(el)
        if len(said) > _MAX_DATE_CHARS or not any(map(str.isdigit, said)):
            continue
        is_time = el.tag == "time" and el.get("datetime")
        if not (is_time or is_bare_date(said) or _is_marked_day(el, said)):
            continue
        before, _, after = whole.partition(said)
        if not before.strip() and after.strip(_BETWEEN):
            return el
        if not after.strip() and before.strip() and not _LEADS_TO_DATE.search(before):
            return el
    return None


def _is_marked_day(el: _Element, said: str) -> bool:
    """Return whether *el* is called a date and says a day of some year: "20 Avr", "1er mars"."""
    day, _, month = said.partition(" ")
    if not (day.removesuffix("er").isdigit() and names_month(month)):
        return False
    is_date = (el.get("itemprop") or "").startswith("date")
    return is_date or bool(marks.of_box(el, el.tag)[1] & marks.DATE)


def badge_in_title(heading: _Element) -> _Element | None:
    """Return the badge at either end of *heading*, known by its class: "Terminé"; no part of the title."""
    first, last = heading[0], heading[-1]
    whole = short_words(heading)
    for el, outside in ((first, heading.text), (last, last.tail)):
        if el.tag not in _BADGE_TAGS or (outside and not outside.isspace()):
            continue
        names = (el.get("class") or "").lower().replace("_", "-").replace("-", " ").split()
        said = words_of(el)
        named = any(one in table("markup")["item"]["badge_words"] for one in names)
        is_short = 0 < len(said) <= _MAX_BADGE_CHARS and said[0].isupper()
        if named and is_short and len(whole) - len(said) > _MIN_TITLE_CHARS:
            return el
    return None


def put_before(heading: _Element, dated: _Element, names: str = "date") -> _Element:
    """Let the date or badge in *heading* be a line before it, of the class *names*; return that line."""
    line = heading.makeelement("p", {"class": names})
    moment = dated.get("datetime")
    box = line if moment is None else SubElement(line, "time", {"datetime": settable(moment)})
    box.text = settable(words_of(dated))
    heading.addprevious(line)
    dated.tag = "template"  # whose content nobody sees
    return line


def part_spans(parts: list[str], before: int, span: _Element) -> bool:
    """Part a span from what only a style sheet parts it from ("Budget" "3,5 M€").

    *parts*: the words of the open line; those of *span* begin at *before*.
    Return whether they begin a line: the next label of a sheet.
    """
    if not 0 < before < len(parts):
        return False
    last = before - 2 if before > 1 and parts[before - 1].isspace() else before - 1
    said, first = parts[last], parts[before][:1]
    if said.isdigit() and last == before - 1 and names_month(parts[before]):
        parts.insert(before, " ")  # "<span>3</span><span>mars</span>"
        return False
    if not (first.isupper() or first.isdigit()) or len(said) < 2:
        return False
    sister = span.getprevious()
    if sister is None:
        # "<li>Budget <span>3,5 M€</span></li>"
        if before == 1 and not (span.tail or "").strip() and span.getnext() is None:
            _put_colon(parts, before)
        return False
    if sister.tag != "span" or (sister.tail or "").strip():
        return False
    if names_a_fact("".join(parts[before:])):
        return True
    if not _put_colon(parts, before, sister) and last == before - 1 and not said[-1].isspace():
        parts.insert(before, " ")
    return False


def date_goes_on(parts: list[str], br: _Element) -> bool:
    """Return whether a date that the open line begins goes on behind *br*: "09 mars<br>2021"."""
    after = br.tail
    if not after or len(after) > _MAX_DATE_CHARS:
        return False
    before = "".join(parts).split()
    words = after.split()
    if not words or not 0 < len(before) <= _MOST_DATE_WORDS:
        return False
    if names_month(before[-1]):
        return len(words) == 1 and _YEAR.fullmatch(words[0]) is not None
    return before[-1].isdigit() and len(before[-1]) <= 2 and names_month(words[0])


def end_label(parts: list[str], strong: _Element) -> None:
    """End a known label with a colon: "<strong>Budget</strong> 3,5 M€". The line says nothing more yet."""
    tail = (strong.tail or "")[:_MAX_LABEL_CHARS].lstrip()
    if tail[:1].isupper() or tail[:1].isdigit():
        said = "".join(parts)
        if ":" not in said and names_a_fact(said):
            parts.append(" :")


def _put_colon(parts: list[str], before: int, label: _Element | None = None) -> bool:
    """Put a colon between the label of a line and its value; return whether it has a label.

    *label*: the box that the line begins with.
    """
    said = "".join(parts[:before]).strip()
    if not said or len(said) > _MAX_LABEL_CHARS or ":" in said:
        return False
    marked = label is not None and marks.verdicts()[label.get("class") or ""] & marks.LABEL
    if not marked and not names_a_fact(said):
        return False
    parts.insert(before, " : ")
    return True
