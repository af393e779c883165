"""An archive in order of time: which captures one crawl made, one after the other.

Our own files say it. In other people's a crawl is a day's
captures, and ends where an address is captured a second time and says
something else: no two states of a page are ever in one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.rebuilding.runs import Run

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one crawl captured; ``began`` is ``YYYY-MM-DDThh:mm:ssZ``."""

    began: str
    record_ids: frozenset[str]


def epochs(captures: Iterable[Captured], run_of: Callable[[Captured], Run | None]) -> list[Epoch]:
    """Return the crawls that made *captures*, oldest first.

    *run_of*: which run of ours made a capture.
    """
    by_run: dict[Run, list[Captured]] = {}
    others: list[Captured] = []
    for one in captures:
        run = run_of(one)
        if run is None:
            others.append(one)
        else:
            by_run.setdefault(run, []).append(one)
    found = [
        (min(run.began, *(one.date for one in made)), run.name, made)
        for run, made in by_run.items()
    ]
    found += [(made[0].date, "", made) for made in _by_day(others)]
    return [
        Epoch(began, frozenset(one.record_id for one in made))
        for began, _, made in sorted(found, key=lambda one: one[:2])
    ]


def _by_day(captures: list[Captured]) -> Iterator[list[Captured]]:
    made: list[Captured] = []
    said: dict[str, str] = {}
    for one in sorted(captures, key=lambda one: (one.date, one.file, one.offset)):
        is_page = one.status == 200 and one.media_type in _PAGES
        is_news = is_page and said.get(one.url, one.payload_digest) != one.payload_digest
        if made and (is_news or made[0].date[:10] != one.date[:10]):
            yield made
            made, said = [], {}
        made.append(one)
        if is_page:
            said[one.url] = one.payload_digest
    if made:
        yield made
