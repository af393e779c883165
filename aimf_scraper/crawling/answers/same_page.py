"""Whether two answers show one page, and how the parts of one article become one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.pages.reading import Reading

#: What is left of a text of so many characters at least may be so short.
_NEARLY_NOTHING_CHARS: Final = 300
_A_TEXT_CHARS: Final = 200
#: Of the shorter text, the share that the other holds too.
_SHARED: Final = 0.5


def same_page(one: Reading, other: Reading) -> bool:
    """Return whether two readings tell of one page: the same title, and mostly the same lines."""
    if fold(one.title or "") != fold(other.title or ""):
        return False
    first, second = lines_of(one), lines_of(other)
    shared = sum(len(line) for line in first & second)
    shorter = min(sum(map(len, first)), sum(map(len, second)))
    return shared >= _SHARED * shorter


def says_the_same(one: Reading, other: Reading) -> bool:
    """Return whether two readings have the same title and text, however they are spaced."""
    return fold(one.title or "") == fold(other.title or "") and lines_of(one) == lines_of(other)


def has_lost_text(held: str | None, left: str | None) -> bool:
    """Return whether nearly nothing is left of a text: a picture or a file stands in its place now.

    >>> has_lost_text("Le puits est ouvert. " * 20, None), has_lost_text("Fermé.", "Ouvert.")
    (True, False)
    """
    now, then = len(left or ""), len(held or "")
    return now <= _NEARLY_NOTHING_CHARS and then >= _A_TEXT_CHARS and now * 10 <= then


def is_part_of(part: Reading, whole: Reading) -> bool:
    """Return whether *part* goes on with *whole*: its title is the same, but for a page number."""
    return fold(part.title or "").startswith(fold(whole.title or ""))


def joined(parts: Sequence[Reading]) -> Reading:
    """Return one reading of an article that stands on several pages, in their order."""
    first = parts[0]
    return replace(
        first,
        text="\n".join(one.text for one in parts if one.text) or None,
        terms=tuple(dict.fromkeys(term for one in parts for term in one.terms)),
        attachments=tuple({file.url: file for one in parts for file in one.attachments}.values()),
        images=tuple({image.url: image for one in parts for image in one.images}.values()),
        links=tuple({link.url: link for one in parts for link in one.links}.values()),
    )


def lines_of(reading: Reading) -> set[str]:
    """Return the lines of a reading's text, however they are spaced and written."""
    return {said for line in (reading.text or "").split("\n") if (said := fold(line).strip())}
