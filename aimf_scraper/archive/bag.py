"""The archive as a BagIt bag (RFC 8493), as libraries and repositories take things in."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper import __version__
from aimf_scraper.archive.manifest import sha256_of
from aimf_scraper.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DECLARATION: Final = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class Bag:
    """What was put into a bag."""

    files: int
    bytes: int


def write_bag(target: Path, folders: Iterable[Path], *, date: str, description: str) -> Bag:
    """Copy *folders*, each under its own name, into the new bag *target*.

    *date* (YYYY-MM-DD) is the bag's: the same content gives the same bytes.

    Raises:
        UsageError: *target* is there already, or nothing is to be put in.
        OSError: a file cannot be copied; *target* is not made.
    """
    if target.exists():
        raise UsageError(f"{target}: it is there already: choose another --out")
    payload = {
        f"data/{folder.name}/{one.relative_to(folder).as_posix()}": one
        for folder in folders
        if folder.is_dir()
        for one in sorted(folder.rglob("*"))
        if one.is_file() and not any(part.startswith(".") for part in one.relative_to(folder).parts)
    }
    if not payload:
        raise UsageError("there is nothing to put into a bag yet: run `aimf-scraper crawl` first")
    beside = target.with_name(f".{target.name}.part")
    shutil.rmtree(beside, ignore_errors=True)  # of one that was killed
    try:
        lines, size = [], 0
        for name, path in sorted(payload.items()):
            copy = beside / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            size += copy.stat().st_size
            lines.append(f"{sha256_of(copy)}  {_written(name)}\n")
        info = (
            f"Bag-Software-Agent: aimf-scraper {__version__}\n"
            f"Bagging-Date: {date}\n"
            f"External-Description: {' '.join(description.split())}\n"
            f"Payload-Oxum: {size}.{len(payload)}\n"
        )
        tags = {
            "bag-info.txt": info,
            "bagit.txt": _DECLARATION,
            "manifest-sha256.txt": "".join(lines),
        }
        for name, text in tags.items():
            (beside / name).write_bytes(text.encode())
        sums = (
            f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in tags.items()
        )
        (beside / "tagmanifest-sha256.txt").write_bytes("".join(sums).encode())
        beside.rename(target)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Bag(len(payload), size)


def _written(name: str) -> str:
    """Return a path as a manifest writes it: line ends and % escaped, nothing else."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
