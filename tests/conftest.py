"""What holds for every test: generated inputs are not judged by the clock of a busy machine."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares a fixture on one worker of pytest-xdist.

    A file is a group, for its fixtures of module scope, and WordPress's folder is one, for it
    has one database and one port. Each scenario of a crawl stands alone: they take longest.
    """
    for item in items:
        folder = item.path.parent.name
        if folder == "scenarios":
            continue
        group = folder if folder == "wordpress" else item.path.name
        item.add_marker(pytest.mark.xdist_group(f"{folder}/{group}"))
