"""The demo, crawled once for the tests of a worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archive.command import aimf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with the demo in it; nobody may change it."""
    data = tmp_path_factory.mktemp("demo") / "data"
    aimf("crawl", "--demo", "--quiet", "--no-archive", "--data", data)
    return data
