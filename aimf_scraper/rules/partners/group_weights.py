"""What the words around a group of names say of each of them.

Names that "et", commas and brackets join are weighed together; a label's list, a phrase that
forbids and what stands aside of the sentence come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.organisations.mention import SHAPE
from aimf_scraper.rules.partners.candidates import PERSON
from aimf_scraper.rules.partners.confidence import SURE, UNKNOWN, Weighed, belief, is_house
from aimf_scraper.rules.partners.lists import label_of
from aimf_scraper.rules.partners.town_halls import is_state

if TYPE_CHECKING:
    from aimf_scraper.rules.organisations.mention import OrganisationMention
    from aimf_scraper.rules.partners.cues import Cue
    from aimf_scraper.rules.partners.lists import ListSpan
    from aimf_scraper.rules.partners.weighing import Weigher
    from aimf_scraper.rules.places.mention import PlaceMention

#: Below this an organisation is named, but nothing makes it a partner.
LEAST: Final = 0.5
_AGENCIES: Final = "id:agences-de-l-eau-france"
_AGENCY: Final = "Agence de l’eau "
#: How sure its neighbours must be to lift an unknown name.
_COMPANY_LEAST: Final = 0.6


def weigh_group(
    weigher: Weigher, lists: list[ListSpan], group: list[OrganisationMention], behind: int
) -> list[Weighed]:
    """Return each of *group*, weighed; *behind*: where the last name of the group before it ends."""
    before = weigher.before(group[0].start, behind)
    after = weigher.after(group[-1].end)
    if after is None and group[-1].rule == SHAPE and not group[-1].bare:
        after = weigher.acts(group[-1].end)
    first = group[0].start
    weighed: list[Weighed] = []
    # what a town hall and an expert body do together is a project
    accompanied = any(m.type != "multilateral" for m in group)
    for m in _members_named(group):
        if m.rule == PERSON:
            weighed.append(Weighed(m, 0.0))
            continue
        label = label_of(lists, m.start) if lists else None
        if label is not None and m.bare and m.authority_id and not _is_entry(m):
            weighed.append(Weighed(m, 0.0))
            continue
        if label is not None:
            weighed.append(Weighed(m, label.cue.weight, label.cue.role, label))
            continue
        own = weigher.before(m.start, behind) if m.start != first else before
        barred = own or before
        if barred is not None and barred.cue.side == "never" and _bars(barred.cue, m):
            weighed.append(Weighed(m, 1 - barred.cue.weight, barred.cue.role, barred))
            continue
        cues = (before, own, after)
        told = belief(m, cues, weigher, first, accompanied=accompanied)
        weighed.append(_at_most(told, weigher.denials.most(m.start)) if weigher.denials else told)
    if len(weighed) > 1:
        best = max([one.weight for one in weighed if not is_house(one.mention)], default=0.0)
        if best >= _COMPANY_LEAST:
            return [_risen(one) for one in weighed]
    return weighed


def _at_most(one: Weighed, most: float) -> Weighed:
    """Return *one* no surer than *most*; that an action may not be the house's first says nothing of the house."""
    if one.weight <= most or (most and is_house(one.mention)):
        return one
    return one._replace(weight=most)


def _is_entry(m: OrganisationMention) -> bool:
    """Tell "Bailleurs : la France, Suez" from "Bailleurs : diverses communes de France"."""
    before = m.part.folded[max(0, m.start - _ENTRY_REACH) : m.start].rstrip(" «\"'")
    word = before.rpartition(" ")[2]
    if word in _ENTRY_WORDS:
        before = before[: -len(word)].rstrip(" ")
        word = before.rpartition(" ")[2]
    return not before or not before[-1].isalnum() or word == "et"


_ENTRY_REACH: Final = 16
_ENTRY_WORDS: Final = frozenset({"l", "la", "le", "les", "ville", "commune"})


def _risen(one: Weighed) -> Weighed:
    """Return *one*, lifted by its sure neighbours where it is known by its shape alone."""
    if one.mention.rule != SHAPE or not SURE[UNKNOWN] <= one.weight < LEAST:
        return one
    return one._replace(weight=SURE["company.least"], figure="company.least")


def states_in(
    mentions: list[OrganisationMention], places: dict[int, PlaceMention]
) -> frozenset[int]:
    """Return where those of *mentions* start that are a country's bare name."""
    return frozenset(
        m.start
        for m in mentions
        if (p := places.get(m.start)) is not None and p.end == m.end and is_state(p)
    )


def stands_aside(m: OrganisationMention, states: frozenset[int]) -> bool:
    """Return whether *m* is no part of its sentence.

    The country after a town, "Ville de Namur (Belgique)"; the agency of a news item's
    first line, "YAOUNDÉ, 12 mars 2019 (Agence Camerounaise d'Information) -".
    """
    text = m.part.text
    if text[max(0, m.start - 1) : m.start] + text[m.end : m.end + 1] != "()":
        return False
    if m.start in states:
        return True
    line = text.rfind("\n", max(0, m.start - _DATELINE_MOST), m.start) + 1
    begins = m.start - line <= _DATELINE_MOST and (line > 0 or m.start <= _DATELINE_MOST)
    place = text[line : m.start].split(" ", 1)[0].rstrip(",")
    return begins and place.isupper() and text[m.end + 1 :][:3].strip(" ") in {"-", "–", "—"}


def named_in_brackets(mentions: list[OrganisationMention]) -> list[OrganisationMention]:
    """Return *mentions*, a country's cooperation as the body whose short name stands behind it.

    "l'Agence de coopération allemande (GIZ)" is one body.
    """
    short = {m.start: m for m in mentions if m.authority_id is not None and m.as_written.isupper()}
    return [
        m._replace(name=o.name, key=o.key, type=o.type, authority_id=o.authority_id)
        if m.part.folded.startswith(_COOPERATION, m.start)
        and m.part.text.startswith(" (", m.end)
        and (o := short.get(m.end + 2))
        else m
        for m in mentions
    ]


_COOPERATION: Final = "cooperation "


#: So long may be what stands before the agency in the first line of a news item.
_DATELINE_MOST: Final = 60


def _bars(never: Cue, m: OrganisationMention) -> bool:
    """Tell whether *never* holds for *m*: the AIMF's own forum is still the AIMF's."""
    return not is_house(m) or never.weight == 1


def _members_named(group: list[OrganisationMention]) -> list[OrganisationMention]:
    """Return *group* without "Agences de l'eau" where the agencies meant are named after it."""
    if len(group) == 1:
        return group
    members = [m for m in group if m.name.startswith(_AGENCY) and m.key != _AGENCIES]
    if not members or all(m.key != _AGENCIES for m in group):
        return group
    return [m._replace(bare=False) for m in group if m.key != _AGENCIES]
