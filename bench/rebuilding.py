"""What a rebuild costs beside `extract` alone: processor time a page, peak memory, one process and two.

    python bench/rebuilding.py --pages 1000 [--dask]

Makes an archive of that many pages out of the demo's, each with an address and a
sentence of its own, in a folder that is thrown away. Prints JSON lines. Compare
figures of one call only: processor time too depends on what else the machine does.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from urllib.request import urlopen

from aimf_scraper.addresses import LIVE_SITE
from aimf_scraper.archive.exchange import Exchange
from aimf_scraper.archive.payload import digest_of
from aimf_scraper.archive.reader import Capture, captures
from aimf_scraper.archive.writer import WarcWriter
from aimf_scraper.demo.server import DemoSite
from aimf_scraper.extraction import extract_html

CLUSTER = """
import time
from distributed import LocalCluster
if __name__ == "__main__":
    made = LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
    print(made.scheduler_address, flush=True)
    time.sleep(10**6)
"""
#: The command, and at its end what it took.
COMMAND = """
import json, resource
from aimf_scraper.cli import main
if __name__ == "__main__":
    try:
        main()
    finally:
        said = {}
        for name, which in (("writer", resource.RUSAGE_SELF), ("workers", resource.RUSAGE_CHILDREN)):
            took = resource.getrusage(which)
            said[f"{name}_cpu_sec"] = round(took.ru_utime + took.ru_stime, 2)
            said[f"{name}_largest_mb"] = round(took.ru_maxrss / 1024)
        print(json.dumps(said), flush=True)
"""
HTML = ((b"Content-Type", b"text/html; charset=utf-8"),)


def demo_pages() -> list[tuple[str, bytes]]:
    """Return path and body of the demo's actions and news."""
    with DemoSite() as site:
        found = []
        for kind in ("actions", "posts"):
            with urlopen(f"{site.url}/wp-json/wp/v2/{kind}?per_page=100") as answer:
                items = json.load(answer)
            for one in items:
                if "titre-de-l" in one["link"]:
                    continue  # the forgotten template, which is refused
                with urlopen(one["link"]) as answer:
                    body = answer.read().replace(site.url.encode(), LIVE_SITE.encode())
                found.append((one["link"].removeprefix(site.url), body))
    return found


def exchanges(pages: list[tuple[str, bytes]], wanted: int):
    for number in range(wanted):
        path, body = pages[number % len(pages)]
        path_here = f"{path.rstrip('/')}-{number}/"
        body = body.replace(f"{LIVE_SITE}{path}".encode(), f"{LIVE_SITE}{path_here}".encode())
        # Words of its own, so that no page is another one's copy.
        said = f"<p>Le dossier numéro {number} est suivi par la régie.</p></article>".encode()
        body = body.replace(b"</article>", said, 1)
        yield Exchange(
            url=LIVE_SITE + path_here,
            method="GET",
            request_headers=((b"Host", b"www.aimf.asso.fr"),),
            request_body=b"",
            status=200,
            reason="OK",
            protocol="HTTP/1.1",
            response_headers=HTML,
            body=body,
            fetched_at=f"2024-01-{1 + number % 28:02d}T{number // 3600 % 24:02d}:00:00Z",
            record_id=f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
            request_id=f"<urn:uuid:00000000-0000-4000-9000-{number:012d}>",
            payload_digest=digest_of(body),
        )


def write(folder: Path, wanted: int) -> None:
    ids = (f"<urn:uuid:00000000-0000-4000-a000-{number:012d}>" for number in count())
    with WarcWriter(
        folder,
        info={"software": "bench"},
        clock=lambda: "2024-01-01T00:00:00Z",
        new_id=lambda: next(ids),
    ) as writer:
        for one in exchanges(demo_pages(), wanted):
            writer.write(one)


def extracted(folder: Path) -> dict[str, float]:
    """Extract every page in this process, one after the other."""
    begun, pages = time.process_time(), 0
    for one in captures([folder]):
        assert isinstance(one, Capture)
        extract_html(one.body, url=one.url)
        pages += 1
    return {"pages": pages, "cpu_sec": round(time.process_time() - begun, 2)}


def rebuilt(folder: Path, data: Path, *how: str) -> dict[str, float]:
    """Rebuild in a process of its own: what the writer took, and its workers, apart and together."""
    begun = time.monotonic()
    command = [sys.executable, "-c", COMMAND, "rebuild", "--quiet", *how]
    done = subprocess.run(
        [*command, "--from", folder, "--data", data], check=True, stdout=subprocess.PIPE, text=True
    )
    wall = time.monotonic() - begun
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    cpu = said["writer_cpu_sec"] + said["workers_cpu_sec"]
    return {"cpu_sec": round(cpu, 2), "wall_sec": round(wall, 2)} | said


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=1000)
    asked.add_argument("--dask", action="store_true", help="on two Dask workers as well")
    said = asked.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder / "archive", said.pages)
        size = sum(one.stat().st_size for one in (folder / "archive").iterdir())
        print(json.dumps({"pages": said.pages, "warc_bytes": size}), flush=True)
        print(json.dumps({"what": "extract"} | extracted(folder / "archive")), flush=True)
        for cores in ("1", "2"):
            done = rebuilt(folder / "archive", folder / f"data-{cores}", "--cores", cores)
            print(json.dumps({"what": f"rebuild --cores {cores}"} | done), flush=True)
        if said.dask:
            running = subprocess.Popen(
                [sys.executable, "-c", CLUSTER], stdout=subprocess.PIPE, text=True
            )
            assert running.stdout is not None
            address = running.stdout.readline().strip()
            done = rebuilt(folder / "archive", folder / "data-dask", "--dask", address)
            print(json.dumps({"what": "rebuild --dask, 2 workers"} | done), flush=True)
            running.terminate()
            running.wait()


if __name__ == "__main__":
    main()
