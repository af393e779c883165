"""The list of WARC files that the archive has ever held: they may be moved to other media.

``manifest.jsonl``, a line a file: size, SHA-256, how many captures, first and
last date. Each line holds a digest of all before it, so that none can be
changed or taken out unnoticed. Finished files never change, so a line is
written once; one whose content lies in other files since (merged, pruned) gets
a second line that says so. The digest of the last line may be signed.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured

MANIFEST: Final = "manifest.jsonl"
_WARCS: Final = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the archive; ``first`` and ``last`` are dates of captures, "" where it has none."""

    file: str
    bytes: int
    sha256: str
    captures: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is no longer of the archive; ``why``, in words."""

    left: str
    why: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files listed, by name; ``broken``: the number of the first line that is not as written.

    ``left``: those that were of the archive; ``chains``: the digest after each line, "" before the first.
    """

    files: dict[str, Listed]
    broken: int | None
    chains: tuple[str, ...]
    left: dict[str, str]

    def away(self, folder: Path) -> dict[str, Listed]:
        """Return the listed files that are not in *folder*."""
        return {name: one for name, one in self.files.items() if not (folder / name).is_file()}


def read_manifest(folder: Path) -> Manifest:
    """Return what *folder* lists, empty where it lists nothing yet."""
    path = folder / MANIFEST
    files: dict[str, Listed] = {}
    left: dict[str, str] = {}
    chains, broken = [""], None
    lines = path.read_bytes().splitlines() if path.is_file() else []
    for number, line in enumerate(lines, 1):
        try:
            said = json.loads(line)
            chained = said.pop("chain")
            one = Left(**said) if "left" in said else Listed(**said)
        except (ValueError, TypeError, KeyError, AttributeError):
            broken = broken or number
            chains.append("")
            continue
        if chained != _chained(chains[-1], one):
            broken = broken or number
        chains.append(chained)
        if isinstance(one, Left):
            files.pop(one.left, None)
            left[one.left] = one.why
        else:
            files[one.file] = one
            left.pop(one.file, None)
    return Manifest(files, broken, tuple(chains), left)


def add_to_manifest(folder: Path, captures: Iterable[Captured]) -> list[Listed]:
    """List the WARC files of *folder* that are not listed yet; return them.

    Called when nothing is being written. *captures*: what the index has.

    Raises:
        OSError: a file cannot be read, or the list not written.
    """
    manifest = read_manifest(folder)
    names = sorted(
        one.name for one in folder.iterdir() if one.name.endswith(_WARCS) and one.is_file()
    )
    new = [name for name in names if name not in manifest.files and name not in manifest.left]
    if not new:
        return []
    dates: dict[str, list[str]] = {name: [] for name in new}
    for one in captures:
        if one.file in dates:
            dates[one.file].append(one.date)
    added = [listed(folder / name, dates[name]) for name in new]
    append_to_manifest(folder, added)
    return added


def listed(path: Path, dates: list[str]) -> Listed:
    """Return the line of a finished file that holds captures of these *dates*."""
    made = (len(dates), min(dates, default=""), max(dates, default=""))
    return Listed(path.name, path.stat().st_size, sha256_of(path), *made)


def append_to_manifest(folder: Path, lines: Iterable[Listed | Left]) -> None:
    """Write *lines* behind those that are there, in one go.

    Raises:
        OSError: the list cannot be written.
    """
    chain = read_manifest(folder).chains[-1]
    said = []
    for one in lines:
        chain = _chained(chain, one)
        said.append(f"{json.dumps(asdict(one) | {'chain': chain})}\n")
    with (folder / MANIFEST).open("ab") as out:
        out.write("".join(said).encode())
        out.flush()
        os.fsync(out.fileno())


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chained(before: str, one: Listed | Left) -> str:
    said = json.dumps(asdict(one), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{before}\n{said}".encode()).hexdigest()
