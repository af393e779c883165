"""Exchanges made up, files written from them, and other people's tools where they are there."""

from __future__ import annotations

import os
import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.exchange import Earlier, Exchange
from aimf_scraper.archive.payload import digest_of
from aimf_scraper.archive.writer import WarcWriter
from tests.availability import unavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured

INFO = {"software": "aimf-scraper/test", "format": "WARC File Format 1.1"}


def made_exchange(
    number: int,
    *,
    url: str | None = None,
    body: bytes = b"<html><title>Page</title><p>Bonjour</p></html>",
    status: int = 200,
    reason: str = "OK",
    headers: Iterable[tuple[bytes, bytes]] = ((b"Content-Type", b"text/html; charset=utf-8"),),
    earlier: Earlier | None = None,
    date: str | None = None,
) -> Exchange:
    """Return exchange *number* of a crawl: ids, address and time follow from it."""
    return Exchange(
        url=url or f"https://site.example/page-{number}",
        method="GET",
        request_headers=((b"Host", b"site.example"), (b"User-Agent", b"test")),
        request_body=b"",
        status=status,
        reason=reason,
        protocol="HTTP/1.1",
        response_headers=tuple(headers),
        body=body,
        fetched_at=date or f"2024-01-01T00:00:{number:02d}Z",
        record_id=f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        request_id=f"<urn:uuid:00000000-0000-4000-9000-{number:012d}>",
        payload_digest=earlier.payload_digest if earlier else digest_of(body),
        ip="192.0.2.7",
        earlier=earlier,
    )


def as_earlier(exchange: Exchange) -> Earlier:
    return Earlier(exchange.record_id, exchange.url, exchange.fetched_at, exchange.payload_digest)


def write(
    folder: Path, exchanges: Iterable[Exchange], *, clock: str = "2024-01-01T00:00:00Z"
) -> list[Captured]:
    ids = (f"<urn:uuid:00000000-0000-4000-a000-{number:012d}>" for number in count())
    with WarcWriter(folder, info=INFO, clock=lambda: clock, new_id=lambda: next(ids)) as writer:
        return [writer.write(one) for one in exchanges]


@pytest.fixture
def three_pages(tmp_path: Path) -> Path:
    """Return a folder with one file: a page, a revisit of it, an error."""
    first = made_exchange(1)
    again = made_exchange(2, url=first.url, earlier=as_earlier(first))
    missing = made_exchange(3, body=b"Page introuvable", status=404, reason="Not Found")
    write(tmp_path, [first, again, missing])
    return tmp_path


@pytest.fixture
def tool() -> Callable[[str], str]:
    """Return what finds a command of tools.txt; the test skips where it is not installed.

    AIMF_ARCHIVE_TOOLS names the folder that they are in (CI), else PATH does.
    """

    def find(name: str) -> str:
        folder = os.environ.get("AIMF_ARCHIVE_TOOLS")
        path = shutil.which(name, path=folder) if folder else shutil.which(name)
        if path is None:
            unavailable(f"no {name}: run tests/archive/get-tools and set AIMF_ARCHIVE_TOOLS")
        return path

    return find
