"""The report of a refresh: what it did, found and published, as text and as JSON in ``logs/``."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.store import WHATS
from aimf_scraper.telling import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from aimf_scraper.judging import Verdict
    from aimf_scraper.publishing import PublishedSet
    from aimf_scraper.store import RecordChange, Run

_NAME: Final = re.compile(r"refresh-\d{8}T\d{6}Z\.(?:txt|json|html)")
#: How many records of a group the text names; the JSON in ``logs/`` names all.
_MOST_TOLD: Final = 50


@dataclass(frozen=True, slots=True)
class Report:
    """A refresh from its beginning to its end.

    ``run``: what the database holds of it, ``None`` where it did not get that
    far. ``published``: ``None`` where the last good exports were kept.
    ``error``: what ended it before its time.
    """

    site: str
    data: str
    begun_at: str
    ended_at: str
    exit_code: int
    summary: tuple[str, ...] = ()
    run: Run | None = None
    verdict: Verdict | None = None
    published: PublishedSet | None = None
    changes: tuple[RecordChange, ...] = ()
    error: str | None = None

    @property
    def has_problem(self) -> bool:
        return self.exit_code != 0

    @property
    def has_change(self) -> bool:
        return bool(self.changes) or (self.published is not None and self.published.changed)

    def counts(self) -> dict[str, int]:
        """Return how many records were added, changed, moved, gone, returned."""
        return {what: sum(one.what == what for one in self.changes) for what in WHATS}

    def lines(self) -> Iterator[str]:
        """Yield what a person wants to know first."""
        yield from self.summary
        for check in self.verdict.failed if self.verdict else ():
            yield f"  check {check.name}: {check.message}"
        said = ", ".join(f"{count} {what}" for what, count in self.counts().items() if count)
        yield f"changes: {said or 'none'}"
        if self.published is None:
            yield "exports: kept as they were"
        else:
            state = "replaced" if self.published.changed else "unchanged"
            rows = ", ".join(f"{one.name} {one.rows}" for one in self.published.files)
            yield f"exports: {state} ({rows})"
        if self.error is not None:
            yield f"error: {self.error}"

    def text(self) -> str:
        """Return the whole report for people."""
        head = [
            f"refresh of {self.site} into {self.data}",
            f"from {self.begun_at} to {self.ended_at}, exit code {self.exit_code}",
            "",
            *self.lines(),
        ]
        told = [*tell(self.changes, most=_MOST_TOLD)]
        return "\n".join([*head, "", *told] if told else head) + "\n"

    def message(self) -> dict[str, Any]:
        """Return the report for whoever is told of it: JSON data, without the changes one by one."""
        run = self.run
        failed = self.verdict.failed if self.verdict else ()
        return {
            "text": "\n".join([f"aimf-scraper: exit code {self.exit_code}", *self.lines()]),
            "site": self.site,
            "data": self.data,
            "begun_at": self.begun_at,
            "ended_at": self.ended_at,
            "exit_code": self.exit_code,
            "error": self.error,
            "run": run.id if run else None,
            "status": run.status if run else None,
            "good": self.verdict.good if self.verdict else False,
            "failed_checks": [asdict(one) for one in failed],
            "published": self.published is not None,
            "counts": self.counts(),
        }

    def data_json(self) -> dict[str, Any]:
        """Return the whole report for machines."""
        run = self.run
        return self.message() | {
            "outcomes": (run.counts or {}).get("outcomes", {}) if run else {},
            "records": (run.counts or {}).get("records", {}) if run else {},
            "completeness": run.completeness if run else None,
            "checks": [asdict(one) for one in self.verdict.checks] if self.verdict else [],
            "exports": [asdict(one) for one in self.published.files] if self.published else None,
            "changes": [asdict(one) for one in self.changes],
        }


def write(report: Report, folder: Path, *, keep: int) -> tuple[Path, Path]:
    """Write *report* into *folder* as text and JSON, named by when it began; keep the last *keep*.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    moment = f"{datetime.fromisoformat(report.begun_at):%Y%m%dT%H%M%SZ}"
    text, data = (folder / f"refresh-{moment}.{suffix}" for suffix in ("txt", "json"))
    _replace(text, report.text())
    _replace(data, json.dumps(report.data_json(), ensure_ascii=False, indent=2) + "\n")
    _prune(folder, keep)
    return text, data


def add_page(text: Path, page: str) -> Path:
    """Write the report as a page beside its *text*; return where.

    Raises:
        OSError: it cannot be written.
    """
    path = text.with_suffix(".html")
    _replace(path, page)
    return path


def _replace(path: Path, text: str) -> None:
    """Write *path* whole or not at all."""
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8", newline="\n")
    fresh.replace(path)


def _prune(folder: Path, keep: int) -> None:
    ours = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    moments: Sequence[str] = sorted({path.stem for path in ours})[:-keep]
    for path in ours:
        if path.stem in moments:
            path.unlink()
