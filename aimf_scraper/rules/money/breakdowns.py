"""Units left out in a list: "25,5 millions d’euros : 18 de l’UE et 7,5 de l’AFD".

The shares are read only where they add up to the sum, or where "dont" says
that they are part of it; everything else would be a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.context import FARTHEST
from aimf_scraper.rules.engine.patterns import Pattern, word_starts
from aimf_scraper.rules.money.amount import Amount
from aimf_scraper.rules.money.amounts import SCALE
from aimf_scraper.rules.money.cues import cues
from aimf_scraper.rules.money.word_families import any_word
from aimf_scraper.rules.numbers import figures, residue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.numbers.figures import Number

_LEAST: Final = 1000  # a smaller figure in a list counts something else
_OPENS: Final = re.compile(
    rf"(?:[ ](?:{any_word('total_behind')}))?[ ]?\)?(?:\([^()\n]{{0,60}}\))?[ ]?"
    rf"(?P<how>:|\(|-|,?[ ](?:{any_word('opens_shares')}))[ ]"
    r"|[ ]?(?P<bracket>\()"
)
# "Sur les 12 millions d'euros, 8 viennent de l'AFD et 4 de la Région."
_OUT_OF: Final = Pattern(rf"(?<![a-z])sur (?:{any_word('out_of_which')})?")
_LISTED: Final = re.compile(r"[ ]?(?P<how>,)[ ]")
# A share is said to be of, for or from somebody; "18 villes" is none.
_SHARE: Final = re.compile(
    rf"[ ](?:{any_word('share_of')}|(?:{any_word('share_given')})[a-z]{{0,4}} (?:{any_word('by_or_to')}))"
)


# What leads up to one more sum of a list: "; la mairie, ", ", ".
@cache
def _item() -> Pattern:
    return Pattern(rf"(?:[,;:(]|(?<![a-z])(?:{'|'.join(cues().parts.joins)})) ?")


@cache
def _aim() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(cues().parts.aims)})")


_THE_REST: Final = re.compile(rf"(?<![a-z])(?:{any_word('the_rest')})(?![a-z])")
# A line that is a label and its figure.
_SHARE_LINE: Final = re.compile(
    r"[ ]{0,4}[-•*]?[ ]?[^\W\d][^\n:]{0,80}?[ ]?:[ ](?P<figure>[0-9][0-9 .]{2,14})[ ]{0,3}(?:\n|\Z)"
)
# The next giver of a list that says its verb once: ", la Ville de Dori ", " et l'Agence KOICA ".
_NEXT_GIVER: Final = re.compile(
    rf" ?(?:,|;|{any_word('then')}) (?:(?:{any_word('then_too')}) )?(?:la |le |les |l['’])?"
    r"[A-ZÀ-Ý][^\s,;.:()0-9]{0,30} (?:[^\s,;.:()0-9]{1,30} ){0,7}"
)
_LAST_IN_CAPITALS: Final = re.compile(r"(?:^|[ '’-])[A-ZÀ-Ý][^\s]{0,30} $")
_LIST_GOES_ON: Final = re.compile(r" ?[.,;]| et |\Z|\n")
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")


def shares(
    part: Part, found: Sequence[Number], amounts: Sequence[Amount], group: Sequence[int]
) -> tuple[list[Amount], bool]:
    """Return the shares of a sum whose unit is left out, and whether they add up.

    *group*: the indices in *amounts* of the sum and of its equivalents.
    """
    folded = part.folded
    whole, i = amounts[group[0]], group[-1]
    opens = _OPENS.match(folded, amounts[i].end)
    if opens is None and _OUT_OF.right_before(folded, whole.start):
        opens = _LISTED.match(folded, amounts[i].end)
    if opens is None or whole.high is not None or whole.power not in (0, 3, 6, 9):
        return [], False
    limit = part.context.after(opens.end()).end
    near = [a for a in amounts[i + 1 : i + 20] if a.end <= limit]
    stated = [a for a in near if a.currency == whole.currency]
    listed = []
    for number in found[bisect_left(found, (opens.end(),)) :]:
        if number.end > limit:
            break
        if number.spelled or any(a.start <= number.start < a.end for a in near):
            continue
        scale = SCALE.match(folded, number.end)
        power = figures.power(scale["scale"]) if scale else whole.power
        stop = scale.end() if scale else number.end
        value = _value(folded, number, power, whole)
        if not power and _YEAR.fullmatch(folded, number.start, number.end):
            continue
        if value is None or not _SHARE.match(folded, stop):
            continue
        listed.append(
            Amount(number.start, stop, value, None, whole.currency, power, "unit_left_out")
        )
    if not listed:
        return [], False
    total = sum((a.value for a in (*listed, *stated)), Decimal(0))
    adds_up = len(listed) + len(stated) > 1 and abs(total - whole.value) * 50 <= whole.value
    part_of = total < whole.value and (
        "dont" in (opens["how"] or "") or _THE_REST.search(folded, opens.end(), limit) is not None
    )
    return (listed, adds_up) if adds_up or part_of else ([], False)


def aimed(
    part: Part, found: Sequence[Number], amounts: Sequence[Amount], group: Sequence[int]
) -> list[Amount]:
    """Return the sums that go on like one, its unit left out: "450 000 euros à la voirie et 80 000 aux routes"."""
    folded = part.folded
    first, i = amounts[group[0]], group[-1]
    aim = _aim().match(folded, amounts[i].end)
    if aim is None or first.high is not None:
        return []
    limit = part.context.after(aim.end()).end
    if i + 1 < len(amounts):
        limit = min(limit, amounts[i + 1].start)
    listed: list[Amount] = []
    for number in found[bisect_left(found, (aim.end(),)) :]:
        if number.end > limit:
            break
        leads = _item().right_before(folded, number.start, aim.end())
        if number.spelled or not leads or not _aim().match(folded, number.end):
            continue
        plain = figures.value(folded, number)
        power = first.power if plain is not None and plain < _LEAST else 0
        value = figures.value(folded, number, scaled=power >= 6)
        if value is None or value.scaleb(power) < _LEAST or residue.is_before(folded, number.start):
            continue
        if not power and _YEAR.fullmatch(folded, number.start, number.end):
            continue
        scaled = value.scaleb(power)
        listed.append(Amount(*number[:2], scaled, None, first.currency, power, "unit_left_out"))
    return listed


def next_givers(
    part: Part, found: Sequence[Number], amounts: Sequence[Amount], group: Sequence[int]
) -> list[Amount]:
    """Return the sums of the next givers, unit and verb left out: "X verse 9 000 €, la Ville de Y 5 000"."""
    first, end = amounts[group[0]], amounts[group[-1]].end
    listed: list[Amount] = []
    if first.high is not None or first.power:
        return listed
    for number in found[bisect_left(found, (end,)) :]:
        giver = part.text[end : number.start] if number.start - end <= FARTHEST else ""
        if (
            number.spelled
            or not _NEXT_GIVER.fullmatch(giver)
            or not _LAST_IN_CAPITALS.search(giver)
        ):
            break
        value = figures.value(part.folded, number)
        if value is None or value < _LEAST or not _LIST_GOES_ON.match(part.folded, number.end):
            break
        if _YEAR.fullmatch(part.folded, number.start, number.end):
            break
        listed.append(Amount(*number[:2], value, None, first.currency, 0, "unit_left_out"))
        end = number.end
    return listed


def lined_up(
    part: Part, found: Sequence[Number], amounts: Sequence[Amount], group: Sequence[int]
) -> list[Amount]:
    """Return the shares on lines of their own below a sum that ends its line: "- Région : 30 000"."""
    folded = part.folded
    whole, end = amounts[group[0]], amounts[group[-1]].end
    line = folded.find("\n", end)
    if line < 0 or folded[end:line].strip(" .:)") or whole.high is not None:
        return []
    listed: list[Amount] = []
    left = whole.value
    while share := _SHARE_LINE.match(folded, line + 1):
        line = share.end() - 1 if share[0].endswith("\n") else share.end()
        at = bisect_left(found, (share.start("figure"),))
        number = found[at] if at < len(found) else None
        if number is None or number.end != share.end("figure"):
            break
        value = figures.value(folded, number)
        if value is None or value < _LEAST or value > left:
            return []
        left -= value
        listed.append(Amount(*number[:2], value, None, whole.currency, 0, "unit_left_out"))
    return listed


def goes_on(part: Part, amount: Amount, ends: Sequence[int]) -> bool:
    """Tell whether *amount*, its currency left out, is one more of those that end at *ends*.

    "Nantes apporte 19 millions de FCFA ; la mairie, 3 millions", "le premier lot (14 millions)".
    """
    folded = part.folded
    last = max((end for end in ends if end <= amount.start), default=-1)
    if (
        last < 0
        or amount.start - last > FARTHEST
        or amount.start >= part.sentences.around(last, 1)[1]
    ):
        return False
    same_sentence = not part.sentences.breaks(last, amount.start)
    if folded[amount.start - 1] == "(" and folded[amount.end : amount.end + 1] == ")":
        return same_sentence or bool(
            _part().search(folded, *part.context.before(amount.start, "near"))
        )
    if not same_sentence:
        return False
    if _item().right_before(folded, amount.start, last) is not None:
        return True
    return _NEXT_GIVER.fullmatch(part.text, last, amount.start) is not None


@cache
def _part() -> re.Pattern[str]:
    return word_starts(cues().part.patterns)


def _value(folded: str, number: Number, power: int, whole: Amount) -> Decimal | None:
    value = figures.value(folded, number, scaled=power >= 6)
    if value is None or value <= 0:
        return None
    scaled = value.scaleb(power)
    plausible = scaled < whole.value and scaled * 1000 >= whole.value and scaled >= _LEAST
    return scaled if plausible else None
