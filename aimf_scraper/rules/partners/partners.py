"""Partners: the organisations that fund, carry, organise or accompany what a text tells of.

Which organisations a text names is ``organisations``' business; here each
mention is weighed by the words around it (``cues``), and what is sure
enough becomes a partner, once, with every mention as evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer.organisation_ids import ids_of
from aimf_scraper.records import Partner
from aimf_scraper.rules.cities.cities import find_town_mentions
from aimf_scraper.rules.engine.explanation import Explained, NotTaken, Reason
from aimf_scraper.rules.organisations.organisations import (
    TOWN_HALL,
    find_organisations,
)
from aimf_scraper.rules.partners.acronyms import acronyms
from aimf_scraper.rules.partners.actors import actors
from aimf_scraper.rules.partners.bare_names import mark, marked, plain_states
from aimf_scraper.rules.partners.candidates import LIST_ITEM, Known, listed
from aimf_scraper.rules.partners.canonical_names import name_of
from aimf_scraper.rules.partners.confidence import SURE, Weighed
from aimf_scraper.rules.partners.cues import find_cues
from aimf_scraper.rules.partners.group_weights import (
    LEAST,
    named_in_brackets,
    stands_aside,
    states_in,
    weigh_group,
)
from aimf_scraper.rules.partners.grouping import groups_of
from aimf_scraper.rules.partners.lists import find_lists
from aimf_scraper.rules.partners.ties import ties_of
from aimf_scraper.rules.partners.town_halls import (
    mayors,
    said_shortly,
    towns_that_pay,
    towns_together,
)
from aimf_scraper.rules.partners.weighing import Weigher
from aimf_scraper.rules.places.mentions import find_places

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerRole
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.organisations.organisations import OrganisationMention
    from aimf_scraper.rules.places.mention import PlaceMention

_ROLE_ORDER: Final = ("funder", "implementer", "organiser", "partner")


def find_partners(doc: Doc) -> tuple[Partner, ...]:
    """Return the partners of the document, each once, in the order they are first named."""
    return tuple(
        [
            _partner(one, sure)
            for one in doc.get(_by_organisation).values()
            if (sure := _confidence(one)) >= LEAST
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


def find_paying_places(doc: Doc) -> frozenset[tuple[str, int]]:
    """Return where (source, start) a partner is named as one that pays, whatever it is elsewhere."""
    return frozenset(
        (each.mention.part.source, each.mention.start)
        for one in doc.get(_by_organisation).values()
        for each in one
        if each.role == "funder" and each.weight >= LEAST
    )


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
            if sure >= LEAST and each.weight > 0:
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
        if weight >= LEAST:
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
    name = name_of(kept)
    return Partner(
        name=name,
        as_written=first.as_written,
        type=first.type,
        role=_role(one),
        ids=ids_of(name),
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
    ties = ties_of(part.folded, cues.leading)
    more = listed(doc, part, lists, cues.vouching, ties, known=known)
    mark(covered, more)
    more += towns_that_pay(part, cues.following, by_start, covered, keys)
    known_towns = {m.start for m in more}
    more += [m for m in towns_together(part, by_start, covered) if m.start not in known_towns]
    more += mayors(part, places, covered)
    mark(covered, more)
    more += acronyms(doc, part, covered)
    mark(covered, more)
    more += actors(doc, part, covered, by_start)
    more += plain_states(part, covered)
    everyone = [*mentions, *more]
    states = states_in(everyone, by_start)
    everyone = [m for m in named_in_brackets(everyone) if not stands_aside(m, states)]
    if not everyone:
        return []
    everyone.sort(key=_start)
    weigher = Weigher(part, cues, states)
    weighed: list[Weighed] = []
    behind = 0
    for group in groups_of(part.folded, everyone):
        weighed += weigh_group(weigher, lists, group, behind)
        behind = group[-1].end
    return weighed


def _may_be_town(p: PlaceMention, towns: frozenset[tuple[str, int]]) -> bool:
    """Return whether *p* is a town where it stands, or no town at all: a country, a region."""
    return (p.part.source, p.start) in towns or not p.candidates.towns


def _start(m: OrganisationMention) -> int:
    return m.start
