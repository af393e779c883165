"""Time steps side by side, page by page: what the benchmarks of this folder share.

A machine's speed drifts by half, so each step is timed right after the floor
(one ``lxml.html.fromstring`` of the same bytes) and only the ratio counts: the
median over pages and rounds. What is counted is the processor's time of this
thread: on a busy machine a step of 5 ms is put off more often than a floor of
1 ms, and a clock on the wall would lie about the ratio.
"""

from __future__ import annotations

import statistics
from pathlib import Path
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

import lxml.html
from made_pages import FACT_SHARE, made_page

from aimf_scraper.memory import settle_collector

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping, Sequence

URL = "https://www.aimf.asso.fr/actions/projet/"
MADE_PAGES = 40
ROUNDS = 5


class Times(NamedTuple):
    """Milliseconds and ratios to the floor of one step, a page and round each."""

    ms: list[float]
    ratios: list[float]


def add_page_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, help="holds *.html; else pages are made")
    parser.add_argument("--facts", type=float, default=FACT_SHARE, help="see made_pages.py")


def pages_of(options: argparse.Namespace) -> list[bytes]:
    """Return the pages asked for and say on standard output what they are."""
    if options.folder:
        pages = [path.read_bytes() for path in sorted(options.folder.glob("*.html"))]
    else:
        pages = [made_page(number, options.facts) for number in range(MADE_PAGES)]
    kilobytes = [len(body) / 1000 for body in pages]
    print(f"{len(pages)} pages of {min(kilobytes):.0f} to {max(kilobytes):.0f} kB")
    return pages


def milliseconds(step: Callable[[bytes], object], body: bytes) -> float:
    """Return the processor time of ``step(body)``, putting away what it made included."""
    start = thread_time()
    step(body)
    return (thread_time() - start) * 1000


def time_steps(
    steps: Mapping[str, Callable[[bytes], Callable[[bytes], object]]],
    pages: Sequence[bytes],
    rounds: int = ROUNDS,
) -> dict[str, Times]:
    """Return the times of the floor and of every step.

    Each of *steps* gets the page first and returns what is timed with it, so
    that what stands before a step (a page's text, for the rules) is not timed.
    """
    prepared = {name: [make(body) for body in pages] for name, make in steps.items()}
    for ready in prepared.values():  # tables, caches and imports
        ready[0](pages[0])
    settle_collector()  # as a crawl and a rebuild do
    floor: Callable[[bytes], object] = lxml.html.fromstring
    times = {name: Times([], []) for name in ("floor (lxml)", *steps)}
    for _ in range(rounds):
        for at, body in enumerate(pages):
            base = min(milliseconds(floor, body) for _ in range(2))
            _keep(times["floor (lxml)"], base, base)
            for name, ready in prepared.items():
                _keep(times[name], milliseconds(ready[at], body), base)
    return times


def show(times: Mapping[str, Times]) -> None:
    print(f"{'step':<32}{'ms, median':>12}{'times the floor':>18}")
    for name, taken in times.items():
        ms, ratio = statistics.median(taken.ms), statistics.median(taken.ratios)
        print(f"{name:<32}{ms:>12.2f}{ratio:>18.2f}")


def _keep(times: Times, took: float, base: float) -> None:
    times.ms.append(took)
    times.ratios.append(took / base)
