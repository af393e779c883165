"""What a page of `serve` costs, on the demo and on many records: the median of many askings, and the slowest.

    python bench/serve.py [--records 100000] [--keep FOLDER] [--rounds 15]

Asked in this process, through Datasette's own client, so that no network is timed. "ready" is
what `serve` does before it shows its address: once for each state of the database, and again with
the figures that it kept. Every record,
town and partner is asked for the first time. Goal: 100 ms on the demo, 300 ms on 100,000 records.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from formats import make

from aimf_scraper.explore.app.explore_app import serve_app
from aimf_scraper.explore.app.explorer import Explorer
from aimf_scraper.explore.app.front import make_ready
from aimf_scraper.explore.figures import FILE_NAME
from aimf_scraper.resolving.settling import settle_bodies
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

DEMO_GOAL_MS = 100
MANY_GOAL_MS = 300


def addresses(data: Path, rounds: int) -> dict[str, list[str]]:
    """Return what is asked for, by the kind of page."""
    with open_store(data / "aimf.db", read_only=True) as store:
        ids = sorted(store.standing())
        towns = [key for (key,) in store.query("SELECT id FROM cities ORDER BY id")]
    records = ids[:: max(1, len(ids) // rounds)][:rounds]
    return {
        "first page": ["/"] * rounds,
        "record": [f"/record/{key}" for key in records],
        "search": [f"/search?q={word}" for word in ("eau", "ville", "marche", "agence")],
        "map": ["/map"] * 3,
        "town": [f"/town/{key}" for key in towns[:3]],
    }


async def timed(explorer: Explorer, asked: list[str]) -> list[float]:
    told = []
    for address in asked:
        start = time.perf_counter()
        answer = await explorer.client.get(address)
        told.append((time.perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
    return told


def lines(data: Path, rounds: int, goal: int) -> Iterator[str]:
    (data / FILE_NAME).unlink(missing_ok=True)
    for how in ("once", "kept"):
        site = serve_app(data)
        explorer = Explorer(site)
        start, cpu = time.perf_counter(), time.process_time()
        make_ready(site)
        took, cpu = time.perf_counter() - start, time.process_time() - cpu
        yield f"{'ready':12} {took * 1000:9.0f} ms, {how}; {cpu * 1000:.0f} ms of a processor"
    for name, asked in addresses(data, rounds).items():
        told = asyncio.run(timed(explorer, asked))
        middle = statistics.median(told)
        kept = "" if name not in {"first page", "record"} else "ok" if middle < goal else "TOO SLOW"
        yield f"{name:12} {middle:9.1f} ms, slowest {max(told):9.1f}  {kept}"


def many(data: Path, records: int) -> None:
    data.mkdir(parents=True, exist_ok=True)
    if not (data / "aimf.db").exists():
        make(data / "aimf.db", records)
        with open_store(data / "aimf.db") as store:
            settle_bodies(store)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument(
        "--keep", type=Path, help="the folder in which databases are made, and stay"
    )
    options = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = options.keep or Path(made)
        demo = folder / "demo"
        if not demo.exists():
            command = [sys.executable, "-m", "aimf_scraper", "crawl", "--demo", "--quiet"]
            subprocess.run([*command, "--data", str(demo)], check=True)
        print("the demo")
        for line in lines(demo, options.rounds, DEMO_GOAL_MS):
            print(line, flush=True)
        many(folder / "many", options.records)
        print(f"{options.records} records")
        for line in lines(folder / "many", options.rounds, MANY_GOAL_MS):
            print(line, flush=True)


if __name__ == "__main__":
    main()
