"""`serve` on the command line: what it refuses, and with which exit code."""

from __future__ import annotations

import builtins
import socket
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from aimf_scraper.cli import main
from aimf_scraper.store import open_store
from tests.availability import unavailable
from tests.serving import serving
from tests.store.samples import DAY_1, SITE, action

if TYPE_CHECKING:
    from pathlib import Path

try:
    import datasette  # noqa: F401 - only whether it is there
except ModuleNotFoundError:
    unavailable("no datasette: install the extra test")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    with open_store(folder / "aimf.db") as store:
        run = store.start_run("crawl", DAY_1, {}, SITE)
        store.save(action(), run=run, seen_at=DAY_1)
    return folder


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *map(str, arguments)])
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1, said.err
    return int(ended.value.code or 0), said.err


def test_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "--data", tmp_path / "nowhere")
    assert code == 2
    assert "there is no database yet" in said
    assert not (tmp_path / "nowhere").exists()


def test_a_port_that_is_taken(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        code, said = refused(capsys, "--data", data, "--port", str(port))
    assert code == 2
    assert f"127.0.0.1:{port} cannot be used" in said


def test_a_host_that_is_none(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "--data", data, "--host", "no such host", "--port", "0")
    assert code == 2
    assert "cannot be used" in said.splitlines()[-1]


def test_review_is_for_this_machine_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = refused(capsys, "--data", data, "--host", "0.0.0.0", "--review")
    assert code == 2
    assert "--review is for this machine alone" in said


def test_without_the_extra(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("datasette", "aimf_scraper.explore.app"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "datasette":
            raise ModuleNotFoundError(f"No module named {name!r}", name="datasette")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    code, said = refused(capsys, "--data", data)
    assert code == 2
    assert 'serve needs the extra "explore": pip install "aimf-scraper[explore]"' in said


@pytest.mark.parametrize("options", [(), ("--review",), ("--host", "0.0.0.0")], ids=" ".join)
def test_it_serves_at_the_address_that_it_shows(data: Path, options: tuple[str, ...]) -> None:
    with (
        serving(data, *options) as shown,
        build_opener(HTTPCookieProcessor()).open(shown.address) as answer,
    ):
        assert answer.status == 200
        assert answer.headers["content-security-policy"]
        assert "server" not in answer.headers
    warned = "warning: on 0.0.0.0 everybody who reaches this machine" in shown.told
    assert warned == ("0.0.0.0" in options)
    assert "Traceback" not in shown.told
