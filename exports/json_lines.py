"""JSON Lines for programs: one compact record a line, sorted by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.publishing import WrittenFile

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``records.jsonl``, UTF-8, one record in memory at a time."""
    path = folder / "records.jsonl"
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for text in store.records_json():
            file.write(f"{text}\n")
            rows += 1
    return [WrittenFile(path, rows)]
