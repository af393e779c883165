"""A request and its answer, as Scrapy has them, made what the archive keeps."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import urldefrag, urlsplit

from aimf_scraper.archive.exchange import Earlier, Exchange
from aimf_scraper.archive.heads import SECRET, as_one_head, without_secrets
from aimf_scraper.crawling.wire.bodies import why_truncated

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.http import Response
    from scrapy.http.headers import Headers

#: Chunks are joined already, so what announced them is dropped.
_GONE: Final = frozenset({b"transfer-encoding"})
#: Scrapy keeps no reason phrase; readers ignore it, the format wants one.
_PHRASES: Final = {status.value: status.phrase for status in HTTPStatus}


class Heads(NamedTuple):
    """What went over the wire around the bodies: both heads byte for byte, and what secured it."""

    sent: bytes | None
    served: bytes | None
    tls: tuple[str, str | None] | None


def exchange_of(
    request: Request,
    response: Response,
    heads: Heads,
    *,
    at: str,
    ids: tuple[str, str],
    payload_digest: str,
    earlier: Earlier | None,
) -> Exchange:
    """Return the exchange; *ids*: of the response's record, and of the request's."""
    url = urldefrag(request.url).url
    host = urlsplit(url).netloc.rpartition("@")[2]
    protocol = response.protocol or ""
    return Exchange(
        url=url,
        method=request.method,
        request_headers=(
            (b"Host", host.encode()),
            *_pairs(request.headers, SECRET | {b"host"}),
        ),
        request_body=request.body,
        status=response.status,
        reason=_PHRASES.get(response.status, ""),
        protocol=protocol if protocol.startswith("HTTP/") else "HTTP/1.1",
        response_headers=_pairs(response.headers, _GONE),
        body=response.body,
        fetched_at=at,
        record_id=ids[0],
        request_id=ids[1],
        payload_digest=payload_digest,
        ip=str(response.ip_address) if response.ip_address else None,
        earlier=earlier,
        truncated=why_truncated(response.flags),
        request_head=without_secrets(heads.sent) if heads.sent else None,
        response_head=as_one_head(heads.served) if heads.served else None,
        tls=heads.tls,
    )


def _pairs(headers: Headers, without: frozenset[bytes]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple(
        (name, value)
        for name, values in headers.items()
        if name.lower() not in without
        for value in values
    )
