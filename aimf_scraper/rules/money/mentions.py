"""The sums of a page as its sentences say them, and which sentences say one sum again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

    from aimf_scraper.records import Approximation, Evidence
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.money.amount import Amount
    from aimf_scraper.rules.money.scope import Scope

_ONE_SENTENCE: Final = 160  # as far as two gifts of one sentence stand apart

#: What makes two sums one: the value, how high it may go, the currency.
Key = tuple["Decimal", "Decimal | None", str]


class Sum(NamedTuple):
    """An amount of a part, its currency settled."""

    part: Part
    amount: Amount
    currency: str
    euros: Decimal  # the order of magnitude
    confidence: float
    by: str  # the figure that gave it
    approximation: Approximation | None
    evidence: Evidence

    @property
    def key(self) -> Key:
        return self.amount.value, self.amount.high, self.currency

    @property
    def as_written(self) -> str:
        return self.part.text[self.amount.start : self.amount.end]


def rounds(one: Sum, other: Sum) -> bool:
    """Return whether *one* is *other* in fewer figures: "39 milliards" of 39,4 milliards."""
    if one.currency != other.currency or one.amount.high or other.amount.high:
        return False
    value, exact = one.amount.value, other.amount.value
    if value == exact or abs(value - exact) * _ROUNDED > exact:
        return False
    return len(value.normalize().as_tuple().digits) < len(exact.normalize().as_tuple().digits)


#: A rounded sum lies within one part of so many.
_ROUNDED: Final = 50


class Mention(NamedTuple):
    """One sum as a sentence says it: in its currencies, with what is said of it."""

    sums: tuple[Sum, ...]
    scope: Scope
    cues: tuple[Evidence, ...]

    @property
    def end(self) -> int:
        return self.sums[-1].amount.end


def merged(mentions: list[Mention]) -> list[list[Mention]]:
    """Return the mentions of one sum together, in the order of their first."""
    groups: list[list[Mention]] = []
    place: dict[Key, list[Mention]] = {}
    for mention in mentions:
        keys = [one.key for one in mention.sums]
        group = next((place[key] for key in keys if key in place), None)
        if group is None or _given_apart(group[-1], mention):
            groups.append([mention])
            place.update(dict.fromkeys(keys, groups[-1]))
        else:
            group.append(mention)
            for key in keys:
                place.setdefault(key, group)
    return _with_titles(groups) if len(groups) > 1 else groups


def _with_titles(groups: list[list[Mention]]) -> list[list[Mention]]:
    """Return *groups*, what only the title says with the one sum of the text that it rounds."""
    kept = list(groups)
    for group in groups:
        head = group[0].sums[0]
        if any(one.sums[0].part.source != "title" for one in group):
            continue
        exact = [each for each in kept if each is not group and rounds(head, each[0].sums[0])]
        if len(exact) == 1:
            exact[0].extend(group)
            kept.remove(group)
    return kept


def _given_apart(last: Mention, this: Mention) -> bool:
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
        and not part.sentences.breaks(start, end)
    )
