"""How long a page takes to read, beside one lxml parse of the same bytes.

python bench/pages.py [--facts SHARE] [FOLDER]
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from timing import URL, add_page_options, pages_of, show, time_steps

from aimf_scraper.pages.html import read_html
from aimf_scraper.pages.layout.walk import walk
from aimf_scraper.pages.source.decode import html_of, parse, parse_html
from aimf_scraper.pages.source.menus import without_menus
from aimf_scraper.text.language import tell_language

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element


def parse_without_menus(body: bytes) -> _Element:
    return parse(without_menus(html_of(body)).html)


def read_and_tell(body: bytes) -> None:
    reading = read_html(body, URL).reading
    if reading is not None:
        tell_language(reading.text or "", reading.language)


STEPS: dict[str, Callable[[bytes], Callable[[bytes], object]]] = {
    "parse_html": lambda _: parse_html,
    "without its menus": lambda _: parse_without_menus,
    "that and walk": lambda _: lambda body: walk(parse_without_menus(body)),
    "read_html": lambda _: lambda body: read_html(body, URL),
    "read_html and language": lambda _: read_and_tell,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    add_page_options(parser)
    show(time_steps(STEPS, pages_of(parser.parse_args())))


if __name__ == "__main__":
    main()
