"""How long a page takes to read, beside one lxml parse of the same bytes.

    python bench/pages.py [FOLDER]

FOLDER holds ``*.html`` to read; without it, pages are made. Each step is timed
page by page, next to the floor (``lxml.html.fromstring``), since a machine's
speed drifts: only ratios taken side by side count.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import lxml.html
from made_pages import made_page

from aimf_scraper.pages.decode import parse_html
from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.walk import walk
from aimf_scraper.text.language import tell_language

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://www.aimf.asso.fr/actions/projet/"
MADE_PAGES = 60
ROUNDS = 5


def read_and_tell(body: bytes) -> None:
    reading = read_html(body, URL).reading
    if reading is not None:
        tell_language(reading.text or "", reading.language)


STEPS: dict[str, Callable[[bytes], object]] = {
    "parse_html": parse_html,
    "parse and walk": lambda body: walk(parse_html(body)),
    "read_html": lambda body: read_html(body, URL),
    "read_html and language": read_and_tell,
}


def seconds(step: Callable[[bytes], object], body: bytes) -> float:
    start = perf_counter()
    step(body)
    return perf_counter() - start


def main(folder: str | None) -> None:
    if folder:
        pages = [path.read_bytes() for path in sorted(Path(folder).glob("*.html"))]
    else:
        pages = [made_page(number) for number in range(MADE_PAGES)]
    for step in STEPS.values():  # tables, caches and imports
        step(pages[0])
    floors: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in STEPS}
    ratios: dict[str, list[float]] = {name: [] for name in STEPS}
    for _ in range(ROUNDS):
        for body in pages:
            floor = seconds(lxml.html.fromstring, body)
            floors.append(floor)
            for name, step in STEPS.items():
                took = seconds(step, body)
                times[name].append(took)
                ratios[name].append(took / floor)
    kilobytes = [len(body) / 1000 for body in pages]
    print(f"{len(pages)} pages of {min(kilobytes):.0f} to {max(kilobytes):.0f} kB")
    print(f"{'step':<24}{'ms, median':>12}{'times the floor':>18}")
    print(f"{'floor (lxml)':<24}{statistics.median(floors) * 1000:>12.2f}{1:>18.2f}")
    for name in STEPS:
        took = statistics.median(times[name]) * 1000
        print(f"{name:<24}{took:>12.2f}{statistics.median(ratios[name]):>18.2f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
