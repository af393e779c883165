"""A WARC file looked at byte by byte, at two levels.

A sound WARC has what the standard (ISO 28500) asks for, and every length and
digest in it is true. What we wrote has more: a warcinfo first, a digest for
all, a request for each response, a payload for each revisit, and our gzip header.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.catch_up import unfit
from aimf_scraper.archive.dates import moment_of
from aimf_scraper.archive.members import (
    GZIP_HEADER,
    MemberError,
    WarcHead,
    is_gzip,
    member_at,
    next_start,
    plain_at,
    records_in,
    warc_head,
)
from aimf_scraper.archive.payload import Head, PayloadError, agrees, payload_of, read_head
from aimf_scraper.archive.problems import Fault, Problem, Report
from aimf_scraper.archive.records import RawRecord

if TYPE_CHECKING:
    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.sources import Source

#: What every record must say, by the standard.
_ASKED: Final = ("warc-record-id", "warc-date", "warc-type")


@dataclass(frozen=True, slots=True)
class Seen:
    """A capture as found: where it lies and what it refers to."""

    file: str
    offset: int
    length: int
    url: str
    digest: str | None
    refers_to: str | None
    is_ours: bool = True
    goes_with: str | None = None
    wants_request: bool = True
    is_indexed: bool = True


class Check:
    def __init__(self, index: CaptureIndex | None) -> None:
        self.report = Report()
        self.captures: dict[str, Seen] = {}
        #: Requests by record id: what they claim to go with, and what is wrong if nothing does.
        self._requests: dict[str, tuple[str, Problem]] = {}
        #: Requests that a response says that it goes with.
        self._answered: set[str] = set()
        self._is_ours = True
        self._file_is_ours: dict[str, bool] = {}
        self._ids: set[str] = set()
        self._rows: dict[tuple[str, int], Captured] = {}
        if index is not None:
            self._rows = {(row.file, row.offset): row for row in index.all()}

    def file(self, source: Source, *, is_ours: bool) -> None:
        """Look at every byte of *source*; where it is *is_ours*, also for what only we promise."""
        self.report.files += 1
        self._is_ours = self._file_is_ours[source.name] = is_ours
        if source.fault:
            self._say("damaged", source, 0, source.fault, None)
        offset: int | None = 0
        first = True
        read = member_at if is_gzip(source) else plain_at
        while offset is not None and offset < source.size:
            try:
                plain, length = read(source, offset)
            except MemberError as error:
                offset = self._damaged(source, offset, error)
            else:
                self._member(source, offset, length, plain, first=first)
                offset += length
            first = False

    def _member(
        self, source: Source, offset: int, length: int, plain: bytes, *, first: bool
    ) -> None:
        """Look at what one gzip member holds: one record, or with other writers several."""
        places = list(records_in(plain))
        if len(places) < 2:
            places = [(0, len(plain))]
        elif is_gzip(source):
            self._form(source, offset, "several records in one gzip member", None)
        for start, end in places:
            data = plain[start:end]
            head = warc_head(data)
            if is_gzip(source) and source.read(offset, len(GZIP_HEADER)) != GZIP_HEADER:
                what = "its gzip header is not the one that we write"
                self._say("damaged", source, offset, what, head, is_form=True)
            if head is None:
                self._say("damaged", source, offset, "not a WARC record", None)
                continue
            self.report.records += 1
            if first and head.headers.get("warc-type") != "warcinfo":
                self._form(source, offset, "the first record is no warcinfo", head)
            self._record(source, offset, length, head, data)
            first = False

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
        for name in _ASKED:
            if name not in head.headers:
                self._say("structure", source, offset, f"no {name}", head)
        date = head.headers.get("warc-date")
        if date is not None and moment_of(date) is None:
            self._say("structure", source, offset, "its WARC-Date is no date", head)
        if (head.record_id or "") in self._ids:
            self._say("structure", source, offset, "its record id is taken twice", head)
        self._ids.add(head.record_id or "")
        self._digest(source, offset, head, "warc-block-digest", block)
        kind = head.headers.get("warc-type")
        if kind in ("response", "revisit"):
            self._capture(source, offset, length, head, block)
        elif kind == "resource":
            self._keep(source, offset, length, head, block)
        elif kind == "request":
            with_id = head.headers.get("warc-concurrent-to", "")
            what = "a request that no response goes with"
            one = self._problem("structure", source, offset, what, head)
            self._requests[head.record_id or ""] = (with_id, replace(one, is_form=True))

    def _capture(
        self, source: Source, offset: int, length: int, head: WarcHead, block: bytes
    ) -> None:
        http: Head | None = None
        is_revisit = head.headers["warc-type"] == "revisit"
        is_http = (head.url or "").startswith(("http:", "https:"))
        if is_http and not (is_revisit and not block.strip()):
            try:
                http = read_head(block)
            except PayloadError as error:
                self._say("damaged", source, offset, str(error), head)
        if http is not None and not is_revisit:
            # Some writers take it of the chunks, some of what they join to.
            said = (payload_of(http, block), block[http.size :])
            self._digest(source, offset, head, "warc-payload-digest", *said)
        if is_revisit and "warc-profile" not in head.headers:
            self._say("structure", source, offset, "a revisit without WARC-Profile", head)
        if is_revisit and "warc-refers-to" not in head.headers:
            self._form(source, offset, "a revisit that refers to nothing", head)
        self._keep(source, offset, length, head, block)

    def _keep(self, source: Source, offset: int, length: int, head: WarcHead, block: bytes) -> None:
        self.report.captures += 1
        goes_with = head.headers.get("warc-concurrent-to")
        if goes_with is not None:
            self._answered.add(goes_with)
        kind = head.headers["warc-type"]
        record = RawRecord(source, offset, kind, head.headers, block)
        self.captures[head.record_id or ""] = Seen(
            source.name,
            offset,
            length,
            head.url or "",
            head.headers.get("warc-payload-digest"),
            head.headers.get("warc-refers-to"),
            is_ours=self._is_ours,
            goes_with=goes_with,
            wants_request=kind != "resource",
            is_indexed=record.is_capture and unfit(record) is None,
        )

    def _digest(self, source: Source, offset: int, head: WarcHead, name: str, *data: bytes) -> None:
        """Compare a digest with that of *data*, or of any of them where writers differ."""
        stated = head.headers.get(name)
        if stated is None:
            self._form(source, offset, f"no {name}", head)
            return
        agreed = [agrees(stated, one) for one in data]
        if None in agreed:
            # The standard lets everybody choose the algorithm; we have chosen ours.
            self._form(source, offset, f"{name} is of a kind that we do not know", head, "digest")
        elif True not in agreed:
            self._say("digest", source, offset, f"{name} is not that of what is there", head)

    def references(self, excused: frozenset[str] = frozenset()) -> None:
        """Check what refers to another record, now that all are known; the *excused* may be away."""
        asked_for = {with_id for with_id, _ in self._requests.values()}
        for record_id, seen in self.captures.items():
            is_asked = record_id in asked_for or seen.goes_with in self._requests
            if seen.is_ours and seen.wants_request and not is_asked:
                self._seen("structure", record_id, seen, "no request goes with it", is_form=True)
            if seen.refers_to is None or seen.refers_to in excused:
                continue
            original = self.captures.get(seen.refers_to)
            if original is None or original.refers_to is not None:
                if seen.is_ours:
                    what = f"no payload in {seen.refers_to}, its original"
                    self._seen("structure", record_id, seen, what, is_form=True)
            elif None not in (seen.digest, original.digest) and seen.digest != original.digest:
                what = "its original has another payload digest"
                self._seen("structure", record_id, seen, what)
        self.report.problems += [
            problem
            for key, (with_id, problem) in self._requests.items()
            if with_id not in self.captures
            and key not in self._answered
            and self._file_is_ours.get(problem.file, True)
        ]

    def against_index(self, index: CaptureIndex, excused: frozenset[str] = frozenset()) -> None:
        """Check that every capture has its row and every row its capture, but for the *excused*."""
        rows = {row.record_id: row for row in index.all()}
        for record_id, seen in self.captures.items():
            row = rows.pop(record_id, None)
            if row is None:
                if seen.is_indexed:
                    self._seen("index", record_id, seen, "not in the index")
            elif (row.file, row.offset) != (seen.file, seen.offset) or (
                seen.is_ours and row.length != seen.length
            ):
                self._seen("index", record_id, seen, "the index has it elsewhere")
        for row in rows.values():
            if row.record_id in excused:
                continue
            what = "in the index, but not readable there"
            self.report.problems.append(
                Problem("index", row.file, row.offset, what, row.record_id, row.url)
            )

    def _say(
        self,
        fault: Fault,
        source: Source,
        offset: int,
        what: str,
        head: WarcHead | None,
        *,
        is_form: bool = False,
    ) -> None:
        """Report a problem; what is only our form (*is_form*), of our own files alone."""
        if self._is_ours or not is_form:
            one = self._problem(fault, source, offset, what, head)
            self.report.problems.append(replace(one, is_form=is_form))

    def _form(
        self,
        source: Source,
        offset: int,
        what: str,
        head: WarcHead | None,
        fault: Fault = "structure",
    ) -> None:
        self._say(fault, source, offset, what, head, is_form=True)

    def _problem(
        self, fault: Fault, source: Source, offset: int, what: str, head: WarcHead | None
    ) -> Problem:
        """Name the record: by what the index has at that place, else by its own headers."""
        row = self._rows.get((source.name, offset))
        record_id = row.record_id if row else head.record_id if head else None
        url = row.url if row else head.url if head else None
        return Problem(fault, source.name, offset, what, record_id, url)

    def _seen(
        self, fault: Fault, record_id: str, seen: Seen, what: str, *, is_form: bool = False
    ) -> None:
        self.report.problems.append(
            Problem(fault, seen.file, seen.offset, what, record_id, seen.url, is_form)
        )
