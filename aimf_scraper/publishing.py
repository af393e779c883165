"""Exports published as a whole: at every moment the folder holds one complete set.

A set is written into a folder of its own beside the published one, flushed to
disk, and then put in its place by one system call that makes the two folders
change names (Linux's ``renameat2`` with ``RENAME_EXCHANGE``). A crash before it
leaves the old set, a crash after it the new one. The set that was replaced
stays as ``.NAME.previous`` until the next one is published, so that a reader
who is inside the folder reads its set to the end. A reader who opens several
files by path checks them against ``manifest.json``, or enters the folder first.

Where a file system cannot exchange, two renames do it; a crash between them
leaves the old set as ``.NAME.previous``, and ``recover`` puts it back.

Who publishes holds the data folder's lock.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.errors import StoreError
from aimf_scraper.platforms import exchange_names, flush
from aimf_scraper.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

MANIFEST: Final = "manifest.json"
#: Nothing that differs each night: a set that is published already is left untouched.
_GAP_COLUMNS: Final = ("way", "url", "reason", "since")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file a writer wrote; ``rows`` counts records, or lines of a table without its head."""

    path: Path
    rows: int


if TYPE_CHECKING:
    #: Writes one format of all of a store's records into a folder.
    Writer = Callable[[Store, Path], list[WrittenFile]]


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A line of the manifest."""

    name: str
    format: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """What is published. ``changed``: it is not what was published before."""

    folder: Path
    files: tuple[PublishedFile, ...]
    changed: bool


def publish(
    store_path: Path,
    folder: Path,
    formats: Mapping[str, Writer],
    *,
    exchange: Callable[[Path, Path], bool] = exchange_names,
) -> PublishedSet:
    """Write every record in *formats* and publish the files as *folder*, all or nothing.

    The same database gives the same bytes, and a set that is published already
    is left untouched. Files in *folder* that no earlier call wrote are kept;
    one that stands where a file of the new set belongs is never overwritten.

    Raises:
        StoreError: the database cannot be read, the folder not be written, or a
            file of someone else's is in the way; what was published stays.
    """
    folder = folder.resolve()  # a link leads to where the set lies; it is not the set
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        recover(folder)
        _remove(fresh)
        fresh.mkdir(parents=True)
        files, manifest = _write_set(store_path, fresh, formats)
        published = _read_manifest(folder)
        if _said(folder) == manifest and _is_intact(folder, published):
            return PublishedSet(folder, files, changed=False)
        _keep_foreign_files(folder, fresh, published)
        _flush_tree(fresh)
        put_in_place(fresh, folder, exchange)
    except OSError as error:
        # Windows moves no file that somebody has open, and says so as if it were forbidden.
        is_held = isinstance(error, PermissionError)
        remedy = "close what has a file of them open" if is_held else "free some space"
        raise StoreError(
            f"{folder}: the exports can't be written ({error.strerror or error}): {remedy} "
            "or mend the permissions, then run `aimf-scraper export`; the last set stays"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return PublishedSet(folder, files, changed=True)


def recover(folder: Path) -> bool:
    """Put the last set back where a crash between two renames left none; return whether it did."""
    previous = _previous(folder)
    if folder.exists() or not previous.is_dir():
        return False
    previous.rename(folder)
    flush(folder.parent)
    return True


def _write_set(
    store_path: Path, folder: Path, formats: Mapping[str, Writer]
) -> tuple[tuple[PublishedFile, ...], str]:
    """Write the files and their manifest from one state of the database; return both."""
    files: list[PublishedFile] = []
    with open_store(store_path, read_only=True) as store, store.snapshot():
        for name, write in formats.items():  # the last may describe what the others wrote
            files += [_described(written, name) for written in write(store, folder)]
        gaps = known_gaps(store)
    files.sort(key=lambda file: file.name)
    manifest = {"files": [asdict(file) for file in files], "known_gaps": gaps}
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return tuple(files), text


def known_gaps(store: Store) -> list[dict[str, Any]]:
    """Return what the last crawl knew to be missing: way, address, reason, since when."""
    for run in reversed(store.runs()):
        if run.command != "rebuild" and run.completeness is not None:
            told = run.completeness.get("known_gaps", ())
            return [{name: gap[name] for name in _GAP_COLUMNS} for gap in told]
    return []


def _said(folder: Path) -> str:
    """Return the manifest of *folder* as it stands, nothing where there is none."""
    try:
        return (folder / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
        return ""


def _described(written: WrittenFile, format_name: str) -> PublishedFile:
    with written.path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return PublishedFile(written.path.name, format_name, written.rows, file.tell(), digest)


def _read_manifest(folder: Path) -> tuple[PublishedFile, ...]:
    """Return what *folder* says it holds; nothing where it says nothing that we understand."""
    try:
        said: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return tuple(PublishedFile(**one) for one in said["files"])
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return ()


def _is_intact(folder: Path, files: tuple[PublishedFile, ...]) -> bool:
    paths = [folder / file.name for file in files]
    return all(path.is_file() for path in paths) and files == tuple(
        _described(WrittenFile(path, file.rows), file.format)
        for path, file in zip(paths, files, strict=True)
    )


def _keep_foreign_files(folder: Path, fresh: Path, published: tuple[PublishedFile, ...]) -> None:
    """Copy into the new set what someone else laid beside the old one."""
    ours = {MANIFEST, *(file.name for file in published)} if published else set()
    for path in sorted(folder.iterdir()) if folder.exists() else ():
        target = fresh / path.name
        if path.name in ours:
            continue
        if target.exists():
            raise StoreError(
                f"{path}: is in the way and was not written by aimf-scraper: "
                "move it away, then run `aimf-scraper export`"
            )
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, target, symlinks=True)
        else:
            shutil.copy2(path, target, follow_symlinks=False)


def put_in_place(
    fresh: Path, folder: Path, exchange: Callable[[Path, Path], bool] = exchange_names
) -> None:
    """Make *fresh* the folder, as a whole; what was there stays as ``.NAME.previous``."""
    previous = _previous(folder)
    _remove(previous)
    if not folder.exists():
        fresh.rename(folder)
    elif exchange(fresh, folder):
        fresh.rename(previous)
    else:
        folder.rename(previous)
        try:
            fresh.rename(folder)
        except OSError:
            previous.rename(folder)
            raise
    flush(folder.parent)


def _previous(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.previous")


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _flush_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink():
            flush(path)
    flush(folder)
