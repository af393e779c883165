"""What a run leaves behind in numbers, for the checks that compare it with others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Container

    from aimf_scraper.crawling.session import Session

#: States of pages that were asked for and are still there.
_ASKED: Final = frozenset({"fetched", "failed", "rejected"})


def figures(session: Session, without: Container[str] = ()) -> dict[str, Any]:
    """Return the counts of the wanted kinds that ``checks.Figures`` is made of.

    *without*: pages that are known gaps, which no share counts.
    """
    kinds, store = session.kinds, session.store
    held, coverage, languages = store.counts(), store.coverage(), store.languages()
    pages = [
        page
        for page in session.known.values()
        if page.state in _ASKED
        and page.url not in without
        and (page.kind in kinds or page.kind is None)
    ]
    return {
        "records": {kind: held.get(kind, 0) for kind in kinds},
        "coverage": {kind: coverage[kind] for kind in kinds if kind in coverage},
        "languages": _sum(Counter(languages.get(kind, {})) for kind in kinds),
        "pages": _sorted(Counter(page.state for page in pages)),
        "statuses": _sorted(Counter(str(page.http_status) for page in pages if page.http_status)),
        "emptied": store.emptied(session.run),
    }


def _sum(counters: Any) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counters:
        total.update(one)
    return _sorted(total)


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items()))
