"""`serve` in a process of its own, as people run it."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from tests.archive.command import ROOT, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class Serving:
    """``address``: the one that is shown, as this machine reaches it; ``told``: standard error, once it ended."""

    address: str
    told: str = ""


@contextmanager
def serving(data: Path, *options: str) -> Iterator[Serving]:
    """Run `serve` over *data* on a free port, until the block ends."""
    command = [sys.executable, "-m", "aimf_scraper", "serve", "--data", str(data), "--port", "0"]
    with (
        TemporaryFile("w+", encoding="utf-8") as told,
        subprocess.Popen(
            [*command, *options],
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            cwd=ROOT,
            env=environment(),
        ) as process,
    ):
        shown = None
        try:
            assert process.stdout
            address = process.stdout.readline().strip().replace("//0.0.0.0:", "//127.0.0.1:")
            assert address.startswith("http://127.0.0.1:"), address
            shown = Serving(address)
            yield shown
        finally:
            process.terminate()
            process.wait(30)
            told.seek(0)
            if shown is not None:
                shown.told = told.read()
