"""Is the archive what it was when it was written? Every byte looked at, every fault named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.archive.checking import Check
from aimf_scraper.archive.forms import form_of
from aimf_scraper.archive.importing import imported
from aimf_scraper.archive.manifest import MANIFEST, Manifest, read_manifest, sha256_of
from aimf_scraper.archive.problems import Fault, Problem, Report, counted
from aimf_scraper.archive.signatures import check_signatures
from aimf_scraper.archive.sources import sources_in
from aimf_scraper.archive.wacz_check import PACKAGE, check_wacz

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.index import CaptureIndex

__all__ = ["Fault", "Problem", "Report", "counted", "verify", "verify_files"]


def verify(
    folder: Path,
    index: CaptureIndex | None = None,
    wanted: Iterable[tuple[str, str]] = (),
    *,
    offline_ok: bool = False,
    signed_by: str | None = None,
) -> Report:
    """Check our archive in *folder*: digests, structure, revisits, *index* and manifest against the files.

    Files that others made and that were taken in need only be sound.
    *wanted* pairs whatever leads to a capture (a record's id, say) with that
    capture's WARC record id: each must be there. *offline_ok*: files that the
    manifest lists may be away, and what the index has in them with them.
    *signed_by*: the public key (base64) that must have signed the manifest.
    """
    check = Check(index)
    manifest = read_manifest(folder)
    if folder.is_dir():
        foreign = {one.file for one in imported(folder)}
        for source in sources_in([folder]):
            if source.name not in manifest.left:
                check.file(source, is_ours=source.name not in foreign)
    away = manifest.away(folder)
    check.report.away = sorted(away) if offline_ok else []
    check.report.problems += _against(manifest, folder, offline_ok=offline_ok)
    check.report.problems += check_signatures(folder, manifest, signed_by)
    known = (
        {row.record_id for row in index.all() if row.file in away} if index is not None else set()
    )
    excused = frozenset(known) if offline_ok else frozenset[str]()
    check.references(excused)
    if index is not None:
        check.against_index(index, excused)
    for name, record_id in wanted:
        if record_id not in check.captures and record_id not in excused:
            what = f"the capture of {name} is not in the archive"
            check.report.problems.append(Problem("missing", str(folder), None, what, record_id))
    return check.report


def _against(manifest: Manifest, folder: Path, *, offline_ok: bool) -> Iterator[Problem]:
    """Yield what the manifest and the files disagree on."""
    if manifest.broken is not None:
        what = f"its line {manifest.broken} is not as it was written"
        yield Problem("digest", MANIFEST, None, what)
    for name, listed in sorted(manifest.files.items()):
        path = folder / name
        if not path.is_file():
            if not offline_ok:
                what = f"is away ({listed.bytes} bytes, {listed.captures} captures by the manifest)"
                yield Problem("missing", name, None, what)
        elif path.stat().st_size != listed.bytes or sha256_of(path) != listed.sha256:
            yield Problem("digest", name, None, "it is not the file that the manifest lists")


def verify_files(paths: Iterable[Path]) -> list[tuple[str, Report]]:
    """Check WARC and WACZ files, whoever made them, each by itself; return their names and reports.

    What is sound and only not as we write it is told as such (``is_form``).

    Raises:
        UsageError: a path is not there, or is no archive.
    """
    paths = list(paths)
    reports = []
    for path in paths:
        if path.is_file() and form_of(path) == "zip":
            problems = check_wacz(path)
            reports.append((f"{path.name}!{PACKAGE}", Report(problems=problems)))
    for source in sources_in(paths):
        check = Check(None)
        check.file(source, is_ours=True)
        check.references()
        reports.append((source.name, check.report))
    return reports
