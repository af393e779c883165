"""What a page costs from bytes to record, beside one lxml parse, and beside the usual stack.

    python bench/whole.py [--compare] [--facts SHARE] [FOLDER]

``cold``: the first time that a process meets a page, when no link or class of
it is known yet; the others: pages met before, as most menus and feet are in a
crawl. ``--compare`` (extra ``compare``) adds what one would assemble today:
trafilatura for the body, spaCy for places and organisations, dateparser's
search for dates, price-parser for sums, langdetect for the language.
"""

from __future__ import annotations

import argparse
import hashlib
import statistics
import warnings
from typing import TYPE_CHECKING

from timing import URL, add_page_options, milliseconds, pages_of, show, time_steps

from aimf_scraper.assembly import clean, find_facts, lay_over, tell_language, validate
from aimf_scraper.extraction import extract_html
from aimf_scraper.memory import settle_collector
from aimf_scraper.pages.html import read_html
from aimf_scraper.records import Provenance

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.assembly import Draft

COMPARED_PAGES = 10


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


def draft_of(body: bytes) -> Draft:
    reading = read_html(body, URL).reading
    readings = [reading] if reading else []
    return lay_over(readings, url=URL, kind="action", provenance=Provenance())


def rules_alone(body: bytes) -> Callable[[bytes], object]:
    """Return all rules and the making of the record, over what was read of *body*."""
    draft = tell_language(clean(draft_of(body)))
    return lambda _: find_facts(draft)


def the_rest(body: bytes) -> Callable[[bytes], object]:
    """Return what is neither reading nor rules: digest, laying over, cleaning, language, checks."""
    reading = read_html(body, URL).reading
    readings = [reading] if reading else []
    record = find_facts(tell_language(clean(draft_of(body)))).record

    def run(page: bytes) -> None:
        hashlib.sha1(page, usedforsecurity=False).digest()
        draft = lay_over(readings, url=URL, kind="action", provenance=Provenance())
        tell_language(clean(draft)).record = record
        validate(draft)

    return run


STEPS: dict[str, Callable[[bytes], Callable[[bytes], object]]] = {
    "read_html": lambda _: lambda body: read_html(body, URL),
    "all rules": rules_alone,
    "the rest": the_rest,
    "bytes to record": lambda _: lambda body: extract_html(body, url=URL),
}


def compare(pages: list[bytes]) -> None:
    """Time the usual stack beside ours, page by page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        usual = usual_stack()
        usual(pages[0])
        settle_collector()
        pairs = []
        for body in pages[:COMPARED_PAGES]:
            ours = min(milliseconds(lambda one: extract_html(one, url=URL), body) for _ in range(3))
            pairs.append((milliseconds(usual, body), ours))
    took = statistics.median(one for one, _ in pairs)
    ratio = statistics.median(one / ours for one, ours in pairs)
    print(f"{'usual stack':<32}{took:>12.1f}")
    print(f"the usual stack takes {ratio:.0f} times as long as bytes to record")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    add_page_options(parser)
    parser.add_argument("--compare", action="store_true", help="time the usual stack as well")
    options = parser.parse_args()
    pages = pages_of(options)
    extract_html(pages[0], url=URL)  # tables and imports
    first_met = time_steps({"bytes to record": STEPS["bytes to record"]}, pages[1:], rounds=1)
    show({f"{name}, cold": taken for name, taken in first_met.items()})
    show(time_steps(STEPS, pages))
    if options.compare:
        compare(pages)


if __name__ == "__main__":
    main()
