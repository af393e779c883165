"""What a set of records says together: sums that may be added, places, partners, years.

A set is all that stands, or what names one town, partner, country or theme. Sums are those of
``project_budgets`` that may be added (no part beside its whole, no sum a year), as the documented
questions add them; an action in several countries counts whole in each, so rows of countries and of
themes are never added up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.store import Store


@dataclass(frozen=True, slots=True)
class Chosen:
    """SQL for the ids of the records of a set, and for those whose sums are the set's own.

    ``town``: the sums of projects that only mention a town are not the town's.
    """

    records: str
    own: str
    parameters: dict[str, str]


ALL: Final = Chosen("SELECT id FROM records", "SELECT id FROM records", {})


def naming_town(key: str) -> Chosen:
    named = "SELECT record_id FROM record_cities WHERE city = :key"
    return Chosen(named, f"{named} AND role = 'main'", {"key": key})


def naming_partner(key: str) -> Chosen:
    """*key*: the id of its body; of a name that is of none, the name."""
    named = (
        "SELECT record_id FROM record_partners WHERE body = :key "
        "UNION SELECT record_id FROM record_partners WHERE partner = :key AND body IS NULL"
    )
    return Chosen(named, named, {"key": key})


def naming_country(code: str) -> Chosen:
    named = (
        "SELECT record_id FROM record_countries WHERE country = :key "
        "UNION SELECT f.record_id FROM record_cities AS f JOIN cities AS c ON c.id = f.city "
        "WHERE c.country = :key AND f.role = 'main'"
    )
    return Chosen(named, named, {"key": code})


def naming_theme(name: str) -> Chosen:
    named = "SELECT record_id FROM record_themes WHERE theme = :key"
    return Chosen(named, named, {"key": name})


class ListedRecord(NamedTuple):
    id: str
    kind: str
    title: str | None
    published: str | None
    status: str | None


class Town(NamedTuple):
    """``projects``: how many actions have it as their own place; ``records``: how many name it."""

    key: str
    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    projects: int
    records: int


class Partner(NamedTuple):
    """``roles``: parted by commas; ``projects``: actions that it takes part in."""

    key: str
    name: str
    type: str
    roles: str
    projects: int
    records: int


class Counted(NamedTuple):
    """A country or a theme, and how many actions and records name it."""

    key: str
    name: str
    projects: int
    records: int


class Sum(NamedTuple):
    """Euros of a year, country, theme or provider, of so many projects or gifts."""

    key: str
    name: str
    euros: float
    number: int


class Period(NamedTuple):
    """When an action runs, as far as it says one beginning and one end: days, or ``None``."""

    id: str
    title: str | None
    start: str | None
    end: str | None


class Tie(NamedTuple):
    """A partner and a town that stand in so many actions together."""

    partner: str
    partner_name: str
    town: str
    town_name: str
    projects: int


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


@dataclass(frozen=True, slots=True)
class Profile:
    """``records``: the newest ones; ``counts``: how many there are of each kind."""

    counts: dict[str, int]
    records: tuple[ListedRecord, ...]
    money: Money
    towns: tuple[Town, ...]
    partners: tuple[Partner, ...]
    countries: tuple[Counted, ...]
    themes: tuple[Counted, ...]
    ties: tuple[Tie, ...]
    periods: tuple[Period, ...]
    years: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


#: The records of the set that stand; its actions; those whose sums are its own.
_SETS: Final = """
    WITH chosen AS (
        SELECT id, kind, title, published, status FROM records
        WHERE gone_at IS NULL AND id IN ({records})),
    own AS (
        SELECT id, title, published FROM chosen WHERE kind = 'action' AND id IN ({own}))
"""
_COUNTED: Final = "count(DISTINCT CASE WHEN r.kind = 'action' THEN r.id END), count(DISTINCT r.id)"
_TOWNS: Final = """
    SELECT c.id, c.name, c.country, c.latitude, c.longitude,
        count(DISTINCT CASE WHEN r.kind = 'action' AND f.role = 'main' THEN r.id END) AS projects,
        count(DISTINCT r.id) AS records
    FROM chosen AS r JOIN record_cities AS f ON f.record_id = r.id JOIN cities AS c ON c.id = f.city
    GROUP BY c.id ORDER BY projects DESC, records DESC, c.name, c.id"""
_PARTNERS: Final = f"""
    SELECT coalesce(b.id, f.partner) AS key, coalesce(b.name, f.partner) AS name,
        coalesce(b.type, max(f.type)), group_concat(DISTINCT f.role), {_COUNTED}
    FROM chosen AS r JOIN record_partners AS f ON f.record_id = r.id
    LEFT JOIN bodies AS b ON b.id = f.body
    GROUP BY key ORDER BY 5 DESC, 6 DESC, name, key"""
_COUNTRIES: Final = f"""
    SELECT f.country, coalesce(c.name, f.country) AS name, {_COUNTED}
    FROM chosen AS r JOIN (
        SELECT record_id, country FROM record_countries
        UNION SELECT f.record_id, c.country FROM record_cities AS f JOIN cities AS c ON c.id = f.city
            WHERE f.role = 'main' AND c.country IS NOT NULL) AS f ON f.record_id = r.id
    LEFT JOIN countries AS c ON c.code = f.country
    GROUP BY f.country ORDER BY 3 DESC, 4 DESC, name"""
_THEMES: Final = f"""
    SELECT f.theme, f.theme, {_COUNTED}
    FROM chosen AS r JOIN record_themes AS f ON f.record_id = r.id
    GROUP BY f.theme ORDER BY 3 DESC, 4 DESC, f.theme"""
_TIES: Final = """
    SELECT coalesce(b.id, f.partner) AS partner, coalesce(b.name, f.partner), c.id, c.name,
        count(DISTINCT r.id) AS projects
    FROM chosen AS r JOIN record_cities AS t ON t.record_id = r.id AND t.role = 'main'
    JOIN cities AS c ON c.id = t.city
    JOIN record_partners AS f ON f.record_id = r.id LEFT JOIN bodies AS b ON b.id = f.body
    WHERE r.kind = 'action'
    GROUP BY 1, c.id ORDER BY projects DESC, 2, c.name, 1, c.id"""
#: One beginning and one end, as ``projects`` tells them: where several compete, none.
_PERIODS: Final = """
    SELECT r.id, r.title,
        CASE WHEN count(DISTINCT CASE WHEN d.role IN ('period', 'start') THEN d.start_date END) = 1
            THEN max(CASE WHEN d.role IN ('period', 'start') THEN d.start_date END) END AS first_day,
        CASE WHEN count(DISTINCT CASE WHEN d.role IN ('period', 'end') THEN d.end_date END) = 1
            THEN max(CASE WHEN d.role IN ('period', 'end') THEN d.end_date END) END AS last_day
    FROM own AS r JOIN dates AS d ON d.record_id = r.id
    GROUP BY r.id HAVING first_day IS NOT NULL OR last_day IS NOT NULL
    ORDER BY coalesce(first_day, last_day), r.id"""
_ADDED: Final = """
    , added AS (
        SELECT r.id, r.published, b.amount_eur AS euros FROM own AS r
        JOIN project_budgets AS b ON b.record_id = r.id
        WHERE b.may_be_added AND b.amount_eur IS NOT NULL)
"""
_BY_YEAR: Final = """
    SELECT substr(published, 1, 4) AS year, substr(published, 1, 4), sum(euros), count(*) FROM added
    WHERE published IS NOT NULL GROUP BY year ORDER BY year"""
_BY_COUNTRY: Final = """
    SELECT f.country, coalesce(c.name, f.country) AS name, sum(a.euros) AS euros, count(*)
    FROM added AS a JOIN (
        SELECT record_id, country FROM record_countries
        UNION SELECT f.record_id, c.country FROM record_cities AS f JOIN cities AS c ON c.id = f.city
            WHERE f.role = 'main' AND c.country IS NOT NULL) AS f ON f.record_id = a.id
    LEFT JOIN countries AS c ON c.code = f.country
    GROUP BY f.country ORDER BY euros DESC, name"""
_BY_THEME: Final = """
    SELECT f.theme, f.theme, sum(a.euros) AS euros, count(*)
    FROM added AS a JOIN record_themes AS f ON f.record_id = a.id
    GROUP BY f.theme ORDER BY euros DESC, f.theme"""
#: Own shares that are known: none of what several give together, no sum a year, no part of what the
#: same provider gives whole. Another currency goes by the rate of the sum that the share is of.
_BY_PROVIDER: Final = """
    , gifts AS (
        SELECT g.record_id, g.provider,
            (SELECT max(p.body) FROM record_partners AS p
                WHERE p.record_id = g.record_id AND p.partner = g.provider) AS body,
            CASE WHEN g.currency = 'EUR' THEN g.amount
                WHEN g.currency = b.currency AND b.amount > 0
                THEN round(g.amount * b.amount_eur / b.amount, 2) END AS euros
        FROM contributions AS g JOIN own AS r ON r.id = g.record_id
        LEFT JOIN project_budgets AS b ON b.record_id = g.record_id AND b.position = g.budget
        WHERE g.provider IS NOT NULL AND g.amount IS NOT NULL AND NOT g.joint
            AND coalesce(b.scope, '') <> 'annual'
            AND NOT EXISTS (
                SELECT 1 FROM contributions AS w WHERE w.record_id = g.record_id
                AND w.provider = g.provider AND w.budget = b.part_of AND w.amount IS NOT NULL))
    SELECT coalesce(g.body, g.provider) AS key, coalesce(d.name, g.provider) AS name,
        sum(g.euros) AS euros, count(*)
    FROM gifts AS g LEFT JOIN bodies AS d ON d.id = g.body
    WHERE g.euros IS NOT NULL
    GROUP BY key ORDER BY euros DESC, name, key"""
_STATED: Final = """
    SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM budgets WHERE record_id = id)), 0) FROM own"""


def read_profile(store: Store, chosen: Chosen = ALL, *, most: int = 300) -> Profile:
    """Return what the records of a set say together; of the records themselves the *most* newest."""
    sets = _SETS.format(records=chosen.records, own=chosen.own)

    def rows(sql: str) -> Iterator[tuple[Any, ...]]:
        return store.query(sets + sql, chosen.parameters)

    listed = f"""
        SELECT id, kind, title, published, status FROM chosen
        ORDER BY published IS NULL, published DESC, id LIMIT {most}"""
    by_year = """
        SELECT substr(published, 1, 4) AS year, count(*) FROM chosen
        WHERE published IS NOT NULL GROUP BY year ORDER BY year"""
    return Profile(
        {
            str(kind): int(count)
            for kind, count in rows("SELECT kind, count(*) FROM chosen GROUP BY kind ORDER BY kind")
        },
        tuple(ListedRecord(*row) for row in rows(listed)),
        _money(store, sets, chosen),
        tuple(Town(*row) for row in rows(_TOWNS)),
        tuple(Partner(*row) for row in rows(_PARTNERS)),
        tuple(Counted(*row) for row in rows(_COUNTRIES)),
        tuple(Counted(*row) for row in rows(_THEMES)),
        tuple(Tie(*row) for row in rows(_TIES)),
        tuple(Period(*row) for row in rows(_PERIODS)),
        tuple((str(year), int(count)) for year, count in rows(by_year)),
    )


def _money(store: Store, sets: str, chosen: Chosen) -> Money:
    def sums(sql: str) -> tuple[Sum, ...]:
        found = store.query(sets + sql, chosen.parameters)
        return tuple(Sum(key, name, round(euros, 2), count) for key, name, euros, count in found)

    ((projects, with_sum),) = store.query(sets + _STATED, chosen.parameters)
    told = f"{_ADDED} SELECT count(DISTINCT id), coalesce(sum(euros), 0) FROM added"
    ((in_euros, euros),) = store.query(sets + told, chosen.parameters)
    by = (_ADDED + _BY_YEAR, _ADDED + _BY_COUNTRY, _ADDED + _BY_THEME, _BY_PROVIDER)
    return Money(projects, with_sum, in_euros, round(euros, 2), *map(sums, by))
