"""What a partner is called once all its mentions are known."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import longest_first
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.rules.organisations.organisations import TOWN_HALL
from aimf_scraper.rules.partners.town_halls import MAYOR, SHORTLY, TOWN
from aimf_scraper.rules.partners.word_families import words_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.organisations.organisations import OrganisationMention

_OF_TOWNS: Final = frozenset({TOWN_HALL, MAYOR, SHORTLY, TOWN})
#: The more a head says, the better it names the town hall; "Mairie" is the house, not the body.
_HEADS: Final = words_of("hall_by_rank")
#: What a town hall that is only called "Mairie" is called where the body has another usual name.
_BODY: Final = {
    "BJ": "Commune",
    "TG": "Commune",
    "BF": "Commune",
    "ML": "Commune",
    "NE": "Commune",
    "CM": "Commune",
    "SN": "Ville",
    "CI": "Commune",
    "MA": "Commune",
    "MG": "Commune urbaine",
    "KH": "Municipalité",
    "TN": "Municipalité",
    "LB": "Municipalité",
}
_LINKS: Final = (" de ", " d'", " du ", " des ")
_APC: Final = re.compile(r"(?:APC|Assemblée populaire communale)(?= de | d’| du )")
_CU: Final = re.compile(r"CU(?= )(?: de| d’)?")
_CU_MEANS: Final = {"MG": "Commune urbaine de", "CM": "Communauté urbaine de"}


def name_of(mentions: Sequence[OrganisationMention]) -> str:
    """Return the canonical name of the organisation that *mentions* are of."""
    halls = [m for m in mentions if m.rule in _OF_TOWNS]
    if not halls:
        return mentions[0].name
    best = min(halls, key=_rank) if len(halls) > 1 else halls[0]
    country = _country(best)
    name = best.name
    if country in _CU_MEANS:
        name = _CU.sub(_CU_MEANS[country], name, count=1)
    name = _APC.sub("Commune", name, count=1)
    return _of_the_body(name, _BODY.get(country, "Ville"))


def _of_the_body(name: str, body: str) -> str:
    """Return *name* said of the body where it is said of its house: "Mairie", "Administration communale"."""
    folded = fold(name)
    for word in _houses():
        if folded.startswith(word) and folded.startswith(_LINKS, len(word)):
            return body + name[len(word) :]
    return name


@cache
def _houses() -> tuple[str, ...]:
    """Return the words said of the house, the longest first."""
    words = [one.word for one in municipal_words().values() if one.said_of == "house"]
    return tuple(longest_first(words))


def _rank(m: OrganisationMention) -> int:
    folded = fold(m.name)
    return next((i for i, head in enumerate(_HEADS) if folded.startswith(head)), len(_HEADS))


def _country(m: OrganisationMention) -> str:
    candidates = m.town_hall.candidates if m.town_hall else ()
    codes = {place.country for place in candidates}
    return codes.pop() if len(codes) == 1 else ""
