"""A running pywb over WARC or WACZ files, and what it shows at a date."""

from __future__ import annotations

import http.client
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


@contextmanager
def pywb_of(files: Sequence[Path], home: Path, tool: Callable[[str], str]) -> Iterator[str]:
    """Serve *files*, all WARC or all WACZ, from the new folder *home*; yield the address."""
    home.mkdir()
    unpack = ["--unpack-wacz"] if files[0].suffix == ".wacz" else []
    for arguments in (["init", "site"], ["add", "site", *map(str, files), *unpack]):
        subprocess.run([tool("wb-manager"), *arguments], cwd=home, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(
            [tool("wayback"), "--bind", "127.0.0.1", "--port", str(port)],
            cwd=home,
            stdout=log,
            stderr=log,
        )
        try:
            yield _wait_for(f"http://127.0.0.1:{port}/site", server, home / "log")
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(address + "/", timeout=10):
                return address
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"pywb does not answer: {log.read_text()[-2000:]}")


def replayed(pywb: str, stamp: str, url: str) -> tuple[int, bytes, str | None]:
    """Return status, body and Location of what pywb shows; redirects are not followed."""
    connection = http.client.HTTPConnection(urlsplit(pywb).netloc, timeout=30)
    try:
        connection.request("GET", f"/site/{stamp}id_/{url}")
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("Location")
    finally:
        connection.close()
