"""Who vouches for the manifest: signatures over the digest of its last line.

``manifest.signatures.jsonl``, a line a signature: how many lines were signed and
their digest, ECDSA on P-384 as for a WACZ. What is signed says of every file that
the archive held by then what it was.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.manifest import Manifest, read_manifest
from aimf_scraper.archive.problems import Problem
from aimf_scraper.archive.signing import is_signed
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aimf_scraper.archive.signing import SigningKey

SIGNATURES: Final = "manifest.signatures.jsonl"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature; ``lines``: how many of the manifest, ``chain``: the digest of them all."""

    lines: int
    chain: str
    created: str
    publicKey: str  # noqa: N815 - as WACZ calls it
    signature: str


def sign_manifest(folder: Path, key: SigningKey, now: str) -> Signature | None:
    """Sign the manifest of *folder* as it stands; ``None`` where *key* has signed just that.

    Raises:
        UsageError: there is no manifest, or a line of it is not as it was written.
        OSError: the signature cannot be written.
    """
    manifest = read_manifest(folder)
    if len(manifest.chains) < 2:
        raise UsageError(
            f"{folder}: no file is listed yet: run `aimf-scraper archive verify` first"
        )
    if manifest.broken is not None:
        raise UsageError(
            f"{folder}: line {manifest.broken} of the manifest is not as it was written: not signed"
        )
    lines, chain = len(manifest.chains) - 1, manifest.chains[-1]
    known = [one for one in signatures(folder) if isinstance(one, Signature)]
    if any((one.lines, one.publicKey) == (lines, key.public) for one in known):
        return None
    one = Signature(lines, chain, now, key.public, key.sign(_signed(lines, chain)))
    with (folder / SIGNATURES).open("ab") as out:
        out.write(f"{json.dumps(asdict(one))}\n".encode())
        out.flush()
        os.fsync(out.fileno())
    return one


def signatures(folder: Path) -> Iterator[Signature | int]:
    """Yield the signatures in *folder*, for a line that is none its number."""
    path = folder / SIGNATURES
    for number, line in enumerate(path.read_bytes().splitlines() if path.is_file() else [], 1):
        try:
            yield Signature(**json.loads(line))
        except (ValueError, TypeError):
            yield number


def check_signatures(folder: Path, manifest: Manifest, by: str | None) -> Iterator[Problem]:
    """Yield what is wrong with the signatures of *manifest*.

    *by*: the public key (base64) that must have signed all of it.
    """
    whole = False
    for number, one in enumerate(signatures(folder), 1):
        if isinstance(one, int) or not _holds(one, manifest):
            what = f"the signature in line {number} is none of the manifest"
            yield Problem("digest", SIGNATURES, None, what)
        elif one.publicKey == by and one.lines == len(manifest.chains) - 1:
            whole = True
    if by is not None and not whole:
        what = "the manifest as it stands is not signed with the key that was named"
        yield Problem("digest", SIGNATURES, None, what)


def _holds(one: Signature, manifest: Manifest) -> bool:
    is_there = isinstance(one.lines, int) and 0 < one.lines < len(manifest.chains)
    return (
        is_there
        and manifest.chains[one.lines] == one.chain
        and is_signed(_signed(one.lines, one.chain), one.signature, one.publicKey)
    )


def _signed(lines: int, chain: str) -> str:
    return f"aimf-scraper archive manifest: {lines} lines, sha256:{chain}"
