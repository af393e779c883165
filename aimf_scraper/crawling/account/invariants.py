"""What must hold at the end of every run, whatever the site did: proved, not hoped.

Every address that a way names as an item is held as a record of its own, or
its absence has a reason. No two addresses share a record, and no record tells
of another one's page. A run in which this does not hold fails its checks.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.crawling.account.shared_words import twins, with_words_of_others

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.crawling.session import Session
    from aimf_scraper.store import HeldWords

#: So many cases of each are kept, to be named.
_NAMED: Final = 20


def broken(session: Session) -> dict[str, list[str]]:
    """Return by the invariant's name where it does not hold: what is named, for people.

    ``own-record``: a page read as an item that has no record, or another page's.
    ``one-address``: a record that two pages, or an address that two records have.
    ``own-words``: a record whose summary holds the beginning of another's text.
    """
    records = {one.id: one.url for one in _held(session)}
    return {
        "own-record": list(_without_own(session, records)),
        "one-address": list(_shared(session, records)),
        "own-words": [
            f"{key} has the beginning of {owner} in its summary"
            for key, owner in with_words_of_others(lambda: _held(session))
        ],
    }


def twins_of(session: Session) -> Iterator[tuple[str, str]]:
    """Yield the pages that show what an earlier one shows, as ``twins`` does."""
    return twins(_held(session))


def _held(session: Session) -> Iterator[HeldWords]:
    """Yield the records of the wanted kinds as they stand at the end of the run, by id."""
    return (one for one in session.store.held_words() if one.kind in session.kinds)


def told(found: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """Return *found* as the run's row keeps it: how many, and the first of them."""
    return {name: {"count": len(where), "first": where[:_NAMED]} for name, where in found.items()}


def _without_own(session: Session, records: dict[str, str]) -> Iterator[str]:
    for url, state in sorted(session.known.items()):
        if (
            state.state != "fetched"
            or state.kind not in session.kinds
            or url in session.registry.aliases
        ):
            continue
        address = records.get(state.record_id or "")
        if address is None:
            owner = session.ids.owner(state.record_id or "")
            if owner is None or session.registry.resolve(owner) != url:
                yield f"{url} was read and has no record"
        elif session.registry.resolve(address) != session.registry.resolve(url):
            yield f"{url} has the record of {address}"


def _shared(session: Session, records: dict[str, str]) -> Iterator[str]:
    pages = defaultdict(list)
    for url, state in sorted(session.known.items()):
        if state.state == "fetched" and state.record_id and url not in session.registry.aliases:
            pages[state.record_id].append(url)
    for key, urls in sorted(pages.items()):
        if len(urls) > 1:
            yield f"{key} is the record of {' and of '.join(urls)}"
    at = defaultdict(list)
    for key, address in sorted(records.items()):
        at[address].append(key)
    for url, keys in sorted(at.items()):
        if len(keys) > 1:
            yield f"{url} has the records {' and '.join(keys)}"
