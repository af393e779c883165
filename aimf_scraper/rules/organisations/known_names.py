"""Names of the authority file where they stand: which body is meant, and whether it is meant at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer.organisations import NameHit, authority
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.adjectives import adjective
from aimf_scraper.rules.names.common_nouns import is_common_noun
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.head_nouns import heads
from aimf_scraper.rules.organisations.latin import CAP, UPPER, dotted_names
from aimf_scraper.rules.organisations.mention import (
    AUTHORITY,
    SHAPE,
    OrganisationMention,
    without_overlaps,
)
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.gazetteer.organisations import Organisation
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.places.mention import PlaceMention

#: Small, these are first of all stretches of land.
_TERRITORIES: Final = ("region", "departement", "district", "province")
_DONORS: Final = frozenset({"FR", "CH", "BE", "CA"})


def with_dotted(
    part: Part,
    known: list[OrganisationMention],
    countries: set[str],
    places: dict[int, PlaceMention],
) -> list[OrganisationMention]:
    """Return *known* and the acronyms that are written with full stops."""
    found = list(known)
    for m in dotted_names(part.text):
        named = authority().by_acronym.get(m[0].replace(".", ""), ())
        if named:
            hit = NameHit(m.start(), m.end(), named, "acronym")
            mention = known_mention(part, hit, countries, places)
            found += [mention] if mention else []
    return without_overlaps(found) if len(found) > len(known) else known


def _is_national(one: Organisation) -> bool:
    """Tell whether any country may have a body of that name; donors' work abroad under theirs."""
    return one.name.endswith(")") and one.country not in _DONORS


def _of_another_country(one: Organisation, written: str, countries: set[str]) -> bool:
    """Tell whether *written* leaves out the country in the name of a body whose country is not here."""
    return (
        one.type == "public"
        and bool(countries)
        and one.country not in _DONORS
        and len(written) < len(one.name)
        and fold(one.name).startswith(f"{written} d")
    )


def _goes_on_from_place(part: Part, hit: NameHit, places: dict[int, PlaceMention]) -> bool:
    """Return whether an acronym ends another body's name: "Lorraine INP"."""
    if part.text[hit.start - 1 : hit.start] != " ":
        return False
    if any(place.end == hit.start - 1 for place in places.values()):
        return True
    words = _TWO_NAMES.right_before(part.text, hit.start)
    return words is not None and not any(is_common_noun(fold(one)) for one in words.groups())


#: "Clermont Auvergne INP": two names that no comma parts from the acronym.
_TWO_NAMES: Final = Pattern(
    rf"(?<![\w’'-])({UPPER}[a-zß-öø-ÿœ-]{{2,20}}) ({UPPER}[a-zß-öø-ÿœ-]{{2,20}}) "
)


def known_mention(
    part: Part, hit: NameHit, countries: set[str], places: dict[int, PlaceMention]
) -> OrganisationMention | None:
    """Return *hit* as a mention; of several organisations, the one whose country is on the page.

    A country right behind makes it the branch there: "Oxfam Mali".

    "Ministère des Finances" is Cameroon's only on a page that is about Cameroon.
    """
    if hit.start > 1 and part.text[hit.start - 1] == "-" and part.text[hit.start - 2].islower():
        return None  # "Fort-de-France" is a town, "AFD-AIMF" are two bodies
    written = part.text[hit.start : hit.end]
    if hit.form == "acronym" and (
        _goes_on_from_place(part, hit, places)
        or (not written.isupper() and fold(written) in stop_words("word"))
        or (len(hit.organisations) == 1 and _is_of_another_kind(part, hit))
    ):
        return None
    if _FOREIGN_GOES_ON.match(part.text, hit.end):
        return None  # "European Union of Jewish Students"
    named = hit.organisations
    if len(named) > 1:
        named = tuple([one for one in named if one.country in countries])
        if len(named) != 1:
            return None
    found = named[0]
    end = hit.end
    name = found.name
    if found.type in _BRANCHED and part.text.startswith(" ", end):
        branch = places.get(end + 1)
        if branch is not None and is_country(branch):
            end = branch.end
            name = f"{part.text[hit.start : end]}"
    if hit.form == "bare" and (
        _ends_a_name(part, hit.start)
        or (not _has_article(part, hit.start) and _needs_article(hit, places))
    ):
        return None
    own = _name_goes_on(part.text, hit, found)
    if own:
        if found.type in _OF_THE_STATE and hit.form != "acronym":
            return None  # "France 3", "France Inter"
        return _another(part, hit.start, own, found)
    if (
        hit.form == "name"
        and found.country not in countries
        and (
            _is_national(found)
            or _of_another_country(found, part.folded[hit.start : end], countries)
        )
    ):
        return None
    return OrganisationMention(
        part,
        hit.start,
        end,
        name,
        found.type,
        AUTHORITY,
        f"id:{found.id}",
        authority_id=found.id,
        bare=hit.form == "bare"
        or (part.text[hit.start].islower() and part.folded.startswith(_TERRITORIES, hit.start)),
    )


_BRANCH: Final = re.compile(
    rf"[ \u00a0](?P<noun>{UPPER}[a-zß-öø-ÿœ]{{3,20}})(?:[ \u00a0]{adjective()}\b)?"
)
_FOREIGN_GOES_ON: Final = re.compile(rf" (?:of|for) (?:the )?{CAP}")
_GOES_ON: Final = re.compile(rf"[ \u00a0](?:\d|{CAP}(?:[ \u00a0]{CAP}){{0,2}})")


def _name_goes_on(text: str, hit: NameHit, found: Organisation) -> int:
    """Return where the longer name ends that *hit* only begins: "Bouygues Telecom"; 0 where none."""
    if hit.form == "acronym" and found.type in _OF_THE_STATE | {"company"}:
        branch = _BRANCH.match(text, hit.end)  # "CDC Habitat" is no Caisse des dépôts
        if branch and is_common_noun(fold(branch["noun"])):
            return branch.end()
    one_word = text[hit.start : hit.end].isalpha()
    if hit.form != "bare" and not (one_word and found.type == "company"):
        return 0
    more = _GOES_ON.match(text, hit.end)
    return more.end() if more else 0


_OF_THE_STATE: Final = frozenset({"public", "local_government"})
_ARTICLE: Final = ("le ", "la ", "les ", "du ", "au ", "l'")


def _needs_article(hit: NameHit, places: dict[int, PlaceMention]) -> bool:
    """Tell "le Québec", the province, from "Québec", the town; "la Bretagne" from "rue de Bretagne"."""
    place = places.get(hit.start)
    if place is None:
        return False  # "Plaine Commune" is no place
    return bool(place.candidates.towns) or hit.organisations[0].type == "local_government"


def _has_article(part: Part, start: int) -> bool:
    at_line = not part.text[part.text.rfind("\n", 0, start) + 1 : start].strip(" \t•*-")
    return at_line or part.folded.endswith(_ARTICLE, 0, start)


def _ends_a_name(part: Part, start: int) -> bool:
    """Return whether another name goes on with what begins at *start*: "CARSAT Hauts-de-France"."""
    before = part.text[max(0, start - _NAME_REACH) : start]
    word = before.rstrip(" \u00a0").rpartition(" ")[2].rpartition("’")[2].rpartition("'")[2]
    if before[-1:] not in {" ", "\u00a0"} or not word[:1].isupper() or not word[-1].isalnum():
        return False
    return fold(word) not in little_words("function")


def _is_of_another_kind(part: Part, hit: NameHit) -> bool:
    """Tell "le groupe IRD", a firm, from the institute of that acronym."""
    word = part.folded[max(0, hit.start - _NAME_REACH) : hit.start].rstrip(" ").rpartition(" ")[2]
    kind = heads("kind").get(word.rpartition("'")[2])
    return kind == "company" and hit.organisations[0].type != "company"


_NAME_REACH: Final = 26


def _another(part: Part, start: int, end: int, like: Organisation) -> OrganisationMention:
    """Return the body of its own that *part* names at *start:end*."""
    name = " ".join(part.text[start:end].split())
    return OrganisationMention(part, start, end, name, like.type, SHAPE, f"name:{fold(name)}")


#: Organisations whose branches are bodies of their own.
_BRANCHED: Final = frozenset({"ngo", "foundation"})


def is_country(place: PlaceMention) -> bool:
    return bool(place.candidates) and all(one.kind == "country" for one in place.candidates)
