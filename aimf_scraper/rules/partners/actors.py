"""Names that nobody knows and that only what they do makes bodies: "la Semitan exploitera les lignes".

A name is one where a verb of ``deed_verbs.tsv`` follows it, or a participle with "par" stands before
it. Persons and places do and build too: so a single word needs an article or a text that never
treats it as either; several words, one that no person is called by. A single word that begins its
clause is as often a village.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.common_nouns import is_common_noun
from aimf_scraper.rules.names.homonyms import is_given_name
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.head_nouns import place_of
from aimf_scraper.rules.organisations.latin import CAP
from aimf_scraper.rules.partners.bare_names import bare
from aimf_scraper.rules.partners.deed_verbs import deed_after
from aimf_scraper.rules.partners.list_items import is_acronym
from aimf_scraper.rules.partners.things import find_small_words, is_thing
from aimf_scraper.rules.partners.word_families import any_word, words_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.mention import OrganisationMention
    from aimf_scraper.rules.places.mention import PlaceMention

ACTOR: Final = "partners.actor"

#: "Semitan", "Air Pays d'Artois", "Fonds Alice & Marc": with the article before it.
_NAME: Final = re.compile(
    rf"(?<![\w’'-])(?P<article>[Ll]e |[Ll]a |[Ll]es |[Ll]['’])?"
    rf"(?P<name>{CAP}(?:(?:\s(?:de\sla\s|de\sl['’]|du\s|de\s|des\s|d['’]|&\s))?\s?(?<=[\s’']){CAP}){{0,4}})(?![\w’'-])"
)
#: Where a clause may begin, and so its subject.
_BEGINS: Final = (". ", "\n", "; ", ", ", ": ", " et ", "« ", "– ", "- ", "que ", "où ", "dont ")
_BY: Final = ("par ", "Par ")
_PLACES_MOST: Final = 20
_NAMES_MOST: Final = 400
_PLACE_BEFORE: Final = re.compile(rf"(?:{any_word('before_place')})\Z")
_PLACE_AFTER: Final = re.compile(rf" \(|, (?:{any_word('behind_place')})")
_PERSON_BEFORE: Final = re.compile(rf"(?<![\w’'-])(?P<word>(?:{CAP}|[a-z]{{2,12}})\.?) \Z")
_BEFORE_MOST: Final = 34


def actors(
    doc: Doc, part: Part, covered: bytearray, places: Mapping[int, PlaceMention]
) -> list[OrganisationMention]:
    """Return the names that only a deed makes bodies; each is bare."""
    found: list[OrganisationMention] = []
    text, folded = part.text, part.folded
    tried = 0
    for m in _NAME.finditer(text):
        start, end = m.span("name")
        if covered[start] or covered[end - 1] or text[end : end + 1] not in _MAY_FOLLOW:
            continue
        subject = _is_subject(text, m) and deed_after(folded, end) is not None
        if not (subject or text.endswith(_BY, 0, m.start())) or tried > _NAMES_MOST:
            continue
        tried += 1
        if _is_body(doc, part, m, places, subject=subject):
            one = bare(part, start, end, " ".join(m["name"].split()), ACTOR)
            if not is_thing(doc, one):
                found.append(one)
    return found


_MAY_FOLLOW: Final = frozenset({" ", ",", ".", ";", ")", "\n", ""})


def _is_subject(text: str, m: re.Match[str]) -> bool:
    """Return whether a clause may begin where *m* does."""
    start = m.start()
    if not start or text.endswith(_BEGINS, 0, start):
        return True
    # an article in the middle of a clause: "Hier la Semitan a posé", not "à la Semitan"
    word = fold(text[max(0, start - _WORD_MOST) : start]).rstrip(" ").rpartition(" ")[2]
    return m["article"] is not None and word.isalpha() and word not in words_of("before_object")


_WORD_MOST: Final = 16


def _is_body(
    doc: Doc, part: Part, m: re.Match[str], places: Mapping[int, PlaceMention], *, subject: bool
) -> bool:
    name = m["name"]
    words = [fold(word) for word in re.split(r"[\s’'-]", name) if word]
    place = places.get(m.start("name")) or places.get(m.start())
    if place is not None and (place.end >= m.end("name") or len(words) == 1):
        return False
    first = words[0]
    if not first or first in little_words("function") or first in stop_words("word"):
        return False
    if any(is_given_name(word) for word in words) or first in little_words("honorific"):
        return False
    if len(name.split()) > 1:
        if is_common_noun(first) and first not in words_of("in_names_of_bodies"):
            return False
        return place is not None or _bears_a_word(name, words)  # "Gabon Câble"
    if is_acronym(name) or len(name) < _LEAST or name.isupper():
        return False  # acronyms' own business
    if is_common_noun(first) or first in nationalities() or first in doc.get(find_small_words):
        return False
    if (
        first in place_of()
        or first in words_of("event")
        or part.folded.startswith(_OF, m.end("name"))
    ):
        return False  # "l'Unité de gestion": a noun
    alone = subject and m["article"] is None and not part.text.endswith(" et ", 0, m.start())
    return not alone and not _is_person_or_place(doc, name)


_LEAST: Final = 4
_OF: Final = (" de ", " du ", " des ", " d'")


def _bears_a_word(name: str, words: list[str]) -> bool:
    """Return whether some word of *name* is none that persons are called: "Air Canada", "CDC Logis"."""
    if any(len(one) > 1 and one.isupper() for one in name.split()):
        return True
    return any(
        is_common_noun(word) or word in nationalities() or word in words_of("in_names_of_bodies")
        for word in words[1:]
    ) or words[0] in words_of("in_names_of_bodies")


def _is_person_or_place(doc: Doc, name: str) -> bool:
    """Return whether the document treats *name* anywhere as a person's or a place's."""
    for part in doc.parts:
        at = -1
        for _ in range(_PLACES_MOST):
            at = part.text.find(name, at + 1)
            if at < 0:
                break
            end = at + len(name)
            before = part.text[max(0, at - _BEFORE_MOST) : at]
            folded = part.folded[max(0, at - _BEFORE_MOST) : at]
            if _PLACE_BEFORE.search(folded) or _PLACE_AFTER.match(part.folded, end):
                return True
            named = _PERSON_BEFORE.search(before)
            if named is not None and _is_persons(fold(named["word"]), named["word"]):
                return True
    return False


def _is_persons(word: str, written: str) -> bool:
    """Return whether *word* before a name makes it a person's."""
    if word.rstrip(".") in little_words("honorific"):
        return True
    plain = word in little_words("function") or is_common_noun(word)
    return written[0].isupper() and not plain and written.lower() not in {"la", "le", "les"}
