"""Names of places that only begin a longer name: "Palais Ducal", "Sete de Abril", "Jorf Lasfar"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.homonyms import is_given_name, is_homonym
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.places.mention import PlaceMention

NEXT_WORD: Final = re.compile(r"[ \u00a0]([^\W\d_][\w'’.-]*)")


def is_proper(word: str) -> bool:
    return word[0].isupper() and not (word.isupper() and len(word) > 1)


_LINKED: Final = re.compile(r"[ \u00a0](?:de|del|do|da|dos|das|di|della|of|van|von) ")
_ROMAN: Final = re.compile(r"[IVX]{1,5}\Z")


def is_longer(mention: PlaceMention) -> bool:
    """Return whether the name only begins a longer one that no gazetteer holds.

    A word of French beside another capital ("Palais Ducal", "CANTON DE FRIBOURG"), a name
    that nothing leads to and "de" goes on with ("Sete de Abril"), a town's "ville de" and two
    capitals ("ville de Cua Lo").
    """
    text, end = mention.part.text, mention.end
    form = mention.form
    linked = _LINKED.match(mention.part.folded, end) is not None
    capital = linked and _next_is_capital(text, end)
    if form in municipal_words() and (linked or mention.cue in _UNLED):
        return True
    following = NEXT_WORD.match(text, end)
    proper = following is not None and is_proper(following[1])
    if is_homonym(form) and not is_given_name(form) and proper and mention.cue in _WEAKLY_LED:
        return True
    if mention.lead.preposition in _WITH_ARTICLE and _OF_THE.match(mention.part.folded, end):
        return True  # "au Palais des Congrès" is not Le Palais
    short = len(form) < _SHORT
    if mention.cue in _UNLED and mention.lead.preposition is None and capital:
        return short
    if mention.cue == "at" and following is not None and proper and short:
        return _is_small(mention) and not _is_called(following[1])  # "à Jorf Lasfar"
    if mention.cue != "town_hall" or following is None or not proper or not short:
        return False
    if mention.lead.preposition != "of":
        return False  # "Nice Côte d'Azur Métropole": no "ville de" leads to it
    return not (is_given_name(fold(following[1])) or _ROMAN.match(following[1]))


def _is_small(mention: PlaceMention) -> bool:
    return all(not one.member and one.population < _SMALL for one in mention.candidates.towns)


def _is_called(word: str) -> bool:
    """Return whether *word* opens a person's name or numbers a part of a town."""
    folded = fold(word).rstrip(".")
    return (
        is_given_name(folded)
        or folded in little_words("honorific")
        or _ROMAN.match(word) is not None
    )


_SMALL: Final = 50_000
_WITH_ARTICLE: Final = frozenset({"at_the", "of_the"})
_OF_THE: Final = re.compile(r"[ \u00a0](?:des|du|de la|de l') ?[a-z]")
_SHORT: Final = 5  # letters: names so short begin many others
_WEAKLY_LED: Final = frozenset({None, "at", "of"})
_UNLED: Final = frozenset({None, "place"})


def _next_is_capital(text: str, end: int) -> bool:
    linked = _LINKED.match(text, end)
    return linked is not None and text[linked.end() : linked.end() + 1].isupper()
