"""Which gifts are one: told twice, rounded, in parts or in another currency."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.money.currencies import in_euros
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.records import Budget, Contribution
    from aimf_scraper.rules.contributions.told import Told

#: "1,1 milliard" is 1 113 500 000: within one part of fifty. In another currency rates move.
_ROUNDED: Final = Decimal("1.02")
_CONVERTED: Final = Decimal("1.25")


def is_part_of_a_gift(
    one: Contribution, groups: list[list[Told]], budgets: tuple[Budget, ...]
) -> bool:
    """Return whether *one* is what a part of a gift told beside it goes to: no sum counts twice."""
    whole = budgets[one.budget].part_of if one.budget is not None else None
    return whole is not None and any(
        each[0].fact.budget == whole and each[0].fact.provider == one.provider for each in groups
    )


def is_told_by_its_parts(
    one: Contribution, groups: list[list[Told]], budgets: tuple[Budget, ...]
) -> bool:
    """Return whether *one*, of which nobody knows who gives it, is told again by givers' shares.

    "La ville obtient 12 M$", and then 6 M$ from each of two; or it is one of many who get a sum.
    """
    if one.provider is not None or one.budget is None:
        return False
    if one.joint:
        return True
    whole = budgets[one.budget]
    shares = [told[0].fact for told in groups]
    shares = [each for each in shares if each.provider and each.currency == whole.currency]
    if any(
        each.budget is not None and budgets[each.budget].part_of == one.budget for each in shares
    ):
        return True
    # what the one who gets it adds of its own is no share of it
    shares = [each for each in shares if not _is_of(each.provider, one.receiver)]
    total = sum((Decimal(str(each.amount)) for each in shares if each.amount), Decimal(0))
    amount = Decimal(str(whole.amount))
    return len(shares) > 1 and amount <= total * _ROUNDED and total <= amount * _ROUNDED


def _is_of(hall: str | None, town: str | None) -> bool:
    """Return whether *hall* is *town*'s, or the two are one."""
    return bool(hall and town and fold(hall).endswith(fold(town)))


def same_together(told: list[Told], budgets: tuple[Budget, ...]) -> list[list[Told]]:
    """Return *told*, those that tell one gift together; what says more stands first.

    Who is said to pay, and elsewhere how much, is one gift.
    """
    groups: list[list[Told]] = []
    for one in sorted(told, key=lambda each: each.fact.budget is None):
        group = next((each for each in groups if _is_same(each[0], one, budgets)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    places = {id(one): at for at, one in enumerate(told)}
    return sorted(groups, key=lambda group: min(places[id(one)] for one in group))


def _is_same(first: Told, again: Told, budgets: tuple[Budget, ...]) -> bool:
    one, other = first.fact, again.fact
    if one.provider != other.provider and None not in (one.provider, other.provider):
        return False
    if one.receiver != other.receiver and None not in (one.receiver, other.receiver):
        return False
    if other.budget is None:
        return other.provider is not None and one.provider == other.provider
    if one.budget == other.budget:
        return True
    if one.provider is None or other.provider is None or one.joint != other.joint:
        return False
    return one.budget is not None and _is_about(budgets[one.budget], budgets[other.budget])


def _is_about(one: Budget, other: Budget) -> bool:
    """Return whether two sums are one, rounded or in another currency."""
    if one.amount_max != other.amount_max:
        return False
    sums = [in_euros(Decimal(str(each.amount)), each.currency) for each in (one, other)]
    most = _ROUNDED if one.currency == other.currency else _CONVERTED
    return max(sums) <= min(sums) * most
