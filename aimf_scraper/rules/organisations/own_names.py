"""Names proper: behind a small word of kind ("l'ONG Bethesda"), and around a foreign word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.names.common_nouns import names_an_idea
from aimf_scraper.rules.names.homonyms import is_given_name
from aimf_scraper.rules.names.legal_forms import legal_form
from aimf_scraper.rules.organisations.head_nouns import heads
from aimf_scraper.rules.organisations.latin import CAP
from aimf_scraper.rules.organisations.name_patterns import (
    ADJECTIVE,
    CAP_WORD,
    FOREIGN_AFTER,
    FOREIGN_BEFORE,
    FOREIGN_REACH,
    LOWER,
    SEGMENT,
)
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerType


class Shape(NamedTuple):
    """A name by its shape alone. ``house``: a building may be called so too.

    ``shared``: its head noun stands before another name: "les fondations Veolia et Suez".
    """

    start: int
    end: int
    name: str
    type: PartnerType
    house: bool = False
    shared: bool = False


#: "cabinet d'architectes", "comité local de riverains": what a word of kind goes on with, before the name.
_MORE: Final = rf"(?:{ADJECTIVE}\s|(?:de\s|des\s|d['’]){LOWER}\s){{0,3}}"
_KIND_GOES_ON: Final = re.compile(rf"{_MORE}(?P<open>[«“\"]\s?)?(?=\S)")
_OWN: Final = re.compile(
    rf"{CAP}(?:\s\d{{1,3}}(?!\d|[.,]\d))?(?:(?:\s(?:&|for|of|and|in))?\s{CAP}){{0,5}}"
    rf"(?:\set\s{CAP}(?=\s(?:de|du|des|pour|en)\s|[.,;)\n]|$))?"
    rf"(?:{SEGMENT}){{0,4}}"
)
_QUOTED: Final = re.compile(r"[^»”\"\n]{2,60}?(?=\s?[»”\"])")


def own_name(text: str, folded: str, start: int, head_end: int) -> Shape | None:
    """Return the name proper after a small word of kind: "l'ONG Bethesda" is called Bethesda."""
    word = folded[start:head_end].replace(".", "")
    if word not in heads("kind"):
        return None
    if text[head_end : head_end + 1] == ",":
        return _apposed(text, folded, start, head_end, heads("kind")[word])
    if text[head_end : head_end + 1] != " ":
        return None
    kind = _KIND_GOES_ON.match(text, head_end + 1)
    if kind is None:
        return None
    own = kind.end()
    if kind["open"]:
        quoted = _QUOTED.match(text, own)
        end = quoted.end() if quoted and text[own].isupper() else None
    elif text[own].isupper():
        written = _OWN.match(text, own)
        end = None
        if written:
            last = [*CAP_WORD.finditer(written[0])][-1].end() + own
            number = _NUMBER.match(text, last)
            end = _with_legal_form(text, own, number.end() if number else last)
    else:
        return None
    if end is None:
        return None
    name = " ".join(text[own:end].split())
    return Shape(own, end, name, heads("kind")[word])


def _apposed(text: str, folded: str, start: int, head_end: int, kind: PartnerType) -> Shape | None:
    """Return the name between commas: "leur association, Akwaba Solidaire, tient la caisse"."""
    named = _BETWEEN_COMMAS.match(text, head_end)
    if named is None or not folded.endswith(_WHOSE, 0, start):
        return None
    name = " ".join(named["name"].split())
    if is_given_name(fold(name).split()[0]):
        return None  # "leur association, Awa Sow, présidente"
    return Shape(*named.span("name"), name, kind)


_BETWEEN_COMMAS: Final = re.compile(rf",\s(?P<name>{CAP}(?:\s{CAP}){{1,3}}),")
_WHOSE: Final = ("leur ", "leurs ", "son ", "sa ", "notre ", "une ")


def _with_legal_form(text: str, own: int, end: int) -> int:
    """Return where the name ends with its legal form: "Batim S.A."."""
    form = legal_form().search(text, own, end + _FORM_MOST)
    return form.end() if form and form.start() <= end else end


_FORM_MOST: Final = 14
_NUMBER: Final = re.compile(r"\s\d{1,3}(?!\w|[.,]\d|[ \u00a0\u202f]\d{3})")


#: Words: names are shorter.
_HEADING_LEAST: Final = 5


def foreign_name(text: str, folded: str, start: int, end: int, *, least: int) -> Shape | None:
    """Return the run of capitals around a foreign word: "Reef Conservation", "School of ..."."""
    before = FOREIGN_BEFORE.search(text, max(0, start - FOREIGN_REACH), start)
    after = FOREIGN_AFTER.match(text, end)
    first = before.start() if before else start
    last = after.end() if after else end
    name = text[first:last]
    if name.isupper() and len(name.split()) > _HEADING_LEAST:
        return None  # a heading in capitals is no name
    if len(name.split()) < least or names_an_idea(
        folded, first, folded[first:last].split(maxsplit=1)[0]
    ):
        return None
    kind = heads("foreign").get(folded[start:end]) or heads("english")[folded[start:end]]
    return Shape(first, last, " ".join(name.split()), kind)
