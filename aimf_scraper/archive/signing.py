"""Signatures over a digest, as WACZ Signing and Verification 0.1.0 describes them.

ECDSA on the curve P-384 over SHA-256, the two numbers one after the other
(48 bytes each): what browsers' WebCrypto, and so ReplayWeb.page, checks. The
same key and text give the same signature (RFC 6979).
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

SPECIFICATION: Final = "0.1.0"
_HALF_BYTES: Final = 48
_HOW_TO_MAKE: Final = "make one: openssl ecparam -name secp384r1 -genkey -noout -out key.pem"


class SigningKey:
    """A private key on the curve P-384.

    Raises:
        UsageError: *path* holds none, or the package ``cryptography`` is not installed.
    """

    def __init__(self, path: Path) -> None:
        try:
            from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - only who signs needs it
            from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - as above
            from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - as above
        except ImportError as error:
            raise UsageError(
                "signing needs the package cryptography: pip install 'aimf-scraper[sign]'"
            ) from error
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        except OSError as error:
            raise UsageError(f"{path}: the key cannot be read ({error.strerror})") from error
        except TypeError as error:
            raise UsageError(
                f"{path}: the key is locked with a password: unlock it first"
            ) from error
        except (ValueError, UnsupportedAlgorithm) as error:
            raise UsageError(f"{path}: no private key in PEM; {_HOW_TO_MAKE}") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp384r1":
            raise UsageError(f"{path}: not a key on the curve P-384 (secp384r1); {_HOW_TO_MAKE}")
        self._key: EllipticCurvePrivateKey = key
        public = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        #: SubjectPublicKeyInfo in base64: what a reader must have got from its owner.
        self.public = base64.b64encode(public).decode()

    def sign(self, text: str) -> str:
        """Return the signature of *text*, in base64."""
        from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415 - as above

        how = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)
        first, second = utils.decode_dss_signature(self._key.sign(text.encode(), how))
        raw = first.to_bytes(_HALF_BYTES, "big") + second.to_bytes(_HALF_BYTES, "big")
        return base64.b64encode(raw).decode()


def public_key(path: Path) -> str:
    """Return the public key in the PEM file *path*, as signatures name it (base64).

    Raises:
        UsageError: there is none in it.
    """
    said = path.read_text("ascii", "replace") if path.is_file() else ""
    begin, end = "-----BEGIN PUBLIC KEY-----", "-----END PUBLIC KEY-----"
    inside = said.partition(begin)[2].partition(end)[0]
    if not inside.strip():
        raise UsageError(
            f"{path}: no public key in PEM; of your own: openssl ec -in key.pem -pubout"
        )
    return "".join(inside.split())


def is_signed(text: str, signature: str, public: str) -> bool:
    """Return whether *signature* of *text* was made with the private key that goes with *public*.

    Whose that key is, nobody but its owner can say. What is no signature or no key is none.

    Raises:
        UsageError: the package ``cryptography`` is not installed.
    """
    try:
        from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - as above
        from cryptography.hazmat.primitives.asymmetric import ec, utils  # noqa: PLC0415 - as above
    except ImportError as error:
        raise UsageError(
            "checking signatures needs the package cryptography: pip install 'aimf-scraper[sign]'"
        ) from error
    try:
        raw = base64.b64decode(signature, validate=True)
        key = serialization.load_der_public_key(base64.b64decode(public, validate=True))
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return False
    if len(raw) != 2 * _HALF_BYTES or not isinstance(key, ec.EllipticCurvePublicKey):
        return False
    halves = (int.from_bytes(raw[:_HALF_BYTES], "big"), int.from_bytes(raw[_HALF_BYTES:], "big"))
    try:
        key.verify(utils.encode_dss_signature(*halves), text.encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
