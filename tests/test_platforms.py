"""What differs on Windows and macOS, as far as a Linux machine can pretend to be one of them."""

from __future__ import annotations

import ctypes
import io
import json
import os
import signal
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper import platforms

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what Windows does not have, and let the rest say that it is there."""
    monkeypatch.setattr(sys, "platform", "win32")
    for name in ("SIGHUP", "SIGKILL"):
        monkeypatch.delattr(signal, name, raising=False)
    monkeypatch.delattr(os, "killpg", raising=False)


def test_linux_stops_for_the_terminal_too() -> None:
    assert platforms.stop_signals() == (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.mark.usefixtures("windows")
def test_windows_stops_for_ctrl_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signal, "SIGBREAK", 21, raising=False)
    assert platforms.stop_signals() == (signal.SIGINT, signal.SIGTERM, 21)


@pytest.mark.usefixtures("windows")
def test_windows_ends_a_command_and_its_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 512, raising=False)
    assert platforms.group_of_its_own() == {"creationflags": 512}
    ran: list[list[str]] = []
    monkeypatch.setattr(subprocess, "run", lambda words, **_: ran.append(words))
    platforms.kill_group(SimpleNamespace(pid=77))
    assert ran == [["taskkill", "/F", "/T", "/PID", "77"]]


def test_a_command_ends_with_its_children() -> None:
    words = [
        sys.executable,
        "-c",
        "import os, time; os.fork(); print(1, flush=True); time.sleep(60)",
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, **platforms.group_of_its_own()) as child:
        assert child.stdout is not None
        child.stdout.readline()
        platforms.kill_group(child)
        # Its end is seen only when nobody is left who could write.
        child.stdout.read()
        assert child.wait() == -signal.SIGKILL
    platforms.kill_group(child)  # nobody is left: no error


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "latin-1", "ascii"])
def test_results_are_utf8_whatever_the_system_speaks(encoding: str) -> None:
    text = "# Huế\nLe projet de Huế et de Đông Hà coûte 3 M€."
    done = subprocess.run(
        [sys.executable, "-m", "aimf_scraper", "extract", "--text", "-"],
        input=text.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )
    assert json.loads(done.stdout.decode("utf-8"))["title"] == "Huế"
    assert b"\r" not in done.stdout


def test_a_terminal_without_a_letter_shows_another(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.BytesIO()
    terminal = io.TextIOWrapper(screen, encoding="cp437")
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdout", terminal)
    platforms.speak_utf8()
    print("Huế, 3 M€", flush=True)
    assert screen.getvalue() == b"Hu?, 3 M?\n"


@pytest.mark.parametrize("system", ["linux", "win32"])
def test_files_and_folders_are_flushed(
    system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    monkeypatch.setattr(sys, "platform", system)
    (tmp_path / "a").write_text("kept")
    platforms.flush(tmp_path / "a")
    platforms.flush(tmp_path)
    assert len(flushed) == (1 if system == "win32" else 2)
    assert (tmp_path / "a").read_text() == "kept"


@pytest.mark.usefixtures("windows")
def test_windows_cannot_exchange_names(tmp_path: Path) -> None:
    assert platforms.exchange_names(tmp_path / "a", tmp_path / "b") is False


@pytest.mark.parametrize("made", [0, -1], ids=["done", "not on this disk"])
def test_macos_swaps_in_its_own_way(
    made: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Any, ...]] = []

    def swap(*said: Any) -> int:
        asked.append(said)
        ctypes.set_errno(45 if made == 0 else next(iter(platforms._CANNOT)))
        return made

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: SimpleNamespace(renameatx_np=swap))
    one, other = tmp_path / "a", tmp_path / "b"
    assert platforms.exchange_names(one, other) is (made == 0)
    assert asked == [(-2, os.fsencode(one), -2, os.fsencode(other), 2)]


@pytest.mark.usefixtures("windows")
def test_every_module_can_be_imported_on_windows() -> None:
    """No module but ``platforms`` names what Windows lacks."""
    code = (
        "import os, signal;"
        "[delattr(signal, one) for one in ('SIGHUP', 'SIGKILL')]; del os.killpg;"
        "import aimf_scraper.__main__, aimf_scraper.cli.crawl, aimf_scraper.cli.refresh,"
        "aimf_scraper.cli.rebuild, aimf_scraper.notify, aimf_scraper.publishing;"
        "from aimf_scraper import interrupts; interrupts.install()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
