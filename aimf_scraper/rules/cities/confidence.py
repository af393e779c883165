"""How sure it is that a name is the town: the cue, the page, the name itself.

Three things are weighed. The cue ("mairie de" decides nearly alone, a bare name
hardly). What a reader knows: a town is ``known`` when it is large or an AIMF
member, or when the page speaks of its country. And the name: one that is also a
word or a first name needs more. The figures are measured: what gets 0.9 and
above is right 97 times in 100 (docs/quality.md).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import whole_of
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.rules.cities.disambiguation import is_francophone
from aimf_scraper.rules.names.homonyms import is_given_name, is_homonym
from aimf_scraper.rules.places.exclusions import (
    follows_proper_name,
    is_in_proper_name,
    opens_sentence,
)

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.cities.disambiguation import Context
    from aimf_scraper.rules.places.mention import PlaceMention

LEAST: Final = 0.6  # what is less sure is not said
UNRESOLVED: Final = 0.5  # save this: a reader is asked to resolve it
#: What a list inherits from an institution it began in: "universités de A et de B".
IN_INSTITUTION: Final = -1.0

_LARGE: Final = 100_000  # inhabitants: known without more
_WORLD_CITY: Final = 600_000  # the same, outside the francophone world
_TOWN: Final = 15_000
_SHORT: Final = 4  # letters: such a name alone may be anything
_MISSPELT: Final = 0.75
_HOMONYMS_LISTED: Final = 0.75
_WORDS_OF_A_LONG_NAME: Final = 3  # "Moulins-lès-Metz" can be nothing else


def confidence(
    mention: PlaceMention,
    place: Place,
    context: Context,
    before: float,
    following: PlaceMention | None,
) -> float:
    """Return how sure it is that *mention* is *place*, from 0 to 1.

    *before*: how sure the mention before it was, for lists.
    """
    if _has_foreign_article(mention, place):
        return 0.0
    said = context.country_said(mention) == place.country
    supported = said or context.supports(place)
    if mention.misspelt:
        told = mention.cue in {"town_hall", "mayor", "label"}
        listed = mention.cue == "list" and before >= LEAST
        return _MISSPELT if told or listed or supported else 0.0
    form = mention.form
    large = _is_large_here(mention, place)
    town = large or (place.population >= _TOWN and is_francophone(place.country))
    if is_homonym(form) or _looks_like_acronym(mention):
        sure = _of_homonym(mention, said=said, supported=supported, large=large, before=before)
        if sure == 0 and _opens_list(mention, place, following):
            return _HOMONYMS_LISTED
        return sure
    if said and mention.cue not in {"town_hall", "mayor", "label"}:
        return 0.96
    long = form.count(" ") + 1 >= _WORDS_OF_A_LONG_NAME
    if mention.cue in {None, "of", "list", "place"} and not long and is_in_proper_name(mention):
        known = large and (supported or place.member) and not follows_proper_name(mention)
        return 0.7 if known else 0.0  # "Phnom Penh Smart City Hub"
    return _by_cue(
        mention.cue,
        known=large or supported,
        supported=supported,
        town=town,
        large=large,
        before=before,
        telling=len(form) > _SHORT,
        long=long,
    )


def _by_cue(
    cue: str | None,
    *,
    known: bool,
    supported: bool,
    town: bool,
    large: bool,
    before: float,
    telling: bool,
    long: bool,
) -> float:
    """Return the confidence of a name that is nothing but a town's."""
    if cue in {"town_hall", "mayor", "label"}:
        return 0.98 if known else 0.95 if town else 0.85
    if cue == "at":
        return 0.97 if known else 0.92 if town else 0.8
    if cue == "title":
        return 0.96 if known else 0.85 if town else 0.0
    if cue in {"district", "place"}:
        return 0.95 if known else 0.85 if town else 0.7
    if cue == "list" and before >= LEAST:
        return min(0.97, before) if known else 0.9 if town else 0.8
    if cue == "list" and before == IN_INSTITUTION and not known:
        return 0.0
    if cue == "of":
        if supported:
            return 0.95 if large else 0.93
        return 0.85 if large else 0.8 if town else 0.0
    if large:
        return 0.95 if supported else 0.92
    if supported:
        return 0.9 if town else 0.75
    return 0.75 if (town and telling) or long else 0.0


def _of_homonym(
    mention: PlaceMention, *, said: bool, supported: bool, large: bool, before: float
) -> float:
    """Return the confidence of a name that is also a word, a first name or letters."""
    known = large or supported
    cue = mention.cue
    if cue in {"town_hall", "mayor", "label"}:
        return 0.96 if known else 0.7
    if said:
        return 0.9
    if cue == "at":
        return 0.94 if known else 0.0
    if cue == "title":
        return 0.9 if large and supported else 0.7 if supported else 0.0
    if cue in {"district", "place"}:
        return 0.8 if known and not is_in_proper_name(mention) else 0.0
    if cue == "list" and before >= LEAST:
        return 0.9 if large else 0.7 if supported else 0.0
    if cue == "of" and large and supported and not is_in_proper_name(mention):
        return 0.8
    if large and supported and _is_capital_by_choice(mention):
        return 0.75
    return 0.0


def _is_capital_by_choice(mention: PlaceMention) -> bool:
    """Say whether a name that is also a word has its capital inside a sentence: "après Man"."""
    return (
        not is_given_name(mention.form)
        and mention.lead.preposition is None
        and mention.lead.word(0) is not None
        and not _looks_like_acronym(mention)
        and not opens_sentence(mention.part, mention.start)
        and not is_in_proper_name(mention)
    )


@lru_cache(maxsize=4096)
def is_large(place: Place) -> bool:
    """Say whether a reader knows the town without being told where it is."""
    least = _LARGE if is_francophone(place.country) else _WORLD_CITY
    return place.member or place.population >= least


def _is_large_here(mention: PlaceMention, place: Place) -> bool:
    """Let a quarter be as large as its city, if its name is more than one bare word."""
    if place.kind != "quarter":
        return is_large(place)
    whole = whole_of(place)
    telling = mention.cue is not None or not mention.name.isalpha()
    return telling and whole is not None and is_large(whole)


def _has_foreign_article(mention: PlaceMention, place: Place) -> bool:
    """Say whether an article stands before a town that has none: "le Québec", "du Man"."""
    if mention.lead.preposition not in {"the", "of_the", "at_the"}:
        return False
    if place.kind != "city" or mention.cue in {"mayor", "label"}:
        return False
    return searchable(place.name).split()[0] not in {"le", "les", "la", "l"}


def _looks_like_acronym(mention: PlaceMention) -> bool:
    """Say whether the name is a few capitals in a line that has small letters."""
    if mention.end - mention.start > _SHORT or not mention.name.isupper():
        return False
    text = mention.part.text
    return any(c.islower() for c in text[max(0, mention.start - 40) : mention.end + 40])


def _opens_list(mention: PlaceMention, place: Place, following: PlaceMention | None) -> bool:
    """Say whether a large town begins a list of such: "Nice, Tours et Orléans"."""
    return (
        mention.cue in {None, "of"}
        and following is not None
        and following.cue == "list"
        and following.part is mention.part
        and not is_in_proper_name(mention)
        and is_large(place)
        and any(is_large(p) and p.country == place.country for p in following.candidates.towns)
    )
