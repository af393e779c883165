"""A site whose certificate cannot be trusted is not asked for anything."""

from __future__ import annotations

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .conftest import run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Handler(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - http.server makes a handler a connection

    def do_GET(self) -> None:
        self.asked.append(self.path)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


class Server(HTTPServer):
    def handle_error(self, *args: object) -> None:
        """Stay silent: a handshake that the client breaks off is what is wanted."""


def certificate(folder: Path, begins: datetime, ends: datetime) -> Path:
    """Write a self-made certificate of 127.0.0.1 with its key; return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


@pytest.fixture
def expired(tmp_path: Path) -> Iterator[str]:
    """The address of a server whose certificate ended yesterday."""
    now = datetime.now(tz=UTC)
    file = certificate(tmp_path, now - timedelta(days=30), now - timedelta(days=1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = Server(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_expired_certificate_ends_the_crawl(expired: str, tmp_path: Path) -> None:
    ran = run(tmp_path / "data", "--site", expired)
    assert ran.code == 4, ran.err
    assert "bad-certificate" in ran.err
    assert Handler.asked == []
    assert ran.err.count("\n") <= 2, ran.err
