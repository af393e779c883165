"""Which captures an archive can do without, once years of nights lie in it.

Kept is all that a value rests on: the captures that any state of any record was
read from, what lends them their payload, every answer of the API, feed and sitemap,
every picture and document, the listings that lead to items without a page of their
own, and of each address the newest capture and the newest good one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.links import links_of_html
from aimf_scraper.archive.page_list import PAGE_TYPES
from aimf_scraper.archive.reader import Archive, Capture
from aimf_scraper.archived import wanted
from aimf_scraper.records import OF_ITS_PAGE

if TYPE_CHECKING:
    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archived import Archived

_GOOD: Final = 200


def superfluous(archived: Archived, before: str) -> list[Captured]:
    """Return the captures older than *before* (ISO 8601, UTC) that nothing rests on, oldest first."""
    rows = {one.record_id: one for one in archived.index.all()}
    kept = {record_id for _, record_id in wanted(archived.store)}
    by_address: dict[str, list[Captured]] = defaultdict(list)
    for one in rows.values():
        by_address[one.url].append(one)
    for captures in by_address.values():
        captures.sort(key=lambda one: (one.date, one.file, one.offset))
        good = [one for one in captures if one.status == _GOOD]
        kept |= {captures[-1].record_id, *(one.record_id for one in good[-1:])}
    listed = _only_listed(archived)
    kept |= {
        one.record_id
        for one in rows.values()
        if one.record_id in kept or one.date >= before or not _is_page(one)
    }
    if listed:
        archive = Archive([archived.folder], archived.index.place_of)
        kept |= {
            one.record_id
            for one in rows.values()
            if one.record_id not in kept and _leads_to(archive, one, listed)
        }
    # Whoever lends a payload to what is kept is kept as well.
    kept |= {one.refers_to for key, one in rows.items() if key in kept and one.refers_to}
    return sorted(
        (one for key, one in rows.items() if key not in kept),
        key=lambda one: (one.date, one.file, one.offset),
    )


def _is_page(captured: Captured) -> bool:
    """Return whether it is a page or an error: JSON, XML, pictures and documents are kept."""
    return captured.media_type in PAGE_TYPES or captured.status >= 400


def _only_listed(archived: Archived) -> set[str]:
    """Return the addresses of the records that only listings tell of."""
    return {
        _bare(record["url"])
        for record in archived.store.records(gone=True)
        if record["provenance"].get("read_from", "page") not in OF_ITS_PAGE
    }


def _leads_to(archive: Archive, captured: Captured, addresses: set[str]) -> bool:
    try:
        capture = archive.load(captured.file, captured.offset)
    except KeyError:
        return True  # its file is away: nobody knows what stands in it
    if not isinstance(capture, Capture):
        return True
    links = links_of_html(capture.body, capture.url)
    return any(_bare(link.url) in addresses for link in links)


def _bare(url: str) -> str:
    """Return an address as all its spellings have it: no scheme, ``www``, final slash, fragment."""
    rest = url.partition("#")[0].partition("://")[2]
    return rest.removeprefix("www.").rstrip("/")
