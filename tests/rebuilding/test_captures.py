"""What the archive holds is read, though nothing in it leads there; and each capture is counted."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from tests.archive.command import Done, aimf, records
from tests.rebuilding.papers import HTML, SITE, article, capture, url_of, write

if TYPE_CHECKING:
    from pathlib import Path


def fates(said: str) -> dict[str, int]:
    """Return how many captures became what, as the rebuild said it."""
    line = next(one for one in said.splitlines() if one.startswith("captures by what they are"))
    return {name: int(n) for n, name in re.findall(r"([0-9]+) ([a-z]+)", line)}


def rebuilt(*arguments: str | Path, code: int | None = 0) -> Done:
    return aimf("rebuild", "--cores", "1", *arguments, code=code)


def texts(data: Path) -> dict[str, str]:
    return {one["url"]: one["text"] for one in records(data).values()}


def test_pages_that_nothing_leads_to(tmp_path: Path) -> None:
    other = [
        capture(f"{SITE}/actualite/", article(9), number=50, status=b"404 Not Found"),
        capture(
            f"{SITE}/wp-content/a.jpg", b"\xff\xd8", number=51, head=b"Content-Type: image/jpeg\r\n"
        ),
        capture(
            f"{SITE}/vieux/",
            b"",
            number=52,
            status=b"301 Moved",
            head=b"Location: /actualite/fontaine-1/\r\n",
        ),
        capture("https://ailleurs.example/x/", article(8), number=53),
        capture("dns:www.aimf.asso.fr", b"", number=54),
        capture(url_of(7), article(7), number=55, more=b"WARC-Truncated: length"),
    ]
    pages = [capture(url_of(n), article(n), number=n) for n in range(1, 6)]
    warc = write(tmp_path / "pages.warc.gz", [*pages, *other])
    done = rebuilt("--from", warc, "--data", tmp_path / "data")
    assert texts(tmp_path / "data").keys() == {url_of(n) for n in range(1, 6)}
    for one in records(tmp_path / "data").values():
        assert one["provenance"]["sources"] == ["archive"]
    assert fates(done.err) == {
        "record": 5,
        "alias": 1,
        "listing": 0,
        "asset": 1,
        "refused": 4,
        "undecodable": 0,
    }
    for reason in (
        "HTTP 404 1",
        "of another site 1",
        "no web address (dns:) 1",
        "cut short (length) 1",
    ):
        assert reason in done.err


@pytest.mark.parametrize(
    "address",
    [
        "http://aimf.asso.fr/actualite/fontaine-1",
        f"{SITE}/actualite/fontaine-1/?utm_source=lettre",
        f"{SITE}/actualite/fontaine-1/?preview=true",
    ],
)
def test_an_address_spelt_in_another_way(address: str, tmp_path: Path) -> None:
    warc = write(tmp_path / "x.warc.gz", [capture(address, article(1), number=1)])
    rebuilt("--quiet", "--from", warc, "--data", tmp_path / "data")
    assert [*texts(tmp_path / "data")] == [url_of(1)]


@pytest.mark.parametrize("coding", [b"gzip", b"br", b"deflate", b"zstd", b"x-rot13"])
def test_bodies_kept_decoded_under_the_head_of_coded_ones(coding: bytes, tmp_path: Path) -> None:
    head = HTML + b"Content-Encoding: " + coding + b"\r\n"
    pages = [capture(url_of(n), article(n), number=n, head=head) for n in (1, 2)]
    done = rebuilt("--from", write(tmp_path / "x.warc.gz", pages), "--data", tmp_path / "data")
    assert len(texts(tmp_path / "data")) == 2
    assert "2 bodies were taken as they stand" in done.err


def test_bodies_that_are_coded_are_decoded(tmp_path: Path) -> None:
    coded = [(b"gzip", gzip.compress(article(1))), (b"deflate", zlib.compress(article(2)))]
    pages = [
        capture(url_of(n), body, number=n, head=HTML + b"Content-Encoding: " + coding + b"\r\n")
        for n, (coding, body) in enumerate(coded, 1)
    ]
    done = rebuilt("--from", write(tmp_path / "x.warc.gz", pages), "--data", tmp_path / "data")
    assert len(texts(tmp_path / "data")) == 2
    assert "as they stand" not in done.err


def test_a_capture_that_cannot_be_decoded_gives_way_to_an_older_one(tmp_path: Path) -> None:
    head = HTML + b"Content-Encoding: gzip\r\n"
    broken = gzip.compress(article(1))[:20] + b"\xff" * 300
    pages = [
        capture(url_of(1), article(1), number=1),
        capture(url_of(1), broken, number=2, head=head, date="2024-06-01T00:00:00Z"),
        capture(url_of(2), broken, number=3, head=head),
    ]
    warc = write(tmp_path / "x.warc.gz", pages)
    done = rebuilt("--from", warc, "--data", tmp_path / "data")
    assert [*texts(tmp_path / "data")] == [url_of(1)]
    assert fates(done.err)["undecodable"] == 2
    assert "not gzip" in done.err


def test_an_archive_of_another_site(tmp_path: Path) -> None:
    site = "https://www.metropole.example"
    pages = [capture(url_of(n, site), article(n), number=n) for n in (1, 2)]
    warc = write(tmp_path / "x.warc.gz", pages)
    done = rebuilt("--from", warc, "--data", tmp_path / "data", code=3)
    assert f"say --site {site}" in done.err
    assert not (tmp_path / "data" / "aimf.db").exists()
    rebuilt("--quiet", "--from", warc, "--site", site, "--data", tmp_path / "data")
    assert len(texts(tmp_path / "data")) == 2


def test_an_archive_of_which_nothing_can_be_read(tmp_path: Path) -> None:
    pages = [capture(url_of(1), article(1), number=1, status=b"503 Busy")]
    warc = write(tmp_path / "x.warc.gz", pages)
    done = rebuilt("--from", warc, "--data", tmp_path / "data", code=3)
    assert "no capture became a record" in done.err
    assert "HTTP 503 1" in done.err


BAD_ADDRESSES = [
    *(b"http://[::1", b"https://www.aimf.asso.fr:99999/actualite/x/", b"", b"urn:x", b"\xff\xfe"),
    *(b"https://www.aimf.asso.fr/actualite/\x00nul/", b"https:///actualite/x/", b"//[", b"http://"),
    *(b"https://www.aimf.asso.fr/actualite/" + b"a" * 9000, b"https://www.aimf.asso.fr/\xc3("),
]


def test_no_value_in_a_record_ends_the_run(tmp_path: Path) -> None:
    bad = [capture(url, b"<p>x</p>", number=10 + n) for n, url in enumerate(BAD_ADDRESSES)]
    odd = [
        capture(url_of(21), article(21), number=30, date="le 3 mai"),
        capture(url_of(22), article(22), number=31, date="2024-13-45T99:00:00Z"),
        capture(url_of(23), article(23), number=32, status=b"999999999999 ?"),
        capture(url_of(24), article(24), number=33, status=b"\xb2\xb2\xb2"),
        capture(
            url_of(25),
            article(25),
            number=34,
            head=b"Content-Type: text/html;;charset=\x01\r\n:\r\nx\xff\r\n",
        ),
        capture(url_of(26), b"", number=35, status=b"302 Found", head=b"Location: http://[x\r\n"),
        capture(url_of(27), article(27), number=36, more=b"WARC-Refers-To: <x>", kind=b"revisit"),
        capture(url_of(28), article(28), number=37, kind=b"resource"),
        capture(url_of(29), article(29), number=38, date="2024-05-06T09:08:09.123+02:00"),
    ]
    pages = [capture(url_of(n), article(n), number=n) for n in (1, 2)]
    warc = write(tmp_path / "x.warc.gz", [pages[0], *bad, *odd, pages[1]])
    done = rebuilt("--from", warc, "--data", tmp_path / "data", code=None)
    assert done.code in (0, 3)
    assert "Traceback" not in done.err
    assert {url_of(n) for n in (1, 2, 25, 28, 29)} <= texts(tmp_path / "data").keys()
    fetched = {
        one["url"]: one["provenance"]["fetched_at"] for one in records(tmp_path / "data").values()
    }
    assert fetched[url_of(29)] == "2024-05-06T07:08:09+00:00"
    assert "no date: 'le 3 mai'" in done.err


def test_no_value_in_a_zips_directory_ends_the_run(tmp_path: Path) -> None:
    wacz = tmp_path / "x.wacz"
    with zipfile.ZipFile(wacz, "w") as packed:
        packed.writestr("archive/a.warc.gz", capture(url_of(1), article(1), number=1))
        packed.writestr("archive/b.warc.gz", capture(url_of(2), article(2), number=2))
    data = bytearray(wacz.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = (0x7FFFFFF0).to_bytes(4, "little")
    wacz.write_bytes(data)
    done = rebuilt("--from", wacz, "--data", tmp_path / "data", code=3)
    assert [*texts(tmp_path / "data")] == [url_of(1)]
    assert "x.wacz!archive/b.warc.gz at byte 0: it is not where" in done.err
