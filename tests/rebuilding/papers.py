"""Archives written by hand: captures of a site that nobody ever served."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

SITE: Final = "https://www.aimf.asso.fr"
HTML: Final = b"Content-Type: text/html; charset=utf-8\r\n"


def article(number: int, *, more: str = "") -> bytes:
    """Return an article's page; *more* is a sentence added later."""
    return (
        f"<!doctype html><html lang='fr'><head><title>Fontaine {number}</title></head><body>"
        f"<article><h1>Fontaine publique numéro {number}</h1>"
        f"<p>La mairie de Bohicon a ouvert la fontaine numéro {number} du marché couvert, que "
        f"les commerçantes attendaient depuis la saison sèche.</p>"
        f"<p>Le chantier a duré {number + 3} mois et la régie des eaux en assure l'entretien "
        f"avec une équipe de quatre agents formés sur place. {more}</p></article></body></html>"
    ).encode()


def url_of(number: int, site: str = SITE) -> str:
    return f"{site}/actualite/fontaine-{number}/"


def capture(
    url: str | bytes,
    body: bytes,
    *,
    number: int,
    date: str = "2024-05-06T07:08:09Z",
    head: bytes = HTML,
    status: bytes = b"200 OK",
    kind: bytes = b"response",
    more: bytes = b"",
) -> bytes:
    """Return one WARC record, packed; *head* ends each of its lines."""
    block = b"HTTP/1.1 " + status + b"\r\n" + head + b"\r\n" + body
    media_type = b"application/http; msgtype=response"
    if kind == b"resource":
        block, media_type = body, b"text/html"
    lines = [
        b"WARC/1.1",
        b"WARC-Type: " + kind,
        b"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>" % number,
        b"WARC-Date: " + date.encode(),
        b"WARC-Target-URI: " + (url if isinstance(url, bytes) else url.encode()),
        b"Content-Type: " + media_type,
        *([more] if more else []),
        b"Content-Length: %d" % len(block),
        b"",
        block,
    ]
    return gzip.compress(b"\r\n".join(lines) + b"\r\n\r\n", mtime=0)


def write(path: Path, records: list[bytes]) -> Path:
    path.write_bytes(b"".join(records))
    return path
