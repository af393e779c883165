"""JSON for people: one array a kind, sorted by id, a field a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from aimf_scraper.publishing import WrittenFile

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store

FILES: Final = {
    "action": "actions.json",
    "news": "news.json",
    "event": "events.json",
    "publication": "publications.json",
    "page": "pages.json",
}


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write one UTF-8 array a kind, empty ones too; one record is in memory at a time."""
    return [_write_array(store, kind, folder / name) for kind, name in FILES.items()]


def _write_array(store: Store, kind: str, path: Path) -> WrittenFile:
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for rows, record in enumerate(store.records(kind), start=1):
            text = json.dumps(record, ensure_ascii=False, indent=2)
            # JSON escapes the line ends inside strings: every one here is layout.
            indented = text.replace("\n", "\n  ")
            file.write(f"{',' if rows > 1 else ''}\n  {indented}")
        file.write("\n]\n" if rows else "]\n")
    return WrittenFile(path, rows)
