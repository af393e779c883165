"""Organisations never seen before, by the shape of their names.

A head noun ("Fondation", "ministère"), then adjectives, names in capitals and
"de la ...", "pour l'..." as long as they go on: "Association togolaise pour
la promotion de l'Hygiène". Every repeat is bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.names.common_nouns import common_nouns, is_common_noun
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.names.scope_adjectives import nationalities, scope_adjective
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.head_nouns import (
    every_head,
    heads,
    longest_of,
    place_of,
    type_of,
)
from aimf_scraper.rules.organisations.latin import CAP, UPPER, dotted_names
from aimf_scraper.rules.organisations.name_patterns import (
    ADJECTIVE,
    ADJECTIVE_MOST,
    CAP_WORD,
    COUPLE,
    DUTIES,
    FIRST_ADJECTIVES,
    INFINITIVE,
    OF_GROUP,
    REST,
    STEP,
    STEPS_MOST,
)
from aimf_scraper.rules.organisations.own_names import (
    Shape,
    foreign_name,
    members_behind,
    name_before,
    own_name,
    whole_name,
)
from aimf_scraper.rules.organisations.purposes import with_purposes
from aimf_scraper.rules.organisations.shared_heads import names_sharing, shared_heads
from aimf_scraper.rules.organisations.word_families import words_of
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aimf_scraper.rules.engine.document import PhraseMatch

#: "Institut Pasteur" may be "Institut Pasteur de Bangui": the shape may say more than the known name.
_GO_ON: Final = words_of("goes_on")
_WITH_DUTIES: Final = words_of("with_duties")


def find_shapes(
    text: str, folded: str, known: Mapping[int, int], matched: Iterable[PhraseMatch]
) -> list[Shape]:
    """Return what looks like an organisation's name in *text*, in reading order.

    *known* maps where names already known start to where they end, in reading
    order; nothing is looked for inside them but what may go on behind them.
    *matched*: number, start and end of the heads that may stand in the text.
    """
    found: list[Shape] = []
    for head, start, head_end in _heads_outside(text, folded, known, matched):
        found += _shapes_at(text, folded, head, start, head_end)
    for dotted in dotted_names(text):
        own = own_name(text, folded, *dotted.span())  # "l'O.N.G. Puits d'Espoir"
        found += [own] if own else []
    return sorted(set(found))


def _heads_outside(
    text: str, folded: str, known: Mapping[int, int], matched: Iterable[PhraseMatch]
) -> Iterator[tuple[str, int, int]]:
    """Yield the heads, with start and end, that stand alone and in no known name, or may go on behind it."""
    spans = iter(known.items())
    begin, over = next(spans, (len(text), len(text)))
    for head, start, head_end in longest_of(folded, every_head(), matched):
        while over <= start and over < len(text):
            begin, over = next(spans, (len(text), len(text)))
        if begin < start or (begin == start and not folded.startswith(_GO_ON, start)):
            continue
        if _stands_alone(text, start, head_end):
            yield head, start, head_end


def _shapes_at(text: str, folded: str, head: str, start: int, head_end: int) -> list[Shape]:
    """Return the names that *head*, at ``start:head_end``, begins or explains."""
    if head in shared_heads() and (sharing := [*names_sharing(text, head, start, head_end)]):
        return [Shape(*one, shared=True) for one in sharing]
    place = place_of().get(head, "")
    if place == "national" and not _of_a_country(text, folded, start, head_end):
        return []
    if place == "kind" and _within_name(text, start):
        return []  # "AB Opérateur Immobilier"
    if place == "kind" or (place != "always" and not text[start].isupper()):
        shape = _beside_kind(text, folded, head, start, head_end)
    else:
        shape = _begun_by(text, folded, place, start, head_end)
    if shape is None and head in heads("whole") and text[start].isupper():
        shape = whole_name(text, head, start, head_end)
    if shape is None:
        return []
    return [shape, *(members_behind(text, shape) if head in heads("joint") else ())]


def _beside_kind(text: str, folded: str, head: str, start: int, head_end: int) -> Shape | None:
    """Return the name behind a small word of kind, else the one before it that it explains."""
    if head not in heads("kind"):
        return None
    return own_name(text, folded, start, head_end) or name_before(text, folded, start, head_end)


def _begun_by(text: str, folded: str, place: str, start: int, head_end: int) -> Shape | None:
    """Return the name that a head begins, or that stands around a foreign one; *place*: the table's."""
    if not place:
        return None
    if place in {"foreign", "english"}:
        least = 2 if place == "english" else 3
        shape = foreign_name(text, folded, start, head_end, least=least)
    else:
        shape = _named(text, folded, start, head_end, proper=place == "proper")
    return None if shape is None or fold(shape.name) in stop_words("inner") else shape


def _of_a_country(text: str, folded: str, start: int, head_end: int) -> bool:
    """Tell "Coopération suisse" and "l'État du Togo" from "Coopération Internationale", "chef d'État"."""
    if folded.startswith("etat ", start):
        named = text[start].isupper() and not folded.endswith(" d'", 0, start)
        if named and _STATE_OF.match(text, head_end):
            return folded.endswith(("l'", ": "), 0, start)
    word = folded[head_end + 1 : head_end + ADJECTIVE_MOST].partition(" ")[0].rstrip(",.;:)")
    return word in nationalities()


_STATE_OF: Final = re.compile(rf"\s(?:du\s|de\sla\s|de\sl['’]|des\s|de\s|d['’]){CAP}")


def _within_name(text: str, start: int) -> bool:
    """Return whether the word in capitals at *start* goes on from another in capitals."""
    before = text[max(0, start - ADJECTIVE_MOST) : start]
    word = before.rstrip(" ").rpartition(" ")[2]
    named = word[:1].isupper() and word.isalnum() and fold(word) not in little_words("function")
    return text[start].isupper() and before.endswith(" ") and named


def _named(text: str, folded: str, start: int, head_end: int, *, proper: bool) -> Shape | None:
    """Return the name whose head is *start:head_end*.

    *proper*: a word that also names houses ("Centre", "Maison"); it takes no
    capital with it, or "Centre de santé de Dori" would swallow the town.
    """
    if folded.startswith(_FOR_ANOTHER, head_end):
        return None  # "gérée par l'Agence pour le compte du ministère": two bodies
    if text[start].islower() or folded.startswith("ong ", start):
        own = own_name(text, folded, start, head_end)
        own = own or name_before(text, folded, start, head_end)
        if own is not None:
            return own
    end = None if proper else _name_end(text, folded, start, head_end)
    proves = text[start].isupper() and _inside_sentence(text, start)
    if end is None and (proves or folded.startswith("ministere ", start)):
        end = _complement_end(text, folded, head_end)
    if end is None:
        return None
    end = with_purposes(text, folded, _with_whose(text, folded, end, start), start)
    name = " ".join(text[start:end].split())
    kind = type_of(folded[start:end])
    return Shape(start, end, name[0].upper() + name[1:], kind, house=proper)


def _with_whose(text: str, folded: str, end: int, start: int) -> int:
    """Return the end of a name with all of the body whose it is: "Agence de l'Association des villes suisses"."""
    whose = _WHOSE.search(text, start, end)
    if whose is None or fold(whose["head"]) not in place_of():
        return end
    at = whose.start("head")
    return _name_end(text, folded, at, end) or _complement_end(text, folded, end) or end


_WHOSE: Final = re.compile(rf"\s(?:de\sl['’]|de\sla\s|du\s|des\s)(?P<head>{UPPER}\w{{2,24}})\Z")


def _inside_sentence(text: str, start: int) -> bool:
    """Tell whether the capital at *start* is a name's own and not the sentence's."""
    at = start - 1
    while at >= 0 and text[at] in " \u00a0\u202f":
        at -= 1
    return at >= 0 and (text[at].isalnum() or text[at] in ",;:('’–")


def _complement_end(text: str, folded: str, head_end: int) -> int | None:
    """Return the end of a name whose head alone has a capital: "Centre d'études alexandrines"."""
    first = FIRST_ADJECTIVES.match(text, head_end)
    end = first.end() if first else head_end
    begun = end
    for _ in range(STEPS_MOST):
        step = STEP.match(text, end)
        if step is None:
            break
        noun = folded[step.start("noun") : step.end("noun")]
        of_purpose = step["link"].startswith("pour ") and noun in common_nouns("idea")
        if noun in common_nouns("thing") and not of_purpose:
            return None  # "l'appel lancé par le Fonds pour le financement du programme"
        if noun.endswith(INFINITIVE) and step["link"] in {"pour ", "de ", "d'", "d’"}:
            break
        if noun in stop_words("over") and not _short_name_follows(text, step.end()):
            break
        end = step.end()
    return end if end > begun else None


def _short_name_follows(text: str, end: int) -> bool:
    """Return whether a bracket with a name of its own stands at *end*: "(Ilosoa)"."""
    return text.startswith(" (", end) and text[end + 2 : end + 3].isupper()


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a head is a word of its own; only "l'" and "d'" may touch it."""
    before = text[start - 1] if start else " "
    if before in "'’":
        before = " " if text[max(0, start - 3) : start - 1].strip().lower()[-1:] in "ld" else "x"
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in "-_" or after.isalnum() or after in "-_")


def _name_end(text: str, folded: str, start: int, head_end: int) -> int | None:
    """Return where the name with the head *start:head_end* ends; ``None`` where it is no name."""
    if folded.startswith(_WITH_DUTIES, start):
        duties = DUTIES.match(text, head_end)
        if duties:
            return duties.end()
    if folded.startswith("fondation ", start):
        couple = COUPLE.match(text, head_end)
        if couple and folded[slice(*couple.span("second"))] not in place_of():
            return couple.end()
        group = OF_GROUP.match(text, head_end)
        if group:
            return group.end()
    if folded.startswith(_GOVERNMENT, start) and _of_a_country(text, folded, start, head_end):
        behind = _ONE_WORD.match(text, head_end)
        return behind.end() if behind else None  # "le gouvernement malien"
    rest = REST.match(text, head_end)
    end = rest.end() if rest else head_end
    if end == head_end:
        return None
    end = _purpose_start(text, start, head_end, end)
    numbered = _NUMBERED_NAME.match(text, end)
    end = numbered.end() if numbered else end
    capitals = list(CAP_WORD.finditer(text[head_end:end]))
    if capitals:
        return _with_adjectives(text, head_end + capitals[-1].end(), end)
    if text[start].isupper() and scope_adjective().search(folded, head_end, end):
        return _complement_end(text, folded, head_end) or end
    return None


_FOR_ANOTHER: Final = words_of("for_another")
_GOVERNMENT: Final = "gouvernement "
_ONE_WORD: Final = re.compile(r"\s\w{3,24}")
#: "Fonds de dotation 777 Children"
_NUMBERED_NAME: Final = re.compile(rf"\s\d{{1,4}}\s{CAP}(?:\s{CAP}){{0,2}}")
_PURPOSES: Final = words_of("purpose")


def _purpose_start(text: str, start: int, head_end: int, end: int) -> int:
    """Return where "pour ..." begins behind a full name: "Caritas Sénégal pour les puits".

    Behind an adjective it is the name's own: "Association Togolaise pour la Formation".
    """
    if not text[head_end + 1 : head_end + 2].isupper():
        return end
    for purpose in _PURPOSES:
        at = text.find(purpose, head_end, end)
        if at < 0:
            continue
        head = fold(text[start:head_end]).split(maxsplit=1)[0]
        last = text[head_end:at].rsplit(maxsplit=1)[-1]
        scope = last.islower() or scope_adjective().fullmatch(fold(last)) is not None
        if purpose == " aux " or not (scope and is_common_noun(head)):
            end = at
    return end


_ADJECTIVES_AFTER: Final = re.compile(rf"(?:\s{ADJECTIVE}\b){{1,2}}")


def _with_adjectives(text: str, end: int, limit: int) -> int:
    """Return the end of the adjectives that follow the last capitalised word."""
    more = _ADJECTIVES_AFTER.match(text, end, limit)
    return more.end() if more else end
