"""Is the archive what it was when it was written? Every byte looked at, every fault named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.archive.checking import Check
from aimf_scraper.archive.importing import imported
from aimf_scraper.archive.problems import Fault, Problem, Report, counted
from aimf_scraper.archive.sources import sources_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from aimf_scraper.archive.index import CaptureIndex

__all__ = ["Fault", "Problem", "Report", "counted", "verify", "verify_files"]


def verify(
    folder: Path, index: CaptureIndex | None = None, wanted: Iterable[tuple[str, str]] = ()
) -> Report:
    """Check our archive in *folder*: digests, structure, revisits, and *index* against the files.

    Files that others made and that were taken in need only be sound.
    *wanted* pairs whatever leads to a capture (a record's id, say) with that
    capture's WARC record id: each must be there.
    """
    check = Check(index)
    if folder.is_dir():
        foreign = {one.file for one in imported(folder)}
        for source in sources_in([folder]):
            check.file(source, is_ours=source.name not in foreign)
    check.references()
    if index is not None:
        check.against_index(index)
    for name, record_id in wanted:
        if record_id not in check.captures:
            what = f"the capture of {name} is not in the archive"
            check.report.problems.append(Problem("missing", str(folder), None, what, record_id))
    return check.report


def verify_files(paths: Iterable[Path]) -> list[tuple[str, Report]]:
    """Check WARC and WACZ files, whoever made them, each by itself; return their names and reports.

    What is sound and only not as we write it is told as such (``is_form``).

    Raises:
        UsageError: a path is not there, or is no archive.
    """
    reports = []
    for source in sources_in(paths):
        check = Check(None)
        check.file(source, is_ours=True)
        check.references()
        reports.append((source.name, check.report))
    return reports
