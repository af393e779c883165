"""What people said, as one run takes it: corrections of facts, and names added to the rules'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aimf_scraper.gazetteer.additions import FILE_NAME, use
from aimf_scraper.gazetteer.reading_additions import read_additions
from aimf_scraper.settling import account_of, corrections_in_force, settle_corrections

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.corrections import Correction
    from aimf_scraper.store import Store


class ByHand:
    """The corrections in *file*, and the additions beside it, from the start of a run to its end."""

    def __init__(self, store: Store, file: Path) -> None:
        self._store = store
        self._table = corrections_in_force(file, store)
        self.additions, self._amiss = read_additions(file.with_name(FILE_NAME))
        use(self.additions)

    def of_record(self, record_id: str) -> tuple[Correction, ...]:
        """Return the corrections of a record, in the order of the file."""
        return self._table.of_record(record_id)

    def settle(self, run: int, at: str) -> dict[str, Any]:
        """Bring every record in step; return what the run's account says of it."""
        told = settle_corrections(self._store, self._table, run=run, at=at)
        return account_of(told, [*map(str, self._table.problems), *self._amiss])
