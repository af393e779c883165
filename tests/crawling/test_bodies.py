"""What is not whole is never taken for the page; what can be unpacked is."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.crawling.wire.bodies import BrokenBodyError, unpacked

from .conftest import run
from .small_site import Article, Reply, SmallSite, check_invariants, stored

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Un lavoir rouvre à Cazelle. ".encode() * 200
PACKED = gzip.compress(TEXT)
_RAW = zlib.compressobj(wbits=-15)
RAW_DEFLATE = _RAW.compress(TEXT) + _RAW.flush()
MOST = 1_000_000

GOOD = {
    "gzip": (PACKED, "gzip"),
    "x-gzip in capitals": (PACKED, "X-GZIP"),
    "two members": (gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:]), "gzip"),
    "bytes after the end": (PACKED + b"\0\0\0", "gzip"),
    "deflate": (zlib.compress(TEXT), "deflate"),
    "raw deflate": (RAW_DEFLATE, "deflate"),
    "packed twice": (gzip.compress(PACKED), "gzip, gzip"),
    "a word that is no coding": (TEXT, "utf-8"),
    "said to be packed, and plain": (TEXT, "gzip"),
    "nothing said": (TEXT, "identity"),
}
BAD = {
    "cut": (PACKED[:-20], "gzip", "truncated"),
    "cut in the check sum": (PACKED[:-1], "gzip", "truncated"),
    "cut in the second member": (PACKED + PACKED[:30], "gzip", "truncated"),
    "a header and nothing": (PACKED[:10], "gzip", "truncated"),
    "a wrong check sum": (PACKED[:-8] + bytes(8), "gzip", "bad-encoding"),
    "garbage behind a header": (b"\x1f\x8b\x08\0garbage", "gzip", "truncated"),
    "no such method": (b"\x1f\x8b\x77garbage", "gzip", "bad-encoding"),
    "garbage": (b"\xff\xfe<html>", "deflate", "bad-encoding"),
    "not asked for": (b"\x0b\x02\x80", "br", "bad-encoding"),
    "a bomb": (gzip.compress(bytes(MOST + 1)), "gzip", "too-large"),
}


@pytest.mark.parametrize(("body", "coding"), GOOD.values(), ids=GOOD)
def test_what_can_be_unpacked_is(body: bytes, coding: str) -> None:
    assert unpacked(body, coding, most=MOST) == TEXT


@pytest.mark.parametrize(("body", "coding", "reason"), BAD.values(), ids=BAD)
def test_what_is_broken_is_told(body: bytes, coding: str, reason: str) -> None:
    with pytest.raises(BrokenBodyError) as caught:
        unpacked(body, coding, most=MOST)
    assert caught.value.reason == reason


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "gzip, deflate", "x"]))
def test_no_bytes_raise_anything_else(body: bytes, coding: str) -> None:
    for whole in (body, b"\x1f\x8b\x08" + body, PACKED[:40] + body):
        with suppress(BrokenBodyError):
            unpacked(whole, coding, most=MOST)


ONE = Article(1)
BROKEN = {
    "shorter than announced": Reply(body=ONE.page()[:300], announced=4000),
    "whole, and announced longer": Reply(body=ONE.page(), announced=len(ONE.page()) + 10),
    "gzip cut": Reply(body=gzip.compress(ONE.page())[:-30], headers={"Content-Encoding": "gzip"}),
    "gzip garbage": Reply(body=b"\x1f\x8b\x08\0???", headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("reply", BROKEN.values(), ids=BROKEN)
def test_a_broken_page_is_named_and_never_stored(reply: Reply, tmp_path: Path) -> None:
    with SmallSite(3, odd={ONE.path: reply}) as site:
        ran = run(tmp_path / "data", site=site)
        assert ran.code == 3, ran.err
        assert ONE.path in ran.err
        check_invariants(site, ran)
        assert ran.paths.count(ONE.path) > 1  # it was asked for again
    archive = stored(tmp_path / "data")
    assert f"WARC-Target-URI: {site.url}{ONE.path}".encode() in archive
    if reply.announced:
        assert b"WARC-Truncated: disconnect" in archive


def test_a_page_that_is_whole_the_second_time_is_held(tmp_path: Path) -> None:
    seen: list[str] = []

    def odd(path: str) -> Reply | None:
        seen.append(path)
        return BROKEN["gzip cut"] if path == ONE.path and seen.count(path) == 1 else None

    with SmallSite(3, odd=odd) as site:
        ran = run(tmp_path / "data", site=site)
        assert ran.code == 0, ran.err
        check_invariants(site, ran)


def test_a_cut_answer_never_hides_the_whole_one_from_a_rebuild(tmp_path: Path) -> None:
    with SmallSite(3) as site:
        assert run(tmp_path / "data", site=site).code == 0
        site.odd = {ONE.path: BROKEN["shorter than announced"]}
        assert run(tmp_path / "data", "--full", site=site).code == 3
        again = run(tmp_path / "data", command="rebuild")
        assert again.code in {0, 3}, again.err
        with again.open() as store:
            held = [one["text"] for one in store.records() if ONE.first in one["text"]]
    assert len(held) == 1
    assert ONE.last in held[0]
