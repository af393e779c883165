"""HTTP blocks and digests."""

from __future__ import annotations

import gzip
import zlib
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aimf_scraper.archive.payload import (
    MAX_DECODED_BYTES,
    PayloadError,
    agrees,
    decoded,
    digest_of,
    payload_of,
    read_head,
)


class Block(NamedTuple):
    name: str
    block: bytes
    status: int
    payload: bytes


BLOCKS = [
    Block("plain", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", 200, b"body"),
    Block("no reason", b"HTTP/1.1 404\r\n\r\n", 404, b""),
    Block("bare line feeds", b"HTTP/1.0 200 OK\nA: b\n\nbody", 200, b"body"),
    Block("folded header", b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\nx", 200, b"x"),
    Block("headers alone", b"HTTP/1.1 304 Not Modified\r\nETag: 1\r\n", 304, b""),
    Block(
        "chunked",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n world\r\n0\r\n\r\n",
        200,
        b"hello world",
    ),
    Block(
        "said to be chunked, as some writers leave it",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhello world",
        200,
        b"hello world",
    ),
    Block(
        "chunked and cut short",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nff\r\n wor",
        200,
        b"hello wor",
    ),
]


@pytest.mark.parametrize("case", BLOCKS, ids=lambda case: case.name)
def test_blocks(case: Block) -> None:
    head = read_head(case.block)
    assert head.status == case.status
    assert payload_of(head, case.block) == case.payload


@pytest.mark.parametrize("block", [b"", b"hello", b"\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n"])
def test_what_is_no_response_says_so(block: bytes) -> None:
    with pytest.raises(PayloadError):
        _ = read_head(block).status


TEXT = "Évènement à Lomé. ".encode() * 50
RAW = zlib.compressobj(wbits=-15)
CODINGS = [
    (None, TEXT),
    ("", TEXT),
    ("identity", TEXT),
    ("gzip", gzip.compress(TEXT, mtime=0)),
    ("X-GZIP", gzip.compress(TEXT, mtime=0)),
    ("deflate", zlib.compress(TEXT)),
    ("deflate", RAW.compress(TEXT) + RAW.flush()),
    ("gzip, gzip", gzip.compress(gzip.compress(TEXT, mtime=0), mtime=0)),
]


@pytest.mark.parametrize(("coding", "data"), CODINGS)
def test_content_codings(coding: str | None, data: bytes) -> None:
    assert decoded(data, coding) == TEXT


def test_a_cut_gzip_gives_what_came_before_the_cut() -> None:
    assert TEXT.startswith(decoded(gzip.compress(TEXT)[:-12], "gzip"))


@pytest.mark.parametrize(
    ("coding", "data"),
    [("gzip", TEXT), ("deflate", TEXT), ("br", b"\xff" * 40), ("compress", TEXT)],
)
def test_what_is_not_coded_as_said(coding: str, data: bytes) -> None:
    with pytest.raises(PayloadError):
        decoded(data, coding)


def test_a_bomb_is_not_unpacked() -> None:
    bomb = gzip.compress(bytes(MAX_DECODED_BYTES + 1), 9)
    with pytest.raises(PayloadError, match="more than"):
        decoded(bomb, "gzip")


@pytest.mark.parametrize(
    "stated",
    [
        digest_of(b"x"),
        "sha1:11f6ad8ec52a2984abaafd7c3b516503785c2072",
        "sha-256:2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
    ],
)
def test_digests_as_tools_write_them(stated: str) -> None:
    assert agrees(stated, b"x") is True
    assert agrees(stated, b"y") is False


def test_a_digest_we_do_not_know_is_neither_right_nor_wrong() -> None:
    assert agrees("md5:9dd4e461268c8034f5c8564e155c67a6", b"x") is None


@given(st.binary(max_size=300))
def test_never_raises_anything_else(data: bytes) -> None:
    try:
        head = read_head(data)
        payload_of(head, data)
        decoded(data, "gzip, deflate")
    except PayloadError:
        pass
