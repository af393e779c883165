"""Names proper: behind a small word of kind ("l'ONG Bethesda"), and around a foreign word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.common_nouns import is_common_noun, names_an_idea
from aimf_scraper.rules.names.homonyms import is_given_name
from aimf_scraper.rules.names.legal_forms import legal_form
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.organisations.head_nouns import heads
from aimf_scraper.rules.organisations.latin import CAP
from aimf_scraper.rules.organisations.name_patterns import (
    ADJECTIVE,
    CAP_WORD,
    FOREIGN_AFTER,
    FOREIGN_BEFORE,
    FOREIGN_REACH,
    LOWER,
    SEGMENT,
)
from aimf_scraper.rules.organisations.word_families import any_word, words_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import PartnerType


class Shape(NamedTuple):
    """A name by its shape alone. ``house``: a building may be called so too.

    ``shared``: its head noun stands before another name: "les fondations Veolia et Suez".
    """

    start: int
    end: int
    name: str
    type: PartnerType
    house: bool = False
    shared: bool = False


#: "cabinet d'architectes", "comité local de riverains": what a word of kind goes on with, before the name.
_MORE: Final = rf"(?:{ADJECTIVE}\s|(?:de\s|des\s|d['’]){LOWER}\s){{0,3}}"
_KIND_GOES_ON: Final = re.compile(rf"{_MORE}(?P<open>[«“\"]\s?)?(?=\S)")
#: Small words of other languages inside a name: "Sere pou Chofe", "Amici del Mali".
_FOREIGN: Final = any_word("foreign_inside")
_OWN: Final = re.compile(
    rf"{CAP}(?:\s\d{{1,3}}(?!\d|[.,]\d))?(?:(?:\s(?:{_FOREIGN}))?\s{CAP}){{0,5}}"
    rf"(?:\set\s{CAP}(?:\s{CAP})?(?=\s(?:de|du|des|pour|en)\s|[.,;)\n]|$))?"
    rf"(?:{SEGMENT}){{0,4}}"
)
#: "Pompiers solidaires", "Les Jardins d'en bas": what ends a name that begins with a plain noun.
_TAIL: Final = re.compile(
    rf"(?:\s{ADJECTIVE}(?![\w’'-])|\sd['’](?:en|à|ici)\s[a-zß-öø-ÿ]{{2,10}}(?![\w’'-]))"
)
#: "l'association Enfance et Partage": a plain noun is no name, the two are.
_AND_ANOTHER: Final = re.compile(rf"\set\s{CAP}(?![\w’'-]|\s{CAP})")
_QUOTED: Final = re.compile(r"[^»”\"\n]{2,60}?(?=\s?[»”\"])")


def own_name(text: str, folded: str, start: int, head_end: int) -> Shape | None:
    """Return the name proper after a small word of kind: "l'ONG Bethesda" is called Bethesda."""
    word = folded[start:head_end].replace(".", "")
    if word not in heads("kind"):
        return None
    apposed = _apposed(text, folded, start, head_end, heads("kind")[word])
    if apposed is not None or text[head_end : head_end + 1] != " ":
        return apposed
    kind = _KIND_GOES_ON.match(text, head_end + 1)
    if kind is None:
        return None
    own = kind.end()
    if kind["open"]:
        quoted = _QUOTED.match(text, own)
        end = quoted.end() if quoted and text[own].isupper() else None
    elif text[own].isupper():
        written = _OWN.match(text, own)
        end = None
        if written:
            last = [*CAP_WORD.finditer(written[0])][-1].end() + own
            number = _NUMBER.match(text, last)
            end = _with_legal_form(text, own, number.end() if number else last)
            tail = _TAIL.match(text, end)
            if tail is not None and _is_plain_noun(folded[own:end], tail[0]):
                end = tail.end()
            if is_common_noun(folded[own:end]) and (joined := _AND_ANOTHER.match(text, end)):
                end = joined.end()
    else:
        return None
    if end is None:
        return None
    name = " ".join(text[own:end].split())
    return Shape(own, end, name, heads("kind")[word])


def _is_plain_noun(name: str, tail: str) -> bool:
    """Return whether *name*, folded, is one noun, with its article perhaps: "pompiers", "les jardins".

    *tail*: what follows; a plural that agrees with it is a noun too.
    """
    words = name.split()
    if len(words) > 1 and (len(words) > 2 or words[0] not in _THE):
        return False
    plural = words[-1].endswith(("s", "x")) and (words[0] == "les" or tail.endswith("s"))
    return plural or is_common_noun(words[-1])


_THE: Final = frozenset(words_of("article"))


def _apposed(text: str, folded: str, start: int, head_end: int, kind: PartnerType) -> Shape | None:
    """Return the name between commas: "leur association, Akwaba Solidaire, tient la caisse"."""
    named = _BETWEEN_COMMAS.match(text, head_end)
    if named is None or not _WHOSE.right_before(folded, start):
        return None
    name = " ".join(named["name"].split())
    if is_given_name(fold(name).split()[0]):
        return None  # "leur association, Awa Sow, présidente"
    return Shape(*named.span("name"), name, kind)


#: "une petite entreprise de Parakou, Open SI, choisie"
_BETWEEN_COMMAS: Final = re.compile(
    rf"(?:\s{ADJECTIVE}|\s(?:de|des|du|à)\s{CAP}|\s(?:de\s|des\s|d['’]){LOWER}){{0,3}},"
    rf"\s(?:(?:la|le|les)\s)?(?P<name>{CAP}(?:\s{CAP}){{0,3}})[,.]"
)
_WHOSE: Final = Pattern(rf"(?<![a-z])(?:{any_word('whose')}) (?:[a-z]{{4,10}} )?")


def name_before(text: str, folded: str, start: int, head_end: int) -> Shape | None:
    """Return the name that a word of kind explains: "le Lebanon Trail, une association qui"."""
    word = folded[start:head_end]
    if (
        word not in heads("kind")
        or text[start].isupper()
        or not folded.endswith(_EXPLAINS, 0, start)
    ):
        return None
    named = _NAME_BEFORE.right_before(text, start)
    if named is None or text.endswith(_AT, 0, named.start("name")):
        return None  # "Organisé à Tunis, l'atelier": a town
    name = " ".join(named["name"].split())
    first = fold(name).split()[0]
    if is_given_name(first) or is_common_noun(first) or fold(first) in little_words("function"):
        return None
    return Shape(*named.span("name"), name, heads("kind")[word])


_AT: Final = (" à ", "À ")
_EXPLAINS: Final = (", ", *words_of("explains"))
_NAME_BEFORE: Final = Pattern(
    rf"(?<![\w-])(?:L[ae]s?\s)?(?P<name>{CAP}(?:\s{CAP}){{0,4}}), (?:une |l['’]|un |la |le )?"
)


def members_behind(text: str, shape: Shape) -> Iterator[Shape]:
    """Yield the further members of a consortium: "le groupement Ota – Brel – Sikasso BTP"."""
    end = shape.end
    while (member := _MEMBER.match(text, end)) is not None:
        end = member.end()
        name = " ".join(member["name"].split())
        yield Shape(*member.span("name"), name, "company")


_MEMBER: Final = re.compile(rf"(?:\s[–—-]\s|\s?/\s?|[–—])(?P<name>{CAP}(?:\s{CAP}){{0,3}})")


def _with_legal_form(text: str, own: int, end: int) -> int:
    """Return where the name ends with its legal form: "Batim S.A."."""
    form = legal_form().search(text, own, end + _FORM_MOST)
    return form.end() if form and form.start() <= end else end


_FORM_MOST: Final = 14
_NUMBER: Final = re.compile(r"\s\d{1,3}(?!\w|[.,]\d|[ \u00a0\u202f]\d{3})")


#: Words: names are shorter.
_HEADING_LEAST: Final = 5


def foreign_name(text: str, folded: str, start: int, end: int, *, least: int) -> Shape | None:
    """Return the run of capitals around a foreign word: "Reef Conservation", "School of ..."."""
    before = FOREIGN_BEFORE.search(text, max(0, start - FOREIGN_REACH), start)
    after = FOREIGN_AFTER.match(text, end)
    first = before.start() if before else start
    last = after.end() if after else end
    name = text[first:last]
    if name.isupper() and len(name.split()) > _HEADING_LEAST:
        return None  # a heading in capitals is no name
    if len(name.split()) < least or names_an_idea(
        folded, first, folded[first:last].split(maxsplit=1)[0]
    ):
        return None
    kind = heads("foreign").get(folded[start:end]) or heads("english")[folded[start:end]]
    return Shape(first, last, " ".join(name.split()), kind)


def whole_name(text: str, head: str, start: int, head_end: int) -> Shape | None:
    """Return a head that names a body by itself: "la Croix-Rouge distribue"; no heading in capitals."""
    written = text[start:head_end]
    if written.isupper() or _GOES_ON_AS_NAME.match(text, head_end):
        return None
    return Shape(start, head_end, " ".join(written.split()), heads("whole")[head])


_GOES_ON_AS_NAME: Final = re.compile(rf"\s(?:{ADJECTIVE}\b|(?:de\s|du\s|d['’]|des\s)|{CAP})")
