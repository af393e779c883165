"""Bodies as a reader needs them: unpacked, and whole.

Takes the place of Scrapy's ``HttpCompressionMiddleware``, which hands on what
came before a cut as if it were the page. A body that is shorter than announced,
or packed in a way that cannot be unpacked to its end, is marked here; the
retries next to it ask again and give up in the end. The archive has it all the
same: it stands closer to the wire.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final, Self

from scrapy.exceptions import IgnoreRequest
from scrapy.http import TextResponse

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

#: Asked for; every server has them, and zlib tells where they are cut.
_ACCEPTED: Final = b"gzip, deflate"
#: Scrapy's own word for fewer bytes than the header announced.
_DATA_LOSS: Final = "dataloss"
#: Scrapy's word for an answer that we took no more of.
STOPPED: Final = "download_stopped"
_MARK: Final = "aimf-broken:"
_GZIP: Final = b"\x1f\x8b"
#: Content-codings that we never ask for and cannot unpack; other words there are mistakes
#: ("none", "utf-8") that browsers pass over.
_UNREADABLE: Final = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})


class BrokenBodyError(Exception):
    """A body that is not whole, or not what its header says. ``reason``: for ``rejects``."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def unpacked(body: bytes, codings: str, *, most: int) -> bytes:
    """Return *body* without the content-codings that its header names.

    Raises:
        BrokenBodyError: ``truncated``, ``bad-encoding``, or ``too-large`` where more than *most*
            bytes come out.
    """
    for name in reversed(codings.lower().split(",")):
        coding = name.strip()
        if not body:
            continue
        if coding in {"gzip", "x-gzip"}:
            # Some servers name a coding and send none.
            body = _gunzipped(body, most) if body[:2] == _GZIP else body
        elif coding == "deflate":
            # Half the world sends raw deflate under this name.
            body, _ = _inflated(body, 15 if body[0] & 0x0F == 8 else -15, most)
        elif coding in _UNREADABLE:
            raise BrokenBodyError("bad-encoding", f"packed as {coding}, which was not asked for")
    return body


def _gunzipped(data: bytes, most: int) -> bytes:
    """Return what all members of *data* hold; bytes after the last one are left out."""
    parts: list[bytes] = []
    while data[:2] == _GZIP:
        part, data = _inflated(data, 31, most)
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _inflated(data: bytes, wbits: int, most: int) -> tuple[bytes, bytes]:
    """Return what one stream at the head of *data* holds, and what follows it."""
    machine = zlib.decompressobj(wbits)
    try:
        made = machine.decompress(data, max(most, 0) + 1)
    except zlib.error as error:
        raise BrokenBodyError("bad-encoding", f"can't be unpacked: {error}") from error
    if len(made) > most:
        raise BrokenBodyError("too-large", f"more than {most} bytes once unpacked")
    if not machine.eof:
        raise BrokenBodyError("truncated", "the packed body ends before its end")
    return made, machine.unused_data


def problem_of(response: Response) -> BrokenBodyError | None:
    """Return what is wrong with the body of *response*, as the middleware marked it."""
    if _DATA_LOSS in response.flags:
        return BrokenBodyError("truncated", "shorter than its header announced")
    said = next((flag for flag in response.flags if flag.startswith(_MARK)), None)
    if said is None:
        return None
    reason, _, detail = said.removeprefix(_MARK).partition(" ")
    return BrokenBodyError(reason, detail)


def why_truncated(flags: list[str]) -> str | None:
    """Return WARC's word for why a body is not whole, ``None`` where it is.

    >>> why_truncated(["download_stopped"]), why_truncated(["dataloss"]), why_truncated([])
    ('length', 'disconnect', None)
    """
    if STOPPED in flags:
        return "length"
    return "disconnect" if _DATA_LOSS in flags else None


class BodyMiddleware:
    """Unpacks bodies and marks broken ones; one that unpacks to too much is refused."""

    def __init__(self, crawler: Crawler) -> None:
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        request.headers.setdefault("Accept-Encoding", _ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Response:
        said = response.headers.getlist("Content-Encoding")
        if not said or _DATA_LOSS in response.flags:
            return response
        codings = b",".join(said).decode("latin-1")
        most = request.meta.get("download_maxsize", self._most)
        try:
            body = unpacked(response.body, codings, most=most)
        except BrokenBodyError as error:
            if error.reason == "too-large":
                raise IgnoreRequest(str(error)) from error
            return response.replace(flags=[*response.flags, f"{_MARK}{error.reason} {error}"])
        # Scrapy would guess the encoding from the packed bytes, and keep it.
        unguessed = {"encoding": None} if isinstance(response, TextResponse) else {}
        plain = response.replace(body=body, **unguessed)
        del plain.headers["Content-Encoding"]
        return plain
