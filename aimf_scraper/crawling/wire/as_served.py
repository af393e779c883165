"""The heads of requests and answers byte for byte, as they went over the wire.

Twisted and Scrapy keep neither the order nor the case of headers, nor the
reason phrase, nor folded lines. So the lines are kept where they are parsed,
and travel to the archive in headers of ours, with what secured them; what a site sends under
these names is dropped.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scrapy.crawler import Crawler
    from scrapy.http import Response

_SERVED: Final = b"Aimf-Head-As-Served"
_SENT: Final = b"Aimf-Head-As-Sent"
_TLS: Final = b"Aimf-Tls"
#: A head of more bytes is not kept as it was.
_MAX_HEAD_BYTES: Final = 256 * 1024
_INFORMATIONAL: Final = range(100, 200)


#: OpenSSL's names of suites before TLS 1.3, of which IANA's follow: ECDHE-RSA-AES128-GCM-SHA256.
_SUITE: Final = re.compile(
    r"(?P<keys>(?:ECDHE|DHE)-(?:RSA|ECDSA))-(?:AES(?P<bits>128|256)-GCM-(?P<sha>SHA256|SHA384)|CHACHA20-POLY1305)"
)


class AsServedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler; where there is an archive, it keeps the heads."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        if crawler.settings.getbool("AIMF_ARCHIVE"):
            self._pool._factory = _keeping_factory(self._pool._factory)  # noqa: SLF001 - the pool's only way to another protocol


def taken_heads(response: Response) -> tuple[bytes | None, bytes | None]:
    """Take the heads that *response* carries out of its headers: the request's, and its own.

    ``None`` where it came another way (a proxy, a cache).
    """
    sent, served = (_decoded(response.headers.get(name)) for name in (_SENT, _SERVED))
    for name in (_SENT, _SERVED):
        response.headers.pop(name, None)
    return sent, served


def taken_tls(response: Response) -> tuple[str, str | None] | None:
    """Take what secured *response* out of its headers: ``tls/1.3``, and IANA's name of the cipher suite.

    ``None`` where nothing did, or nobody knows; the suite is ``None`` where only OpenSSL has a name for it.
    """
    value = response.headers.get(_TLS)
    response.headers.pop(_TLS, None)
    version, _, cipher = (value or b"").decode("ascii", "replace").partition(" ")
    return (version, suite_of(cipher)) if version else None


def suite_of(cipher: str) -> str | None:
    """Return IANA's name of a cipher suite that OpenSSL calls *cipher*.

    >>> suite_of("ECDHE-RSA-AES128-GCM-SHA256"), suite_of("TLS_AES_256_GCM_SHA384")
    ('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384')
    """
    if cipher.startswith("TLS_"):
        return cipher
    found = _SUITE.fullmatch(cipher)
    if found is None:
        return None
    how = f"AES_{found['bits']}_GCM_{found['sha']}" if found["bits"] else "CHACHA20_POLY1305_SHA256"
    return f"TLS_{found['keys'].replace('-', '_')}_WITH_{how}"


def _secured(transport: Any) -> bytes:
    """Return TLS version and OpenSSL's name of the suite of a connection, b"" of a plain one."""
    handle = getattr(transport, "getHandle", lambda: None)()
    version = getattr(handle, "get_protocol_version_name", lambda: None)()
    cipher = getattr(handle, "get_cipher_name", lambda: None)()
    if not version or not cipher or not version.startswith("TLSv"):
        return b""
    number = version.removeprefix("TLSv")
    return f"tls/{number if '.' in number else f'{number}.0'} {cipher}".encode("ascii", "replace")


def _decoded(value: bytes | None) -> bytes | None:
    if not value:
        return None
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error:
        return None


@lru_cache(maxsize=8)
def _keeping_factory(factory: type[Any]) -> type[Any]:
    """Return *factory*, a pool's, with protocols that keep the heads."""

    class KeepingFactory(factory):  # type: ignore[misc]  # known when it runs
        def buildProtocol(self, address: Any) -> Any:  # noqa: N802 - Twisted's name
            protocol = super().buildProtocol(address)
            ask = protocol.request

            def request(asked: Any) -> Any:
                sent = _sent(asked)
                answer = ask(asked)
                parser = protocol._parser  # noqa: SLF001 - made by the call above, and nowhere to be had
                if parser is not None:
                    parser.__class__ = _keeping_parser(parser.__class__)
                    parser.aimf_sent = sent
                    parser.aimf_transport = protocol.transport
                return answer

            protocol.request = request
            return protocol

    return KeepingFactory


class _Lines:
    """Takes what a request would write."""

    def __init__(self) -> None:
        self.data = b""

    def writeSequence(self, lines: Sequence[bytes]) -> None:  # noqa: N802 - Twisted's name
        self.data += b"".join(lines)


def _sent(request: Any) -> bytes:
    lines = _Lines()
    if request.bodyProducer is None:
        request._writeHeaders(lines, None)  # noqa: SLF001 - what the request writes, and no one else can
    return lines.data


@lru_cache(maxsize=8)
def _keeping_parser(parser: type[Any]) -> type[Any]:
    """Return *parser*, of answers, keeping the lines of the head."""

    class KeepingParser(parser):  # type: ignore[misc]  # known when it runs
        aimf_sent = b""
        aimf_lines = b""
        aimf_transport: Any = None

        def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
            # The parser splits at LF: a CR before it is still there.
            if len(self.aimf_lines) <= _MAX_HEAD_BYTES:
                self.aimf_lines += line + b"\n"
            super().lineReceived(line)

        def allHeadersReceived(self) -> None:  # noqa: N802 - Twisted's name
            if self.response.code not in _INFORMATIONAL:
                is_whole = len(self.aimf_lines) <= _MAX_HEAD_BYTES
                for name, head in (
                    (_SENT, self.aimf_sent),
                    (_SERVED, self.aimf_lines if is_whole else b""),
                ):
                    self.headers.setRawHeaders(name, [base64.b64encode(head)])
                self.headers.setRawHeaders(_TLS, [_secured(self.aimf_transport)])
            self.aimf_lines = b""
            super().allHeadersReceived()

    return KeepingParser
