"""Requests a second of a whole crawl, beside a bare Scrapy spider on the same addresses.

    python bench/crawl.py [PAIRS] [FILLER]

The demo site with FILLER news more answers from a process of its own. A pair is
our crawl (the command, from its start to its end, archive, rules and store
included) and a bare spider that asks for the same addresses and reads each
page's title, one right after the other, now the one first, now the other: a
machine's speed drifts, so only the ratio within a pair counts.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

ROOT = Path(__file__).parent.parent
PAIRS = 5
FILLER = 400

OURS = "from aimf_scraper.__main__ import main; main()"
BARE = """
import json, sys
from pathlib import Path
from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess

class Bare(Spider):
    name = "bare"

    async def start(self):
        for url in json.loads(Path(sys.argv[1]).read_text()):
            yield Request(url, dont_filter=True, meta={"handle_httpstatus_all": True})

    def parse(self, response):
        if hasattr(response, "text"):
            response.xpath("//title/text()").get()

process = AsyncCrawlerProcess({
    "LOG_ENABLED": False, "ROBOTSTXT_OBEY": False, "TELNETCONSOLE_ENABLED": False,
    "CONCURRENT_REQUESTS": 8, "CONCURRENT_REQUESTS_PER_DOMAIN": 8, "DOWNLOAD_DELAY": 0.001,
    "DOWNLOAD_DELAY_JITTER": 0, "CONCURRENT_ITEMS": 1, "REDIRECT_ENABLED": False,
})
process.crawl(Bare)
process.start()
"""


class Took(NamedTuple):
    """Seconds by the clock and of the processor, and how many requests the site saw."""

    clock: float
    processor: float
    requests: int

    @property
    def rate(self) -> float:
        return self.requests / self.clock

    @property
    def ms(self) -> float:
        return 1000 * self.processor / self.requests


def serve(told: Connection, filler: int) -> None:
    """Serve the demo; answer each message with the paths that were asked for since the last."""
    from aimf_scraper.demo.server import DemoSite

    with DemoSite(filler=filler) as site:
        told.send(site.url)
        seen = 0
        while told.recv() != "end":
            asked = [request[1] for request in site.requests]
            told.send(asked[seen:])
            seen = len(asked)


def run(arguments: list[str], pipe: Connection) -> tuple[Took, list[str]]:
    """Run a process to its end; return what it took and the paths that it asked for."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        capture_output=True,
        text=True,
        check=False,
    )
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 3}:
        sys.exit(done.stderr)
    pipe.send("asked")
    paths = pipe.recv()
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(clock, used, len(paths)), paths


def main(pairs: int, filler: int) -> None:
    here, there = get_context("spawn").Pipe()
    server = get_context("spawn").Process(target=serve, args=(there, filler))
    server.start()
    url = here.recv()
    rates, processor = [], []
    try:
        with tempfile.TemporaryDirectory() as folder:
            ours = ["crawl", "--quiet", "--site", url, "--data"]
            _, paths = run(["-c", OURS, *ours, f"{folder}/warm"], here)  # each answer is made once
            addresses = Path(folder) / "addresses.json"
            addresses.write_text(json.dumps([url + path for path in paths]))
            for pair in range(pairs):
                took = {}
                for who in ("ours", "bare") if pair % 2 else ("bare", "ours"):
                    said = ["-c", BARE, str(addresses)]
                    if who == "ours":
                        said = ["-c", OURS, *ours, f"{folder}/{pair}"]
                    took[who], _ = run(said, here)
                rates.append(took["ours"].rate / took["bare"].rate)
                processor.append(took["bare"].ms / took["ours"].ms)
                told = "; ".join(
                    f"{who} {one.rate:.0f} requests/s, {one.ms:.1f} ms of the processor each"
                    for who, one in sorted(took.items(), reverse=True)
                )
                print(f"pair {pair + 1}: {told}: x {rates[-1]:.2f}", flush=True)
    finally:
        here.send("end")
        server.join()
    print(
        f"{len(paths)} requests a crawl; {statistics.median(rates):.2f} of the bare spider's "
        f"requests a second (median), {statistics.median(processor):.2f} by the processor's time"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", nargs="?", type=int, default=PAIRS)
    parser.add_argument("filler", nargs="?", type=int, default=FILLER)
    said = parser.parse_args()
    main(said.pairs, said.filler)
