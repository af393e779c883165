"""Bring the index up to the files: what a crash or a copied folder left out of step."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aimf_scraper.archive.exchange import Captured, media_type_of
from aimf_scraper.archive.payload import PayloadError, digest_of, payload_of, read_head
from aimf_scraper.archive.records import RawRecord, records_of, with_lengths
from aimf_scraper.archive.sources import sources_in

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.archive.index import CaptureIndex


def catch_up(index: CaptureIndex, folder: Path, *, forget: bool = True) -> int:
    """Index what lies in *folder* unindexed; return how many captures were added.

    The captures of a file that is gone are forgotten, unless *forget* is off:
    who checks the archive wants to hear of them.

    Files that grow no more are not read again: only what follows the last
    indexed capture of each, as a rule one request.
    """
    known = index.files()
    sources = {source.name: source for source in (sources_in([folder]) if folder.is_dir() else [])}
    if forget:
        for file in known.keys() - sources.keys():
            index.forget(file)
    added = 0
    for name, source in sources.items():
        new: dict[str, Captured] = {}
        for item, length in with_lengths(records_of(source, known.get(name, 0))):
            if isinstance(item, RawRecord):
                original = item.headers.get("warc-refers-to", "")
                captured = captured_of(item, length, new.get(original) or index.get(original))
                if captured is not None:
                    new[captured.record_id] = captured
        index.add(new.values())
        added += len(new)
    return added


def captured_of(record: RawRecord, length: int, original: Captured | None) -> Captured | None:
    """Return the row of a response or revisit; ``None`` for another or an unreadable record.

    What was cut short is evidence, and never stands for the page. What others
    archived under something that is no address stands for none.
    """
    if record.kind not in ("response", "revisit") or "warc-truncated" in record.headers:
        return None
    try:
        urlsplit(record.url).port  # noqa: B018 - raises on what is no address
    except ValueError:
        return None
    try:
        head = read_head(record.block)
        status = head.status
    except PayloadError:
        return None
    refers_to = record.headers.get("warc-refers-to") if record.kind == "revisit" else None
    digest = record.headers.get("warc-payload-digest")
    if digest is None and original is not None:
        digest = original.payload_digest  # a 304 repeats none: its payload is the original's
    return Captured(
        record_id=record.record_id,
        url=record.url,
        date=record.date,
        file=record.source.name,
        offset=record.offset,
        length=length,
        payload_digest=digest or digest_of(payload_of(head, record.block)),
        status=status,
        media_type=media_type_of(head.get("Content-Type")),
        refers_to=refers_to,
    )
