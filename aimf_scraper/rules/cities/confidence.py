"""How sure it is that a name is the town: the cue, the page, the name itself.

Three things are weighed. The cue ("mairie de" decides nearly alone, a bare name
hardly). What a reader knows: a town is ``known`` when it is large or an AIMF
member, or when the page speaks of its country. And the name: one that is also a
word or a first name needs more. The figures are measured: what gets 0.9 and
above is right 97 times in 100 (docs/quality.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, get_args

from aimf_scraper.gazetteer import whole_of
from aimf_scraper.gazetteer.names import searchable
from aimf_scraper.rules.cities.disambiguation import is_francophone
from aimf_scraper.rules.cities.figures import FIGURES
from aimf_scraper.rules.engine.confidence import NONE, Score
from aimf_scraper.rules.names.homonyms import is_given_name, is_homonym
from aimf_scraper.rules.places.exclusions import (
    follows_proper_name,
    is_in_proper_name,
    opens_sentence,
)
from aimf_scraper.tables import Range, Row, read_tsv

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.cities.disambiguation import Context
    from aimf_scraper.rules.places.mention import PlaceMention

LEAST: Final = FIGURES["city.least"]  # what is less sure is not said
UNRESOLVED: Final = FIGURES["city.unresolved"]  # save this: a reader is asked to resolve it
#: What a list inherits from an institution it began in: "universités de A et de B".
IN_INSTITUTION: Final = -1.0

_LARGE: Final = 100_000  # inhabitants: known without more
_WORLD_CITY: Final = 600_000  # the same, outside the francophone world
_TOWN: Final = 15_000
_SHORT: Final = 4  # letters: such a name alone may be anything
_WORDS_OF_A_LONG_NAME: Final = 3  # "Moulins-lès-Metz" can be nothing else


Kind = Literal["plain", "homonym", "misspelt"]
Standing = Literal["large_supported", "large", "supported_town", "supported", "town", "unknown"]
_Figure = Annotated[float, Range(0, 1)]


@dataclass(frozen=True, slots=True)
class _Line(Row):
    """A line of ``confidence.tsv``."""

    key: ClassVar = ("name", "cue")
    name: Kind
    cue: str
    large_supported: _Figure
    large: _Figure
    supported_town: _Figure
    supported: _Figure
    town: _Figure
    unknown: _Figure


@cache
def _scores() -> dict[tuple[Kind, str], dict[Standing, Score]]:
    table = read_tsv(Path(__file__).with_name("confidence.tsv"), _Line)
    return {
        (line.name, line.cue): {
            standing: Score(getattr(line, standing), line, standing)
            for standing in get_args(Standing)
        }
        for line in table
    }


#: The rows of cues that say the same of a name.
_SAME_ROW: Final = {
    **dict.fromkeys(("town_hall", "mayor", "label"), "official"),
    **dict.fromkeys(("district", "place"), "area"),
}


def confidence(
    mention: PlaceMention,
    place: Place,
    context: Context,
    before: float,
    following: PlaceMention | None,
) -> Score:
    """Return how sure it is that *mention* is *place*; 0 where it is not to be said.

    *before*: how sure the mention before it was, for lists.
    """
    if _has_foreign_article(mention, place):
        return NONE
    cue = _SAME_ROW.get(mention.cue or "bare", mention.cue or "bare")
    said = context.country_said(mention) == place.country
    supported = said or context.supports(place)
    large = _is_large_here(mention, place)
    standing = _standing(place, large=large, supported=supported)
    if mention.misspelt:
        told = cue == "official" or (cue == "list" and before >= LEAST)
        return _scores()["misspelt", cue if told else "other"][standing]
    if is_homonym(mention.form) or _looks_like_acronym(mention):
        score = _of_homonym(mention, cue, standing, said=said, before=before)
        if score.value == 0 and _opens_list(mention, place, following):
            return _scores()["homonym", "opens_list"][standing]
        return score
    if said and cue != "official":
        return _scores()["plain", "said"][standing]
    long = mention.form.count(" ") + 1 >= _WORDS_OF_A_LONG_NAME
    if mention.cue in {None, "of", "list", "place"} and not long and is_in_proper_name(mention):
        known = (supported or place.member) and not follows_proper_name(mention)
        return _scores()["plain", "in_proper_name"][standing] if known else NONE
    if cue == "list":
        if before >= LEAST:
            score = _scores()["plain", "list"][standing]
            return score if standing in {"town", "unknown"} else score.at_most(before)
        cue = "list_in_institution" if before == IN_INSTITUTION else "bare"
    if cue == "bare":
        cue = "bare_long" if long else "bare" if len(mention.form) > _SHORT else "bare_short"
    return _scores()["plain", cue][standing]


def _standing(place: Place, *, large: bool, supported: bool) -> Standing:
    """Return how known a town is, to a reader and on the page."""
    if large:
        return "large_supported" if supported else "large"
    town = place.population >= _TOWN and is_francophone(place.country)
    if supported:
        return "supported_town" if town else "supported"
    return "town" if town else "unknown"


def _of_homonym(
    mention: PlaceMention, cue: str, standing: Standing, *, said: bool, before: float
) -> Score:
    """Return the confidence of a name that is also a word, a first name or letters."""
    if cue == "list" and before < LEAST:
        cue = "bare"
    if said and cue != "official":
        cue = "said"
    score = _scores()["homonym", cue][standing]
    if score.value and cue in {"area", "of"} and is_in_proper_name(mention):
        score = NONE
    if (cue == "of" and not score.value) or cue == "bare":
        score = _scores()["homonym", "bare"][standing]
        return score if score.value and _is_capital_by_choice(mention) else NONE
    return score


def _is_capital_by_choice(mention: PlaceMention) -> bool:
    """Return whether a name that is also a word has its capital inside a sentence: "après Man"."""
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
    """Return whether a reader knows the town without being told where it is."""
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
    """Return whether an article stands before a town that has none: "le Québec", "du Man"."""
    if mention.lead.preposition not in {"the", "of_the", "at_the"}:
        return False
    if place.kind != "city" or mention.cue in {"mayor", "label"}:
        return False
    return searchable(place.name).split()[0] not in {"le", "les", "la", "l"}


def _looks_like_acronym(mention: PlaceMention) -> bool:
    """Return whether the name is a few capitals in a line that has small letters."""
    if mention.end - mention.start > _SHORT or not mention.name.isupper():
        return False
    beside = mention.part.context.around(mention, "line")
    return any(c.islower() for c in mention.part.text[slice(*beside)])


def _opens_list(mention: PlaceMention, place: Place, following: PlaceMention | None) -> bool:
    """Return whether a large town begins a list of such: "Nice, Tours et Orléans"."""
    return (
        mention.cue in {None, "of"}
        and following is not None
        and following.cue == "list"
        and following.part is mention.part
        and not is_in_proper_name(mention)
        and is_large(place)
        and any(is_large(p) and p.country == place.country for p in following.candidates.towns)
    )
