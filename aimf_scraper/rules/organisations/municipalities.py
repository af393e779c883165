"""Town halls in all their forms, and the regions, provinces and districts beside them.

"Ville de Genève", "mairie de Yaoundé VI", "CU Mahajanga", "commune Ogou1",
"Nantes Métropole", "les villes de Montpellier et de Fès". What a town hall is
called changes within one text; ``TownHall.key`` says which are the same.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.adjectives import adjective
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.rules.organisations.head_nouns import longest_of
from aimf_scraper.rules.organisations.latin import UPPER
from aimf_scraper.rules.organisations.word_families import any_word, words_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.rules.engine.document import PhraseMatch

#: "Ogou 1", "Douala 5e"; in "la commune de Dschang 61 000 €" the figures are a sum's.
NUMBERED: Final = r"(?:\s?\d{1,2}(?:er|ère|e|è|[èe]me)?(?!\w|[.,]\d|[ \u00a0\u202f]\d{3}))"
_SMALL: Final = rf"(?:{any_word('within_town')})"
_NAME: Final = (
    rf"(?:(?:L[ae]s?|El|Al)\s|(?:{any_word('land')})"
    r"\s(?:de\sla\s|de\sl['’]|de\s|du\s|des\s|d['’]))?"
    rf"{UPPER}[\w’'-]{{0,30}}"
    rf"(?:\s{_SMALL}\s{UPPER}[\w’'-]{{0,30}})?"
    rf"(?:\s{UPPER}[\w’'-]{{0,30}}){{0,2}}{NUMBERED}?"
)
_INNER: Final = (
    r"(?:(?:de\sla\s|de\sl['’]|du\s)"
    rf"(?:{any_word('inner_level')})\s)?"
)
#: What follows a head; the head itself is found by the automaton.
_AFTER_HEAD: Final = re.compile(
    r"(?:\s\((?P<acronym>[A-Z]{2,6})\))?"
    rf"(?P<kind>(?:\s{adjective(of_halls=True)}){{1,2}}(?=\sd))?\s{_INNER}(?P<of>de\sla\s|de\sl['’]|des\s|du\s|de\s|d['’])?(?P<name>{_NAME})"
)
#: "Commune IV de Bamako": a number is no name without the town it is a part of.
_OF_TOWN: Final = re.compile(rf"(?<=[IVX\d])\s(?:du\sdistrict\s)?(?:de\s|d['’]){_NAME}")
#: "Nantes Métropole", "Laval Agglomération": the town comes first.
_BEHIND_TOWN: Final = words_of("behind_town")
_BEFORE_METROPOLE: Final = Pattern(
    rf"(?<![\w-])(?<!\w\w[’'])(?P<name>(?!(?:{any_word('determiner')})\Z){UPPER}[\w-]{{1,30}})(?:\s{UPPER}[\w-]{{1,30}}){{0,2}}"
)
#: "Tours Métropole Val de Loire": the land that it lies in.
_SHORT_AGGLO: Final = re.compile(r"(?i:(?<= )agglo\Z)")
_LAND: Final = re.compile(
    rf"\s(?:{any_word('land')})\s(?:de\sla\s|de\s|du\s|des\s|d['’]){UPPER}[\w-]{{1,30}}"
)
_AFTER_PLURAL: Final = re.compile(
    rf"(?:\s{adjective(of_halls=True)}){{0,2}}\s(?:de\s|d['’]|du\s)(?P<first>{_NAME})(?P<rest>(?:(?:,\s?|\set\s|,\set\s)"
    rf"(?:de\s|d['’]|du\s)?{_NAME}){{0,12}})"
)
_ITEM: Final = re.compile(_NAME)
#: Capitalised words that follow a head and are no place.
_NO_PLACE: Final = re.compile(any_word("no_place"))
#: "La Rochelle": the article is the town's own.
_OWN: Final = frozenset({"la", "le", "les"})
_ORDINAL: Final = re.compile(r"(?<=\d)(?:er|ere|e|eme)\Z")
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}


class TownHall(NamedTuple):
    """One mention. ``start:end`` is the whole form, ``name_start:name_end`` the place in it.

    ``strong``: written as an institution is ("Mairie", "Ville" with a capital);
    "la ville de Huê" is as often the place. ``acronym``: "(CMD)" inside the form.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    level: str
    strong: bool
    acronym: str | None

    @property
    def head(self) -> str:
        return self.name.split(" de ")[0].split(" d’")[0]


def heads() -> list[str]:
    """Return the heads that a text is searched for; a head's place here is its number."""
    return list(municipal_words())


def find_town_halls(text: str, folded: str, matched: Iterable[PhraseMatch]) -> list[TownHall]:
    """Return the town halls in *text*, in reading order; overlaps are the caller's business.

    *matched*: number, start and end of the heads that may stand there.
    """
    found: list[TownHall] = []
    past = 0
    for head, start, end in longest_of(folded, heads(), matched):
        if start < past or not _stands_alone(text, start, end):
            continue
        if text[start].islower() and _is_indefinite(folded, start):
            continue
        if municipal_words()[head].plural_of:
            many = _AFTER_PLURAL.match(text, end)
            if many:
                found += _plural(head, start, many)
                past = many.end()
            continue
        one = _AFTER_HEAD.match(text, end)
        hall = _hall(head, start, one) if one else None
        if hall is not None:
            found.append(hall)
            past = hall.end
    found += _metropoles(text, folded)
    return sorted(found)


def _is_indefinite(folded: str, start: int) -> bool:
    """Return whether the head at *start* is any town hall's: "une commune de Kinshasa"."""
    before = folded[max(0, start - _LONGEST_WORD) : start]
    word = before.rstrip(" ").rpartition(" ")[2].rpartition("'")[2]
    if before.endswith(" ") and word in little_words("indefinite"):
        return True
    return _SOME_OF.right_before(folded, start) is not None


_LONGEST_WORD: Final = 14
#: "l'une des communes de Cotonou", "une quinzaine de municipalités de Tunis": none by name.
_SOME_OF: Final = Pattern(
    rf"(?<![a-z])(?:{any_word('some_of')}) (?:des |de |d')(?:ces )?(?:[a-z]{{3,14}} )?"
)


def _metropoles(text: str, folded: str) -> Iterator[TownHall]:
    """Yield "Nantes Métropole" and "Laval Agglomération": the place comes first."""
    for word in _BEHIND_TOWN:
        yield from _named_before(text, folded, word)


def _named_before(text: str, folded: str, word: str) -> Iterator[TownHall]:
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        before = _BEFORE_METROPOLE.right_before(text, at)
        if before and not folded[end : end + 1].isalnum():
            name = before.span("name")
            land = _LAND.match(text, end)
            end = land.end() if land else end
            full = _SHORT_AGGLO.sub("Agglomération", _tidy(text[before.start() : end]))
            yield TownHall(before.start(), end, *name, full, "metropole", strong=True, acronym=None)
        at = folded.find(word, end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in "-_" or after.isalnum() or after in "-_")


@lru_cache(maxsize=4096)  # the same towns come back on page after page
def place_key(name: str) -> str:
    """Return what is alike in "Ogou 1", "Ogou1" and "OGOU 1", in "Yaoundé VI" and "Yaoundé 6e".

    An article says nothing: it is "la ville du Havre" as well as "Le Havre".
    """
    words = fold(name).replace("-", " ").split()
    if len(words) > 1:
        words[-1] = _ROMAN.get(words[-1]) or _ORDINAL.sub("", words[-1])
        if words[0] in _OWN:
            del words[0]
    return "".join(char for char in "".join(words) if char.isalnum())


def _hall(head: str, start: int, m: re.Match[str]) -> TownHall | None:
    """Return the town hall whose *head* begins at *start* and which *m* goes on with."""
    word = municipal_words()[head]
    name = m["name"]
    first = m.string[start : m.start()]
    words = fold(name).split()
    if _NO_PLACE.fullmatch(words[0].rstrip("'")) and (len(words) == 1 or words[0] not in _OWN):
        return None
    if len(name) == 1 or (words[0] in little_words("function") and words[0] not in _OWN):
        return None  # "LA RÉGION AU CENTRE", "Conseil régional P.A.C.A."
    if m["of"] is None and not (
        name[-1].isdigit() or (first[0].isupper() and word.link != "never") or word.link == "may"
    ):
        return None
    if head in {"cu", "apc"} and not first.isupper():
        return None
    whole = _OF_TOWN.match(m.string, m.end()) if m["of"] is None or name.isdigit() else None
    place = _spaced_number(name) + (whole[0] if whole else "")
    inner = m.string[m.start() : m.start("name")]
    if m["kind"]:
        inner = inner.replace(m["kind"], "", 1)
    if m["acronym"]:
        inner = inner.replace(f" ({m['acronym']})", "", 1)
    written = first[0].upper() + first[1:]
    if len(written) > 3 and written.isupper():
        written = written.capitalize()
    full = _tidy(written + inner + place)
    strong = word.written == "always" or (first[0].isupper() and word.written == "capital")
    return TownHall(
        start,
        whole.end() if whole else m.end(),
        *m.span("name"),
        full,
        word.level,
        strong=strong,
        acronym=m["acronym"],
    )


def _plural(plural: str, begin: int, m: re.Match[str]) -> list[TownHall]:
    head = municipal_words()[plural].name or plural
    spans = [m.span("first")]
    at = m.start("rest")
    spans += [(at + i.start(), at + i.end()) for i in _ITEM.finditer(m["rest"])]
    strong = m.string[begin].isupper()
    halls = []
    for number, (start, end) in enumerate(spans):
        name = m.string[start:end]
        if _NO_PLACE.fullmatch(fold(name).split()[0]):
            continue
        of = "d’" if fold(name)[0] in "aeiouy" else "de "
        halls.append(
            TownHall(
                begin if number == 0 else start,
                end,
                start,
                end,
                f"{head} {of}{_spaced_number(name)}",
                "town",
                strong=strong,
                acronym=None,
            )
        )
    return halls


def _spaced_number(name: str) -> str:
    return re.sub(r"(?<=[^\W\d])(?=\d{1,2}$)", " ", name)


def _tidy(name: str) -> str:
    return " ".join(name.split()).replace("'", "’")
