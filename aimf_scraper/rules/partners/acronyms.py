"""Acronyms of organisations that nobody knows; each needs a word beside it to count."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.homonyms import is_given_name
from aimf_scraper.rules.partners.bare_names import bare
from aimf_scraper.rules.partners.list_items import is_acronym
from aimf_scraper.rules.partners.things import is_thing
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.mention import OrganisationMention

ACRONYM: Final = "partners.acronym"

_CAPITALS: Final = re.compile(r"([A-Z][A-Z&-]{1,10}[A-Z])(?![a-z])(?:-[A-Z][a-z]{2,12})?")
#: What such a name may hold is marked "A"; a character that is no ASCII is one byte too.
_CAPITAL_MARKS: Final = bytes(
    ord("A") if char in b"ABCDEFGHIJKLMNOPQRSTUVWXYZ&-" else ord(" ") for char in range(256)
)


def acronyms(doc: Doc, part: Part, covered: bytearray) -> list[OrganisationMention]:
    """Return what looks like the acronym of an organisation nobody knows."""
    found = []
    text = part.text
    for m in _in_a_row(text):
        start = m.start()
        if covered[start] or not is_acronym(m[1]):
            continue
        end = m.end()
        before, after = text[start - 1 : start], text[end : end + 1]
        if before.isalnum() or after.isalnum() or before in {"-", "_"} or after in {"-", "_"}:
            continue
        if not _in_capitals(text, start, end) and not _is_surname(text, start):
            found.append(bare(part, start, end, m[0], ACRONYM))
    return [m for m in found if not is_thing(doc, m)]


def _in_a_row(text: str) -> Iterator[re.Match[str]]:
    """Yield what is written in capitals.

    Few words are: three marks in a row are found four times as fast as a class of characters.
    """
    marks = text.encode("ascii", "replace").translate(_CAPITAL_MARKS)
    at = marks.find(b"AAA")
    while at >= 0:
        m = _CAPITALS.match(text, at)
        if m:
            yield m
        at = marks.find(b"AAA", m.end() if m else at + 1)


def _is_surname(text: str, start: int) -> bool:
    """Return whether a given name stands right before: "Guy KAMBOGO"."""
    before = text[max(0, start - _GIVEN_MOST) : start]
    word = before.rstrip(" ").rpartition(" ")[2]
    return before.endswith(" ") and word[:1].isupper() and is_given_name(fold(word))


_GIVEN_MOST: Final = 20


def _in_capitals(text: str, start: int, end: int) -> bool:
    """Tell whether the words around *start:end* are all in capitals: a heading, or a family name."""
    around = text[max(0, start - 12) : start] + text[end : start + 24]
    capitals = len([char for char in around if char.isupper()])
    return capitals > len([char for char in around if char.islower()])
