"""One WordPress for the whole run; where it cannot run, its tests skip and say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.availability import unavailable
from tests.wordpress.servers import missing
from tests.wordpress.wordpress import WordPress

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def running_wordpress() -> Iterator[WordPress]:
    """Yield the site. With AIMF_REQUIRE_ALL=1 (CI) it may not be missing."""
    reason = missing()
    if reason is not None:
        unavailable(reason)
    with WordPress() as site:
        yield site


@pytest.fixture
def wordpress(running_wordpress: WordPress) -> Iterator[WordPress]:
    """Yield the running site with REST open and an empty request log, whatever came before."""
    running_wordpress.forbid_rest = False
    running_wordpress.requests()
    yield running_wordpress
    running_wordpress.forbid_rest = False
