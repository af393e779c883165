"""Who gives what to whom, held against labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.scoring.units import Found, Unit, judged, names_of, normal, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import Contribution
    from aimf_scraper.scoring.units import Facts, Labels

#: a name, normal -> all names of the same body or town
Aliases = Mapping[str, frozenset[str]]

#: The kinds of facts that give or get.
_NAMED: Final = ("partners", "cities")
_DOES: Final = {"provider": "gives", "receiver": "gets"}


@dataclass(frozen=True, slots=True)
class ByGift:
    """By who gives and who gets, as far as the label tells, and by the sum.

    A giver is known by every name that its page's labels, or its record's facts, give it.
    """

    counted: bool = False
    repeated: bool = False

    def unit(self, label: Any, beside: Labels | None = None) -> tuple[object, Unit]:
        names = {side: label.get(side) for side in ("provider", "receiver")}
        if not any(names.values()):
            raise ValueError("a contribution has a provider or a receiver")
        amount = None if label.get("amount") is None else number_of(label["amount"])
        currency = None if amount is None else str(label["currency"])
        forms = _sides(names, _labelled_names(beside or {}))
        shown = f"{names['provider'] or '?'} → {names['receiver'] or '?'}"
        return (forms, amount, currency), Unit(
            f"{shown} {'' if amount is None else amount} {currency or ''}".strip(),
            forms=forms,
            code=currency,
            amount=amount,
        )

    def found(self, fact: Contribution, beside: Facts | None = None) -> Iterator[Found]:
        yield Found(
            f"{fact.provider or '?'} → {fact.receiver or '?'} {fact.amount} {fact.currency}",
            *judged(fact.evidence, fact.confidence),
            forms=_sides(
                {"provider": fact.provider, "receiver": fact.receiver}, _found_names(beside or {})
            ),
            code=fact.currency,
            amounts=tuple(one for one in (fact.amount, fact.amount_max) if one is not None),
        )

    def is_same(self, unit: Unit, found: Found) -> bool:
        """Return whether who gives what is alike; a receiver that the label leaves out is free."""
        sides = {form.partition(">")[0] for form in unit.forms}
        for side in sides:
            told = {form for form in unit.forms if form.startswith(f"{side}>")}
            if not told & found.forms:
                return False
        if unit.amount is None:
            return not found.amounts
        return unit.code == found.code and unit.amount in found.amounts


def _sides(names: Mapping[str, str | None], aliases: Aliases) -> frozenset[str]:
    """Return the names of who gives and who gets, told apart."""
    return frozenset(
        f"{_DOES[side]}>{name}"
        for side, one in names.items()
        if one
        for name in names_of(one, *aliases.get(normal(one), ()))
    )


def _labelled_names(labels: Labels) -> Aliases:
    """Return what a page's labels call its bodies and towns, by each of their names."""
    things: dict[str, set[str]] = {}
    for kind in _NAMED:
        for label in labels.get(kind) or ():
            canonical = str(label.get("canonical") or label["name"])
            things.setdefault(normal(canonical), {canonical}).add(str(label["name"]))
    return {normal(name): frozenset(names) for names in things.values() for name in names}


def _found_names(facts: Facts) -> Aliases:
    return {
        normal(fact.name): frozenset({fact.as_written, *(one.quote for one in fact.evidence)})
        for kind in _NAMED
        for fact in facts.get(kind) or ()
    }
