"""Which city is the page's own (``main``) and which is only mentioned.

A partner's home, the place of a meeting or a signature are mentioned; the town
that builds, or that things are built in, is main. A page may have several, or
none. The words are in ``data/city_roles.tsv``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.tables import rows

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.records import CityRole
    from aimf_scraper.rules.places import PlaceMention

_BEFORE, _AFTER = 200, 60  # characters looked at, within the sentence
_SENTENCE_END: Final = re.compile(r"[.;!?\n](?=\s|\Z)")
_TWIN, _OWN, _MET, _TOWN_HALL, _PARTNER = 1.5, 1.0, 0.4, 0.35, 0.3
#: Where most partners of the South's towns are at home.
_NORTH: Final = frozenset({"FR", "CH", "BE", "LU", "CA", "MC", "DE", "ES", "IT", "GB"})


def roles_of(cities: list[tuple[Place | None, list[PlaceMention]]]) -> list[CityRole]:
    """Return a role for each city, given its place and its mentions."""
    weights = [_heaviest(mentions) for _, mentions in cities]
    titled = [
        any(m.part.source == "title" and _weight(m) >= _OWN for m in mentions)
        for _, mentions in cities
    ]
    north = [place is not None and place.country in _NORTH for place, _ in cities]
    main = [w >= _OWN for w in weights]
    if any(titled):
        main = titled
    elif any(m and not n for m, n in zip(main, north, strict=True)):
        main = [w >= (_TWIN if n else _OWN) for w, n in zip(weights, north, strict=True)]
    elif not any(main):
        heaviest = max(weights, default=0.0)
        main = [
            w == heaviest and (w == _MET or (w == _TOWN_HALL and not n))
            for w, n in zip(weights, north, strict=True)
        ]
    names = {place.name for (place, _), one in zip(cities, main, strict=True) if place and one}
    return [
        "main" if one and not (place and place.within in names) else "mentioned"
        for (place, _), one in zip(cities, main, strict=True)
    ]


def _heaviest(mentions: list[PlaceMention]) -> float:
    """Return what the weightiest mention says; only the markup's word is the page's own."""
    heaviest = 0.0 if mentions else _OWN
    for mention in mentions:
        heaviest = max(heaviest, _weight(mention))
        if heaviest >= _TWIN:
            break
    return heaviest


def _weight(mention: PlaceMention) -> float:
    if mention.cue in {"label", "title"}:
        return 2.0
    folded = mention.part.folded
    if mention.cue == "town_hall" and folded.startswith("villes de", mention.cue_start):
        return _TWIN
    before = folded[max(0, mention.cue_start - _BEFORE) : mention.cue_start]
    before = _SENTENCE_END.split(before)[-1]
    after = _SENTENCE_END.split(folded[mention.cue_end : mention.cue_end + _AFTER])[0]
    if _cue("partner").search(before) or _cue("gives").match(after):
        return _TOWN_HALL if mention.cue in {"town_hall", "district"} else _PARTNER
    if mention.cue in {"town_hall", "district"}:
        return _OWN  # no meeting is "at the town of"
    if _cue("meeting").search(before) or _cue("meeting_after").match(after):
        return _MET if mention.lead.preposition == "at" else _PARTNER
    return _OWN


@cache
def _cue(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(pattern for one, pattern in rows("city_roles") if one == kind))
