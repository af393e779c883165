"""What a page costs from bytes to record, beside one lxml parse, and beside the usual stack.

    python bench/whole.py [--compare] [FOLDER]

FOLDER holds ``*.html``; without it, pages are made. Each step is timed page by
page next to the floor (``lxml.html.fromstring`` of the same bytes), since a
machine's speed drifts: only ratios taken side by side count. ``--compare``
(extra ``compare``) adds what one would assemble today: trafilatura for the
body, spaCy for places and organisations, dateparser's search for dates,
price-parser for sums, langdetect for the language.
"""

from __future__ import annotations

import argparse
import statistics
import warnings
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import lxml.html
from made_pages import made_page

from aimf_scraper.extraction import extract_html
from aimf_scraper.pages.html import read_html
from aimf_scraper.rules.facts import find_facts
from aimf_scraper.rules.scan import Document

if TYPE_CHECKING:
    from collections.abc import Callable

URL = "https://www.aimf.asso.fr/actions/projet/"
MADE_PAGES = 40
ROUNDS = 5


def usual_stack() -> Callable[[bytes], object]:
    """Return the stack that `docs/quality.md` compares with, loaded and warm."""
    import dateparser.search
    import langdetect
    import price_parser
    import spacy
    import trafilatura

    langdetect.DetectorFactory.seed = 0
    ner = spacy.load("fr_core_news_md", exclude=["parser", "lemmatizer", "morphologizer"])

    def read(body: bytes) -> object:
        text = trafilatura.extract(body.decode(), with_metadata=True) or ""
        places = [one.text for one in ner(text).ents]
        dates = dateparser.search.search_dates(text, languages=["fr"])
        sums = [price_parser.Price.fromstring(line) for line in text.splitlines() if "€" in line]
        return places, dates, sums, langdetect.detect(text) if text else None

    return read


def rules_alone(body: bytes) -> Callable[[bytes], object]:
    """Return the rules over the text of *body*, for the made page or the file at hand."""
    reading = read_html(body, URL).reading
    document = Document(
        title=(reading.title or "") if reading else "",
        text=(reading.text or "") if reading else "",
        kind="action",
    )
    return lambda _: find_facts(document)


def seconds(step: Callable[[bytes], object], body: bytes) -> float:
    start = perf_counter()
    step(body)
    return perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--compare", action="store_true", help="time the usual stack as well")
    options = parser.parse_args()
    if options.folder:
        pages = [path.read_bytes() for path in sorted(options.folder.glob("*.html"))]
    else:
        pages = [made_page(number) for number in range(MADE_PAGES)]
    steps: dict[str, Callable[[bytes], Callable[[bytes], object]]] = {
        "read_html": lambda _: lambda body: read_html(body, URL),
        "all rules": rules_alone,
        "bytes to record": lambda _: lambda body: extract_html(body, url=URL),
    }
    for step in steps.values():  # tables, caches and imports
        step(pages[0])(pages[0])
    floors: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in steps}
    ratios: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(ROUNDS):
        for body in pages:
            floor = min(seconds(lxml.html.fromstring, body) for _ in range(2))
            floors.append(floor)
            for name, step in steps.items():
                took = seconds(step(body), body)
                times[name].append(took)
                ratios[name].append(took / floor)
    kilobytes = [len(body) / 1000 for body in pages]
    print(f"{len(pages)} pages of {min(kilobytes):.0f} to {max(kilobytes):.0f} kB")
    print(f"{'step':<24}{'ms, median':>12}{'times the floor':>18}")
    print(f"{'floor (lxml)':<24}{statistics.median(floors) * 1000:>12.2f}{1:>18.2f}")
    for name in steps:
        took = statistics.median(times[name]) * 1000
        print(f"{name:<24}{took:>12.2f}{statistics.median(ratios[name]):>18.2f}")
    if options.compare:
        compare(pages[:10])


def compare(pages: list[bytes]) -> None:
    """Time the usual stack beside ours, page by page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        usual = usual_stack()
        usual(pages[0])
        pairs = []
        for body in pages:
            ours = min(seconds(lambda one: extract_html(one, url=URL), body) for _ in range(3))
            pairs.append((seconds(usual, body), ours))
    took = statistics.median(one for one, _ in pairs) * 1000
    ratio = statistics.median(one / ours for one, ours in pairs)
    print(f"{'usual stack':<24}{took:>12.1f}")
    print(f"the usual stack takes {ratio:.0f} times as long as bytes to record")


if __name__ == "__main__":
    main()
