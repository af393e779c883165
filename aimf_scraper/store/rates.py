"""What one euro was worth on the day a sum was published, for the currencies that the ECB follows.

Rates stand in a table of their own, looked up at the end of a run: they are no
part of what a page says. Where the bank gives none, there is none.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from zipfile import ZipFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from currency_converter import CurrencyConverter

#: What ``project_budgets`` names as the source of a rate.
SOURCE: Final = "European Central Bank"
#: The bank gives no rate on holidays; a longer gap means that it gave up the currency.
_MOST_DAYS_BEFORE: Final = 7

_WANTED: Final = """
    SELECT DISTINCT b.currency, r.published
    FROM budgets AS b JOIN records AS r ON r.id = b.record_id
    LEFT JOIN exchange_rates AS x ON x.currency = b.currency AND x.on_date = r.published
    WHERE r.published IS NOT NULL AND b.currency <> 'EUR' AND x.currency IS NULL
    ORDER BY b.currency, r.published"""
_UNUSED: Final = """
    DELETE FROM exchange_rates WHERE NOT EXISTS (
        SELECT 1 FROM budgets AS b JOIN records AS r ON r.id = b.record_id
        WHERE b.currency = exchange_rates.currency AND r.published = exchange_rates.on_date)"""


def settle_rates(db: sqlite3.Connection) -> None:
    """Look up the rates that sums ask for and lack, and drop those that none asks for any more."""
    db.execute(_UNUSED)
    wanted = db.execute(_WANTED).fetchall()
    if wanted:
        db.executemany(
            "INSERT INTO exchange_rates (currency, on_date, rate_date, per_euro, source) "
            "VALUES (?, ?, ?, ?, ?)",
            list(_rates(wanted)),
        )


def _rates(wanted: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str, float, str]]:
    """Yield the rows of what the bank knows, each with the banking day that its rate is of."""
    from currency_converter import RateNotFoundError  # noqa: PLC0415 - as below

    wanted = list(wanted)
    bank = _bank({currency for currency, _ in wanted})
    for currency, published in wanted:
        day = _as_day(published)
        if bank is None or day is None or currency not in bank.currencies:
            continue
        for before in range(_MOST_DAYS_BEFORE + 1):
            rate_date = day - timedelta(days=before)
            try:
                per_euro = bank.convert(1, "EUR", currency, date=rate_date)
            except RateNotFoundError:
                continue
            yield currency, published, rate_date.isoformat(), per_euro, SOURCE
            break


def _bank(currencies: set[str]) -> CurrencyConverter | None:
    """Return the bank's rates of *currencies*, ``None`` where it gives none of them.

    All forty currencies take a quarter of a second to load, a few of them a tenth of that.
    """
    # Only a database with sums in other currencies waits for it.
    from currency_converter import CURRENCY_FILE, CurrencyConverter  # noqa: PLC0415 - see above

    with ZipFile(CURRENCY_FILE) as packed:
        lines = packed.read(packed.namelist()[0]).decode().splitlines()
    named = [name.strip() for name in lines[0].split(",")]
    columns = [at for at, name in enumerate(named) if name and name in currencies]
    if not columns:
        return None
    rows = (line.split(",") for line in lines)
    bank = CurrencyConverter(currency_file=None)
    bank.load_lines(",".join([row[0], *(row[at] for at in columns)]) for row in rows)
    return bank


def _as_day(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None
