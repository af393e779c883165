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

#: Scopes of sums that may stand beside one another.
_BESIDE: Final = ("'grant', 'own_contribution'", "'component'", "'phase'")
_EVERY_ONE: Final = "sum(is_own) OVER of_project = sum(is_own AND {}) OVER of_project"
_ALIKE: Final = " OR ".join(_EVERY_ONE.format(f"scope IN ({scopes})") for scopes in _BESIDE)
#: ``may_be_added``: of the sums that are the project's own (no part of another, no sum a year) the only
#: one, or the only total, or all where they stand beside one another in the same way (what givers give,
#: components, phases) and can be added: in euros, or in their one currency. Two totals may say one
#: another again. Where only some are known in euros none is added, so that what this view and
#: ``projects`` add up to is the same. ``amount_eur`` is what the page itself says in euros, else by
#: the rate that is fixed, else by the bank's of the day that the page is dated; null where there is none.
_BUDGETS: Final = f"""
    SELECT record_id, title, position, amount, amount_max, currency, scope, qualifier,
        approximation, as_written, confidence, part_of,
        CASE
            WHEN NOT is_own THEN 0
            WHEN sum(is_own) OVER of_project = 1 THEN 1
            WHEN sum(is_own AND scope = 'total') OVER of_project > 0 THEN
                scope = 'total' AND sum(is_own AND scope = 'total') OVER of_project = 1
            ELSE ({_ALIKE}) AND (
                {_EVERY_ONE.format("amount_eur IS NOT NULL")}
                OR {_EVERY_ONE.format("amount_eur IS NULL")}
                AND min(CASE WHEN is_own THEN currency END) OVER of_project
                    = max(CASE WHEN is_own THEN currency END) OVER of_project)
        END AS may_be_added,
        amount_eur, eur_source,
        CASE eur_source
            WHEN 'fixed parity' THEN '{_FIXED_SINCE}' WHEN '{SOURCE}' THEN bank_date
        END AS rate_date
    FROM (
    SELECT f.record_id, r.title, f.position, f.amount, f.amount_max, f.currency, f.scope,
        f.qualifier, f.approximation, f.as_written, f.confidence, f.part_of,
        f.part_of IS NULL AND f.scope <> 'annual' AS is_own,
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
    )
    WINDOW of_project AS (PARTITION BY record_id)
    ORDER BY record_id, position"""

#: Who gives what in projects, with the scope of the sum. ``may_be_added``: a share of one giver that is known, no sum a year, and
#: no part of what the same giver gives whole. Euros by the rate of the sum that the share is of.
_CONTRIBUTIONS: Final = f"""
    SELECT g.record_id, r.title, g.position, g.provider, d.id AS provider_body,
        d.name AS provider_body_name, g.receiver, g.amount, g.amount_max, g.currency, g.instrument,
        g.budget, g.joint, b.scope, b.part_of,
        g.provider IS NOT NULL AND g.amount IS NOT NULL AND NOT g.joint
            AND coalesce(b.scope, '') <> 'annual'
            AND NOT EXISTS (
                SELECT 1 FROM contributions AS w WHERE w.record_id = g.record_id
                AND w.provider = g.provider AND w.budget = b.part_of AND w.amount IS NOT NULL
            ) AS may_be_added,
        CASE
            WHEN g.currency = 'EUR' THEN g.amount
            WHEN g.currency = b.currency AND b.amount <> 0
                THEN round(g.amount * b.amount_eur / b.amount, 2)
        END AS amount_eur,
        g.as_written, g.confidence
    FROM records AS r JOIN contributions AS g ON g.record_id = r.id
    LEFT JOIN project_budgets AS b ON b.record_id = g.record_id AND b.position = g.budget
    LEFT JOIN bodies AS d ON d.id = (SELECT max(p.body) FROM record_partners AS p
        WHERE p.record_id = g.record_id AND p.partner = g.provider)
    WHERE {_HELD} ORDER BY r.id, g.position"""

_GONE: Final = """
    SELECT id, kind, url, title, first_seen, last_seen, gone_at FROM records
    WHERE gone_at IS NOT NULL ORDER BY id"""


def _only(value: str, table: str, where: str = "1") -> str:
    """Return SQL for what a project's rows of *table* say; null where they say several things."""
    return f"""(SELECT CASE WHEN count(DISTINCT {value}) = 1 THEN max({value}) END
        FROM {table} AS f WHERE f.record_id = r.id AND {where})"""


_SUMS: Final = ("amount", "amount_max", "currency", "amount_eur", "eur_source", "rate_date")
#: What of a project's sums may be added up; once for all projects. Of several currencies there is no
#: sum but the one in euros.
_ADDED: Final = """
    SELECT record_id, CASE WHEN is_one THEN amount END AS amount,
        CASE WHEN is_one AND ranges > 0 THEN amount_max END AS amount_max,
        CASE WHEN is_one THEN currency END AS currency, amount_eur, eur_source, rate_date
    FROM (
        SELECT record_id, count(DISTINCT currency) = 1 AS is_one, sum(amount) AS amount,
            count(amount_max) AS ranges, sum(coalesce(amount_max, amount)) AS amount_max,
            max(currency) AS currency, round(sum(amount_eur), 2) AS amount_eur,
            CASE WHEN count(DISTINCT eur_source) > 1 THEN 'several' ELSE max(eur_source) END AS eur_source,
            CASE WHEN count(DISTINCT rate_date) = 1 THEN max(rate_date) END AS rate_date
        FROM project_budgets WHERE may_be_added GROUP BY record_id)"""


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
        "project_contributions": _CONTRIBUTIONS,
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
