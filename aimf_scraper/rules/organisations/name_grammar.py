"""Organisations never seen before, by the shape of their names.

A head noun ("Fondation", "ministère"), then adjectives, names in capitals and
"de la ...", "pour l'..." as long as they go on: "Association togolaise pour
la promotion de l'Hygiène". Every repeat is bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.adjectives import adjective
from aimf_scraper.rules.names.common_nouns import common_nouns, is_common_noun, names_an_idea
from aimf_scraper.rules.names.legal_forms import legal_form
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
from aimf_scraper.rules.organisations.shared_heads import names_sharing, shared_heads
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aimf_scraper.records import PartnerType
    from aimf_scraper.rules.engine.document import PhraseMatch

_ADJECTIVE: Final = adjective()
_LINK: Final = (
    r"(?:pour\s(?:l['’]|la\s|le\s|les\s)?|de\sl['’]|de\sla\s|des\s|du\s|de\s|d['’]une?\s|d['’]|en\s|sur\s"
    rf"|aux\s|(?:au\s|à\sla\s|à\sl['’])(?={UPPER}))"
)
_LOWER: Final = r"[a-zß-öø-ÿœ-]{3,24}"
#: "l'Institut français et de la brasserie Excelsior", "et de la mairie de Man": another body.
_ANOTHER: Final = (
    rf"(?!{_LINK}(?:mairie|ville|commune|municipalité|métropole|région|société|entreprise|association"
    rf"|coopérative|ambassade|préfecture)s?\b|{_LINK}{_LOWER}\s{UPPER}|à\s|aux?\s)"
)
#: What a school or a ministry is for, written large: "d'Architecture et d'Urbanisme".
_FIELD: Final = (
    rf"{UPPER}[\w’-]{{0,20}}(?:ture|isme|tion|tions|gie|gies|que|ques|mie|ment|ité|ités|ciences?|rts?|ettres|étiers?"
    r"|anté|ports?|aux|erce|trie|ances?|emmes)\b"
)
#: What ends like a field and is a body of its own: "du consulat et de la Fondation Axian".
_BODY: Final = (
    r"(?:Fond|F[ée]d[ée]r|D[ée]l[ée]g|Direc|Associ|Organis|Coop[ée]r|Agglom[ée]r)a?tion\b"
)
_SEGMENT: Final = (
    rf"\s(?:et\s(?!{_LINK}{_BODY})(?={_LINK}{_FIELD})|et\s{_ANOTHER}(?={_LINK}{_LOWER}\b)|et\s{_LOWER}\s(?={_LINK}))?{_LINK}"
    rf"(?:{_ADJECTIVE}\s)?(?:{CAP}|{_LOWER})(?:[\s-](?:{CAP}|{_ADJECTIVE}\b)){{0,4}}"
)
#: "ministère de la Jeunesse, de la Culture et de la Communication": the list is the name.
_MORE_DUTIES: Final = (
    r"(?:(?:,\s|\set\s)(?:de\sla\s|de\sl['’]|du\s|des\s|à\sla\s|à\sl['’]|aux?\s)"
    rf"{CAP}(?:\s{_ADJECTIVE}\b)?){{0,5}}"
)


_REST: Final = re.compile(
    rf"(?:[\s-]{_ADJECTIVE}\b){{0,3}}(?:[\s]{CAP}){{0,4}}(?:\s{_ADJECTIVE}\b){{0,2}}(?:{_SEGMENT}){{0,6}}"
)
#: "Fondation Daniel et Nina Carasso": two given names and one surname.
_COUPLE: Final = re.compile(rf"\s{CAP}\set\s(?P<second>{CAP})\s{CAP}(?!\w|\s{UPPER})")
_DUTIES: Final = re.compile(
    rf"(?:\s(?:{_ADJECTIVE}|chargé|délégué|en\scharge)\b){{0,2}}\s(?:de\sla\s|de\sl['’]|du\s|des\s|de\s|d['’]|à\sla\s|à\sl['’]|aux?\s)"
    rf"{CAP}(?:\s{_ADJECTIVE}\b){{0,2}}{_MORE_DUTIES}(?:\s(?:du\s|de\sl['’]|de\sla\s|de\s){CAP}(?:\s{CAP})?{_MORE_DUTIES})?(?:\sau\s{_LOWER})?"
    rf"|\s(?:d['’][EÉ]tat\s)?aux\s{_LOWER}(?:\s(?:{_ADJECTIVE}|[a-zß-öø-ÿ]{{2,18}}é(?:e|es|s)?)\b)?"
)
_INFINITIVE: Final = ("er", "ir", "dre", "tre", "ire")
_STEP: Final = re.compile(
    rf"\s(?:et\s{_ANOTHER})?(?P<link>{_LINK})(?:une?\s)?(?P<noun>{_LOWER})(?![\w’'])(?:\s{_ADJECTIVE}\b){{0,2}}"
)
_FIRST_ADJECTIVES: Final = re.compile(rf"(?:[\s-]{_ADJECTIVE}\b){{0,3}}")
_STEPS_MOST: Final = 5
_ADJECTIVE_MOST: Final = 24
_CAP_WORD: Final = re.compile(rf"(?<![\w])(?:[ldLD]['’])?{CAP}")
_OF: Final = r"(?:(?:of|for|and|the|on|in|für|din)\s){0,2}"
_FOREIGN_BEFORE: Final = Pattern(rf"(?<![\w-])(?:{CAP}\s{_OF}){{1,7}}")
_FOREIGN_AFTER: Final = re.compile(rf"(?:\s{_OF}{CAP}){{0,7}}")
#: "Institut Pasteur" may be "Institut Pasteur de Bangui": the shape may say more than the known name.
_GO_ON: Final = ("institut", "universite", "ecole", "faculte", "fondation", "lycee", "academie")
_WITH_DUTIES: Final = ("ministere", "secretariat", "direction")


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


def find_shapes(
    text: str, folded: str, known: Mapping[int, int], matched: Iterable[PhraseMatch]
) -> list[Shape]:
    """Return what looks like an organisation's name in *text*, in reading order.

    *known* maps where names already known start to where they end, in reading
    order; nothing is looked for inside them but what may go on behind them.
    *matched*: number, start and end of the heads that may stand in the text.
    """
    found = []
    places, kinds = place_of(), heads("kind")
    spans = iter(known.items())
    begin, over = next(spans, (len(text), len(text)))
    for head, start, head_end in longest_of(folded, every_head(), matched):
        while over <= start and over < len(text):
            begin, over = next(spans, (len(text), len(text)))
        if begin < start or (begin == start and not folded.startswith(_GO_ON, start)):
            continue
        if not _stands_alone(text, start, head_end):
            continue
        if head in shared_heads() and (sharing := [*names_sharing(text, head, start, head_end)]):
            found += [Shape(*one, shared=True) for one in sharing]
            continue
        place = places.get(head, "")
        if place == "national" and not _of_a_country(folded, head_end):
            continue
        if place == "kind" and _within_name(text, start):
            continue  # "AB Opérateur Immobilier"
        small = place == "kind" or (place != "always" and not text[start].isupper())
        if not place or (small and head not in kinds):
            continue
        if small:
            own = _own_name(text, folded, start, head_end)
            if own is not None:
                found.append(own)
            continue
        if place in {"foreign", "english"}:
            shape = _foreign(text, folded, start, head_end, least=2 if place == "english" else 3)
        else:
            shape = _named(text, folded, start, head_end, proper=place == "proper")
        if shape is not None:
            found.append(shape)
    for dotted in dotted_names(text):
        own = _own_name(text, folded, *dotted.span())  # "l'O.N.G. Puits d'Espoir"
        found += [own] if own else []
    return sorted(set(found))


def _of_a_country(folded: str, head_end: int) -> bool:
    """Tell "Coopération suisse", a body, from "Coopération Internationale"."""
    word = folded[head_end + 1 : head_end + _ADJECTIVE_MOST].partition(" ")[0].rstrip(",.;:)")
    return word in nationalities()


def _within_name(text: str, start: int) -> bool:
    """Return whether the word in capitals at *start* goes on from another in capitals."""
    before = text[max(0, start - _ADJECTIVE_MOST) : start]
    word = before.rstrip(" ").rpartition(" ")[2]
    named = word[:1].isupper() and word.isalnum() and fold(word) not in little_words("function")
    return text[start].isupper() and before.endswith(" ") and named


def _named(text: str, folded: str, start: int, head_end: int, *, proper: bool) -> Shape | None:
    """Return the name whose head is *start:head_end*.

    *proper*: a word that also names houses ("Centre", "Maison"); it takes no
    capital with it, or "Centre de santé de Dori" would swallow the town.
    """
    if text[start].islower() or folded.startswith("ong ", start):
        own = _own_name(text, folded, start, head_end)
        if own is not None:
            return own
    end = None if proper else _name_end(text, folded, start, head_end)
    proves = text[start].isupper() and _inside_sentence(text, start)
    if end is None and (proves or folded.startswith("ministere ", start)):
        end = _complement_end(text, folded, head_end)
    if end is None:
        return None
    name = " ".join(text[start:end].split())
    kind = type_of(folded[start:end])
    return Shape(start, end, name[0].upper() + name[1:], kind, house=proper)


_KIND_GOES_ON: Final = re.compile(rf"(?:{_ADJECTIVE}\s)?(?P<open>[«“\"]\s?)?(?=\S)")
_OWN: Final = re.compile(
    rf"{CAP}(?:\s\d{{1,3}}(?!\d|[.,]\d))?(?:(?:\s(?:&|for|of|and|in))?\s{CAP}){{0,5}}"
    rf"(?:\set\s{CAP}(?=\s(?:de|du|des|pour|en)\s|[.,;)\n]|$))?"
    rf"(?:{_SEGMENT}){{0,4}}"
)
_QUOTED: Final = re.compile(r"[^»”\"\n]{2,60}?(?=\s?[»”\"])")


def _own_name(text: str, folded: str, start: int, head_end: int) -> Shape | None:
    """Return the name proper after a small word of kind: "l'ONG Bethesda" is called Bethesda."""
    word = folded[start:head_end].replace(".", "")
    if word not in heads("kind") or text[head_end : head_end + 1] != " ":
        return None
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
            last = [*_CAP_WORD.finditer(written[0])][-1].end() + own
            number = _NUMBER.match(text, last)
            end = _with_legal_form(text, own, number.end() if number else last)
    else:
        return None
    if end is None:
        return None
    name = " ".join(text[own:end].split())
    return Shape(own, end, name, heads("kind")[word])


def _with_legal_form(text: str, own: int, end: int) -> int:
    """Return where the name ends with its legal form: "Batim S.A."."""
    form = legal_form().search(text, own, end + _FORM_MOST)
    return form.end() if form and form.start() <= end else end


_FORM_MOST: Final = 14
_NUMBER: Final = re.compile(r"\s\d{1,3}(?!\w|[.,]\d|[ \u00a0\u202f]\d{3})")


def _inside_sentence(text: str, start: int) -> bool:
    """Tell whether the capital at *start* is a name's own and not the sentence's."""
    at = start - 1
    while at >= 0 and text[at] in " \u00a0\u202f":
        at -= 1
    return at >= 0 and (text[at].isalnum() or text[at] in ",;:('’–")


def _complement_end(text: str, folded: str, head_end: int) -> int | None:
    """Return the end of a name whose head alone has a capital: "Centre d'études alexandrines"."""
    first = _FIRST_ADJECTIVES.match(text, head_end)
    end = first.end() if first else head_end
    begun = end
    for _ in range(_STEPS_MOST):
        step = _STEP.match(text, end)
        if step is None:
            break
        noun = folded[step.start("noun") : step.end("noun")]
        if noun in common_nouns("thing"):
            return None  # "l'appel lancé par le Fonds pour le financement du programme"
        if noun.endswith(_INFINITIVE) and step["link"] in {"pour ", "de ", "d'", "d’"}:
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
        duties = _DUTIES.match(text, head_end)
        if duties:
            return duties.end()
    couple = _COUPLE.match(text, head_end) if folded.startswith("fondation ", start) else None
    if couple and folded[slice(*couple.span("second"))] not in place_of():
        return couple.end()
    rest = _REST.match(text, head_end)
    end = rest.end() if rest else head_end
    if end == head_end:
        return None
    end = _purpose_start(text, start, head_end, end)
    numbered = _NUMBERED_NAME.match(text, end)
    end = numbered.end() if numbered else end
    capitals = list(_CAP_WORD.finditer(text[head_end:end]))
    if capitals:
        return _with_adjectives(text, head_end + capitals[-1].end(), end)
    if text[start].isupper() and scope_adjective().search(folded, head_end, end):
        return _complement_end(text, folded, head_end) or end
    return None


#: "Fonds de dotation 777 Children"
_NUMBERED_NAME: Final = re.compile(rf"\s\d{{1,4}}\s{CAP}(?:\s{CAP}){{0,2}}")
_PURPOSES: Final = (" pour ", " aux ")


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


_ADJECTIVES_AFTER: Final = re.compile(rf"(?:\s{_ADJECTIVE}\b){{1,2}}")


def _with_adjectives(text: str, end: int, limit: int) -> int:
    """Return the end of the adjectives that follow the last capitalised word."""
    more = _ADJECTIVES_AFTER.match(text, end, limit)
    return more.end() if more else end


def _foreign(text: str, folded: str, start: int, end: int, *, least: int) -> Shape | None:
    """Return the run of capitals around a foreign word: "Reef Conservation", "School of ..."."""
    before = _FOREIGN_BEFORE.right_before(text, start)
    after = _FOREIGN_AFTER.match(text, end)
    first = before.start() if before else start
    last = after.end() if after else end
    name = text[first:last]
    if len(name.split()) < least or names_an_idea(
        folded, first, folded[first:last].split(maxsplit=1)[0]
    ):
        return None
    kind = heads("foreign").get(folded[start:end]) or heads("english")[folded[start:end]]
    return Shape(first, last, " ".join(name.split()), kind)
