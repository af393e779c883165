"""Our commands in processes of their own, and what the database says afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]


class Done(NamedTuple):
    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def aimf(
    *arguments: str | Path,
    code: int | None = 0,
    env: Mapping[str, str] | None = None,
    checkout: Path = ROOT,
) -> Done:
    """Run a command of *checkout*; it must end with *code*, unless that is ``None``."""
    done = subprocess.run(
        [sys.executable, "-m", "aimf_scraper", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        cwd=checkout,
        env=dict(env or environment()),
    )
    assert code is None or done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return Done(done.returncode, done.stdout, done.stderr)


def records(data: Path, *, without: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """Return the records by id, gone ones too, each with ``is_gone``; *without* some fields."""
    with open_store(data / "aimf.db", read_only=True) as store:
        standing = {one["id"] for one in store.records()}
        found = {}
        for one in store.records(gone=True):
            kept = {name: value for name, value in one.items() if name not in without}
            found[one["id"]] = kept | {"is_gone": one["id"] not in standing}
    return found
