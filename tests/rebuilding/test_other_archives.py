"""WARC and WACZ files that others made of the same site."""

from __future__ import annotations

import re
import shutil
import subprocess
import urllib.request
import zipfile
from typing import TYPE_CHECKING

import pytest

from aimf_scraper.demo.server import DemoSite
from tests.archive.command import aimf, records
from tests.archive.conftest import unavailable

if TYPE_CHECKING:
    from pathlib import Path


def addresses(site: str) -> list[str]:
    """Return what the site itself lists of its pages: wget reads neither sitemaps nor feeds."""

    def said(url: str, element: str) -> list[str]:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return re.findall(rf"<{element}>([^<]+)", answer.read().decode())

    index, feed = f"{site}/wp-sitemap.xml", f"{site}/feed/"
    maps = said(index, "loc")
    pages = [url for one in maps for url in said(one, "loc")]
    return [f"{site}/", feed, index, *maps, *pages, *said(feed, "link")]


@pytest.fixture(scope="module")
def by_wget(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return what wget archived of the demo, and a data folder with our crawl of the same site.

    wget knows no API: to compare like with like, the site has none.
    """
    wget = shutil.which("wget")
    if wget is None:
        unavailable("no wget: install tests/archive/packages.txt")
    folder = tmp_path_factory.mktemp("wget")
    with DemoSite(rest=False) as site:
        aimf("crawl", "--quiet", "--site", site.url, "--data", folder / "data", code=None)
        (folder / "list").write_text("\n".join(addresses(site.url)))
        subprocess.run(
            [
                *(wget, "--quiet", "--recursive", "--level=inf", "--no-parent"),
                *("--delete-after", "--no-directories", f"--warc-file={folder / 'wget'}"),
                *("-i", folder / "list"),
            ],
            cwd=folder,
            check=False,  # 8: the site has pages that answer 404, as sites have
            timeout=120,
        )
    return folder / "wget.warc.gz", folder / "data"


def test_a_warc_by_wget_gives_the_same_records(by_wget: tuple[Path, Path], tmp_path: Path) -> None:
    warc, crawled = by_wget
    aimf("rebuild", "--quiet", "--from", warc, "--data", tmp_path / "data")
    made = records(tmp_path / "data", without=("provenance",))
    assert len(made) > 100
    assert made == records(crawled, without=("provenance",))


def test_a_wacz_as_browsertrix_lays_it_out(by_wget: tuple[Path, Path], tmp_path: Path) -> None:
    warc, crawled = by_wget
    wacz = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(wacz, "w") as packed:
        packed.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0", "id": "pages"}\n')
        # Stored, with names of its own, a second file that adds nothing, and logs.
        packed.write(warc, "archive/rec-0a1b2c-20260302100000000-0.warc.gz")
        packed.write(warc, "archive/rec-0a1b2c-20260302100000000-1.warc.gz")
        packed.writestr("logs/crawl.log", "{}\n")
        packed.writestr("datapackage.json", '{"profile": "data-package"}')
    aimf("rebuild", "--quiet", "--from", wacz, "--data", tmp_path / "data")
    made = records(tmp_path / "data", without=("provenance",))
    assert made == records(crawled, without=("provenance",))


def test_our_own_wacz_is_as_good_as_our_files(by_wget: tuple[Path, Path], tmp_path: Path) -> None:
    _, crawled = by_wget
    out = tmp_path / "ours.wacz"
    assert aimf("archive", "wacz", "--data", crawled, "--out", out).out.strip() == str(out)
    aimf("rebuild", "--quiet", "--from", out, "--data", tmp_path / "data")
    assert records(tmp_path / "data") == records(crawled)


def test_what_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "x.warc.txt").write_text("hello")
    done = aimf("rebuild", "--from", tmp_path / "x.warc.txt", "--data", tmp_path / "d", code=2)
    assert "not a WARC file" in done.err
