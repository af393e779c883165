from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimf_scraper.store import open_store
from tests.store.samples import DAY_1, action, news

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The path of a database of two actions, one gone, and a news item."""
    path = tmp_path / "aimf.db"
    with open_store(path) as store:
        store.start_run("crawl", DAY_1, {})
        for record in (news(), action(), action("gone")):
            store.save(record, run=1, seen_at=DAY_1)
        store.mark_gone(["action:gone"], 1, DAY_1)
        store.resolve_links()
    return path
