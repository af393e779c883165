"""Our files and other people's, sound and damaged, read as pages."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import zipfile
import zlib
from typing import TYPE_CHECKING, NamedTuple

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from aimf_scraper.archive.payload import digest_of
from aimf_scraper.archive.reader import Archive, Capture, captures
from aimf_scraper.archive.records import Damage
from aimf_scraper.errors import UsageError
from tests.archive.conftest import as_earlier, made_exchange, write
from tests.archive.site import ANSWERS, served

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured

PAGE = "<html><title>Lomé</title><p>Bonjour</p></html>".encode()


def read(*paths: Path) -> list[Capture]:
    """Return every capture at *paths*; there may be no damage."""
    found = list(captures(paths))
    assert [item for item in found if isinstance(item, Damage)] == []
    return [item for item in found if isinstance(item, Capture)]


def test_our_own(three_pages: Path) -> None:
    page, again, missing = read(three_pages)
    assert (page.status, page.media_type, page.refers_to) == (200, "text/html", None)
    assert page.payload_digest == digest_of(page.body)
    assert (again.body, again.payload_digest, again.refers_to) == (
        page.body,
        page.payload_digest,
        page.record_id,
    )
    assert (missing.status, missing.body) == (404, b"Page introuvable")
    loaded = Archive([three_pages]).load(again.file, again.offset)
    assert loaded == again


def test_a_304_is_the_page_it_confirms(tmp_path: Path) -> None:
    first = made_exchange(1, headers=((b"Content-Type", b"text/html"), (b"X", b"1")))
    confirmed = made_exchange(
        2,
        url=first.url,
        status=304,
        reason="Not Modified",
        headers=(),
        body=b"",
        earlier=as_earlier(first),
    )
    write(tmp_path, [first])
    write(tmp_path, [confirmed], clock="2024-01-02T00:00:00Z")
    page, again = read(tmp_path)
    assert (again.status, again.headers, again.body) == (200, page.headers, page.body)
    assert (again.date, again.refers_to) == (confirmed.fetched_at, page.record_id)


def test_a_revisit_before_its_original(tmp_path: Path) -> None:
    first = made_exchange(1)
    write(tmp_path, [made_exchange(2, url=first.url, earlier=as_earlier(first))])
    write(tmp_path, [first], clock="2025-01-01T00:00:00Z")
    again, page = read(tmp_path)
    assert again.body == page.body


def test_a_revisit_without_its_original_is_reported(tmp_path: Path) -> None:
    first = made_exchange(1)
    write(
        tmp_path,
        [made_exchange(2, url=first.url, earlier=as_earlier(first)), made_exchange(3, body=PAGE)],
    )
    lost, page = captures([tmp_path])
    assert isinstance(lost, Damage)
    assert (lost.url, "refers to" in lost.what) == (first.url, True)
    assert isinstance(page, Capture)


def test_a_compressed_body_is_read_decoded_and_its_digest_taken_as_served(tmp_path: Path) -> None:
    served = gzip.compress(PAGE)
    headers = ((b"Content-Type", b"text/html"), (b"Content-Encoding", b"gzip"))
    write(tmp_path, [made_exchange(1, headers=headers, body=served)])
    (page,) = read(tmp_path)
    assert page.body == PAGE
    assert page.payload_digest == digest_of(served)


class Foreign(NamedTuple):
    """A WARC as another tool writes it."""

    name: str
    version: str
    gzipped: bool
    brackets: bool
    chunked: bool


FOREIGN = [
    Foreign("wget", "1.0", gzipped=True, brackets=True, chunked=False),
    Foreign("wget, not compressed", "1.0", gzipped=False, brackets=True, chunked=False),
    Foreign("browsertrix", "1.1", gzipped=True, brackets=False, chunked=False),
    Foreign("Heritrix", "1.0", gzipped=True, brackets=False, chunked=True),
]


def foreign_warc(case: Foreign) -> bytes:
    body = PAGE
    headers = [("Content-Type", "text/html")]
    if case.chunked:
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)
        headers.append(("Transfer-Encoding", "chunked"))
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=case.gzipped, warc_version=case.version)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": case.name}))
    uri = "<https://site.example/a>" if case.brackets else "https://site.example/a"
    http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
    response = writer.create_warc_record(
        uri, "response", payload=io.BytesIO(body), length=len(body), http_headers=http
    )
    request = writer.create_warc_record(
        uri, "request", http_headers=StatusAndHeaders("GET /a HTTP/1.1", [("Host", "site.example")])
    )
    writer.write_request_response_pair(request, response)
    metadata = io.BytesIO(b"hopsFromSeed: 0\r\n")
    writer.write_record(writer.create_warc_record(uri, "metadata", payload=metadata, length=17))
    return out.getvalue()


@pytest.mark.parametrize("case", FOREIGN, ids=lambda case: case.name)
def test_other_people_s_files(tmp_path: Path, case: Foreign) -> None:
    path = tmp_path / ("x.warc.gz" if case.gzipped else "x.warc")
    path.write_bytes(foreign_warc(case))
    (page,) = read(path)
    assert (page.url, page.status, page.body) == ("https://site.example/a", 200, PAGE)
    assert page.payload_digest == digest_of(PAGE)
    assert Archive([path]).load(page.file, page.offset) == page


@pytest.mark.skipif(shutil.which("wget") is None, reason="no wget on this machine")
def test_what_wget_itself_writes(tmp_path: Path) -> None:
    with served() as site:
        paths = ("/", "/chunked", "/old", "/missing", "/twin")
        command = ["wget", "--quiet", "--delete-after", "--no-cookies", "--warc-file=w"]
        urls = [site + path for path in paths]
        subprocess.run([*command, *urls], cwd=tmp_path, check=False, timeout=60)
    found = [(one.url.removeprefix(site), one.status, one.body) for one in read(tmp_path)]
    # wget keeps its own log as a resource; only answers count.
    assert found == [
        ("/", 200, ANSWERS["/"].body),
        ("/chunked", 200, ANSWERS["/chunked"].body),
        ("/old", 301, b""),
        ("/twin", 200, ANSWERS["/twin"].body),
        ("/missing", 404, ANSWERS["/missing"].body),
        ("/twin", 200, ANSWERS["/twin"].body),
    ]


def test_what_a_name_service_said_is_no_answer_and_no_damage(tmp_path: Path) -> None:
    """Heritrix keeps it as a response without an HTTP head."""
    block = b"20240101000000\nsite.example.\t300\tIN\tA\t192.0.2.7\n"
    head = [
        b"WARC/1.0",
        b"WARC-Type: response",
        b"WARC-Target-URI: dns:site.example",
        b"WARC-Date: 2024-01-01T00:00:00Z",
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>",
        b"Content-Type: text/dns",
        b"Content-Length: %d" % len(block),
        b"",
        block,
    ]
    (tmp_path / "h.warc").write_bytes(b"\r\n".join(head) + b"\r\n\r\n")
    assert read(tmp_path / "h.warc") == []


def test_inside_a_wacz(tmp_path: Path, three_pages: Path) -> None:
    (warc,) = three_pages.glob("*.warc.gz")
    path = tmp_path / "site.wacz"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("pages/pages.jsonl", b"{}\n" * 100)
        packed.write(warc, f"archive/{warc.name}")
    inside = read(path)
    assert [(one.url, one.body, one.offset) for one in inside] == [
        (one.url, one.body, one.offset) for one in read(warc)
    ]
    assert inside[0].file == f"site.wacz!archive/{warc.name}"


def test_what_is_no_archive_says_so(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(PAGE)
    with pytest.raises(UsageError, match="not a WARC file"):
        list(captures([tmp_path / "page.html"]))
    with pytest.raises(UsageError):
        list(captures([tmp_path / "missing.warc.gz"]))


@pytest.fixture
def ten_pages(tmp_path: Path) -> list[Captured]:
    return write(tmp_path, [made_exchange(n, body=PAGE * n) for n in range(1, 11)])


def damaged(tmp_path: Path, name: str, data: bytes) -> tuple[list[str], list[Damage]]:
    """Return the addresses that can still be read in a file of *data*, and the damage."""
    path = tmp_path / "bad" / name
    path.parent.mkdir()
    path.write_bytes(data)
    items = list(captures([path]))
    return [one.url for one in items if isinstance(one, Capture)], [
        one for one in items if isinstance(one, Damage)
    ]


@pytest.mark.parametrize("at", [0, 1, 40, -5])
def test_one_damaged_record_hides_no_other(
    tmp_path: Path, ten_pages: list[Captured], at: int
) -> None:
    victim = ten_pages[4]
    data = bytearray((tmp_path / victim.file).read_bytes())
    data[victim.offset + (at if at >= 0 else victim.length + at)] ^= 0x55
    urls, damage = damaged(tmp_path, victim.file, bytes(data))
    assert urls == [one.url for one in ten_pages if one is not victim]
    assert [(one.offset, one.at_end) for one in damage] == [(victim.offset, False)]


@pytest.mark.parametrize("kept", [1, 60, 200])
def test_a_cut_file_gives_all_but_the_last(
    tmp_path: Path, ten_pages: list[Captured], kept: int
) -> None:
    victim = ten_pages[-1]
    data = (tmp_path / victim.file).read_bytes()[: victim.offset + kept]
    urls, damage = damaged(tmp_path, victim.file, data)
    assert urls == [one.url for one in ten_pages[:-1]]
    assert [(one.offset, one.at_end) for one in damage] == [(victim.offset, True)]


def test_damage_in_a_plain_file(tmp_path: Path, ten_pages: list[Captured]) -> None:
    packed = (tmp_path / ten_pages[0].file).read_bytes()
    plain = bytearray(gzip.decompress(packed))
    starts = [
        at for at in range(len(plain)) if plain.startswith(b"WARC/1.1\r\nWARC-Type: response", at)
    ]
    plain[starts[3]] = 0
    urls, damage = damaged(tmp_path, "x.warc", bytes(plain))
    assert urls == [one.url for i, one in enumerate(ten_pages) if i != 3]
    assert [one.offset for one in damage] == [starts[3]]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"not a warc at all" * 50,
        zlib.compress(b"x"),
        gzip.compress(b"no warc", mtime=0),
    ],
)
def test_garbage_gives_no_page_and_does_not_raise(tmp_path: Path, data: bytes) -> None:
    assert damaged(tmp_path, "x.warc.gz", data)[0] == []
