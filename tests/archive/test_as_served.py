"""The heads in the archive are the bytes that went over the wire."""

from __future__ import annotations

import socketserver
import ssl
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.heads import as_one_head, without_secrets
from aimf_scraper.archive.members import member_at
from aimf_scraper.archive.reader import Capture, captures
from aimf_scraper.archive.records import RawRecord, records_of
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.archive.verify import verify
from tests.archive.site import crawl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BODY = b"<title>Bonjour</title>\r\n\r\n<p>Vide"
ODD = (
    b"HTTP/1.1 200 Tout va bien, merci\r\n"
    b"sErVeR: un \xe9 de Latin-1\r\n"
    b"X-Twice: un\r\nContent-TYPE:text/html\r\nx-twice:   deux\r\n"
    b"X-Folded: le d\xc3\xa9but\r\n\t et la suite\r\n"
    b"no colon here\r\nX-Empty:\r\n"
    b"Aimf-Head-As-Served: AAAA\r\n"
)
HEADS = {
    "/odd": ODD + b"Content-Length: %d\r\n\r\n" % len(BODY),
    "/early": b"HTTP/1.1 200 \r\ncontent-type: text/html\r\ncontent-length: %d\r\n\r\n" % len(BODY),
    "/bare": b"HTTP/1.1 404 Rien\nContent-Type: text/html\nContent-Length: %d\n\n" % len(BODY),
    "/chunked": b"HTTP/1.1 200 OK\r\ntransfer-ENCODING: chunked\r\nB: 1\r\n\r\n",
    "/same": ODD + b"content-length: %d\r\n\r\n" % len(BODY),
}


@contextmanager
def serving(asked: list[bytes], tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve HEADS from a bare socket, secured by *tls*; note what was sent."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while line := self.rfile.readline():
                head = line
                while not head.endswith(b"\r\n\r\n"):
                    head += self.rfile.readline()
                asked.append(head)
                path = line.split()[1].decode()
                if path == "/early":  # an answer that is none yet
                    self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                body = BODY
                if path == "/chunked":
                    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
                self.wfile.write(HEADS.get(path, HEADS["/bare"]) + body)

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def test_heads_are_kept_byte_for_byte(tmp_path: Path) -> None:
    asked: list[bytes] = []
    with serving(asked) as site:
        crawl(
            tmp_path,
            [site + path for path in HEADS],
            headers={"x-LOWER": "oui", "Authorization": "Basic c2VjcmV0"},
            ROBOTSTXT_OBEY=False,
            CONCURRENT_REQUESTS_PER_DOMAIN=1,
        )
    items = [one for source in sources_in([tmp_path / "archive"]) for one in records_of(source)]
    found = [
        one for one in items if isinstance(one, RawRecord) and one.kind in {"response", "revisit"}
    ]
    blocks = {one.url.removeprefix(site): one.block for one in found}
    renamed = HEADS["/chunked"].replace(b"transfer-ENCODING", b"X-Orig-Transfer-Encoding")
    kept_as = HEADS | {"/bare": HEADS["/bare"].replace(b"\n", b"\r\n"), "/chunked": renamed}
    # The payload is the same: the first holds it, the others are revisits.
    assert blocks == kept_as | {"/odd": kept_as["/odd"] + BODY}
    assert {one.headers["warc-protocol"] for one in found} == {"http/1.1"}
    requests = [one.block for one in items if isinstance(one, RawRecord) and one.kind == "request"]
    assert len(requests) == len(asked) == len(HEADS)
    for kept, sent in zip(requests, asked, strict=True):
        assert b"Authorization: Basic c2VjcmV0\r\n" in sent
        assert kept == sent.replace(b"Authorization: Basic c2VjcmV0\r\n", b"")
    assert [one.body for one in captures([tmp_path / "archive"]) if isinstance(one, Capture)] == [
        BODY
    ] * 5
    assert verify(tmp_path / "archive").problems == []


def certified(folder: Path) -> ssl.SSLContext:
    """Return a server's side of TLS, with a certificate that it has signed itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "site.example")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2099, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    how = (pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "one.pem").write_bytes(key.private_bytes(*how) + made.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "one.pem")
    return context


SECURED = [
    (ssl.TLSVersion.TLSv1_3, "TLS_AES_256_GCM_SHA384", "tls/1.3"),
    (ssl.TLSVersion.TLSv1_2, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "tls/1.2"),
]


@pytest.mark.parametrize(("version", "suite", "protocol"), SECURED)
def test_what_secured_an_answer_is_kept(
    tmp_path: Path, version: ssl.TLSVersion, suite: str, protocol: str
) -> None:
    tls = certified(tmp_path)
    tls.minimum_version = tls.maximum_version = version
    if version == ssl.TLSVersion.TLSv1_2:
        tls.set_ciphers("ECDHE-ECDSA-AES256-GCM-SHA384")
    handler = "aimf_scraper.crawling.wire.as_served.AsServedHandler"
    with serving([], tls) as site:
        crawl(
            tmp_path,
            [f"{site}/odd"],
            ROBOTSTXT_OBEY=False,
            DOWNLOAD_HANDLERS={"http": handler, "https": handler},
        )
    heads = [one.partition(b"\r\n\r\n")[0].splitlines() for one in members(tmp_path / "archive")]
    kinds = {b"WARC-Type: response", b"WARC-Type: request"}
    (response, request) = [one for one in heads if kinds & set(one)]
    for one in (response, request):
        assert f"WARC-Cipher-Suite: {suite}".encode() in one
        said = [line for line in one if line.startswith(b"WARC-Protocol: ")]
        assert said == [b"WARC-Protocol: http/1.1", f"WARC-Protocol: {protocol}".encode()]


def members(folder: Path) -> list[bytes]:
    """Return the plain bytes of every gzip member."""
    found = []
    for source in sources_in([folder]):
        at = 0
        while at < source.size:
            plain, length = member_at(source, at)
            found.append(plain)
            at += length
    return found


@pytest.mark.parametrize(
    ("served", "kept"),
    [
        (b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"),
        (b"HTTP/1.1 200 OK\nA: 1\n\n", b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nA: 1\n\r\n", b"HTTP/1.1 200 OK\r\nA: 1\r\n\r\n"),
        (
            b"H\r\nTransfer-Encoding : chunked\r\n\r\n",
            b"H\r\nX-Orig-Transfer-Encoding : chunked\r\n\r\n",
        ),
        (b"H\r\nX-Transfer-Encoding: 1\r\n\r\n", b"H\r\nX-Transfer-Encoding: 1\r\n\r\n"),
    ],
)
def test_an_answers_head(served: bytes, kept: bytes) -> None:
    assert as_one_head(served) == kept


def test_a_requests_head_without_secrets() -> None:
    sent = b"GET / HTTP/1.1\r\ncookie: a\r\n b\r\nHost: x\r\nAUTHORIZATION: c\r\nA: 1\r\n 2\r\n\r\n"
    assert without_secrets(sent) == b"GET / HTTP/1.1\r\nHost: x\r\nA: 1\r\n 2\r\n\r\n"
