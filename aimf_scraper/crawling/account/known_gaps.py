"""What fails the same way run after run: named always, no reason to publish nothing.

One dead link must not keep a dataset unpublished for ever, and one bad night
must not pass for a full run. So a gap counts until it was met in so many runs
in a row; from then on it is known. Pure: the account's gaps and the earlier
runs in, the known ones out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from aimf_scraper.crawling.account.earlier import crawls
from aimf_scraper.crawling.wire.budget import NOT_ASKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aimf_scraper.store import Run

#: Where nothing was ever published there is nothing good to keep: what was met so often is
#: published with its name, and the exit code says that it is not known for long enough.
_AFTER_WITHOUT_EXPORTS: Final = 2
#: A page that fails each night, in one way or another, is known after so many times the runs.
_TIMES_WHATEVER_THE_REASON: Final = 2
#: Gaps of the run, not of the site: the next run may not have them.
_OF_THE_RUN: Final = (*sorted(NOT_ASKED), "not asked for")
_WAYS_OF_THE_RUN: Final = frozenset({"run", "budget"})
#: Runs that came far enough for their account to mean something.
_COUNTED: Final = frozenset({"complete", "incomplete"})
#: The way of gaps that only a page read once more shows.
AUDIT: Final = "audit"

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class KnownGap:
    """``way``: ``page``, or the way of discovery. ``since``: when it was first met, in a row.

    ``early``: met in fewer runs than makes a gap known; nothing was published so far.
    """

    way: str
    url: str
    reason: str
    since: str
    runs: int
    early: bool = False


def find_known(
    gaps: Iterable[Key], earlier: Sequence[Run], *, site: str, after: int, now: str
) -> list[KnownGap]:
    """Return those of *gaps* (way, address, reason) that are known by now, sorted.

    *earlier*: all runs, oldest first; those that did not come to an account of
    *site* neither count nor break a row.
    """
    runs = [run for run in crawls(earlier, site) if run.finished_at and run.status in _COUNTED]
    is_first = not any((run.counts or {}).get("good") for run in runs)
    enough = min(after, _AFTER_WITHOUT_EXPORTS) if is_first else after
    told = [(run.started_at, set(map(_same, gaps_of(run.completeness or {})))) for run in runs]
    known = []
    for key in sorted(set(gaps)):
        if _is_of_the_run(key):
            continue
        since, count = _row(_same(key), told, now)
        if count < enough:
            # Another fault each night is no news for ever either.
            failing = [(at, {(way, url, "") for way, url, _ in then}) for at, then in told]
            since, count = _row((*key[:2], ""), failing, now)
            count = count if count >= _TIMES_WHATEVER_THE_REASON * after else 0
        if count >= enough:
            known.append(KnownGap(*key, since=since, runs=count, early=count < after))
    return known


def _row(key: Key, told: Iterable[tuple[str, set[Key]]], now: str) -> tuple[str, int]:
    """Return since when *key* was met in every run, newest first, and in how many with this one."""
    since, count = now, 1
    for started_at, then in told:
        if key not in then:
            break
        since, count = started_at, count + 1
    return since, count


def gaps_of(completeness: dict[str, Any]) -> Iterator[Key]:
    """Yield every gap that a run's account names, known or not."""
    for one in (*completeness.get("holes", ()), *completeness.get("known_gaps", ())):
        yield one["way"], one["url"], one["reason"]
    for one in completeness.get("lies", ()):
        yield AUDIT, one["url"], one["reason"]
    for one in (*completeness.get("missing", ()), *completeness.get("held_as_told", ())):
        yield "page", one["url"], one["reason"]


def lied_before(earlier: Sequence[Run], site: str) -> frozenset[str]:
    """Return the pages of *site* that the last run found to read otherwise than a way says, known gaps too."""
    for run in crawls(earlier, site):
        if run.finished_at and run.status in _COUNTED:
            gaps = gaps_of(run.completeness or {})
            return frozenset(url for way, url, _ in gaps if way == AUDIT)
    return frozenset()


def told_of(gap: KnownGap) -> dict[str, Any]:
    """Return *gap* as a run's account keeps it."""
    return asdict(gap)


def _is_of_the_run(key: Key) -> bool:
    way, _, reason = key
    return way in _WAYS_OF_THE_RUN or reason.startswith(_OF_THE_RUN)


def _same(key: Key) -> Key:
    """Return what two gaps share that failed the same way: the reason without its details."""
    way, url, reason = key
    return way, url, reason.partition(":")[0]
