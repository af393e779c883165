"""Where an answer leads, noted beside it."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.outlinks import outlinks
from aimf_scraper.archive.records import RawRecord, records_of
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.archive.verify import verify
from tests.archive.conftest import made_exchange
from tests.archive.site import crawl, served

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://site.example/"
BODY = b"""<a href="/a">A</a><a href='b#x'>B</a><a href="/a">again</a><img src="p.png">
  <link rel="stylesheet" href="/s.css"><a href="mailto:a@b.example">M</a><a href="http://[">N</a>"""
LEADS = [f"{SITE}a L", f"{SITE}dir/b L", f"{SITE}dir/p.png E", f"{SITE}s.css E"]
HTML = (b"Content-Type", b"text/html")


@pytest.mark.parametrize(
    ("what", "body", "headers", "wanted"),
    [
        ("a page", BODY, [HTML], LEADS),
        (
            "a page as it was packed",
            gzip.compress(BODY),
            [HTML, (b"Content-Encoding", b"gzip")],
            LEADS,
        ),
        (
            "a page that cannot be unpacked",
            b"\x1f\x8b\x00",
            [HTML, (b"Content-Encoding", b"gzip")],
            [],
        ),
        (
            "a style",
            b"a{background:url(q.png)}",
            [(b"Content-Type", b"text/css")],
            [f"{SITE}dir/q.png E"],
        ),
        ("data", b'{"a": "http://x.example/"}', [(b"Content-Type", b"application/json")], []),
    ],
)
def test_an_answer_leads_there(
    what: str, body: bytes, headers: list[tuple[bytes, bytes]], wanted: list[str]
) -> None:
    one = made_exchange(1, url=f"{SITE}dir/x", body=body, headers=headers)
    media_type = headers[0][1].decode()
    assert outlinks(one, media_type) == [("outlink", url) for url in wanted], what


@pytest.mark.parametrize(("location", "wanted"), [(b"../up", [f"{SITE}up R"]), (b"http://[", [])])
def test_a_redirect_leads_where_it_sends(location: bytes, wanted: list[str]) -> None:
    one = made_exchange(1, url=f"{SITE}dir/x", status=301, headers=[(b"Location", location)])
    assert outlinks(one, None) == [("outlink", url) for url in wanted]
    assert outlinks(replace(one, status=200), None) == []


def test_no_page_fills_the_archive_with_its_links() -> None:
    body = b"".join(b"<a href='/%d'>" % number for number in range(5_000))
    assert len(outlinks(made_exchange(1, body=body), "text/html")) == 2_000


def test_a_crawl_notes_where_its_answers_lead(tmp_path: Path) -> None:
    with served() as site:
        crawl(tmp_path, [site + "/old", site + "/old"])
    items = [one for source in sources_in([tmp_path / "archive"]) for one in records_of(source)]
    records = {one.record_id: one for one in items if isinstance(one, RawRecord)}
    notes = [one for one in records.values() if one.kind == "metadata"]
    (moved,) = [one for one in notes if one.url == f"{site}/old"]
    assert moved.block == f"outlink: {site}/twin R\r\n".encode()
    # Only what is new: the second answer is as the first.
    assert records[moved.headers["warc-concurrent-to"]].kind == "response"
    assert verify(tmp_path / "archive").problems == []
