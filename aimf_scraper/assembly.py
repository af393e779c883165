"""From what was read of an address to its record: the one way, step by step.

A ``Draft`` holds what the page, the REST API, feeds and cards say of one
address. ``lay_over`` puts them over one another, the page first; ``clean``,
``tell_language``, ``find_facts``, ``correct`` and ``validate`` follow. ``crawl`` takes the
steps as Scrapy pipelines, ``extract`` and ``rebuild`` call ``build_record``:
the same functions, so the same record.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper import fact_kinds
from aimf_scraper.addresses import record_id
from aimf_scraper.agreement import is_about, is_excerpt
from aimf_scraper.corrections import apply
from aimf_scraper.errors import RecordError
from aimf_scraper.records import OF_ITS_PAGE, Evidence, Link, Provenance, Record
from aimf_scraper.rules.engine.document import Document
from aimf_scraper.rules.version import rules_version
from aimf_scraper.text.clean import clean_text
from aimf_scraper.text.fold import fold
from aimf_scraper.text.language import tell_language as language_of
from aimf_scraper.validity import check_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.corrections import Correction
    from aimf_scraper.pages.reading import Reading
    from aimf_scraper.records import Attachment, Image, Kind
    from aimf_scraper.rules.engine.document import Term

#: Whose word counts first, field by field. A CMS knows its own dates better
#: than its theme shows them; the page shows what a reader sees.
_WORDS_FROM: Final = ("page", "browser", "file", "rest", "feed", "card")
_DATES_FROM: Final = ("rest", "page", "browser", "file", "feed", "card")
#: Who speaks of a page without being it.
_OF_OTHERS: Final = frozenset({"card", "feed"})
#: Below this share of the REST body, the page's own text was not found whole.
_PAGE_TEXT_SHARE: Final = 0.3
_A_DAY: Final = timedelta(days=1)
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAX_TEXT_CHARS: Final = 1_000_000


@dataclass(slots=True)
class Draft:
    """One address on its way to a record. ``record`` is set by ``find_facts``."""

    url: str | None
    kind: Kind
    id: str
    readings: tuple[Reading, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    title: str = ""
    summary: str = ""
    text: str = ""
    language: str | None = None
    published: str | None = None
    modified: str | None = None
    terms: tuple[Term, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    evidence: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    record: Record | None = None
    #: The record as the rules made it, where corrections were applied to it.
    uncorrected: Record | None = None
    #: What the crawl knows of the address; the store keeps it with the record.
    page: Any = None

    def says_what(self, other: Draft) -> bool:
        """Tell whether *other* would make the same record, how it came to us aside."""
        said = ("title", "summary", "text", "language", "published", "modified")
        marked = ("terms", "attachments", "images", "links", "evidence")
        return self.provenance.sources == other.provenance.sources and all(
            getattr(self, name) == getattr(other, name) for name in (*said, *marked)
        )


def lay_over(
    readings: Iterable[Reading],
    *,
    url: str | None,
    kind: Kind,
    provenance: Provenance,
    links: Iterable[Link] = (),
) -> Draft:
    """Lay *readings* of one page over one another, the page's own words first.

    The text is the page's; where the page could not be had, or its body was
    plainly not found, the REST body; else the lead of its cards, the longest
    first. Terms are the union, in the same order. A card or feed item that tells
    of another page than its address leads to is left out, and an excerpt that
    repeats the text is no summary.
    """
    ordered = sorted(readings, key=lambda one: (_WORDS_FROM.index(one.source), -_weight(one)))
    if ordered and ordered[0].source in {*OF_ITS_PAGE, "rest"}:
        own = ordered[0]
        ordered = [one for one in ordered if one.source not in _OF_OTHERS or is_about(one, own)]
    draft = Draft(
        url=url,
        kind=kind,
        id=record_id(kind, url) if url else f"{kind}:",
        readings=tuple(ordered),
        provenance=provenance,
        links=tuple(links),
    )
    body = _body(ordered)
    if body is not None:
        draft.text = body.text or ""
        draft.provenance = replace(provenance, read_from=body.source)
    elif ordered:
        draft.provenance = replace(provenance, read_from=ordered[0].source)
    draft.title = next((one.title for one in ordered if one.title), "")
    told = f"{draft.title}\n{draft.text}"
    draft.summary = next(
        (
            one.summary
            for one in ordered
            if one.summary and not (one.source in _OF_OTHERS and is_excerpt(one.summary, told))
        ),
        "",
    )
    draft.language = next((one.language for one in ordered if one.language), None)
    draft.terms = _union(one.terms for one in ordered)
    draft.attachments = _union(one.attachments for one in ordered)
    draft.images = _union(one.images for one in ordered)
    _lay_dates(draft, ordered)
    return draft


def clean(draft: Draft) -> Draft:
    """Clean the French texts of *draft*: encoding, spaces, blocks parted by one newline."""
    draft.title = " ".join(clean_text(draft.title).split())
    draft.summary = clean_text(draft.summary)
    draft.text = clean_text(draft.text[:_MAX_TEXT_CHARS])
    return draft


def tell_language(draft: Draft) -> Draft:
    """Set the language: the markup's word where it can be true, else the body's."""
    draft.language = language_of(draft.text, draft.language)
    return draft


def find_facts(draft: Draft) -> Draft:
    """Run the rules and set ``draft.record``."""
    found, evidence = fact_kinds.find_facts(
        Document(
            title=draft.title,
            summary=draft.summary,
            text=draft.text,
            kind=draft.kind,
            url=draft.url,
            published=_as_date(draft.published),
            terms=draft.terms,
        )
    )
    marked = {
        kind.name: getattr(draft, kind.name) for kind in fact_kinds.kinds() if kind.find is None
    }
    draft.record = Record(
        id=draft.id,
        kind=draft.kind,
        url=draft.url,
        title=draft.title or None,
        summary=draft.summary or None,
        text=draft.text,
        language=draft.language,
        published=draft.published,
        modified=draft.modified,
        facts=fact_kinds.every_field(found | marked),
        provenance=replace(draft.provenance, rules_version=rules_version()),
        evidence=draft.evidence | evidence,
    )
    return draft


def correct(draft: Draft, corrections: Iterable[Correction]) -> Draft:
    """Lay *corrections*, those of this record, over what the rules found."""
    found = draft.record
    if found is not None:
        draft.record, told = apply(found, corrections)
        draft.uncorrected = found if any(one.state == "applied" for one in told) else None
    return draft


def validate(draft: Draft) -> Record:
    """Return the record of *draft*; raises RecordError where an invariant is broken."""
    record = draft.record
    if record is None:
        raise RecordError("no-record", f"{draft.id}: the rules were not run")
    return check_record(record)


def build_record(draft: Draft, corrections: Iterable[Correction] = ()) -> Record:
    """Take every step from *draft* to its record; raises RecordError as ``validate``."""
    return validate(correct(find_facts(tell_language(clean(draft))), corrections))


def _weight(reading: Reading) -> int:
    return len(reading.text or "") + len(reading.summary or "")


def _body(ordered: list[Reading]) -> Reading | None:
    with_text = [one for one in ordered if one.text]
    if not with_text:
        return None
    first = with_text[0]
    rest = next((one for one in with_text if one.source == "rest"), None)
    if (
        rest
        and first.source in OF_ITS_PAGE
        and _weight(first) < _PAGE_TEXT_SHARE * len(rest.text or "")
    ):
        return rest
    return first


def _union(groups: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Return every distinct thing of *groups*, terms by their folded label, in first order."""
    seen: dict[Any, Any] = {}
    for group in groups:
        for one in group:
            key: Any = one
            if hasattr(one, "taxonomy"):
                key = (one.taxonomy, fold(one.label))
            elif hasattr(one, "url"):
                key = one.url
            seen.setdefault(key, one)
    return tuple(seen.values())


def _lay_dates(draft: Draft, ordered: list[Reading]) -> None:
    by_source = sorted(ordered, key=lambda one: _DATES_FROM.index(one.source))
    for name in ("published", "modified"):
        for reading in by_source:
            value = getattr(reading, name)
            if not value or _is_to_come(value, draft.provenance.fetched_at):
                continue
            setattr(draft, name, value[:10] if name == "published" else value)
            marks = tuple(mark for field_name, mark in reading.evidence if field_name == name)
            if marks:
                draft.evidence[name] = marks
            break


def _is_to_come(said: str, fetched_at: str | None) -> bool:
    """Return whether a page was had more than a day before it says that it was put up or changed: it was not.

    The day more is for a site's clock ahead of ours. Where nobody knows when it was had, any day may be true.
    """
    day, had = _as_date(said), _as_date(fetched_at)
    return day is not None and had is not None and day - had > _A_DAY


def _as_date(published: str | None) -> date | None:
    if published is None or not _ISO_DATE.match(published):
        return None
    try:
        return datetime.fromisoformat(published[:10]).date()
    except ValueError:
        return None
