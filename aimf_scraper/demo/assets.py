"""Pictures, a PDF, a style and a script for the demo, made by code so that none is kept.

The PNG and the PDF are stored uncompressed: their bytes are the same whatever
zlib the machine has.
"""

from __future__ import annotations

import struct
import zlib
from typing import Final

STYLE: Final = """body{margin:0;font-family:Lato,Arial,sans-serif;color:#222}
.site-header,.site-footer{background:#1d3557;color:#fff;padding:1rem}
.site-header a,.site-footer a{color:#fff}
.main,.entry-content,.elementor-section-wrap{max-width:52rem;margin:auto;padding:1rem}
.skip-link{position:absolute;left:-999px}
"""
SCRIPT: Final = "document.documentElement.classList.add('js');\n"


def png(seed: str, width: int = 64, height: int = 48) -> bytes:
    """Return a small picture: a slope of colours that depends on *seed*."""
    red, green, blue = zlib.crc32(seed.encode()).to_bytes(4, "big")[:3]
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            rows += bytes(((red + 2 * x) % 256, (green + 3 * y) % 256, blue))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"IDAT", zlib.compress(bytes(rows), level=0)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def pdf(title: str) -> bytes:
    """Return a PDF of one page that shows *title*."""
    shown = title.encode("latin-1", "replace")
    for special in (b"\\", b"(", b")"):
        shown = shown.replace(special, b"\\" + special)
    drawing = b"BT /F1 18 Tf 60 760 Td (" + shown + b") Tj ET"
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawing), drawing),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    )
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)
