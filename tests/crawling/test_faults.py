"""What networks and servers do to a crawl, and what it keeps of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conftest import drive
from .content import content
from .faults import SHARES, FaultyProxy

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Plain


def test_a_crawl_through_faults_gives_the_same_records(plain: Plain, tmp_path: Path) -> None:
    with FaultyProxy(seed=1) as proxy:
        ran = drive(tmp_path / "data", plain.site, environment=proxy.environment)
    assert (ran.code, plain.ran.code) == (0, 0), ran.err
    assert set(SHARES) <= set(proxy.done), proxy.done
    assert proxy.done["passed"] > 200
    assert content(ran.data) == content(plain.ran.data)
