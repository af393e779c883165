"""The demo crawled twice: the second adds only revisits, and both replay."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aimf_scraper.archive.index import CaptureIndex
from aimf_scraper.demo.server import DemoSite
from tests.archive.command import aimf, records
from tests.archive.pywb import pywb_of, replayed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RECORD = "action:dschang-assainissement-liquide-de-la-menoua"


def test_a_second_crawl_adds_only_revisits_and_both_replay(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    data = tmp_path / "data"
    with DemoSite() as site:
        crawl = ("crawl", "--quiet", "--site", site.url, "--data", data)
        aimf(*crawl)
        time.sleep(1.1)  # a date in WARC has no parts of a second
        aimf(*crawl, "--full")
    aimf("archive", "wacz", "--data", data, "--out", tmp_path / "site.wacz")
    url = records(data)[RECORD]["url"]
    with CaptureIndex(data / "aimf.db") as index:
        first, second = sorted(index.files())
        by_file = {
            file: [one for one in index.all() if one.file == file] for file in (first, second)
        }
        captures = index.of_url(url)
    assert [one.url for one in by_file[second] if not one.revisit] == []
    assert len(by_file[second]) > 200
    assert [one.file for one in captures] == [first, second]
    with pywb_of([tmp_path / "site.wacz"], tmp_path / "pywb", tool) as pywb:
        shown = [replayed(pywb, "".join(filter(str.isdigit, one.date)), url) for one in captures]
    assert shown[0] == shown[1]
    assert shown[0][0] == 200
    assert "Dschang, un savoir-faire pour toute la Ménoua" in shown[0][1].decode()
