"""Partners: the organisations that fund, carry, organise or accompany what a text tells of.

Which organisations a text names is ``organisations``' business; here each
mention is weighed by the words around it (``cues``), and what is sure
enough becomes a partner, once, with every mention as evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.records import Partner
from aimf_scraper.rules.cities.cities import find_town_mentions
from aimf_scraper.rules.engine.explanation import Explained, NotTaken, Reason
from aimf_scraper.rules.organisations.organisations import (
    SHAPE,
    TOWN_HALL,
    find_organisations,
)
from aimf_scraper.rules.partners.acronyms import acronyms
from aimf_scraper.rules.partners.bare_names import mark, marked
from aimf_scraper.rules.partners.candidates import LIST_ITEM, PERSON, Known, listed
from aimf_scraper.rules.partners.canonical_names import name_of
from aimf_scraper.rules.partners.confidence import HOME, SURE, UNKNOWN, Weighed, belief
from aimf_scraper.rules.partners.cues import find_cues
from aimf_scraper.rules.partners.lists import find_lists, label_of
from aimf_scraper.rules.partners.town_halls import is_state, mayors, said_shortly, towns_that_pay
from aimf_scraper.rules.partners.weighing import Weigher, groups_of
from aimf_scraper.rules.places.mentions import find_places

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerRole
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.organisations import OrganisationMention
    from aimf_scraper.rules.partners.cues import Cue
    from aimf_scraper.rules.partners.lists import ListSpan
    from aimf_scraper.rules.places.mention import PlaceMention

#: Below this an organisation is named, but nothing makes it a partner.
_LEAST: Final = 0.5
_AGENCIES: Final = "id:agences-de-l-eau-france"
_AGENCY: Final = "Agence de l’eau "
#: How sure its neighbours must be to lift an unknown name.
_COMPANY_LEAST: Final = 0.6
_ROLE_ORDER: Final = ("funder", "implementer", "organiser", "partner")


def find_partners(doc: Doc) -> tuple[Partner, ...]:
    """Return the partners of the document, each once, in the order they are first named."""
    return tuple(
        [
            _partner(one, sure)
            for one in doc.get(_by_organisation).values()
            if (sure := _confidence(one)) >= _LEAST
        ]
    )


def _by_organisation(doc: Doc) -> dict[str, list[Weighed]]:
    """Return every mention of an organisation, weighed, by the organisation's key."""
    found: dict[str, list[Weighed]] = {}
    named = doc.get(find_organisations)
    towns = doc.get(find_town_mentions)
    places = doc.get(find_places)
    halls = _halls(named)
    for part in doc.parts:
        mentions = [m for m in named if m.part is part]
        here = [p for p in places if p.part is part and _may_be_town(p, towns)]
        for weighed in _weighed(doc, part, mentions, here, halls):
            found.setdefault(weighed.mention.key, []).append(weighed)
    _take_in_short_names(found)
    return found


def explain_partners(doc: Doc) -> Explained:
    """Return why each organisation is a partner, or none."""
    reasons: list[Reason] = []
    refused: list[NotTaken] = []
    for one in doc.get(_by_organisation).values():
        sure = _confidence(one)
        for each in one:
            m, cue = each.mention, each.cue
            evidence = m.part.evidence(m.start, m.end, m.rule)
            words = m.part.text[cue.start : cue.end] if cue else None
            at = cue.cue.read_at if cue else SURE.at(each.figure)
            if sure >= _LEAST and each.weight > 0:
                most = f"most.{m.rule}"
                capped = sure > SURE.get(most, 1.0)
                reasons.append(
                    Reason(
                        evidence,
                        round(each.weight, 2),
                        SURE.at(most) if capped else at,
                        cue=words or None,
                        cue_at=at if cue else None,
                        asked=("cities/confidence.tsv",) if m.town_hall else (),
                    )
                )
            else:
                refused.append(NotTaken(evidence, _why_not(each), at or None))
    return Explained(tuple(reasons), tuple(refused))


def _why_not(each: Weighed) -> str:
    if each.cue is not None:
        return (
            f"a cue that {'seldom makes' if each.cue.cue.side == 'seldom' else 'makes'} no partner"
        )
    if each.mention.bare:
        return "also a plain word or a place, and no sure cue beside it"
    return "named, and nothing around says that it takes part"


def _take_in_short_names(found: dict[str, list[Weighed]]) -> None:
    """Give "Rotary" in a list to the "Rotary Club de Vannes" of the text, if there is but one."""
    items = [
        key
        for key, one in found.items()
        if one[0].mention.rule == LIST_ITEM and all(each.mention.rule == LIST_ITEM for each in one)
    ]
    keys = sorted(found) if items else []
    for short in items:
        begin = f"{short} "
        first = bisect_left(keys, begin)
        full = [key for key in keys[first : first + 2] if key.startswith(begin) and key in found]
        if len(full) == 1:
            found[full[0]] += found.pop(short)


def _confidence(one: list[Weighed]) -> float:
    """The surest mention counts; each further good one takes a tenth of the doubt away."""
    if len(one) == 1:
        return round(one[0].weight, 2)
    ordered = sorted([each.weight for each in one], reverse=True)
    doubt = 1 - ordered[0]
    for weight in ordered[1:4]:
        if weight >= _LEAST:
            doubt *= 0.9
    return round(1 - doubt, 2)


def _role(one: list[Weighed]) -> PartnerRole:
    if len(one) == 1:
        return one[0].role
    least = max([each.weight for each in one]) - 0.08
    near = {each.role for each in one if each.weight >= least}
    return next(role for role in _ROLE_ORDER if role in near)


def _halls(named: tuple[OrganisationMention, ...]) -> list[OrganisationMention]:
    """Return a mention of each town hall that the document names."""
    halls = {m.key: m for m in named if m.rule == TOWN_HALL and m.key.startswith("town:")}
    return list(halls.values())


def _partner(one: list[Weighed], confidence: float) -> Partner:
    kept = [each.mention for each in one if each.weight > 0]
    first = kept[0]
    return Partner(
        name=name_of(kept),
        as_written=first.as_written,
        type=first.type,
        role=_role(one),
        evidence=tuple([m.part.evidence(m.start, m.end, m.rule) for m in kept]),
        confidence=min(confidence, max([_most(m) for m in kept])),
    )


def _most(m: OrganisationMention) -> float:
    """Return how sure *m* may make us at all."""
    if m.bare and m.authority_id is not None:
        return SURE["most.bare"]
    return SURE.get(f"most.{m.rule}", SURE["most.other"])


def _weighed(
    doc: Doc,
    part: Part,
    mentions: list[OrganisationMention],
    places: list[PlaceMention],
    halls: list[OrganisationMention],
) -> list[Weighed]:
    """Return each mention of *part*, how sure it makes us, and in what role."""
    cues = find_cues(part.folded, doc.phrases[part.source]["partner_cues"])
    lists = find_lists(part, cues.labels)
    taken = {m.start: m.end for m in mentions}
    covered = marked(part, taken)
    if cues.short and len(halls) < 2:
        short = said_shortly(part, cues.short, places, covered, halls[0] if halls else None)
        mentions = [*mentions, *short]
        taken |= {m.start: m.end for m in short}
        mark(covered, short)
    by_start = {p.start: p for p in places}
    keys = {hall.key for hall in halls}
    known = Known(taken, covered, by_start, keys)
    more = listed(doc, part, lists, cues.vouching, known)
    mark(covered, more)
    more += towns_that_pay(part, cues.following, by_start, covered, keys)
    more += mayors(part, places, covered)
    mark(covered, more)
    more += acronyms(doc, part, covered)
    everyone = [*mentions, *more]
    states = _states(everyone, by_start)
    everyone = [m for m in everyone if not _stands_aside(m, states)]
    if not everyone:
        return []
    everyone.sort(key=_start)
    weigher = Weigher(part, cues, states)
    weighed: list[Weighed] = []
    for group in groups_of(part.folded, everyone):
        weighed += _of_group(weigher, lists, group)
    return weighed


def _may_be_town(p: PlaceMention, towns: frozenset[tuple[str, int]]) -> bool:
    """Return whether *p* is a town where it stands, or no town at all: a country, a region."""
    return (p.part.source, p.start) in towns or not p.candidates.towns


def _start(m: OrganisationMention) -> int:
    return m.start


def _of_group(
    weigher: Weigher, lists: list[ListSpan], group: list[OrganisationMention]
) -> list[Weighed]:
    before = weigher.before(group[0].start)
    after = weigher.after(group[-1].end)
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
        own = weigher.before(m.start) if m.start != first else before
        barred = own or before
        if barred is not None and barred.cue.side == "never" and _bars(barred.cue, m):
            weighed.append(Weighed(m, 1 - barred.cue.weight, barred.cue.role, barred))
            continue
        cues = (before, own, after)
        weighed.append(belief(m, cues, weigher, first, accompanied=accompanied))
    if len(weighed) > 1:
        best = max([one.weight for one in weighed if one.mention.key != HOME], default=0.0)
        if best >= _COMPANY_LEAST:
            return [_risen(one) for one in weighed]
    return weighed


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
    if one.mention.rule != SHAPE or not SURE[UNKNOWN] <= one.weight < _LEAST:
        return one
    return one._replace(weight=SURE["company.least"], figure="company.least")


def _states(mentions: list[OrganisationMention], places: dict[int, PlaceMention]) -> frozenset[int]:
    """Return where those of *mentions* start that are a country's bare name."""
    return frozenset(
        m.start
        for m in mentions
        if (p := places.get(m.start)) is not None and p.end == m.end and is_state(p)
    )


def _stands_aside(m: OrganisationMention, states: frozenset[int]) -> bool:
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


#: So long may be what stands before the agency in the first line of a news item.
_DATELINE_MOST: Final = 60


def _bars(never: Cue, m: OrganisationMention) -> bool:
    """Tell whether *never* holds for *m*: the AIMF's own forum is still the AIMF's."""
    return m.key != HOME or never.weight == 1


def _members_named(group: list[OrganisationMention]) -> list[OrganisationMention]:
    """Return *group* without "Agences de l'eau" where the agencies meant are named after it."""
    if len(group) == 1:
        return group
    members = [m for m in group if m.name.startswith(_AGENCY) and m.key != _AGENCIES]
    if not members or all(m.key != _AGENCIES for m in group):
        return group
    return [m._replace(bare=False) for m in group if m.key != _AGENCIES]
