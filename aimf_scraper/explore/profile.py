"""What a set of records says together: sums, places, partners, themes, years.

A set is all that stands, or what names one town, partner, country or theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aimf_scraper.explore.sums import Money, Sums, read_money, read_sums

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
        WHERE +gone_at IS NULL AND id IN ({records})),
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


def read_profile(
    store: Store, chosen: Chosen = ALL, *, most: int = 300, sums: Sums | None = None
) -> Profile:
    """Return what the records of a set say together; of the records themselves the *most* newest.

    *sums*: what ``read_sums`` gave, so that it need not be asked for each set.
    """
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
        read_money(store, sets, chosen.parameters, sums or read_sums(store)),
        tuple(Town(*row) for row in rows(_TOWNS)),
        tuple(Partner(*row) for row in rows(_PARTNERS)),
        tuple(Counted(*row) for row in rows(_COUNTRIES)),
        tuple(Counted(*row) for row in rows(_THEMES)),
        tuple(Tie(*row) for row in rows(_TIES)),
        tuple(Period(*row) for row in rows(_PERIODS)),
        tuple((str(year), int(count)) for year, count in rows(by_year)),
    )
