"""The Dockerfile copies what there is and installs what the wheel needs; no Docker builds it here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "packaging" / "Dockerfile").read_text(encoding="utf-8").splitlines()
COPIED = [word for line in LINES if line.startswith("COPY ") for word in line.split()[1:-1]]


def test_what_is_copied_is_there_and_is_the_whole_wheel() -> None:
    assert [name for name in COPIED if not (ROOT / name).exists()] == []
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    assert set(wheel["targets"]["wheel"]["only-include"]) <= set(COPIED)


def test_the_wheel_is_built_of_what_is_copied(tmp_path: Path) -> None:
    """Hatchling asks for files that pyproject names: the licence, the README."""
    for name in COPIED:
        source, target = ROOT / name, tmp_path / "src" / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        target.parent.mkdir(exist_ok=True)
        copy(source, target)
    words = ["-m", "pip", "wheel", "-q", "--no-deps", "--wheel-dir", str(tmp_path), str(tmp_path / "src")]  # fmt: skip
    subprocess.run([sys.executable, *words], check=True, timeout=300)
    assert len(list(tmp_path.glob("aimf_scraper-*.whl"))) == 1


def test_it_does_not_run_as_root() -> None:
    users = [line.split()[1] for line in LINES if line.startswith("USER ")]
    # By its number, which a host that knows no name can tell from root's.
    assert users == ["1000"]
    assert any("useradd --uid 1000 " in line for line in LINES)
