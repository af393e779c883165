"""What can be wrong with an archive, and the account of a check."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

Fault = Literal[
    "damaged",  # bytes that cannot be unpacked, or a record that is not one
    "unfinished",  # the file ends within a record, as after a crash; nothing else is lost
    "digest",  # a block or payload is not what its digest says
    "structure",  # a header is missing or leads nowhere
    "index",  # the table `captures` and the files disagree
    "missing",  # something in the database names a capture that is not there
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where. ``str()`` is a line for a person."""

    fault: Fault
    file: str
    offset: int | None
    what: str
    record_id: str | None = None
    url: str | None = None
    #: Whether it is no fault of a WARC file, only not as we write them.
    is_form: bool = False

    def __str__(self) -> str:
        at = "" if self.offset is None else f" at byte {self.offset}"
        whose = ", ".join(one for one in (self.url, self.record_id) if one)
        return f"{self.file}{at}: {self.what}" + (f" ({whose})" if whose else "")


@dataclass(slots=True)
class Report:
    """What was looked at and what is wrong; sound when ``problems`` is empty."""

    files: int = 0
    records: int = 0
    captures: int = 0
    problems: list[Problem] = field(default_factory=list)
    #: Files that are away, and may be.
    away: list[str] = field(default_factory=list)


def counted(report: Report) -> Iterator[str]:
    """Yield the report as lines for a person, the sum first."""
    yield (
        f"{report.files} files, {report.records} records, {report.captures} captures: "
        + (f"{len(report.problems)} problems" if report.problems else "all sound")
        + (f"; {len(report.away)} files are away" if report.away else "")
    )
    yield from map(str, report.problems)
