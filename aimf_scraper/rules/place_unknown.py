"""Names after a strong cue that the gazetteer does not hold as written.

"la commune de Antanananrivo" is one letter off a known town: its candidates are
that town's, marked as misspelt. "la mairie de Tchangara" is kept without
candidates, for a reader to resolve.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import gazetteer
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.rules.place_cues import lead_of, little_words
from aimf_scraper.rules.place_masks import is_homonym

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.place_cues import Lead
    from aimf_scraper.rules.scan import Part

_HEAD: Final = re.compile(
    r"\b(?:villes?|communes?|mairies?|maires?|municipalites?|bourgmestre|syndic|cu"
    r"|communaute urbaine|commune urbaine|commune rurale)(?: [a-z]{4,12})? (?:de |d'|of )"
    r"|(?<![a-z])a "
)
_ITEM: Final = re.compile(r"(?:, | et (?:de |d')?|, (?:de |d')|, et (?:de |d')?)")
_UPPER: Final = r"[A-ZÀ-ÖØ-ÞŒ]"
_NAME: Final = re.compile(
    rf"{_UPPER}[^\W\d_]{{1,25}}(?:['’‑-][^\W\d_]{{1,20}}){{0,3}}"
    rf"(?: (?:(?:de|du|des|la|le|les|sur|en|el|al|lès|l['’]|d['’]) ?){{0,2}}{_UPPER}[^\W\d_]{{1,20}}"
    r"(?:['’‑-][^\W\d_]{1,20}){0,3}){0,2}(?: (?:[1-9]|I{1,3}|IV|VI{0,3})\b)?"
)
_TYPO_LETTERS: Final = 7  # shorter names have too many neighbours
_LARGE: Final = 100_000
_ALPHABET: Final = "abcdefghijklmnopqrstuvwxyz -"
_LIST: Final = 12  # names of one list


def find_unknown(
    part: Part, taken: list[tuple[int, int]]
) -> Iterator[tuple[int, int, Lead, tuple[Place, ...]]]:
    """Yield ``(start, end, lead, candidates)`` of names outside *taken*.

    *taken*: the spans of known names, in order. Candidates are given where the
    name is a known town's with one slip; else the cue is one of a town hall.
    """
    folded, text = part.folded, part.text
    known = dict(taken)
    done = 0
    for head in _HEAD.finditer(folded):
        start = head.end()
        is_at = head.group() == "a "
        if start < done or (is_at and text[head.start()] not in "àÀ"):
            continue
        plural = "s" in head.group().split(" ")[0][-1:]
        for _ in range(_LIST):
            end = known.get(start)
            if end is None:
                name = _name_at(text, start)
                if name is None:
                    break
                end = start + len(name)
                towns = misspelt(name)
                if towns or not is_at:
                    yield start, end, lead_of(part, start), towns
            done = end
            item = _ITEM.match(folded, end) if plural else None
            if item is None:
                break
            start = item.end()


def _name_at(text: str, start: int) -> str | None:
    m = _NAME.match(text, start)
    if m is None:
        return None
    name = m.group()
    first = searchable(name).split()[0]
    if first in little_words("generic") or first in little_words("honorific"):
        return None
    if is_homonym(first, "given") or is_homonym(first, "word") or (name.isupper() and len(name) < 8):
        return None
    return name


def misspelt(name: str) -> tuple[Place, ...]:
    """Return the towns that *name* is one slip off: a letter more, less, other or swapped.

    Only members of the AIMF and large towns: small ones have neighbours of
    their own ("Bangou", "Bangoua").
    """
    form = searchable(name)
    if not _TYPO_LETTERS <= len(form) <= 30:
        return ()
    names = gazetteer()
    found: dict[Place, None] = {}
    for other in _one_slip_off(form):
        for place in names.named(other):
            if place.kind == "city" and (place.member or place.population >= _LARGE):
                found[place] = None
    return tuple(found)


def _one_slip_off(form: str) -> Iterator[str]:
    for i in range(len(form)):
        head, tail = form[:i], form[i + 1 :]
        yield head + tail
        if tail:
            yield head + tail[0] + form[i] + tail[1:]
        for letter in _ALPHABET:
            yield head + letter + tail
            yield head + letter + form[i:]
