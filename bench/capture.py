"""What the archive costs a crawl: requests a second with it and without, pair by pair.

    python bench/capture.py [PAIRS] [FILLER]

The demo site with FILLER news more answers from a process of its own; each
crawl is the real one (`crawl --full`) in a process of its own, into an empty
folder. A pair is the two crawls one right after the other, now the one first,
now the other: a machine's speed drifts, so only ratios within a pair count.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ROOT = Path(__file__).parent.parent
PAIRS = 5
FILLER = 300

CRAWL = """
import json, sys, time
from pathlib import Path
from aimf_scraper.crawling.run import CrawlOptions, run_crawl
from aimf_scraper.records import CRAWLED_KINDS

site, data, archive = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "archive"
options = CrawlOptions(
    site=site, data=data, kinds=CRAWLED_KINDS, full=True, archive=archive, quiet=True
)
begun, used = time.perf_counter(), time.process_time()
outcome = run_crawl(options)
took, used = time.perf_counter() - begun, time.process_time() - used
assert outcome.status in {"complete", "incomplete"}, outcome
print(json.dumps([took, used]))
"""


def serve(told: Connection, filler: int) -> None:
    from aimf_scraper.demo.server import DemoSite

    with DemoSite(filler=filler) as site:
        told.send(site.url)
        told.recv()
        told.send(len(site.requests))


def crawl(url: str, data: Path, archive: str) -> tuple[float, float]:
    """Return the seconds that a crawl took: by the clock, and of the processor."""
    done = subprocess.run(
        [sys.executable, "-c", CRAWL, url, str(data), archive],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr)
    took, used = json.loads(done.stdout)
    return took, used


def main(pairs: int, filler: int) -> None:
    here, there = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=serve, args=(there, filler))
    server.start()
    url = here.recv()
    clock, processor = [], []
    try:
        with tempfile.TemporaryDirectory() as folder:
            crawl(url, Path(folder) / "warm", "none")  # the server makes each answer once
            for pair in range(pairs):
                times = {}
                for archive in ("archive", "none") if pair % 2 else ("none", "archive"):
                    times[archive] = crawl(url, Path(folder) / f"{pair}-{archive}", archive)
                with_it, without = times["archive"], times["none"]
                clock.append(with_it[0] / without[0])
                processor.append(with_it[1] / without[1])
                print(
                    f"pair {pair + 1}: {with_it[0]:.2f} s with, {without[0]:.2f} s without: "
                    f"x {clock[-1]:.3f} by the clock, x {processor[-1]:.3f} of the processor",
                    flush=True,
                )
    finally:
        here.send("end")
        requests = here.recv() / (2 * pairs + 1)
        server.join()
    lost = 1 - 1 / statistics.median(clock)
    print(f"{requests:.0f} requests a crawl; throughput lost to the archive: {lost:.1%} (median)")


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    main(*(given + [PAIRS, FILLER][len(given) :]))
