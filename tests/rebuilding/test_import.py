"""Files that others captured, taken in, and then as good as ours."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from fastwarc.stream_io import ZstdWriter

from aimf_scraper.archive.importing import Importer, imported
from aimf_scraper.archive.reader import Capture, captures
from aimf_scraper.errors import UsageError
from tests.archive.command import aimf, records
from tests.rebuilding.papers import article, capture, url_of, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NOW = "2026-05-04T03:02:01+00:00"


def pages(*numbers: int) -> list[bytes]:
    return [capture(url_of(n), article(n), number=n) for n in numbers]


def plain(records: list[bytes]) -> bytes:
    return b"".join(gzip.decompress(one) for one in records)


def zstd(data: bytes) -> bytes:
    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    writer.write(data)
    writer.close()
    return packed.getvalue()


def arc() -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + article(1)
    version = b"1 0 Test\nURL IP-address Archive-date Content-type Archive-length\n"
    start = b"filedesc://x.arc 0.0.0.0 20100506070809 text/plain %d\n" % len(version)
    line = f"{url_of(1)} 192.0.2.1 20100506070809 text/html {len(block)}\n".encode()
    return start + version + b"\n" + line + block + b"\n"


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for name, data in files.items():
            out.writestr(name, data)
    return packed.getvalue()


def held(folder: Path) -> list[tuple[str, bytes]]:
    found = list(captures([folder]))
    assert all(isinstance(one, Capture) for one in found), found
    return [(one.url, one.body) for one in found if isinstance(one, Capture)]


#: name, what is in the file, how it is taken in, the files that it becomes
TAKEN: list[tuple[str, Callable[[], bytes], str, list[str]]] = [
    ("a.warc.gz", lambda: b"".join(pages(1)), "copied", ["a.warc.gz"]),
    ("a.warc", lambda: plain(pages(1)), "copied", ["a.warc"]),
    ("a name & more.gz", lambda: b"".join(pages(1)), "copied", ["a-name-more.warc.gz"]),
    (
        "one stream.warc.gz",
        lambda: gzip.compress(plain(pages(1))),
        "copied",
        ["one-stream.warc.gz"],
    ),
    ("a.warc.zst", lambda: zstd(plain(pages(1))), "rewritten", ["a.warc.gz"]),
    ("a.arc", arc, "rewritten", ["a.warc.gz"]),
    ("a.arc.gz", lambda: gzip.compress(arc()), "rewritten", ["a.warc.gz"]),
    (
        "x.wacz",
        lambda: zipped({"archive/b.warc.gz": pages(1)[0], "datapackage.json": b"{}"}),
        "copied",
        ["b.warc.gz"],
    ),
    (
        "many.wacz",
        lambda: zipped({"c.wacz": zipped({"archive/d.warc.gz": pages(1)[0]})}),
        "copied",
        ["d.warc.gz"],
    ),
]


@pytest.mark.parametrize(("name", "data", "how", "files"), TAKEN, ids=[row[0] for row in TAKEN])
def test_what_is_taken_in(
    name: str, data: Callable[[], bytes], how: str, files: list[str], tmp_path: Path
) -> None:
    given = tmp_path / name
    given.write_bytes(data())
    importer = Importer(tmp_path / "archive", NOW)
    taken = importer.take(given)
    importer.tidy()
    assert [(one.file, one.how, one.source.partition("!")[0]) for one in taken] == [
        (file, how, name) for file in files
    ]
    assert held(tmp_path / "archive") == [(url_of(1), article(1))]
    assert imported(tmp_path / "archive") == taken
    assert sorted(one.name for one in (tmp_path / "archive").iterdir()) == sorted(
        [*files, "imports.jsonl"]
    )
    # Once more: it is there already.
    assert Importer(tmp_path / "archive", NOW).take(given) == taken
    assert len(imported(tmp_path / "archive")) == 1


def test_several_records_in_one_gzip_stream_can_be_jumped_about_in(tmp_path: Path) -> None:
    given = tmp_path / "x.warc.gz"
    given.write_bytes(gzip.compress(plain(pages(1, 2, 3))))
    (taken,) = Importer(tmp_path / "archive", NOW).take(given)
    assert taken.how == "rewritten"
    assert held(tmp_path / "archive") == [(url_of(n), article(n)) for n in (1, 2, 3)]
    assert gzip.decompress((tmp_path / "archive" / taken.file).read_bytes()) == plain(
        pages(1, 2, 3)
    )


def test_names_that_are_taken(tmp_path: Path) -> None:
    importer = Importer(tmp_path / "archive", NOW)
    for folder, n in (("one", 1), ("two", 2)):
        (tmp_path / folder).mkdir()
        importer.take(write(tmp_path / folder / "x.warc.gz", pages(n)))
    assert [one.file for one in imported(tmp_path / "archive")] == ["x.warc.gz", "x-1.warc.gz"]


def test_a_list_of_wacz_files(tmp_path: Path) -> None:
    for n in (1, 2):
        (tmp_path / f"{n}.wacz").write_bytes(zipped({f"archive/{n}.warc.gz": pages(n)[0]}))
    listed = tmp_path / "datapackage.json"
    said = {"profile": "multi-wacz-package", "resources": [{"path": "1.wacz"}, {"path": "2.wacz"}]}
    listed.write_text(json.dumps(said))
    importer = Importer(tmp_path / "archive", NOW)
    assert [one.file for one in importer.take(listed)] == ["1.warc.gz", "2.warc.gz"]
    for path in ("https://x.example/1.wacz", "../1.wacz", "3.wacz"):
        listed.write_text(json.dumps(said | {"resources": [{"path": path}]}))
        with pytest.raises(UsageError, match="not beside it"):
            importer.take(listed)


REFUSED = [
    ("empty", b"", "empty"),
    ("a page", b"<html>", "neither WARC, WACZ nor ARC"),
    ("packed, and no WARC", gzip.compress(b"hello"), "neither WARC"),
    ("a zip without", zipped({"a.txt": b"x"}), "without a WARC"),
    ("half a zip", zipped({"archive/a.warc.gz": b"x" * 500})[:300], "zip file cannot be read"),
    ("JSON", b'{"a": 1}', "no list of WACZ"),
    ("half a zstd", zstd(plain(pages(1)))[:60], "x"),
    ("one stream, cut", gzip.compress(plain(pages(1, 2)))[:-12], "cannot be unpacked"),
    ("an ARC that is none", b"filedesc://x 0 0 0\nhello\n\nworld", "ARC file cannot be read"),
]


@pytest.mark.parametrize(
    ("data", "said"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_what_is_refused_leaves_nothing_behind(data: bytes, said: str, tmp_path: Path) -> None:
    given = tmp_path / "x"
    given.write_bytes(data)
    importer = Importer(tmp_path / "archive", NOW)
    with pytest.raises(UsageError, match=said):
        importer.take(given)
    importer.tidy()
    left = (tmp_path / "archive").iterdir() if (tmp_path / "archive").is_dir() else ()
    assert list(left) == []


def test_what_was_taken_in_is_verified_shown_packed_and_rebuilt(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "no.txt").write_text("no")
    wacz = tmp_path / "x.wacz"
    wacz.write_bytes(zipped({"archive/b.warc.gz": b"".join(pages(1, 2))}))
    done = aimf("archive", "import", wacz, tmp_path / "no.txt", "--data", data, code=3)
    assert "b.warc.gz: 2 captures" in done.out
    assert "refused:" in done.err
    assert "all sound" in aimf("archive", "verify", "--data", data).out
    shown = aimf("archive", "show", url_of(2), "--data", data)
    assert shown.out.encode() == article(2)
    aimf("archive", "wacz", "--data", data)
    aimf("rebuild", "--quiet", "--cores", "1", "--data", data)
    assert {one["url"] for one in records(data).values()} == {url_of(1), url_of(2)}
    assert "all sound" in aimf("archive", "verify", "--data", data).out
    # And by themselves: sound, though not as we write them.
    said = aimf("archive", "verify", data / "archive" / "b.warc.gz").out
    assert "a sound WARC, not as we write it" in said
    assert "no request goes with it (2 times)" in said
    broken = write(tmp_path / "broken.warc.gz", [one[:-9] + b"\0" + one[-8:] for one in pages(1)])
    assert "1 problems" in aimf("archive", "verify", broken, code=3).out
