"""A PNG's pixels: 8-bit RGB or RGBA, not interlaced, as browsers write screenshots."""

from __future__ import annotations

import struct
import zlib


def rows_of(png: bytes) -> list[bytes]:
    """Return each row's pixels as RGB, three bytes each."""
    width, height, depth, colours, *_ = struct.unpack(">IIBBBBB", png[16:29])
    assert depth == 8
    step = {2: 3, 6: 4}[colours]
    data, at = b"", 8
    while at < len(png):
        (size,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    plain = zlib.decompress(data)
    stride = width * step
    before = bytearray(stride)
    rows = []
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(plain[start + 1 : start + 1 + stride])
        _unfilter(plain[start], row, before, step)
        before = row
        rows.append(bytes(row) if step == 3 else b"".join(_rgb(row)))
    return rows


def _rgb(row: bytearray) -> list[bytes]:
    return [bytes(row[x : x + 3]) for x in range(0, len(row), 4)]


def _unfilter(kind: int, row: bytearray, above: bytearray, step: int) -> None:
    for x in range(len(row)) if kind else ():
        left = row[x - step] if x >= step else 0
        up = above[x]
        if kind == 1:
            guess = left
        elif kind == 2:
            guess = up
        elif kind == 3:
            guess = (left + up) // 2
        else:
            corner = above[x - step] if x >= step else 0
            near = left + up - corner
            guess = min((abs(near - one), i, one) for i, one in enumerate((left, up, corner)))[2]
        row[x] = (row[x] + guess) & 0xFF
