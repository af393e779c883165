"""Town halls that are named by their town alone: who pays, who signs, "la municipalité".

Each is ``bare``: without a word beside it that makes it a partner it is dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.metonyms import metonyms
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.rules.organisations.mention import OrganisationMention
from aimf_scraper.rules.organisations.municipalities import place_key
from aimf_scraper.rules.partners.cues import VOUCHES
from aimf_scraper.rules.partners.deed_verbs import deed_after
from aimf_scraper.rules.partners.word_families import any_word, words_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.partners.cues import CueHit
    from aimf_scraper.rules.places.mention import PlaceMention

MAYOR: Final = "partners.mayor"
TOWN: Final = "partners.town"
SHORTLY: Final = "partners.said_shortly"

_TOWNS: Final = frozenset({"city", "commune"})
_MAYORS: Final = words_of("mayor")
_TITLE_MOST: Final = 30
#: "soutient", "ont signé": what a town can only do by its town hall.
SUPPORTS: Final = 0.93
_TOWN_TO_VERB: Final = frozenset({" ", ", ", *words_of("town_to_verb")})
_TO_VERB_MOST: Final = max(map(len, _TOWN_TO_VERB))
_GOES_ON: Final = re.compile(rf"['-]| (?:{any_word('hall_goes_on')})\b| d'")


def hall_of(part: Part, place: PlaceMention) -> OrganisationMention:
    """Return the town hall that the town's name alone stands for: "financé par Genève"."""
    return OrganisationMention(
        part,
        place.start,
        place.end,
        f"Ville {_of(place.name)}",
        "local_government",
        TOWN,
        f"town:{place_key(place.name)}",
        town_hall=place,
        bare=True,
    )


def towns_that_pay(
    part: Part,
    following: list[CueHit],
    places: Mapping[int, PlaceMention],
    covered: bytearray,
    halls: Collection[str],
) -> list[OrganisationMention]:
    """Return the towns that the text lets pay or be partners: "Lausanne finance l'étude".

    *halls*: keys of the town halls that the text names; a capital that may stand
    for its state is only then its town hall.
    """
    found = []
    starts = [hit.start for hit in following]
    for p in places.values():
        end = p.end
        at = bisect_right(starts, end)
        if at == len(starts) or starts[at] > end + _TO_VERB_MOST:
            continue
        in_grand = part.text.endswith("Grand ", 0, p.start)  # "le Grand Tunis" is no town hall
        if p.cue == "at" or covered[p.start] or in_grand or not is_town(p):
            continue
        verbs = following[at : bisect_right(starts, end + _TO_VERB_MOST)]
        if any(part.folded[end : v.start] in _TOWN_TO_VERB and _pays(part, v) for v in verbs):
            hall = hall_of(part, p)
            if is_its_own(p) or (may_be_its_own(p) and hall.key in halls):
                found.append(hall)
    return found


def towns_together(
    part: Part, places: Mapping[int, PlaceMention], covered: bytearray
) -> list[OrganisationMention]:
    """Return the towns that do something together: "Gleizé et Metz travailleront", "celle de Kara et celle de".

    One town alone that builds or trains is as often a place; two that do it together are their town halls.
    """
    found: list[OrganisationMention] = []
    joined: list[PlaceMention] = []
    for p in sorted(places.values(), key=_begin):
        if not is_town(p) or covered[p.start]:
            joined = []
            continue
        between = part.folded[joined[-1].end : p.start] if joined else ""
        joined = [*joined, p] if joined and _JOINED.fullmatch(between) else [p]
        if len(joined) < _TOGETHER or not _closes(between) or not _is_subject(part, joined[0]):
            continue
        if _acts_together(part, p.end):
            found += [hall_of(part, one) for one in joined if is_its_own(one)]
    return found


def _acts_together(part: Part, end: int) -> bool:
    """Return whether what only town halls do together is told behind the last town, which ends at *end*."""
    told = deed_after(part.folded, end)
    return told is not None and told[0] in {"joins", "gives"}


def _is_subject(part: Part, first: PlaceMention) -> bool:
    """Return whether a clause, or a list of towns between commas, begins with the town *first*."""
    begins = part.folded[max(0, first.start - _SUBJECT_REACH) : first.start]
    return first.cue != "at" and _SUBJECT.search(begins) is not None


_SUBJECT_REACH: Final = 16
_SUBJECT: Final = re.compile(
    r"(?:\A|[.:;,\n»] ?)(?:dont |et )?(?:(?:celle|celui) (?:de |du |d'|des ))?(?:la |le |les )?\Z"
)


def _closes(between: str) -> bool:
    return " et " in f"{between} "


def _begin(p: PlaceMention) -> int:
    return p.start


_TOGETHER: Final = 2
_JOINED: Final = re.compile(
    r"(?:,| et|, et)(?: celle| celui)? (?:(?:de |du |d'|des ))?(?:la |le |les )?"
)


def _pays(part: Part, verb: CueHit) -> bool:
    """Tell whether who does what *verb* says pays, or is a partner."""
    cue = verb.cue
    least = VOUCHES if cue.role == "funder" else SUPPORTS
    return (cue.weight >= least and cue.role in {"funder", "partner"}) or (
        part.folded.startswith("partenaire", verb.start)
    )


def mayors(
    part: Part, places: Iterable[PlaceMention], covered: bytearray
) -> list[OrganisationMention]:
    """Return the mayors: who signs for a town is its town hall, but only beside a cue."""
    found = []
    for p in places:
        if p.cue != "mayor" or p.start - p.cue_start > _TITLE_MOST or not is_town(p):
            continue
        if not part.folded.startswith(_MAYORS, p.cue_start) or any(covered[p.cue_start : p.end]):
            continue
        found.append(
            OrganisationMention(
                part,
                p.cue_start,
                p.end,
                f"Mairie {_of(p.name)}",
                "local_government",
                MAYOR,
                f"town:{place_key(p.name)}",
                town_hall=p,
                bare=True,
            )
        )
    return found


def is_state(p: PlaceMention) -> bool:
    """Return whether *p* is a country."""
    return bool(p.candidates) and all(one.kind == "country" for one in p.candidates)


def is_its_own(p: PlaceMention) -> bool:
    """Return whether the town's name is never said for a state or a union: "Lausanne", not "Moscou"."""
    return fold(p.name) not in metonyms()


def may_be_its_own(p: PlaceMention) -> bool:
    """Return whether the town's name may be its town hall's at all: "Bruxelles", not "Moscou"."""
    return metonyms().get(fold(p.name)) != "never"


def said_shortly(
    part: Part,
    hits: list[CueHit],
    places: Iterable[PlaceMention],
    covered: bytearray,
    hall: OrganisationMention | None,
) -> list[OrganisationMention]:
    """Return each "la municipalité" that can only be one town's.

    *hall* is the document's only town hall, if it names one; else the town is
    the first that the part names outside an organisation's name.
    """
    spans = [
        (hit.start + len("la "), hit.end)
        for hit in hits
        if not _GOES_ON.match(part.folded, hit.end) and not _is_another(part, hit.end)
    ]
    if not spans:
        return []
    open_places = [p for p in places if not covered[p.start]]
    town = next((p for p in open_places if is_town(p)), None)
    if hall is None and (town is None or _is_one_of_several(town, open_places)):
        return []
    found = []
    for start, end in spans:
        head = part.text[start:end]
        name, key, place = "", "", town
        if hall is not None:
            name, key, place = hall.name, hall.key, hall.town_hall
        elif town is not None:
            name = f"{head[0].upper()}{head[1:]} {_of(town.name)}"
            key = f"town:{place_key(town.name)}"
        found.append(
            OrganisationMention(
                part, start, end, name, "local_government", SHORTLY, key, town_hall=place, bare=True
            )
        )
    return found


def _is_another(part: Part, end: int) -> bool:
    """Tell "la commune burkinabè", "la commune partenaire": another than the page's own."""
    word = part.folded[end + 1 : end + _WORD_MOST].partition(" ")[0].rstrip(".,;:)")
    return part.folded.startswith(" ", end) and (word in _OTHERS or word in nationalities())


def _is_one_of_several(town: PlaceMention, places: Iterable[PlaceMention]) -> bool:
    """Return whether another place has a mayor or a hall, so that "la commune" need not be *town*'s."""
    return town.cue not in _HAS_HALL and any(
        p.cue in _HAS_HALL and fold(p.name) != fold(town.name) for p in places
    )


_HAS_HALL: Final = frozenset({"mayor", "town_hall"})
_OTHERS: Final = frozenset(words_of("another_town"))
_WORD_MOST: Final = 24


def is_town(p: PlaceMention) -> bool:
    return bool(p.candidates) and p.candidates[0].kind in _TOWNS


def _of(name: str) -> str:
    """Return *name* with the "de" before it: "du Havre", "d’Abidjan".

    >>> _of("Le Havre"), _of("Les Cayes"), _of("Abidjan"), _of("La Rochelle")
    ('du Havre', 'des Cayes', 'd’Abidjan', 'de La Rochelle')
    """
    for article, contracted in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return f"{contracted}{name.removeprefix(article)}"
    return f"d’{name}" if fold(name[0]) in "aeiouy" else f"de {name}"
