"""Pages cut, shuffled, nested anew and renamed, through ``read_html``: what breaks, and what takes long.

python bench/mutants.py [--pages 1000] [--seed 1] [FOLDER]

Counts what was read and what was refused; every exception but PageError, every
page that takes more than its share of time, and every link whose position names
a line that does not hold its words is printed with its seed, and makes the
command end with 1. FOLDER: pages to begin from (``**/*.html``), else our fixtures.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path

from aimf_scraper.errors import PageError
from aimf_scraper.pages.html import read_html, see
from aimf_scraper.pages.source.decode import html_of
from aimf_scraper.pages.source.tree import words_of

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures" / "pages"
URL = "https://villes.example/actualites/un-marche/"
#: No page may take longer than this for each 10,000 bytes, and a tenth of a second.
SECONDS_PER_PIECE = 0.05
_TAG = re.compile(rb"<[^<>]{1,400}>")
_CLASS = re.compile(rb'class="([^"]{0,400})"')
_WORDS = [
    *(b"card", b"menu", b"footer", b"entry-content", b"post", b"sidebar", b"d-none", b"meta"),
    *(b"tabs", b"accordion-item", b"related", b"pagination", b"hentry", b"caption", b"item"),
]
_BOXES = [
    *(b"<div>", b"</div>", b"<article>", b"</article>", b"<table><tr><td>", b"</td></tr></table>"),
    *(
        b"<nav>",
        b"<li>",
        b"<a href='/x/'>",
        b"</a>",
        b"<h2>",
        b"<br>",
        b"<footer>",
        b"<main>",
        b"<p>",
    ),
    *(
        b"<dl><dt>",
        b"<details><summary>",
        b"<form><input type=email>",
        b"<time datetime='2024-01-0",
        b"<!--",
    ),
]


def mutate(page: bytes, draw: random.Random, others: list[bytes]) -> bytes:
    """Return *page* with a few of its parts cut, doubled, moved, renamed or replaced."""
    for _ in range(draw.randint(1, 6)):
        size = max(1, len(page))
        start = draw.randrange(size)
        end = min(size, start + draw.randint(1, 4_000))
        piece = page[start:end]
        what = draw.randrange(8)
        if what == 0:
            page = page[:start] + page[end:]
        elif what == 1:
            page = page[:end] + piece * draw.randint(1, 20) + page[end:]
        elif what == 2:
            at = draw.randrange(size)
            page = page[:at] + piece + page[at:]
        elif what == 3:
            page = page[:start]
        elif what == 4:
            tags = _TAG.findall(piece)
            draw.shuffle(tags)
            page = page[:start] + b"".join(tags) + page[end:]
        elif what == 5:
            names = b" ".join(draw.choices(_WORDS, k=3))
            page = page[:start] + _CLASS.sub(b'class="' + names + b'"', page[start:])
        elif what == 6:
            page = page[:start] + draw.choice(_BOXES) * draw.randint(1, 60) + page[start:]
        else:
            other = draw.choice(others)
            at = draw.randrange(max(1, len(other)))
            page = page[:start] + other[at : at + 6_000] + page[start:]
    return page[:300_000]


def misplaced(page: bytes) -> str | None:
    """Return the words of a link that stand in another line than the link says, if any.

    A line whose words another link has, alone or among more, which points at it or at a
    line before it, is that one's: the link in question is left out, or says more than is
    shown.
    """
    seen = see(html_of(page), URL)
    blocks = seen.walk.blocks
    links = [(words_of(el), at) for el, at in seen.walk.links]
    for number, (el, at) in enumerate(seen.walk.links):
        said = links[number][0][:40]
        if len(said) < 12 or (at < len(blocks) and _begin(said, blocks[at].text)):
            continue
        if next(el.iter("nav"), None) is not None:
            continue  # what a menu in a link says is not shown
        holding = [one for one, block in enumerate(blocks) if said in block.text]
        if len(holding) != 1 or holding[0] == at or not blocks[holding[0]].links:
            continue
        others = (one for other, one in enumerate(links) if other != number)
        if not any(said in theirs and line <= holding[0] for theirs, line in others):
            return f"{said!r} stands in line {holding[0]}, not {at}"
    return None


def _begin(said: str, line: str) -> bool:
    """Return whether the words of a link stand in *line*, begin with all of it, or begin at its end."""
    if said in line or (bool(line) and said.startswith(line)):
        return True
    return any(line.endswith(said[:length]) for length in range(5, min(len(said), len(line)) + 1))


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=FIXTURES)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    pages = [one.read_bytes() for one in sorted(asked.folder.rglob("*.html"))]
    told: Counter[str] = Counter()
    wrong = 0
    slowest = (0.0, 0, 0)
    for number in range(asked.seed, asked.seed + asked.pages):
        draw = random.Random(number)
        page = mutate(draw.choice(pages), draw, pages)
        began = time.process_time()
        try:
            read = read_html(page, URL)
            told["read" if read.reading else "no article"] += 1
            problem = misplaced(page)
        except PageError as error:
            told[error.reason] += 1
            problem = None
        except Exception as error:  # noqa: BLE001 - what this command looks for
            problem = f"{type(error).__name__}: {error}"
        took = time.process_time() - began
        slowest = max(slowest, (took, number, len(page)))
        if took > 0.1 + 2 * SECONDS_PER_PIECE * len(page) / 10_000:
            problem = f"{took:.2f} s for {len(page)} bytes"
        if problem:
            wrong += 1
            print(f"seed {number}: {problem}")
    print(f"{asked.pages} pages: " + ", ".join(f"{what} {n}" for what, n in told.most_common()))
    print(f"slowest {slowest[0]:.2f} s (seed {slowest[1]}, {slowest[2]} bytes); {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
