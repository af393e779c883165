"""A crawl in a process of its own, with Scrapy settings that no user would touch.

``python driver.py '{"site": ..., "data": ..., "settings": {...}}'``
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from aimf_scraper.cli.crawl import exit_code
from aimf_scraper.crawling.run import CrawlOptions, run_crawl
from aimf_scraper.errors import AimfError
from aimf_scraper.records import CRAWLED_KINDS

if __name__ == "__main__":
    said = json.loads(sys.argv[1])
    made = {"kinds": CRAWLED_KINDS, "archive": False, "quiet": True, **said}
    made["data"] = Path(made["data"])
    made["data"].mkdir(parents=True, exist_ok=True)
    try:
        outcome = run_crawl(CrawlOptions(**made))
    except AimfError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    json.dump(outcome.completeness, sys.stdout)
    sys.exit(exit_code(outcome))
