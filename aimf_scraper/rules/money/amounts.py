"""Amounts of money, as French prose writes them; which of them are budgets is not asked here.

An amount is a number, a multiplier perhaps, and a currency before or after.
A notation without a row in tests/rules/test_amounts.py is not read: it yields
nothing, never a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.money import currencies, openings, ranges, residue, unit_lists
from aimf_scraper.rules.money.amount import Amount
from aimf_scraper.rules.money.cues import cues
from aimf_scraper.rules.money.word_families import any_word, words_of
from aimf_scraper.rules.numbers import figures, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.numbers.figures import Number

#: A part with more amounts than this is a ledger: what follows is not read.
MAX_AMOUNTS: Final = 400

_LONG: Final = any_word("scale")
_SHORT: Final = any_word("short_scale")
_HALF: Final = r"(?P<half>[ ]et[ ]demie?)?"
_SAID_TWICE: Final = r"(?:\([a-z0-9 '.-]{2,60}\)[ ]?)?"  # "3 (trois) millions"
SCALE: Final = re.compile(rf"[ ]{{0,2}}(?P<scale>{_LONG}|mds?|mrds?|mios?|[mk])(?![a-z0-9]){_HALF}")
_NOUGHTS: Final = re.compile(r"[0-9]{1,3}\.[0-9][0-9]0")
_SAID_IN_WORDS: Final = Pattern(r"[a-z][a-z -]{1,60}[ ]?\(")
# "lot 12 250 000 €": the lot's number is no part of the sum's
_NUMBERED: Final = Pattern(
    rf"(?<![a-z])(?:{any_word('numbered')}) (?:n ?[°o.] ?)?|(?<![a-z])n ?[°o] ?"
)
_GROUPS: Final = re.compile(r"[0-9]{1,3} (?=[0-9]{3}(?:[ .][0-9]{3})*(?:,[0-9]{1,2})?\Z)")
_OF_A_FRACTION: Final = re.compile(r"(?<![0-9])[0-9]/\Z")  # "1/2 million"
# Which dollars are meant may stand in a bracket: "30 000 $ (canadiens)".
_WHICH: Final = re.compile(r" ?\((?:(?P<cad>cad|can|canadiens?)|(?P<usd>usd|us|americains?))\)")
_BLANKS: Final = frozenset({"", " ", "\n", "("})
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_MAY_BE_CURRENCY: Final = re.compile(r"[A-Z$€£¥:=)]")  # cheap, before the long alternation
_HEAD_REACH: Final = 48


@cache
def _nothing() -> re.Pattern[str]:
    """Return what follows "1,113 milliard" without a currency: anything but "of something"."""
    words = "|".join(cues().bare.patterns)
    return re.compile(rf"(?:[ ]environ)?[ ]?(?:$|[\n,.;:!?()»\"-]|{words})")


@cache
def _tail() -> re.Pattern[str]:
    """Return what follows a number: its multiplier and its currency."""
    return re.compile(
        rf"""
        (?: [.,]?-{{1,2}} )? [ ]{{0,2}} {_SAID_TWICE} \)? [ ]?  # "5'000.- CHF", "dix (10) M€"
        (?: (?P<scale> (?:{_LONG}) (?![a-z0-9]) | {_SHORT} ) \.? {_HALF} ´{{0,3}} [ ]? )?
        {_SAID_TWICE} \)? [ ]?
        (?: d'[ ]? | de[ ](?:nos[ ]|ces[ ]|leurs[ ])? | of[ ] | en[ ] )?
        (?P<currency> {currencies.forms("after").pattern} )
        """,
        re.VERBOSE,
    )


@cache
def _head() -> re.Pattern[str]:
    """Return what stands before a number: "CHF", "$US", "(en millions d'euros) :"."""
    before = currencies.forms("before").pattern
    after = currencies.forms("after").pattern
    return re.compile(
        rf"""
        (?<![a-z0-9])
        (?: (?: en[ ] | \( (?=[^()]{{1,40}}\)) ) (?: (?P<scale>{_LONG}|{_SHORT}) [ ]? (?:d'|de[ ])? )?
            (?P<after>{after}) [ ]? \)? [ ]? [:=]? [ ]?
          | (?P<before>{before}) [ ]? :? [ ]? ) $
        """,
        re.VERBOSE,
    )


def find_amounts(doc: Doc) -> dict[str, tuple[Amount, ...]]:
    """Return the amounts of every part, by its source, in reading order."""
    by_part, places = doc.get(figures.find_numbers), doc.anchors
    return {
        part.source: find_in(part, by_part[part.source], places[part.source]["unit"])
        for part in doc.parts
    }


def find_in(part: Part, found: tuple[Number, ...], lists: Sequence[int] = ()) -> tuple[Amount, ...]:
    """Return the amounts of *part* among its numbers, none overlapping; never raises.

    *lists*: where a unit may stand over a list.
    """
    folded, text = part.folded, part.text
    amounts: list[Amount] = []
    carried: Amount | None = None  # "1 milliard" of "1 milliard 113 millions de francs"
    end = 0
    for i, number in enumerate(found):
        start, after, _ = number
        if start < end:
            continue
        follows = openings.may_follow(folded[after : after + 4])
        if not follows and not _MAY_BE_CURRENCY.search(text, start - 5 if start > 5 else 0, start):
            carried = None
            continue
        own = number if number.spelled else _of_the_sum(folded, number)
        amount = _read(part, own, end, follows=follows) if own else None
        alone = not (carried and number.start - carried.end <= 1) and own is number
        if amount is None or (alone and residue.is_torn(part, amount, _NUMBERED)):
            carried = None
            continue
        if carried and number.start - carried.end <= 1 and amount.value < 10**carried.power:
            amount = amount._replace(start=carried.start, value=carried.value + amount.value)
        carried = None
        if not amount.currency:
            carried = amount
            if _nothing().match(folded, amount.end):
                amounts.append(amount)
            continue
        amounts += ranges.with_those_before(part, found, i, amount, amounts)
        end = amount.end
        if len(amounts) >= MAX_AMOUNTS:
            break
    return tuple(_with_lists(part, found, amounts, lists) if lists else amounts)


def _with_lists(
    part: Part, found: tuple[Number, ...], amounts: list[Amount], lists: Sequence[int]
) -> list[Amount]:
    """Return *amounts* and the sums under a unit that is said once for all, in reading order."""
    folded = part.folded
    listed: list[Amount] = []
    for unit in unit_lists.units(folded, lists, f"{_LONG}|{_SHORT}"):
        power = figures.power(unit.scale)
        means = currencies.forms("after").meaning(unit.currency, unit.currency)
        near = found[bisect_left(found, (unit.start,)) : bisect_left(found, (unit.end,))]
        for number in unit_lists.items(folded, unit, near) if means else ():
            value = figures.value(folded, number, scaled=power >= 6)
            if value is not None and len(listed) < MAX_AMOUNTS:
                scaled = value.scaleb(power)
                listed.append(Amount(*number[:2], scaled, None, means or "", power, "label"))
    if not listed:
        return amounts
    taken = {amount.end for amount in amounts}
    return sorted([*amounts, *(one for one in listed if one.end not in taken)])


def _read(part: Part, number: Number, taken: int, *, follows: bool) -> Amount | None:
    """Return the amount whose number is *number*.

    *taken*: where the last one ended; *follows*: a currency may come next.
    """
    folded = part.folded
    tail = _tail().match(folded, number.end) if follows else None
    if tail:
        form = tail["currency"]
        means = _meaning("after", part, tail.start("currency"), form)
        if means and _is_scale(part, tail, form):
            amount = _sum(part, number, tail, means)
            small = form == "f" and amount and amount.value < currencies.LEAST_BARE_F
            told = None if small or amount is None else _told_which(part, amount)
            return told and _opened(folded, told)
    head = _before(part, number, taken)
    if head:
        return head
    scale = SCALE.match(folded, number.end) if follows else None
    if scale and figures.power(scale["scale"]) >= 6 and len(scale["scale"]) > 4:
        return _sum(part, number, scale, "")
    return None


def _told_which(part: Part, amount: Amount) -> Amount | None:
    """Return *amount* with the currency that the words behind it make of its unit.

    ``None`` where they make one of it that no table knows: "28 000 $ HK".
    """
    folded = part.folded
    if not amount.currency.startswith("@"):
        return amount
    which = _WHICH.match(folded, amount.end) if amount.currency == "@dollar" else None
    if which is None:
        return None if _is_of_another(part, amount) else amount
    return amount._replace(currency="CAD" if which["cad"] else "USD", end=which.end())


#: What tells one dollar, franc or pound from another, right behind it: "$ HK", "dollars namibiens".
_CODE_BEHIND: Final = re.compile(r"[ ]?(?:[A-Z]{2}(?![\w-])|[A-Z](?=[.,;:)]|\Z))")
_ADJECTIVE_BEHIND: Final = re.compile(rf"[ ][a-z-]{{2,14}}(?:{any_word('of_a_country')})(?![a-z])")
_UNITS_OF_MANY: Final = frozenset(f"@{word}" for word in words_of("unit_of_many"))


def _is_of_another(part: Part, amount: Amount) -> bool:
    """Return whether what stands behind *amount* makes its unit another country's."""
    written = part.text[amount.start : amount.end]
    if written.endswith("$") and _CODE_BEHIND.match(part.text, amount.end):
        return True
    if amount.currency not in _UNITS_OF_MANY or not written[-1:].isalpha():
        return False
    return _ADJECTIVE_BEHIND.match(part.folded, amount.end) is not None


def _of_the_sum(folded: str, number: Number) -> Number | None:
    """Return *number* without what it is the number of; ``None`` where it is a fraction's half."""
    start = number.start
    if folded[start - 1 : start] in {",", "."} and folded[start - 2 : start - 1] in _BLANKS:
        number = number._replace(start=start - 1)  # ",5 M€"
    if start and folded[start - 1] == "/" and _OF_A_FRACTION.search(folded, start - 2, start):
        return None
    if number.end - start < figures.LEAST_GROUPED:
        return number
    first = _GROUPS.match(folded, start, number.end)
    if first and _NUMBERED.right_before(folded, start):
        return number._replace(start=first.end())
    return number


def _meaning(side: currencies.Side, part: Part, start: int, form: str) -> str | None:
    return currencies.forms(side).meaning(form, part.text[start : start + len(form)])


def _is_scale(part: Part, tail: re.Match[str], form: str) -> bool:
    """Tell "5 M $" from "5 m": a lone "m" is metres unless it is a capital, or glued to euros."""
    if tail["scale"] != "m" or part.text[tail.start("scale")] == "M":
        return True
    return form.startswith(("€", "eur")) and part.folded[tail.end("scale")] != " "


def _sum(part: Part, number: Number, tail: re.Match[str], currency: str) -> Amount | None:
    scale = tail["scale"] or ""
    power = figures.power(scale)
    # "1.500 millions" are thousands: nobody writes the digit_mask of a decimal part
    thousands = scale.endswith("ions") and _NOUGHTS.fullmatch(part.folded, number.start, number.end)
    value = figures.value(part.folded, number, scaled=power >= 6 and not thousands)
    if value is None:
        return None
    if tail["half"]:
        value += Decimal("0.5")
    rule = "words" if number.spelled else "figures" if currency else "no_currency"
    scaled = value.scaleb(power) if power else value
    return Amount(number.start, tail.end(), scaled, None, currency, power, rule)


def _opened(folded: str, amount: Amount) -> Amount:
    """Let "dix (10) millions" start at its words, so that no bracket hangs."""
    start, end = amount[:2]
    if folded.find(")", start, end) == -1 or folded.find("(", start, end) != -1:
        return amount
    before = _SAID_IN_WORDS.right_before(folded, amount.start)
    spelled = words.ending(folded, before.end() - 1) if before else None
    return amount._replace(start=amount.start if spelled is None else spelled)


def _before(part: Part, number: Number, taken: int) -> Amount | None:
    """Return the amount of "CHF 50'000", "$US 1,5 millions", "(en k€) : 350"."""
    folded = part.folded
    beside = part.text[max(0, number.start - 5) : number.start]
    if not _MAY_BE_CURRENCY.search(beside):
        return None
    floor = max(taken, number.start - _HEAD_REACH)
    head = _head().search(folded[floor : number.start])
    if head is None:
        return None
    side: currencies.Side = "after" if head["after"] else "before"
    means = _meaning(side, part, floor + head.start(side), head[side])
    if means is None:
        return None
    scale = SCALE.match(folded, number.end)  # "SCR 1,2 m": a currency counts no metres
    if (
        not scale
        and _YEAR.fullmatch(folded, number.start, number.end)
        and beside[-2:].strip().isalpha()
    ):
        return None  # "Budget FCFA 2019"
    power = figures.power((scale["scale"] if scale else head["scale"]) or "")
    value = figures.value(folded, number, scaled=power >= 6)
    if value is None:
        return None
    start = number.start if head["after"] else floor + head.start()
    end = scale.end() if scale else number.end
    rule = "label" if head["after"] else "currency_first"
    return Amount(start, end, value.scaleb(power), None, means, power, rule)
