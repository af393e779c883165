"""The words of a heading beside a page's title: a date, a badge, the site's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.pages.claims.days import find_day, is_day_only
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.pages.claims.head import Head

_EDGES: Final = " -–—|·•:,"
#: What stands between a page's title and its site's name, folded.
_SEPARATORS: Final = frozenset("-|»·•:[")
#: "municipale" and "municipalité" begin alike.
_STEM_CHARS: Final = 6
_SEPARATOR: Final = re.compile(r"\s[-|»·•]\s")
_MAX_BADGE_CHARS: Final = 25
_MIN_TITLE_CHARS: Final = 12
#: So many longer words of a heading must be the page's title's.
_MIN_SHARED: Final = 4


def without_date(heading: str) -> str | None:
    """Return a heading without the date that a theme puts into it: "12 oct. 2023 Les ateliers rouvrent"."""
    day = find_day(heading)
    if day is None:
        return None
    before, after = heading[: day.end].strip(), heading[day.end :].strip(_EDGES)
    if is_day_only(before):
        return after if len(after) >= _MIN_TITLE_CHARS else None
    before = heading[: day.start].strip(_EDGES)
    return before if not after and len(before) >= _MIN_TITLE_CHARS else None


def without_badge(text: str, wanted: str) -> str | None:
    """Return the end of a heading that the metadata repeats, where a badge stands before it.

    "Projets Les ateliers rouvrent" is titled "Les ateliers rouvrent"; what ends in a
    mark before it ("Budget : …") is no badge.
    """
    start = len(text) - len(wanted)
    if not 2 < start <= _MAX_BADGE_CHARS or len(wanted) < _MIN_TITLE_CHARS:
        return None
    badge, title = text[:start], text[start:]
    if not badge[-1].isspace() or not badge.strip()[-1:].isalnum() or not title[0].isupper():
        return None
    return title if fold(title) == wanted else None


def shares_words(text: str, whole: str) -> bool:
    """Return whether most of a heading's longer words stand in *whole*: it is the title in other words."""
    words = [one for one in text.split() if len(one) > 3]
    return len(words) >= _MIN_SHARED and sum(one in whole for one in words) * 5 >= len(words) * 3


def is_part(text: str, whole: str) -> bool:
    """Tell whether *text* is *whole* before or after a separator ("AIMF - Financement")."""
    if whole.endswith(text):
        return whole.removesuffix(text).rstrip()[-1:] in _SEPARATORS
    return whole.startswith(text) and whole.removeprefix(text).lstrip()[:1] in _SEPARATORS


def parts_of(whole: str) -> list[str]:
    """Return what *whole*, a folded ``<title>``, says between its separators.

    >>> parts_of("un quai pour podor - actualites | ville de podor")
    ['un quai pour podor', 'actualites', 'ville de podor']
    """
    return [one.strip() for one in _SEPARATOR.split(whole)]


def is_end(text: str, whole: str) -> bool:
    """Return whether *whole* begins or ends with *text*, and says more."""
    return bool(text) and len(text) < len(whole) and whole.startswith(text) | whole.endswith(text)


def is_beside(text: str, name: str, whole: str, *, larger: bool) -> bool:
    """Return whether *whole*, a folded ``<title>``, is made of *text* and of *name*, the site's or a section's.

    *text* stands first, or it is *larger*: a heading of the first rank, or the longer one.
    """
    if len(text) + len(name) >= len(whole):
        return False
    parts = parts_of(whole)
    if text in parts and name in parts:
        return larger or text == parts[0]
    return larger and is_end(text, whole) and is_end(name, whole)


def speaks_of(title: str, prose: str) -> bool:
    """Return whether a title of several longer words is spoken of in *prose*, which is folded."""
    words = [one for one in fold(title).split() if len(one) > 3]
    return len(words) >= _MIN_SHARED and sum(
        one[:_STEM_CHARS] in prose for one in words
    ) * 2 >= len(words)


def without_site(said: str, head: Head) -> str | None:
    """Return ``og:title`` without the site's name at its end, which some plugins leave there."""
    name = head.site_name
    text = said.strip()
    if name and fold(text).endswith(fold(name)) and len(text) > len(name) + 3:
        rest = text[: -len(name)].rstrip()
        if rest and fold(rest[-1]) in _SEPARATORS:
            return rest[:-1].rstrip()
    return text or None
