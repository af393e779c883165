"""Is a WACZ what it says that it is: every file's digest, the list's own, and its signature."""

from __future__ import annotations

import hashlib
import json
import zipfile
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.archive.domain_signatures import what_is_wrong
from aimf_scraper.archive.problems import Problem
from aimf_scraper.archive.signing import is_signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE: Final = "datapackage.json"
_DIGEST: Final = "datapackage-digest.json"
_STEP: Final = 1024 * 1024
_MAX_LIST_BYTES: Final = 64 * 1024 * 1024
_MAX_FILES: Final = 10_000


def check_wacz(path: Path) -> list[Problem]:
    """Return what is wrong with the WACZ at *path* besides what is in its WARC files."""
    try:
        with zipfile.ZipFile(path) as packed:
            return [
                Problem("digest", f"{path.name}!{file}", None, what) for file, what in _in(packed)
            ]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        return [Problem("damaged", path.name, None, f"it cannot be unpacked ({said})")]


def _in(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    names = set(packed.namelist())
    data = _small(packed, PACKAGE) if PACKAGE in names else None
    package = _object(data)
    if data is None or package is None:
        yield PACKAGE, "there is none, so nothing says what should be in it"
        return
    resources = package.get("resources")
    for one in resources[:_MAX_FILES] if isinstance(resources, list) else ():
        if isinstance(one, dict):
            yield from _of_resource(packed, names, one)
    if _DIGEST in names:
        yield from _of_digest(_object(_small(packed, _DIGEST)) or {}, data)


def _of_resource(
    packed: zipfile.ZipFile, names: set[str], said: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    name, stated = str(said.get("path")), str(said.get("hash"))
    if name not in names:
        yield name, "it is listed, and not there"
    elif stated.startswith("sha256:"):
        digest = hashlib.sha256()
        with packed.open(name) as file:
            while chunk := file.read(_STEP):
                digest.update(chunk)
        if digest.hexdigest() != stated.removeprefix("sha256:").lower():
            yield name, "it is not the file that the list names"


def _of_digest(said: dict[str, Any], package: bytes) -> Iterator[tuple[str, str]]:
    digest = f"sha256:{hashlib.sha256(package).hexdigest()}"
    if said.get("hash") != digest:
        yield _DIGEST, "the list of files is not the one that its digest is of"
    signed = said.get("signedData")
    if not isinstance(signed, dict):
        return
    if "domainCert" in signed:
        if (wrong := what_is_wrong(signed, digest)) is not None:
            yield _DIGEST, wrong
        return
    if "publicKey" not in signed:
        return
    texts = (signed.get("hash"), signed.get("signature"), signed.get("publicKey"))
    of_this = texts[0] == digest and all(isinstance(one, str) for one in texts)
    if not (of_this and is_signed(*map(str, texts))):
        yield _DIGEST, "its signature is not one of this list of files"


def _small(packed: zipfile.ZipFile, name: str) -> bytes:
    with packed.open(name) as file:
        return file.read(_MAX_LIST_BYTES)


def _object(data: bytes | None) -> dict[str, Any] | None:
    try:
        said = json.loads(data or b"")
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None
