from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aimf_scraper.store import Store, open_store
from tests.store.samples import DAY_1, SITE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store in which run 1 has begun."""
    with open_store(tmp_path / "aimf.db") as opened:
        assert opened.start_run("crawl", DAY_1, {}, SITE) == 1
        yield opened
