"""Names after a strong cue that the gazetteer does not hold as written.

"la commune de Antanananrivo" is one letter off a known town: its candidates are
that town's, marked as misspelt. "la mairie de Tchangara" is kept without
candidates, for a reader to resolve.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, Literal

from aimf_scraper.gazetteer import gazetteer
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.rules.names.homonyms import is_homonym
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.places.cues import pattern_of
from aimf_scraper.rules.places.left_context import lead_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.places.left_context import Lead
    from aimf_scraper.rules.places.mention import PlaceMention

#: A capital after "de", "d'", "à", "vers", "of". The capital comes first in the
#: pattern, so that the search skips from capital to capital; most fail at the first look behind.
_CAPITAL: Final = re.compile(
    r"[A-ZÀ-ÖØ-ÞŒ](?<=[dDeEfFsSàÀ][ '’].)"
    r"(?<=(?:\s[dD][eE] |[eE][rR][sS] |\s[oO][fF] |.\s[àÀ] |..[dD]['’]).)",
    re.DOTALL,
)
_OFFICIAL: Final = frozenset({"town_hall", "mayor"})  # strong cues
_PLURAL: Final = re.compile(r"[a-z]{3,15}s\b")
_LISTING: Final = (", ", " e")  # how what parts the names of a list begins
_UPPER: Final = r"[A-ZÀ-ÖØ-ÞŒ]"
_NAME: Final = re.compile(
    rf"{_UPPER}[^\W\d_]{{1,25}}(?:['’‑-][^\W\d_]{{1,20}}){{0,3}}"
    rf"(?: (?:(?:de|du|des|la|le|les|sur|en|el|al|lès|l['’]|d['’]) ?){{0,2}}{_UPPER}[^\W\d_]{{1,20}}"
    r"(?:['’‑-][^\W\d_]{1,20}){0,3}){0,2}(?: (?:[1-9]|I{1,3}|IV|VI{0,3})\b)?"
)
_TYPO_LETTERS: Final = 7  # shorter names have too many neighbours
_LARGE: Final = 100_000
_LONGEST_FORM: Final = 30
_LIST: Final = 12  # names of one list
_ACRONYM: Final = 8  # letters: capitals alone, fewer than these, are one
_REMEMBERED: Final = 4096  # names whose answer is kept: bounded, a crawl is long


def find_unknown(
    part: Part, known: dict[int, PlaceMention]
) -> Iterator[tuple[int, int, Lead, tuple[Place, ...]]]:
    """Yield ``(start, end, lead, candidates)`` of names that are not *known*.

    *known*: the mentions of known names, by where they begin. Candidates are given
    where the name is a known town's with one slip; else the cue is one of a town hall.
    """
    folded, text = part.folded, part.text
    yield from _beside_known(part, known)
    done = 0
    for capital in _CAPITAL.finditer(text):
        start = capital.start()
        if start < done:
            continue
        mention = known.get(start)
        if mention is not None:
            done = mention.end
            plural = _is_of_several(mention.lead, part, start)
            if not plural:
                continue
            strong = True
        else:
            lead = lead_of(part, start) if _is_near_office(part, start) else None
            strong = lead is not None and _is_official(lead, "office", part, start)
            plural = lead is not None and strong and _is_of_several(lead, part, start)
        for _ in range(_LIST):
            mention = known.get(start)
            if mention is not None:
                end = mention.end
            else:
                m = _NAME.match(text, start)
                if m is None or not _may_be_town(m.group()):
                    break
                end = m.end()
                towns = misspelt(m.group())
                if towns or strong:
                    yield start, end, lead_of(part, start), towns
            done = end
            item = pattern_of("item").regex.match(folded, end) if plural else None
            if item is None:
                break
            start = item.end()


def _is_near_office(part: Part, start: int) -> bool:
    """Return whether an office stands near before *start*: looked for before anything costlier."""
    return part.context.said_before(pattern_of("office"), start, "near") is not None


def _is_official(lead: Lead, family: Literal["office", "offices"], part: Part, start: int) -> bool:
    """Return whether what leads to the name at *start* is a town hall's or a mayor's word of *family*."""
    words = pattern_of(family).regex
    return lead.cue in _OFFICIAL and words.search(part.folded, lead.start, start) is not None


def _is_of_several(lead: Lead, part: Part, start: int) -> bool:
    """Return whether a list of towns may follow: "les communes de"."""
    plural = _PLURAL.match(part.folded, lead.start) is not None
    return plural and _is_official(lead, "offices", part, start)


def _beside_known(
    part: Part, known: dict[int, PlaceMention]
) -> Iterator[tuple[int, int, Lead, tuple[Place, ...]]]:
    """Yield the names with one slip that a known name's list goes on with."""
    text = part.text
    for mention in known.values():
        end = mention.end
        if text[end : end + 2] not in _LISTING:
            continue
        gap = pattern_of("item").regex.match(part.folded, end)
        start = gap.end() if gap else end
        if gap is None or start in known or not text[start : start + 1].isupper():
            continue
        m = _NAME.match(text, start)
        towns = misspelt(m.group()) if m and _may_be_town(m.group()) else ()
        if m and towns:
            yield start, m.end(), lead_of(part, start), towns


@lru_cache(maxsize=_REMEMBERED)
def _may_be_town(name: str) -> bool:
    first = searchable(name).split()[0]
    if first in little_words("generic") or first in little_words("honorific"):
        return False
    if is_homonym(first):
        return False
    return not (name.isupper() and len(name) < _ACRONYM)


@lru_cache(maxsize=_REMEMBERED)
def misspelt(name: str) -> tuple[Place, ...]:
    """Return the towns that *name* is one slip off: a letter more, less, other or swapped.

    Only members of the AIMF and large towns: small ones have neighbours of
    their own ("Bangou", "Bangoua").
    """
    form = searchable(name)
    if not _TYPO_LETTERS <= len(form) <= _LONGEST_FORM:
        return ()
    found: dict[Place, None] = {}
    names = gazetteer()
    if names.named(form):
        return ()
    for key in sorted({form, *_shortened(form)}):
        for other in _by_shortened().get(key, ()):
            if other != form and _is_one_slip(form, other):
                for place in names.named(other):
                    if place.kind == "city" and (place.member or place.population >= _LARGE):
                        found[place] = None
    return tuple(found)


@cache
def _by_shortened() -> dict[str, list[str]]:
    """Index every well-known form under itself and under itself less one letter.

    Two forms one slip apart meet under a common key.
    """
    index: dict[str, list[str]] = {}
    for form in gazetteer().well_known(_LARGE):
        if len(form) >= _TYPO_LETTERS and not form.startswith("*"):
            for key in {form, *_shortened(form)}:
                index.setdefault(key, []).append(form)
    return index


def _shortened(form: str) -> Iterator[str]:
    return (form[:i] + form[i + 1 :] for i in range(len(form)))


def _is_one_slip(one: str, other: str) -> bool:
    """Return whether one letter more, less, other or swapped parts the two.

    >>> _is_one_slip("antanananrivo", "antananarivo"), _is_one_slip("abidjan", "abijdan")
    (True, True)
    >>> _is_one_slip("lausanne", "laussane")
    False
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
