"""Our own fixtures under ``tests/fixtures/pages``, read by us and by other libraries.

Text: words found of those expected (recall) and expected of those found
(precision), the mean over the pages and the least. Dates: days right, and
pages without a date that were given one. Times: over made pages. Needs the
packages extruct, trafilatura and htmldate (extra ``compare``).
"""

from __future__ import annotations

import json
import re
import statistics
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import extruct
import trafilatura
from htmldate import find_date
from made_pages import made_page
from timing import URL, show, time_steps

from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.source.decode import decode

if TYPE_CHECKING:
    from collections.abc import Callable

FIXTURES = Path(__file__).parents[2] / "tests" / "fixtures" / "pages"
TIMED_PAGES = 20


class Page(NamedTuple):
    body: bytes
    url: str
    content_type: str
    expected: dict[str, Any]


def ours(page: Page) -> str:
    reading = read_html(page.body, page.url, page.content_type).reading
    return (reading.text or "") if reading else ""


def trafilatura_text(page: Page, **options: bool) -> str:
    html = decode(page.body, page.content_type)
    return trafilatura.extract(html, include_comments=False, include_tables=True, **options) or ""


READERS: dict[str, Callable[[Page], str]] = {
    "ours": ours,
    "trafilatura": trafilatura_text,
    "trafilatura, fast": lambda page: trafilatura_text(page, fast=True),
    "trafilatura, for recall": lambda page: trafilatura_text(page, favor_recall=True),
    "trafilatura, for precision": lambda page: trafilatura_text(page, favor_precision=True),
}


def our_day(page: Page) -> str:
    reading = read_html(page.body, page.url, page.content_type).reading
    return ((reading.published if reading else None) or "")[:10]


def htmldate_day(page: Page) -> str:
    return find_date(decode(page.body), url=page.url, original_date=True) or ""


DATERS: dict[str, Callable[[Page], str]] = {"ours": our_day, "htmldate": htmldate_day}
TIMED: dict[str, Callable[[Page], object]] = {
    **READERS,
    "htmldate": htmldate_day,
    "extruct, JSON-LD and OpenGraph": lambda page: extruct.extract(
        decode(page.body), base_url=page.url, syntaxes=["json-ld", "opengraph"]
    ),
}


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def articles() -> list[Page]:
    found = []
    for path in sorted(FIXTURES.glob("*/page.html")):
        expected = json.loads((path.parent / "expected.json").read_text("utf-8"))["reading"]
        meta = json.loads((path.parent / "meta.json").read_text("utf-8"))
        if expected is not None and expected.get("text"):
            found.append(Page(path.read_bytes(), meta["url"], meta["content_type"], expected))
    return found


def report_fixtures() -> None:
    pages = articles()
    print(f"{len(pages)} article pages of tests/fixtures/pages")
    print(f"{'text':<32}{'recall':>8}{'least':>7}{'precision':>11}{'least':>7}")
    for name, read in READERS.items():
        recall, precision = [], []
        for page in pages:
            wanted, got = words(page.expected["text"]), words(read(page))
            both = (wanted & got).total()
            recall.append(both / wanted.total())
            precision.append(both / max(1, got.total()))
        print(
            f"{name:<32}{statistics.mean(recall):>8.3f}{min(recall):>7.2f}"
            f"{statistics.mean(precision):>11.3f}{min(precision):>7.2f}"
        )
    dated = [page for page in pages if page.expected.get("published")]
    undated = [page for page in pages if not page.expected.get("published")]
    for name, day in DATERS.items():
        right = sum(day(page) == page.expected["published"][:10] for page in dated)
        invented = sum(bool(day(page)) for page in undated)
        print(f"{name}: {right} of {len(dated)} days right, {invented} of {len(undated)} invented")
    made = [made_page(number) for number in range(TIMED_PAGES)]
    show(time_steps({name: _over_bytes(step) for name, step in TIMED.items()}, made, rounds=1))


def _over_bytes(step: Callable[[Page], object]) -> Callable[[bytes], Callable[[bytes], object]]:
    return lambda _: lambda body: step(Page(body, URL, "text/html; charset=utf-8", {}))
