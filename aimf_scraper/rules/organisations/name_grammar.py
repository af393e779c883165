"""Organisations never seen before, by the shape of their names.

A head noun ("Fondation", "ministère"), then adjectives, names in capitals and
"de la ...", "pour l'..." as long as they go on: "Association togolaise pour
la promotion de l'Hygiène". Every repeat is bounded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.names.scope_adjectives import scope_adjective
from aimf_scraper.rules.names.stop_words import stop_words
from aimf_scraper.rules.organisations.head_nouns import (
    every_head,
    heads,
    longest_of,
    place_of,
    type_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aimf_scraper.records import PartnerType
    from aimf_scraper.rules.engine.document import PhraseMatch

#: An upper-case letter of any Latin alphabet; a letter that has no case counts as one.
UPPER: Final = r"[^\W\d_a-zß-öø-ÿœāăąćčďđēęěğīıłńňōőřśşșšťţțūůűźżžơưạ-ỹ]"
_CAP: Final = rf"{UPPER}[\w’'&-]{{0,30}}"
_ADJECTIVE: Final = (
    r"(?:civile?s?|publics?|khmère?s?|khmer|[a-zß-öø-ÿœ-]{1,18}(?:al|ale|aux|ales|els?|elles?|ique|iques|ains?|aines?|iens?|iennes?"
    r"|ais|aises?|ois|oises?|éens?|éennes?|ifs?|ives?|aires?|ophones?|ublics?|ubliques?|[ée]rieure?s?|meilleure?s?|majeure?s?|mineure?s?"
    r"|inoises?|ancophones?|eux|euses?|onnes?|mes|unies?|ères?|iers?|ables?|ibles?|icoles?))"
)
_LINK: Final = (
    r"(?:pour\s(?:l['’]|la\s|le\s|les\s)?|de\sl['’]|de\sla\s|des\s|du\s|de\s|d['’]|en\s|sur\s"
    r"|aux?\s|à\sla\s|à\sl['’])"
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
    rf"(?:{_ADJECTIVE}\s)?(?:{_CAP}|{_LOWER})(?:[\s-](?:{_CAP}|{_ADJECTIVE}\b)){{0,4}}"
)
#: "ministère de la Jeunesse, de la Culture et de la Communication": the list is the name.
_MORE_DUTIES: Final = (
    r"(?:(?:,\s|\set\s)(?:de\sla\s|de\sl['’]|du\s|des\s)"
    rf"{_CAP}(?:\s{_ADJECTIVE}\b)?){{0,5}}"
)


_REST: Final = re.compile(
    rf"(?:[\s-]{_ADJECTIVE}\b){{0,3}}(?:[\s]{_CAP}){{0,4}}(?:\s{_ADJECTIVE}\b){{0,2}}(?:{_SEGMENT}){{0,6}}"
)
#: "Fondation Daniel et Nina Carasso": two given names and one surname.
_COUPLE: Final = re.compile(rf"\s{_CAP}\set\s(?P<second>{_CAP})\s{_CAP}(?!\w|\s{UPPER})")
_DUTIES: Final = re.compile(
    rf"(?:\s(?:{_ADJECTIVE}|khmer|chargé|délégué)\b){{0,2}}\s(?:de\sla\s|de\sl['’]|du\s|des\s|de\s|d['’])"
    rf"{_CAP}(?:\s{_ADJECTIVE}\b){{0,2}}{_MORE_DUTIES}(?:\s(?:du|de|de\sla)\s{_CAP}(?:\s{_CAP})?)?"
)
_INFINITIVE: Final = ("er", "ir", "dre", "tre", "ire")
_STEP: Final = re.compile(
    rf"\s(?:et\s{_ANOTHER})?(?P<link>{_LINK})(?:une?\s)?(?P<noun>{_LOWER})(?![\w’'])(?:\s{_ADJECTIVE}\b){{0,2}}"
)
_FIRST_ADJECTIVES: Final = re.compile(rf"(?:[\s-]{_ADJECTIVE}\b){{0,3}}")
_STEPS_MOST: Final = 5
_CAP_WORD: Final = re.compile(rf"(?<![\w])(?:[ldLD]['’])?{_CAP}")
_OF: Final = r"(?:(?:of|for|and|the|on|in|für|din)\s){0,2}"
_FOREIGN_BEFORE: Final = re.compile(rf"(?<![\w-])(?:{_CAP}\s{_OF}){{1,7}}\Z")
_FOREIGN_AFTER: Final = re.compile(rf"(?:\s{_OF}{_CAP}){{0,7}}")
_FOREIGN_REACH: Final = 110
#: "Institut Pasteur" may be "Institut Pasteur de Bangui": the shape may say more than the known name.
_GO_ON: Final = ("institut", "universite", "ecole", "faculte", "fondation", "lycee", "academie")
_WITH_DUTIES: Final = ("ministere", "secretariat d'etat", "direction")


class Shape(NamedTuple):
    """A name by its shape alone. ``house``: a building may be called so too."""

    start: int
    end: int
    name: str
    type: PartnerType
    house: bool = False


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
        place = places[head]
        small = place == "kind" or (place != "always" and not text[start].isupper())
        if small and head not in kinds:
            continue
        if not _stands_alone(text, start, head_end):
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
    return sorted(set(found))


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
    rf"{_CAP}(?:\s\d{{1,3}}(?!\d|[.,]\d))?(?:(?:\s(?:&|for|of|and|in))?\s{_CAP}){{0,5}}"
    rf"(?:\set\s{_CAP}(?=\s(?:de|du|des|pour|en)\s|[.,;)\n]|$))?"
    rf"(?:{_SEGMENT}){{0,4}}"
)
_QUOTED: Final = re.compile(r"[^»”\"\n]{2,60}?(?=\s?[»”\"])")


def _own_name(text: str, folded: str, start: int, head_end: int) -> Shape | None:
    """Return the name proper after a small word of kind: "l'ONG Bethesda" is called Bethesda."""
    if folded[start:head_end] not in heads("kind") or text[head_end : head_end + 1] != " ":
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
            end = number.end() if number else last
    else:
        return None
    if end is None:
        return None
    name = " ".join(text[own:end].split())
    return Shape(own, end, name, heads("kind")[folded[start:head_end]])


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
        if noun in stop_words("over") or (
            noun.endswith(_INFINITIVE) and step["link"] in {"pour ", "de ", "d'", "d’"}
        ):
            break
        end = step.end()
    return end if end > begun else None


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
    capitals = list(_CAP_WORD.finditer(text[head_end:end]))
    if capitals:
        return _with_adjectives(text, head_end + capitals[-1].end(), end)
    if text[start].isupper() and scope_adjective().search(folded, head_end, end):
        return _complement_end(text, folded, head_end) or end
    return None


_ADJECTIVES_AFTER: Final = re.compile(rf"(?:\s{_ADJECTIVE}\b){{1,2}}")


def _with_adjectives(text: str, end: int, limit: int) -> int:
    """Return the end of the adjectives that follow the last capitalised word."""
    more = _ADJECTIVES_AFTER.match(text, end, limit)
    return more.end() if more else end


def _foreign(text: str, folded: str, start: int, end: int, *, least: int) -> Shape | None:
    """Return the run of capitals around a foreign word: "Reef Conservation", "School of ..."."""
    before = _FOREIGN_BEFORE.search(text, max(0, start - _FOREIGN_REACH), start)
    after = _FOREIGN_AFTER.match(text, end)
    first = before.start() if before else start
    last = after.end() if after else end
    name = text[first:last]
    if len(name.split()) < least:
        return None
    kind = heads("foreign").get(folded[start:end]) or heads("english")[folded[start:end]]
    return Shape(first, last, " ".join(name.split()), kind)
