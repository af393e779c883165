"""A database is opened without pandas, which takes longer to load than all of ours."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["pandas", "numpy"])
def test_a_database_is_opened_without_it_and_who_wants_it_still_gets_it(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.py").write_text(f"print('{name} is loaded')")
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path)!r})
from pathlib import Path
from aimf_scraper.store import open_store
with open_store(Path({str(tmp_path)!r}) / "aimf.db"):
    print("open")
import {name}
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["open", f"{name} is loaded"]
