"""Budgets: the sums of money that a page says of what it tells.

An amount (``amounts``) is a budget unless its words make it a price, a loss
or somebody else's billions (``exclusions``). The same sum in another
currency is an equivalent, the same sum again one more evidence. Rule names:
``budgets.`` and the notation (``figures``, ``words``, ``range``, ``label``,
``currency_first``, ``shared_unit``, ``unit_left_out``, ``no_currency``), then
``scope``, ``qualifier``, ``equivalent`` and ``repeat`` for further evidence.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.records import Budget
from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.engine.explanation import Explained, NotTaken, Reason
from aimf_scraper.rules.money import (
    amounts,
    bare_shares,
    breakdowns,
    currencies,
    currency_places,
    equivalents,
    exclusions,
    left_out,
    said_again,
)
from aimf_scraper.rules.money.context import around
from aimf_scraper.rules.money.mentions import Mention, Sum, merged
from aimf_scraper.rules.money.scope import inherited, read_scope, speaks_of_money
from aimf_scraper.rules.money.wholes import wholes
from aimf_scraper.rules.numbers import approximation, figures, words

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.money.amount import Amount

#: How sure each is.
_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
_USUAL_EUR: Final = (500, 50_000_000)
_NOT_ADDING_UP: Final = "unit_left_out.not_adding_up"
_MOST_OF_A_PRICE: Final = 5000
_GOES_ON_PRICES: Final = ("one more price of a list", "")


class _Refused(NamedTuple):
    """A sum that is no budget: why not, and the line of the table that says so."""

    one: Sum
    why: str
    at: str


class _Read(NamedTuple):
    """What a page says of sums: those that are budgets, and those that are none."""

    mentions: list[Mention]
    refused: list[_Refused]


def find_budgets(doc: Doc) -> tuple[Budget, ...]:
    """Return the budgets of the page, in reading order; never raises.

    Unit: the currency's own (euros, francs), to the cent. ``evidence[0]`` is
    the amount with the words that bend it ("près de 7 millions d’euros").
    """
    groups = doc.get(_groups)
    whole_of = wholes(groups) if len(groups) > 1 else {}
    return tuple([_budget(group, whole_of.get(at)) for at, group in enumerate(groups)])


def _groups(doc: Doc) -> list[list[Mention]]:
    """Return the mentions of each budget."""
    return merged(doc.get(_read).mentions)


def find_yielding(doc: Doc) -> frozenset[int]:
    """Return the positions of the budgets whose scope no word says, or one that gives way to a gift's."""
    groups = doc.get(_groups)
    return frozenset(
        at for at, group in enumerate(groups) if all(one.scope.yields for one in group)
    )


def explain_budgets(doc: Doc) -> Explained:
    """Return why each sum is a budget, or none."""
    read = doc.get(_read)
    reasons = []
    for mention in read.mentions:
        head, scope = mention.sums[0], mention.scope
        figures = [head.by]
        figures += ["most.no_cue"] if scope.cue is None else []
        figures += [] if _is_usual(head) else ["most.unusual"]
        by = min(figures, key=_SURE.__getitem__)
        words = head.part.text[slice(*scope.cue)] if scope.cue else None
        asked = ("money/cues.toml",)
        reasons.append(
            Reason(head.evidence, _SURE[by], _SURE.at(by), words, scope.cue_at or None, asked)
        )
    refused = [NotTaken(one.one.evidence, one.why, one.at or None) for one in read.refused]
    return Explained(tuple(reasons), tuple(refused))


def _is_usual(one: Sum) -> bool:
    return _USUAL_EUR[0] <= one.euros < _USUAL_EUR[1]


def _read(doc: Doc) -> _Read:
    by_part = doc.get(amounts.find_amounts)
    parts = [part for part in doc.parts if by_part[part.source]]
    read = _Read([], [])
    if not parts:
        return read
    codes = [amount.currency for part in parts for amount in by_part[part.source]]
    said = tuple(dict.fromkeys(code for code in codes if code.isalpha() or code == "@cfa"))
    settled = [_settled(doc, part, by_part[part.source], said) for part in parts]
    stated = [one for sums in settled for one in sums]
    for part, sums in zip(parts, settled, strict=True):
        _read_part(doc, part, sums, stated, read)
    return read


def _settled(doc: Doc, part: Part, found: tuple[Amount, ...], said: tuple[str, ...]) -> list[Sum]:
    """Return the amounts of *part* whose currency the page settles."""
    sums = []
    last: tuple[str, tuple[int, int], tuple[str, str]] | None = None
    for amount in found:
        if not amount.currency or amount.value <= 0:
            continue
        settled = currency_places.settle(doc, part, amount.start, amount.currency, said)
        own = part.sentences.span(amount.start)
        if last and last[:2] == (amount.currency, own):
            settled = last[2]  # "60 000 francs par an, soit 180 000 francs"
        if currencies.is_swiss(part.folded[amount.start : amount.end], amount.currency):
            settled = "CHF", "figures"
        if settled:
            last = amount.currency, own, settled
            sums.append(_sum(part, amount, *settled))
    return sums


def _sum(part: Part, amount: Amount, currency: str, by: str) -> Sum:
    """Return *amount* in its *currency*, as sure as its notation and what settled that: *by*."""
    bend, start, end = approximation.around(part.folded, amount.start, amount.end)
    if (
        bend is None
        and amount.rule == "words"
        and words.is_round(part.folded[amount.start : amount.end])
    ):
        bend = "about"
    evidence = part.evidence(start, end, f"budgets.{amount.rule}")
    by = min(by, amount.rule, key=_SURE.__getitem__)
    euros = currencies.in_euros(amount.value, currency)
    return Sum(part, amount, currency, euros, _SURE[by], by, bend, evidence)


def _read_part(doc: Doc, part: Part, sums: list[Sum], stated: list[Sum], read: _Read) -> None:
    """Add what *part* says to *read*: sums grouped over their currencies, prices and losses apart.

    *sums*: those of the part that are stated with their currency; *stated*: those of all parts.
    """
    folded = part.folded
    plain, groups = _grouped(folded, sums)
    more = _left_out(doc, part, sums, plain, groups)
    taken = {one.amount.start for one in more}
    more += [
        one for one in _without_currency(doc, part, sums, stated) if one.amount.start not in taken
    ]
    more += _tied(doc, part, sorted([*sums, *more], key=_start))
    if more:
        sums = sorted([*sums, *more], key=_start)
        plain, groups = _grouped(folded, sums)
    mentions: list[Mention] = []
    prices_end = -1
    for group in groups:
        context = around(part, plain, group)
        head = sums[group[0]]
        excluded = exclusions.excluded_by(folded, head.amount, head.euros, context)
        if excluded is not None:
            read.refused.append(_Refused(head, *excluded))
            prices_end = head.amount.end if excluded[0] == "price" else -1
            continue
        scope = read_scope(folded, context)
        if scope.cue is None and context.before[0] == prices_end and head.euros < _MOST_OF_A_PRICE:
            read.refused.append(_Refused(head, *_GOES_ON_PRICES))
            prices_end = head.amount.end
            continue
        if scope.yields and mentions and context.before[0] == mentions[-1].end:
            listed = head.amount.rule == "unit_left_out"
            scope = inherited(folded, context, scope, mentions[-1].scope, listed=listed)
        cues = [part.evidence(*scope.cue, "budgets.scope")] if scope.cue else []
        cues += [part.evidence(*span, "budgets.qualifier") for span in scope.qualifiers]
        mentions.append(Mention(tuple([sums[i] for i in group]), scope, tuple(cues)))
    read.mentions.extend(mentions)


def _grouped(folded: str, sums: list[Sum]) -> tuple[list[Amount], list[list[int]]]:
    """Return the amounts of *sums*, and the indices of those that say one sum together."""
    plain = [one.amount for one in sums]
    return plain, equivalents.groups(folded, plain, [one.currency for one in sums])


def _left_out(
    doc: Doc, part: Part, sums: list[Sum], plain: list[Amount], groups: list[list[int]]
) -> list[Sum]:
    """Return the shares after a sum that leave its unit out."""
    found = doc.get(figures.find_numbers)[part.source]
    shares = []
    for group in groups:
        listed, adds_up = breakdowns.shares(part, found, plain, group)
        listed = listed or breakdowns.aimed(part, found, plain, group)
        listed = listed or breakdowns.lined_up(part, found, plain, group)
        listed = listed or breakdowns.next_givers(part, found, plain, group)
        if listed:
            one = sums[group[0]]
            least = one.by if adds_up else min(one.by, _NOT_ADDING_UP, key=_SURE.__getitem__)
            shares += [_sum(part, share, one.currency, least) for share in listed]
    return shares


def _without_currency(doc: Doc, part: Part, own: list[Sum], stated: list[Sum]) -> list[Sum]:
    """Return "un financement de 1,113 milliard", its currency said elsewhere on the page."""
    bare = [one for one in doc.get(amounts.find_amounts)[part.source] if not one.currency]
    if not bare:
        return []
    sums = []
    ends = [one.amount.end for one in own]
    known = _spans(own)
    for amount in bare:
        tied = bare_shares.unit(doc, part, amount.start, known)
        plain = speaks_of_money(part, amount.start) or breakdowns.goes_on(part, amount, ends)
        if not (tied or plain):
            continue
        ends.append(amount.end)
        told = left_out.currency(doc, part, amount, own, stated)
        if told is None and tied:
            told = tied, "no_currency.local"
        if told is not None:
            sums.append(_sum(part, amount, *told))
            known = sorted([*known, (amount.start, amount.end, told[0])])
    return sums


def _tied(doc: Doc, part: Part, sums: list[Sum]) -> list[Sum]:
    """Return the plain figures that words tie to one of *sums*, which have their unit."""
    found = doc.get(figures.find_numbers)[part.source]
    shares = bare_shares.find(doc, part, found, _spans(sums))
    return [_sum(part, one, one.currency, _NOT_ADDING_UP) for one in shares]


def _spans(sums: list[Sum]) -> list[tuple[int, int, str]]:
    return [(one.amount.start, one.amount.end, one.currency) for one in sums]


def _start(one: Sum) -> int:
    return one.amount.start


def _budget(mentions: list[Mention], part_of: int | None) -> Budget:
    """Return the one budget that *mentions* speak of; the first gives its wording."""
    # A title's "75 milliards" is the text's "127,6 millions de dollars, soit 75 milliards".
    mentions = sorted(mentions, key=lambda one: one.sums[0].amount.rule == "no_currency")
    telling = mentions[0]
    head, cues = telling.sums[0], telling.cues
    again: list[Sum] = []
    others: list[list[Sum]] = []
    if len(mentions) > 1:
        telling = max(mentions, key=lambda one: (one.scope.strong, one.scope.cue is not None))
    if len(mentions) > 1 or len(telling.sums) > 1:
        again, others, cues = said_again.said_again(head, mentions)
    confidence, bend = head.confidence, head.approximation
    for one in again:
        confidence = max(confidence, one.confidence)
        bend = bend or one.approximation
    qualifiers = dict.fromkeys([cue.quote for cue in cues if cue.rule == "budgets.qualifier"])
    if telling.scope.cue is None:
        confidence = min(confidence, _SURE["most.no_cue"])
    if not _is_usual(head):
        confidence = min(confidence, _SURE["most.unusual"])
    return Budget(
        amount=figures.plain(head.amount.value),
        amount_max=None if head.amount.high is None else figures.plain(head.amount.high),
        currency=head.currency,
        scope=telling.scope.scope,
        qualifier=", ".join(qualifiers) if qualifiers else None,
        approximation=bend,
        as_written=head.as_written,
        equivalents=tuple(map(said_again.equivalent, others)),
        part_of=part_of,
        evidence=(head.evidence, *cues, *[said_again.repeat(one.evidence) for one in again]),
        confidence=round(confidence, 2),
    )
