"""What of the sums of projects may be added up, by year, country, theme and provider.

Sums are those of ``project_budgets`` that may be added (no part beside its whole, no sum a year), as the
documented questions add them; an action in several countries counts whole in each, so rows of countries
and of themes are never added up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.store import Store


class Sum(NamedTuple):
    """Euros of a year, country, theme or provider, of so many projects or gifts."""

    key: str
    name: str
    euros: float
    number: int


class Sums(NamedTuple):
    """Euros that may be added of each project; its givers with their names and euros."""

    added: dict[str, float]
    given: dict[str, list[tuple[str, str, float]]]


@dataclass(frozen=True, slots=True)
class Money:
    """What projects state, and what of it may be added.

    ``projects``: all of the set; ``with_sum``: those that state a sum; ``in_euros``: those whose
    sum may be added and is known in euros; ``euros``: these together.
    """

    projects: int
    with_sum: int
    in_euros: int
    euros: float
    by_year: tuple[Sum, ...]
    by_country: tuple[Sum, ...]
    by_theme: tuple[Sum, ...]
    by_provider: tuple[Sum, ...]


#: One pass over all sums, since a view with a window cannot be asked for few of them.
_SUMS: Final = """
    SELECT record_id, amount_eur FROM project_budgets
    WHERE may_be_added AND amount_eur IS NOT NULL"""
_YEARS: Final = """
    SELECT r.id, substr(r.published, 1, 4), substr(r.published, 1, 4) FROM own AS r
    WHERE r.published IS NOT NULL"""
_OWN_COUNTRIES: Final = """
    SELECT r.id, f.country, coalesce(c.name, f.country) FROM own AS r JOIN (
        SELECT record_id, country FROM record_countries
        UNION SELECT f.record_id, c.country FROM record_cities AS f JOIN cities AS c ON c.id = f.city
            WHERE f.role = 'main' AND c.country IS NOT NULL) AS f ON f.record_id = r.id
    LEFT JOIN countries AS c ON c.code = f.country"""
_OWN_THEMES: Final = """
    SELECT DISTINCT r.id, f.theme, f.theme FROM own AS r JOIN record_themes AS f ON f.record_id = r.id"""
#: Shares that may be added, by the body that gives, whatever its pages call it; all at once, as above.
_GIVEN: Final = """
    SELECT record_id, coalesce(provider_body, provider), coalesce(provider_body_name, provider), amount_eur
    FROM project_contributions WHERE may_be_added AND amount_eur IS NOT NULL"""
_STATED: Final = """
    SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM budgets WHERE record_id = id)), 0) FROM own"""


def read_sums(store: Store) -> Sums:
    """Return what may be added of each project: for several profiles of one state of the database."""
    added: dict[str, float] = {}
    for record, euros in store.query(_SUMS):
        added[record] = added.get(record, 0) + euros
    given: dict[str, list[tuple[str, str, float]]] = {}
    for record, key, name, euros in store.query(_GIVEN):
        given.setdefault(record, []).append((key, name, euros))
    return Sums(added, given)


def read_money(store: Store, sets: str, parameters: dict[str, str], sums: Sums) -> Money:
    """Return the money of a set; *sets*: SQL that names its projects ``own``."""
    ((projects, with_sum),) = store.query(sets + _STATED, parameters)
    own = [str(key) for (key,) in store.query(f"{sets} SELECT id FROM own", parameters)]
    euros = [sums.added[key] for key in own if key in sums.added]

    def by(sql: str) -> list[Sum]:
        rows = store.query(sets + sql, parameters)
        return _added_up(
            (key, name, sums.added[record]) for record, key, name in rows if record in sums.added
        )

    return Money(
        projects,
        with_sum,
        len(euros),
        round(math.fsum(euros), 2),
        tuple(sorted(by(_YEARS))),
        tuple(by(_OWN_COUNTRIES)),
        tuple(by(_OWN_THEMES)),
        tuple(_added_up(gift for key in own for gift in sums.given.get(key, ()))),
    )


def _added_up(rows: Iterable[tuple[str, str, float]]) -> list[Sum]:
    """Return the rows of each key together, the largest first."""
    parts: dict[str, list[float]] = {}
    names: dict[str, str] = {}
    for key, name, euros in rows:
        parts.setdefault(key, []).append(euros)
        names[key] = name
    found = [
        Sum(key, names[key], round(math.fsum(told), 2), len(told)) for key, told in parts.items()
    ]
    return sorted(found, key=lambda one: (-one.euros, one.name, one.key))
