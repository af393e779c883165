"""Contributions: who gives what to whom, in the names and sums of the record.

What sentences say of giving is ``funding``'s business; here its spans become the record's partners,
cities and budgets, and a gift that is told twice becomes one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aimf_scraper.records import Contribution
from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.contributions.only_giver import with_only_giver
from aimf_scraper.rules.contributions.same_gift import (
    is_part_of_a_gift,
    is_told_by_its_parts,
    same_together,
)
from aimf_scraper.rules.contributions.short_names import ShortNames
from aimf_scraper.rules.contributions.told import SURE, Told
from aimf_scraper.rules.engine.explanation import Explained, Reason
from aimf_scraper.rules.funding.items import Span
from aimf_scraper.rules.funding.relations import read_gifts
from aimf_scraper.rules.money.budgets import find_budgets
from aimf_scraper.rules.money.exclusions import tells_of_others
from aimf_scraper.rules.names.metonyms import metonyms
from aimf_scraper.rules.partners.partners import find_partners, find_paying_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.records import Budget, City, Evidence, Partner
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.funding.reading import Gift

#: Evidence of a budget that is no sum.
_NO_SUM: Final = frozenset({"budgets.scope", "budgets.qualifier"})
# What follows the town of a dateline: its country, a day, a dash that no sum stands behind.
_DATELINE: Final = re.compile(
    r"(?: ?[(][^()\n]{1,30}[)])?,? ?"
    r"(?:(?:le |ce )?(?:[a-z]{4,8} )?[0-9]{1,2}(?:er)?[ ./-](?:[a-z]{3,9}|[0-9]{1,2})(?:[ ./-][0-9]{2,4})?(?: [(][^()\n]{1,20}[)])?"
    r" ?[-–—:.,]|[-–—] (?![0-9]))"
)
#: An article and a word or two stand before the name that opens a sentence.
_OPENS_WITHIN: Final = 16


def find_contributions(doc: Doc) -> tuple[Contribution, ...]:
    """Return the contributions of the record, in the order they are first told; never raises."""
    return tuple([_one(group) for group in _merged(doc)])


def explain_contributions(doc: Doc) -> Explained:
    """Return why each contribution is one."""
    return Explained(
        tuple(
            Reason(told.fact.evidence[0], told.fact.confidence, SURE.at(told.by))
            for group in _merged(doc)
            for told in group
        )
    )


def _merged(doc: Doc) -> list[list[Told]]:
    budgets = doc.get(find_budgets)
    groups = same_together(with_only_giver(doc, doc.get(_every_gift)), budgets)
    groups = [group for group in groups if not is_part_of_a_gift(group[0].fact, groups, budgets)]
    return [group for group in groups if not is_told_by_its_parts(group[0].fact, groups, budgets)]


def _every_gift(doc: Doc) -> list[Told]:
    partners, cities, budgets = (
        doc.get(find_partners),
        doc.get(find_cities),
        doc.get(find_budgets),
    )
    parties: tuple[Partner | City, ...] = (*partners, *cities)
    if not partners and not budgets:
        return []
    told = []
    paying = doc.get(find_paying_places)
    short = ShortNames(doc, partners, cities)
    for part in doc.parts:
        sums = _sums(part, budgets)
        names = _with_short(part, _names(part, partners, cities, paying), sums, short)
        if names:
            gifts = read_gifts(part, names, sums, doc.anchors[part.source]["giving"])
            told += [
                _told(part, _to_whom(part, one, names), parties, budgets)
                for one in gifts
                if not tells_of_others(part.folded, *part.sentences.span(one.start))
            ]
    return told


def _names(
    part: Part,
    partners: tuple[Partner, ...],
    cities: tuple[City, ...],
    paying: frozenset[tuple[str, int]],
) -> list[Span]:
    """Return where *part* names partners and cities that may give or get.

    A city inside a partner's name is none, nor is the town of a dateline ("Lomé, le 3 mai 2018 –")
    or a capital that stands for a state ("les projets financés par Bruxelles").
    """
    spans: list[Span] = []
    for key, one in enumerate(partners):
        pays = one.role == "funder"
        spans += [
            Span(*at, key, pays=pays or (part.source, at[0]) in paying)
            for at in _places(part, one.evidence)
        ]
    covered: set[int] = set()
    for span in spans:
        covered.update(range(span.start, span.end))
    for key, city in enumerate(cities, len(partners)):
        spans += [
            Span(*at, key, place=True)
            for at in _places(part, city.evidence)
            if at[0] not in covered and at[1] - 1 not in covered and _may_give(part, at)
        ]
    return sorted(spans)


def _to_whom(part: Part, gift: Gift, names: list[Span]) -> Gift:
    """Return *gift* with whom its pronoun means: the subject of the sentence before.

    "La Ville agrandit sa station. L'agence lui verse 4 M€": the name that opens it, if it is one.
    """
    start = part.sentences.span(gift.start)[0]
    if not gift.dative or gift.provider is None or start == 0:
        return gift
    before = part.sentences.span(start - 1)[0]
    first = next((one for one in names if before <= one.start < start), None)
    if first is None or first.key == gift.provider.key or first.place:
        return gift
    if first.start - before > _OPENS_WITHIN:
        return gift
    return gift._replace(receiver=first._replace(short=True))


def _with_short(part: Part, names: list[Span], sums: list[Span], short: ShortNames) -> list[Span]:
    """Return *names* with the bodies that *part* names by their head alone."""
    taken = {at for one in names for at in range(one.start, one.end)}
    more = [
        Span(start, end, key, short=True)
        for start, end, key in short.within(part, sums)
        if start not in taken and end - 1 not in taken
    ]
    return sorted([*names, *more]) if more else names


def _may_give(part: Part, at: tuple[int, int]) -> bool:
    start, end = at
    if part.folded[start:end] in metonyms():  # where it is the town hall, the partners say so
        return False
    line = part.context.line(start).start
    return start != line or _DATELINE.match(part.folded, end) is None


def _sums(part: Part, budgets: tuple[Budget, ...]) -> list[Span]:
    spans: list[Span] = []
    for key, budget in enumerate(budgets):
        said = [one for one in budget.evidence if one.rule not in _NO_SUM]
        again = [one for other in budget.equivalents for one in other.evidence]
        spans += [Span(*at, key) for at in _places(part, said)]
        spans += [Span(*at, key, again=True) for at in _places(part, again)]
    return sorted(spans)


def _places(part: Part, evidence: Iterable[Evidence]) -> list[tuple[int, int]]:
    return [
        (one.start, one.end)
        for one in evidence
        if one.source == part.source and one.start is not None and one.end is not None
    ]


def _told(
    part: Part, gift: Gift, parties: tuple[Partner | City, ...], budgets: tuple[Budget, ...]
) -> Told:
    provider = parties[gift.provider.key] if gift.provider else None
    receiver = parties[gift.receiver.key] if gift.receiver else None
    budget = budgets[gift.sum.key] if gift.sum else None
    figures = [gift.rule]
    figures += [] if budget else ["most.no_sum"]
    figures += [] if provider else ["most.no_provider"]
    figures += [] if receiver else ["most.no_receiver"]
    figures += ["most.short_name"] if gift.provider and gift.provider.short else []
    figures += ["most.short_name"] if gift.receiver and gift.receiver.short else []
    by = min(figures, key=SURE.__getitem__)
    known = [one.confidence for one in (provider, receiver, budget) if one is not None]
    shared = budget is None or gift.joint
    evidence = part.evidence(gift.start, gift.end, gift.rule)
    fact = Contribution(
        provider=provider.name if provider else None,
        receiver=receiver.name if receiver else None,
        amount=None if shared or budget is None else budget.amount,
        amount_max=None if shared or budget is None else budget.amount_max,
        currency=budget.currency if budget else None,
        instrument=gift.instrument,
        budget=gift.sum.key if gift.sum else None,
        joint=gift.joint,
        as_written=evidence.quote,
        evidence=(evidence,),
        confidence=round(min(SURE[by], *known), 2),
    )
    return Told(fact, by)


def _one(group: list[Told]) -> Contribution:
    """Return the contribution that *group* tells of, in the words of its first."""
    facts = [told.fact for told in group]
    first = facts[0]
    return Contribution(
        provider=next((one.provider for one in facts if one.provider), None),
        receiver=next((one.receiver for one in facts if one.receiver), None),
        amount=first.amount,
        amount_max=first.amount_max,
        currency=first.currency,
        instrument=next((one.instrument for one in facts if one.instrument), None),
        budget=first.budget,
        joint=first.joint,
        as_written=first.as_written,
        evidence=tuple(dict.fromkeys(mark for one in facts for mark in one.evidence)),
        confidence=max(one.confidence for one in facts),
    )
