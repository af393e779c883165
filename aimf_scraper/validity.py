"""What must hold of every record before it is stored, whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.errors import RecordError
from aimf_scraper.fact_columns import allowed_values
from aimf_scraper.fact_kinds import kinds
from aimf_scraper.records import TEXT_SOURCES, facts_of

if TYPE_CHECKING:
    from aimf_scraper.records import Record


def check_record(record: Record) -> Record:
    """Return *record*; raises RecordError where an invariant of it is broken."""
    if not record.title and not record.text:
        raise RecordError("empty", f"{record.id}: neither title nor text was found")
    _check_facts(record)
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


def _check_facts(record: Record) -> None:
    """Hold the facts of *record* against what is declared.

    Raises:
        RecordError: a field of facts is missing, or a fact is of another class
            or has a value that its class does not allow.
    """
    for kind in kinds():
        if kind.name not in record.facts:
            raise RecordError("fact-broken", f"{record.id}: no {kind.name}, not even an empty one")
        facts = record.facts[kind.name]
        for position, fact in enumerate(facts if kind.many else filter(None, (facts,))):
            where = f"{record.id}: {kind.name}[{position}]"
            if not isinstance(fact, kind.fact):
                raise RecordError("fact-broken", f"{where} is no {kind.fact.__name__}")
            for name, values in allowed_values(kind.fact).items():
                if getattr(fact, name) not in values:
                    raise RecordError(
                        "fact-broken", f"{where} has the {name} {getattr(fact, name)!r}"
                    )
