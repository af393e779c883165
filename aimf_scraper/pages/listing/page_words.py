"""Words of links that lead from one page of a listing to another: "Page suivante", "Page 2", "Brèves plus anciennes"."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from aimf_scraper.pages.tables import table
from aimf_scraper.text.fold import fold

_MAX_CHARS: Final = 40
_EDGE: Final = " .…»>›→"
_ARROWS: Final = frozenset({">", "»", "›", "→"})
_BEHIND: Final = re.compile(r" \([^()]{1,30}\)$")
_NUMBERED: Final = re.compile(r"pages? ?[0-9]{1,4}")


def page_words(said: str) -> str:
    """Return a link's words folded, without the arrow behind them, or what it leads to: "Page suivante (Lomé)"."""
    return _BEHIND.sub("", fold(said[: _MAX_CHARS + 1])).strip(_EDGE)


def names_next(said: str) -> bool:
    """Return whether a link's or a button's words say that the next page follows: "Suivant »", an arrow.

    It may as well be the next article, or more of anything.
    """
    if len(said) > _MAX_CHARS:
        return False
    return said in _ARROWS or page_words(said) in _words("next") or names_next_page(said)


def names_next_page(said: str) -> bool:
    """Return whether only a listing's next page is called so: "Page suivante", "Brèves plus anciennes".

    >>> names_next_page("Brèves plus anciennes >>"), names_next_page("Page précédente")
    (True, False)
    """
    if len(said) > _MAX_CHARS:
        return False
    words = page_words(said)
    return words in _words("next_page") or (
        words.endswith(_older_ends()) and words.partition(" ")[0] in _words("older_things")
    )


def numbers_page(said: str) -> bool:
    """Return whether a link's words number a page: "Page 2"."""
    return _NUMBERED.fullmatch(page_words(said)) is not None


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(table("markup")["listing"][name])


@cache
def _older_ends() -> tuple[str, ...]:
    return tuple(f" {one}" for one in table("markup")["listing"]["older_ends"])
