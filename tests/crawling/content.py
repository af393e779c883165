"""All that a data folder says, for one run to be compared with another."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aimf_scraper.cli.export import write_exports
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from pathlib import Path


def content(data: Path) -> dict[str, Any]:
    """Return records, their history, the state of every page, and the exports' digests.

    Left out is what counts tries: how often a page was asked for in vain.
    """
    with open_store(data / "aimf.db") as store:
        records = list(store.records(gone=True))
        said = {
            "records": {one["id"]: one for one in records},
            "versions": {one["id"]: store.record_versions(one["id"]) for one in records},
            "pages": {page.url: replace(page, tries=0) for page in store.pages()},
            "aliases": store.aliases(),
            "rejects": [(one.url, one.reason, one.detail) for one in store.rejects()],
        }
    write_exports(data, ("json", "jsonl", "csv"))
    said["exports"] = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((data / "exports").iterdir())
    }
    return said
