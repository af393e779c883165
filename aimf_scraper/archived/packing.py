"""What goes into a WACZ besides the captures: the records, each fact with its place, the logs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.archive.page_list import Described
from aimf_scraper.store.rows import EVIDENCE_COLUMNS, evidence_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.index import CaptureIndex
    from aimf_scraper.archive.reader import Capture
    from aimf_scraper.archived import Archived
    from aimf_scraper.store import Store

_STEP: Final = 1024 * 1024


class Descriptions:
    """Title and text of archived pages as the records have them, of every state of a record.

    A page that was met again unchanged lies in the archive as it was met first:
    what its record says is told of that capture too.
    """

    def __init__(self, store: Store, index: CaptureIndex) -> None:
        self._index = index
        self._told: dict[str, Described] = {}
        for record in store.records(gone=True):
            for version in store.record_versions(record["id"]):
                self._note(version.warc_record_id, version.record, record["id"])
            self._note(record["provenance"]["warc_record_id"], record, record["id"])

    def __call__(self, capture: Capture) -> Described | None:
        return self._told.get(capture.record_id)

    def _note(self, capture: str | None, record: dict[str, Any], record_id: str) -> None:
        if not capture:
            return
        told = Described(record["title"], record["text"] or None, record_id)
        self._told[capture] = told
        found = self._index.get(capture)
        if found is not None and found.refers_to:
            self._told.setdefault(found.refers_to, told)


def dataset_files(archived: Archived) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield path and content of what a WACZ holds of *archived* besides its captures."""
    yield "dataset/records.jsonl", _records(archived.store, gone=False)
    yield "dataset/gone_records.jsonl", _records(archived.store, gone=True)
    yield "dataset/facts.jsonl", _facts(archived)
    logs = archived.data / "logs"
    # The reports as people read them; those for machines name folders of this one.
    for path in sorted(logs.glob("*.txt")):
        yield f"logs/{path.name}", _content(path)


def _records(store: Store, *, gone: bool) -> Iterator[bytes]:
    """Yield the records that are held today; with *gone*, the others alone."""
    standing = {record["id"] for record in store.records()} if gone else set()
    for text in store.records_json(gone=gone):
        if not standing or json.loads(text)["id"] not in standing:
            yield f"{text}\n".encode()


def _facts(archived: Archived) -> Iterator[bytes]:
    """Yield a line for each piece of evidence: the fact, where it is written, and the page's capture."""
    for record in archived.store.records(gone=True):
        captured = archived.index.get(record["provenance"]["warc_record_id"] or "")
        where = _place(captured, archived.index)
        for row in evidence_rows(record):
            said = dict(zip(EVIDENCE_COLUMNS, row, strict=True))
            line = {**said, "value": _value(record, said["fact"], said["position"]), **where}
            yield f"{json.dumps(line, ensure_ascii=False)}\n".encode()


def _value(record: dict[str, Any], field: str, position: int) -> Any:
    """Return the fact itself without its evidence; ``None`` for a part of another fact."""
    found = record.get(field)
    if isinstance(found, list) and found and isinstance(found[0], dict):
        return {name: value for name, value in found[position].items() if name != "evidence"}
    return found


def _place(captured: Captured | None, index: CaptureIndex) -> dict[str, Any]:
    """Return where the page lies in the WACZ: its capture, and the record that holds the payload."""
    if captured is None:
        return {"warc_record_id": None, "warc_file": None, "warc_offset": None, "payload": None}
    lender = index.get(captured.refers_to) if captured.refers_to else None
    return {
        "warc_record_id": captured.record_id,
        "warc_file": f"archive/{captured.file}",
        "warc_offset": captured.offset,
        "payload": None
        if lender is None
        else {
            "warc_record_id": lender.record_id,
            "warc_file": f"archive/{lender.file}",
            "warc_offset": lender.offset,
        },
    }


def _content(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_STEP):
            yield chunk
