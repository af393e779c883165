"""An archive in order of time: which captures one crawl made, one after the other.

Our own files say it by their names. In other people's a crawl is a day's
captures, and ends where an address is captured a second time and says
something else: no two states of a page are ever in one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.archive.dates import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aimf_scraper.archive.exchange import Captured

#: ``aimf-20240102030405-00000.warc.gz``: what the files of one run share, the moment in it.
_OF_A_RUN: Final = re.compile(
    r"(?:.*[!/])?(?P<run>[^!/]*-(?P<began>[0-9]{14}))-[0-9]{5}\.warc(?:\.gz)?"
)
_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(frozen=True, slots=True)
class Epoch:
    """What one crawl captured; ``began`` is ``YYYY-MM-DDThh:mm:ssZ``."""

    began: str
    record_ids: frozenset[str]


def epochs(captures: Iterable[Captured], began_of: Mapping[str, str]) -> list[Epoch]:
    """Return the crawls that made *captures*, oldest first.

    *began_of*: when the run began that wrote a file, where the file says it.
    """
    by_run: dict[tuple[str, str], list[Captured]] = {}
    others: list[Captured] = []
    for one in captures:
        named = _OF_A_RUN.fullmatch(one.file)
        began = began_of.get(one.file) or (moment_of(named["began"]) if named is not None else None)
        if began is None:
            others.append(one)
        else:
            run = "" if one.file in began_of or named is None else named["run"]
            by_run.setdefault((began, run), []).append(one)
    found = [
        (min(began, *(one.date for one in made)), run, made)
        for (began, run), made in by_run.items()
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
