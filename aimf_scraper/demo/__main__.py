"""``python -m aimf_scraper.demo``: serve the demo so that a person can look at it."""

from __future__ import annotations

import argparse
import sys
from contextlib import suppress

from aimf_scraper.demo.catalogue import DAYS
from aimf_scraper.demo.server import DemoSite


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m aimf_scraper.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8765, help="0: a free one")
    parser.add_argument("--day", type=int, default=1, choices=DAYS)
    asked = parser.parse_args()
    try:
        site = DemoSite(day=asked.day, port=asked.port)
    except OSError as error:
        sys.exit(f"port {asked.port} cannot be used ({error.strerror}); try --port 0")
    print(f"The demo site, day {asked.day}, is at {site.url}/ (Ctrl-C ends it)", flush=True)
    with suppress(KeyboardInterrupt):
        site.serve_forever()
    site.close()


if __name__ == "__main__":
    main()
