"""Names in lists that nothing but the list vouches for.

Under a label ("Partenaires : Gret et WTA") and in prose behind a sure phrase
("en partenariat avec Agrisud") a name in capitals is an organisation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.names.adjectives import adjective
from aimf_scraper.rules.names.common_nouns import common_nouns, is_common_noun, names_an_idea
from aimf_scraper.rules.names.homonyms import is_given_name
from aimf_scraper.rules.names.legal_forms import legal_form
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.scope_adjectives import nationalities
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.head_nouns import type_of
from aimf_scraper.rules.organisations.latin import UPPER
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.partners.lists import ListSpan

_SEPARATOR: Final = re.compile(
    r"\s*(?:[,;/•()]|\bet\b|\bainsi que\b|\n[ \t]*[-•*·▪–—]?|\s[-–—]\s)\s*", re.IGNORECASE
)
_SEPARATORS: Final = re.compile(f"(?:{_SEPARATOR.pattern}){{1,2}}", re.IGNORECASE)
_TO: Final = re.compile(r"\s(?:à|aux?)\s")
_ARTICLES: Final = re.compile(
    r"\s*(?:(?:enfin|puis|notamment|de\sla|de\sl['’]|de|du|des|d['’]|les?|la|l['’]|par|avec|à|aux?)(?:\s|(?<=['’])))*",
    re.IGNORECASE,
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Z&.-]{1,6}[A-Z0-9]|[A-Z]{2,8}-[A-Z]{2,8}")
_LINKS: Final = "de|du|des|le|la|pour|sur|en"
_ADJECTIVE_BEHIND: Final = rf"(?:[ \u00a0]{adjective()}(?![a-zß-öø-ÿœ]))?"


def _items(links: str) -> re.Pattern[str]:
    return re.compile(
        rf"{UPPER}[\w’'&.-]{{0,30}}"
        rf"(?:[ \u00a0-](?:(?:{links})[ \u00a0]|d['’]|l['’]){{0,2}}{UPPER}[\w’'&-]{{0,30}}){{0,6}}"
        r"(?:[ \u00a0]\d{1,3}(?![\d.,%]|[ \u00a0](?:\d|%|€|[mM]illi|euros)))?"
        rf"{_ADJECTIVE_BEHIND}"
    )


_ITEM: Final = _items(f"{_LINKS}|à|aux?")
#: No acronym goes on with "à": "l'appui de l'AFD au Plan climat".
_ACRONYM_ITEM: Final = _items(_LINKS)
#: "la Conférence des échevins": a noun in capitals, and no name by itself.
_GOES_ON: Final = re.compile(rf"\s(?:des?\b|du\b|d['’]|pour\b|{adjective()}(?![a-zß-öø-ÿœ]))")
#: What a list goes on with after a name.
_MAY_GO_ON: Final = frozenset(" ,;/•()\n\t\u00a0\u202f")
_BRACKET: Final = re.compile(r"\s?\([^()\n]{1,80}\)")
_ITEMS_MOST: Final = 20
_NAME_WORDS_MOST: Final = 8


class ListItem(NamedTuple):
    """An organisation that only its place in a list vouches for. ``town``: it is a town's name."""

    start: int
    end: int
    town: bool = False


def is_acronym(word: str) -> bool:
    """Tell whether *word* is in capitals and none that is known to be no organisation."""
    if word in stop_words("acronym") or is_common_noun(fold(word)):
        return False
    return _ACRONYM.fullmatch(word) is not None


def items_of(
    text: str, span: ListSpan, covered: bytearray, towns: dict[int, int]
) -> Iterator[ListItem]:
    """Yield the names of a label's list that nobody knows; *covered* marks what is known.

    *towns* maps where a town's name starts to where it ends.
    """
    at = span.start
    seat = _seat_in(text, span)
    while at < span.end:
        cut = _SEPARATOR.search(text, at, span.end)
        end = cut.start() if cut else span.end
        start = min(_articles_end(text, at), end)
        trimmed = end - (len(text[start:end]) - len(text[start:end].rstrip(" .\t")))
        if towns.get(start) == trimmed and start != seat:
            yield ListItem(start, trimmed, town=True)
        elif not any(covered[start:trimmed]):
            named = _before_legal_form(text, start, trimmed)
            item = _item_at(text, start, named)
            if (
                item
                and item.end() == named
                and _may_be_name(item[0])
                and (span.open or is_acronym(item[0]))
            ):
                yield ListItem(start, trimmed)
        at = cut.end() if cut and cut.end() > at else end + 1


def _before_legal_form(text: str, start: int, end: int) -> int:
    """Return where the name proper ends before a dotted legal form: "Sahel Travaux S.A.R.L"."""
    form = legal_form().search(text, start, end) if text[end - 2 : end - 1] == "." else None
    return form.start() if form and form.end() == end else end


_ONE_AND_SEAT: Final = re.compile(
    rf"(?!{UPPER}[a-zß-öø-ÿ]+,)[^,;/•()\n]{{2,60}},\s(?P<seat>{UPPER}[^\s,;]{{1,30}})\s*"
)


def _seat_in(text: str, span: ListSpan) -> int:
    """Return where the seat in "Opérateur : Amitié 44, Nantes" starts; -1 where a list has none."""
    if text[span.hit.end - 1] == "s":
        return -1
    found = _ONE_AND_SEAT.fullmatch(text, span.start, span.end)
    return found.start("seat") if found and " et " not in found[0] else -1


def items_after(
    part: Part,
    start: int,
    limit: int,
    taken: dict[int, int],
    places: dict[int, int],
    *,
    to: bool = False,
) -> Iterator[ListItem]:
    """Yield the names nobody knows in a list of prose that begins at *start*; *to*: "à" joins two, too.

    *taken* and *places* map where a known name starts to where it ends.
    """
    text, folded = part.text, part.folded
    if text.startswith((".", ","), start):
        return
    at = start
    closed = False
    cut: re.Match[str] | None = None
    for _ in range(_ITEMS_MOST):
        begun = at
        at = _articles_end(text, at)
        if at in taken:
            at = taken[at]
        elif (
            places
            and (known := _place_in(places, begun, at))
            and not _longer(text, at, limit, known)
        ):
            if _is_subject(text, known, cut):
                return
            yield ListItem(at, known, town=True)
            at = known
        else:
            item = _item_at(text, at, limit)
            if item is None or not (_has_title(item[0]) or _may_be_name(item[0])):
                return
            if not taken.keys().isdisjoint(range(item.start() + 1, item.end())):
                return
            if _is_subject(text, item.end(), cut):
                return
            if not _is_noun_phrase(folded, item) and (
                is_acronym(item[0])
                or _has_title(item[0])
                or _organisation_like(item[0])
                or _alone(text, item)
                or _with_article(text, item)
            ):
                yield ListItem(item.start(), item.end())
            at = item.end()
        if text[at : at + 1] not in _MAY_GO_ON:
            return
        bracket = _BRACKET.match(text, at, limit) if "(" in text[at : at + 2] else None
        behind = bracket.end() if bracket else at
        cut = (_TO.match(text, at, limit) if to else None) or _SEPARATORS.match(text, behind, limit)
        if cut is None or (closed and "," in cut[0] and "et" not in cut[0]):
            return  # "avec l'aide de Metz et de Lyon, Dori restaure"
        closed = "et" in cut[0]
        at = cut.end()


def _item_at(text: str, start: int, limit: int) -> re.Match[str] | None:
    acronym = text[start : start + _CAPITALS_LEAST].isupper()
    return (_ACRONYM_ITEM if acronym else _ITEM).match(text, start, limit)


_CAPITALS_LEAST: Final = 3


def _is_subject(text: str, end: int, cut: re.Match[str] | None) -> bool:
    """Tell "avec le soutien de Metz, Jacmel équipe" from a list: after the comma a new clause begins."""
    if cut is None or "," not in cut[0] or "et" in cut[0]:
        return False
    return (
        text[end : end + 1] == " "
        and text[end + 1 : end + 2].islower()
        and not (_SEPARATORS.match(text, end))
    )


def _place_in(places: dict[int, int], first: int, last: int) -> int | None:
    """Return the end of the place that starts at *last*, or before: its article is its own."""
    if last in places:
        return places[last]
    for at in range(first, last):
        if places.get(at, 0) > last:
            return places[at]
    return None


def _with_article(text: str, item: re.Match[str]) -> bool:
    """Tell "la Bibliotheca Alexandrina" from "Jean Dupont": no person's name has an article."""
    if not text.endswith(("la ", "le ", "l’", "l'", "du ", "au "), 0, item.start()):
        return False
    return len(item[0].split()) > 1


def _longer(text: str, start: int, limit: int, end: int) -> bool:
    """Tell whether a place's name only begins an organisation's ("Casa Environnement")."""
    item = _item_at(text, start, limit)
    return item is not None and item.end() > end and _organisation_like(item[0])


def _organisation_like(name: str) -> bool:
    return len(name.split()) > 1 and type_of(name) != "other"


def _has_title(name: str) -> bool:
    """Return whether *name* begins with what a person is addressed by: "Mme Paule Ndi"."""
    title, _, rest = fold(name).partition(" ")
    return bool(rest) and title.rstrip(".") in little_words("honorific")


def _alone(text: str, item: re.Match[str]) -> bool:
    """Tell whether one word in capitals is a name by itself: no first name, no adjective."""
    name = item[0]
    return (
        len(name) >= 4
        and not name.isupper()
        and all(word.isalpha() and word.islower() for word in name.split()[1:])
        and name.replace("-", "").replace(" ", "").replace("\u00a0", "").isalpha()
        and type_of(name) == "other"
        and _is_no_noun(fold(name))
        and not text[item.end() : item.end() + 2].lstrip()[:1].isupper()
        and not _GOES_ON.match(text, item.end())
    )


def _is_noun_phrase(folded: str, item: re.Match[str]) -> bool:
    """Tell "la Coopération Internationale Communale" from "Terre Solidaire" and "la Maison des Jeunes"."""
    words = folded[item.start() : item.end()].split()
    if not names_an_idea(folded, item.start(), words[0], alone=len(words) == 1):
        return False
    return not nationalities().intersection(words)


def _is_no_noun(name: str) -> bool:
    """Tell "Patrimoine canadien", a body, from "Patrimoine" and "Patrimoine mondial"."""
    words = name.split()
    return not is_common_noun(words[0]) or words[-1] in nationalities()


def _is_thing(first: str, item: str) -> bool:
    """Tell "Programme Eau", a thing, from "Festival sur le Niger", which is a body too."""
    things = common_nouns("thing") - common_nouns("body")
    return first in things and type_of(item) == "other"


def _may_be_name(item: str) -> bool:
    words = fold(item).replace("-", " ").split()
    if not words or len(words) > _NAME_WORDS_MOST:
        return False
    first = words[0].rstrip(".'")
    if first in stop_words("word") or item.replace(".", "") in stop_words("acronym"):
        return False
    if len(words) == 1 and (
        is_common_noun(first) or is_given_name(first) or first in nationalities()
    ):
        return False
    return len(item) > 1 and not _is_thing(first, item)


def _articles_end(text: str, start: int) -> int:
    found = _ARTICLES.match(text, start)
    return found.end() if found else start
