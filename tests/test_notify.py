"""Telling somebody: what is sent, and that whoever is down or odd stops nothing."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest

from aimf_scraper.config import Notify
from aimf_scraper.notify import tell_all

if TYPE_CHECKING:
    from collections.abc import Iterator

MESSAGE = {"text": "Yaoundé: 1 changed", "exit_code": 0}


@contextmanager
def receiver(
    status: int = 204, location: str | None = None, quiet_until: Event | None = None
) -> Iterator[tuple[str, list[tuple[str, str, Any]]]]:
    """Serve on loopback; give the address and what was received: method, path, JSON."""
    received: list[tuple[str, str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"].startswith("application/json")
            received.append((self.command, self.path, json.loads(body)))
            if quiet_until is not None:
                quiet_until.wait(30)
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.end_headers()

        def do_GET(self) -> None:
            received.append((self.command, self.path, None))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", received
    finally:
        if quiet_until is not None:
            quiet_until.set()
        server.shutdown()
        thread.join()
        server.server_close()


def told(**wanted: Any) -> list[str]:
    return [*tell_all(MESSAGE, Notify(**wanted))]


def test_nobody_is_told_by_default() -> None:
    assert told() == []


def test_the_address_gets_the_message_as_json() -> None:
    with receiver() as (url, received):
        assert told(url=f"{url}/hook") == []
    assert received == [("POST", "/hook", MESSAGE)]


@pytest.mark.parametrize("status", [301, 302, 307, 404, 500])
def test_an_address_that_does_not_take_it_is_said(status: int) -> None:
    with receiver(status, location="/elsewhere") as (url, received):
        (problem,) = told(url=f"{url}/hook?token=secret")
    assert str(status) in problem
    assert "127.0.0.1" in problem
    assert "secret" not in problem
    assert [path for _, path, _ in received] == ["/hook?token=secret"]  # no redirect is followed


def test_an_address_that_answers_too_late_is_said() -> None:
    with receiver(quiet_until=Event()) as (url, _):
        (problem,) = told(url=url, timeout_sec=0.2)
    assert "timed out" in problem


def test_an_address_where_nobody_is_is_said() -> None:
    with receiver() as (url, _):
        pass
    (problem,) = told(url=url)
    assert problem.startswith("notify.url (127.0.0.1): ")


def test_the_command_gets_the_message_without_a_shell(tmp_path: Path) -> None:
    target = tmp_path / "told $(id) ; it.json"
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    assert told(command=(sys.executable, "-c", script, str(target))) == []
    assert json.loads(target.read_text(encoding="utf-8")) == MESSAGE


WRONG_COMMANDS = {
    "fails": ((sys.executable, "-c", "raise SystemExit(7)"), "exit code 7"),
    "is not there": (("no-such-program-here",), "No such file"),
    "hangs": ((sys.executable, "-c", "import time; time.sleep(60)"), "within 0.5 s"),
    "does not listen": ((sys.executable, "-c", "import sys; sys.stdin.close(); sys.exit(1)"), "1"),
}


@pytest.mark.parametrize("command, said", WRONG_COMMANDS.values(), ids=WRONG_COMMANDS)
def test_a_command_that_goes_wrong_is_said(command: tuple[str, ...], said: str) -> None:
    (problem,) = told(command=command, timeout_sec=0.5 if "time" in command[-1] else 30.0)
    assert said in problem


def test_one_that_is_down_does_not_keep_it_from_the_other() -> None:
    with receiver() as (url, received):
        problems = told(url=url, command=("no-such-program-here",))
    assert len(problems) == 1
    assert len(received) == 1


def test_both_are_told_within_one_deadline() -> None:
    command = (sys.executable, "-c", "import time; time.sleep(60)")
    begun = time.monotonic()
    with receiver(quiet_until=Event()) as (url, _):
        problems = told(url=url, command=command, timeout_sec=1.0)
    assert len(problems) == 2
    assert time.monotonic() - begun < 20  # far from twice 60: only that there is one deadline


def test_what_the_command_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', "
        "'import time; time.sleep(60)']); open(sys.argv[1], 'w').write(str(child.pid))"
    )
    assert told(command=(sys.executable, "-c", script, str(note))) == []
    status = Path(f"/proc/{note.read_text()}/stat")
    for _ in range(100):
        if not status.exists() or status.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("a process that the command started is still there")


@pytest.mark.parametrize("place", ["//nobody:s3cret@{host}/hook", "//{host}/hook?key=s3cret"])
def test_no_password_of_the_address_is_said(place: str) -> None:
    with receiver(500) as (url, _):
        (problem,) = told(url="http:" + place.format(host=url.partition("//")[2]))
    assert "s3cret" not in problem
    (problem,) = told(url="http:" + place.format(host="127.0.0.1:1"))
    assert "s3cret" not in problem


def test_a_name_and_password_of_the_address_are_used() -> None:
    with receiver() as (url, received):
        assert told(url=url.replace("//", "//me:pw@")) == []
    assert len(received) == 1
