"""Countries that a text names, and those that the markup hangs on the page.

A country that only follows from a city is no fact here: what counts is its
name, also inside a longer one ("Faîtière des Communes du Togo"). Rivers,
lakes, streets, first names and brands that are called like a country are not
the country; "à Djibouti" is the city.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import country_name, places_named
from aimf_scraper.gazetteer.candidates import Candidates, candidates_of
from aimf_scraper.records import Country, Evidence
from aimf_scraper.rules.cities.cues import pattern_of
from aimf_scraper.rules.cities.figures import FIGURES
from aimf_scraper.rules.names.homonyms import is_homonym
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.places.cues import said_by
from aimf_scraper.rules.places.exclusions import is_in_proper_name, is_quarter, mask_of
from aimf_scraper.rules.places.mentions import find_places

if TYPE_CHECKING:
    from aimf_scraper.gazetteer import Place
    from aimf_scraper.rules.engine.document import Doc, Term
    from aimf_scraper.rules.places.mention import PlaceMention

_ISLAND_STATES: Final = frozenset({"MU", "MG", "KM"})  # "île Maurice" is the country
_NATURE_REACH: Final = 3  # words: "rives du moyen Congo"
_JOINS: Final = frozenset({"of", "of_the", "in", "at_the"})
_CONGO: Final = "congo"
_NAME_REACH: Final = 5  # words
_HYPHENS: Final = frozenset("-‐‑–")
_CITY: Final = frozenset({"city"})


def find_countries(doc: Doc) -> tuple[Country, ...]:
    """Return the countries, each once, in the order they are first met."""
    evidence: dict[str, list[Evidence]] = {}
    sure: dict[str, float] = {}
    for mention, code, confidence in doc.get(find_named):
        quote = mention.part.evidence(mention.start, mention.end, "countries.named")
        evidence.setdefault(code, []).append(quote)
        sure[code] = max(sure.get(code, 0.0), confidence)
    for term in doc.document.terms:
        code_or_none = country_of_term(term)
        if code_or_none is not None:
            fact = Evidence(term.source, None, None, term.label, "countries.term")
            evidence.setdefault(code_or_none, []).append(fact)
            sure[code_or_none] = max(sure.get(code_or_none, 0.0), FIGURES["country.term"])
    return tuple(
        Country(code, country_name(code) or code, tuple(found), round(sure[code], 2))
        for code, found in evidence.items()
    )


def country_of_term(term: Term) -> str | None:
    """Return the country that a term of the taxonomy ``country`` names."""
    if term.taxonomy != "country":
        return None
    for place in places_named(term.label.removeprefix("pays-")):
        if place.kind == "country":
            return place.country
    return None


def find_named(doc: Doc) -> tuple[tuple[PlaceMention, str, float], ...]:
    """Return ``(mention, country code, confidence)`` for every country named."""
    mentions = doc.get(find_places)
    found = []
    for i, mention in enumerate(mentions):
        country = mention.candidates.country
        if country is None:
            inner = _named_within(mention)
            if inner is not None:
                found.append((inner, inner.candidates[0].country, FIGURES["country.named"]))
            continue
        if is_quarter(mention):
            continue
        following = mentions[i + 1] if i + 1 < len(mentions) else None
        confidence = _confidence(mention, country, mentions[i - 1] if i else None, following)
        if confidence:
            found.append((mention, country.country, confidence))
    if any(mention.form == _CONGO for mention, _, _ in found):
        congo = _which_congo(mentions)
        found = [(m, congo if m.form == _CONGO else code, sure) for m, code, sure in found]
    return tuple(found)


def _named_within(mention: PlaceMention) -> PlaceMention | None:
    """Return the country that a town is said to be of within its name: "Saint-Louis du Sénégal".

    Hyphens make one name of it: "Fort-de-France".
    """
    if " " not in mention.form or "city" not in mention.candidates.kinds:
        return None
    joint, form = _country_at_end(mention.form)
    country = candidates_of(form).country
    start = mention.end - len(form)
    if country is None or not mention.part.text[start - len(joint)].isspace():
        return None
    return mention._replace(start=start, form=form, candidates=Candidates((country,)))


@cache
def _joints() -> tuple[str, ...]:
    """What may stand between a town and its country within one name: " du ", " en "."""
    says = said_by("preposition")
    return tuple(f" {word} " for word, said in says.items() if said in _JOINS)


@lru_cache(maxsize=4096)
def _country_at_end(form: str) -> tuple[str, str]:
    """Return the joint and the country that a town's name ends in, empty if in none."""
    for joint in _joints():
        tail = form.rpartition(joint)[2]
        if joint in form and candidates_of(tail).country is not None:
            return joint, tail
    return "", ""


def _confidence(
    mention: PlaceMention,
    country: Place,
    previous: PlaceMention | None,
    following: PlaceMention | None,
) -> float:
    """Return how sure it is that *mention* is *country*; 0 where it is not."""
    if is_city_not_country(mention, previous):
        return 0.0
    part = mention.part
    is_island = part.context.leads(pattern_of("island"), mention.start) is not None
    if _is_nature(mention) and not (country.country in _ISLAND_STATES and is_island):
        return 0.0
    mask = mask_of(mention)
    if mask == "person" or (mask == "joined" and not _is_pair(mention, previous, following)):
        return 0.0
    form = mention.form
    bare = mention.lead.preposition is None
    if is_island:
        return FIGURES["country.named"]
    if bare and (is_in_proper_name(mention) or _follows_capital(mention)):
        return 0.0
    if bare and is_homonym(form):
        closed = part.text[mention.end : mention.end + 1] == ")"
        listed = mention.cue == "list" or _opens_list(following)
        return FIGURES["country.homonym"] if closed or listed or mention.cue == "title" else 0.0
    if part.context.leads(pattern_of("aside"), mention.start):
        return FIGURES["country.aside"]
    if mention.lead.preposition in _JOINS and _is_named_so(mention):
        return FIGURES["country.in_name"]
    if "city" in mention.candidates.kinds:
        return FIGURES["country.shared"]
    return FIGURES["country.named"]


def _is_pair(
    mention: PlaceMention, previous: PlaceMention | None, following: PlaceMention | None
) -> bool:
    """Return whether a hyphen joins the country to another: "la coopération Mauritanie-France"."""
    part = mention.part
    for one, other in ((previous, mention), (mention, following)):
        if one is None or other is None or not (one.part is other.part is part):
            continue
        both = one.candidates.country is not None and other.candidates.country is not None
        if both and part.text[one.end : other.start] in _HYPHENS:
            return not _is_named_so(one)
    return False


def _is_named_so(mention: PlaceMention) -> bool:
    """Tell "Programme de coopération Haïti-Canada", a name, from "la coopération Haïti-Canada"."""
    for number in range(_NAME_REACH):
        one = mention.lead.word(number)
        if one is None:
            return False
        word, at = one
        if mention.part.text[at].isupper():
            return not mention.part.sentences.opens(at)
        if word in little_words("function") and word not in little_words("chain"):
            return False
    return False


def _is_nature(mention: PlaceMention) -> bool:
    """Return whether what leads to the name makes a river, a street or a cup of it."""
    for number in range(_NATURE_REACH):
        one = mention.lead.word(number)
        if one is None:
            return False
        word = one[0]
        if word in little_words("nature") or word.removesuffix("s") in little_words("nature"):
            return True
        if word not in little_words("chain") and word != "moyen":
            return False
    return False


def _opens_list(following: PlaceMention | None) -> bool:
    """Return whether a country follows in a list: "Maurice, les Seychelles et Madagascar"."""
    return (
        following is not None
        and following.cue == "list"
        and following.candidates.country is not None
    )


def _follows_capital(mention: PlaceMention) -> bool:
    """Return whether a capitalised word stands right before: "Expertise France"."""
    nearest = mention.lead.word(0)
    if nearest is None or mention.name.isupper():
        return False
    word, at = nearest
    text = mention.part.text
    return (
        text[at].isupper()
        and not text[at : at + len(word)].isupper()
        and text[at + len(word) : mention.start] in {" ", "\u00a0"}
    )


def is_city_not_country(mention: PlaceMention, previous: PlaceMention | None) -> bool:
    """Decide for a name that a city and a country share: is the city meant?

    "à Djibouti" and "maire de Djibouti" are the city; "au Luxembourg" and
    "ambassadeur de l'UE à Djibouti" the country; in a list it goes with its
    neighbour; alone it is the country.
    """
    kinds = mention.candidates.kinds
    if "country" not in kinds or len(kinds) == 1:
        return False
    if mention.cue in {"town_hall", "mayor", "label", "place", "district"}:
        return not _sent_to(mention) or mention.cue in {"town_hall", "mayor"}
    if mention.lead.preposition in {"of_the", "at_the", "the", "in"}:
        return False
    if mention.lead.preposition == "at":
        return not _sent_to(mention)
    if mention.cue == "list" and previous is not None:
        return previous.candidates.kinds <= _CITY and not mention.part.folded[
            previous.end : mention.start
        ].strip().startswith("(")
    return False


def _sent_to(mention: PlaceMention) -> bool:
    return mention.part.context.said_before(pattern_of("envoy"), mention.start, "near") is not None


def _which_congo(mentions: tuple[PlaceMention, ...]) -> str:
    """Return the country of a bare "Congo": ``CD`` where all that is said is of the larger one."""
    named = {
        country.country
        for m in mentions
        if m.form != _CONGO and (country := m.candidates.country) is not None
    }
    if "CG" in named:
        return "CG"
    cities = {
        p.country
        for m in mentions
        for p in m.candidates
        if p.kind == "city" and p.member and p.country in {"CG", "CD"}
    }
    return "CD" if cities == {"CD"} or ("CD" in named and "CG" not in cities) else "CG"
