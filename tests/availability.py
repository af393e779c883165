"""What a test needs and a machine may lack: skipped there with the reason, never in CI."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def unavailable(reason: str) -> NoReturn:
    """Skip the test, or fail it where nothing may be skipped (CI: AIMF_REQUIRE_ALL=1)."""
    if os.environ.get("AIMF_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
