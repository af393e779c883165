"""Bring the index up to the files: what a crash or a copied folder left out of step."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aimf_scraper.archive.dates import moment_of
from aimf_scraper.archive.exchange import Captured, media_type_of
from aimf_scraper.archive.manifest import read_manifest
from aimf_scraper.archive.payload import PayloadError, digest_of, head_of, payload_of
from aimf_scraper.archive.records import RawRecord, records_of, refers_to, with_lengths
from aimf_scraper.archive.sources import sources_in

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.archive.index import CaptureIndex


def catch_up(index: CaptureIndex, folder: Path, *, forget: bool = True) -> int:
    """Index what lies in *folder* unindexed; return how many captures were added.

    The captures of a file that is gone are forgotten, unless the manifest lists
    it (it is elsewhere) or *forget* is off: who checks the archive wants to hear of them.

    Files that grow no more are not read again: only what follows the last
    indexed capture of each, as a rule one request.
    """
    known = index.files()
    sources = {source.name: source for source in (sources_in([folder]) if folder.is_dir() else [])}
    manifest = read_manifest(folder)
    listed = manifest.files
    if forget:
        for file in known.keys() - sources.keys() - listed.keys():
            index.forget(file)
        for source in sources.values():
            if not source.size:  # a kill or a full disk left it, before the first byte
                source.path.unlink(missing_ok=True)
    added = 0
    for name, source in sources.items():
        if name in manifest.left:
            continue  # it lies in another file by now; whoever moved it was killed before the end
        if not source.size or (
            name in listed and not listed[name].captures and listed[name].bytes == source.size
        ):
            continue  # pictures and notes alone: nothing that the index would have
        new: dict[str, Captured] = {}
        for item, length in with_lengths(records_of(source, known.get(name, 0))):
            if isinstance(item, RawRecord):
                captured = captured_of(item, length, _original(item, new, index))
                if captured is not None:
                    new[captured.record_id] = captured
        index.add(new.values())
        added += len(new)
    return added


def _original(revisit: RawRecord, new: dict[str, Captured], index: CaptureIndex) -> Captured | None:
    """Return the capture that *revisit* repeats, named by its id or by address and date."""
    record_id = revisit.headers.get("warc-refers-to", "")
    if record_id or revisit.kind != "revisit":
        return new.get(record_id) or index.get(record_id)
    url, date = refers_to(revisit)
    known = (*new.values(), *index.of_url(url))
    return next((one for one in known if (one.url, one.date) == (url, date)), None)


def captured_of(record: RawRecord, length: int, original: Captured | None) -> Captured | None:
    """Return the row of a capture; ``None`` for another record, and where ``unfit`` says why."""
    if not record.is_capture or unfit(record) is not None:
        return None
    head = head_of(record.kind, record.block, record.headers.get("content-type"))
    lent_by = None
    if record.kind == "revisit":
        lent_by = record.headers.get("warc-refers-to") or (original.record_id if original else "")
    media_type = media_type_of(head.get("Content-Type"))
    if original is not None and not record.block.strip():
        media_type = original.media_type  # it says nothing of its own
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
        status=head.status,
        media_type=intern(media_type) if media_type else media_type,
        refers_to=lent_by,
    )


def unfit(record: RawRecord) -> str | None:
    """Return why a capture can stand for no page, ``None`` where it can.

    What was cut short is evidence, and never stands for the page. What others
    archived under something that is no address stands for none.
    """
    if "warc-truncated" in record.headers:
        return f"cut short ({' '.join(record.headers['warc-truncated'].split())[:40] or 'unsaid'})"
    if not record.record_id:
        return "no record id"
    if moment_of(record.date) is None:
        return f"no date: {record.date[:40]!r}"
    if not is_address(record.url):
        scheme = record.url.partition(":")[0][:20]
        return f"no web address ({scheme}:)" if scheme.isalnum() else "no web address"
    try:
        head_of(record.kind, record.block, None).status  # noqa: B018 - raises where there is none
    except PayloadError as error:
        return str(error)
    return None


def is_address(url: str) -> bool:
    """Return whether *url* is one that HTTP could have asked for."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - raises on a port that is no number
    except ValueError:
        return False
    is_text = url.isprintable() and not any(one.isspace() for one in url)
    return is_text and parts.scheme in {"http", "https"} and bool(parts.hostname)
