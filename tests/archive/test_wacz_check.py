"""A WACZ whose files, list or signature are not what they were."""

from __future__ import annotations

import base64
import json
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.archive.signing import SigningKey
from aimf_scraper.archive.verify import verify_files
from aimf_scraper.archive.wacz import write_wacz
from aimf_scraper.archive.wacz_check import check_wacz
from tests.archive.conftest import made_exchange, write
from tests.archive.test_wacz import made_key

if TYPE_CHECKING:
    from pathlib import Path

PAGES = "pages/pages.jsonl"
LIST = "datapackage.json"
DIGEST = "datapackage-digest.json"


@pytest.fixture
def wacz(tmp_path: Path) -> Path:
    write(tmp_path / "archive", [made_exchange(1)])
    key = SigningKey(made_key(tmp_path / "key.pem"))
    write_wacz(tmp_path / "x.wacz", [tmp_path / "archive"], title="x", key=key)
    return tmp_path / "x.wacz"


def with_other(wacz: Path, name: str, data: bytes | None) -> Path:
    """Return a WACZ in which *name* holds *data*, or is not there."""
    other = wacz.with_name("other.wacz")
    with zipfile.ZipFile(wacz) as old, zipfile.ZipFile(other, "w") as new:
        for entry in old.infolist():
            held = data if entry.filename == name else old.read(entry)
            if held is not None:
                new.writestr(entry, held)
    return other


def read(wacz: Path, name: str) -> bytes:
    with zipfile.ZipFile(wacz) as packed:
        return packed.read(name)


def said(wacz: Path) -> list[str]:
    return [one.what for one in check_wacz(wacz)]


def test_one_of_ours_is_sound(wacz: Path) -> None:
    reports = dict(verify_files([wacz]))
    assert reports[f"x.wacz!{LIST}"].problems == []
    assert len(reports) == 2


NOT_AS_LISTED = "it is not the file that the list names"
NOT_OF_ITS_DIGEST = "the list of files is not the one that its digest is of"
NOT_SIGNED = "its signature is not one of this list of files"
CHANGED = [
    (PAGES, b"{}\n", [NOT_AS_LISTED]),
    (PAGES, None, ["it is listed, and not there"]),
    (LIST, None, ["there is none, so nothing says what should be in it"]),
    (LIST, b"[[[", ["there is none, so nothing says what should be in it"]),
    (LIST, b'{"resources": [1, {}, {"path": 7}]}', None),
    (DIGEST, b"{}", [NOT_OF_ITS_DIGEST]),
    (DIGEST, b'{"hash": 1, "signedData": {"publicKey": 2}}', [NOT_OF_ITS_DIGEST, NOT_SIGNED]),
    (DIGEST, None, []),
]


@pytest.mark.parametrize(("name", "data", "wanted"), CHANGED)
def test_what_was_changed_is_named(
    wacz: Path, name: str, data: bytes | None, wanted: list[str] | None
) -> None:
    found = said(with_other(wacz, name, data))
    assert found == wanted if wanted is not None else found


def test_a_signature_of_another_key_or_list(wacz: Path, tmp_path: Path) -> None:
    digest = json.loads(read(wacz, DIGEST))
    other = SigningKey(made_key(tmp_path / "other.pem"))
    digest["signedData"]["publicKey"] = other.public
    assert said(with_other(wacz, DIGEST, json.dumps(digest).encode())) == [NOT_SIGNED]


def domain_signed(wacz: Path, **changes: object) -> Path:
    """Return the WACZ signed by a certificate of ``archive.example``, with *changes* in what is signed."""
    pytest.importorskip("cryptography")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, one)])
        for one in ("archive.example", "Some Authority")
    ]
    certificates = [
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(names[1])
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(datetime(2024, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2024, 4, 1, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=number == 2, path_length=None), critical=True)
        .sign(keys[1], hashes.SHA256())
        for number, (name, key) in enumerate(zip(names, keys, strict=True), 1)
    ]
    chain = [one.public_bytes(serialization.Encoding.PEM).decode() for one in certificates]
    digest = json.loads(read(wacz, DIGEST))
    of = digest["hash"]
    signature = keys[0].sign(of.encode(), ec.ECDSA(hashes.SHA256()))
    digest["signedData"] = {
        "hash": of,
        "signature": base64.b64encode(signature).decode(),
        "created": "2024-02-03T04:05:06Z",
        "domain": "archive.example",
        "domainCert": "".join(chain),
    }
    for name, value in changes.items():
        digest["signedData"][name] = value(chain) if callable(value) else value
    return with_other(wacz, DIGEST, json.dumps(digest).encode())


DOMAINS = [
    ({}, None),
    ({"domain": "other.example"}, "its certificate is not one of the domain that it names"),
    ({"hash": "sha256:00"}, NOT_SIGNED),
    ({"signature": "AAAA"}, "its signature is not one of its certificate's key"),
    (
        {"created": "2025-02-03T04:05:06Z"},
        "its certificate was not valid when it says that it was signed",
    ),
    ({"created": 7}, "its certificate was not valid when it says that it was signed"),
    (
        {"domainCert": lambda chain: "".join([chain[0], chain[0]])},
        "the chain of its certificates is broken",
    ),
    ({"domainCert": "-----"}, "its signature names no certificate that can be read"),
    ({"domain": None}, "its signature lacks what a domain's has"),
]


@pytest.mark.parametrize(("changes", "wrong"), DOMAINS)
def test_a_signature_by_a_domains_certificate(
    wacz: Path, changes: dict[str, object], wrong: str | None
) -> None:
    assert said(domain_signed(wacz, **changes)) == ([] if wrong is None else [wrong])


@pytest.mark.parametrize("cut", [10, 200])
def test_a_wacz_that_was_cut(wacz: Path, cut: int) -> None:
    wacz.write_bytes(wacz.read_bytes()[:-cut])
    (line,) = said(wacz)
    assert line.startswith("it cannot be unpacked")
