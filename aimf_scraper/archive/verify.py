"""Is the archive what it was when it was written? Every byte looked at, every fault named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from aimf_scraper.archive.members import (
    GZIP_HEADER,
    MemberError,
    WarcHead,
    member_at,
    next_start,
    warc_head,
)
from aimf_scraper.archive.payload import PayloadError, agrees, payload_of, read_head
from aimf_scraper.archive.sources import sources_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.sources import Source

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


def verify(
    folder: Path, index: CaptureIndex | None = None, wanted: Iterable[tuple[str, str]] = ()
) -> Report:
    """Check our archive in *folder*: digests, structure, revisits, and *index* against the files.

    *wanted* pairs whatever leads to a capture (a record's id, say) with that
    capture's WARC record id: each must be there.
    """
    check = _Check(index)
    if folder.is_dir():
        for source in sources_in([folder]):
            check.file(source)
    check.references()
    if index is not None:
        check.against_index(index)
    for name, record_id in wanted:
        if record_id not in check.captures:
            what = f"the capture of {name} is not in the archive"
            check.report.problems.append(Problem("missing", str(folder), None, what, record_id))
    return check.report


@dataclass(frozen=True, slots=True)
class _Seen:
    """A capture as found: where it lies and what it refers to."""

    file: str
    offset: int
    length: int
    url: str
    digest: str | None
    refers_to: str | None


class _Check:
    def __init__(self, index: CaptureIndex | None) -> None:
        self.report = Report()
        self.captures: dict[str, _Seen] = {}
        self._requests: dict[str, Problem] = {}  # by the record id they claim to go with
        self._ids: set[str] = set()
        self._rows: dict[tuple[str, int], Captured] = {}
        if index is not None:
            self._rows = {(row.file, row.offset): row for row in index.all()}

    def file(self, source: Source) -> None:
        self.report.files += 1
        offset: int | None = 0
        first = True
        while offset is not None and offset < source.size:
            try:
                plain, length = member_at(source, offset)
            except MemberError as error:
                offset = self._damaged(source, offset, error)
                first = False
                continue
            if source.read(offset, len(GZIP_HEADER)) != GZIP_HEADER:
                self._say(
                    "damaged", source, offset, "its gzip header was changed", warc_head(plain)
                )
            head = warc_head(plain)
            if head is None:
                self._say("damaged", source, offset, "not a WARC record", None)
            else:
                self.report.records += 1
                if first and head.headers.get("warc-type") != "warcinfo":
                    self._say("structure", source, offset, "the first record is no warcinfo", head)
                self._record(source, offset, length, head, plain)
            first = False
            offset += length

    def _damaged(self, source: Source, offset: int, error: MemberError) -> int | None:
        go_on = next_start(source, offset + 1)
        unfinished = error.at_end and go_on is None
        head = warc_head(error.plain)
        self._say("unfinished" if unfinished else "damaged", source, offset, str(error), head)
        return go_on

    def _record(
        self, source: Source, offset: int, length: int, head: WarcHead, plain: bytes
    ) -> None:
        stated = head.headers.get("content-length", "")
        block = plain[head.size : -4]
        if not stated.isdecimal() or int(stated) != len(block) or plain[-4:] != b"\r\n\r\n":
            self._say("damaged", source, offset, "its Content-Length is not its length", head)
            return
        for name in ("warc-record-id", "warc-date", "warc-type"):
            if name not in head.headers:
                self._say("structure", source, offset, f"no {name}", head)
        if (head.record_id or "") in self._ids:
            self._say("structure", source, offset, "its record id is taken twice", head)
        self._ids.add(head.record_id or "")
        self._digest(source, offset, head, "warc-block-digest", block)
        kind = head.headers.get("warc-type")
        if kind in ("response", "revisit"):
            self._capture(source, offset, length, head, block)
        elif kind == "request":
            with_id = head.headers.get("warc-concurrent-to", "")
            what = "a request that no response goes with"
            self._requests[with_id] = self._problem("structure", source, offset, what, head)

    def _capture(
        self, source: Source, offset: int, length: int, head: WarcHead, block: bytes
    ) -> None:
        self.report.captures += 1
        digest = head.headers.get("warc-payload-digest")
        try:
            http = read_head(block)
            if head.headers["warc-type"] == "response":
                self._digest(source, offset, head, "warc-payload-digest", payload_of(http, block))
        except PayloadError as error:
            self._say("damaged", source, offset, str(error), head)
        refers_to = head.headers.get("warc-refers-to")
        if head.headers["warc-type"] == "revisit" and refers_to is None:
            self._say("structure", source, offset, "a revisit that refers to nothing", head)
        self.captures[head.record_id or ""] = _Seen(
            source.name, offset, length, head.url or "", digest, refers_to
        )

    def _digest(self, source: Source, offset: int, head: WarcHead, name: str, data: bytes) -> None:
        stated = head.headers.get(name)
        if stated is None:
            self._say("structure", source, offset, f"no {name}", head)
        elif agrees(stated, data) is not True:
            self._say("digest", source, offset, f"{name} is not that of what is there", head)

    def references(self) -> None:
        """Check what refers to another record, now that all are known."""
        for record_id, seen in self.captures.items():
            if self._requests.pop(record_id, None) is None:
                self._seen("structure", record_id, seen, "no request goes with it")
            if seen.refers_to is None:
                continue
            original = self.captures.get(seen.refers_to)
            if original is None or original.refers_to is not None:
                self._seen(
                    "structure", record_id, seen, f"no payload in {seen.refers_to}, its original"
                )
            elif seen.digest not in (None, original.digest):
                self._seen("structure", record_id, seen, "its original has another payload digest")
        self.report.problems += self._requests.values()

    def against_index(self, index: CaptureIndex) -> None:
        """Check that every capture has its row and every row its capture."""
        rows = {row.record_id: row for row in index.all()}
        for record_id, seen in self.captures.items():
            row = rows.pop(record_id, None)
            if row is None:
                self._seen("index", record_id, seen, "not in the index")
            elif (row.file, row.offset, row.length) != (seen.file, seen.offset, seen.length):
                self._seen("index", record_id, seen, "the index has it elsewhere")
        for row in rows.values():
            what = "in the index, but not readable there"
            self.report.problems.append(
                Problem("index", row.file, row.offset, what, row.record_id, row.url)
            )

    def _say(
        self, fault: Fault, source: Source, offset: int, what: str, head: WarcHead | None
    ) -> None:
        self.report.problems.append(self._problem(fault, source, offset, what, head))

    def _problem(
        self, fault: Fault, source: Source, offset: int, what: str, head: WarcHead | None
    ) -> Problem:
        """Name the record: by what the index has at that place, else by its own headers."""
        row = self._rows.get((source.name, offset))
        record_id = row.record_id if row else head.record_id if head else None
        url = row.url if row else head.url if head else None
        return Problem(fault, source.name, offset, what, record_id, url)

    def _seen(self, fault: Fault, record_id: str, seen: _Seen, what: str) -> None:
        self.report.problems.append(
            Problem(fault, seen.file, seen.offset, what, record_id, seen.url)
        )


def counted(report: Report) -> Iterator[str]:
    """Yield the report as lines for a person, the sum first."""
    yield (
        f"{report.files} files, {report.records} records, {report.captures} captures: "
        + (f"{len(report.problems)} problems" if report.problems else "all sound")
    )
    yield from map(str, report.problems)
