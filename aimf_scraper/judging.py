"""Whether a finished run is good enough to publish, and good enough to compare later runs with."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from aimf_scraper.checks import CheckResult, Figures, check
from aimf_scraper.errors import StoreError
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from aimf_scraper.config import Checks

#: With how many good runs a run is compared.
_GOOD_RUNS: Final = 5
#: Runs that saw enough of the site for their figures to mean something.
_CHECKED: Final = frozenset({"complete", "incomplete"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """``good``: complete and nothing failed, or accepted by whoever called."""

    run: int
    good: bool
    checks: tuple[CheckResult, ...]

    @property
    def failed(self) -> tuple[CheckResult, ...]:
        return tuple(one for one in self.checks if not one.passed)


def judge(database: Path, limits: Checks, *, accept: bool = False) -> Verdict:
    """Check the last run, and note in its row whether it is good; it must be finished.

    *accept*: a complete run is good whatever its checks say, and so the
    baseline of later ones.
    """
    with open_store(database) as store:
        runs = store.runs()
        if not runs:
            raise StoreError(f"{database}: the run is not in it: was the data folder moved away?")
        run = runs[-1]
        if run.finished_at is None or run.status is None:
            raise RuntimeError(f"run {run.id} is not finished")
        good = [one for one in reversed(runs[:-1]) if (one.counts or {}).get("good")]
        checks: tuple[CheckResult, ...] = ()
        if run.status in _CHECKED:
            earlier = [Figures.of(one) for one in good if one.site == run.site]
            checks = tuple(check(Figures.of(run), earlier[:_GOOD_RUNS], limits))
        passed = all(one.passed for one in checks)
        verdict = Verdict(run.id, run.status == "complete" and (passed or accept), checks)
        counts = (run.counts or {}) | {
            "checks": [asdict(one) for one in checks],
            "good": verdict.good,
        }
        store.finish_run(run.id, run.finished_at, run.status, counts, run.completeness or {})
        return verdict
