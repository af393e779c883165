"""Organisations never seen before, by the shape of their names.

A head noun ("Fondation", "ministère"), then adjectives, names in capitals and
"de la ...", "pour l'..." as long as they go on: "Association togolaise pour
la promotion de l'Hygiène". Every repeat is bounded.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from aimf_scraper.rules.organisations_heads import heads, type_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerType

#: An upper-case letter of any Latin alphabet; a letter that has no case counts as one.
UPPER: Final = r"[^\W\d_a-zß-öø-ÿœāăąćčďđēęěğīıłńňōőřśşșšťţțūůűźżžơưạ-ỹ]"
_CAP: Final = rf"{UPPER}[\w’'&-]{{0,30}}"
_ADJECTIVE: Final = (
    r"[a-zß-öø-ÿœ-]{1,18}(?:al|ale|aux|ales|els?|elles?|ique|iques|ains?|aines?|iens?|iennes?"
    r"|ais|aises?|ois|oises?|éens?|éennes?|ifs?|ives?|aires?|ophones?|ublics?|ubliques?|eure?s?"
    r"|inoises?|ancophones?|eux|euses?|mes|unies?|ères?|iers?)"
)
_LINK: Final = (
    r"(?:pour\s(?:l['’]|la\s|le\s|les\s)?|de\sl['’]|de\sla\s|des\s|du\s|de\s|d['’]|en\s|sur\s"
    r"|aux?\s|à\sla\s|à\sl['’])"
)
_LOWER: Final = r"[a-zß-öø-ÿœ-]{3,24}"
_SEGMENT: Final = (
    rf"\s(?:et\s(?={_LINK}{_LOWER}\b)|et\s{_LOWER}\s(?={_LINK}))?{_LINK}"
    rf"(?:{_ADJECTIVE}\s)?(?:{_CAP}|{_LOWER})(?:[\s-](?:{_CAP}|{_ADJECTIVE}\b)){{0,4}}"
)
#: "ministère de la Jeunesse, de la Culture et de la Communication": the list is the name.
_MORE_DUTIES: Final = (
    r"(?:(?:,\s|\set\s)(?:de\sla\s|de\sl['’]|du\s|des\s)"
    rf"{_CAP}(?:\s{_ADJECTIVE}\b)?){{0,5}}"
)


@cache
def _heads() -> tuple[AhoCorasick, list[bool]]:
    """Return what finds the heads in folded text, and for each whether it needs a capital."""
    capital = {**dict.fromkeys(heads("capital"), True), **dict.fromkeys(heads("always"), False)}
    finder = AhoCorasick(list(capital), matchkind=MatchKind.LeftmostLongest)
    return finder, list(capital.values())


@cache
def _english() -> tuple[str, ...]:
    """Return words that tell of a name in another language: none is part of French prose."""
    french = {**heads("always"), **heads("capital")}
    return (" of ", *(word for word in heads("foreign") if word not in french))


_REST: Final = re.compile(
    rf"(?:[\s-]{_ADJECTIVE}\b){{0,3}}(?:[\s]{_CAP}){{0,4}}(?:\s{_ADJECTIVE}\b){{0,2}}(?:{_SEGMENT}){{0,6}}"
)
_DUTIES: Final = re.compile(
    rf"(?:\s{_ADJECTIVE}\b){{0,2}}\s(?:de\sla\s|de\sl['’]|du\s|des\s|de\s|d['’])"
    rf"{_CAP}(?:\s{_ADJECTIVE}\b){{0,2}}{_MORE_DUTIES}(?:\s(?:du|de|de\sla)\s{_CAP}(?:\s{_CAP})?)?"
)
_CAP_WORD: Final = re.compile(rf"(?<![\w])(?:[ldLD]['’])?{_CAP}")
_SCOPE: Final = re.compile(
    r"\b(?:(?:inter)?national|mondial|europeen|africain|francais|regional|general|marocain|tunisien"
    r"|senegalais|beninois|togolais|ivoirien|camerounais|malgache|suisse|belge|quebecois|canadien"
    r"|burund|rwand|congol|gabon|tchad|nigeri|guine|mauritan|djibout|comor|hait|cambodg"
    r"|liban|roumain|bulgar|moldav|vietnam|laot|mali(?:en|enne)\b|burkinab|alger|egypt|luxembourg"
    r"|monegasq|catalan|italien|espagnol|allemand|japonais|turc|britanniq|neerland|centrafric)"
)
_FOREIGN_NAME: Final = re.compile(
    rf"(?<![\w’'-]){_CAP}(?:\s(?:(?:of|for|and|the|on|in|of\sthe|für|din)\s){{0,2}}{_CAP}){{1,8}}"
)
_WITH_DUTIES: Final = ("ministere", "secretariat d'etat", "direction")


class Shape(NamedTuple):
    """A name by its shape alone."""

    start: int
    end: int
    name: str
    type: PartnerType


def find_shapes(text: str, folded: str) -> list[Shape]:
    """Return what looks like an organisation's name in *text*, in reading order."""
    found = []
    finder, capital = _heads()
    for index, start, head_end in finder.find_matches_as_indexes(folded):
        if capital[index] and not text[start].isupper():
            continue
        if not _stands_alone(text, start, head_end):
            continue
        end = _name_end(text, folded, start, head_end)
        if end is not None:
            own = _own_name_start(text, folded, start, end)
            if own > start:
                end = _second_half(text, own, end)
            name = " ".join(text[own:end].split())
            name = name[0].upper() + name[1:]
            found.append(Shape(own, end, name, type_of(text[start:end])))
    if any(word in folded for word in _english()):
        found += _foreign(text)
    return sorted(set(found))


_KIND_ONLY: Final = re.compile(rf"ong(?:\s{_ADJECTIVE}\b)?\s(?=\S)")


_SECOND_HALF: Final = re.compile(rf"\set\s{UPPER}[a-zß-öø-ÿœ]{{2,20}}(?![\w’'-])")


def _second_half(text: str, start: int, end: int) -> int:
    """Return the end of "Eau et Vie": without an article, "et" joins one name, not two."""
    more = _SECOND_HALF.match(text, end)
    return more.end() if more and " " not in text[start:end] else end


def _own_name_start(text: str, folded: str, start: int, end: int) -> int:
    """Return where the name proper begins: "ONG" says what Bethesda is, not what it is called."""
    kind = _KIND_ONLY.match(folded, start, end)
    return kind.end() if kind and text[kind.end()].isupper() else start


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a head is a word of its own; only "l'" and "d'" may touch it."""
    before = text[start - 1] if start else " "
    if before in "'’":
        before = " " if text[max(0, start - 3) : start - 1].strip().lower()[-1:] in "ld" else "x"
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in "-_" or after.isalnum() or after in "-_")


def _name_end(text: str, folded: str, start: int, head_end: int) -> int | None:
    """Return where the name with the head *start:head_end* ends; ``None`` where it is no name."""
    if folded.startswith(_WITH_DUTIES, start):
        duties = _DUTIES.match(text, head_end)
        if duties:
            return duties.end()
    rest = _REST.match(text, head_end)
    end = rest.end() if rest else head_end
    if end == head_end:
        return None
    capitals = list(_CAP_WORD.finditer(text[head_end:end]))
    if capitals:
        return _with_adjectives(text, head_end + capitals[-1].end(), end)
    if text[start].isupper() and _SCOPE.search(folded, head_end, end):
        return end
    return None


_ADJECTIVES_AFTER: Final = re.compile(rf"(?:\s{_ADJECTIVE}\b){{1,2}}")


def _with_adjectives(text: str, end: int, limit: int) -> int:
    """Return the end of the adjectives that follow the last capitalised word."""
    more = _ADJECTIVES_AFTER.match(text, end, limit)
    return more.end() if more else end


def _foreign(text: str) -> list[Shape]:
    found = []
    for m in _FOREIGN_NAME.finditer(text):
        words = fold(m[0]).split()
        marks = [word for word in words if word in heads("foreign")]
        if marks and len(words) > 2:
            found.append(Shape(m.start(), m.end(), m[0], heads("foreign")[marks[0]]))
    return found
