"""What a record's block says: HTTP head, payload, digests.

The payload is the entity body as served: transfer-coding (chunks) removed,
content-coding (gzip, br) left on. That is what WARC 1.1 section 5.9 calls the
payload, and what every digest here is taken of; only ``decoded`` goes further.
"""

from __future__ import annotations

import base64
import codecs
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import Final

Pairs = tuple[tuple[str, str], ...]

#: Bytes of a decoded body; more is a bomb, or nothing that we read.
MAX_DECODED_BYTES: Final = 64 * 1024 * 1024
#: So much of a body is looked at to tell text from coded bytes.
_PEEK_BYTES: Final = 4096
#: So many coded bytes without a control character among them do not happen.
_SURELY_TEXT_BYTES: Final = 64
_NOT_IN_TEXT: Final = bytes({*range(0x20), 0x7F} - {*b"\t\n\f\r"})
_ALGORITHMS: Final = {"sha1": "sha1", "sha256": "sha256", "sha-256": "sha256", "sha-1": "sha1"}


class PayloadError(ValueError):
    """A block that is not the HTTP message it claims to be."""


@dataclass(frozen=True, slots=True)
class Head:
    """An HTTP response's or request's start line and headers; ``size`` counts their bytes."""

    start: str
    headers: Pairs
    size: int

    @property
    def status(self) -> int:
        """The status code.

        Raises:
            PayloadError: the start line is not a response's.
        """
        parts = self.start.split(None, 2)
        if len(parts) < 2 or not (parts[1].isascii() and parts[1].isdigit()):
            raise PayloadError(f"no status line: {self.start[:80]!r}")
        return int(parts[1][:9])

    def get(self, name: str) -> str | None:
        """Return the first value of header *name*, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


def digest_of(data: bytes) -> str:
    """Return the digest as WARC files write it.

    >>> digest_of(b"")
    'sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ'
    """
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def agrees(stated: str, data: bytes) -> bool | None:
    """Return whether *data* has the digest *stated*; ``None`` where we don't know the algorithm."""
    name, _, value = stated.partition(":")
    algorithm = _ALGORITHMS.get(name.strip().lower())
    if algorithm is None:
        return None
    digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    written = value.strip()
    return written.lower() == digest.hex() or written.upper() == base64.b32encode(digest).decode()


def read_head(block: bytes) -> Head:
    """Return the HTTP head that *block* begins with.

    Raises:
        PayloadError: there is none.
    """
    end, gap = block.find(b"\r\n\r\n"), 4
    if end < 0:
        end, gap = block.find(b"\n\n"), 2
    if end < 0:
        # A revisit's block may end with its last header.
        end, gap = len(block), 0
    lines = block[:end].decode("latin-1").splitlines()
    if not lines or "HTTP/" not in lines[0]:
        raise PayloadError("no HTTP head")
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        if line[:1] in " \t" and headers:
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon:
            headers.append((name.strip(), value.strip()))
    return Head(lines[0], tuple(headers), end + gap)


def head_of(kind: str, block: bytes, content_type: str | None) -> Head:
    """Return the HTTP head of a record of *kind*; one that needs none is a good answer.

    That is a ``resource``, and a ``revisit`` that says nothing of its own.

    Raises:
        PayloadError: there is none.
    """
    if kind == "revisit" and not block.strip():
        return Head("HTTP/1.1 200 OK", (), len(block))
    if kind != "resource":
        return read_head(block)
    headers = (("Content-Type", content_type),) if content_type else ()
    return Head("HTTP/1.1 200 OK", headers, 0)


def payload_of(head: Head, block: bytes) -> bytes:
    """Return the payload of an HTTP *block*: what follows the head, chunks joined."""
    body = block[head.size :]
    if "chunked" in (head.get("Transfer-Encoding") or "").lower():
        return _joined(body)
    return body


def _joined(body: bytes) -> bytes:
    """Return a chunked *body* without its chunk sizes; some writers leave the header but no chunks."""
    parts: list[bytes] = []
    at = 0
    while True:
        line_end = body.find(b"\r\n", at, at + 1024)
        size_text = body[at:line_end].split(b";", 1)[0].strip() if line_end >= 0 else b""
        try:
            size = int(size_text, 16)
        except ValueError:
            return body
        if size == 0:
            return b"".join(parts)
        parts.append(body[line_end + 2 : line_end + 2 + size])
        at = line_end + 2 + size + 2
        if at >= len(body):
            return b"".join(parts)


def decoded(payload: bytes, content_encoding: str | None) -> bytes:
    """Return *payload* without its content-codings, as a browser would show it.

    Raises:
        PayloadError: it is not coded as the header says, or too large.
    """
    codings = [one.strip().lower() for one in (content_encoding or "").split(",")]
    for coding in reversed(codings):
        if payload and coding not in ("", "identity"):
            payload = _decode_one(payload, coding)
    return payload


def decoded_or_plain(payload: bytes, content_encoding: str | None) -> tuple[bytes, str | None]:
    """Return *payload* decoded, and ``None``; or as it stands, and why.

    Some archives keep pages decoded and leave Content-Encoding in the head: what
    is plainly text is no coded bytes, whatever the head says.

    Raises:
        PayloadError: it is neither coded as the head says nor text, or too large.
    """
    if not payload or not (content_encoding or "").strip():
        return payload, None
    is_text = is_plainly_text(payload)
    if is_text and len(payload) >= _SURELY_TEXT_BYTES:
        return payload, f"it is text, and not {(content_encoding or '')[:40]}"
    try:
        made = decoded(payload, content_encoding)
    except PayloadError as error:
        if not is_text:
            raise
        return payload, str(error)
    return (payload, "decoded it would be nothing") if is_text and not made else (made, None)


def is_plainly_text(data: bytes) -> bool:
    r"""Return whether *data* begins like text: no control characters, and UTF-8 or markup.

    >>> is_plainly_text(b"<p>Hu\xea</p>"), is_plainly_text(b"\x1f\x8b\x08\x00")
    (True, False)
    """
    start = data[:_PEEK_BYTES].removeprefix(codecs.BOM_UTF8)
    if not start or start.translate(None, _NOT_IN_TEXT) != start:
        return False
    if start.lstrip()[:1] in (b"<", b"{", b"["):
        return True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


def _decode_one(data: bytes, coding: str) -> bytes:
    try:
        if coding in ("gzip", "x-gzip"):
            made = _inflate(data, 31)
        elif coding == "deflate":
            # Half the world sends raw deflate under this name.
            made = _inflate(data, 15 if data[0] & 0x0F == 8 else -15)
        elif coding in ("br", "zstd"):
            made = _decode_rare(data, coding)
        else:
            raise PayloadError(f"unknown content-coding {coding[:40]!r}")
    except (zlib.error, OSError) as error:
        raise PayloadError(f"not {coding}: {error}") from error
    if len(made) > MAX_DECODED_BYTES:
        raise PayloadError(f"more than {MAX_DECODED_BYTES} bytes once decoded")
    return made


def _inflate(data: bytes, wbits: int) -> bytes:
    machine = zlib.decompressobj(wbits)
    # A stream that was cut short still gives what came before the cut.
    return machine.decompress(data, MAX_DECODED_BYTES + 1)


def _decode_rare(data: bytes, coding: str) -> bytes:
    from fastwarc.stream_io import BrotliReader, ZstdReader  # noqa: PLC0415 - rarely needed

    reader = BrotliReader if coding == "br" else ZstdReader
    return bytes(reader(io.BytesIO(data)).read(MAX_DECODED_BYTES + 1))
