"""What a run takes up of the runs before it: what they misread, what failed, the links that they met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimf_scraper.crawling.account.earlier import crawls
from aimf_scraper.crawling.account.known_gaps import gaps_of
from aimf_scraper.crawling.account.shared_words import with_words_of_others
from aimf_scraper.crawling.answers.hints import depth_in, named_in, unpack
from aimf_scraper.crawling.answers.same_page import same_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from aimf_scraper.addresses import Site
    from aimf_scraper.crawling.answers.record_ids import RecordIds
    from aimf_scraper.crawling.discovery.url_registry import UrlRegistry
    from aimf_scraper.store import HeldWords, PageState, Run


def variants(
    known: Mapping[str, PageState], site: Site, aliases: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield the pages that earlier versions took for ones of their own, with the page that they are a view of."""
    for url in sorted(known):
        canonical = site.canonical(url)
        if canonical is None or canonical == url or canonical in aliases:
            continue
        if not _is_its_own(known[url], known.get(canonical), site):
            yield url, canonical  # a print view, a page of comments


def _is_its_own(state: PageState, other: PageState | None, site: Site) -> bool:
    """Return whether a page that looks like a view of another one was read, and shows something else."""
    address = site.address(state.url, as_item=True)
    if address is None or state.url not in {address.url, address.spelled} or state.reading is None:
        return False
    if other is None:
        return bool({*state.found_by} - {"link"})  # some way calls it an item, and nobody the other
    if other.reading is None:
        return True
    return not same_page(unpack(state.reading), unpack(other.reading))


def misread(known: Mapping[str, PageState], registry: UrlRegistry, ids: RecordIds) -> list[str]:
    """Return the pages whose record is another page's, which has the same slug: they have none of their own."""
    found = []
    for url, state in sorted(known.items()):
        owner = ids.owner(state.record_id) if state.record_id else url
        if owner is not None and registry.resolve(owner) != registry.resolve(url):
            found.append(url)
    return found


def misworded(
    records: Callable[[], Iterable[HeldWords]], earlier: Sequence[Run], site: Site
) -> list[str]:
    """Return the pages whose record said another one's words when the last run ended, sorted.

    *records*: gives those that are held; asked only where that run found some.
    """
    for run in crawls(earlier, site.base_url):
        if run.counts is None:
            continue
        found = run.counts.get("invariants", {}).get("own-words", {}).get("count")
        astray = {key for key, _ in with_words_of_others(records)} if found else set()
        return sorted(one.url for one in records() if one.id in astray) if astray else []
    return []


def recall_links(known: Mapping[str, PageState], registry: UrlRegistry) -> None:
    """Enter what articles linked to when they were read: they may not be asked for this time.

    A listing that only an article names would be forgotten otherwise.
    """
    for state in known.values():
        depth = depth_in(state.hints)
        for link in unpack(state.reading).links if state.reading else ():
            registry.note(link.url, "link", depth=depth + 1)


def failed_before(
    known: Mapping[str, PageState], earlier: Sequence[Run], site: str
) -> Iterator[str]:
    """Yield the addresses that could not be had in the last run of *site* that came to an account."""
    for url, state in known.items():
        if state.state == "failed":
            yield url
            yield named_in(state.hints) or url
    for run in crawls(earlier, site):
        if run.completeness:
            yield from (url for way, url, _ in gaps_of(run.completeness) if way != "page")
            return
