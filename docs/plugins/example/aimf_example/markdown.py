"""A format: the actions as a list in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.publishing import WrittenFile

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.store import Store


def write(store: Store, folder: Path) -> list[WrittenFile]:
    """Write ``actions.md``; one record is in memory at a time, and the same records give the same bytes."""
    path = folder / "actions.md"
    rows = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for record in store.records("action"):
            towns = ", ".join(one["name"] for one in record["cities"] if one["role"] == "main")
            title = " ".join((record["title"] or record["id"]).split())
            file.write(f"- {title}{f' ({towns})' if towns else ''}\n")
            rows += 1
    return [WrittenFile(path, rows)]
