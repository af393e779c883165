"""What stands right before a date: "Mis à jour le", "Dernière modification :", in its line or in a box of its own."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.datelines import MAX_DATELINE, label_of_date
from aimf_scraper.pages.claims.days import may_hold_day
from aimf_scraper.pages.source.tree import short_words

if TYPE_CHECKING:
    from lxml.etree import _Element

    from aimf_scraper.pages.claims.datelines import Said

#: A longer label is a sentence.
_MAX_LABEL: Final = 60
#: A label stands at most so many boxes out, and is made of so many pieces.
_MAX_BOXES: Final = 4
_MAX_PIECES: Final = 6
_MAX_REMEMBERED: Final = 2_000
_IN_LINE: Final = frozenset(
    {"span", "b", "strong", "i", "em", "small", "a", "label", "font", "bdi"}
)
#: Around these no label of a date goes on.
_WHOLE: Final = frozenset({"article", "main", "body", "section", "html", "table", "ul", "ol"})


def said_before(el: _Element) -> Said | None:
    """Return what the words beside *el* make of the date in it, ``None`` where they say nothing of it.

    They stand right before it; or, in brackets and alone, behind it: "4 mai 2023 (mise à jour)".
    """
    before, behind = _words_before(el), _bracketed(el)
    return (_meaning(before) if before else None) or (_meaning(behind) if behind else None)


def _bracketed(el: _Element) -> str:
    tail = (el.tail or "").strip()[:_MAX_LABEL]
    return tail[1:-1] if tail.startswith("(") and tail.endswith(")") else ""


@lru_cache(maxsize=_MAX_REMEMBERED)
def _meaning(words: str) -> Said | None:
    return label_of_date(words)


def _words_before(el: _Element) -> str:
    """Return the words between *el* and the date, the heading or the box's edge before it."""
    said: list[str] = []
    at: _Element | None = el
    for _ in range(_MAX_BOXES):
        if at is None or at.tag in _WHOLE:
            break
        if not _gather(at, said):
            return ""
        words = " ".join(reversed(said))
        if any(map(str.isalpha, words)):
            return " ".join(words.split()) if len(words) <= _MAX_LABEL else ""
        at = at.getparent()
    return ""


def _gather(el: _Element, said: list[str]) -> bool:
    """Add to *said* what stands before *el* in its parent, the nearest first; return whether it may be a label."""
    previous = el.getprevious()
    for _ in range(_MAX_PIECES):
        if previous is None:
            break
        tail = previous.tail or ""
        if len(tail) > MAX_DATELINE or may_hold_day(tail):
            return False
        said.append(tail)
        if isinstance(previous.tag, str):
            words = short_words(previous, MAX_DATELINE)
            if previous.tag in {"time", "abbr"} or may_hold_day(words):
                return any(map(str.isalpha, tail))  # a label of its own stands after that date
            if not words and any(not piece.isspace() for piece in previous.itertext()):
                return False  # too long for a label
            is_line = previous.tag not in _IN_LINE
            if words and is_line and any(any(map(str.isalpha, one)) for one in said):
                return True  # the label is whole: that is the line before it
            said.append(f"{words} ")
            if words and is_line:
                return True
        previous = previous.getprevious()
    else:
        return previous is None
    parent = el.getparent()
    text = (parent.text or "") if parent is not None else ""
    if len(text) > MAX_DATELINE or may_hold_day(text):
        return False
    said.append(text)
    return True
