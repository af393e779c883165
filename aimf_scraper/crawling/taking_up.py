"""What a run takes up of the runs before it: what they misread, and the links that they met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.crawling.earlier import crawls
from aimf_scraper.crawling.hints import depth_in, named_in, unpack
from aimf_scraper.crawling.known_gaps import gaps_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.crawling.session import Session


def take_up_known(session: Session) -> None:
    """Mend what earlier versions took for one page, or for two."""
    misread: list[str] = []
    for url, state in sorted(session.known.items()):
        canonical = session.site.canonical(url)
        if canonical is not None and canonical != url and canonical not in session.registry.aliases:
            session.add_alias(url, canonical)  # a print view, a page of comments
        owner = session.ids.owner(state.record_id) if state.record_id else url
        if owner is not None and session.registry.resolve(owner) != session.registry.resolve(url):
            # Its record is another page's, which has the same slug: it has none of its own.
            misread.append(url)
    session.store.forget_answers(misread)
    for url in misread:
        session.remember(url)


def recall_links(session: Session) -> None:
    """Enter what articles linked to when they were read: they may not be asked for this time.

    A listing that only an article names would be forgotten otherwise.
    """
    for state in session.known.values():
        depth = depth_in(state.hints)
        for link in unpack(state.reading).links if state.reading else ():
            session.registry.note(link.url, "link", depth=depth + 1)


def failed_before(session: Session) -> Iterator[str]:
    """Yield the addresses that could not be had in the last run that came to an account."""
    for url, state in session.known.items():
        if state.state == "failed":
            yield url
            yield named_in(state.hints) or url
    for run in crawls(session.earlier, session.site.base_url):
        if run.completeness:
            yield from (url for way, url, _ in gaps_of(run.completeness) if way != "page")
            return
