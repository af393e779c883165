"""Why each fact of a text is one, and why what stands near a cue is none: for people who write rules.

The rules are asked again, so a record needs no more than its texts. For each fact: the rule,
the cue with the line of its table, the exclusions that were asked, the line of the table that
gave the confidence; for what was not taken: why not.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.extraction import record_of_text
from aimf_scraper.records import as_kind, to_json
from aimf_scraper.rules.beneficiaries.beneficiaries import explain_beneficiaries
from aimf_scraper.rules.cities.cities import explain_cities
from aimf_scraper.rules.contributions.contributions import explain_contributions
from aimf_scraper.rules.engine.document import Document, Term
from aimf_scraper.rules.money.budgets import explain_budgets
from aimf_scraper.rules.partners.partners import explain_partners
from aimf_scraper.rules.phrase_families import open_document
from aimf_scraper.rules.time.dates import explain_dates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aimf_scraper.records import Evidence
    from aimf_scraper.rules.engine.document import Doc
    from aimf_scraper.rules.engine.explanation import Explained, Reason

#: How the facts of a field are explained; what a field lacks here is read off terms and labels.
EXPLAINED_BY: Final[dict[str, Callable[[Doc], Explained]]] = {
    "cities": explain_cities,
    "partners": explain_partners,
    "budgets": explain_budgets,
    "contributions": explain_contributions,
    "dates": explain_dates,
    "beneficiaries": explain_beneficiaries,
}
#: Rules that read a term of the markup, and its taxonomy.
_TERMS: Final = {"countries.term": "country", "cities.term": "city"}
#: What names a fact, field by field, for a reader.
_NAMED_BY: Final = {
    "countries": ("name", "code"),
    "cities": ("name", "country", "role"),
    "partners": ("name", "type", "role"),
    "budgets": ("as_written", "amount", "currency", "scope"),
    "contributions": ("provider", "receiver", "amount", "currency", "instrument"),
    "dates": ("edtf", "role"),
    "beneficiaries": ("count", "unit"),
}


def explain_text(title: str | None, text: str, *, kind: str | None = None) -> dict[str, Any]:
    """Return as JSON data why each fact of a text is one, and what was not taken.

    *title* and *text* are read as ``extract --text`` reads them.
    """
    return explain_record(to_json(record_of_text(title, text, kind=kind)))


def explain_record(record: dict[str, Any]) -> dict[str, Any]:
    """Return as JSON data why each fact of *record*, as its JSON, is one, and what was not taken.

    Today's rules are asked: a fact of earlier rules that they no longer find has no reasons.
    """
    doc = open_document(_document(record))
    explained = {field: explain(doc) for field, explain in EXPLAINED_BY.items()}
    return {
        "id": record["id"],
        "facts": [
            _fact(field, position, fact, explained.get(field))
            for field in _NAMED_BY
            for position, fact in enumerate(record.get(field) or ())
        ],
        "not_taken": [
            {"field": field, **_evidence(one.evidence), "why": one.why, "at": one.at}
            for field, found in explained.items()
            for one in found.not_taken
        ],
    }


def _document(record: dict[str, Any]) -> Document:
    """Return what the rules read of a record: its texts, and the terms that its evidence names."""
    every = [
        one
        for field in ("countries", "cities")
        for fact in record.get(field) or ()
        for one in fact["evidence"]
    ]
    terms = tuple(
        Term(_TERMS[one["rule"]], one["quote"], one["source"])
        for one in every
        if one["rule"] in _TERMS
    )
    published = record.get("published")
    return Document(
        title=record.get("title") or "",
        summary=record.get("summary") or "",
        text=record.get("text") or "",
        kind=as_kind(record.get("kind")),
        url=record.get("url"),
        published=date.fromisoformat(published[:10]) if published else None,
        terms=terms,
    )


def _fact(
    field: str, position: int, fact: dict[str, Any], explained: Explained | None
) -> dict[str, Any]:
    told = [_reason(one) for one in _reasons_of(fact["evidence"], explained)]
    return {
        "field": field,
        "position": position,
        "fact": {name: fact[name] for name in _NAMED_BY[field]},
        "confidence": fact["confidence"],
        "mentions": told or fact["evidence"],
    }


def _reasons_of(evidence: list[dict[str, Any]], explained: Explained | None) -> Iterator[Reason]:
    """Yield the reasons that belong to a fact: those of its own evidence."""
    where = {(one["source"], one["start"], one["end"]) for one in evidence}
    for reason in explained.reasons if explained else ():
        if (reason.evidence.source, reason.evidence.start, reason.evidence.end) in where:
            yield reason


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        **_evidence(reason.evidence),
        "cue": reason.cue,
        "cue_at": reason.cue_at,
        "exclusions_asked": list(reason.asked),
        "confidence": reason.confidence,
        "confidence_at": reason.confidence_at,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "rule": evidence.rule,
        "source": evidence.source,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
    }


def as_lines(explanation: dict[str, Any]) -> Iterator[str]:
    """Yield the explanation as lines for a terminal."""
    for fact in explanation["facts"]:
        said = ", ".join(str(value) for value in fact["fact"].values() if value is not None)
        yield f"{fact['field']}[{fact['position']}]  {said}  ({fact['confidence']})"
        for one in fact["mentions"]:
            yield f"    {_place(one)}  {one['quote']!r}  rule {one['rule']}"
            if one.get("cue"):
                yield f"        cue {one['cue']!r}{_at(one['cue_at'])}"
            if one.get("exclusions_asked"):
                yield f"        asked, and none held: {', '.join(one['exclusions_asked'])}"
            if "confidence_at" in one:
                yield f"        confidence {one['confidence']}{_at(one['confidence_at'])}"
    for one in explanation.get("bodies", ()):
        yield f"partners[{one['position']}]  {one['name']!r} is {one['body']}, {one['body_name']!r}"
        if one["same_as"]:
            yield f"    same as {one['same_as']!r}: {one['why']}  rule {one['rule']} ({one['score']})"
    for one in explanation.get("corrections", ()):
        yield f"{one['field']}  {one['as_written']!r}: {one['action']} {one['value']}".rstrip()
        by = ", ".join(said for said in (one["who"], one["when"]) if said) or "nobody named"
        what = (
            "corrected" if one["state"] == "applied" else f"{one['state']} ({one['reason']}), said"
        )
        yield f"    {what} by {by}: {one['why'] or 'no reason'}  [{one['correction_id']}]"
    if explanation["not_taken"]:
        yield "not taken:"
    for one in explanation["not_taken"]:
        yield f"    {one['field']}  {_place(one)}  {one['quote']!r}: {one['why']}{_at(one['at'])}"


def _place(one: dict[str, Any]) -> str:
    return one["source"] if one["start"] is None else f"{one['source']}:{one['start']}"


def _at(where: str | None) -> str:
    return f"  [{where}]" if where else ""
