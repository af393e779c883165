"""Whatever is changed in a WARC is found, and named."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.members import GZIP_HEADER
from aimf_scraper.archive.verify import Report, counted, verify
from tests.archive.conftest import as_earlier, made_exchange, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def captured(archive: Path) -> list[Captured]:
    first = made_exchange(1)
    again = made_exchange(2, url=first.url, earlier=as_earlier(first))
    confirmed = made_exchange(
        3,
        url=first.url,
        status=304,
        reason="Not Modified",
        headers=(),
        body=b"",
        earlier=as_earlier(first),
    )
    return write(archive, [first, again, confirmed, made_exchange(4, body=b"other")])


@pytest.fixture
def index(tmp_path: Path, captured: list[Captured]) -> Iterator[CaptureIndex]:
    with CaptureIndex(tmp_path / "aimf.db") as index:
        index.add(captured)
        yield index


def test_a_sound_archive(archive: Path, captured: list[Captured], index: CaptureIndex) -> None:
    report = verify(archive, index, [("action:x", captured[0].record_id)])
    assert report == Report(files=1, records=9, captures=4, problems=[])
    assert list(counted(report)) == ["1 files, 9 records, 4 captures: all sound"]


def test_no_archive_is_sound(tmp_path: Path) -> None:
    assert verify(tmp_path / "archive") == Report()


@pytest.mark.parametrize("bits", [0x01, 0x80, 0xFF])
def test_every_single_flipped_byte_is_found(
    archive: Path, captured: list[Captured], bits: int
) -> None:
    (path,) = archive.iterdir()
    sound = path.read_bytes()
    text = gzip.decompress(sound)
    missed = []
    for at in range(len(sound)):
        data = sound[:at] + bytes([sound[at] ^ bits]) + sound[at + 1 :]
        path.write_bytes(data)
        problems = verify(archive).problems
        if not any(one.offset is not None and one.offset <= at for one in problems):
            missed.append(at)
    # A few bits of a deflate stream say nothing, such as the length of a code never used.
    for at in missed:
        data = sound[:at] + bytes([sound[at] ^ bits]) + sound[at + 1 :]
        assert gzip.decompress(data) == text
    assert len(missed) < len(sound) / 100


@pytest.mark.parametrize("at", [0, 3, 5, 9, 12, 100, -6])
def test_the_damaged_record_is_named(
    archive: Path, captured: list[Captured], index: CaptureIndex, at: int
) -> None:
    victim = captured[3]
    path = archive / victim.file
    data = bytearray(path.read_bytes())
    data[victim.offset + (at if at >= 0 else victim.length + at)] ^= 0x20
    path.write_bytes(data)
    problems = verify(archive, index).problems
    assert (problems[0].fault, problems[0].file, problems[0].offset) == (
        "damaged",
        victim.file,
        victim.offset,
    )
    assert (problems[0].record_id, problems[0].url) == (victim.record_id, victim.url)
    assert victim.url in str(problems[0])


def test_a_file_that_a_crash_cut(archive: Path, captured: list[Captured]) -> None:
    path = archive / captured[3].file
    path.write_bytes(path.read_bytes()[: captured[3].offset + 30])
    (problem,) = verify(archive).problems
    assert (problem.fault, problem.offset) == ("unfinished", captured[3].offset)


def test_a_file_cut_within_its_last_checksum(archive: Path, captured: list[Captured]) -> None:
    path = archive / captured[3].file
    path.write_bytes(path.read_bytes()[:-3])
    assert {one.fault for one in verify(archive).problems} == {"unfinished", "structure"}


def rewritten(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change the plain text of every record of a file, gzip and its checksum made anew."""
    data, members = path.read_bytes(), []
    while data:
        machine = zlib.decompressobj(31)
        members.append(machine.decompress(data))
        data = machine.unused_data
    packed = (gzip.compress(change(plain))[10:] for plain in members)
    path.write_bytes(b"".join(GZIP_HEADER + body for body in packed))


def without(kind: bytes) -> Callable[[bytes], bytes]:
    return lambda plain: b"" if b"WARC-Type: " + kind in plain else plain


CHANGES: list[tuple[str, str, Callable[[bytes], bytes]]] = [
    ("a word of a body", "digest", lambda plain: plain.replace(b"Bonjour", b"Bonsoir")),
    (
        "a digest",
        "digest",
        lambda plain: plain.replace(b"WARC-Block-Digest: sha1:", b"WARC-Block-Digest: sha9:"),
    ),
    (
        "no digest",
        "structure",
        lambda plain: plain.replace(b"WARC-Block-Digest", b"X-Block-Digest"),
    ),
    (
        "a length",
        "damaged",
        lambda plain: plain.replace(b"Content-Length: 1", b"Content-Length: 2"),
    ),
    ("no date", "structure", lambda plain: plain.replace(b"WARC-Date", b"X-Date")),
    (
        "a request's partner",
        "structure",
        lambda plain: plain.replace(b"Concurrent-To: <urn", b"Concurrent-To: <xrn"),
    ),
    (
        "a revisit's original",
        "structure",
        lambda plain: plain.replace(b"Refers-To: <urn", b"Refers-To: <xrn"),
    ),
    (
        "a revisit's reference",
        "structure",
        lambda plain: plain.replace(b"WARC-Refers-To: ", b"X-Refers-To: "),
    ),
    (
        "two records with one id",
        "structure",
        lambda plain: plain.replace(b"000000000004>", b"000000000003>"),
    ),
    ("not a record", "damaged", lambda plain: plain.replace(b"WARC/1.1\r\n", b"WARC/9.9\r\n")),
]


@pytest.mark.parametrize(("name", "fault", "change"), CHANGES, ids=[case[0] for case in CHANGES])
def test_forgery(
    archive: Path,
    captured: list[Captured],
    name: str,
    fault: str,
    change: Callable[[bytes], bytes],
) -> None:
    rewritten(archive / captured[0].file, change)
    assert fault in {one.fault for one in verify(archive).problems}, name


@pytest.mark.parametrize("kind", [b"warcinfo", b"request", b"response"])
def test_a_record_left_out(archive: Path, captured: list[Captured], kind: bytes) -> None:
    path = archive / captured[0].file
    members, data = [], path.read_bytes()
    while data:
        machine = zlib.decompressobj(31)
        plain = machine.decompress(data)
        member, data = data[: len(data) - len(machine.unused_data)], machine.unused_data
        if b"WARC-Type: " + kind + b"\r\n" not in plain:
            members.append(member)
    path.write_bytes(b"".join(members))
    assert "structure" in {one.fault for one in verify(archive).problems}


def test_the_index_and_the_files_must_agree(
    archive: Path, captured: list[Captured], index: CaptureIndex
) -> None:
    index.add([replace(captured[0], offset=captured[0].offset + 1)])
    index.add([replace(captured[1], record_id="<urn:uuid:nobody>")])
    problems = [one for one in verify(archive, index).problems if one.fault == "index"]
    assert [(one.what, one.record_id) for one in problems] == [
        ("the index has it elsewhere", captured[0].record_id),
        ("in the index, but not readable there", "<urn:uuid:nobody>"),
    ]


def test_a_file_that_is_gone(archive: Path, captured: list[Captured], index: CaptureIndex) -> None:
    (archive / captured[0].file).unlink()
    wanted = [("action:x", captured[0].record_id)]
    faults = [one.fault for one in verify(archive, index, wanted).problems]
    assert faults == ["index"] * 4 + ["missing"]
