"""A record's page: its texts with every fact marked, and beside them why each is believed.

``read_record_page`` asks the database, ``record_body`` makes the HTML: the same for pages that
are served and for those that are written as files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from markupsafe import Markup

from aimf_scraper.explaining import explain_record
from aimf_scraper.explore.differences import field_of, shown_change
from aimf_scraper.explore.gift_graph import gift_graph
from aimf_scraper.explore.highlight import highlight, inline
from aimf_scraper.explore.look import render
from aimf_scraper.explore.record_facts import ShownFact, marks_of, shown_facts
from aimf_scraper.shown_facts import city_key

if TYPE_CHECKING:
    from aimf_scraper.explore.links import Links
    from aimf_scraper.explore.texts import Texts
    from aimf_scraper.store import Store, StoredCorrection
    from aimf_scraper.store.entries import Version
    from aimf_scraper.store.related import Naming

Data = dict[str, Any]

#: So many other records are shown of each town and partner, and of so many of these.
_MOST_NAMING: Final = 4
_MOST_NAMED: Final = 8
#: So much of a text stands around the words of another record.
_AROUND: Final = 70
#: What became of a record is told so far back.
_MOST_VERSIONS: Final = 30


class Named(NamedTuple):
    """A town or partner of the record, and the others that name it."""

    kind: str
    key: str
    name: str
    records: tuple[Naming, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """All that the page shows. ``explanation``: what today's rules say of the facts, if asked."""

    record: Data
    first_seen: str
    last_seen: str
    gone_at: str | None
    versions: tuple[Version, ...]
    corrections: tuple[StoredCorrection, ...]
    named: tuple[Named, ...]
    explanation: Data | None


def read_record_page(store: Store, key: str, *, explained: bool = True) -> RecordPage | None:
    """Return what the page of the record *key* shows; ``None``: there is no such record."""
    record, seen = store.record(key), store.seen(key)
    if record is None or seen is None:
        return None
    return RecordPage(
        record,
        *seen,
        tuple(store.record_versions(key)),
        tuple(one for one in store.corrections() if one.said["record_id"] == key),
        tuple(one for one in _named(store, record) if one.records),
        explain_record(record) if explained else None,
    )


def _named(store: Store, record: Data) -> list[Named]:
    besides, most = record["id"], _MOST_NAMING
    towns = [
        (city_key(one), one["name"])
        for one in sorted(record["cities"], key=lambda one: one["role"] != "main")
    ]
    partners = [(one.get("body") or one["name"], one["name"]) for one in record["partners"]]
    return [
        Named("cities", key, name, tuple(store.naming_town(key, besides=besides, most=most)))
        for key, name in dict(towns[:_MOST_NAMED]).items()
    ] + [
        Named("partners", key, name, tuple(store.naming_partner(key, besides=besides, most=most)))
        for key, name in dict(partners[:_MOST_NAMED]).items()
    ]


def record_title(page: RecordPage, texts: Texts, links: Links) -> Markup:
    """Return the title with what was read in it marked, for the heading."""
    facts = shown_facts(page.record, texts, links)
    marks = marks_of(facts, page.record, texts)["title"]
    return inline(page.record["title"] or page.record["id"], marks)


def record_body(page: RecordPage, texts: Texts, links: Links, review: Data | None = None) -> Markup:
    """Return what stands below the heading.

    *review*: what the forms of a review need; ``None``: there are none.
    """
    record = page.record
    facts = shown_facts(record, texts, links, page.explanation)
    marks = marks_of(facts, record, texts)
    by_kind: dict[str, list[ShownFact]] = {}
    for one in facts:
        by_kind.setdefault(one.kind, []).append(one)
    return render(
        "record.html",
        texts,
        page=page,
        record=record,
        summary=highlight(record["summary"] or "", marks["summary"]),
        text=highlight(record["text"] or "", marks["text"]),
        by_kind=by_kind,
        gifts=gift_graph(record, texts),
        history=_history(page),
        named=[(one, [excerpt(other) for other in one.records]) for one in page.named],
        links=links,
        capture=links.capture(record["id"], "", 0),
        review=review,
    )


class Told(NamedTuple):
    """A change: the record's field and what of it."""

    field: str
    of: str
    what: Markup


def _history(page: RecordPage) -> list[tuple[Version, list[Told], int]]:
    """Return every earlier state, the newest first: what it changed, and how many readings moved."""
    told = []
    for version in reversed(page.versions[-_MOST_VERSIONS:]):
        values = [one for one in version.differences if one.of_value]
        changes = [Told(*field_of(one), shown_change(one)) for one in values]
        told.append((version, changes, len(version.differences) - len(values)))
    return told


def excerpt(one: Naming) -> Markup | None:
    """Return the words in which a record names something, with what stands around them."""
    if one.text is None or one.start is None or one.end is None:
        return None
    begin, end = max(0, one.start - _AROUND), min(len(one.text), one.end + _AROUND)
    before, after = one.text[begin : one.start], one.text[one.end : end]
    if begin and " " in before:  # no word is cut in two
        before = before.partition(" ")[2]
    if end < len(one.text) and " " in after:
        after = after.rpartition(" ")[0]
    return Markup('{}{}<mark class="hit">{}</mark>{}{}').format(
        *("… " if begin else "", before, one.text[one.start : one.end], after),
        " …" if end < len(one.text) else "",
    )
