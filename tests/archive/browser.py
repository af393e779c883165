"""Debian's headless Chromium, and what it shows of an address."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from tests.archive.png import rows_of
from tests.availability import unavailable

if TYPE_CHECKING:
    from pathlib import Path


def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        unavailable("no chromium: install tests/archive/packages.txt")
    return found


def screenshot(url: str, folder: Path, *, height: int = 2400) -> list[bytes]:
    """Return the rows of the page at *url*, shown in a new browser; *folder* must be new."""
    folder.mkdir()
    shot = folder / "page.png"
    subprocess.run(
        [
            chromium(),
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            *("--hide-scrollbars", "--force-color-profile=srgb"),
            f"--user-data-dir={folder / 'profile'}",
            f"--window-size=1000,{height}",
            f"--screenshot={shot}",
            url,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return rows_of(shot.read_bytes())


def shows(rows: list[bytes], picture: bytes) -> bool:
    """Return whether the PNG *picture* is there, every pixel of every row, one below the other."""
    wanted = rows_of(picture)
    for y, row in enumerate(rows):
        x = row.find(wanted[0])
        if x >= 0 and all(
            below[x : x + len(one)] == one
            for one, below in zip(wanted, rows[y : y + len(wanted)], strict=True)
        ):
            return True
    return False
