"""The records of a WARC file one by one, whatever state the file is in.

fastwarc reads 6,000 records a second and stops at the first damaged byte. Here
damage is a value: it is yielded with its place, and reading goes on at the
next record that can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.dates import moment_of
from aimf_scraper.archive.members import (
    MAX_RECORD_BYTES,
    bare_url,
    head_at,
    next_start,
    record_end,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

    from aimf_scraper.archive.sources import Source

#: Addresses that a ``resource`` may stand for; crawlers' own notes have schemes of theirs.
_OF_THE_WEB: Final = ("http://", "https://")
#: The HTML of a page as a browser's scripts left it: before the page's address, a resource of ours.
SHOWN_HTML: Final = "urn:dom:"


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as it lies in the file. ``headers``: names in lower case, the first of each."""

    source: Source
    offset: int
    kind: str
    headers: dict[str, str]
    block: bytes

    @property
    def has_payload(self) -> bool:
        """Whether the record itself holds what an address gave."""
        if self.kind == "resource":
            return self.url.lower().startswith(_OF_THE_WEB)
        return self.kind == "response"

    @property
    def is_capture(self) -> bool:
        """Whether the record holds what an address gave, or lends it from another one."""
        return self.kind == "revisit" or self.has_payload

    @property
    def record_id(self) -> str:
        return self.headers.get("warc-record-id", "")

    @property
    def date(self) -> str:
        """``YYYY-MM-DDThh:mm:ssZ``; as it is written where it is no date."""
        written = self.headers.get("warc-date", "")
        return moment_of(written) or written

    @property
    def url(self) -> str:
        return bare_url(self.headers.get("warc-target-uri")) or ""


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch of a file that cannot be read, and whose it was, if that can be told.

    ``at_end``: nothing readable follows, as after a crash in the middle of a write.
    """

    source: Source
    offset: int
    what: str
    at_end: bool = False
    record_id: str | None = None
    url: str | None = None

    def __str__(self) -> str:
        """Say for a person what is damaged, where, and whose it was."""
        whose = ", ".join(_shown(one) for one in (self.url, self.record_id) if one)
        said = f"{self.source.name} at byte {self.offset}: {self.what}"
        return f"{said} ({whose})" if whose else said


def _shown(text: str) -> str:
    """Return *text*, which comes from a file, without what would move a terminal's cursor."""
    return "".join(one if one.isprintable() else "?" for one in text)[:300]


def records_of(source: Source, offset: int = 0) -> Iterator[RawRecord | Damage]:
    """Yield the records of *source* from byte *offset* on, and its damage, in their order."""
    start: int | None = offset
    if source.fault:
        yield Damage(source, 0, source.fault)
    while start is not None and start < source.size:
        start = yield from _until_damage(source, start)


def with_lengths(
    items: Iterable[RawRecord | Damage],
) -> Iterator[tuple[RawRecord | Damage, int]]:
    """Yield each item with the bytes up to the next one of its source."""
    held: RawRecord | Damage | None = None
    for item in items:
        if held is not None:
            same = held.source is item.source
            yield held, (item.offset if same else held.source.size) - held.offset
        held = item
    if held is not None:
        yield held, held.source.size - held.offset


def refers_to(revisit: RawRecord) -> tuple[str, str]:
    """Return address and date of the capture that *revisit* says that it repeats."""
    date = revisit.headers.get("warc-refers-to-date", "")
    url = bare_url(revisit.headers.get("warc-refers-to-target-uri")) or ""
    return url, moment_of(date) or date


def in_words(error: Exception) -> str:
    """Return what a reading library says of damage, as a sentence's end."""
    said = " ".join(str(error).split())[:200]
    if "zlib" in said.lower() or "gzip" in said.lower() or "inflat" in said.lower():
        return f"its compressed bytes are broken ({said})"
    return f"it cannot be read ({said})" if said else "it cannot be read"


def damage_at(source: Source, offset: int, what: str) -> tuple[Damage, int | None]:
    """Return the damage that starts at *offset*, named as well as can be, and where to go on."""
    head = head_at(source, offset)
    go_on = next_start(source, offset + 1)
    name = (head.record_id, head.url) if head else (None, None)
    return Damage(source, offset, what, go_on is None, *name), go_on


def _until_damage(source: Source, start: int) -> Generator[RawRecord | Damage, None, int | None]:
    """Yield what can be read in one go; return where to go on after damage, if anywhere."""
    from fastwarc import ArchiveIterator  # noqa: PLC0415 - only who reads an archive loads it

    last: int | None = None  # the last record that was read whole
    with source.open(start) as file:
        records = iter(ArchiveIterator(file, parse_http=False))
        while True:
            at: int | None = None
            try:
                record = next(records, None)
                if record is None:
                    # Of a record that has lost its end, fastwarc may say nothing at all.
                    end = start if last is None else record_end(source, last)
                    if end < source.size:
                        yield damage_at(source, end, "the file ends within it")[0]
                    return None
                at = record.stream_pos
                if record.content_length > MAX_RECORD_BYTES:
                    yield Damage(source, at, f"more than {MAX_RECORD_BYTES} bytes: passed over")
                    last = at
                    continue
                block = record.reader.read()
            except OSError as error:
                if at is None:
                    at = start if last is None else record_end(source, last)
                damage, go_on = damage_at(source, at, in_words(error))
                yield damage
                return go_on
            headers: dict[str, str] = {}
            for name, value in record.headers.items():
                headers.setdefault(name.lower(), value)
            # What the file's end cuts short reads as less content, or as none at all.
            if "content-length" not in headers or len(block) < record.content_length:
                damage, go_on = damage_at(source, at, "the file ends within it")
                yield damage
                return go_on
            yield RawRecord(source, at, str(record.record_type), headers, block)
            last = at
