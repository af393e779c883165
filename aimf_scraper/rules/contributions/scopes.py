"""What a sum is, by who gives it.

The words beside a sum say what it is; where they say nothing, or stand in a giver's name ("l'Agence
des micro-projets (15 000 €)"), the gift that the sentence tells of says it. What the town itself puts
in is no grant, and what another town gives is nobody's own money.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from aimf_scraper.rules.cities.cities import find_cities
from aimf_scraper.rules.cities.countries import find_countries
from aimf_scraper.rules.contributions.contributions import find_contributions
from aimf_scraper.rules.contributions.short_names import is_state
from aimf_scraper.rules.money import budgets
from aimf_scraper.rules.names.municipal_words import municipal_words
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.records import Budget, BudgetScope, City, Contribution
    from aimf_scraper.rules.engine.document import Doc

#: What a gift may still say otherwise.
_OF_GIVERS: Final = frozenset({"grant", "own_contribution"})
_BESIDES: Final = 2
_SAID_BETTER: Final = frozenset({"other", "total", "component"})


def find_budgets_in_scope(doc: Doc) -> tuple[Budget, ...]:
    """Return the budgets, their scope corrected by who gives them."""
    found = doc.get(budgets.find_budgets)
    gifts = doc.get(find_contributions) if found else ()
    if not gifts:
        return found
    by_budget: dict[int, list[Contribution]] = {}
    for gift in gifts:
        if gift.budget is not None and gift.provider is not None:
            by_budget.setdefault(gift.budget, []).append(gift)
    if not by_budget:
        return found
    yielding = doc.get(budgets.find_yielding)
    owners = _Owners(doc)
    return tuple(
        [
            _in_scope(one, by_budget[at], at in yielding, owners) if at in by_budget else one
            for at, one in enumerate(found)
        ]
    )


class _Owners:
    """Tells whose project it is: the town halls of its own towns, beside other givers."""

    def __init__(self, doc: Doc) -> None:
        self._cities = doc.get(find_cities)
        self._towns = {one.name for one in self._cities}
        main = [one for one in self._cities if one.role == "main"]
        #: A partnership of towns in two countries: either may be the one that helps.
        self._own = main if len({one.country for one in main}) == 1 else []
        self._halls = {one.name for one in doc.get(find_partners) if one.type == "local_government"}
        self._givers = {one.provider for one in doc.get(find_contributions) if one.provider}
        where = {one.country for one in main} or {one.code for one in doc.get(find_countries)}
        self._gets_help = bool(where) and not where & giving_countries()

    def has(self, giver: str, *, to_nobody: bool) -> bool:
        """Return whether *giver* is the town's own hall or its state, and others give besides.

        A town that gets help puts in its own even where no other giver is named, if it hands the
        sum *to_nobody*: "la commune de Lomé engage 120 000 €".
        """
        if len(self._givers) < _BESIDES and not (to_nobody and self._gets_help):
            return False
        if self._gets_help and is_state(giver):
            return True
        if not self._own or giver not in self._halls:
            return False
        return _town_of(giver, self._own) is not None

    def may_be_own(self, giver: str) -> bool:
        """Return whether *giver* is a town or its hall, so that the sum may be the town's own."""
        return giver in self._halls or giver in self._towns or is_state(giver)

    def has_not(self, giver: str) -> bool:
        """Return whether *giver* is the hall of a town that the project is not in."""
        town = _town_of(giver, self._cities) if giver in self._halls else None
        return town is not None and town.role == "mentioned"


@dataclass(frozen=True, slots=True)
class GivingCountry(Row):
    """A line of ``giving_countries.tsv``."""

    key: ClassVar = ("country",)
    country: str


@cache
def giving_countries() -> frozenset[str]:
    """Return the codes of countries whose state gives abroad: at home it is one giver of several."""
    table = read_tsv(Path(__file__).with_name("giving_countries.tsv"), GivingCountry)
    return frozenset(one.country for one in table)


def _town_of(hall: str, cities: Sequence[City]) -> City | None:
    """Return the town whose hall *hall* is: "Commune de Ouidah"; none for a region or a county."""
    folded = fold(hall)
    if not folded.startswith(_hall_words()):
        return None
    return next((one for one in cities if folded.endswith(f" {fold(one.name)}")), None)


@cache
def _hall_words() -> tuple[str, ...]:
    return tuple(f"{word} " for word, one in municipal_words().items() if one.level == "town")


def _in_scope(budget: Budget, gifts: list[Contribution], yields: bool, owners: _Owners) -> Budget:
    if any(one.instrument in {"loan", "guarantee"} for one in gifts):
        return budget
    scope = _told_by(budget.scope, gifts, yields, owners)
    return budget if scope == budget.scope else replace(budget, scope=scope)


def _told_by(
    scope: BudgetScope, gifts: list[Contribution], yields: bool, owners: _Owners
) -> BudgetScope:
    names = [one.provider or "" for one in gifts]
    said = {one.instrument for one in gifts}
    if (yields and scope in _SAID_BETTER) or scope == "grant":
        to_nobody = gifts[0].receiver is None
        own = "grant" not in said and len(names) == 1 and owners.has(names[0], to_nobody=to_nobody)
        return "own_contribution" if own else "grant"
    if yields and scope == "own_contribution" and not any(map(owners.may_be_own, names)):
        return "grant"  # "la commune construit une halle de 900 000 €, financée par l'UE"
    foreign = "own_funds" not in said and all(map(owners.has_not, names))
    return "grant" if scope in _OF_GIVERS and foreign else scope
