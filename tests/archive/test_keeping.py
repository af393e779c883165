"""Years of keeping: the manifest signed, small files merged, what nothing rests on left out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.catch_up import catch_up
from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.archive.manifest import MANIFEST, add_to_manifest, read_manifest
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.archive.repacking import Repacker
from aimf_scraper.archive.signatures import SIGNATURES, sign_manifest
from aimf_scraper.archive.signing import SigningKey, public_key
from aimf_scraper.archive.verify import verify
from aimf_scraper.archive.writer import WarcWriter
from aimf_scraper.errors import UsageError
from tests.archive.conftest import INFO, as_earlier, made_exchange
from tests.archive.test_wacz import made_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Exchange

FIRST = made_exchange(1)
DAYS = [
    [FIRST, made_exchange(2, body=b"<p>2")],
    [made_exchange(3, url=FIRST.url, earlier=as_earlier(FIRST), date="2024-01-02T00:00:00Z")],
    [made_exchange(4, body=b"<p>4", date="2024-01-03T00:00:00Z")],
]


def write_day(folder: Path, number: int, exchanges: list[Exchange]) -> None:
    began = f"2024-01-{number:02d}T00:00:00Z"
    with WarcWriter(
        folder,
        info=INFO | {"isPartOf": f"aimf-scraper run of {began}"},
        clock=lambda: began,
        new_id=lambda: f"<urn:uuid:00000000-0000-4000-a000-{number:012d}>",
    ) as writer:
        for one in exchanges:
            writer.write(one)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, exchanges in enumerate(DAYS, 1):
        write_day(tmp_path / "archive", number, exchanges)
    return tmp_path / "archive"


@pytest.fixture
def index(tmp_path: Path, folder: Path) -> Iterator[CaptureIndex]:
    with CaptureIndex(tmp_path / "aimf.db") as index:
        catch_up(index, folder)
        add_to_manifest(folder, index.all())
        yield index


def bodies(folder: Path, index: CaptureIndex) -> dict[str, tuple[str, str, bytes]]:
    archive = Archive([folder], index.place_of)
    loaded = [archive.load(one.file, one.offset) for one in index.all()]
    return {
        one.record_id: (one.url, one.date, one.body) for one in loaded if isinstance(one, Capture)
    }


def test_merged_files_hold_every_record(folder: Path, index: CaptureIndex) -> None:
    before = bodies(folder, index)
    olds = {one.name for one in folder.glob("*.warc.gz")}
    (done,) = Repacker(folder, index).merge(10**6, 10**9)
    assert (done.captures, done.left_out, set(done.olds)) == (4, 0, olds)
    assert [one.name for one in folder.glob("*.warc.gz")] == [done.file]
    assert bodies(folder, index) == before
    assert verify(folder, index).problems == []
    assert catch_up(index, folder) == 0
    # What was there stays told: nobody takes it for lost.
    assert read_manifest(folder).left == dict.fromkeys(olds, f"merged into {done.file}")
    assert Repacker(folder, index).merge(10**6, 10**9) == []


def test_merging_ends_at_the_size_of_a_file(folder: Path, index: CaptureIndex) -> None:
    sizes = [one.stat().st_size for one in sorted(folder.glob("*.warc.gz"))]
    done = Repacker(folder, index).merge(10**6, sizes[0] + sizes[1])
    assert [len(one.olds) for one in done] == [2]
    assert Repacker(folder, index).merge(min(sizes), 10**9) == []


def test_a_merge_that_was_killed_is_ended_by_the_next(folder: Path, index: CaptureIndex) -> None:
    old = min(folder.glob("*.warc.gz"))
    kept = old.read_bytes()
    Repacker(folder, index).merge(10**6, 10**9)
    old.write_bytes(kept)  # as if it had been killed before the last step
    assert catch_up(index, folder) == 0
    assert verify(folder, index).problems == []
    Repacker(folder, index).merge(10**6, 10**9)
    assert not old.exists()


def test_a_damaged_file_stays_as_it_is(folder: Path, index: CaptureIndex) -> None:
    second = sorted(folder.glob("*.warc.gz"))[1]
    data = bytearray(second.read_bytes())
    data[len(data) // 2] ^= 255
    second.write_bytes(data)
    (done,) = Repacker(folder, index).merge(10**6, 10**9)
    assert second.name not in done.olds
    assert second.read_bytes() == data


def test_pruned_is_what_was_named_with_its_request(folder: Path, index: CaptureIndex) -> None:
    gone = {made_exchange(2).record_id, DAYS[2][0].record_id}
    before = bodies(folder, index)
    done = Repacker(folder, index).prune(gone)
    assert [one.left_out for one in done] == [2, 2]
    assert done[1].file is None  # nothing was left in it
    assert bodies(folder, index) == {k: v for k, v in before.items() if k not in gone}
    assert verify(folder, index).problems == []


def test_nothing_is_changed_below_a_manifest_that_was(folder: Path, index: CaptureIndex) -> None:
    lines = (folder / MANIFEST).read_text().splitlines()
    (folder / MANIFEST).write_text("\n".join(lines[1:]) + "\n")
    with pytest.raises(UsageError, match="line 1"):
        Repacker(folder, index).merge(10**6, 10**9)


@pytest.fixture
def key(tmp_path: Path) -> SigningKey:
    return SigningKey(made_key(tmp_path / "key.pem"))


def said(folder: Path, index: CaptureIndex, by: str | None = None) -> list[str]:
    return [one.what for one in verify(folder, index, signed_by=by).problems]


def test_a_signed_manifest(folder: Path, index: CaptureIndex, key: SigningKey) -> None:
    assert said(folder, index, key.public) == [
        "the manifest as it stands is not signed with the key that was named"
    ]
    made = sign_manifest(folder, key, "2024-02-01T00:00:00Z")
    assert made is not None
    assert made.lines == 3
    assert sign_manifest(folder, key, "2024-02-02T00:00:00Z") is None
    assert said(folder, index, key.public) == []
    write_day(folder, 4, [made_exchange(5, body=b"<p>5")])
    catch_up(index, folder)
    add_to_manifest(folder, index.all())
    assert said(folder, index) == []
    assert len(said(folder, index, key.public)) == 1  # the new file is not signed yet
    sign_manifest(folder, key, "2024-02-03T00:00:00Z")
    assert said(folder, index, key.public) == []


def test_a_manifest_written_anew_is_not_the_signed_one(
    folder: Path, index: CaptureIndex, key: SigningKey
) -> None:
    """Somebody changes a file, and makes the whole chain of digests anew."""
    sign_manifest(folder, key, "2024-02-01T00:00:00Z")
    (folder / MANIFEST).unlink()
    last = max(folder.glob("*.warc.gz"))
    last.write_bytes(last.read_bytes() + min(folder.glob("*.warc.gz")).read_bytes())
    add_to_manifest(folder, index.all())
    assert "the signature in line 1 is none of the manifest" in said(folder, index)


@pytest.mark.parametrize("line", ["", "{}", "[]", "not JSON", '{"lines": "x"}', "\xff"])
def test_what_is_no_signature(folder: Path, index: CaptureIndex, line: str) -> None:
    (folder / SIGNATURES).write_text(f"{line}\n")
    assert said(folder, index) == ["the signature in line 1 is none of the manifest"]


def test_a_signature_of_another_text(folder: Path, index: CaptureIndex, key: SigningKey) -> None:
    sign_manifest(folder, key, "2024-02-01T00:00:00Z")
    one = json.loads((folder / SIGNATURES).read_text())
    (folder / SIGNATURES).write_text(json.dumps(one | {"signature": key.sign("another")}) + "\n")
    assert said(folder, index) == ["the signature in line 1 is none of the manifest"]


def test_nothing_is_signed_where_nothing_is_listed(tmp_path: Path, key: SigningKey) -> None:
    with pytest.raises(UsageError, match="no file is listed"):
        sign_manifest(tmp_path, key, "2024-02-01T00:00:00Z")


def test_the_public_key_of_a_private_one(tmp_path: Path, key: SigningKey) -> None:
    from cryptography.hazmat.primitives import serialization

    loaded = serialization.load_pem_private_key((tmp_path / "key.pem").read_bytes(), None)
    pem = loaded.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "public.pem").write_bytes(pem)
    assert public_key(tmp_path / "public.pem") == key.public
    for none in (tmp_path / "key.pem", tmp_path / "away.pem"):
        with pytest.raises(UsageError, match="no public key"):
            public_key(none)
