"""A real crawl over real HTTP: what the site said is what the archive holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.payload import digest_of
from aimf_scraper.archive.reader import Capture, captures
from aimf_scraper.archive.records import RawRecord, records_of
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.archive.verify import verify
from tests.archive.site import ANSWERS, CRAWL, PAGE, crawl, served

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WANTED = ("/", "/gzip", "/chunked", "/twin", "/old", "/missing", "/etag", "/secret/x")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with served() as url:
        yield url


def held(data: Path) -> list[Capture]:
    """Return the archive's captures; it must be sound and agree with its index."""
    with CaptureIndex(data / "aimf.db") as index:
        assert list(map(str, verify(data / "archive", index).problems)) == []
    return [one for one in captures([data / "archive"]) if isinstance(one, Capture)]


def raw(data: Path, kind: str) -> list[RawRecord]:
    records = (item for source in sources_in([data / "archive"]) for item in records_of(source))
    return [item for item in records if isinstance(item, RawRecord) and item.kind == kind]


def test_every_answer_is_there_as_served(site: str, tmp_path: Path) -> None:
    notes, stats = crawl(tmp_path, [site + path for path in WANTED])
    found = {one.url.removeprefix(site): one for one in held(tmp_path)}
    # robots.txt and the redirect are there; what robots.txt forbids was never asked for.
    assert found.keys() == {"/robots.txt", *WANTED} - {"/secret/x"}
    assert "robots" in notes[site + "/secret/x"][1]
    for path, capture in found.items():
        answer = ANSWERS[path]
        assert capture.status == answer.status
        assert capture.payload_digest == digest_of(answer.body)
    assert found["/gzip"].body == PAGE
    assert found["/gzip"].header("Content-Encoding") == "gzip"
    assert found["/chunked"].header("Transfer-Encoding") is None
    assert found["/old"].header("Location") == "/twin"
    assert stats["aimf/captures"] == 9  # the redirect's target counts twice
    assert "aimf/capture_failures" not in stats


def test_the_request_is_there_as_sent(site: str, tmp_path: Path) -> None:
    secret = {"Authorization": "Basic c2VjcmV0", "X-Asked": "yes"}
    crawl(tmp_path, [site + "/"], headers=secret, ROBOTSTXT_OBEY=False)
    (request,) = raw(tmp_path, "request")
    head = request.block.decode()
    assert head.startswith("GET / HTTP/1.1\r\n")
    assert head.count(f"\r\nHost: {site.removeprefix('http://')}\r\n") == 1
    assert "User-Agent: " in head
    assert "X-Asked: yes\r\n" in head
    assert "c2VjcmV0" not in head
    (response,) = raw(tmp_path, "response")
    assert response.headers["warc-ip-address"] == "127.0.0.1"
    assert request.headers["warc-concurrent-to"] == response.record_id
    (info,) = raw(tmp_path, "warcinfo")
    assert b"operator: mailto:test@example.org\r\n" in info.block
    assert b"robots: ignore\r\n" in info.block
    assert b"ip: 127.0.0.1\r\n" in info.block


def test_the_response_knows_its_capture(site: str, tmp_path: Path) -> None:
    urls = [site + path for path in ("/chunked", "/twin", "/missing")]
    notes, _ = crawl(tmp_path, urls)
    by_id = {one.record_id: one for one in held(tmp_path)}
    for url, (_, (record_id, digest, refers_to)) in notes.items():
        assert (by_id[record_id].url, by_id[record_id].payload_digest) == (url, digest)
        assert by_id[record_id].refers_to == refers_to
    # Two addresses with one content: the second refers to the first.
    assert notes[site + "/twin"][1][2] == notes[site + "/chunked"][1][0]


def test_a_second_crawl_adds_only_revisits(site: str, tmp_path: Path) -> None:
    urls = [site + path for path in WANTED]
    crawl(tmp_path, urls)
    first = Counter(one.refers_to is None for one in held(tmp_path))
    _, stats = crawl(tmp_path, urls)
    both = held(tmp_path)
    assert Counter(one.refers_to is None for one in both)[True] == first[True]
    assert len(both) == 2 * first.total()
    assert stats["aimf/capture_revisits"] == stats["aimf/captures"] == first.total()
    assert len(list((tmp_path / "archive").glob("*.warc.gz"))) == 2
    old = {one.url: one.body for one in both[: first.total()]}
    assert {one.url: one.body for one in both[first.total() :]} == old


def test_a_304_refers_to_what_it_confirms(site: str, tmp_path: Path) -> None:
    url = site + "/etag"
    first, _ = crawl(tmp_path, [url])
    again, _ = crawl(tmp_path, [url], headers={"If-None-Match": '"v1"'})
    assert again[url][0] == 304
    assert again[url][1][1:] == [first[url][1][1], first[url][1][0]]
    page, confirmed = (one for one in held(tmp_path) if one.url == url)
    assert (confirmed.status, confirmed.body, confirmed.refers_to) == (
        200,
        page.body,
        page.record_id,
    )


def test_what_the_archive_lacks_is_asked_for_whole(site: str, tmp_path: Path) -> None:
    crawl(tmp_path, [site + "/etag"], headers={"If-None-Match": '"v1"'}, ROBOTSTXT_OBEY=False)
    (capture,) = held(tmp_path)
    assert (capture.status, capture.body) == (200, ANSWERS["/etag"].body)


def test_a_condition_that_speaks_of_another_state_is_left_out(site: str, tmp_path: Path) -> None:
    url = site + "/etag"
    crawl(tmp_path, [url], ROBOTSTXT_OBEY=False)
    # "v0" was had without the archive: a 304 to it would confirm what is not there.
    crawl(tmp_path, [url], headers={"If-None-Match": '"v0"'}, ROBOTSTXT_OBEY=False)
    (request,) = raw(tmp_path, "request")[1:]
    assert b"If-None-Match" not in request.block
    assert [one.status for one in held(tmp_path)] == [200, 200]


def test_a_condition_after_a_revisit_is_that_of_the_revisit(site: str, tmp_path: Path) -> None:
    url = site + "/etag"
    for _ in range(2):
        crawl(tmp_path, [url], ROBOTSTXT_OBEY=False)
    again, _ = crawl(tmp_path, [url], headers={"If-None-Match": '"v1"'}, ROBOTSTXT_OBEY=False)
    assert again[url][0] == 304


def test_a_body_that_was_cut_says_so(site: str, tmp_path: Path) -> None:
    crawl(tmp_path, [site + "/cut"], DOWNLOAD_FAIL_ON_DATALOSS=False, ROBOTSTXT_OBEY=False)
    (record,) = raw(tmp_path, "response")
    assert record.headers["warc-truncated"] == "disconnect"
    assert record.block.endswith(b"half a page")


def test_off_means_off(site: str, tmp_path: Path) -> None:
    notes, stats = crawl(tmp_path, [site + "/"], AIMF_ARCHIVE=False)
    assert notes == {site + "/": (200, None)}
    assert "aimf/captures" not in stats
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_counted_and_the_crawl_goes_on(site: str, tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    notes, stats = crawl(tmp_path, [site + "/", site + "/twin"], LOG_LEVEL="CRITICAL")
    assert [status for status, _ in notes.values()] == [200, 200]
    assert stats["aimf/capture_failures"] == 3  # with robots.txt


def test_a_disk_that_fills_up_damages_nothing(site: str, tmp_path: Path) -> None:
    limit = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
"""
    urls = [f"{site}/big?{number}" for number in range(20)]
    notes, stats = crawl(
        tmp_path, urls, program=limit + CRAWL, LOG_LEVEL="CRITICAL", ROBOTSTXT_OBEY=False
    )
    assert [status for status, _ in notes.values()] == [200] * 20
    assert stats["aimf/capture_failures"] > 0
    written = [note for _, note in notes.values() if note is not None]
    assert len(written) == stats["aimf/captures"] > 5
    # The next run finds what the index missed.
    crawl(tmp_path, [site + "/"], ROBOTSTXT_OBEY=False)
    assert {record_id for record_id, *_ in written} < {one.record_id for one in held(tmp_path)}


def test_after_kill_9_the_next_crawl_finds_everything(site: str, tmp_path: Path) -> None:
    suicidal = CRAWL.replace(
        "def parse(self, response):",
        "def parse(self, response):\n        if response.url.endswith('7'):\n"
        "            import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    )
    urls = [f"{site}/big?{number}" for number in range(20)]
    with pytest.raises(AssertionError):
        crawl(tmp_path, urls, program=suicidal, ROBOTSTXT_OBEY=False)
    crawl(tmp_path, urls, ROBOTSTXT_OBEY=False)
    assert {one.url for one in held(tmp_path)} == set(urls)
    assert sum(one.refers_to is not None for one in held(tmp_path)) >= 8


def test_what_was_asked_and_not_had_is_part_of_the_record(site: str, tmp_path: Path) -> None:
    # Port 9 of this machine answers nobody; robots.txt forbids the other one.
    crawl(tmp_path, [site + "/", site + "/secret/x", "http://127.0.0.1:9/nobody"])
    held(tmp_path)
    notes = {one.url: one.block.decode() for one in raw(tmp_path, "metadata")}
    assert notes.keys() == {
        site + "/secret/x",
        "http://127.0.0.1:9/robots.txt",
        "http://127.0.0.1:9/nobody",
    }
    assert "robots.txt" in notes[site + "/secret/x"]
    assert notes["http://127.0.0.1:9/nobody"].startswith("fetchError: ")
    for one in raw(tmp_path, "metadata"):
        assert one.headers["content-type"] == "application/warc-fields"
