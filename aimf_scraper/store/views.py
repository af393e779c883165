"""Views for people who only want a table: ``projects``, its flat joins, what is gone.

A view holds no data: one that a database has otherwise than it is written here
is made anew when the database is opened to write.
"""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, Final

from aimf_scraper.fact_kinds import kinds
from aimf_scraper.store.rates import SOURCE

if TYPE_CHECKING:
    import sqlite3

    from aimf_scraper.fact_model import FactKind

#: A project is an action that is held today. The "+" keeps SQLite from looking records up by these
#: two: read in the order of their ids they need no sorting, which would hold all of them at once.
_HELD: Final = "+r.kind = 'action' AND +r.gone_at IS NULL"
#: Units for one euro: the euro itself, and the francs whose rate is fixed by treaty
#: (Banque de France: 655.957 F CFA and 491.96775 Comorian francs since 1 January 1999).
_PER_EURO: Final = {"EUR": 1, "XOF": 655.957, "XAF": 655.957, "KMF": 491.96775}
_FIXED_SINCE: Final = "1999-01-01"
_RATE: Final = " ".join(f"WHEN '{code}' THEN {rate}" for code, rate in _PER_EURO.items())
_FIXED: Final = ", ".join(f"'{code}'" for code in _PER_EURO if code != "EUR")

#: The country of a place that is the project's own counts although nobody names it.
_COUNTRIES: Final = f"""
    SELECT r.id AS record_id, r.title, f.country, c.name AS country_name, max(f.named) AS named
    FROM records AS r
    JOIN (
        SELECT record_id, country, 1 AS named FROM record_countries
        UNION ALL
        SELECT f.record_id, c.country, 0 FROM record_cities AS f
        JOIN cities AS c ON c.id = f.city
        WHERE f.role = 'main' AND c.country IS NOT NULL
    ) AS f ON f.record_id = r.id
    LEFT JOIN countries AS c ON c.code = f.country
    WHERE {_HELD} GROUP BY r.id, f.country ORDER BY r.id, f.country"""

_CITIES: Final = f"""
    SELECT r.id AS record_id, r.title, f.position, c.name AS city, c.country, c.geonames_id,
        c.latitude, c.longitude, f.role, f.as_written, f.confidence
    FROM records AS r JOIN record_cities AS f ON f.record_id = r.id
    JOIN cities AS c ON c.id = f.city
    WHERE {_HELD} ORDER BY r.id, f.position"""

_PARTNERS: Final = f"""
    SELECT r.id AS record_id, r.title, f.position, f.partner, f.body, b.name AS body_name,
        f.type, f.role, b.wikidata, b.ror, b.iati, f.as_written, f.confidence
    FROM records AS r JOIN record_partners AS f ON f.record_id = r.id
    LEFT JOIN bodies AS b ON b.id = f.body
    WHERE {_HELD} ORDER BY r.id, f.position"""

#: ``may_be_added``: the only sum of a project, or its only total, parts of a whole left aside. The
#: others may say one another again, and a sum a year is no sum of the project. ``amount_eur`` is what the page itself
#: says in euros, else by the rate that is fixed, else by the bank's of the day that the page is
#: dated; null where there is none.
_BUDGETS: Final = f"""
    SELECT record_id, title, position, amount, amount_max, currency, scope, qualifier,
        approximation, as_written, confidence, part_of, may_be_added, amount_eur, eur_source,
        CASE eur_source
            WHEN 'fixed parity' THEN '{_FIXED_SINCE}' WHEN '{SOURCE}' THEN bank_date
        END AS rate_date
    FROM (
    SELECT r.id AS record_id, r.title, f.position, f.amount, f.amount_max, f.currency, f.scope,
        f.qualifier, f.approximation, f.as_written, f.confidence, f.part_of,
        CASE
            WHEN f.scope = 'annual' OR f.part_of IS NOT NULL THEN 0
            WHEN sum(f.part_of IS NULL) OVER of_project = 1 THEN 1
            ELSE f.scope = 'total'
                AND sum(f.scope = 'total' AND f.part_of IS NULL) OVER of_project = 1
        END AS may_be_added,
        CASE
            WHEN f.currency = 'EUR' THEN f.amount
            ELSE coalesce(
                (SELECT e.amount FROM budget_equivalents AS e WHERE e.record_id = f.record_id
                    AND e.budget = f.position AND e.currency = 'EUR' ORDER BY e.position LIMIT 1),
                round(f.amount / coalesce(CASE f.currency {_RATE} END, x.per_euro), 2))
        END AS amount_eur,
        CASE
            WHEN f.currency = 'EUR' THEN NULL
            WHEN EXISTS (SELECT 1 FROM budget_equivalents AS e WHERE e.record_id = f.record_id
                AND e.budget = f.position AND e.currency = 'EUR') THEN 'stated on the page'
            WHEN f.currency IN ({_FIXED}) THEN 'fixed parity'
            ELSE x.source
        END AS eur_source,
        x.rate_date AS bank_date
    FROM records AS r JOIN budgets AS f ON f.record_id = r.id
    LEFT JOIN exchange_rates AS x ON x.currency = f.currency AND x.on_date = r.published
    WHERE {_HELD}
    WINDOW of_project AS (PARTITION BY f.record_id)
    ) ORDER BY record_id, position"""

_GONE: Final = """
    SELECT id, kind, url, title, first_seen, last_seen, gone_at FROM records
    WHERE gone_at IS NOT NULL ORDER BY id"""


def _only(value: str, table: str, where: str = "1") -> str:
    """Return SQL for what a project's rows of *table* say; null where they say several things."""
    return f"""(SELECT CASE WHEN count(DISTINCT {value}) = 1 THEN max({value}) END
        FROM {table} AS f WHERE f.record_id = r.id AND {where})"""


_SUMS: Final = ("amount", "amount_max", "currency", "amount_eur", "eur_source", "rate_date")
#: What of a project's sums may be added up, all of it in one currency; once for all projects.
_ADDED: Final = """
    SELECT record_id, sum(amount) AS amount, max(currency) AS currency,
        CASE WHEN count(amount_max) > 0 THEN sum(coalesce(amount_max, amount)) END AS amount_max,
        CASE WHEN count(*) = count(amount_eur) THEN sum(amount_eur) END AS amount_eur,
        CASE WHEN count(DISTINCT eur_source) = 1 THEN max(eur_source) END AS eur_source,
        CASE WHEN count(DISTINCT rate_date) = 1 THEN max(rate_date) END AS rate_date
    FROM project_budgets WHERE may_be_added GROUP BY record_id
    HAVING count(DISTINCT currency) = 1"""


def _list(kind: FactKind) -> str:
    """Return SQL for all of a record's facts of a kind as a JSON list, their evidence left out."""
    fact = "json_quote(f.value)" if kind.is_bare else "json_remove(f.value, '$.evidence')"
    for part in kind.parts:
        parts = f"""(SELECT json_group_array(json(json_remove(value, '$.evidence')))
            FROM json_each(f.value, '$.{part.field}'))"""
        fact = f"json_set({fact}, '$.{part.field}', json({parts}))"
    return f"""(SELECT json_group_array(json(fact)) FROM (
        SELECT {fact} AS fact FROM json_each(r.json, '$.{kind.name}') AS f ORDER BY f.key))"""


def _projects() -> str:
    lists = {kind.name: _list(kind) for kind in kinds() if kind.many and kind.find}
    funders = """(SELECT json_group_array(funder) FROM (
        SELECT coalesce(b.name, f.partner) AS funder FROM record_partners AS f
        LEFT JOIN bodies AS b ON b.id = f.body WHERE f.record_id = r.id AND f.role = 'funder'
        GROUP BY coalesce(f.body, f.partner) ORDER BY min(f.position)))"""
    columns = {
        "country": _only("f.country", "project_countries"),
        "city": _only("f.city", "project_cities", "f.role = 'main'"),
        **{name: f"a.{name}" for name in _SUMS},
        "start_date": _only("f.start_date", "dates", "f.role IN ('period', 'start')"),
        "end_date": _only("f.end_date", "dates", "f.role IN ('period', 'end')"),
        "funders": funders,
    }
    told = ", ".join(f"{sql} AS {name}" for name, sql in (columns | lists).items())
    return f"""
    SELECT r.id, r.url, r.title, r.published, r.modified, r.status, {told},
        r.first_seen, r.last_seen
    FROM records AS r LEFT JOIN ({_ADDED}) AS a ON a.record_id = r.id
    WHERE {_HELD} ORDER BY r.id"""


def views() -> dict[str, str]:
    """Return the SQL of every view by its name, each behind those that it asks."""
    return {
        "project_countries": _COUNTRIES,
        "project_cities": _CITIES,
        "project_partners": _PARTNERS,
        "project_budgets": _BUDGETS,
        "projects": _projects(),
        "gone_records": _GONE,
    }


def outdated(db: sqlite3.Connection) -> list[str]:
    """Return the views that are not there as they are written here."""
    found = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    return [name for name, sql in views().items() if found.get(name) != _statement(name, sql)]


def renew(db: sqlite3.Connection) -> None:
    """Make every view as it is written here; in the caller's transaction."""
    for name in reversed(views()):
        db.execute(f"DROP VIEW IF EXISTS {name}")
    for name, sql in views().items():
        db.execute(_statement(name, sql))


def _statement(name: str, sql: str) -> str:
    return f"CREATE VIEW {name} AS{dedent(sql).rstrip()}"
