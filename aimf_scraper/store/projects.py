"""The view ``projects``: one flat row an action, for people who only want a table."""

from __future__ import annotations

from typing import Final


def _joined(column: str, table: str, where: str = "") -> str:
    """Return SQL for the values of a record's facts in order, each once, parted by "; "."""
    return f"""(SELECT group_concat(value, '; ') FROM (
        SELECT {column} AS value FROM {table}
        WHERE f.record_id = r.id {where} GROUP BY {column} ORDER BY min(f.position)))"""


def _first(column: str, table: str, where: str) -> str:
    """Return SQL for a column of a record's first fact for which *where* holds."""
    return f"""(SELECT {column} FROM {table}
        WHERE f.record_id = r.id AND {where} ORDER BY f.position LIMIT 1)"""


_CITIES: Final = "record_cities AS f JOIN cities AS c ON c.id = f.city"
PROJECTS: Final = f"""
SELECT
    r.id, r.url, r.title, r.published, r.modified, r.status,
    {_first("c.name", _CITIES, "f.role = 'main'")} AS city,
    {_joined("c.name", _CITIES)} AS cities,
    coalesce(
        {_first("c.country", _CITIES, "f.role = 'main'")},
        {_first("f.country", "record_countries AS f", "1")}) AS country,
    {_joined("f.name", "record_countries AS f")} AS countries,
    {_joined("f.theme", "record_themes AS f")} AS themes,
    {_joined("f.partner", "record_partners AS f")} AS partners,
    {_joined("f.partner", "record_partners AS f", "AND f.role = 'funder'")} AS funders,
    {_first("f.amount", "budgets AS f", "f.scope = 'total'")} AS budget_amount,
    {_first("f.amount_max", "budgets AS f", "f.scope = 'total'")} AS budget_amount_max,
    {_first("f.currency", "budgets AS f", "f.scope = 'total'")} AS budget_currency,
    {_joined("f.as_written", "budgets AS f")} AS budgets_as_written,
    coalesce(
        {_first("f.start", "dates AS f", "f.role = 'period'")},
        {_first("f.start", "dates AS f", "f.role = 'start'")}) AS period_start,
    coalesce(
        {_first("f.end", "dates AS f", "f.role = 'period'")},
        {_first("coalesce(f.end, f.start)", "dates AS f", "f.role = 'end'")}) AS period_end,
    {_first("f.count", "beneficiaries AS f", "1")} AS beneficiaries,
    {_first("f.unit", "beneficiaries AS f", "1")} AS beneficiaries_unit,
    r.first_seen, r.last_seen, r.gone_at
FROM records AS r WHERE r.kind = 'action' ORDER BY r.id
"""
