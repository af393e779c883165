"""What must hold of every record before it is stored, whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper import fact_kinds
from aimf_scraper.errors import RecordError
from aimf_scraper.records import TEXT_SOURCES, facts_of

if TYPE_CHECKING:
    from aimf_scraper.records import Record


def check_record(record: Record) -> Record:
    """Return *record*; raises RecordError where an invariant of it is broken."""
    if not record.title and not record.text:
        raise RecordError("empty", f"{record.id}: neither title nor text was found")
    fact_kinds.check(record)
    texts = {source: getattr(record, source) or "" for source in TEXT_SOURCES}
    for name, position, evidence in facts_of(record):
        for one in evidence:
            said = texts.get(one.source)
            if said is None:
                continue
            if one.start is None or said[one.start : one.end] != one.quote:
                raise RecordError(
                    "evidence-broken",
                    f"{record.id}: {name}[{position}] quotes {one.quote!r}, "
                    f"which does not stand at {one.source}[{one.start}:{one.end}]",
                )
    return record
