"""What a document's own acronyms stand for, and where it uses them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.common_nouns import common_nouns
from aimf_scraper.rules.organisations.abbreviations import find_explained
from aimf_scraper.rules.organisations.head_nouns import type_of
from aimf_scraper.rules.organisations.mention import (
    LEARNED,
    OrganisationMention,
    without_overlaps,
)
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.abbreviations import Learned

#: A text that explains more acronyms than this is no text.
_MOST: Final = 200


def learned_in(
    doc: Doc, by_part: list[list[OrganisationMention]]
) -> dict[str, OrganisationMention]:
    """Return what each acronym that the document explains stands for.

    Names that only their initials vouch for are added to *by_part*.
    """
    learned: dict[str, OrganisationMention] = {}
    for part, mentions in zip(doc.parts, by_part, strict=True):
        explained = find_explained(part.text, part.folded, {m.end: m.start for m in mentions})
        if not explained:
            continue
        by_end = {m.end: m for m in mentions}
        by_start = {m.start: m for m in mentions}
        named = []
        for one in explained:
            if len(learned) == _MOST:
                break
            meant = _meant(part, one, by_end.get(one.end), by_start.get(one.acronym_start))
            if meant is not None:
                learned.setdefault(one.acronym, meant)
                named.append(meant)
        mentions[:] = without_overlaps([*named, *mentions])
    return learned


def _meant(
    part: Part,
    one: Learned,
    named: OrganisationMention | None,
    short: OrganisationMention | None,
) -> OrganisationMention | None:
    """Return the organisation whose full name stands at *one*.

    *named* is the mention that ends where the full name does, *short* the one
    at the acronym.
    """
    if named is not None and named.start > one.start:
        named = None
    known = short if short is not None and short.authority_id else None
    name = " ".join(part.text[one.start : one.end].split()).rstrip(".")
    unknown = named is None or named.authority_id is None
    if known is not None and unknown and _alike(name, known.name):
        return known._replace(start=one.start, end=one.end)
    if named is not None:
        return named
    kind = type_of(name)
    if kind == "other" or _is_thing(name):
        return short._replace(start=one.start, end=one.end) if short else None
    return OrganisationMention(part, one.start, one.end, name, kind, LEARNED, f"name:{fold(name)}")


def _is_thing(name: str) -> bool:
    """Tell "Objectifs du millénaire pour le développement" from an organisation."""
    first = fold(name).replace("-", " ").split()[0].rpartition("'")[2]
    return first in common_nouns("thing") and first not in common_nouns("body")


def _alike(one: str, other: str) -> bool:
    """Tell whether two names share most of their long words."""
    words = [set(re.findall(r"\w{4,}", fold(name))) for name in (one, other)]
    return 2 * len(words[0] & words[1]) >= min(len(words[0]), len(words[1])) > 0


def uses_of(part: Part, learned: dict[str, OrganisationMention]) -> list[OrganisationMention]:
    """Return each use in *part* of an acronym that the document explains."""
    found = []
    text = part.text
    for acronym, meant in learned.items():
        at = text.find(acronym)
        while at >= 0:
            end = at + len(acronym)
            if not (_in_word(text[at - 1 : at]) or _in_word(text[end : end + 1])):
                found.append(meant._replace(part=part, start=at, end=end, rule=LEARNED, bare=False))
            at = text.find(acronym, end)
    return found


def _in_word(char: str) -> bool:
    return char.isalnum() or char in {"-", "_"}
