"""Budgets: the sums of money that a page says of what it tells.

An amount (``amounts``) is a budget unless its words make it a price, a loss
or somebody else's billions (``budget_exclusions``). The same sum in another
currency is an equivalent, the same sum again one more evidence. Rule names:
``budgets.`` and the notation (``figures``, ``words``, ``range``, ``label``,
``currency_first``, ``shared_unit``, ``unit_left_out``, ``no_currency``), then
``scope``, ``qualifier``, ``equivalent`` and ``repeat`` for further evidence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.records import Budget, Equivalent
from aimf_scraper.rules import (
    amounts,
    approximation,
    budget_context,
    budget_equivalents,
    budget_exclusions,
    budget_lists,
    budget_scope,
    currencies,
    currency_places,
    numbers,
)

if TYPE_CHECKING:
    from decimal import Decimal

    from aimf_scraper.records import Approximation, Evidence
    from aimf_scraper.rules.amounts import Amount
    from aimf_scraper.rules.budget_scope import Scope
    from aimf_scraper.rules.scan import Part, Scan

#: How sure a notation is, before its currency and its words are weighed.
_SURE: Final = {
    "figures": 0.98,
    "words": 0.97,
    "range": 0.96,
    "label": 0.95,
    "currency_first": 0.97,
    "shared_unit": 0.92,
    "unit_left_out": 0.95,
    "no_currency": 0.93,
}
_NO_CUE: Final = 0.88  # a sum of which nothing says what it pays for
_UNUSUAL: Final = 0.86  # a sum smaller or larger than city cooperation usually tells of
_USUAL_EUR: Final = (500, 50_000_000)
_ONE_SENTENCE: Final = 160  # as far as two gifts of one sentence stand apart
_ABOUT_SAME: Final = 50  # "1,113 milliard" is 1 113 500 000 F CFA: within one part of fifty


class _Sum(NamedTuple):
    """An amount of a part, its currency settled."""

    part: Part
    amount: Amount
    currency: str
    confidence: float
    approximation: Approximation | None
    evidence: Evidence

    @property
    def key(self) -> tuple[Decimal, Decimal | None, str]:
        return self.amount.value, self.amount.high, self.currency

    @property
    def as_written(self) -> str:
        return self.part.text[self.amount.start : self.amount.end]


class _Mention(NamedTuple):
    """One sum as a sentence says it: in its currencies, with what is said of it."""

    sums: tuple[_Sum, ...]
    scope: Scope
    cues: tuple[Evidence, ...]

    @property
    def end(self) -> int:
        return self.sums[-1].amount.end


def find(scan: Scan) -> tuple[Budget, ...]:
    """Return the budgets of the page, in reading order; never raises.

    Unit: the currency's own (euros, francs), to the cent. ``evidence[0]`` is
    the amount with the words that bend it ("près de 7 millions d’euros").
    """
    by_part = scan.once(amounts.find)
    if not any(by_part.values()):
        return ()
    said = tuple(
        dict.fromkeys(
            a.currency for found in by_part.values() for a in found if a.currency.isalpha()
        )
    )
    stated: list[_Sum] = []
    for part in scan.parts:
        stated += _settled(scan, part, by_part[part.source], said)
    mentions = [one for part in scan.parts for one in _mentions(scan, part, stated)]
    return tuple(_budget(group) for group in _merged(mentions))


def _settled(
    scan: Scan, part: Part, found: tuple[Amount, ...], said: tuple[str, ...]
) -> list[_Sum]:
    """Return the amounts of *part* whose currency the page settles."""
    sums = []
    for amount in found:
        if not amount.currency or amount.value <= 0:
            continue
        settled = currency_places.settle(scan, part, amount.start, amount.currency, said)
        if settled:
            sums.append(_sum(part, amount, *settled))
    return sums


def _sum(part: Part, amount: Amount, currency: str, confidence: float) -> _Sum:
    bend, start, end = approximation.around(part.folded, amount.start, amount.end)
    if bend is None and amount.rule == "words" and "aine" in part.folded[amount.start : amount.end]:
        bend = "about"
    evidence = part.evidence(start, end, f"budgets.{amount.rule}")
    sure = min(confidence, _SURE[amount.rule])
    return _Sum(part, amount, currency, sure, bend, evidence)


def _mentions(scan: Scan, part: Part, stated: list[_Sum]) -> list[_Mention]:
    """Return what *part* says: sums grouped over their currencies, prices and losses left out."""
    folded = part.folded
    sums = [one for one in stated if one.part is part]
    sums += _left_out(scan, part, sums)
    sums += _without_currency(scan, part, stated)
    sums.sort(key=lambda one: one.amount.start)
    plain = [one.amount for one in sums]
    mentions: list[_Mention] = []
    for group in budget_equivalents.groups(folded, plain, [one.currency for one in sums]):
        context = budget_context.around(folded, plain, group)
        head = sums[group[0]]
        if budget_exclusions.is_none(folded, head.amount, head.currency, context):
            continue
        scope = budget_scope.read(folded, context)
        if scope.cue is None and mentions and context.before[0] == mentions[-1].end:
            scope = budget_scope.inherited(folded, context, scope, mentions[-1].scope)
        cues = [part.evidence(*span, "budgets.qualifier") for span in scope.qualifiers]
        if scope.cue:
            cues.insert(0, part.evidence(*scope.cue, "budgets.scope"))
        mentions.append(_Mention(tuple(sums[i] for i in group), scope, tuple(cues)))
    return mentions


def _left_out(scan: Scan, part: Part, sums: list[_Sum]) -> list[_Sum]:
    """Return the shares after a sum that leave its unit out."""
    found = scan.once(numbers.find)[part.source]
    plain = [one.amount for one in sums]
    codes = [one.currency for one in sums]
    shares = []
    for group in budget_equivalents.groups(part.folded, plain, codes):
        one = sums[group[0]]
        listed, adds_up = budget_lists.shares(part.folded, found, plain, group)
        sure = one.confidence if adds_up else min(one.confidence, 0.85)
        shares += [_sum(part, share, one.currency, sure) for share in listed]
    return shares


def _without_currency(scan: Scan, part: Part, stated: list[_Sum]) -> list[_Sum]:
    """Return "un financement de 1,113 milliard", its currency said elsewhere on the page."""
    sums = []
    ends = [one.amount.end for one in stated if one.part is part]
    for amount in scan.once(amounts.find)[part.source]:
        if amount.currency:
            continue
        if not (
            budget_scope.speaks_of_money(part.folded, amount.start)
            or budget_lists.goes_on(part.folded, amount, ends)
        ):
            continue
        ends.append(amount.end)
        same = [
            one.currency
            for one in stated
            if abs(one.amount.value - amount.value) * _ABOUT_SAME <= one.amount.value
        ]
        if same:
            sums.append(_sum(part, amount, same[0], 0.93))
            continue
        codes = {one.currency for one in stated}
        local, sure = currency_places.local_franc(scan, part, amount.start)
        if local in codes or (local and (amount.power >= 9 or not codes)):
            sums.append(_sum(part, amount, local, min(sure, 0.78)))
        elif len(codes) == 1 and not local:
            sums.append(_sum(part, amount, codes.pop(), 0.75))
    return sums


def _merged(mentions: list[_Mention]) -> list[list[_Mention]]:
    """Return the mentions of one sum together, in the order of their first."""
    groups: list[list[_Mention]] = []
    place: dict[tuple[Decimal, Decimal | None, str], int] = {}
    for mention in mentions:
        at = next((place[one.key] for one in mention.sums if one.key in place), len(groups))
        if at < len(groups) and _given_apart(groups[at][-1], mention):
            at = len(groups)
        if at == len(groups):
            groups.append([])
            place.update((one.key, at) for one in mention.sums)
        groups[at].append(mention)
        for one in mention.sums:
            place.setdefault(one.key, at)
    return groups


def _given_apart(last: _Mention, this: _Mention) -> bool:
    """Tell two gifts of one size: "Paris apporte 50 000 € et Lyon apporte 50 000 €"."""
    part = this.sums[0].part
    start, end = last.end, this.sums[0].amount.start
    given = {"grant", "own_contribution"}
    return (
        last.sums[0].part is part
        and {last.scope.scope, this.scope.scope} <= given
        and None not in (last.scope.cue, this.scope.cue)
        and last.scope.cue != this.scope.cue
        and end - start <= _ONE_SENTENCE
        and not budget_context.breaks(part.folded, start, end)
    )


def _budget(mentions: list[_Mention]) -> Budget:
    """Return the one budget that *mentions* speak of; the first gives its wording."""
    head = mentions[0].sums[0]
    telling = mentions[0]
    if len(mentions) > 1:
        telling = max(mentions, key=lambda one: (one.scope.strong, one.scope.cue is not None))
    sums = [one for mention in mentions for one in mention.sums]
    same = [one for one in sums if one.key == head.key]
    cues = [cue for mention in mentions for cue in mention.cues]
    others: dict[tuple[Decimal, Decimal | None, str], list[_Sum]] = {}
    for one in sums:
        if one.key == head.key:
            continue
        again = one.currency == head.currency
        if again and budget_equivalents.taxes(
            one.part.folded, one.amount.end
        ):  # "100 000 € HT, soit 120 000 € TTC"
            cues = [cue for cue in cues if (cue.start or 0) < one.amount.end]
            cues += [_taxes(head, head.amount.end), _taxes(one, one.amount.start)]
        else:
            others.setdefault(one.key, []).append(one)
    qualifiers = [cue.quote for cue in cues if cue.rule == "budgets.qualifier"]
    confidence = max(one.confidence for one in same)
    if telling.scope.cue is None:
        confidence = min(confidence, _NO_CUE)
    if not _USUAL_EUR[0] <= currencies.in_euros(head.amount.value, head.currency) < _USUAL_EUR[1]:
        confidence = min(confidence, _UNUSUAL)
    return Budget(
        amount=numbers.plain(head.amount.value),
        amount_max=None if head.amount.high is None else numbers.plain(head.amount.high),
        currency=head.currency,
        scope=telling.scope.scope,
        qualifier=", ".join(dict.fromkeys(qualifiers)) or None,
        approximation=next((one.approximation for one in same if one.approximation), None),
        as_written=head.as_written,
        equivalents=tuple(_equivalent(again) for again in others.values()),
        evidence=(head.evidence, *cues, *(_repeat(one.evidence) for one in same[1:])),
        confidence=round(confidence, 2),
    )


def _repeat(evidence: Evidence) -> Evidence:
    return replace(evidence, rule="budgets.repeat")


def _taxes(one: _Sum, start: int) -> Evidence:
    """Return the words from *start* to the "HT" or "TTC" of a sum as what qualifies it."""
    taxes = budget_equivalents.taxes(one.part.folded, one.amount.end)
    end = taxes.end() if taxes else one.amount.end
    start += len(one.part.text[start:end]) - len(one.part.text[start:end].lstrip(" ,("))
    return one.part.evidence(start, end, "budgets.qualifier")


def _equivalent(same: list[_Sum]) -> Equivalent:
    return Equivalent(
        amount=numbers.plain(same[0].amount.value),
        currency=same[0].currency,
        as_written=same[0].as_written,
        evidence=tuple(
            one.part.evidence(one.evidence.start or 0, one.evidence.end or 0, "budgets.equivalent")
            for one in same
        ),
    )
