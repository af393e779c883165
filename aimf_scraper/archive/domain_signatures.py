"""Signatures by a domain's certificate, as WACZ Signing and Verification 0.1.0 describes them.

Checked is what the file itself can show: the signature was made with the key of the
certificate, the certificate is the domain's, was valid when the file says that it was
signed, and each certificate of the chain was issued by the next. Who stands at the end of
the chain, and the time stamp of a third party, nobody can check without asking others.
"""

from __future__ import annotations

import base64
import binascii
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_MAX_CHAIN_CHARACTERS: Final = 100_000
_MOST_CERTIFICATES: Final = 10


def what_is_wrong(signed: dict[str, Any], digest: str) -> str | None:
    """Return what is wrong with *signed*, which should be of *digest*; ``None`` where all holds.

    Raises:
        UsageError: the package ``cryptography`` is not installed.
    """
    said = {name: signed.get(name) for name in ("hash", "signature", "domain", "domainCert")}
    texts = {name: one for name, one in said.items() if isinstance(one, str)}
    if texts.keys() != said.keys():
        return "its signature lacks what a domain's has"
    if texts["hash"] != digest:
        return "its signature is not one of this list of files"
    chain = _chain(texts["domainCert"])
    if not chain:
        return "its signature names no certificate that can be read"
    try:
        return _of_chain(texts, _moment(signed.get("created")), chain)
    except ValueError:  # a certificate's parts are read when they are asked for
        return "its signature names no certificate that can be read"


def _of_chain(
    texts: dict[str, str], created: datetime | None, chain: list[Certificate]
) -> str | None:
    if texts["domain"].lower() not in _names(chain[0]):
        return "its certificate is not one of the domain that it names"
    if not _is_signed(texts["hash"], texts["signature"], chain[0]):
        return "its signature is not one of its certificate's key"
    valid = (chain[0].not_valid_before_utc, chain[0].not_valid_after_utc)
    if created is None or not valid[0] <= created <= valid[1]:
        return "its certificate was not valid when it says that it was signed"
    if not all(map(_is_issued_by, chain, chain[1:])):
        return "the chain of its certificates is broken"
    return None


def _chain(pem: str) -> list[Certificate]:
    try:
        from cryptography import x509  # noqa: PLC0415 - only who checks signatures needs it
    except ImportError as error:
        raise UsageError(
            "checking signatures needs the package cryptography: pip install 'aimf-scraper[sign]'"
        ) from error
    if len(pem) > _MAX_CHAIN_CHARACTERS:
        return []
    try:
        return x509.load_pem_x509_certificates(pem.encode())[:_MOST_CERTIFICATES]
    except ValueError:
        return []


def _names(certificate: Certificate) -> set[str]:
    """Return the domains of *certificate*."""
    from cryptography import x509  # noqa: PLC0415 - as above

    own = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    names = {str(one.value).lower() for one in own}
    try:
        others = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (x509.ExtensionNotFound, ValueError):
        return names
    return names | {one.lower() for one in others.value.get_values_for_type(x509.DNSName)}


def _is_signed(text: str, signature: str, certificate: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - as above
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa  # noqa: PLC0415 - as above

    try:
        raw = base64.b64decode(signature, validate=True)
        key = certificate.public_key()
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(raw, text.encode(), ec.ECDSA(hashes.SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(raw, text.encode(), padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, binascii.Error):
        return False
    return True


def _is_issued_by(certificate: Certificate, issuer: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 - as above

    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _moment(said: object) -> datetime | None:
    try:
        made = datetime.fromisoformat(said) if isinstance(said, str) else None
    except ValueError:
        return None
    return made if made is None or made.tzinfo is not None else made.replace(tzinfo=UTC)
