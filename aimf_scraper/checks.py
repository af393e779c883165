"""Checks before publishing: a run's figures against thresholds and the last good runs.

Pure: figures in, results out. A share of one or two records says nothing, so
where fewer than ``FEWEST`` are amiss no share fails.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aimf_scraper.config import Checks
    from aimf_scraper.store import Run

FEWEST: Final = 3
#: Answers that are no trouble though their status is 400 or more: the page is gone.
_GONE: Final = frozenset({"404", "410"})
_FRENCH: Final = "fr"
_NOTHING: Final[dict[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a run left behind, as its row in ``runs`` tells it.

    ``records``: kind -> how many are held. ``named``: kind -> way -> how many it
    lists. ``coverage``: kind -> field -> share of the records that have it.
    ``languages``: language -> records. ``pages``: state of the last answer ->
    pages, gone ones aside. ``statuses``: HTTP status -> pages. ``emptied``:
    field -> of the records that the run changed, how many had it before, and how
    many of these no longer do. ``invariants``: what must hold -> how often it does
    not, and where. ``lies``: pages that a way called unchanged and that were not.
    """

    run: int
    records: Mapping[str, int]
    named: Mapping[str, Mapping[str, int]]
    coverage: Mapping[str, Mapping[str, float]]
    languages: Mapping[str, int]
    pages: Mapping[str, int]
    statuses: Mapping[str, int]
    emptied: Mapping[str, Sequence[int]]
    invariants: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lies: Sequence[Mapping[str, str]] = ()

    @classmethod
    def of(cls, run: Run) -> Figures:
        """Return the figures of *run*; what an older version did not count is empty."""
        counts = run.counts or _NOTHING
        completeness = run.completeness or _NOTHING
        # A quick run sees only the listings' first pages: their counts mean nothing.
        ways = {"rest", "sitemap"} | (
            {"listing"} if completeness.get("walked") == "whole" else set()
        )
        named = {
            kind: {way: count for way, count in facts.items() if way in ways}
            for kind, facts in completeness.get("kinds", _NOTHING).items()
        }
        counted = {f.name: counts.get(f.name, {}) for f in fields(cls)[3:]}
        counted["lies"] = counts.get("lies", ())
        return cls(run.id, counts.get("records", {}), named, **counted)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check. ``message`` says what was found and what is allowed, for people.

    ``value`` and ``limit`` are in the check's own unit: records, or a share (0 to 1).
    """

    name: str
    passed: bool
    value: float
    limit: float
    message: str


def check(figures: Figures, earlier: Sequence[Figures], limits: Checks) -> list[CheckResult]:
    """Return the result of every check that applies, always in the same order.

    *earlier*: the last good runs, newest first; without any, the run is the
    baseline and only what needs no comparison is checked.
    """
    return [
        *_least(figures, limits),
        *_shares(figures, limits),
        *_drops(figures, earlier, limits),
        *_coverage(figures, earlier, limits),
        *_emptied(figures, limits),
        *_invariants(figures),
        *_lies(figures),
    ]


def _least(figures: Figures, limits: Checks) -> Iterator[CheckResult]:
    held = {"all": sum(figures.records.values()), **figures.records}
    for kind, count in held.items():
        least: int = getattr(limits.least, kind)
        what = "records in all" if kind == "all" else f"{kind} records"
        message = f"{count} {what}, at least {least} wanted"
        yield CheckResult(f"least/{kind}", count >= least, count, least, message)


def _shares(figures: Figures, limits: Checks) -> Iterator[CheckResult]:
    pages = sum(figures.pages.values())
    for name, part, whole, limit, what in (
        ("failed", figures.pages.get("failed", 0), pages, limits.largest_failed_share, "failed"),
        (
            "unwanted-status",
            sum(n for status, n in figures.statuses.items() if _is_unwanted(status)),
            sum(figures.statuses.values()),
            limits.largest_unwanted_status_share,
            "answered with an error",
        ),
        (
            "rejects",
            figures.pages.get("rejected", 0),
            pages,
            limits.largest_reject_share,
            "were not taken",
        ),
    ):
        share = _share(part, whole)
        message = f"{part} of {whole} pages ({share:.1%}) {what}, at most {limit:.1%} allowed"
        yield CheckResult(name, share <= limit or part < FEWEST, share, limit, message)
    known = sum(figures.languages.values())
    french = figures.languages.get(_FRENCH, 0)
    share, least = _share(french, known), limits.least_french_share
    passed = share >= least or known - french < FEWEST
    message = (
        f"{french} of {known} records ({share:.1%}) are in French, at least {least:.1%} wanted"
    )
    yield CheckResult("french", passed, share, least, message)


def _is_unwanted(status: str) -> bool:
    return int(status) >= 400 and status not in _GONE


def _drops(figures: Figures, earlier: Sequence[Figures], limits: Checks) -> Iterator[CheckResult]:
    """Compare what is held, and what each way lists, with the newest good run that has it."""
    for kind, now in figures.records.items():
        before = next((one for one in earlier if kind in one.records), None)
        if before is not None:
            then = before.records[kind]
            what = f"{kind} records held"
            yield _drop(f"drop/{kind}", what, now=now, then=then, before=before, limits=limits)
    for kind, ways in figures.named.items():
        for way, now in ways.items():
            before = next((one for one in earlier if way in one.named.get(kind, {})), None)
            if before is not None:
                then = before.named[kind][way]
                what = f"{kind} pages listed by {way}"
                name = f"listed/{kind}/{way}"
                yield _drop(name, what, now=now, then=then, before=before, limits=limits)


def _drop(
    name: str, what: str, *, now: int, then: int, before: Figures, limits: Checks
) -> CheckResult:
    share = _fall(now, then)
    limit = limits.largest_drop
    message = (
        f"{now} {what}, {then} in run {before.run}: {share:.1%} fewer, at most {limit:.1%} allowed"
    )
    return CheckResult(name, share <= limit or then - now < FEWEST, share, limit, message)


def _coverage(
    figures: Figures, earlier: Sequence[Figures], limits: Checks
) -> Iterator[CheckResult]:
    """Compare the share of records that have each field with its median over the good runs."""
    limit = limits.largest_coverage_drop
    for kind, shares in figures.coverage.items():
        count = figures.records.get(kind, 0)
        before = [one.coverage[kind] for one in earlier if kind in one.coverage]
        for name, now in shares.items():
            usual = [share[name] for share in before if name in share]
            if not usual:
                continue
            then = _median(usual)
            share = _fall(now, then)
            passed = share <= limit or round((then - now) * count) < FEWEST
            message = (
                f"{name} in {now:.1%} of {count} {kind} records, {then:.1%} in the last good runs: "
                f"fell by {share:.1%}, at most {limit:.1%} allowed"
            )
            yield CheckResult(f"coverage/{kind}/{name}", passed, share, limit, message)


def _emptied(figures: Figures, limits: Checks) -> Iterator[CheckResult]:
    limit = limits.largest_emptied_share
    for name, (had, lost) in figures.emptied.items():
        share = _share(lost, had)
        message = (
            f"{lost} of {had} records that changed and had {name} have none now ({share:.1%}), "
            f"at most {limit:.1%} allowed"
        )
        yield CheckResult(f"emptied/{name}", share <= limit or lost < FEWEST, share, limit, message)


def _invariants(figures: Figures) -> Iterator[CheckResult]:
    """Tell what must hold in every run: no share of it may be amiss."""
    for name, amiss in figures.invariants.items():
        count = int(amiss["count"])
        first = "; ".join(map(str, list(amiss["first"])[:FEWEST]))
        message = f"{count} amiss: {first}" if count else "holds"
        yield CheckResult(f"invariant/{name}", count == 0, count, 0, message)


def _lies(figures: Figures) -> Iterator[CheckResult]:
    """Tell which ways vouched for pages that read otherwise than what is held of them."""
    ways = sorted({one["way"] for one in figures.lies})
    pages = [one["url"] for one in figures.lies]
    message = "every page that was read again reads as it is held"
    if pages:
        message = (
            f"{' and '.join(ways)} said that {len(pages)} pages did not change, and they did: "
            f"{', '.join(pages[:FEWEST])}; run again with --full"
        )
    yield CheckResult("audit", not pages, len(pages), 0, message)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0


def _fall(now: float, then: float) -> float:
    """Return by which share of *then* it fell; rounded, so that 0.7 of 1 is a fall of just 0.3."""
    return round(max(0.0, 1 - now / then), 6) if then else 0.0


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2
