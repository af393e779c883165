"""A record as it will be stored, made ready before the store has it: in another process, perhaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aimf_scraper.store.rows import canonical, fact_rows, record_data, shared_rows
from aimf_scraper.store.worked_out import keep_worked_out

if TYPE_CHECKING:
    from aimf_scraper.records import Record
    from aimf_scraper.store.rows import Row

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record's JSON data, and what the tables hold of it where no earlier state of it is known.

    ``base``: the record as the rules made it, as JSON, where it was corrected.
    """

    data: Data
    text: str
    shared: dict[str, list[Row]]
    facts: dict[str, list[Row]]
    base: str | None


def prepared(record: Record, uncorrected: Record | None = None) -> Prepared:
    """Return *record* ready to be stored.

    Raises:
        RecordError: a value that no database can hold.
    """
    data = record_data(record)
    keep_worked_out(None, data)
    base = None if uncorrected is None else canonical(record_data(uncorrected))
    return Prepared(data, canonical(data), shared_rows(data), fact_rows(data), base)
